import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Json } from '#kernel/canonical-json.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { verify } from '#oversight'
import { workingMillisBefore } from '#calendar'
import type { WorkingCalendar } from '#calendar'
import { calendarFor } from '../server/src/modules/dossier/queries/clocks.ts'
import { due } from '../server/src/modules/dossier/domain/clocks.ts'
import type { AgencyId, CentreId } from '#kernel/ids.ts'
import { sealAct } from '../server/src/modules/dossier/store/act-seal.ts'
import { fold } from '#kernel/vietnamese.ts'
import type { BenchCentre } from './bench-centre.ts'
import { nameFrom } from './names.ts'
import { hundredth, progress } from './statistics.ts'

export type Seeded = {
  readonly dossiers: number
  readonly acts: number
  readonly rows: number
  readonly seconds: number
  readonly rowsPerSecond: number
}

type Procedure = { code: string; versionId: string; agencyId: AgencyId; centreId: CentreId; agencyCode: string }

const actsEach = 10
const batch = 1000
const minute = 60_000
const ten = 10 * 24 * 60 * minute
// The past two years up to this instant; fixed within one run, and the same spread in every run.
const span = 700 * 24 * 60 * minute

/** The life of a dossier that came back: kind of act, and the state and holder it leaves. */
const returnedLife: readonly (readonly [string, string, string])[] = [
  ['file', 'filed', 'counter'],
  ['accept', 'accepted', 'counter'],
  ['forward', 'accepted', 'counter'],
  ['receive', 'in_progress', 'agency'],
  ['complete_step', 'in_progress', 'agency'],
  ['approve', 'approved', 'agency'],
  ['record_result', 'result_recorded', 'agency'],
  ['forward', 'result_recorded', 'agency'],
  ['receive', 'result_recorded', 'counter'],
  ['return_result', 'returned', 'none'],
]
/** One still at work in its agency: steps forth and back. */
const openLife: readonly (readonly [string, string, string])[] = [
  ...returnedLife.slice(0, 5),
  ...Array.from(
    { length: 5 },
    (_, index) => [index % 2 === 0 ? 'return_to_previous_step' : 'complete_step', 'in_progress', 'agency'] as const,
  ),
]

/**
 * Seeds dossiers of ten acts each, one in `openEvery` of them open in an agency, as the application's own role: every
 * constraint, foreign key and row-level policy holds for each row, and the seals are real. Two batches are on their
 * way at a time. With `check`, every invariant is verified afterwards.
 */
export async function seedDossiers(centre: BenchCentre, dossiers: number, check: boolean, openEvery = 10): Promise<Seeded> {
  const { rows: procedures } = await sql<Procedure>`
    select p.code, v.id as "versionId", v.agency_id as "agencyId", c.id as "centreId", a.code as "agencyCode"
    from procedure.procedure p
    join procedure.procedure_version v on v.procedure_id = p.id and v.set_aside = 0
    join agency.agency a on a.id = v.agency_id
    cross join (select id from centre.centre order by code limit 1) c
    where v.handling = 'forwarded' order by p.code`.execute(centre.database.kysely)
  if (procedures.length === 0) throw new Error('the pack has no forwarded procedure')
  const until = Date.now()
  const calendars = new Map<string, WorkingCalendar>()
  for (const each of procedures) calendars.set(each.agencyId, await calendarFor(centre.database.kysely, each))
  const plan: Plan = { dossiers, openEvery, procedures, until, calendars }
  const started = performance.now()
  let next = 0
  let done = 0
  await Promise.all(
    [0, 1].map(async () => {
      while (next < dossiers) {
        const from = next
        next = Math.min(next + batch, dossiers)
        const to = next
        await insertBatch(
          centre,
          Array.from({ length: to - from }, (_, index) => makeDossier(from + index, plan)),
        )
        done += to - from
        const share = done / dossiers
        progress(
          `seeding ${'█'.repeat(Math.round(share * 30)).padEnd(30, '░')} ${done}/${dossiers}, ${Math.round((performance.now() - started) / 1000)} s`,
        )
      }
    }),
  )
  const seconds = (performance.now() - started) / 1000
  progress('')
  const { ownerUrl } = centre.installation
  // As autovacuum would have done by the time a centre has this many.
  await centre.vacuum()
  if (check) {
    const broken = (await verify(ownerUrl)).filter((finding) => finding.broken > 0)
    if (broken.length > 0) throw new Error(`the seeded dossiers break: ${JSON.stringify(broken)}`)
    process.stderr.write('every invariant holds for what was seeded\n')
  }
  // Dossier, ten acts, two papers, two clocks, and two or three holders.
  const open = Math.ceil(dossiers / openEvery)
  const rows = dossiers * (1 + actsEach + 2 + 2 + 3) - open
  return { dossiers, acts: dossiers * actsEach, rows, seconds: hundredth(seconds), rowsPerSecond: Math.round(rows / seconds) }
}

