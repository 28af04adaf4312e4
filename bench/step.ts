import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import type { ProcedureVersionId } from '#kernel/ids.ts'
import { findVersionById } from '#procedure'
import { createApp } from '../server/src/app.ts'
import { agencySteps } from '../server/src/modules/dossier/domain/decide-act.ts'
import { runProcessOf } from '../server/src/modules/dossier/queries/process-run.ts'
import type { BenchCentre } from './bench-centre.ts'
import { HttpClient } from './http-client.ts'
import { noteStatements, openBare, sendBare } from './intake.ts'
import type { Statement } from './intake.ts'
import { hundredth, latencyOf, progress, repeatFor } from './statistics.ts'

export type StepOptions = { readonly clients: number; readonly seconds: number }

type Waiting = { readonly id: string; readonly code: string; readonly login: string }

const rounds = 4

/**
 * One step completed over HTTP, on a dossier of its own each time; against every statement the server sent for one
 * step, by bare `pg` on the same database at the same concurrency, prepared as the server's own are, reads included.
 * `writes` leaves out the reads a bare program could do without. Rounds alternate. Needs seeded dossiers, as many as are
 * done; when they run out the measurement ends early and says how many there were.
 */
export async function run(centre: BenchCentre, { clients, seconds }: StepOptions): Promise<object> {
  const waiting = await dossiersAtAStep(centre)
  const tokens = new Map<string, string>()
  for (const { login } of waiting) if (!tokens.has(login)) tokens.set(login, await centre.signIn(login))
  const { statements, dossier, key } = await captureStep(centre, waiting, tokens)
  const begin = statements.findIndex((each) => /^begin/iu.test(each.text))
  const writes = statements
    .slice(begin)
    .filter(
      (each) =>
        /^\s*(begin|commit)/iu.test(each.text) || /\b(insert into|update|delete from)\b|for no key update|platform\.now/iu.test(each.text),
    )
  const connections = await Promise.all(Array.from({ length: clients }, async () => await HttpClient.open(centre.address)))
  const bare = await Promise.all(Array.from({ length: clients }, async () => await openBare(centre)))
  const next = (): Waiting => {
    const found = waiting.pop()
    if (!found) throw new Error('no dossier is left; give more --dossiers')
    return found
  }
  const send = async (worker: number, sent: readonly Statement[]): Promise<void> => {
    const client = bare[worker]
    if (!client) throw new Error('no connection')
    const own = next()
    await sendBare(
      client,
      sent,
      new Map<unknown, unknown>([
        [dossier.id, own.id],
        [dossier.code, own.code],
        [key, randomUUID()],
      ]),
    )
  }
  const kinds: Record<string, (worker: number) => Promise<void>> = {
    http: async (worker) => {
      const own = next()
      const answer = await connections[worker]?.request(
        'POST',
        `/api/v1/dossiers/${own.code}/acts`,
        { authorization: `Bearer ${tokens.get(own.login) ?? ''}`, 'idempotency-key': randomUUID() },
        JSON.stringify({ act: 'complete_step' }),
      )
      if (answer?.status !== 200) throw new Error(`step → ${answer?.status} ${answer?.body}`)
    },
    same: async (worker) => await send(worker, statements),
    writes: async (worker) => await send(worker, writes),
  }
  const available = waiting.length
  const times: Record<string, number[]> = { http: [], same: [], writes: [] }
  const spent: Record<string, number> = { http: 0, same: 0, writes: 0 }
  for (const work of Object.values(kinds)) await repeatFor(Math.min(1, seconds / 4), clients, work)
  for (let round = 0; round < rounds; round += 1) {
    for (const [kind, work] of Object.entries(kinds)) {
      progress(`step: round ${round + 1}/${rounds}, ${kind}, ${waiting.length} dossiers left`)
      const done = await repeatFor(seconds / rounds, clients, work)
      times[kind]?.push(...done.times)
      spent[kind] = (spent[kind] ?? 0) + done.seconds
    }
  }
  progress('')
  for (const connection of connections) connection.close()
  for (const connection of bare) await connection.end()
  const rate = (kind: string): number => (times[kind]?.length ?? 0) / (spent[kind] ?? 1)
  return {
    scenario: 'step',
    throughput: Math.round(rate('http')),
    ...latencyOf(times['http'] ?? []),
    ratio: hundredth(rate('http') / rate('same')),
    baseline: {
      what: `the ${statements.length} statements of one step by bare pg`,
      throughput: Math.round(rate('same')),
      ...latencyOf(times['same'] ?? []),
    },
    ratioToWrites: hundredth(rate('http') / rate('writes')),
    baselineWrites: {
      what: `its ${writes.length} statements that lock or write`,
      throughput: Math.round(rate('writes')),
      ...latencyOf(times['writes'] ?? []),
    },
    sizes: { clients, secondsEach: seconds, dossiersAtHand: available },
  }
}

