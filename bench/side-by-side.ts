import { randomUUID } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import pg from 'pg'
import { createApp } from '../server/src/app.ts'
import { openBareServer } from './bare/open-bare.ts'
import type { BenchCentre } from './bench-centre.ts'
import { HttpClient } from './http-client.ts'
import type { HttpAnswer } from './http-client.ts'
import { intakeBody, noteStatements } from './intake-body.ts'
import { nameAskedFor } from './names.ts'
import { hundredth, latencyOf, progress, repeatFor } from './statistics.ts'
import { dossiersAtAStep } from './waiting-steps.ts'

export const sideBySideScenarios = ['intake', 'step', 'inbox', 'open', 'search'] as const
export type SideBySideScenario = (typeof sideBySideScenarios)[number]

export type SideBySideOptions = { readonly clients: number; readonly seconds: number; readonly dossiers: number }

type Request = {
  readonly method: string
  readonly path: string
  readonly token: string
  readonly body?: string
  readonly wanted: number
}
type Side = {
  readonly address: string
  readonly pid: number
  readonly next: Readonly<Record<SideBySideScenario, () => Request>>
  /** How many requests the warm-up may use up, where there are not many. */
  readonly atMost: Readonly<Partial<Record<SideBySideScenario, number>>>
}

const rounds = 4
/**
 * Requests that each server answers before it is measured, for at most so many seconds. The first thousand cost up to twice as much: the
 * process compiles what it runs often, and PostgreSQL plans each statement five times on each connection. A centre's server runs for weeks.
 */
const warmUp = { requests: 1_500, seconds: 20 } as const

/**
 * The same work asked of Motcua and of the bare server (`bare/serve.ts`) over HTTP, by the same clients, in alternating rounds of one
 * run: so many a second, their times, the processor's time over server and database, statements, bytes of the write-ahead log.
 * Motcua's jobs run elsewhere meanwhile (`MOTCUA_WORKER=false`); what slips cost is `intake-with-slips`.
 */
export async function run(
  centre: BenchCentre,
  scenarios: readonly SideBySideScenario[],
  { clients, seconds, dossiers }: SideBySideOptions,
): Promise<object[]> {
  const bare = await openBareServer(centre, dossiers)
  const owner = new pg.Client({ connectionString: centre.installation.ownerUrl })
  await owner.connect()
  const { rows } = await owner.query<{ file: string }>(`select current_setting('data_directory') || '/postmaster.pid' as file`)
  const postmaster = Number(readFileSync(rows[0]?.file ?? '', 'utf8').split('\n')[0])
  try {
    const own = await ownSide(centre, scenarios)
    const sides = { motcua: own, bare: bareSide(bare, own) }
    const lines: object[] = []
    for (const scenario of scenarios) {
      const statements = await statementsOf(centre, own.next[scenario])
      const motcua = newTally()
      const other = newTally()
      for (const side of [sides.motcua, sides.bare]) {
        await oneRound(side, scenario, newTally(), {
          ...warmUp,
          requests: Math.min(warmUp.requests, side.atMost[scenario] ?? warmUp.requests),
          clients,
          owner,
          postmaster,
        })
      }
      for (let round = 0; round < rounds; round += 1) {
        progress(`${scenario}: round ${round + 1}/${rounds}`)
        await oneRound(sides.motcua, scenario, motcua, { clients, seconds: seconds / rounds, owner, postmaster })
        await oneRound(sides.bare, scenario, other, { clients, seconds: seconds / rounds, owner, postmaster })
      }
      progress('')
      const [mine, theirs] = [summaryOf(motcua), summaryOf(other)]
      lines.push({
        scenario,
        ...mine,
        statements,
        ratio: hundredth(mine.throughput / theirs.throughput),
        baseline: { what: 'node:http, pg and minimal tables (bench/bare)', ...theirs },
        sizes: { clients, secondsEach: seconds, dossiers },
      })
    }
    return lines
  } finally {
    bare.stop()
    await owner.end()
  }
}

