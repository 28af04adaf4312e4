import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import { loadCalendars } from '#calendar'
import type { WorkingCalendar } from '#calendar'
import type { AccountId, AgencyId } from '#kernel/ids.ts'
import { signatureProblems } from '#document'
import type { SignatureProblem } from '#document'
import { dutyAt, roleNames } from '#identity'
import { owedNow, owedOn } from '#payment'
import { feeName, feeUnitFrom, findVersionById } from '#procedure'
import type { ProcedureVersion } from '#procedure'
import type { Queryable } from '#platform/db/database.ts'
import { readRecord } from '../domain/act-record.ts'
import { walkedSteps } from '../domain/decide-act.ts'
import type { DossierFacts, Duty, HandedInPaper, Hands, RequiredPaper, TimeFacts } from '../domain/decide-act.ts'
import type { FileFact } from '../domain/file-rules.ts'
import { timeFacts } from '../domain/clock-turn.ts'
import { claimFrom, claimOf, claimStep } from './claims.ts'
import type { StoredClaim } from './claims.ts'
import { due } from './clocks.ts'
import type { Reappointment, Stop } from './clocks.ts'
import { loadRun, runProcessOf } from './process-run.ts'
import type { DossierRun } from './process-run.ts'
import type { DossierRow } from '../store/dossier-store.ts'

/** The version a dossier was filed under. It is kept for ever, so its absence is a broken database. */
export async function versionOf(
  db: Queryable,
  dossier: { procedureVersionId: DossierRow['procedureVersionId'] },
): Promise<ProcedureVersion> {
  const version = await findVersionById(db, dossier.procedureVersionId)
  if (!version) throw new Error('a dossier without its procedure version')
  return version
}

/**
 * What the checklist asks. Counts the source leaves unknown are asked as one paper of either kind; papers of
 * one case (trường hợp) among several are not demanded, since which case applies is the officer's to see.
 */
export function requiredPapers(version: Pick<ProcedureVersion, 'components'>): RequiredPaper[] {
  const cases = new Set(version.components.map((component) => component.group))
  return version.components.map((component) => ({
    no: component.no,
    name: component.name,
    required: component.required && (cases.size <= 1 || component.group === ''),
    originals: component.originals ?? 0,
    copies: component.copies ?? 0,
  }))
}

/**
 * What a decision on a locked dossier rests on. Asked after the lock is held, never with it: what another transaction
 * left behind while we waited would be missing from the answer.
 */
