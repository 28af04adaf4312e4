import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { createApp } from '../server/src/app.ts'
import type { BenchCentre } from './bench-centre.ts'
import { HttpClient } from './http-client.ts'
import { hundredth, latencyOf, progress, repeatFor } from './statistics.ts'

export type Statement = { readonly text: string; readonly values: readonly unknown[] }
/** What one intake sent to the database: before its transaction (who is calling), and in it. */
type Captured = {
  readonly before: readonly Statement[]
  readonly within: readonly Statement[]
  readonly id: string
  readonly code: string
  readonly key: string
}

export type IntakeOptions = { readonly clients: number; readonly seconds: number }

const rounds = 4

/**
 * Intake over HTTP: procedure, applicant, five papers, accepted at once. Two baselines by bare `pg` on the same
 * database at the same concurrency: `same` sends every statement the server sent for one intake, reads included;
 * `writes` leaves out the reads a bare program could do without. Rounds alternate, so that a drift of the machine
 * meets all three.
 */
export async function run(centre: BenchCentre, { clients, seconds }: IntakeOptions): Promise<object> {
  const tokens: string[] = []
  for (const login of ['tiepnhan1', 'tiepnhan2', 'tiepnhan3', 'tiepnhan4']) tokens.push(await centre.signIn(login))
  const body = await intakeBody(centre)
  const captured = await captureIntake(centre, tokens[0] ?? '', body)
  const connections = await Promise.all(Array.from({ length: clients }, async () => await HttpClient.open(centre.address)))
  const bare = await Promise.all(Array.from({ length: clients }, async () => await openBare(centre)))
  const writes = { ...captured, before: [], within: captured.within.filter(isWrite) }
  const kinds: Record<string, (worker: number) => Promise<void>> = {
    http: async (worker) => {
      const answer = await connections[worker]?.request(
        'POST',
        '/api/v1/dossiers',
        { authorization: `Bearer ${tokens[worker % tokens.length] ?? ''}`, 'idempotency-key': randomUUID() },
        body,
      )
      if (answer?.status !== 201) throw new Error(`intake → ${answer?.status} ${answer?.body}`)
    },
    same: async (worker) => await replay(bare[worker], captured),
    writes: async (worker) => await replay(bare[worker], writes),
  }
  const times: Record<string, number[]> = { http: [], same: [], writes: [] }
  const spent: Record<string, number> = { http: 0, same: 0, writes: 0 }
  for (const work of Object.values(kinds)) await repeatFor(Math.min(2, seconds), clients, work)
  for (let round = 0; round < rounds; round += 1) {
    for (const [kind, work] of Object.entries(kinds)) {
      progress(`intake: round ${round + 1}/${rounds}, ${kind}`)
      const done = await repeatFor(seconds / rounds, clients, work)
      times[kind]?.push(...done.times)
      spent[kind] = (spent[kind] ?? 0) + done.seconds
    }
  }
  progress('')
  for (const connection of connections) connection.close()
  for (const connection of bare) await connection.end()
  const rate = (kind: string): number => (times[kind]?.length ?? 0) / (spent[kind] ?? 1)
  const { rows } = await centre.database.pool.query<{ n: number }>('select count(*)::int as n from dossier.dossier')
  return {
    scenario: 'intake',
    throughput: Math.round(rate('http')),
    ...latencyOf(times['http'] ?? []),
    ratio: hundredth(rate('http') / rate('same')),
    baseline: {
      what: `the ${captured.before.length + captured.within.length} statements of one intake by bare pg`,
      throughput: Math.round(rate('same')),
      ...latencyOf(times['same'] ?? []),
    },
    ratioToWrites: hundredth(rate('http') / rate('writes')),
    baselineWrites: {
      what: `its ${writes.within.length} statements that are no view of the dossier, by bare pg`,
      throughput: Math.round(rate('writes')),
      ...latencyOf(times['writes'] ?? []),
    },
    sizes: { clients, secondsEach: seconds, papers: 5, dossiersAtEnd: rows[0]?.n ?? 0 },
  }
}

type Procedure = { code: string; components: { no: number; originals: number | null; copies: number | null }[] }

