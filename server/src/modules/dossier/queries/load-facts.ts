import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import { calendarsAt } from '#calendar'
import type { CalendarMoment, WorkingCalendar } from '#calendar'
import type { AccountId } from '#kernel/ids.ts'
import { dutyAt, roleNames } from '#identity'
import { owedNow, owedOn } from '#payment'
import { feeName, feeUnitFrom, findVersionById } from '#procedure'
import type { ProcedureVersion } from '#procedure'
import type { Queryable } from '#platform/db/database.ts'
import { readRecord } from '../domain/act-record.ts'
import { walkedSteps } from '../domain/step.ts'
import type { DossierFacts, Duty, Hands, RequiredPaper, TimeFacts } from '../domain/act-facts.ts'
import type { DossierAct } from '../domain/act-rows.ts'
import type { DueInstants } from '../domain/due-move.ts'
import { timeFacts } from '../domain/clock-turn.ts'
import { claimFrom, standingClaim } from './claims.ts'
import { due, dueAsStored, dueOfBoth as dueOfBothClocks } from './clocks.ts'
import type { Clock, Reappointment, Stop } from './clocks.ts'
import type { DossierRecord } from './dossier-record.ts'
import { askedOf } from './dossier-timeline.ts'
import { loadRun, runProcessOf } from './process-run.ts'
import type { DossierRun, RunProcess } from './process-run.ts'
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

/** What a decision on a dossier rests on, and what showing it needs beside. */
export type Assessment = {
  readonly facts: DossierFacts & { readonly hands: Hands }
  readonly version: ProcedureVersion
  readonly calendar: WorkingCalendar
  /** The calendar of any office at that moment. */
  readonly calendarOf: Awaited<ReturnType<typeof calendarsAt>>
  /** A process that is more than the lead's steps one after the other. */
  readonly process: RunProcess | null
  readonly run: DossierRun | null
  readonly clocks: Clock[]
  readonly stops: Stop[]
  readonly reappointments: Reappointment[]
  /** Both limits as they stand; of a finished dossier as they stood then. */
  readonly dueOfBoth: DueInstants
  /** When the interval of the holder ledger that is open began. */
  readonly openedAt: Temporal.Instant
}

/**
 * Assembles what a decision rests on, from a record. Before an act the record is read with the dossier locked, never in
 * one statement with the lock: what another transaction left behind while we waited would be missing from it.
 * @param at the instant that is decided or shown
 */
export async function assess(db: Queryable, record: DossierRecord, at: Temporal.Instant, moment: CalendarMoment): Promise<Assessment> {
  const version = await versionOf(db, record)
  const calendarOf = await calendarsAt(db, moment)
  const calendar = calendarOf({ agencyId: record.agencyId, centreId: record.centreId })
  const { clocks, stops, reappointments } = record
  // What a finished dossier was due by is history: a calendar that changes later does not touch it.
  const dueOfBoth = record.finishedAt === null ? dueOfBothClocks(calendar, { clocks, stops }) : dueAsStored(record)
  const open = record.held.findLast((each) => each.toAt === null)
  const process = record.handling === 'forwarded' ? await runProcessOf(db, version) : null
  const run = process && (await loadRun(db, process, record, { at, stops, heldStep: open?.stepNo ?? null, calendarOf }))
  const did = (...kinds: readonly DossierAct[]): AccountId[] =>
    record.acts.flatMap((act) => (kinds.includes(act.kind) && act.actorAccountId ? [act.actorAccountId] : []))
  return {
    version,
    calendar,
    calendarOf,
    process,
    run,
    clocks,
    stops,
    reappointments,
    dueOfBoth,
    openedAt: Temporal.Instant.from(open?.fromAt ?? record.receivedAt),
    facts: {
      state: record.state,
      interruptedState: record.interruptedState,
      handling: record.handling,
      stepNo: record.stepNo,
      steps: run?.steps ?? walkedSteps(record.handling, version.steps),
      ...(run ? { run } : {}),
      supplementCount: record.supplementCount,
      onHandover: record.handoverId !== null,
      holderKind: record.holderKind,
      agencyId: record.agencyId,
      centreId: record.centreId,
      required: requiredPapers(version),
      handedIn: record.papers,
      owedDong: await owedBeforeReturn(db, record),
      awaited: record.consultations.filter(isOpenQuestion).map((each) => each.agencyId),
      ...(record.state === 'awaiting_supplement' ? { asked: askedOf(record) } : {}),
      ...dutyLapse(record.state === 'suspended' ? (record.acts.findLast((act) => act.kind === 'suspend')?.payload ?? null) : null, at),
      hands: {
        now: at,
        claim: claimFrom(standingClaim(record)),
        workedBy: did('complete_step'),
        receivedBy: did('file', 'accept').at(-1) ?? null,
        askedBy: did('request_extension').at(-1) ?? null,
      },
      time: timeFactsOf({
        now: at,
        calendar,
        version,
        stops,
        committedDueAt: dueOfBoth.committed,
        legalDueAt: dueOfBoth.legal,
        finished: record.finishedAt !== null,
        supplementBy: record.supplementBy,
        reappointments,
        notified: {
          late: record.acts.some((act) => act.kind === 'note_late'),
          lateByLaw: record.acts.some((act) => act.kind === 'note_late_by_law'),
        },
      }),
    },
  }
}

/** Whether a question to another agency waits for its answer. */
export function isOpenQuestion(question: { readonly answeredAt: string | null; readonly closedAt: string | null }): boolean {
  return question.answeredAt === null && question.closedAt === null
}

/** Whether the day to pay, which the stop recorded, has passed; nothing where no stop or no such day is recorded. */
export function dutyLapse(stop: string | null, at: Temporal.Instant): { isDutyLapsed?: boolean } {
  const payBy = stop === null ? undefined : readRecord({ kind: 'suspend', payload: stop }).payBy
  return payBy === undefined ? {} : { isDutyLapsed: Temporal.Instant.compare(at, Temporal.Instant.from(payBy)) > 0 }
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
