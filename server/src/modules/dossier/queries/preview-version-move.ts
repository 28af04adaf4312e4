import { sql } from 'kysely'
import { loadCalendars } from '#calendar'
import type { WorkingCalendar } from '#calendar'
import { findVersionForIntake, listVersions } from '#procedure'
import type { Channel, ProcedureVersion } from '#procedure'
import type { Queryable } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'
import type { Step } from '../domain/step.ts'
import type { DueChange } from '../domain/due-move.ts'
import { isShorterAndFair, isStaying, landingOf, moveObstacles } from '../domain/version-move.ts'
import type { LimitPair, MoveFacts, MoveObstacle, StepMap, TimeRule, VersionSide } from '../domain/version-move.ts'
import { limitsFor, local } from './clocks.ts'
import { dueAsStored, dueOfBoth } from '../domain/clocks.ts'
import type { Clock } from '../domain/clocks.ts'
import { countOfVersions, pageOfVersion } from './dossiers-of-version.ts'
import type { VersionedDossier } from './dossiers-of-version.ts'
import { requiredPapers } from './load-facts.ts'

export type MoveTerms = {
  readonly from: ProcedureVersion
  readonly to: ProcedureVersion
  /** The steps of both at their agencies. */
  readonly of: { readonly from: readonly Step[]; readonly to: readonly Step[] }
  readonly steps: StepMap
  readonly time: TimeRule
}

export type Fate =
  | { readonly obstacle: MoveObstacle }
  | {
      readonly stepIs: number | null
      readonly due: DueChange
      readonly limits: LimitPair | null
      readonly missing: readonly string[]
    }

/** The outcome for one dossier: the preview and the order use the same. */
export function fateOf(dossier: VersionedDossier, terms: MoveTerms, calendar: WorkingCalendar, now: Temporal.Instant): Fate {
  const landing = landingOf(
    factsOf(dossier),
    sideOf(terms.from, terms.of.from, dossier.channel),
    sideOf(terms.to, terms.of.to, dossier.channel),
    terms,
  )
  if (isStaying(landing)) return landing
  const was = dueAsStored(dossier)
  const limited = dossier.clocks.map((clock): Clock => ({ ...clock, limit: landing.limits[clock.kind] as Clock['limit'] }))
  const is = dueOfBoth(calendar, { clocks: limited, stops: dossier.stops })
  const changes = limited.some((clock, index) => clock.limit !== dossier.clocks[index]?.limit)
  const shortens = changes && isShorterAndFair(was, is, now)
  return {
    stepIs: landing.stepNo,
    due: { was, is: shortens ? is : was },
    limits: shortens ? landing.limits : null,
    missing: landing.missing,
  }
}

function factsOf(dossier: VersionedDossier): MoveFacts {
  const limit = (kind: Clock['kind']) => dossier.clocks.find((clock) => clock.kind === kind)?.limit
  const [legal, committed] = [limit('legal'), limit('committed')]
  return {
    state: dossier.state,
    isAccepted: dossier.acceptedAt !== null,
    stepNo: dossier.stepNo,
    openParts: dossier.openParts,
    agencyId: dossier.agencyId,
    handling: dossier.handling,
    limits: legal && committed ? { legal, committed } : null,
    handedIn: dossier.papers,
  }
}

function sideOf(version: ProcedureVersion, steps: readonly Step[], channel: Channel): VersionSide {
  return {
    agencyId: version.agencyId,
    handling: version.handling,
    silence: version.clockRules?.silence ?? 'none',
    steps,
    required: requiredPapers(version),
    limits: limitsFor(version, channel),
  }
}

export type StepName = { no: number; name: string } | null
export type PreviewedDossier = {
  code: string
  agencyName: string
  stepWas: StepName
  stepIs: StepName
  dueWas: string | null
  dueIs: string | null
  missing: string[]
  obstacle: { code: MoveObstacle; why: string } | null
}
export type VersionMovePreview = {
  running: number
  movable: number
  dueChanges: number
  /** By agency and step: how many land where. */
  groups: { agencyName: string; stepWas: StepName; stepIs: StepName; count: number; dueChanges: number }[]
  stays: { code: MoveObstacle; why: string; count: number }[]
  /** Papers of the new version some dossiers never held. */
  missing: { name: string; count: number }[]
  total: number
  dossiers: PreviewedDossier[]
}

