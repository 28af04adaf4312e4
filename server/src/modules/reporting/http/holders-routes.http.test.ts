import { describe, expect, test } from 'vitest'
import { createAccount, grantRole, hashPassword } from '#identity'
import type { AgencyId } from '#kernel/ids.ts'
import { demoPassword } from '../../../packs/index.ts'
import { testCentre } from '../../../testing/test-centre.ts'

const { db, call, as, centreId } = await testCentre()

type Figures = {
  turns: number
  late: number
  insideMs: number
  applicantMs: number
  outsideMs: number
  uncounted: number
  inHand: number
  inHandLate: number
  latePercent: number | null
}
type Report = {
  from: string
  to: string
  isWholeHouse: boolean
  total: Figures
  places: (Figures & { placeId: string; placeName: string })[]
  lines: (Figures & { placeId: string; step: string | null; stepName: string; officerName: string | null; dossiers: number })[]
}
type Problem = { code: string; fields?: readonly { field: string }[] }

const { items: agencies } = (await call<{ items: { id: string; code: string; name: string }[] }>(null, 'GET', '/agencies')).body
const agencyOf = (code: string): string => agencies.find((each) => each.code === code)?.id ?? ''
const [skhdt, other] = [agencyOf('H47.01'), agencies.find((each) => each.code !== 'H47.01')?.id ?? '']
const { id: an } = await createAccount(db.kysely, {
  login: 'an',
  displayName: 'Chuyên viên An',
  title: '',
  agencyId: skhdt as AgencyId,
  unitId: null,
  passwordHash: await hashPassword(demoPassword),
  demonstration: true,
})
await grantRole(db.kysely, { accountId: an, role: 'case_officer', agencyId: skhdt as AgencyId, centreId: null })

const hour = 3_600_000
let made = 0

type Stretch = {
  kind: string
  agency?: string
  account?: string
  role?: string
  cause?: string
  to: string | null
  work?: number | null
  late?: boolean
}

/** One dossier of an agency with stretches of the ledger as the dossier module leaves them. */
async function dossier(agency: string, stretches: readonly Stretch[], more: { due?: string; finished?: string } = {}): Promise<void> {
  const isOpen = stretches.some((each) => each.to === null)
  const quote = (text: string | null | undefined): string => (text === null || text === undefined ? 'null' : `'${text}'`)
  made += 1
  await db.peek(`begin; set local session_replication_role = replica;
    with d as (insert into dossier.dossier (locality_id, code, procedure_version_id, procedure_code, agency_id, centre_id, channel, handling,
        applicant_kind, applicant_name, applicant_folded, applicant_id_number, applicant_address, applicant_phone,
        state, holder_kind, received_at, committed_due_at, finished_at, ended_at, outcome, last_seq, last_hash)
      values (47, 'B-${made}', uuidv7(), '1.000001', '${agency}', '${centreId}', 'direct', 'forwarded', 'person', 'Nguyễn Văn A', 'nguyen van a',
        '012345678901', 'Tam Kỳ', '0905000000', '${isOpen ? 'in_progress' : 'returned'}', '${isOpen ? 'agency' : 'none'}', '2026-09-01T08:00:00+07:00',
        ${quote(more.due)}, ${quote(more.finished)}, ${isOpen ? 'null' : `'2026-10-30T08:00:00+07:00'`}, ${isOpen ? 'null' : `'early'`}, 1, '\\x00') returning id)
    insert into dossier.holding (locality_id, dossier_id, seq, kind, agency_id, account_id, centre_id, step_role, cause, from_at, to_at, work_ms, fell_late)
    select 47, d.id, x.* from d, (values ${stretches
      .map(
        (each, index) =>
          `(${index + 1}, '${each.kind}', ${quote(each.agency)}::uuid, ${quote(each.account)}::uuid, ${each.kind === 'counter' ? `'${centreId}'::uuid` : 'null::uuid'}, ${quote(each.role)},
            '${each.cause ?? 'inside'}', '2026-09-01T08:00:00+07:00'::timestamptz, ${quote(each.to)}::timestamptz, ${each.work === undefined ? hour : (each.work ?? 'null')}::bigint, ${each.late ?? false})`,
      )
      .join(',')}) as x; commit`)
}

