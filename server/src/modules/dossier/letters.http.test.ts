import type { AddressInfo } from 'node:net'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { SMTPServer } from 'smtp-server'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { mailChannel } from '#notification'
import type { MailChannel } from '#notification'
import { startWorker } from '#platform/jobs/worker.ts'
import { buildModules, buildIdleParts, jobsFrom } from '../../modules.ts'
import { promiseText } from '#kernel/vietnam-time.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { runClockRound } from './commands/clock-round.ts'
import { dossiersAt } from './testing/dossier-at.ts'

/** What the mail server of this file took, decoded. */
const received: { to: string; text: string }[] = []
const office = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData(stream, session, done) {
    let raw = ''
    stream.on('data', (chunk: Buffer) => (raw += chunk.toString('utf8')))
    stream.on('end', () => {
      const body = raw.slice(raw.indexOf('\r\n\r\n'))
      const text = /base64/u.test(raw)
        ? Buffer.from(body, 'base64').toString('utf8')
        : Buffer.from(
            body.replaceAll('=\r\n', '').replace(/=([0-9A-F]{2})/gu, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
            'latin1',
          ).toString('utf8')
      received.push({ to: session.envelope.rcptTo[0]?.address ?? '', text })
      done()
    })
  },
})
const port = await new Promise<number>((done) => office.listen(0, '127.0.0.1', () => done((office.server.address() as AddressInfo).port)))
const mail = mailChannel(`smtp://127.0.0.1:${port}`, 'Một cửa <mot-cua@tinh.example>')

const centre = await testCentre()
const { call, as, db } = centre
// The worker of a running server, with everything it does there.
const worker = await startWorker(jobsFrom(buildModules({ ...buildIdleParts(db), mail })), {
  database: db,
  publicUrl: 'https://motcua.example',
  logger: { info: () => undefined, warn: () => undefined, error: () => undefined } as never,
})
afterAll(async () => {
  await worker.stop(5)
  mail.close()
  await new Promise<void>((done) => office.close(() => done()))
})
const list = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&agency=H47.01&state=published&limit=1')
const procedureCode = list.body.items[0]?.code ?? ''
await db.peek(`update procedure.procedure_version set legal_amount = 7, legal_unit = 'working_days', committed_amount = 5, committed_unit = 'working_days',
  clock_rules = '{"supplementDays": 5, "supplementLapse": "stop"}'`)
await db.peek(`update procedure.version_channel set limit_amount = null, limit_unit = null`)
const dossiers = await dossiersAt(centre, procedureCode)
const reason = 'Hồ sơ địa chính có hai số liệu khác nhau'

type View = {
  documents: { form: string; title: string; url: string }[]
  reappointments: { dueBefore: string; dueAfter: string | null }[]
  clocks: { kind: string; dueAt: string }[]
  timeline: { note: string }[]
  actions: { act: string; allowed: boolean }[]
}
const view = async (login: string, code: string): Promise<View> => (await call<View>(await as(login), 'GET', `/dossiers/${code}`)).body
const letter = async (login: string, code: string, form: string) =>
  await call<Buffer>(await as(login), 'GET', `/dossiers/${code}/documents/${form}.pdf`)
const draftOf = async (login: string, code: string, body: Record<string, unknown>) =>
  await call<Buffer>(await as(login), 'POST', `/dossiers/${code}/document-drafts`, body)
