import { randomUUID } from 'node:crypto'
import type { CentreId } from '#kernel/ids.ts'
import { tellApplicant } from '#notification'
import { describe, expect, test } from 'vitest'
import { momentOnPaper, pdfWords, tight } from '../../testing/pdf-words.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { runClockRound } from './commands/clock-round.ts'
import { fileDossier } from './commands/file-dossier.ts'
import { issueSlip } from './jobs/issue-slip.ts'
import { findPublicView } from './queries/dossier-view.ts'
import { dossiersAt } from './testing/dossier-at.ts'

const centre = await testCentre()
const { db, call, as, centreId } = centre
const list = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&agency=H47.01&state=published&limit=4')
const [plain = '', strict = '', silent = '', other = ''] = list.body.items.map((item) => item.code)
// Legal and committed differ everywhere: a paper that confused them would show it.
await db.peek(
  `update procedure.procedure_version set legal_amount = 9, legal_unit = 'working_days', committed_amount = 5, committed_unit = 'working_days'`,
)
await db.peek(`update procedure.version_channel set limit_amount = null, limit_unit = null`)
const rules = async (code: string, clock: object): Promise<void> =>
  void (await db.peek(
    `update procedure.procedure_version set clock_rules = $2 where procedure_id = (select id from procedure.procedure where code = $1)`,
    [code, JSON.stringify(clock)],
  ))
await rules(strict, { supplementDays: 3, supplementLapse: 'stop', onSupplement: 'restart' })
await rules(plain, { onSupplement: 'pause' })
await rules(silent, { silence: 'refusal', silenceLaw: 'Luật thử nghiệm Điều 7' })
// The process says where one complains about what its signing step refuses; before anything has read it.
const appeal = { to: 'Giám đốc Sở Kế hoạch và Đầu tư', withinDays: 45, law: 'Luật thử nghiệm Điều 9' }
await db.peek(
  `update procedure.process p set compiled = jsonb_set(p.compiled, '{steps}', (select jsonb_agg(case when s ->> 'role' = 'signatory'
      then jsonb_set(s, '{refusal}', $2::jsonb) else s end order by n) from jsonb_array_elements(p.compiled -> 'steps') with ordinality x(s, n)))
    where p.version_id in (select v.id from procedure.procedure_version v join procedure.procedure c on c.id = v.procedure_id where c.code = $1)`,
  [plain, JSON.stringify({ reasons: ['Không đủ điều kiện'], appeal })],
)
const of = {
  plain: await dossiersAt(centre, plain),
  strict: await dossiersAt(centre, strict),
  silent: await dossiersAt(centre, silent),
  other: await dossiersAt(centre, other),
}

const paper = async (code: string, form: string, login = 'thuly.skhdt'): Promise<string> => {
  const answer = await call<Buffer>(await as(login), 'GET', `/dossiers/${code}/documents/${form}.pdf`)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return await pdfWords(answer.body)
}
const idOf = async (code: string) =>
  (await db.peek<{ id: string }>('select id from dossier.dossier where code = $1', [code]))[0]?.id as never
/** The letter about the last act of a kind, as it would be sent. */
async function letter(code: string, kind: string): Promise<string> {
  await db.peek('update dossier.dossier set applicant_email = $2 where code = $1', [code, 'nguoi@dan.example'])
  const [act] = await db.peek<{ seq: number }>(
    'select a.seq from dossier.act a join dossier.dossier d on d.id = a.dossier_id where d.code = $1 and a.kind = $2 order by a.seq desc limit 1',
    [code, kind],
  )
  let text = ''
  const send = async (_id: string, _to: string, sent: { text: string }): Promise<void> => void (text = sent.text)
  await tellApplicant(
    db,
    { dossierId: await idOf(code), seq: act?.seq ?? 0 },
    { mail: { send, close: () => undefined } as never, publicUrl: 'https://motcua.example' },
  )
  return text
}
const tracked = async (code: string) => (await findPublicView(db.kysely, code))!
const day = (instant: string): string => {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO('Asia/Ho_Chi_Minh')
  return `${String(at.day).padStart(2, '0')}/${String(at.month).padStart(2, '0')}/${at.year}`
}