type Plan = {
  readonly dossiers: number
  readonly openEvery: number
  readonly procedures: readonly Procedure[]
  readonly until: number
  readonly calendars: ReadonlyMap<string, WorkingCalendar>
}

function makeDossier(index: number, { dossiers: total, openEvery, procedures, until, calendars }: Plan) {
  const isOpen = index % openEvery === 0
  const life = isOpen ? openLife : returnedLife
  // Open ones are recent, as they are in a centre.
  const receivedMs = isOpen ? until - ten - (index % 1000) * minute : until - ten * 2 - Math.floor((index / total) * span)
  const at = (seq: number): string => new Date(receivedMs + (seq - 1) * 30 * minute).toISOString()
  const procedure = procedures[(Math.floor(index / 10) + index) % procedures.length]
  if (!procedure) throw new Error('no procedure')
  const { agencyId, centreId } = procedure
  const id = randomUUID()
  const code = `${procedure.agencyCode}-SEED-${String(index + 1).padStart(7, '0')}`
  const calendar = calendars.get(agencyId)
  if (!calendar) throw new Error('no calendar')
  const days = 10 + (index % 20)
  // Counted from the acceptance, as the server counts: what is stored is what anyone would derive.
  const dueAt = due(calendar, { amount: days, unit: 'working_days' }, Temporal.Instant.from(at(2)), []).dueAt?.toString() ?? ''
  let previous: Buffer | null = null
  const acts = life.map(([kind, state], place) => {
    const seq = place + 1
    const payload: { [key: string]: Json } =
      kind === 'file' ? { channel: 'direct', procedure: procedure.code } : { state, committedDueAt: dueAt, step: 1 }
    const before: Buffer | null = previous
    const actor = {
      name: 'Cán bộ trình diễn',
      role: place < 3 || place > 7 ? 'counter_officer' : 'case_officer',
      request: `seed-${index}-${seq}`,
    }
    const hash = sealAct(before, {
      dossierCode: code,
      seq,
      kind,
      atMs: Date.parse(at(seq)),
      actorAccountId: null,
      actorName: actor.name,
      actorRole: actor.role,
      requestId: actor.request,
      payload,
    })
    previous = hash
    return {
      i: id,
      s: seq,
      k: kind,
      t: at(seq),
      n: actor.name,
      r: actor.role,
      q: actor.request,
      p: canonicalJson(payload),
      b: before?.toString('hex') ?? '0'.repeat(64),
      h: hash.toString('hex'),
    }
  })
  const finishedAt = isOpen ? null : at(7)
  const endedAt = isOpen ? null : at(10)
  const holdings = [
    { i: id, s: 1, k: 'counter', a: null, c: centreId, r: null, u: 'inside', f: at(1), t: at(4) },
    { i: id, s: 2, k: 'agency', a: agencyId, c: null, r: 'case_officer', u: 'inside', f: at(4), t: isOpen ? null : at(9) },
    ...(isOpen
      ? []
      : [
          // The result is recorded: from here on the counter waits for the applicant to collect it.
          { i: id, s: 3, k: 'counter', a: null, c: centreId, r: null, u: 'applicant', f: at(9), t: endedAt },
        ]),
  ].map((holding) => {
    const worked = (time: string): number => workingMillisBefore(calendar, Temporal.Instant.from(time))
    return { ...holding, w: holding.t === null ? null : worked(holding.t) - worked(holding.f) }
  })
  const number = String(index).padStart(8, '0')
  const name = nameFrom(index)
  const dossier = {
    id,
    code,
    days,
    version: procedure.versionId,
    procedure: procedure.code,
    agency: agencyId,
    centre: centreId,
    name,
    folded: fold(name),
    number: `0490${number}`,
    phone: `09${number}`,
    state: isOpen ? 'in_progress' : 'returned',
    step: 1,
    holder: isOpen ? 'agency' : 'none',
    holding: isOpen ? agencyId : null,
    role: isOpen ? 'case_officer' : null,
    received: at(1),
    accepted: at(2),
    due: dueAt,
    finished: finishedAt,
    ended: endedAt,
    outcome: isOpen ? null : 'early',
    seq: life.length,
    hash: acts.at(-1)?.h,
  }
  return { dossier, acts, holdings }
}