const readAtOnce = 1000
const beforeAll = '00000000-0000-0000-0000-000000000000'

/**
 * What an order would do to the running dossiers of a version: by agency and step, and a page of them, those whose date
 * changes first, then those that stay. Nothing is written and nothing is locked.
 */
export async function previewVersionMove(
  db: Queryable,
  terms: MoveTerms,
  page: { offset: number; limit: number },
): Promise<VersionMovePreview> {
  const now = Temporal.Instant.fromEpochMilliseconds((await databaseNow(db)).epochMilliseconds)
  const calendarOf = await loadCalendars(db)
  const agencies = await agencyNames(db)
  const names = { from: stepNames(terms.of.from), to: stepNames(terms.of.to) }
  const groups = new Map<string, VersionMovePreview['groups'][number]>()
  const stays = new Map<MoveObstacle, number>()
  const missing = new Map<string, number>()
  const found: (PreviewedDossier & { weight: number })[] = []
  let dueChanges = 0
  for (let after = beforeAll; ;) {
    const rows = await pageOfVersion(db, terms.from.versionId, after, readAtOnce)
    for (const row of rows) {
      const fate = fateOf(row, terms, calendarOf(row), now)
      const agencyName = agencies.get(row.agencyId) ?? ''
      const stepWas = names.from(row.stepNo)
      const base = { code: row.code, agencyName, stepWas, dueWas: local(row.committedDueAt) }
      if ('obstacle' in fate) {
        stays.set(fate.obstacle, (stays.get(fate.obstacle) ?? 0) + 1)
        found.push({
          ...base,
          stepIs: null,
          dueIs: base.dueWas,
          missing: [],
          obstacle: { code: fate.obstacle, why: moveObstacles[fate.obstacle] },
          weight: 1,
        })
        continue
      }
      const changes = changesDue(fate.due)
      const stepIs = names.to(fate.stepIs)
      const key = `${row.agencyId} ${row.stepNo} ${fate.stepIs}`
      const group = groups.get(key) ?? { agencyName, stepWas, stepIs, count: 0, dueChanges: 0 }
      groups.set(key, group)
      group.count += 1
      if (changes) group.dueChanges += 1
      if (changes) dueChanges += 1
      for (const name of fate.missing) missing.set(name, (missing.get(name) ?? 0) + 1)
      found.push({
        ...base,
        stepIs,
        dueIs: local(fate.due.is.committed?.toString() ?? null),
        missing: [...fate.missing],
        obstacle: null,
        weight: changes ? 0 : 2,
      })
    }
    const last = rows.at(-1)
    if (!last || rows.length < readAtOnce) break
    after = last.id
  }
  found.sort((a, b) => a.weight - b.weight || (a.code < b.code ? -1 : 1))
  const stayed = [...stays.values()].reduce((sum, count) => sum + count, 0)
  return {
    running: found.length,
    movable: found.length - stayed,
    dueChanges,
    groups: [...groups.values()].sort(
      (a, b) => a.agencyName.localeCompare(b.agencyName, 'vi') || (a.stepWas?.no ?? 0) - (b.stepWas?.no ?? 0),
    ),
    stays: [...stays].map(([code, count]) => ({ code, why: moveObstacles[code], count })).sort((a, b) => b.count - a.count),
    missing: [...missing].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count),
    total: found.length,
    dossiers: found.slice(page.offset, page.offset + page.limit).map(({ weight: _weight, ...shown }) => shown),
  }
}

/** Whether the applicant's day changes. */
export function changesDue({ was, is }: DueChange): boolean {
  return was.committed?.epochMilliseconds !== is.committed?.epochMilliseconds
}

