import { defaultDeadlineSettings } from '#calendar/domain'
import type { WorkingCalendar } from '#calendar/domain'
import type { Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId } from '#kernel/ids.ts'
import type { DossierAct } from './act-rows.ts'
import type { ActInput, Duty } from './act-facts.ts'
import type { Step } from './step.ts'
import { filed, isLife, live } from './dossier-life.ts'
import { faultsOf } from './life-faults.ts'
import type { Life, Timing } from './dossier-life.ts'

/** One case of a foreign event log: what its columns say, as instants of the clock. */
export type LogCase = {
  readonly name: string
  readonly startedAt: Temporal.Instant
  readonly endedAt: Temporal.Instant | null
  readonly plannedAt: Temporal.Instant | null
  readonly deadlineAt: Temporal.Instant | null
  /** Completed activities, in any order. */
  readonly events: readonly { readonly name: string; readonly at: Temporal.Instant }[]
}

export type Verdict = 'on_time' | 'late' | 'open'

export type Replay = {
  readonly life: Life
  readonly verdict: Verdict
  /** Events of the log that are impossible in a dossier, and their replacement. */
  readonly notes: readonly string[]
  /** Why the verdict is not what the two columns alone say; `null` when it is. */
  readonly difference: string | null
}

/**
 * Replays a case of a log as a dossier: filed and accepted at its start with the promised end as committed limit and the
 * deadline as legal limit, forwarded, its activities completed step by step, signed, recorded and returned at its end.
 * Every act is decided by the transition table and put in the ledger; the verdict is the outcome of that life and is
 * not read off the columns.
 * @param calendar of the replay; limits of a log are hours
 * @throws Error when the transition table has no way through, or the life breaks an invariant: both are defects
 */
export function replayCase(log: LogCase, calendar: WorkingCalendar, roleNames: Duty['roleNames']): Replay {
  const notes: string[] = []
  const start = log.startedAt
  const end = log.endedAt && later(log.endedAt, start)
  if (log.endedAt && isBefore(log.endedAt, start)) notes.push('its end is before its start: the result is recorded at the start')
  const events = [...log.events].sort((a, b) => Temporal.Instant.compare(a.at, b.at))
  const before = events.filter((event) => isBefore(event.at, start)).length
  if (before > 0) notes.push(`${activities(before)} before the start: done at the start`)
  const inTime = events.filter((event) => end === null || !isBefore(end, event.at))
  const after = events.slice(inTime.length)

  const committed = hoursUntil(start, log.plannedAt ?? log.deadlineAt)
  const legal = hoursUntil(start, log.deadlineAt ?? log.plannedAt)
  if (committed !== null && committed < 0) notes.push('the planned end is before the start: due at the start')
  const timing: Timing = {
    limits: {
      committed: { amount: Math.max(0, committed ?? 0), unit: 'hours' },
      legal: { amount: Math.max(0, legal ?? 0), unit: 'hours' },
    },
    calendar,
    calendarAt: () => calendar,
    settings: defaultDeadlineSettings,
  }
  const steps: Step[] = [...inTime.map((event) => event.name), 'sign', 'issue'].map((name, i) => ({
    no: i + 1,
    name,
    role: i === inTime.length ? 'signatory' : i > inTime.length ? 'clerk' : 'case_officer',
    returnNo: null,
  }))

  let life = filed(
    { handling: 'forwarded', steps, agencyId: 'log' as AgencyId, centreId: 'log' as CentreId, required: [] },
    'counter_officer',
    start,
    timing,
  )
  const act = (kind: DossierAct, role: Role, at: Temporal.Instant, input: ActInput = {}): string | null => {
    const next = live(life, kind, dutyOf(role, roleNames), input, at, timing)
    if (!isLife(next)) return next.code
    life = next
    return null
  }
  /** An act the replay relies on: its refusal would mean that the table has no way through. */
  const must = (...[kind, role, at, input]: Parameters<typeof act>): void => {
    const refused = act(kind, role, at, input)
    if (refused !== null) throw new Error(`${log.name}: ${kind} was refused with ${refused}`)
  }
  const accepted = committed !== null
  if (accepted) {
    must('accept', 'counter_officer', start, { papers: [] })
    must('forward', 'counter_officer', start)
    must('receive', 'case_officer', start)
    for (const event of inTime) must('complete_step', 'case_officer', later(event.at, start))
  } else {
    notes.push('neither a planned end nor a deadline: nothing can be promised, so it is not accepted and stays open')
  }
  if (accepted && end !== null) {
    must('approve', 'signatory', end)
    must('record_result', 'clerk', end, { result: { number: log.name, name: log.name } })
    must('forward', 'clerk', end)
    must('receive', 'counter_officer', end)
    must('return_result', 'counter_officer', end, { receivedBy: log.name })
  }
  // Work after the result is tried like any other: the table refuses it, and the refusal is reported.
  const refusals = after.flatMap((event) => act('complete_step', 'case_officer', event.at) ?? [])
  if (refusals.length > 0) notes.push(`${activities(refusals.length)} after the end: refused with ${[...new Set(refusals)].join(', ')}`)
  const faults = faultsOf(life)
  if (faults.length > 0) throw new Error(`${log.name}: ${faults.join('; ')}`)

  const verdict: Verdict = life.outcome === null ? 'open' : life.outcome === 'late' ? 'late' : 'on_time'
  return { life, verdict, notes, difference: differenceOf(log, verdict) }
}

function differenceOf(log: LogCase, verdict: Verdict): string | null {
  const { endedAt, plannedAt } = log
  if (endedAt === null) return verdict === 'open' ? null : `open in the log, ${verdict} here: not explained`
  if (plannedAt === null) return `${verdict}: it has no planned end to be compared with`
  const plain = isBefore(plannedAt, endedAt) ? 'late' : 'on_time'
  if (plain === verdict) return null
  const why = sameSecond(endedAt, plannedAt)
    ? 'it ended in the very second it was due, and clocks count whole seconds'
    : isBefore(plannedAt, log.startedAt)
      ? 'it was planned to end before it began, and a limit is never negative'
      : isBefore(endedAt, log.startedAt)
        ? 'it ended before it began, and no result is recorded before the receipt'
        : 'not explained'
  return `${verdict}, where the columns say ${plain}: ${why}`
}

/** One person for each role, so that nobody signs their own draft. */
function dutyOf(role: Role, roleNames: Duty['roleNames']): Duty {
  return { accountId: role as string as AccountId, roleOf: (roles) => (roles.includes(role) ? role : null), roleNames }
}

/** Hours between the whole seconds two instants lie in, exact to the second. */
function hoursUntil(from: Temporal.Instant, to: Temporal.Instant | null): number | null {
  return to === null ? null : (wholeSecond(to) - wholeSecond(from)) / 3600
}

function wholeSecond(at: Temporal.Instant): number {
  return Math.floor(at.epochMilliseconds / 1000)
}

function sameSecond(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return wholeSecond(a) === wholeSecond(b)
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return isBefore(a, b) ? b : a
}

function activities(n: number): string {
  return n === 1 ? '1 activity' : `${n} activities`
}