async function insertBatch(centre: BenchCentre, made: readonly ReturnType<typeof makeDossier>[]): Promise<void> {
  await centre.database.kysely.transaction().execute(async (tx) => {
    // Acts first: papers are taken only together with one.
    await sql`
      insert into dossier.act (dossier_id, seq, kind, at, actor_name, actor_role, request_id, payload, prev_hash, hash)
      select i, s, k, t, n, r, q, p, decode(b, 'hex'), decode(h, 'hex')
      from json_to_recordset(${JSON.stringify(made.flatMap((each) => each.acts))}::json)
        as x(i uuid, s int, k text, t timestamptz, n text, r text, q text, p text, b text, h text) returning 1`.execute(tx)
    await sql`
      with x as (
        select * from json_to_recordset(${JSON.stringify(made.map((each) => each.dossier))}::json) as x(id uuid, code text, days int, version uuid, procedure text,
          agency uuid, centre uuid, name text, folded text, number text, phone text, state text, step int, holder text, holding uuid, role text,
          received timestamptz, accepted timestamptz, due timestamptz, finished timestamptz, ended timestamptz, outcome text, seq int, hash text)
      ), c as (
        insert into dossier.clock (dossier_id, kind, limit_amount, limit_unit, started_at)
        select id, kind, days, 'working_days', accepted from x cross join (values ('legal'), ('committed')) k(kind) returning 1
      ), p as (
        insert into dossier.paper (dossier_id, component_no, name, originals, copies)
        select id, no, 'Giấy tờ', 1, 0 from x cross join generate_series(1, 2) no returning 1
      )
      insert into dossier.dossier (id, code, procedure_version_id, procedure_code, agency_id, centre_id, channel, handling, applicant_kind,
        applicant_name, applicant_folded, applicant_id_number, applicant_address, applicant_phone, state, step_no, holder_kind, holder_agency_id,
        holder_role, received_at, accepted_at, committed_due_at, legal_due_at, finished_at, ended_at, outcome, last_seq, last_hash)
      select id, code, version, procedure, agency, centre, 'direct', 'forwarded', 'person', name, folded, number, 'Tổ 1, phường trình diễn', phone,
        state, step, holder, holding, role, received, accepted, due, due, finished, ended, outcome, seq, decode(hash, 'hex') from x returning 1`.execute(
      tx,
    )
    await sql`
      insert into dossier.holding (dossier_id, seq, kind, agency_id, centre_id, step_role, cause, from_at, to_at, work_ms, fell_late)
      select i, s, k, a, c, r, u, f, t, w, case when t is not null then false end
      from json_to_recordset(${JSON.stringify(made.flatMap((each) => each.holdings))}::json) 
        as x(i uuid, s int, k text, a uuid, c uuid, r text, u text, f timestamptz, t timestamptz, w bigint) returning 1`.execute(tx)
  })
}
