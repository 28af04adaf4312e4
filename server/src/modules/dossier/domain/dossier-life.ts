import type { Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId } from '#kernel/ids.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { reappointmentAfter, timeFacts, turnOf } from './clock-turn.ts'
import type { Asked, Ceiling, Turn } from './clock-turn.ts'
import { awaitedAfter } from './change-of-act.ts'
import { decideAct } from './decide-act.ts'
import { isRefusal, timeNotBegun } from './act-facts.ts'
import { outcomeOf } from './outcome.ts'
import type { ActInput, Change, DossierFacts, Duty, Hands, TimeFacts } from './act-facts.ts'
import type { Claim } from './step.ts'
import { claimMinutes } from './act-rows.ts'
import type { Cause, ClockEffect } from './clock-causes.ts'
import type { DossierAct } from './act-rows.ts'
import type { DossierState } from './dossier-states.ts'
import type { OpenPart, PartEnd, Run } from './run.ts'
import type { PartRule } from './step.ts'
import { holderAfter } from './holder-after.ts'
import type { HolderAfter } from './holder-after.ts'

/** What a limit is, here: the calendar's own words are not this module's to import. */
export type LifeClock = {
  readonly kind: 'legal' | 'committed'
  readonly limit: { readonly amount: number; readonly unit: string }
  readonly startedAt: Temporal.Instant
}
export type LifeStop = {
  readonly cause: Cause
  readonly effect: ClockEffect
  readonly fromAt: Temporal.Instant
  readonly toAt: Temporal.Instant | null
  readonly endsBy: Temporal.Instant | null
  readonly by: Turn['by']
  readonly moves?: Turn['moves'] | undefined
}
export type LifeHolding = {
  readonly kind: Exclude<DossierFacts['holderKind'], 'none'>
  readonly stepNo: number | null
  /** The agency that has it, where one does: the lead, or the one whose part it is held through. */
  readonly agencyId: AgencyId | null
  /** The officer, as far as accounts are known to the life. */
  readonly accountId: AccountId | null
  readonly fromAt: Temporal.Instant
  readonly toAt: Temporal.Instant | null
}
/** A part as the table keeps it. */
export type LifePart = {
  readonly no: number
  readonly stepNo: number
  readonly agencyId: AgencyId
  readonly openedAt: Temporal.Instant
  readonly dueAt: Temporal.Instant | null
  readonly closedAt: Temporal.Instant | null
  readonly how: PartEnd | null
}
export type LifeAct = { readonly kind: DossierAct; readonly role: Role; readonly at: Temporal.Instant; readonly state: DossierState }

/**
 * A dossier with everything the tables keep of it (acts, holdings, clocks, stops), without a database: to replay what
 * happened elsewhere, and to judge what the tables say. `commands/do-act.ts` and the store do the same to rows;
 * `random-lives.db.test.ts` holds the two equal.
 */
export type Life = {
  readonly facts: DossierFacts
  readonly acts: readonly LifeAct[]
  readonly holdings: readonly LifeHolding[]
  readonly clocks: readonly LifeClock[]
  readonly stops: readonly LifeStop[]
  /** Every part there has been, in the order they opened. */
  readonly parts: readonly LifePart[]
  /** A re-appointment that waits for the signatory. */
  readonly asked: Asked | null
  readonly supplementBy: Temporal.Instant | null
  readonly receivedAt: Temporal.Instant
  readonly acceptedAt: Temporal.Instant | null
  readonly committedDueAt: Temporal.Instant | null
  readonly legalDueAt: Temporal.Instant | null
  readonly finishedAt: Temporal.Instant | null
  readonly endedAt: Temporal.Instant | null
  readonly outcome: 'early' | 'on_time' | 'late' | 'refused' | 'withdrawn' | 'stopped' | null
}

/** What a life needs to know of time: how long it may take, and when that ends. */
export type Timing = {
  readonly limits: { readonly legal: LifeClock['limit']; readonly committed: LifeClock['limit'] }
  readonly dueAt: (clock: LifeClock, stops: readonly LifeStop[]) => Temporal.Instant | null
  /** When a claim made or renewed at `at` may be taken over and when it lapses; by the clock on the wall when absent. */
  readonly claimUntil?: (at: Temporal.Instant) => { readonly peersFrom: Temporal.Instant; readonly until: Temporal.Instant }
  readonly ceiling: Ceiling
  /** When a part that opened at an instant is due; without it no part has a deadline. */
  readonly partDueAt?: (part: PartRule, openedAt: Temporal.Instant, stops: readonly LifeStop[]) => Temporal.Instant | null
  readonly onSupplement: 'pause' | 'restart'
}