const october = '?from=2026-10-01&to=2026-10-31'
const inOctober = '2026-10-15T10:00:00+07:00'
// An had it twice, the second time into lateness; between, the applicant took three hours.
await dossier(skhdt, [
  { kind: 'counter', to: inOctober },
  { kind: 'agency', agency: skhdt, account: an, role: 'case_officer', to: inOctober, work: 2 * hour },
  { kind: 'applicant', cause: 'applicant', to: inOctober, work: 3 * hour },
  { kind: 'agency', agency: skhdt, account: an, role: 'case_officer', to: inOctober, work: 5 * hour, late: true },
])
// The last instant of the period, the first after it, and the last before it.
await dossier(skhdt, [{ kind: 'agency', agency: skhdt, account: an, role: 'case_officer', to: '2026-10-31T23:59:59.999+07:00' }])
await dossier(skhdt, [
  { kind: 'agency', agency: skhdt, account: an, role: 'case_officer', to: '2026-11-01T00:00:00+07:00', work: 100 * hour, late: true },
])
await dossier(skhdt, [
  { kind: 'agency', agency: skhdt, account: an, role: 'case_officer', to: '2026-09-30T23:59:59.999+07:00', work: 100 * hour },
])
await dossier(other, [
  { kind: 'agency', agency: other, role: 'signatory', to: inOctober },
  { kind: 'outside', cause: 'outside', to: inOctober, work: 7 * hour },
  { kind: 'agency', agency: other, role: 'signatory', to: inOctober, work: null },
])
// Still held: one late, one not, one late but answered in time.
await dossier(skhdt, [{ kind: 'agency', agency: skhdt, account: an, role: 'case_officer', to: null, work: null }], {
  due: '2026-09-02T08:00:00+07:00',
})
await dossier(skhdt, [{ kind: 'agency', agency: skhdt, account: an, role: 'case_officer', to: null, work: null }], {
  due: '2999-01-01T08:00:00+07:00',
})
await dossier(skhdt, [{ kind: 'agency', agency: skhdt, account: an, role: 'case_officer', to: null, work: null }], {
  due: '2026-09-02T08:00:00+07:00',
  finished: '2026-09-02T07:00:00+07:00',
})