/** The words of a paper but for what only the signed one has: its number; and what only a draft has. */
const unsigned = async (pdf: Uint8Array): Promise<string> => (await words(pdf)).replaceAll('DỰTHẢO', '').replace(/Số:(?:\d+|…+)\//u, 'Số:/')
const alerts = async (login: string, code: string) =>
  (await call<{ items: { rung: string; code: string; isOver: boolean }[] }>(await as(login), 'GET', '/alerts')).body.items.filter(
    (each) => each.code === code && each.rung === 'to_sign',
  )
const withAddress = async (code: string, email: string): Promise<void> =>
  void (await db.peek('update dossier.dossier set applicant_email = $2 where code = $1', [code, email]))
const lettersTo = (to: string): string[] => received.filter((each) => each.to === to).map(({ text }) => text)
const kept = async (code: string): Promise<{ form: string; number: string }[]> =>
  await db.peek(
    'select i.form, i.number from document.issued_document i join dossier.dossier d on d.id = i.dossier_id where d.code = $1 order by i.id',
    [code],
  )

/** The words of a PDF without white space. */
async function words(pdf: Uint8Array): Promise<string> {
  const document = await getDocument({ data: Uint8Array.from(pdf), verbosity: 0 }).promise
  let text = ''
  for (let no = 1; no <= document.numPages; no += 1) {
    const { items } = await (await document.getPage(no)).getTextContent()
    text += items.map((item) => ('str' in item ? item.str : '')).join('')
  }
  await document.loadingTask.destroy()
  return text.replace(/\s+/gu, '')
}
const tight = (text: string): string => text.replace(/\s+/gu, '')
/** `24/3/2026` of an instant here, as the forms write it. */
function dayWords(instant: string): string {
  const { day, month, year } = Temporal.Instant.from(instant).toZonedDateTimeISO('Asia/Ho_Chi_Minh')
  return tight(`ngày ${String(day).padStart(2, '0')} tháng ${month < 3 ? `0${month}` : month} năm ${year}`)
}

describe('a dossier that became late', () => {
  test('gets an apology: drafted by the round, shown to the signatory, signed, and sent to the applicant', async () => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await withAddress(code, 'tre@dan.example')
    await Promise.all([runClockRound(db), runClockRound(db)])
    expect(await alerts('lanhdao.skhdt', code)).toMatchObject([{ isOver: false }])
    expect(await alerts('lanhdao.stp', code)).toEqual([])
    expect(await alerts('thuly.skhdt', code)).toEqual([])

    const drafted = await view('lanhdao.skhdt', code)
    expect(drafted.documents.find((each) => each.form === 'apology')?.title).toMatch(/^Dự thảo: /u)
    const draft = await words((await letter('lanhdao.skhdt', code, 'apology')).body)
    expect(draft).toContain(tight('DỰ THẢO'))
    expect(draft).toContain(tight('Số: ………/PXL'))
    expect((await kept(code)).filter((each) => each.form === 'apology')).toEqual([])
    // The applicant knows on the day itself, before anybody has signed: of the promise, and of the law's limit.
    await vi.waitUntil(() => lettersTo('tre@dan.example').length > 1, { timeout: 20_000 })
    await runClockRound(db)
    const due = (kind: string) => promiseText(Temporal.Instant.from(drafted.clocks.find((each) => each.kind === kind)?.dueAt ?? ''))
    expect(due('legal')).not.toBe(due('committed'))
    expect(lettersTo('tre@dan.example').map((text) => /\((lúc [^)]+)\)/u.exec(text)?.[1])).toEqual([
      `lúc ${due('committed')}`,
      `lúc ${due('legal')}`,
    ])

    // The letter can be read before signing, with the typed text; the preview writes nothing.
    const before = await draftOf('lanhdao.skhdt', code, { act: 'apologise', days: 3, reason })
    expect(before.status).toBe(200)
    expect(await words(before.body)).toContain('DỰTHẢO')
    expect((await view('lanhdao.skhdt', code)).reappointments).toEqual(drafted.reappointments)
    const signed = await call(await as('lanhdao.skhdt'), 'POST', `/dossiers/${code}/acts`, { act: 'apologise', days: 3, reason })
    expect(signed.status, JSON.stringify(signed.body)).toBe(200)
    await vi.waitUntil(() => lettersTo('tre@dan.example').length > 2, { timeout: 20_000 })
    const after = await view('lanhdao.skhdt', code)
    const given = after.reappointments.find((each) => each.dueAfter !== null)
    const [text = '', ...more] = lettersTo('tre@dan.example').slice(2)
    expect(more).toEqual([])
    // The new day, and never the one that was missed.
    expect(text).toContain(`hẹn lại lúc ${promiseText(Temporal.Instant.from(given?.dueAfter ?? ''))}`)
    expect(text).toContain(reason)

    // The day is on the officer's page too, in the log of what was done.
    expect(after.timeline[0]?.note).toContain(`Hẹn lại: ${promiseText(Temporal.Instant.from(given?.dueAfter ?? ''))}`)
    const legal = after.clocks.find((each) => each.kind === 'legal')?.dueAt ?? ''
    const paper = await words((await letter('lanhdao.skhdt', code, 'apology')).body)
    expect(paper).toContain(tight('Thời hạn theo quy định của pháp luật:'))
    for (const instant of [given?.dueBefore ?? '', legal, given?.dueAfter ?? '']) expect(paper).toContain(dayWords(instant))
    expect(paper).toContain(tight(reason))
    expect(await unsigned(before.body)).toBe(await unsigned((await letter('lanhdao.skhdt', code, 'apology')).body))
    expect(paper).not.toContain(tight('DỰ THẢO'))
    expect(paper).toMatch(/Số:\d\d\/PXL/u)
    expect(await alerts('lanhdao.skhdt', code)).toMatchObject([{ isOver: true }])
  })
})

