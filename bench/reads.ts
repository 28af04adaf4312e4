import { sql } from 'kysely'
import type { BenchCentre } from './bench-centre.ts'
import { HttpClient } from './http-client.ts'
import { nameFrom } from './names.ts'
import { hundredth, latencyOf, progress, repeatFor } from './statistics.ts'
import type { Latency } from './statistics.ts'

/**
 * One officer's reading, one request at a time, against `GET /agencies` in turn: the cheapest answer of the same
 * server through the same door, so the ratio is what the size of the work costs. `tabs`: the first page of every tab of a
 * case officer. `codes`: a dossier with its history, and finding it by its code. `ledger`: how long each holder had it. `names`: by
 * a name that is one person's, by one that thousands begin with, by phone. `day`: the board, and the report on holders.
 */
export async function run(
  centre: BenchCentre,
  scenario: 'tabs' | 'codes' | 'ledger' | 'names' | 'day',
  { seconds }: { seconds: number },
): Promise<object> {
  const { rows } = await sql<{ dossiers: number; open: number }>`
    select count(*)::int as dossiers, count(*) filter (where ended_at is null)::int as open from dossier.dossier`.execute(
    centre.database.kysely,
  )
  const login = await busiestOfficer(centre)
  const token = await centre.signIn(login)
  const client = await HttpClient.open(centre.address)
  const today = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh')
  const monthBack = today.subtract({ months: 1 })
  const get = async (path: string, as = token): Promise<string> => {
    const answer = await client.request('GET', `/api/v1${path}`, { authorization: `Bearer ${as}` })
    if (answer.status !== 200) throw new Error(`${path} → ${answer.status} ${answer.body}`)
    return answer.body
  }
  const codes = await codesFor(centre, login)
  let turn = 0
  const code = (): string => codes[turn++ % codes.length] ?? ''
  const person = (): number => Number(/(\d+)$/u.exec(code())?.[1] ?? 1) - 1
  const manager = scenario === 'day' ? await centre.signIn('giamdoc') : ''
  const reads: Record<string, () => Promise<string>> = {
    tabs: {
      mine: async () => await get('/inbox?tab=mine'),
      unit: async () => await get('/inbox?tab=unit'),
      handover: async () => await get('/inbox?tab=handover'),
      awaiting: async () => await get('/inbox?tab=awaiting'),
      results: async () => await get('/inbox?tab=results'),
    },
    codes: { history: async () => await get(`/dossiers/${code()}`), byCode: async () => await get(`/dossiers?q=${code()}`) },
    ledger: { ledger: async () => await get(`/dossiers/${code()}/ledger`) },
    names: {
      oneName: async () => await get(`/dossiers?q=${encodeURIComponent(nameFrom(person()))}`),
      manyNames: async () => await get(`/dossiers?q=${encodeURIComponent('Nguyễn Thị')}`),
      noName: async () => await get(`/dossiers?q=${encodeURIComponent('Trần Thị Không Ai')}`),
      byPhone: async () => await get(`/dossiers?q=09${String(person()).padStart(8, '0')}`),
    },
    day: {
      board: async () => await get('/board'),
      boardBefore: async () => await get(`/board?on=${monthBack}`),
      holders: async () => await get(`/reports/holders?from=${monthBack}&to=${today}`, manager),
    },
  }[scenario]
  const all = { baseline: async () => await get('/agencies'), ...reads }
  for (const read of Object.values(all)) for (let n = 0; n < 50; n += 1) await read()
  const times = new Map<string, number[]>()
  let bytes = 0
  for (let round = 0; round < 4; round += 1) {
    for (const [name, read] of Object.entries(all)) {
      progress(`${scenario}: ${name}, round ${round + 1}/4`)
      const done = await repeatFor({ seconds: seconds / 4 }, 1, async () => void (bytes = (await read()).length))
      times.set(name, [...(times.get(name) ?? []), ...done.times])
    }
  }
  progress('')
  client.close()
  const measured = Object.fromEntries([...times].map(([name, each]) => [name, latencyOf(each)])) as Record<string, Latency>
  const first = Object.keys(reads)[0] ?? ''
  const main = measured[first] ?? latencyOf([])
  const own = times.get(first) ?? []
  const { baseline, ...each } = measured
  return {
    scenario,
    throughput: Math.round((own.length * 1000) / own.reduce((sum, time) => sum + time, 0)),
    ...main,
    each,
    ratio: hundredth(main.p50 / (baseline?.p50 ?? 1)),
    baseline: { what: 'GET /agencies', ...baseline },
    sizes: { ...rows[0], clients: 1, secondsEach: seconds, bytes },
  }
}

/** The case officer of the agency with most open dossiers. */
async function busiestOfficer(centre: BenchCentre): Promise<string> {
  const { rows } = await sql<{ login: string }>`
    select a.login from identity.account a join identity.role_grant g on g.account_id = a.id and g.role = 'case_officer'
    order by (select count(*) from dossier.dossier d where d.holder_agency_id = g.agency_id and d.ended_at is null and d.holder_kind = 'agency') desc,
      a.login limit 1`.execute(centre.database.kysely)
  if (!rows[0]) throw new Error('the pack has no case officer')
  return rows[0].login
}

/** Codes the officer may read, spread over all there are. */
async function codesFor(centre: BenchCentre, login: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select d.code from dossier.dossier d
    where d.agency_id = (select g.agency_id from identity.account a join identity.role_grant g on g.account_id = a.id and g.role = 'case_officer'
      where a.login = ${login} limit 1)
    order by md5(d.code) limit 2000`.execute(centre.database.kysely)
  if (rows.length === 0) throw new Error('there is no dossier to look up; give --dossiers')
  return rows.map((row) => row.code)
}