/** A dossier filed at a counter and waiting to be accepted. */
export function filed(
  facts: Omit<
    DossierFacts,
    'time' | 'state' | 'interruptedState' | 'stepNo' | 'supplementCount' | 'onHandover' | 'holderKind' | 'handedIn'
  >,
  role: Role,
  at: Temporal.Instant,
  silence: TimeFacts['silence'] = 'none',
): Life {
  return {
    facts: {
      ...facts,
      time: { ...timeNotBegun, silence },
      state: 'filed',
      interruptedState: null,
      stepNo: null,
      supplementCount: 0,
      onHandover: false,
      holderKind: 'counter',
      handedIn: [],
    },
    acts: [{ kind: 'file', role, at, state: 'filed' }],
    holdings: [{ kind: 'counter', stepNo: null, agencyId: null, accountId: facts.hands?.receivedBy ?? null, fromAt: at, toAt: null }],
    clocks: [],
    stops: [],
    parts: [],
    asked: null,
    supplementBy: null,
    receivedAt: at,
    acceptedAt: null,
    committedDueAt: null,
    legalDueAt: null,
    finishedAt: null,
    endedAt: null,
    outcome: null,
  }
}

/**
 * The life after one more act, or the refusal of it. An act before the last one cannot be done: the record only grows.
 * @throws RangeError when `at` is before the last act
 */
export function live(life: Life, act: DossierAct, duty: Duty, input: ActInput, at: Temporal.Instant, timing: Timing): Life | Refusal {
  const last = life.acts.at(-1)
  if (last && Temporal.Instant.compare(at, last.at) < 0)
    throw new RangeError(`${act} at ${at.toString()} is before ${last.kind} at ${last.at.toString()}`)
  const time = timeOf(life, at, timing)
  const run = runAt(life, at, timing)
  const before: DossierFacts = {
    ...life.facts,
    time,
    ...(life.facts.hands ? { hands: { ...life.facts.hands, now: at } } : {}),
    ...(run ? { run } : {}),
  }
  const change = decideAct(before, act, duty, input)
  if (isRefusal(change)) return change

  const clocks: readonly LifeClock[] =
    change.clock === 'start'
      ? [
          { kind: 'legal', limit: timing.limits.legal, startedAt: at },
          { kind: 'committed', limit: timing.limits.committed, startedAt: at },
        ]
      : life.clocks
  const stops = stopsAfter(life, change, input, at, timing)
  const next = reappointmentAfter(act, input, life.facts.time.reappointment, life.asked)
  const dueOf = (kind: LifeClock['kind']): Temporal.Instant | null => {
    const clock = clocks.find((each) => each.kind === kind)
    return clock ? timing.dueAt(clock, stops) : null
  }
  const committedDueAt = dueOf('committed')
  const finishedAt = change.finishes ? at : life.finishedAt
  const actor = before.hands ? duty.accountId : null
  const holder = holderAfter(before, change, actor, {
    accountId: life.holdings.at(-1)?.accountId ?? null,
    isFinished: life.finishedAt !== null,
  })
  const after: Life = {
    facts: {
      ...before,
      ...(before.hands ? { hands: handsAfter(before.hands, change, holder, actor, at, timing) } : {}),
      state: change.state,
      interruptedState: change.interruptedState,
      stepNo: change.stepNo,
      supplementCount: change.supplementCount,
      onHandover: !change.leavesList && (act === 'forward' || life.facts.onHandover),
      holderKind: change.holderKind,
      ...(run ? { run: runAfter(run, life.parts.length, change, holder, actor, at, timing) } : {}),
      awaited: awaitedAfter(before.awaited ?? [], change),
      // A request without its points (an event log does not tell them) leaves nothing to compare an answer with.
      ...(act === 'request_supplement' ? { asked: input.defects ?? [] } : {}),
      handedIn: [...life.facts.handedIn, ...(input.papers ?? [])],
      time: { ...time, reappointment: next.state },
    },
    acts: [...life.acts, { kind: act, role: change.role, at, state: change.state }],
    holdings: holder.opensInterval ? holdingsAfter(life.holdings, change, holder, before.agencyId, at) : life.holdings,
    clocks,
    // Whatever finishes or ends a dossier ends a stop that is still open; no time is counted after it.
    stops: change.ends || finishedAt ? stops.map((stop) => ended(stop, at)) : stops,
    parts: partsAfter(life, change, stops, at, timing),
    asked: next.asked,
    supplementBy:
      act === 'request_supplement'
        ? timing.ceiling(at, input.supplementDays ?? 30)
        : change.state === 'awaiting_supplement'
          ? life.supplementBy
          : null,
    receivedAt: life.receivedAt,
    acceptedAt: change.clock === 'start' ? at : life.acceptedAt,
    committedDueAt,
    legalDueAt: dueOf('legal'),
    finishedAt,
    endedAt: change.ends ? at : life.endedAt,
    outcome: outcomeAfter(life, change, finishedAt, committedDueAt),
  }
  return { ...after, facts: { ...after.facts, time: timeOf(after, at, timing) } }
}