export async function loadFacts(
  db: Queryable,
  dossier: DossierRow,
  version: ProcedureVersion,
  time: TimeFacts,
  actorId: AccountId | null,
  on: { readonly at: Temporal.Instant; readonly stops: readonly Stop[] },
): Promise<{ facts: DossierFacts & { readonly hands: Hands }; run: DossierRun | null; openedAt: Temporal.Instant; hasDuty: boolean }> {
  const process = dossier.handling === 'forwarded' ? await runProcessOf(db, version) : null
  const { rows } = await sql<{
    papers: HandedInPaper[] | null
    claim: StoredClaim | null
    workedBy: AccountId[] | null
    receivedBy: AccountId | null
    askedBy: AccountId | null
    held: { from: string; step: number | null } | null
    hasDuty: boolean | null
    awaited: AgencyId[] | null
    files: StoredFile[] | null
    request: string | null
    stop: string | null
    now: string
  }>`select
      (select jsonb_agg(jsonb_build_object('componentNo', component_no, 'originals', originals, 'copies', copies, 'certified', certified))
         from dossier.paper where dossier_id = ${dossier.id}) as papers,
      ${claimOf(sql`${dossier.id}::uuid`, sql`${claimStep(dossier)}::int`)} as claim,
      (select jsonb_agg(distinct actor_account_id) from dossier.act
         where dossier_id = ${dossier.id} and kind = 'complete_step' and actor_account_id is not null) as "workedBy",
      (select actor_account_id from dossier.act where dossier_id = ${dossier.id} and kind in ('file', 'accept') order by seq desc limit 1) as "receivedBy",
      (select actor_account_id from dossier.act where dossier_id = ${dossier.id} and kind = 'request_extension' order by seq desc limit 1) as "askedBy",
      (select jsonb_build_object('from', from_at, 'step', step_no) from dossier.holding where dossier_id = ${dossier.id} and to_at is null) as held,
      (select o.has_duty from identity.v_officer_today o where o.id = ${actorId}::uuid) as "hasDuty",
      (select jsonb_agg(agency_id order by seq) from dossier.consultation
         where dossier_id = ${dossier.id} and answered_at is null and closed_at is null) as awaited,
      ${filesOf(sql`${dossier.id}::uuid`)} as files,
      (select payload from dossier.act where dossier_id = ${dossier.id} and kind = 'request_supplement' and ${dossier.state} = 'awaiting_supplement'
         order by seq desc limit 1) as request,
      (select payload from dossier.act where dossier_id = ${dossier.id} and kind = 'suspend' and ${dossier.state} = 'suspended'
         order by seq desc limit 1) as stop,
      platform.clock() as now`.execute(db)
  const row = rows[0]
  if (!row) throw new Error('a row of one was not answered')
  const now = Temporal.Instant.from(row.now)
  const run =
    process && (await loadRun(db, process, dossier, { ...on, heldStep: row.held?.step ?? null, calendarOf: await loadCalendars(db) }))
  return {
    openedAt: Temporal.Instant.from(row.held?.from ?? dossier.receivedAt),
    run,
    hasDuty: actorId === null || row.hasDuty !== false,
    facts: {
      state: dossier.state,
      interruptedState: dossier.interruptedState,
      handling: dossier.handling,
      stepNo: dossier.stepNo,
      steps: run?.steps ?? walkedSteps(dossier.handling, version.steps),
      ...(run ? { run } : {}),
      supplementCount: dossier.supplementCount,
      onHandover: dossier.handoverId !== null,
      holderKind: dossier.holderKind,
      agencyId: dossier.agencyId,
      centreId: dossier.centreId,
      required: requiredPapers(version),
      handedIn: row.papers ?? [],
      owedDong: await owedBeforeReturn(db, dossier),
      awaited: row.awaited ?? [],
      files: (row.files ?? []).map(fileFact),
      ...(row.request === null ? {} : { asked: readRecord({ kind: 'request_supplement', payload: row.request }).defects ?? [] }),
      ...dutyLapse(row.stop, on.at),
      hands: { now, claim: claimFrom(row.claim), workedBy: row.workedBy ?? [], receivedBy: row.receivedBy, askedBy: row.askedBy },
      time,
    },
  }
}

/** Whether the day to pay, which the stop recorded, has passed; nothing where no stop or no such day is recorded. */
export function dutyLapse(stop: string | null, at: Temporal.Instant): { isDutyLapsed?: boolean } {
  const payBy = stop === null ? undefined : readRecord({ kind: 'suspend', payload: stop }).payBy
  return payBy === undefined ? {} : { isDutyLapsed: Temporal.Instant.compare(at, Temporal.Instant.from(payBy)) > 0 }
}

type StoredFile = Omit<FileFact, 'why'> & { readonly problems: readonly SignatureProblem[] | null }

/** SQL of the standing files of a dossier, as `fileFact` takes them; `null` when there are none. */
function filesOf(dossierId: RawBuilder<unknown>): RawBuilder<StoredFile[] | null> {
  return sql<StoredFile[] | null>`(select jsonb_agg(jsonb_build_object('id', f.id, 'purpose', f.purpose, 'name', f.name,
      'sha256', encode(f.content_sha256, 'hex'), 'verdict', f.verdict, 'problems', f.problems,
      'isSealed', exists (select from dossier.act_file x where x.locality_id = f.locality_id and x.file_id = f.id)) order by f.id)
    from document.v_file f where f.dossier_id = ${dossierId} and not f.is_withdrawn)`
}

function fileFact({ problems, ...file }: StoredFile): FileFact {
  return { ...file, why: brokenBecause(problems ?? []) }
}