type Tally = { readonly times: number[]; seconds: number; server: number; database: number; walBytes: number }
const newTally = (): Tally => ({ times: [], seconds: 0, server: 0, database: 0, walBytes: 0 })

function summaryOf({ times, seconds, server, database, walBytes }: Tally) {
  return {
    throughput: hundredth(times.length / seconds),
    ...latencyOf(times),
    cpuMs: { server: hundredth(server / times.length), database: hundredth(database / times.length) },
    walBytes: Math.round(walBytes / times.length),
  }
}

type Round = { clients: number; seconds: number; requests?: number; owner: pg.Client; postmaster: number }

async function oneRound(
  side: Side,
  scenario: SideBySideScenario,
  tally: Tally,
  { clients, seconds, requests, owner, postmaster }: Round,
): Promise<void> {
  const connections = await Promise.all(Array.from({ length: clients }, async () => await HttpClient.open(side.address)))
  const before = { cpu: processorMs(side.pid, postmaster), wal: await walAt(owner) }
  const done = await repeatFor({ seconds, most: requests }, clients, async (worker) => {
    const request = side.next[scenario]()
    const answer = await send(connections[worker], request)
    if (answer?.status !== request.wanted) throw new Error(`${request.method} ${request.path} → ${answer?.status} ${answer?.body}`)
  })
  const after = processorMs(side.pid, postmaster)
  tally.server += after.server - before.cpu.server
  tally.database += after.database - before.cpu.database
  tally.walBytes += (await walAt(owner)) - before.wal
  tally.times.push(...done.times)
  tally.seconds += done.seconds
  for (const connection of connections) connection.close()
}

async function send(client: HttpClient | undefined, { method, path, token, body }: Request): Promise<HttpAnswer | undefined> {
  const headers = { authorization: `Bearer ${token}`, ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}) }
  return await client?.request(method, path, headers, body)
}

async function walAt(owner: pg.Client): Promise<number> {
  const { rows } = await owner.query<{ bytes: string }>(`select pg_current_wal_lsn() - '0/0' as bytes`)
  return Number(rows[0]?.bytes ?? 0)
}

type Processor = { readonly server: number; readonly database: number }

/** What each process of PostgreSQL used so far. A connection may end while a round runs; its usage still counts. */
const usedBy = new Map<number, number>()

/** Milliseconds of processor used so far by a server and by the processes of its PostgreSQL. The system counts in hundredths of a second. */
function processorMs(server: number, postmaster: number): Processor {
  let ofServer = 0
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/u.test(entry)) continue
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'latin1')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      const ms = (Number(fields[11]) + Number(fields[12])) * 10
      if (Number(entry) === server) ofServer += ms
      else if (Number(entry) === postmaster || Number(fields[1]) === postmaster) usedBy.set(Number(entry), ms)
    } catch {
      // The process ended while the list was read.
    }
  }
  return { server: ofServer, database: usedBy.values().reduce((sum, ms) => sum + ms, 0) }
}