/** A forwarded procedure asking for at most five papers, and five papers. */
async function intakeBody(centre: BenchCentre): Promise<string> {
  const { items: centres } = await centre.get<{ items: { id: string }[] }>('/centres')
  const { items } = await centre.get<{ items: { code: string }[] }>('/procedures?handling=forwarded&state=published&limit=50')
  for (const { code } of items) {
    const procedure = await centre.get<Procedure>(`/procedures/${encodeURIComponent(code)}`)
    if (procedure.components.length > 5) continue
    const asked = procedure.components.map((each) => ({ componentNo: each.no, originals: each.originals ?? 1, copies: each.copies ?? 0 }))
    const more = Array.from({ length: 5 - asked.length }, (_, index) => ({ componentNo: 90 + index, originals: 0, copies: 1 }))
    return JSON.stringify({
      procedureCode: code,
      channel: 'direct',
      centreId: centres[0]?.id,
      applicant: {
        kind: 'person',
        fullName: 'Nguyễn Thị Đo Lường',
        idNumber: '049090000001',
        address: 'Tổ 1, phường trình diễn',
        phone: '0900000001',
      },
      papers: [...asked, ...more].map((paper) => (paper.originals + paper.copies === 0 ? { ...paper, originals: 1 } : paper)),
      accept: true,
    })
  }
  throw new Error('the pack has no forwarded procedure of at most five papers')
}

/** Every statement this process sends over the centre's pool from now on, in order. */
export function noteStatements(centre: BenchCentre): Statement[] {
  const statements: Statement[] = []
  const { pool } = centre.database
  const watched = new WeakSet<object>()
  pool.on('acquire', (client) => {
    if (watched.has(client)) return
    watched.add(client)
    const send = client.query.bind(client) as (...args: unknown[]) => unknown
    Object.assign(client, {
      query: (...args: unknown[]) => {
        const [first, second] = args
        if (typeof first === 'string') statements.push({ text: first, values: Array.isArray(second) ? second : [] })
        else if (first && typeof first === 'object' && 'text' in first) {
          const { text, values } = first as { text: string; values?: unknown[] }
          statements.push({ text, values: values ?? [] })
        }
        return send(...args)
      },
    })
  })
  return statements
}

/** Runs one intake in this process with every statement noted as it leaves; the second one, when caches are warm. */
async function captureIntake(centre: BenchCentre, token: string, body: string): Promise<Captured> {
  const statements = noteStatements(centre)
  const app = await createApp(centre.config, centre.database, { perMinute: 1_000_000 })
  let last: { key: string; code: string } | undefined
  for (let turn = 0; turn < 3; turn += 1) {
    statements.length = 0
    const key = randomUUID()
    const answer = await app.http.inject({
      method: 'POST',
      url: '/api/v1/dossiers',
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': key, 'content-type': 'application/json' },
      payload: body,
    })
    if (answer.statusCode !== 201) throw new Error(`intake → ${answer.statusCode} ${answer.body}`)
    last = { key, code: (answer.json() as { code: string }).code }
  }
  const sent = [...statements]
  await app.http.close()
  const begin = sent.findIndex((each) => /^begin/iu.test(each.text))
  const end = sent.findIndex((each) => /^commit/iu.test(each.text))
  const insert = sent.find((each) => each.text.includes('insert into dossier.dossier'))
  const id = insert?.values[0]
  if (!last || begin < 0 || end < begin || typeof id !== 'string') throw new Error('the intake was not captured')
  return { before: sent.slice(0, begin), within: sent.slice(begin, end + 1), id, ...last }
}

/** Everything but reading the dossier back for the answer. */
function isWrite(statement: Statement): boolean {
  return /^\s*(begin|commit)/iu.test(statement.text) || /insert into|pg_notify|platform\.idempotency|platform\.now/u.test(statement.text)
}

/** The application's login, role and locality, and nothing of the application. */
export async function openBare(centre: BenchCentre): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: centre.installation.appUrl,
    options: `-c role=motcua_app -c motcua.locality_id=${centre.installation.localityId} -c timezone=Asia/Ho_Chi_Minh`,
  })
  await client.connect()
  return client
}

let bareNumber = 0
const names = new Map<string, string>()

function nameOf(text: string): string {
  const name = names.get(text) ?? `s${names.size}`
  names.set(text, name)
  return name
}

async function replay(client: pg.Client | undefined, captured: Captured): Promise<void> {
  if (!client) throw new Error('no connection')
  bareNumber += 1
  const fresh = new Map<unknown, unknown>([
    [captured.id, randomUUID()],
    [captured.code, `BARE-${bareNumber}`],
    [captured.key, randomUUID()],
  ])
  await sendBare(client, [...captured.before, ...captured.within], fresh)
}

/** Sends noted statements by bare `pg`, with `fresh` in the place of the values that were noted. */
export async function sendBare(client: pg.Client, statements: readonly Statement[], fresh: ReadonlyMap<unknown, unknown>): Promise<void> {
  for (const { text, values } of statements) {
    const given = values.map((value) => fresh.get(value) ?? value)
    // Prepared, as the server's own are; a statement without parameters is sent plainly by both.
    await (given.length === 0 ? client.query(text) : client.query({ name: nameOf(text), text, values: given }))
  }
}
