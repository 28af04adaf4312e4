import { instantFrom, millisOf } from '#kernel/instant.ts'
import { listAgencies } from '#agency'
import type { WorkingCalendar } from '#calendar'
import { agencyRoles } from '#kernel/actor.ts'
import type { Role } from '#kernel/actor.ts'
import type { AgencyId, CentreId, DossierId, ProcedureVersionId } from '#kernel/ids.ts'
import { KeptRows } from '#kernel/kept-rows.ts'
import { findHome } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { advance, begin, giveBack, processOfVersion } from '#procedure'
import type { Advance, Compiled, FormData, ProcedureVersion } from '#procedure'
import { dueOfPart } from '../domain/clocks.ts'
import type { Stop } from '../domain/clocks.ts'
import type { Move, PartEnd, RunRules, Standing } from '../domain/run.ts'
import type { Dossier, Part } from '../domain/dossier.ts'
import { walkedSteps } from '../domain/step.ts'
import type { PartRule, Step } from '../domain/step.ts'
import type { DossierRow } from '../store/dossier-store.ts'
import type { MovedPart } from '../store/part-store.ts'
import { claimFrom, claimOf } from './claims.ts'
import type { StoredClaim } from './claims.ts'
import { sql } from 'kysely'

/** A part with everything that is stored of it, in words and numbers. */
export type PartLine = {
  readonly no: number
  readonly stepNo: number
  readonly kind: PartRule['kind']
  readonly code: string | null
  readonly agencyId: AgencyId
  readonly agencyCode: string
  readonly agencyName: string
  readonly role: Role
  readonly hours: number
  readonly openedAt: string
  readonly dueAt: string | null
  readonly closedAt: string | null
  readonly how: PartEnd | null
  readonly late: boolean | null
  readonly workMs: number | null
  readonly doneBy: string | null
  readonly resultNumber: string | null
  readonly resultName: string | null
}

/** A process that is more than the lead's steps one after the other, ready to be followed. */
export type RunProcess = { readonly compiled: Compiled; readonly steps: readonly Step[] }

type Version = Pick<ProcedureVersion, 'versionId' | 'steps' | 'agencyId'>

const workRoles: readonly Role[] = agencyRoles

// A version never changes, nor does the code of an agency.
const known = new KeptRows<ProcedureVersionId, RunProcess | null>(5000)

/**
 * The process of a version when it asks other agencies, chooses, splits or sends sub-dossiers; `null` when the lead's own
 * steps, one after the other, are the whole of it. Asked once for a version, then remembered.
 */
export async function runProcessOf(db: Queryable, version: Version): Promise<RunProcess | null> {
  const before = known.get(findHome(db), version.versionId)
  if (before !== undefined) return before
  const found = await readProcess(db, version)
  known.set(findHome(db), version.versionId, found)
  return found
}

async function readProcess(db: Queryable, version: Version): Promise<RunProcess | null> {
  const compiled = (await processOfVersion(db, version))?.compiled
  if (!compiled || version.agencyId === null) return null
  const asks = compiled.steps.some((step) => step.agencyCode !== null || step.kind === 'sub_dossier')
  if (compiled.isLinear && !asks) return null
  const idOf = new Map((await listAgencies(db)).map((agency) => [agency.code, agency.id]))
  const run = runProcess(compiled, version.agencyId, (code) => {
    const id = idOf.get(code)
    if (!id) throw new Error(`a process asks ${code}, which is no agency here`)
    return id
  })
  return compiled.isLinear && run.steps.every((step) => step.part === undefined) ? null : run
}

/** The steps as a dossier goes through them: which stand for the whole, and which are parts of agencies. */
export function runProcess(compiled: Compiled, leadId: AgencyId, agencyOf: (code: string) => AgencyId): RunProcess {
  const isWorked = (no: number | null): boolean => workRoles.includes(roleOf(compiled, no) ?? 'citizen')
  return {
    compiled,
    steps: compiled.steps
      .filter((step) => workRoles.includes(step.role))
      .map((step): Step => {
        const agencyId = step.agencyCode === null ? leadId : agencyOf(step.agencyCode)
        const isPart = step.kind === 'sub_dossier' || step.block !== null || agencyId !== leadId
        const part: PartRule = { agencyId, kind: step.kind, hours: step.hours }
        return {
          no: step.no,
          name: step.name,
          role: step.role,
          returnNo: isWorked(step.returnNo) ? step.returnNo : null,
          ...(isPart ? { part } : {}),
        }
      }),
  }
}

function roleOf(compiled: Compiled, no: number | null): Role | undefined {
  return compiled.steps.find((step) => step.no === no)?.role
}

/** The steps a dossier goes through at its agencies, or at the centre, whichever way its version writes them. */
export async function stepsOf(db: Queryable, version: Version & Pick<ProcedureVersion, 'handling'>): Promise<readonly Step[]> {
  const process = version.handling === 'forwarded' ? await runProcessOf(db, version) : null
  return process?.steps ?? walkedSteps(version.handling, version.steps)
}

/**
 * The next steps of a process, for one dossier. Steps of the counter are receipt and return, which are separate acts, and are skipped.
 * @param data what the process may ask about, as the dossier was filed
 */