async function ownSide(centre: BenchCentre, scenarios: readonly SideBySideScenario[]): Promise<Side> {
  const counter: string[] = []
  for (const login of ['tiepnhan1', 'tiepnhan2', 'tiepnhan3', 'tiepnhan4']) counter.push(await centre.signIn(login))
  const filing = await intakeBody(centre)
  const waiting = scenarios.includes('step') ? await dossiersAtAStep(centre) : []
  const tokens = new Map<string, string>()
  for (const { login } of waiting) if (!tokens.has(login)) tokens.set(login, await centre.signIn(login))
  const { login: officer, codes } = await busiestOfficer(centre)
  const reader = await centre.signIn(officer)
  let [turn, asked] = [0, 0]
  const any = <T>(list: readonly T[]): T => {
    turn += 1
    const found = list[turn % list.length]
    if (found === undefined) throw new Error('there is nothing to ask for; give more --dossiers')
    return found
  }
  const read = (path: string): Request => ({ method: 'GET', path: `/api/v1${path}`, token: reader, wanted: 200 })
  return {
    address: centre.address,
    pid: centre.serverPid,
    atMost: { step: Math.floor(waiting.length / 4) },
    next: {
      intake: () => ({ method: 'POST', path: '/api/v1/dossiers', token: any(counter), body: filing, wanted: 201 }),
      step: () => {
        const own = waiting.pop()
        if (!own) throw new Error('no dossier is left at a step; give more --dossiers')
        const token = tokens.get(own.login) ?? ''
        return { method: 'POST', path: `/api/v1/dossiers/${own.code}/acts`, token, body: '{"act":"complete_step"}', wanted: 200 }
      },
      inbox: () => read('/inbox?tab=mine&limit=50'),
      open: () => read(`/dossiers/${any(codes)}`),
      // As at a counter, where people are looked for by their names.
      search: () => {
        asked += 1
        return { ...read(`/dossiers?q=${encodeURIComponent(nameAskedFor(numberFrom(any(codes)), asked))}`), token: any(counter) }
      },
    },
  }
}

/** The number of the seeded person, which their code ends with. */
function numberFrom(code: string): number {
  return Number(/(\d+)$/u.exec(code)?.[1] ?? 1) - 1
}

function bareSide(bare: { address: string; pid: number; codes: readonly string[] }, own: Side): Side {
  let turn = 0
  const code = (): string => bare.codes[(turn += 1) % bare.codes.length] ?? ''
  const ask = (path: string): Request => ({ method: 'GET', path, token: 'bare', wanted: 200 })
  return {
    address: bare.address,
    pid: bare.pid,
    atMost: {},
    next: {
      intake: () => ({ ...own.next.intake(), path: '/dossiers', token: 'bare', wanted: 200 }),
      step: () => ({ method: 'POST', path: `/steps/${code()}`, token: 'bare', body: '{}', wanted: 200 }),
      inbox: () => ask('/inbox'),
      open: () => ask(`/open/${code()}`),
      search: () => ask(`/search?q=${encodeURIComponent(nameAskedFor(Number(code().slice('SEED-'.length)), turn))}`),
    },
  }
}

/** How many statements one request sends; the third of three, when caches are warm. */
async function statementsOf(centre: BenchCentre, next: () => Request): Promise<number> {
  const noted = noteStatements(centre)
  const app = await createApp(centre.config, centre.database, { perMinute: 1_000_000 })
  for (let turn = 0; turn < 3; turn += 1) {
    noted.length = 0
    const { method, path, token, body } = next()
    await app.http.inject({
      method: method as 'GET',
      url: path,
      headers: {
        authorization: `Bearer ${token}`,
        'idempotency-key': randomUUID(),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { payload: body } : {}),
    })
  }
  const count = noted.length
  await app.http.close()
  return count
}

/** The case officer of the agency with most open dossiers, and codes of that agency in an order no index has. */
async function busiestOfficer(centre: BenchCentre): Promise<{ login: string; codes: string[] }> {
  const { rows } = await centre.database.pool.query<{ login: string; agency: string }>(
    `select a.login, g.agency_id as agency from identity.account a join identity.role_grant g on g.account_id = a.id and g.role = 'case_officer'
     order by (select count(*) from dossier.dossier d where d.holder_agency_id = g.agency_id and d.ended_at is null and d.holder_kind = 'agency') desc,
       a.login limit 1`,
  )
  const found = rows[0]
  if (!found) throw new Error('the pack has no case officer')
  const codes = await centre.database.pool.query<{ code: string }>(
    `select code from dossier.dossier where agency_id = $1 and code like '%SEED%' order by md5(code) limit 5000`,
    [found.agency],
  )
  return { login: found.login, codes: codes.rows.map((row) => row.code) }
}