export function isLife(value: Life | Refusal): value is Life {
  return 'facts' in value
}

/** The run as it stands at an instant: deadlines as if an open wait ended now, and of a part that would open now. */
function runAt(life: Life, at: Temporal.Instant, timing: Timing): Run | null {
  const { run, steps } = life.facts
  if (!run) return null
  const dueAt = timing.partDueAt ?? (() => null)
  const endedNow = life.stops.map((stop) => (stop.toAt === null ? { ...stop, toAt: at } : stop))
  return {
    ...run,
    parts: run.parts.map((part) => {
      const rule = steps.find((step) => step.no === part.stepNo)?.part
      const opened = life.parts.find((each) => each.no === part.no)?.openedAt
      return { ...part, dueAt: rule && opened ? dueAt(rule, opened, endedNow) : null }
    }),
    dueOfNew: (step) => (step.part ? dueAt(step.part, at, []) : null),
  }
}

function runAfter(
  run: Run,
  last: number,
  change: Change,
  holder: HolderAfter,
  actor: AccountId | null,
  at: Temporal.Instant,
  timing: Timing,
): Run {
  const { closed, opened, joins, held } = change.parts ?? { closed: [], opened: [], joins: [], held: null }
  const { take, drop } = holder.onParts ?? { take: null, drop: [] }
  const claimed = (part: OpenPart): OpenPart => {
    if (part.stepNo === take && actor)
      return { ...part, claim: { accountId: actor, name: actor, ...claimTimes(at, timing), isAway: false } }
    return drop.includes(part.stepNo) ? { ...part, claim: null } : part
  }
  const staying = run.parts.filter((part) => !closed.some((each) => each.part.no === part.no)).map(claimed)
  return {
    ...run,
    joins,
    heldStep: held?.stepNo ?? null,
    parts: [
      ...staying,
      ...opened.flatMap((step, index): OpenPart[] =>
        step.part
          ? [
              {
                no: last + index + 1,
                stepNo: step.no,
                kind: step.part.kind,
                agencyId: step.part.agencyId,
                role: step.role,
                dueAt: run.dueOfNew(step),
                claim: null,
              },
            ]
          : [],
      ),
    ],
  }
}

function partsAfter(life: Life, change: Change, stops: readonly LifeStop[], at: Temporal.Instant, timing: Timing): readonly LifePart[] {
  if (!change.parts) return life.parts
  const { closed, opened } = change.parts
  const ruleOf = (stepNo: number): PartRule | undefined => life.facts.steps.find((step) => step.no === stepNo)?.part
  const dueAt = (stepNo: number, openedAt: Temporal.Instant): Temporal.Instant | null => {
    const rule = ruleOf(stepNo)
    return rule ? (timing.partDueAt?.(rule, openedAt, stops) ?? null) : null
  }
  return [
    ...life.parts.map((part) => {
      if (part.closedAt !== null) return part
      const end = closed.find((each) => each.part.no === part.no)
      return { ...part, dueAt: dueAt(part.stepNo, part.openedAt), ...(end ? { closedAt: at, how: end.how } : {}) }
    }),
    ...opened.flatMap((step, index): LifePart[] =>
      step.part
        ? [
            {
              no: life.parts.length + index + 1,
              stepNo: step.no,
              agencyId: step.part.agencyId,
              openedAt: at,
              dueAt: dueAt(step.no, at),
              closedAt: null,
              how: null,
            },
          ]
        : [],
    ),
  ]
}

function stopsAfter({ stops, asked }: Life, change: Change, input: ActInput, at: Temporal.Instant, timing: Timing): readonly LifeStop[] {
  if (change.clock === 'run') return stops.map((stop) => ended(stop, at))
  const turn = turnOf(change, input, { at, ceiling: timing.ceiling, onSupplement: timing.onSupplement, asked })
  return turn
    ? [
        ...stops,
        {
          cause: turn.cause,
          effect: turn.effect,
          fromAt: at,
          toAt: turn.lasts ? null : at,
          endsBy: turn.endsBy,
          by: turn.by,
          ...(turn.moves ? { moves: turn.moves } : {}),
        },
      ]
    : stops
}