describe('the request for a supplement (Mẫu 02)', () => {
  test.each([
    ['plain', 10, 'Thời gian chờ bổ sung không tính vào thời hạn giải quyết.', 'có thể dừng giải quyết', '2026-03-17T17:00:00+07:00'],
    [
      'strict',
      undefined,
      'Thời hạn giải quyết được tính lại từ đầu khi nhận đủ giấy tờ bổ sung.',
      'tự dừng lại',
      '2026-03-06T17:00:00+07:00',
    ],
  ] as const)(
    'of a procedure with %s rules states the papers, the reason and the day on paper, in the letter and on the page',
    async (which, supplementDays, clock, lapse, by) => {
      const dossiers = of[which]
      const code = await dossiers.inAgency('2026-03-02T09:00')
      const reason = `Giấy tờ nộp kèm không khớp nhau (${which})`
      await dossiers.act('2026-03-03T09:00', code, 'request_supplement', 'case_officer', {
        defects: [
          { componentNo: 1, text: 'Giấy đề nghị thiếu chữ ký' },
          { componentNo: null, text: 'Ghi rõ ngành nghề' },
        ],
        reason,
        supplementDays,
      })
      const { supplement, defects } = await tracked(code)
      expect(supplement).toMatchObject({ by, clock, reason, lapse: expect.stringContaining(lapse) as string })
      expect(defects).toEqual(['Giấy đề nghị thiếu chữ ký', 'Ghi rõ ngành nghề'])
      const [asked] = supplement?.papers ?? []
      expect(asked?.name).toBeTruthy()

      const words = await paper(code, 'supplement-request')
      for (const said of [reason, clock, lapse, 'Giấy đề nghị thiếu chữ ký', 'Ghi rõ ngành nghề', asked?.name ?? '?'])
        expect(words).toContain(tight(said))
      expect(words).toContain(tight('Đề nghị bổ sung chậm nhất:') + momentOnPaper(by))

      const text = await letter(code, 'request_supplement')
      for (const said of [reason, clock, lapse, day(by), asked?.name ?? '?']) expect(text).toContain(said)
    },
  )

  test('at intake states that the time has not begun, and the list is the reason where no other was given', async () => {
    const code = await of.other.at('2026-03-02T09:00', async (tx) => {
      const filed = await fileDossier(tx, db, of.other.actor('counter_officer'), randomUUID(), {
        procedureCode: other,
        channel: 'direct',
        centreId: centreId as CentreId,
        applicant: { kind: 'person', fullName: 'Lê Thị Nộp', idNumber: '049190000003', address: 'Xã Núi Thành', phone: '0905000003' },
        papers: [],
        resultMethod: 'counter',
        accept: false,
      })
      return filed.code
    })
    await of.other.act('2026-03-02T09:10', code, 'request_supplement', 'counter_officer', {
      defects: [{ componentNo: null, text: 'Thiếu tờ khai' }],
      supplementDays: 2,
    })
    const words = await paper(code, 'supplement-request', 'tiepnhan1')
    expect(words).toContain(tight('Thời hạn giải quyết bắt đầu tính khi hồ sơ được tiếp nhận.'))
    expect(words).toContain(tight('Lý do: Như đã nêu ở từng nội dung trên.'))
    expect(words).toContain(momentOnPaper('2026-03-04T17:00:00+07:00'))
    expect(words).not.toContain(tight('không tính vào thời hạn'))
  })
})

describe('the refusal (Mẫu 03)', () => {
  test('at intake is issued by the centre and the officer at the counter', async () => {
    const code = await of.other.at('2026-03-02T09:00', async (tx) => {
      const filed = await fileDossier(tx, db, of.other.actor('counter_officer'), randomUUID(), {
        procedureCode: other,
        channel: 'direct',
        centreId: centreId as CentreId,
        applicant: { kind: 'person', fullName: 'Lê Thị Nộp', idNumber: '049190000003', address: 'Xã Núi Thành', phone: '0905000003' },
        papers: [],
        resultMethod: 'counter',
        accept: false,
      })
      return filed.code
    })
    await of.other.act('2026-03-02T09:10', code, 'refuse', 'counter_officer', { reason: 'Không thuộc thẩm quyền của tỉnh' })
    const words = await paper(code, 'refusal', 'tiepnhan1')
    expect(words).toContain(tight('NGƯỜI TIẾP NHẬN HỒ SƠ'))
    expect(words).toContain(tight('Vai counter_officer'))
    expect(words).toContain(tight('Trung tâm'))
    expect(words).not.toContain(tight('THỦ TRƯỞNG'))
    expect((await tracked(code)).refusal?.by).toMatch(/^Trung tâm/u)
  })

  test('after appraisal is of the agency, signed by its signatory, with the path of appeal its process names', async () => {
    const code = await of.plain.inAgency('2026-03-02T09:00')
    const agency = (await tracked(code)).agencyName
    await toSigning(of.plain, code)
    await of.plain.act('2026-03-04T09:00', code, 'refuse', 'signatory', { reason: 'Không đủ điều kiện theo Điều 5' })
    const words = await paper(code, 'refusal', 'lanhdao.skhdt')
    expect(words).toContain(tight(`Qua xem xét, ${agency} thông báo`))
    expect(words).toContain(tight('THỦ TRƯỞNG'))
    expect(words).not.toContain(tight('NGƯỜI TIẾP NHẬN HỒ SƠ'))
    const path = `khiếu nại đến ${appeal.to}, trong 45 ngày`
    expect(words).toContain(tight(path))
    expect((await tracked(code)).refusal).toMatchObject({
      by: agency,
      reason: 'Không đủ điều kiện theo Điều 5',
      appeal: expect.stringContaining(path) as string,
    })
    const text = await letter(code, 'refuse')
    expect(text).toContain(path)
    expect(text).toContain(`${agency} thông báo`)
  })

  test('is issued after silence too: by the agency, with its legal basis and without a signature', async () => {
    const code = await of.silent.inAgency('2026-03-02T09:00')
    await runClockRound(db)
    expect((await tracked(code)).state).toBe('refused')
    const words = await paper(code, 'refusal', 'lanhdao.skhdt')
    expect(words).toContain(tight('Luật thử nghiệm Điều 7'))
    expect(words).toContain(tight('Hệ thống ghi nhận'))
    expect(words).toContain(tight('khiếu nại đến'))
    expect((await tracked(code)).refusal?.reason).toContain('Luật thử nghiệm Điều 7')
  })
})