/** Seeded dossiers at a step of a case officer who may complete it now, mixed over agencies. */
async function dossiersAtAStep(centre: BenchCentre): Promise<Waiting[]> {
  const { rows } = await sql<Waiting & { versionId: ProcedureVersionId }>`
    select d.id, d.code, d.procedure_version_id as "versionId", o.login
    from dossier.dossier d
    join (select distinct on (g.agency_id) g.agency_id, a.login from identity.account a
      join identity.role_grant g on g.account_id = a.id and g.role = 'case_officer' order by g.agency_id, a.login) o on o.agency_id = d.agency_id
    where d.state = 'in_progress' and d.holder_kind = 'agency' and d.last_seq = 10
    order by md5(d.code)`.execute(centre.database.kysely)
  const may = new Map<string, boolean>()
  // What is seeded stands at step 1, which in many processes is the head's: each is put at its officer's first.
  // Without an act, so as the owner of the tables.
  const owner = new pg.Client({ connectionString: centre.installation.ownerUrl })
  await owner.connect()
  for (const versionId of new Set(rows.map((row) => row.versionId))) {
    const version = await findVersionById(centre.database.kysely, versionId)
    // Where agencies work side by side a dossier stands at parts, which are not seeded.
    if (!version || (await runProcessOf(centre.database.kysely, version))) {
      may.set(versionId, false)
      continue
    }
    const first = agencySteps(version.steps).find((step) => step.role === 'case_officer')
    await owner.query(
      `update dossier.dossier set step_no = $1, holder_role = $2 where procedure_version_id = $3 and state = 'in_progress'`,
      [first?.no ?? null, first?.role ?? null, versionId],
    )
  }
  await owner.end()
  const tokens = new Map<string, string>()
  for (const { versionId, code, login } of rows) {
    if (may.has(versionId)) continue
    const token = tokens.get(login) ?? (await centre.signIn(login))
    tokens.set(login, token)
    const view = await centre.get<{ actions: { act: string; allowed: boolean }[] }>(`/dossiers/${code}`, token)
    may.set(
      versionId,
      view.actions.some((action) => action.act === 'complete_step' && action.allowed),
    )
  }
  const found = rows.filter((row) => may.get(row.versionId))
  if (found.length < 100) throw new Error(`only ${found.length} dossiers wait at a step; give --dossiers`)
  return found.map(({ id, code, login }) => ({ id, code, login }))
}

/** Runs a step in this process with every statement noted as it leaves; the last of three, when caches are warm. */
async function captureStep(
  centre: BenchCentre,
  waiting: Waiting[],
  tokens: ReadonlyMap<string, string>,
): Promise<{ statements: Statement[]; dossier: Waiting; key: string }> {
  const noted = noteStatements(centre)
  const app = await createApp(centre.config, centre.database, { perMinute: 1_000_000 })
  let last: { dossier: Waiting; key: string; sent: Statement[] } | undefined
  for (let turn = 0; turn < 3; turn += 1) {
    const dossier = waiting.pop()
    if (!dossier) throw new Error('no dossier waits at a step')
    noted.length = 0
    const key = randomUUID()
    const answer = await app.http.inject({
      method: 'POST',
      url: `/api/v1/dossiers/${dossier.code}/acts`,
      headers: { authorization: `Bearer ${tokens.get(dossier.login) ?? ''}`, 'idempotency-key': key, 'content-type': 'application/json' },
      payload: JSON.stringify({ act: 'complete_step' }),
    })
    if (answer.statusCode !== 200) throw new Error(`step → ${answer.statusCode} ${answer.body}`)
    last = { dossier, key, sent: [...noted] }
  }
  await app.http.close()
  if (!last) throw new Error('no step was captured')
  const end = last.sent.findIndex((each) => /^commit/iu.test(each.text))
  if (end < 0) throw new Error('the step was not captured')
  return { statements: last.sent.slice(0, end + 1), dossier: last.dossier, key: last.key }
}