/** A stop that is open ends now, or where its cause's time ended. */
function ended(stop: LifeStop, at: Temporal.Instant): LifeStop {
  if (stop.toAt !== null) return stop
  return { ...stop, toAt: stop.endsBy !== null && Temporal.Instant.compare(stop.endsBy, at) < 0 ? stop.endsBy : at }
}

function timeOf(life: Life, now: Temporal.Instant, timing: Timing): TimeFacts {
  const { time } = life.facts
  return timeFacts({
    now,
    ceiling: timing.ceiling,
    stops: life.stops.map((stop) => ({ cause: stop.cause, isOpen: stop.toAt === null })),
    committedDueAt: life.committedDueAt,
    legalDueAt: life.legalDueAt,
    finished: life.finishedAt !== null,
    supplementBy: life.supplementBy,
    reappointment: time.reappointment,
    silence: time.silence,
    notified: {
      late: life.acts.some((each) => each.kind === 'note_late'),
      lateByLaw: life.acts.some((each) => each.kind === 'note_late_by_law'),
    },
  })
}

function holdingsAfter(
  holdings: readonly LifeHolding[],
  change: Change,
  holder: HolderAfter,
  leadId: AgencyId,
  at: Temporal.Instant,
): readonly LifeHolding[] {
  const closed = holdings.map((each) => (each.toAt === null ? { ...each, toAt: at } : each))
  return change.holderKind === 'none'
    ? closed
    : [
        ...closed,
        {
          kind: change.holderKind,
          stepNo: change.parts?.held?.stepNo ?? change.stepNo,
          agencyId: change.holderKind === 'agency' ? (change.parts?.held?.agencyId ?? leadId) : null,
          accountId: holder.accountId,
          fromAt: at,
          toAt: null,
        },
      ]
}

/** Claims as the store keeps them: never more than one at a time in a life of one step after another. */
function handsAfter(
  hands: Hands,
  change: Change,
  holder: HolderAfter,
  actor: AccountId | null,
  at: Temporal.Instant,
  timing: Timing,
): Hands {
  const times = claimTimes(at, timing)
  const put: Claim | null = holder.claim === 'put' && actor ? { accountId: actor, name: actor, ...times, isAway: false } : null
  return {
    now: at,
    claim: put ?? (holder.claim === 'drop' || holder.claim === 'drop_all' ? null : hands.claim),
    workedBy: change.act === 'complete_step' && actor ? [...new Set([...hands.workedBy, actor])] : hands.workedBy,
    receivedBy: change.act === 'accept' && actor ? actor : hands.receivedBy,
    askedBy: change.act === 'request_extension' ? actor : (hands.askedBy ?? null),
  }
}

function claimTimes(at: Temporal.Instant, timing: Timing): Pick<Claim, 'until' | 'peersFrom'> {
  return (
    timing.claimUntil?.(at) ?? {
      until: at.add({ minutes: claimMinutes.lapsesAfter }),
      peersFrom: at.add({ minutes: claimMinutes.peersAfter }),
    }
  )
}

function outcomeAfter(life: Life, change: Change, finishedAt: Temporal.Instant | null, dueAt: Temporal.Instant | null): Life['outcome'] {
  if (change.state === 'refused' || change.state === 'withdrawn' || change.state === 'stopped') return change.state
  return change.finishes && finishedAt !== null ? outcomeOf(finishedAt, dueAt) : life.outcome
}