describe('an extension', () => {
  test('requested is a draft for the signatory; granted, it is one letter, however often and by however many it is requested', async () => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await withAddress(code, 'gia-han@dan.example')
    await dossiers.act('2026-03-04T09:00', code, 'request_extension', 'case_officer', { cause: 'complex_content', days: 4, reason })
    const draft = await words((await letter('lanhdao.skhdt', code, 'apology')).body)
    expect(draft).toContain(tight('Số ngày gia hạn: 04 ngày làm việc'))
    expect(draft).toContain(tight(reason))
    await dossiers.act('2026-03-05T09:00', code, 'approve_extension', 'signatory')
    await vi.waitUntil(() => lettersTo('gia-han@dan.example').length > 0, { timeout: 20_000 })
    expect(lettersTo('gia-han@dan.example')[0]).toContain(`Lý do: ${reason}`)

    const answers = await Promise.all(
      ['lanhdao.skhdt', 'thuly.skhdt', 'lanhdao.skhdt'].map(async (login) => await letter(login, code, 'apology')),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    for (const { body } of answers) expect(body.equals(answers[0]!.body)).toBe(true)
    expect((await kept(code)).filter((each) => each.form === 'apology')).toHaveLength(1)
    const paper = await words(answers[0]!.body)
    // 7 working days from 2 March: the date of the law as it stood before the extension.
    expect(paper).toContain(tight('Thời hạn theo quy định của pháp luật: 09 giờ 00 phút, ngày 11 tháng 3 năm 2026'))
    expect(paper).toContain(tight('Thời gian hẹn trả kết quả: 09 giờ 00 phút, ngày 09 tháng 3 năm 2026'))
    expect(paper).toContain(tight('Thời gian hẹn trả kết quả lại: 09 giờ 00 phút, ngày 13 tháng 3 năm 2026'))
    expect(paper).toContain(tight('không thể trả kết quả giải quyết hồ sơ của Ông/Bà đúng thời gian đã hẹn'))
  })

  test('is among the alerts of the signatory until it is decided; declined, it leaves no letter', async () => {
    const today = Temporal.Now.zonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDateTime().toString({ smallestUnit: 'minute' })
    const code = await dossiers.inAgency(today)
    const asked = await draftOf('thuly.skhdt', code, { act: 'request_extension', cause: 'complex_content', days: 4, reason })
    const { dueAfter } = (
      await call<{ dueAfter: string }>(await as('thuly.skhdt'), 'GET', `/dossiers/${code}/new-day?act=request_extension&days=4`)
    ).body
    for (const said of [tight(reason), tight('Số ngày gia hạn: 04 ngày làm việc'), dayWords(dueAfter)])
      expect(await words(asked.body)).toContain(said)
    await dossiers.act(today, code, 'request_extension', 'case_officer', { cause: 'complex_content', days: 4, reason })
    expect([await alerts('lanhdao.skhdt', code), await alerts('lanhdao.stp', code)]).toMatchObject([[{ isOver: false }], []])
    await dossiers.act(today, code, 'decline_extension', 'signatory', { reason: 'Không đủ căn cứ' })
    expect(await alerts('lanhdao.skhdt', code)).toMatchObject([{ isOver: true }])
    expect([
      (await letter('lanhdao.skhdt', code, 'apology')).status,
      (await view('lanhdao.skhdt', code)).documents.map((each) => each.form),
    ]).toEqual([404, ['receipt-slip']])
  })
})