function stepNames(steps: readonly Step[]): (no: number | null) => StepName {
  return (no) => (no === null ? null : { no, name: steps.find((step) => step.no === no)?.name ?? '' })
}

async function agencyNames(db: Queryable): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from agency.v_agency`.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export type MoveRun = {
  id: string
  fromVersionId: string
  toVersionId: string
  time: TimeRule
  reason: string
  legalBasis: string
  orderedBy: string
  orderedAt: string
  state: 'running' | 'finished'
  running: number
  seen: number
  moved: number
  stayed: number
  dueChanged: number
  finishedAt: string | null
}

const runColumns = sql`id, procedure_code as code, from_version_id as "fromVersionId",
  to_version_id as "toVersionId", time_rule as time, reason, legal_basis as "legalBasis",
  ordered_by_name as "orderedBy", ordered_at as "orderedAt", running, seen, moved, stayed,
  due_changed as "dueChanged", finished_at as "finishedAt"`

/** Versions of a procedure that running dossiers are on, and the orders given so far, the newest first. */
export async function listVersionMoves(
  db: Queryable,
  code: string,
): Promise<{
  versions: {
    id: string
    validFrom: string
    validTo: string | null
    decisionNumber: string | null
    isInForce: boolean
    running: number
  }[]
  moves: MoveRun[]
}> {
  const versions = await listVersions(db, code)
  const counts = await countOfVersions(
    db,
    versions.map((version) => version.id),
  )
  const today = (await databaseNow(db)).toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString()
  const inForce = await findVersionForIntake(db, code, today)
  const { rows } = await sql<Omit<MoveRun, 'state'> & { code: string }>`
    select ${runColumns} from dossier.version_move where procedure_code = ${code} order by id desc limit 50`.execute(db)
  return {
    versions: versions.map(({ isSetAside: _aside, ...version }) => ({
      ...version,
      isInForce: version.id === inForce?.versionId,
      running: counts.get(version.id) ?? 0,
    })),
    moves: rows.map(({ code: _code, ...row }) => runOf(row)),
  }
}

export async function findVersionMove(db: Queryable, code: string, id: string): Promise<MoveRun | null> {
  const { rows } = await sql<Omit<MoveRun, 'state'> & { code: string }>`
    select ${runColumns} from dossier.version_move where id = ${id}::uuid and procedure_code = ${code}`.execute(db)
  if (!rows[0]) return null
  const { code: _code, ...row } = rows[0]
  return runOf(row)
}

function runOf(row: Omit<MoveRun, 'state'>): MoveRun {
  return {
    ...row,
    state: row.finishedAt === null ? 'running' : 'finished',
    orderedAt: local(row.orderedAt) ?? '',
    finishedAt: local(row.finishedAt),
  }
}

/** A page of what became of the dossiers, those whose date changed first, then those that stayed. */
export async function listMovedDossiers(db: Queryable, id: string, page: { offset: number; limit: number }) {
  const { rows } = await sql<{
    code: string
    agencyName: string
    stepWas: number | null
    stepIs: number | null
    dueWas: string | null
    dueIs: string | null
    obstacle: MoveObstacle | null
  }>`
    select d.code, a.name as "agencyName", x.step_was as "stepWas", x.step_is as "stepIs",
      x.committed_was as "dueWas", x.committed_is as "dueIs", x.obstacle
    from dossier.version_move_item x
    join dossier.dossier d on d.locality_id = x.locality_id and d.id = x.dossier_id
    join agency.v_agency a on a.locality_id = x.locality_id and a.id = x.agency_id
    where x.move_id = ${id}::uuid
    order by x.committed_was is not distinct from x.committed_is, x.obstacle is null, d.code limit ${page.limit}
    offset ${page.offset}`.execute(db)
  return rows.map(({ obstacle, ...row }) => ({
    ...row,
    dueWas: local(row.dueWas),
    dueIs: local(row.dueIs),
    why: obstacle === null ? null : moveObstacles[obstacle],
  }))
}
