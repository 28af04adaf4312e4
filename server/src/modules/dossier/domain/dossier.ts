import type { WorkingCalendar } from '#calendar/domain'
import type { AccountId, AgencyId, CentreId } from '#kernel/ids.ts'
import type { DossierFacts, HandedInPaper, Hands, RequiredPaper, TimeFacts } from './act-facts.ts'
import type { AskedDefect } from './act-record.ts'
import { timeFacts } from './clock-turn.ts'
import type { Asked } from './clock-turn.ts'
import { ceilingOf, dueOfBoth, dueOfPart } from './clocks.ts'
import type { Clock, Stop } from './clocks.ts'
import type { DossierState } from './dossier-states.ts'
import type { DueInstants } from './due-move.ts'
import type { FileFact } from './file-rules.ts'
import type { OpenPart, PartEnd, Run, RunRules, WaitingJoin } from './run.ts'
import type { Handling, PartRule, Step } from './step.ts'

/** An interval of the holder ledger: one holder, from one instant to the next. */
export type Holding = {
  readonly kind: Exclude<DossierFacts['holderKind'], 'none'>
  readonly stepNo: number | null
  /** The agency that has it, where one does: the lead, or the one whose part it is held through. */
  readonly agencyId: AgencyId | null
  /** The officer, as far as accounts are known. */
  readonly accountId: AccountId | null
  readonly fromAt: Temporal.Instant
  readonly toAt: Temporal.Instant | null
}

/** A part (phần việc), open or closed. `dueAt` is the deadline that was kept last. */
export type Part = Omit<OpenPart, 'dueAt'> & {
  readonly hours: PartRule['hours']
  readonly code: string | null
  readonly openedAt: Temporal.Instant
  readonly dueAt: Temporal.Instant | null
  readonly closedAt: Temporal.Instant | null
  readonly how: PartEnd | null
}

export type Outcome = 'early' | 'on_time' | 'late' | 'refused' | 'withdrawn' | 'stopped'

/**
 * A dossier with all facts an act depends on or changes. `carryOut` decides on it, `evolve` advances it; rows become it in
 * `queries/load-facts.ts`, and in memory it begins with `filedDossier`.
 */
export type Dossier = {
  readonly code: string
  readonly handling: Handling
  readonly agencyId: AgencyId
  readonly centreId: CentreId
  /** From when the clocks run: from acceptance, or from the competent agency's receipt (tiếp nhận phi địa giới). */
  readonly clockFrom: 'acceptance' | 'competent_agency'
  readonly steps: readonly Step[]
  /** The state of its process, if that is more than a sequence of the lead's steps. */
  readonly rules: RunRules | null
  readonly required: readonly RequiredPaper[]
  /** What a law makes of silence, by the procedure. */
  readonly silence: TimeFacts['silence']

  readonly state: DossierState
  readonly interruptedState: DossierState | null
  readonly stepNo: number | null
  readonly supplementCount: number
  /** The handover list it is on. */
  readonly handoverId: string | null
  readonly holderKind: DossierFacts['holderKind']
  readonly holderAccountId: AccountId | null
  /** The officers who worked on it; `null` without accounts (a foreign log). */
  readonly hands: Omit<Hands, 'now'> | null
  /** Papers handed in so far, over all rounds. */
  readonly handedIn: readonly HandedInPaper[]
  /** What the applicant was asked for; absent where no record says. */
  readonly asked?: readonly AskedDefect[] | undefined
  /** Agencies asked for an opinion and not yet heard. */
  readonly awaited: readonly AgencyId[]
  readonly joins: readonly WaitingJoin[]
  /** Parts there are and, as far as they are known, have been, in the order they opened. */
  readonly parts: readonly Part[]
  /** Parts and sub-dossiers there have been so far. */
  readonly counted: { readonly parts: number; readonly subDossiers: number }
  readonly holdings: readonly Holding[]
  readonly clocks: readonly Clock[]
  readonly stops: readonly Stop[]
  readonly reappointment: TimeFacts['reappointment']
  /** The re-appointment that waits to be decided, and why it was asked for. */
  readonly requested: (Asked & { readonly reason: string }) | null
  readonly notified: TimeFacts['notified']
  readonly supplementBy: Temporal.Instant | null
  /** The applicant's day to pay, while the clocks are stopped for it. */
  readonly payBy: Temporal.Instant | null
  readonly receivedAt: Temporal.Instant
  readonly acceptedAt: Temporal.Instant | null
  /** When the agency first held it. */
  readonly agencyReceivedAt: Temporal.Instant | null
  readonly committedDueAt: Temporal.Instant | null
  readonly legalDueAt: Temporal.Instant | null
  readonly finishedAt: Temporal.Instant | null
  readonly endedAt: Temporal.Instant | null
  readonly outcome: Outcome | null

  /** Files that are not withdrawn; absent where there can be none (a replay). */
  readonly files?: readonly FileFact[]
  /** As in {@link DossierFacts}. */
  readonly owedDong?: number
  readonly isBilled?: boolean
}

/** By which calendars a dossier is counted: that of its own place, and that of each agency that has a part of it. */
export type Calendars = { readonly calendar: WorkingCalendar; readonly calendarAt: (agencyId: AgencyId) => WorkingCalendar }