/** What is wrong with a life, by the invariants of ARCHITECTURE.md; empty when nothing is. */
export function faultsOf(life: Life): string[] {
  const faults: string[] = []
  const same = (a: Temporal.Instant | null | undefined, b: Temporal.Instant | null | undefined): boolean =>
    a?.epochMilliseconds === b?.epochMilliseconds
  const { facts, holdings, stops } = life
  const open = holdings.filter((each) => each.toAt === null)
  if (open.length !== (life.endedAt === null ? 1 : 0)) faults.push(`1: ${open.length} open holdings, ${life.endedAt ? 'ended' : 'open'}`)
  if (open[0] && open[0].kind !== facts.holderKind) faults.push(`1: held by ${open[0].kind}, facts say ${facts.holderKind}`)
  const heldStep = facts.holderKind === 'agency' ? (facts.run?.heldStep ?? facts.stepNo) : facts.stepNo
  if (open[0] && open[0].stepNo !== heldStep) faults.push(`1: step ${open[0].stepNo} is held, facts say ${heldStep}`)
  if ((facts.holderKind === 'none') !== (life.endedAt !== null)) faults.push('1: an ended dossier has no holder, an open one has')
  const claim = facts.hands?.claim
  if (claim && life.endedAt !== null) faults.push('1: a claim on an ended dossier')
  if (claim && facts.holderKind === 'agency' && open[0]?.accountId !== claim.accountId)
    faults.push(`1: claimed by ${claim.accountId}, held by ${open[0]?.accountId ?? 'nobody by name'}`)
  faults.push(...faultsOfParts(life, open[0]))
  if (!same(holdings[0]?.fromAt, life.receivedAt)) faults.push('2: the first holding begins with the receipt')
  if (life.endedAt && !same(holdings.at(-1)?.toAt, life.endedAt)) faults.push('2: the last holding ends with the dossier')
  for (const [i, each] of holdings.entries()) {
    const before = holdings[i - 1]
    if (before && !same(before.toAt, each.fromAt)) faults.push(`2: holding ${i + 1} does not begin where the one before ends`)
    if (each.toAt && Temporal.Instant.compare(each.toAt, each.fromAt) < 0) faults.push(`2: holding ${i + 1} runs backwards`)
  }
  const [openStop, second] = stops.filter((stop) => stop.toAt === null)
  if (second) faults.push('1: stopped twice at once')
  if (life.acceptedAt && life.endedAt === null && life.clocks.length !== 2) faults.push('1: an accepted dossier has both clocks')
  if (life.acceptedAt && life.endedAt === null) {
    // A stop that begins after the due instant does not take it away: late is late.
    const stoppedInTime =
      openStop !== undefined &&
      openStop.endsBy === null &&
      (life.committedDueAt === null || Temporal.Instant.compare(life.committedDueAt, openStop.fromAt) > 0)
    if ((life.committedDueAt === null) !== stoppedInTime)
      faults.push('1: an open dossier has a due instant, or is lawfully stopped before it')
  }
  if ((life.outcome !== null) !== (life.endedAt !== null || life.finishedAt !== null))
    faults.push('3: an outcome, when and only when finished or ended')
  if (
    life.finishedAt &&
    life.outcome !== 'withdrawn' &&
    life.outcome !== 'stopped' &&
    life.outcome !== outcomeOf(life.finishedAt, life.committedDueAt)
  ) {
    faults.push('3: the outcome is not what the clock says')
  }
  if (life.acts.at(-1)?.state !== facts.state) faults.push('4: the last act led to another state')
  if (life.acts.filter((each) => each.kind === 'accept').length !== (life.acceptedAt ? 1 : 0))
    faults.push('4: accepted without the act, or the act without its mark')
  if (life.acts.some((each, i) => i > 0 && Temporal.Instant.compare(each.at, life.acts[i - 1]?.at ?? each.at) < 0))
    faults.push('4: acts are not in order of time')
  return faults
}

/** What is wrong with the parts of a life. */
function faultsOfParts({ facts, parts, endedAt }: Life, held: LifeHolding | undefined): string[] {
  const { run } = facts
  const open = parts.filter((part) => part.closedAt === null)
  if (!run) return parts.length === 0 ? [] : ['1: parts without a process that has any']
  const faults: string[] = []
  const steps = open.map((part) => part.stepNo)
  if (run.parts.map((part) => `${part.no} ${part.stepNo}`).join() !== open.map((part) => `${part.no} ${part.stepNo}`).join())
    faults.push(`4: parts ${steps.join()} are open, facts say ${run.parts.map((part) => part.stepNo).join()}`)
  if (new Set(steps).size !== steps.length) faults.push(`1: a step is open twice: ${steps.join()}`)
  if (open.length > 0 && facts.stepNo !== null) faults.push(`1: stands at step ${facts.stepNo} and at parts ${steps.join()}`)
  if (endedAt !== null && (open.length > 0 || run.joins.length > 0)) faults.push('1: an ended dossier has parts')
  if (run.joins.length > 0 && open.length === 0) faults.push('1: a join waits for nobody')
  if (facts.state === 'in_progress' && open.length === 0 && facts.stepNo === null) faults.push('1: in progress at no step')
  if (facts.holderKind === 'agency' && open.length > 0) {
    const through = run.parts.find((part) => part.stepNo === held?.stepNo)
    if (!through || through.agencyId !== held?.agencyId) faults.push(`1: held through step ${held?.stepNo}, parts are ${steps.join()}`)
    else if ((through.claim?.accountId ?? null) !== held.accountId)
      faults.push('1: the officer is not who claimed the part it is held through')
  } else if (facts.holderKind === 'agency' && held?.agencyId !== facts.agencyId) faults.push('1: held by another agency without a part')
  for (const part of parts) if ((part.closedAt === null) !== (part.how === null)) faults.push(`1: part ${part.no} is half closed`)
  return faults
}