export function runRules({ compiled }: Pick<RunProcess, 'compiled'>, data: FormData): RunRules {
  const given = (more: { readonly supplementCount: number }): FormData => ({ ...data, ...more })
  const marking = (at: Standing) => ({ ...at, isEnded: false })
  const settled = (move: Advance, with_: FormData): Move => {
    let { marking: reached, opened, closed } = move
    for (;;) {
      const over = opened.find((no) => !workRoles.includes(roleOf(compiled, no) ?? 'citizen'))
      if (over === undefined) return { marking: reached, opened, closed }
      const next = advance(compiled, reached, over, with_)
      const before = opened
      reached = next.marking
      closed = [...closed, ...next.closed.filter((no) => !before.includes(no))]
      opened = [...before.filter((no) => no !== over && !next.closed.includes(no)), ...next.opened]
    }
  }
  return {
    begin: (more) => settled(begin(compiled, given(more)), given(more)),
    advance: (at, stepNo, more) => settled(advance(compiled, marking(at), stepNo, given(more)), given(more)),
    giveBack: (at, stepNo) => giveBack(compiled, marking(at), stepNo),
    issuing: (_at, stepNo, more) => {
      const signing = stepNo ?? compiled.steps.find((step) => step.role === 'signatory' && step.block === null)?.no
      if (signing === undefined) return null
      let move = advance(compiled, { open: [signing], running: [], isEnded: false }, signing, given(more))
      const open = new Set(move.opened)
      // Forward only, so it terminates: no step is visited twice.
      for (;;) {
        const clerk = compiled.steps.find((step) => open.has(step.no) && step.role === 'clerk')
        if (clerk) return clerk.no
        const [next] = open
        if (next === undefined) return null
        move = advance(compiled, move.marking, next, given(more))
        open.delete(next)
        for (const no of move.closed) open.delete(no)
        for (const no of move.opened) open.add(no)
      }
    },
  }
}

type Office = { readonly agencyId: AgencyId; readonly centreId: CentreId }

type PartRow = Pick<Part, 'no' | 'stepNo' | 'kind' | 'agencyId' | 'role' | 'hours' | 'code'> & {
  readonly openedAt: string
  readonly dueAt: string | null
  readonly claim: StoredClaim | null
}

/**
 * The open parts of a dossier and the next steps of its process. One statement, and none for a dossier that follows the lead's own
 * steps.
 */
export async function loadParts(
  db: Queryable,
  process: RunProcess,
  dossier: Pick<DossierRow, 'id' | 'channel'>,
): Promise<Pick<Dossier, 'parts' | 'counted'> & { readonly rules: RunRules }> {
  const { rows } = await sql<{
    filed: { applicantKind: string; hasRepresentative: boolean; resultMethod: string }
    parts: number
    subDossiers: number
    open: PartRow[] | null
  }>`select
      jsonb_build_object('applicantKind', d.applicant_kind, 'hasRepresentative', d.representative_name is not null,
        'resultMethod', d.result_method) as filed,
      (select count(*)::int from dossier.part p where p.dossier_id = d.id) as parts,
      (select count(*)::int from dossier.part p where p.dossier_id = d.id and p.code is not null) as "subDossiers",
      (select jsonb_agg(jsonb_build_object('no', p.no, 'stepNo', p.step_no, 'kind', p.kind, 'agencyId', p.agency_id,
      'role', p.role,
          'code', p.code, 'hours', p.hours, 'openedAt', p.opened_at, 'dueAt', p.due_at,
          'claim', ${claimOf(sql`p.dossier_id`, sql`p.step_no`)}) order by p.no)
        from dossier.part p where p.dossier_id = d.id and p.closed_at is null) as open
    from dossier.dossier d where d.id = ${dossier.id}`.execute(db)
  const found = rows[0]
  if (!found) throw new Error('a dossier without its row')
  return {
    rules: runRules(process, { channel: dossier.channel, ...found.filed }),
    counted: { parts: found.parts, subDossiers: found.subDossiers },
    parts: (found.open ?? []).map((row): Part => ({
      ...row,
      openedAt: instantFrom(row.openedAt),
      dueAt: row.dueAt === null ? null : instantFrom(row.dueAt),
      closedAt: null,
      how: null,
      claim: claimFrom(row.claim),
    })),
  }
}

/** An open part as a decree finds it. */
type DuePart = Pick<Part, 'no' | 'agencyId' | 'hours' | 'openedAt'> & { readonly dossierId: DossierId; readonly storedDueAt: string | null }

/** Open parts of many dossiers, in one statement: what a decree on working time must move. */
export async function openPartsOf(db: Queryable, ids: readonly DossierId[]): Promise<DuePart[]> {
  const { rows } = await sql<{
    dossierId: DossierId
    no: number
    agencyId: AgencyId
    hours: number
    openedAt: string
    storedDueAt: string | null
  }>`select dossier_id as "dossierId", no, agency_id as "agencyId", hours::float8 as hours, opened_at as "openedAt",
    due_at as "storedDueAt"
    from dossier.part where dossier_id = any(${ids}::uuid[]) and closed_at is null`.execute(db)
  return rows.map((row) => ({ ...row, openedAt: instantFrom(row.openedAt) }))
}

/** Deadlines of parts that the calendar of their own agency now gives otherwise, also where the dossier's own day stays. */
export async function movedParts(
  tx: Queryable,
  taken: readonly { readonly id: DossierId; readonly centreId: CentreId; readonly openParts: number; readonly stops: readonly Stop[] }[],
  calendarOf: (office: Office) => WorkingCalendar,
): Promise<MovedPart[]> {
  const withParts = new Map(taken.filter((row) => row.openParts > 0).map((row) => [row.id, row]))
  if (withParts.size === 0) return []
  const parts = await openPartsOf(tx, [...withParts.keys()])
  return parts.flatMap((part) => {
    const row = withParts.get(part.dossierId)
    if (!row) return []
    const dueAt = dueOfPart(calendarOf({ agencyId: part.agencyId, centreId: row.centreId }), part, row.stops)
    const was = part.storedDueAt === null ? null : millisOf(part.storedDueAt)
    return (dueAt?.epochMilliseconds ?? null) === was ? [] : [{ dossierId: part.dossierId, no: part.no, dueAt }]
  })
}