async function report(login: string, query = october): Promise<Report> {
  const { status, body } = await call<Report>(await as(login), 'GET', `/reports/holders${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

describe('who had dossiers how long', () => {
  test('an officer is accountable for the holdings that ended in the period and for those still open', async () => {
    const seen = (await report('giamdoc')).lines.find((line) => line.officerName === 'Chuyên viên An')
    expect(seen).toMatchObject({
      step: 'case_officer',
      stepName: 'Cán bộ thụ lý',
      dossiers: 2,
      turns: 3,
      late: 1,
      latePercent: 33.3,
      insideMs: 8 * hour,
      applicantMs: 0,
      inHand: 3,
      inHandLate: 1,
    })
  })

  test('a wait is shown with the agency of the dossier, without an officer, and charged to the party that caused it', async () => {
    const { lines } = await report('giamdoc')
    expect(lines.find((line) => line.step === 'applicant')).toMatchObject({
      placeId: skhdt,
      officerName: null,
      heldBy: 'applicant',
      applicantMs: 3 * hour,
      insideMs: 0,
    })
    expect(lines.find((line) => line.step === 'outside')).toMatchObject({
      placeId: other,
      officerName: null,
      heldBy: 'outside',
      outsideMs: 7 * hour,
      insideMs: 0,
    })
  })

  test('every sum is the sum of its parts and equals a recount of the ledger', async () => {
    const { total, places, lines } = await report('thanhtra')
    const [recount] = await db.peek<{ turns: number; late: number; worked: number }>(
      `select count(*)::int as turns, count(*) filter (where fell_late)::int as late, sum(work_ms)::float8 as worked from dossier.holding
       where to_at >= '2026-10-01T00:00:00+07:00' and to_at < '2026-11-01T00:00:00+07:00'`,
    )
    expect([total.turns, total.late, total.insideMs + total.applicantMs + total.outsideMs]).toEqual([
      recount?.turns,
      recount?.late,
      recount?.worked,
    ])
    for (const key of ['turns', 'late', 'insideMs', 'applicantMs', 'outsideMs', 'uncounted', 'inHand', 'inHandLate'] as const) {
      const sum = (parts: readonly Figures[]): number => parts.reduce((all, each) => all + each[key], 0)
      expect([key, sum(lines), sum(places)]).toEqual([key, total[key], total[key]])
    }
    expect(total.uncounted).toBe(1)
  })

  test('the latest come first', async () => {
    const shares = (await report('giamdoc')).lines.map((line) => line.latePercent ?? 0)
    expect(shares).toEqual(shares.toSorted((a, b) => b - a))
    expect(shares[0]).toBeGreaterThan(0)
  })
})

describe('who may look', () => {
  test('the head of an agency sees only its officers and waits', async () => {
    for (const login of ['truongphong.skhdt', 'lanhdao.skhdt']) {
      const seen = await report(login)
      expect(seen.isWholeHouse).toBe(false)
      expect(new Set(seen.lines.map((line) => line.placeId))).toEqual(new Set([skhdt]))
      expect(seen.total).toMatchObject({ turns: 4, applicantMs: 3 * hour, outsideMs: 0 })
    }
  })

  test('overseers of the locality see the whole; roles that only work on dossiers see nothing', async () => {
    for (const login of ['lanhdaotinh', 'thanhtra']) expect((await report(login)).isWholeHouse).toBe(true)
    for (const login of ['tiepnhan1', 'thuly.skhdt', 'vanthu.skhdt']) {
      expect((await call(await as(login), 'GET', `/reports/holders${october}`)).status).toBe(403)
    }
  })
})

describe('the days asked about', () => {
  test('are this month up to today when none are given', async () => {
    const { from, to } = await report('giamdoc', '')
    expect([from.slice(0, 8), from.slice(8)]).toEqual([to.slice(0, 8), '01'])
  })

  test.each(['?from=2026-10-02&to=2026-10-01', '?from=2024-01-01&to=2026-01-01'])('%s is refused', async (query) => {
    const { status, body } = await call<Problem>(await as('giamdoc'), 'GET', `/reports/holders${query}`)
    expect([status, body.code, body.fields?.map((each) => each.field)]).toEqual([422, 'REPORT_PERIOD', ['/query/to']])
  })
})

test('the CSV table has the same lines, and no name becomes a formula', async () => {
  await db.peek(`update identity.account set display_name = '=An' where id = $1`, [an])
  const { status, body, headers } = await call<Buffer>(await as('truongphong.skhdt'), 'GET', `/reports/holders.csv${october}`)
  const [head, ...rows] = body.toString('utf8').trim().split('\n')
  expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
  // The mark without which a spreadsheet shows signs instead of names.
  expect([...body.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(head).toBe(
    'Đơn vị,Bước,Cán bộ,Hồ sơ,Lượt giữ,Trễ khi đang giữ,Tỷ lệ trễ (%),Giờ trong cơ quan,Giờ chờ người nộp,Giờ chờ cơ quan ngoài,Đang giữ,Đang giữ đã trễ,Trễ theo thời hạn pháp luật khi đang giữ,Đang giữ đã trễ theo thời hạn pháp luật',
  )
  expect(rows[0]).toContain(",Cán bộ thụ lý,'=An,2,3,1,33.3,8.00,0.00,0.00,3,1,")
  expect(rows).toHaveLength(2)
})

test('the CSV table has the same section on handovers and returns as the page', async () => {
  const path = `/reports/holders`
  const manager = await as('giamdoc')
  const { body: list } = await call<{ items: { code: string }[] }>(
    null,
    'GET',
    '/procedures?handling=forwarded&agency=H47.01&state=published&limit=1',
  )
  const procedureCode = list.items[0]?.code ?? ''
  const { body: procedure } = await call<{ components: { no: number }[] }>(null, 'GET', `/procedures/${procedureCode}`)
  await call(await as('tiepnhan1'), 'POST', '/dossiers', {
    procedureCode,
    centreId,
    applicant: { kind: 'person', fullName: 'Nguyễn Thị Thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905000001' },
    papers: procedure.components.map(({ no }) => ({ componentNo: no, originals: 1, copies: 1 })),
  })
  const { body: page } = await call<{ transfers: { agencyName: string; toHandOver: number }[] }>(manager, 'GET', path)
  expect(page.transfers, 'something waits to be handed over').not.toEqual([])
  const { body } = await call<Buffer>(manager, 'GET', `${path}.csv`)
  const block = body.toString('utf8').split('\n\n')[1]?.trim().split('\n') ?? []
  expect(block[0]).toBe('Cơ quan,Đã bàn giao,Bàn giao trễ,Chờ bàn giao,Chờ bàn giao đã trễ,Đã trả lại,Trả lại trễ')
  expect(block.slice(1).map((line) => line.split(',')[3])).toEqual(page.transfers.map(({ toHandOver }) => String(toHandOver)))
})