/** What a dossier is filed with, at a counter, and nothing done to it yet. */
export type Filing = Pick<
  Dossier,
  'code' | 'handling' | 'agencyId' | 'centreId' | 'clockFrom' | 'steps' | 'rules' | 'required' | 'silence'
> & {
  readonly handedIn?: readonly HandedInPaper[]
  /** Who received it; `null` where nobody signs in. */
  readonly receivedBy: AccountId | null
  readonly knowsOfficers: boolean
}

/** A dossier filed at a counter and waiting to be accepted: where everything done to it begins. */
export function filedDossier({ handedIn, receivedBy, knowsOfficers, ...filing }: Filing, at: Temporal.Instant): Dossier {
  return {
    ...filing,
    state: 'filed',
    interruptedState: null,
    stepNo: null,
    supplementCount: 0,
    handoverId: null,
    holderKind: 'counter',
    holderAccountId: receivedBy,
    hands: knowsOfficers ? { claim: null, workedBy: [], receivedBy } : null,
    handedIn: handedIn ?? [],
    awaited: [],
    joins: [],
    parts: [],
    counted: { parts: 0, subDossiers: 0 },
    holdings: [{ kind: 'counter', stepNo: null, agencyId: null, accountId: receivedBy, fromAt: at, toAt: null }],
    clocks: [],
    stops: [],
    reappointment: 'none',
    requested: null,
    notified: { late: false, lateByLaw: false },
    supplementBy: null,
    payBy: null,
    receivedAt: at,
    acceptedAt: null,
    agencyReceivedAt: null,
    committedDueAt: null,
    legalDueAt: null,
    finishedAt: null,
    endedAt: null,
    outcome: null,
  }
}

/** Both limits by the calendar as it is; of a finished dossier as they were: a calendar that changes later does not touch it. */
export function dueNow(dossier: Dossier, calendar: WorkingCalendar): DueInstants {
  return dossier.finishedAt === null ? dueOfBoth(calendar, dossier) : { committed: dossier.committedDueAt, legal: dossier.legalDueAt }
}

/** Parts that are open. */
export function openParts({ parts }: Pick<Dossier, 'parts'>): readonly Part[] {
  return parts.filter((part) => part.closedAt === null)
}

/** When a part is due, by the calendar of its own agency, with the stops of the dossier. */
export function dueOfOpenPart(part: Pick<Part, 'agencyId' | 'hours' | 'openedAt'>, stops: readonly Stop[], { calendarAt }: Calendars) {
  return dueOfPart(calendarAt(part.agencyId), part, stops)
}

/**
 * What a decision rests on: the dossier as it is at an instant. The only place where the facts are put together.
 * @param due both limits, where the caller has them already
 */
export function factsAt(
  dossier: Dossier,
  at: Temporal.Instant,
  calendars: Calendars,
  due: DueInstants = dueNow(dossier, calendars.calendar),
): DossierFacts {
  const run = runAt(dossier, at, calendars)
  const { files, owedDong, isBilled, hands, asked, payBy } = dossier
  return {
    state: dossier.state,
    acceptedAt: dossier.acceptedAt,
    interruptedState: dossier.interruptedState,
    handling: dossier.handling,
    stepNo: dossier.stepNo,
    steps: dossier.steps,
    ...(run ? { run } : {}),
    supplementCount: dossier.supplementCount,
    onHandover: dossier.handoverId !== null,
    holderKind: dossier.holderKind,
    agencyId: dossier.agencyId,
    centreId: dossier.centreId,
    required: dossier.required,
    handedIn: dossier.handedIn,
    awaited: dossier.awaited,
    ...(owedDong === undefined ? {} : { owedDong }),
    ...(isBilled === undefined ? {} : { isBilled }),
    ...(files === undefined ? {} : { files }),
    ...(dossier.state === 'awaiting_supplement' && asked ? { asked } : {}),
    ...(dossier.state === 'suspended' && payBy ? { isDutyLapsed: Temporal.Instant.compare(at, payBy) > 0 } : {}),
    ...(hands ? { hands: { ...hands, now: at } } : {}),
    time: timeFacts({
      now: at,
      ceiling: (from, days) => ceilingOf(calendars.calendar, from, days),
      stops: dossier.stops.map((stop) => ({ cause: stop.cause, isOpen: stop.toAt === null })),
      committedDueAt: due.committed,
      legalDueAt: due.legal,
      finished: dossier.finishedAt !== null,
      supplementBy: dossier.supplementBy,
      reappointment: dossier.reappointment,
      silence: dossier.silence,
      notified: dossier.notified,
    }),
  }
}

/** The run as it is at an instant: deadlines as if an open wait ended now, and of a part that would open now. */
function runAt(dossier: Dossier, at: Temporal.Instant, calendars: Calendars): Run | null {
  if (!dossier.rules) return null
  const endedNow = dossier.stops.map((stop) => (stop.toAt === null ? { ...stop, toAt: at.toString() } : stop))
  const open = openParts(dossier)
  return {
    rules: dossier.rules,
    joins: dossier.joins,
    parts: open.map((part) => ({ ...part, dueAt: dueOfOpenPart(part, endedNow, calendars) })),
    heldStep: open.length === 0 ? null : (dossier.holdings.findLast((each) => each.toAt === null)?.stepNo ?? null),
    dueOfNew: (step) =>
      step.part ? dueOfOpenPart({ agencyId: step.part.agencyId, hours: step.part.hours, openedAt: at }, [], calendars) : null,
  }
}