async function toSigning(dossiers: (typeof of)[keyof typeof of], code: string): Promise<void> {
  for (let guard = 0; guard < 12; guard += 1) {
    const [at] = await db.peek<{ role: string }>(`select coalesce(holder_role, '') as role from dossier.dossier where code = $1`, [code])
    if (!at || at.role === 'signatory') return
    await dossiers.act('2026-03-03T09:00', code, 'complete_step', at.role as 'case_officer')
  }
}

describe('the slip (Mẫu 01)', () => {
  test('names the person at the counter, their paper, and the owner of the dossier', async () => {
    const code = await of.plain.at('2026-03-02T09:00', async (tx) => {
      const papers = await db.peek<{ no: number }>('select 1 as no')
      const filed = await fileDossier(tx, db, of.plain.actor('counter_officer'), randomUUID(), {
        procedureCode: plain,
        channel: 'direct',
        centreId: centreId as CentreId,
        applicant: { kind: 'person', fullName: 'Trần Văn Chủ', idNumber: '049190000004', address: 'Phường Hội An', phone: '0905000004' },
        representative: { fullName: 'Phạm Thị Thay', idNumber: '049190000005', authorisation: 'Giấy uỷ quyền số 12/UQ' },
        papers: papers.map(() => ({ componentNo: 1, originals: 1, copies: 1, certified: 0 })),
        resultMethod: 'counter',
        accept: false,
      })
      return filed.code
    })
    await of.plain.act('2026-03-02T09:05', code, 'accept', 'counter_officer', {
      papers: Array.from({ length: 30 }, (_, index) => ({ componentNo: index + 1, originals: 2, copies: 2, certified: 0 })),
    })
    const words = await paper(code, 'receipt-slip', 'tiepnhan1')
    for (const said of ['Chủ hồ sơ: Trần Văn Chủ', 'Địa chỉ chủ hồ sơ: Phường Hội An', 'Người được ủy quyền theo Giấy uỷ quyền số 12/UQ'])
      expect(words).toContain(tight(said))
    expect(words).toContain(tight('(Ông/Bà/Tổ chức): Phạm Thị Thay'))
    expect(words).toContain('049190000005')
  })

  const slips = async (code: string) =>
    await db.peek<{ number: string }>(
      `select i.number from document.issued_document i join dossier.dossier d on d.id = i.dossier_id where d.code = $1 and i.form = 'receipt-slip' order by i.id`,
      [code],
    )
  type Mover = (code: string) => Promise<string>
  const movers: readonly (readonly [string, Mover])[] = [
    [
      'an extension',
      async (code) => {
        await of.plain.act('2026-03-04T09:00', code, 'request_extension', 'case_officer', {
          cause: 'complex_content',
          days: 4,
          reason: 'Hai số liệu',
        })
        await of.plain.act('2026-03-05T09:00', code, 'approve_extension', 'signatory')
        return 'Gia hạn thời gian giải quyết. Hai số liệu'
      },
    ],
    [
      'a stop that ended',
      async (code) => {
        await of.plain.act('2026-03-03T09:00', code, 'suspend', 'case_officer', {
          cause: 'field_verification',
          until: '2026-03-06',
          reason: 'Đo đạc',
        })
        await of.plain.act('2026-03-05T09:00', code, 'resume', 'case_officer')
        return 'được giải quyết tiếp sau khi tạm dừng'
      },
    ],
    [
      'a supplement',
      async (code) => {
        await of.plain.act('2026-03-03T09:00', code, 'request_supplement', 'case_officer', {
          defects: [{ componentNo: 1, text: 'Thiếu chữ ký' }],
        })
        await of.plain.act('2026-03-06T09:00', code, 'supplement', 'counter_officer', {
          papers: [{ componentNo: 1, originals: 1, copies: 0, certified: 0 }],
        })
        return 'Đã nhận giấy tờ bổ sung'
      },
    ],
    [
      'a clock begun again',
      async (code) => {
        await of.plain.act('2026-03-05T09:00', code, 'restart_clock', 'unit_head', { cause: 'request_changed', reason: 'Đổi địa điểm' })
        return 'Đổi địa điểm'
      },
    ],
  ]
  test.each(movers)(
    'is issued again after %s, names the slip it replaces and the reason, and shows the same day as the screen',
    async (_name, move) => {
      const code = await of.plain.inAgency('2026-03-02T09:00')
      const before = await paper(code, 'receipt-slip')
      expect(before).not.toContain(tight('Thay thế'))
      const why = await move(code)
      const after = await paper(code, 'receipt-slip')
      const kept = await slips(code)
      expect(kept).toHaveLength(2)
      const due = (await tracked(code)).dueAt ?? ''
      expect(after).toContain(tight('Thời gian trả kết quả giải quyết hồ sơ:') + momentOnPaper(due))
      expect(before).not.toContain(tight('Thời gian trả kết quả giải quyết hồ sơ:') + momentOnPaper(due))
      expect(after).toContain(tight(`Thay thế Giấy tiếp nhận hồ sơ và hẹn trả kết quả số ${kept[0]?.number ?? '?'}`))
      expect(after).toContain(tight(why))
      // Asked again, however often, it is the same one.
      expect([await paper(code, 'receipt-slip'), (await slips(code)).length]).toEqual([after, 2])
    },
  )

  test('is printed in advance by the job that follows the act', async () => {
    const { body } = await call<{ code: string }>(await as('tiepnhan1'), 'POST', '/dossiers', {
      procedureCode: plain,
      centreId,
      applicant: { kind: 'person', fullName: 'Nguyễn Thị Thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905 000 001' },
      papers: Array.from({ length: 30 }, (_, index) => ({ componentNo: index + 1, originals: 2, copies: 2 })),
    })
    const print = async () => await issueSlip({ database: db, publicUrl: 'https://motcua.example' }, body.code)
    await print()
    await print()
    expect(await slips(body.code)).toHaveLength(1)
    const handed = await call<{ number: string }>(await as('tiepnhan1'), 'POST', '/handovers', {
      direction: 'to_agency',
      agencyCode: 'H47.01',
      centreId,
      dossierCodes: [body.code],
    })
    await call(await as('thuly.skhdt'), 'POST', `/handovers/${handed.body.number}/receive`, { dossierCodes: [body.code] })
    const act = async (login: string, name: string, more: object = {}) =>
      expect((await call(await as(login), 'POST', `/dossiers/${body.code}/acts`, { act: name, ...more })).status).toBe(200)
    await act('thuly.skhdt', 'request_extension', { cause: 'complex_content', days: 4, reason: 'Hai số liệu' })
    await act('lanhdao.skhdt', 'approve_extension')
    await print()
    expect(await slips(body.code)).toHaveLength(2)
    expect(await paper(body.code, 'receipt-slip')).toContain(momentOnPaper((await tracked(body.code)).dueAt ?? ''))
  })
})

describe('a reason for the applicant', () => {
  test.each([
    ['suspend', { cause: 'field_verification' as const, reason: 'Đo đạc lại thửa đất ngoài thực địa' }],
    ['withdraw', { reason: 'Người nộp không còn nhu cầu' }],
  ] as const)('of %s is on the tracking page in those words', async (act, input) => {
    const code = await of.plain.inAgency('2026-03-02T09:00')
    await of.plain.act('2026-03-03T09:00', code, act, act === 'withdraw' ? 'counter_officer' : 'case_officer', input)
    const [last] = (await tracked(code)).timeline
    expect(last?.reason).toContain(input.reason)
    if (act === 'suspend') expect(await letter(code, act)).toContain(input.reason)
  })

  test('a reason between offices is not shown there', async () => {
    const code = await of.plain.inAgency('2026-03-02T09:00')
    await toSigning(of.plain, code)
    await of.plain.act('2026-03-03T10:00', code, 'return_to_previous_step', 'signatory', { reason: 'Anh Bình viết lại' })
    expect(JSON.stringify((await tracked(code)).timeline)).not.toContain('Anh Bình')
  })
})