describe('a draft of the paper of an act', () => {
  const filed = async (): Promise<string> => {
    const { status, body } = await call<{ code: string }>(await as('tiepnhan1'), 'POST', '/dossiers', {
      procedureCode,
      centreId: centre.centreId,
      accept: false,
      applicant: { kind: 'person', fullName: 'Lê Thị Mẫu', idNumber: '049190000031', address: 'Phường Tam Kỳ', phone: '0905000031' },
      papers: [],
    })
    expect(status, JSON.stringify(body)).toBe(201)
    return body.code
  }

  test.each([
    ['refuse', 'refusal', { reason: 'Không thuộc thẩm quyền của tỉnh' }],
    ['request_supplement', 'supplement-request', { defects: [{ componentNo: 1, text: 'Thiếu bản chính' }], supplementDays: 7 }],
  ])('%s: every page is marked, and apart from the mark and the number it equals the issued paper', async (act, form, given) => {
    const code = await filed()
    const before = await kept(code)
    const draft = await draftOf('tiepnhan1', code, { act, ...given })
    expect([draft.status, await kept(code)]).toEqual([200, before])
    const shown = await getDocument({ data: Uint8Array.from(draft.body), verbosity: 0 }).promise
    expect((await words(draft.body)).split('DỰTHẢO').length - 1).toBeGreaterThanOrEqual(shown.numPages)
    await shown.loadingTask.destroy()
    expect((await call(await as('tiepnhan1'), 'POST', `/dossiers/${code}/acts`, { act, ...given })).status).toBe(200)
    const paper = await letter('tiepnhan1', code, form)
    expect(await words(paper.body)).not.toContain('DỰTHẢO')
    expect(await unsigned(draft.body)).toBe(await unsigned(paper.body))
  })

  test('is refused like the act: without the right, without its input, for an act without a paper, at another agency', async () => {
    const code = await filed()
    const reason = 'Không thuộc thẩm quyền'
    type Refusal = { code: string; fields: { field: string }[] }
    const refusal = async (login: string, body: Record<string, unknown>, path = code) => {
      const answer = await call<Refusal>(await as(login), 'POST', `/dossiers/${path}/document-drafts`, body)
      return [answer.status, answer.body.code, answer.body.fields?.[0]?.field]
    }
    expect(await refusal('tiepnhan1', { act: 'refuse' })).toEqual([422, 'ACT_NEEDS', '/body/reason'])
    expect(await refusal('tiepnhan1', { act: 'accept' })).toEqual([422, 'REQUEST_INVALID', '/body/act'])
    expect(await refusal('thuly.skhdt', { act: 'refuse', reason })).toEqual(await actRefusal('thuly.skhdt', code, reason))
    expect((await refusal('thuly.skhdt', { act: 'refuse', reason }))[0]).not.toBe(200)
    expect(await refusal('thuly.stp', { act: 'refuse', reason })).toEqual([404, 'DOSSIER_NOT_FOUND', undefined])
    expect(await refusal('tiepnhan1', { act: 'refuse', reason }, 'H47.01-010101-0001')).toEqual([404, 'DOSSIER_NOT_FOUND', undefined])
    expect((await refusal('giamdoc', { act: 'refuse', reason }))[1]).toBe('ROLE_NOT_ALLOWED')
  })

  const actRefusal = async (login: string, code: string, reason: string) => {
    const { status, body } = await call<{ code: string; fields: { field: string }[] }>(await as(login), 'POST', `/dossiers/${code}/acts`, {
      act: 'refuse',
      reason,
    })
    return [status, body.code, body.fields?.[0]?.field]
  }
})