/** The standing files of a dossier, as decisions see them. */
export async function loadFileFacts(db: Queryable, dossierId: DossierRow['id']): Promise<readonly FileFact[]> {
  const { rows } = await sql<{ files: StoredFile[] | null }>`select ${filesOf(sql`${dossierId}::uuid`)} as files`.execute(db)
  return (rows[0]?.files ?? []).map(fileFact)
}

/** What makes a file's signatures invalid, in sentences. */
function brokenBecause(problems: readonly SignatureProblem[]): string {
  const broken = [...new Set(problems)].filter((problem) => signatureProblems[problem].weight === 'invalid')
  return broken.map((problem) => signatureProblems[problem].vietnamese).join(' ')
}

/** What the procedure charges by the channel a dossier came through, and where it is collected. */
export function billOf<Place extends { channel: DossierRow['channel'] }>(
  version: Pick<ProcedureVersion, 'name' | 'channels'>,
  { channel, ...place }: Place,
) {
  const fees = version.channels.find((each) => each.channel === channel)?.fees ?? []
  const tariffs = fees.map((fee) => ({ kind: fee.kind, amountDong: fee.amountDong, name: feeName(fee).name, unit: feeUnitFrom(fee.text) }))
  return { ...place, procedureName: version.name, tariffs }
}

/** What is still to be paid, asked only where it stands in the way: when the result could be handed over, or a stop waits for it. */
export async function owedBeforeReturn(db: Queryable, dossier: Pick<DossierRow, 'id' | 'state'>): Promise<number> {
  if (dossier.state === 'result_recorded') return await owedOn(db, dossier.id)
  return dossier.state === 'suspended' && (await awaitsPayment(db, dossier.id)) ? ((await owedNow(db, dossier.id)) ?? 0) : 0
}

/** Whether the clocks of a dossier stand for something to be paid here. */
export async function awaitsPayment(db: Queryable, id: DossierRow['id']): Promise<boolean> {
  const { rows } = await sql`select from dossier.clock_stop where dossier_id = ${id} and to_at is null and awaits_payment`.execute(db)
  return rows.length > 0
}

/** Where the dossier stands towards its time at an instant, from its rows. */
export function timeFactsOf(input: {
  readonly now: Temporal.Instant
  readonly calendar: WorkingCalendar
  readonly version: Pick<ProcedureVersion, 'clockRules'>
  readonly stops: readonly Stop[]
  readonly committedDueAt: Temporal.Instant | null
  readonly legalDueAt: Temporal.Instant | null
  readonly finished: boolean
  readonly supplementBy: string | null
  readonly reappointments: readonly Pick<Reappointment, 'kind' | 'decision'>[]
  readonly notified: TimeFacts['notified']
}): TimeFacts {
  const waiting = input.reappointments.find((each) => each.decision === null)
  const granted = input.reappointments.some((each) => each.decision === 'granted')
  return timeFacts({
    now: input.now,
    ceiling: (from, days) => ceilingOf(input.calendar, from, days),
    stops: input.stops.map((stop) => ({ cause: stop.cause, isOpen: stop.toAt === null })),
    committedDueAt: input.committedDueAt,
    legalDueAt: input.legalDueAt,
    finished: input.finished,
    supplementBy: input.supplementBy === null ? null : Temporal.Instant.from(input.supplementBy),
    reappointment: granted ? 'granted' : waiting?.kind === 'extension' ? 'asked' : waiting ? 'drafted' : 'none',
    silence: input.version.clockRules?.silence ?? 'none',
    notified: input.notified,
  })
}

/** The end of the last working day for which a cause may hold the clock. */
export function ceilingOf(calendar: WorkingCalendar, from: Temporal.Instant, workingDays: number): Temporal.Instant {
  const ends = due(calendar, { amount: workingDays, unit: 'working_days' }, from, [], { dueTime: 'end_of_office_hours' }).dueAt
  if (ends === null) throw new Error('a limit without stops has its end')
  return ends
}

export function dutyOf(actor: Actor, place: Pick<DossierFacts, 'agencyId' | 'centreId'>): Duty {
  return {
    accountId: actor.accountId,
    roleOf: (roles, asked) => dutyAt(actor, roles, asked === undefined ? place : { agencyId: asked, centreId: null }),
    roleNames,
  }
}