describe('a dossier that was stopped', () => {
  test('by the rule of its procedure has its notice, with the papers to collect, and the applicant is notified', async () => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await withAddress(code, 'dung@dan.example')
    await dossiers.act('2026-03-03T09:00', code, 'request_supplement', 'case_officer', {
      defects: [{ componentNo: null, text: 'Thiếu chữ ký' }],
    })
    expect((await letter('thuly.skhdt', code, 'stop-notice')).status).toBe(404)
    await runClockRound(db)
    await vi.waitUntil(() => lettersTo('dung@dan.example').some((text) => text.includes('dừng lại')), { timeout: 20_000 })
    const { documents } = await view('thuly.skhdt', code)
    expect(documents.map((each) => each.form)).toEqual(['receipt-slip', 'supplement-request', 'stop-notice'])
    const paper = await words((await letter('thuly.skhdt', code, 'stop-notice')).body)
    for (const said of [
      'Quá thời hạn bổ sung mà người nộp không bổ sung',
      'Hồ sơ được dừng tự động',
      'Giấy tờ đã nộp',
      'chưa nộp khoản nào',
      code,
    ])
      expect(paper).toContain(tight(said))
  })

  test('is not visible to another agency', async () => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    expect((await letter('thuly.stp', code, 'stop-notice')).status).toBe(404)
  })
})

test('a resumed clock notifies the applicant of the new promised day', async () => {
  const code = await dossiers.inAgency('2026-03-02T09:00')
  await withAddress(code, 'tiep@dan.example')
  await dossiers.act('2026-03-03T09:00', code, 'suspend', 'case_officer', { cause: 'field_verification', until: '2026-03-04', reason })
  await runClockRound(db)
  // The round may also say that the day has passed: the two letters are found by what they say, not by their order.
  const [stopped, runs] = await vi.waitUntil(
    () => {
      const letters = lettersTo('tiep@dan.example')
      const found = [letters.find((letter) => letter.includes('tạm dừng')), letters.find((letter) => letter.includes('nay là'))]
      return found.includes(undefined) ? null : found
    },
    { timeout: 20_000 },
  )
  expect(stopped).toContain(reason)
  expect(runs).toMatch(/Ngày hẹn trả kết quả hồ sơ của ông\/bà nay là lúc \d\d:\d\d .*\d\d\/\d\d\/\d{4}/u)
})

describe('a mail server that accepts connections and never answers', () => {
  test('delays letters and no slip', async () => {
    const reached: string[] = []
    let hangUp: () => void = () => undefined
    const hung = new Promise<never>((_, reject) => {
      hangUp = () => reject(new Error('the test hung up'))
    })
    hung.catch(() => undefined) // whether anybody waits for it or not
    const mute: MailChannel = {
      send: async (_id, to) => {
        reached.push(to)
        await hung
      },
      close: () => undefined,
    }
    const { components } = (
      await call<{ components: { no: number; originals: number | null; copies: number | null }[] }>(
        null,
        'GET',
        `/procedures/${procedureCode}`,
      )
    ).body
    const papers = components.map(({ no, originals, copies }) => ({
      componentNo: no,
      originals: Math.max(1, originals ?? 1),
      copies: copies ?? 0,
    }))
    await worker.stop(5)
    const stuck = await startWorker(jobsFrom(buildModules({ ...buildIdleParts(db), mail: mute })), {
      database: db,
      publicUrl: 'https://motcua.example',
      logger: { info: () => undefined, warn: () => undefined, error: () => undefined } as never,
    })
    try {
      const codes: string[] = []
      for (const to of ['mot', 'hai', 'ba', 'bon', 'nam', 'sau']) {
        const filed = await call<{ code: string }>(await as('tiepnhan1'), 'POST', '/dossiers', {
          procedureCode,
          channel: 'direct',
          centreId: centre.centreId,
          applicant: {
            kind: 'person',
            fullName: `Lê Thị ${to}`,
            idNumber: '049190000003',
            address: 'Tam Kỳ',
            phone: '0905000003',
            email: `${to}@dan.example`,
          },
          papers,
          accept: true,
        })
        expect(filed.status).toBe(201)
        codes.push(filed.body.code)
      }
      await vi.waitFor(
        async () => {
          for (const code of codes) expect((await kept(code)).map(({ form }) => form)).toEqual(['receipt-slip'])
        },
        { timeout: 20_000, interval: 200 },
      )
      await vi.waitFor(() => expect(reached.length).toBeGreaterThan(0), { timeout: 10_000, interval: 100 })
    } finally {
      hangUp()
      await stuck.stop(5)
    }
  })
})
