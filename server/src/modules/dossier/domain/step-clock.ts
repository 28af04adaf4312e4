import type { Role } from '#kernel/actor.ts'
import type { HolderLedger, LedgerEntry } from './ledger.ts'

/** What a procedure gives one step: working hours, or none where it does not say. */
export type StepAllowance = {
  readonly no: number
  readonly name: string
  readonly role: Role
  readonly hours: number | null
  /** Run by the clock of its parts, not by who held the dossier. */
  readonly isPart?: boolean
}

/** The time of one part (phần việc) of a step, as its own clock has counted it. */
export type PartTime = {
  readonly stepNo: number
  readonly isOpen: boolean
  readonly usedMs: number
  readonly dueMs: number | null
  readonly isLate: boolean
}

/** The clock of one step, in working milliseconds. Derived from the holder ledger; nothing of it is stored. */
export type StepClock = {
  readonly no: number
  readonly name: string
  readonly role: Role
  readonly side: 'counter' | 'agency'
  readonly allottedMs: number | null
  readonly usedMs: number
  /** `left_out`: the dossier has ended and never came to it. */
  readonly status: 'ahead' | 'running' | 'stopped' | 'passed' | 'left_out'
  /** The instant at which its allotted time is used up: while it runs, and once it has been. In milliseconds since 1970. */
  readonly dueMs: number | null
  readonly isLate: boolean
}

export type StepClockFacts = {
  readonly steps: readonly StepAllowance[]
  readonly ledger: Pick<HolderLedger, 'entries'>
  /** The step the agency is at; null while the counter has the dossier. */
  readonly stepNo: number | null
  readonly holderKind: 'counter' | 'agency' | 'applicant' | 'outside' | 'none'
  /** Settled at the centre: the steps of the counter are distinguished like any other. */
  readonly isWalkedHere?: boolean
  /** Steps the dossier has been at, however briefly. */
  readonly visited: readonly number[]
  /** When the dossier's own clocks began or restarted; null while they have not. */
  readonly beganMs: number | null
  readonly finishedMs: number | null
  /** It has no holder any more: the remaining steps will not happen. */
  readonly hasEnded: boolean
  readonly isStopped: boolean
  /** Parts there have been; absent where steps follow one another at the lead. */
  readonly parts?: readonly PartTime[]
  readonly workedBetween: (fromMs: number, toMs: number) => number
  /** The instant at which so much working time has passed since another. */
  readonly workLater: (fromMs: number, workMs: number) => number
}

/**
 * The clocks of the steps. The counter's own step runs from the beginning of the dossier's clocks to the handing over; a step of the agency
 * runs while the agency has the dossier at it. Stopped time, the applicant's and that of others belong to no
 * step; after a result is there no step runs. A returned step continues with its used time.
 */
export function stepClocks(facts: StepClockFacts): readonly StepClock[] {
  const clocks = clocksOfSteps(facts)
  return facts.hasEnded ? clocks.map((clock) => (clock.status === 'ahead' ? { ...clock, status: 'left_out' } : clock)) : clocks
}

function clocksOfSteps(facts: StepClockFacts): readonly StepClock[] {
  const counting = facts.ledger.entries.flatMap((entry) => counted(entry, facts))
  const counterStep = facts.steps.find((step) => step.role === 'counter_officer')?.no
  // At a fork, a bypassed step is not behind: only visited steps are.
  const isPassed = (index: number): boolean => (facts.parts ? facts.visited.includes(facts.steps[index]?.no ?? -1) : index <= reached)
  const reached = Math.max(-1, ...facts.visited.map((no) => facts.steps.findIndex((step) => step.no === no)))
  return (
    facts.steps
      // What the counter does after the result, handing it over, has no clock: it waits for the applicant.
      .filter((step) => facts.isWalkedHere || step.role !== 'counter_officer' || step.no === counterStep)
      .map((step): StepClock => {
        if (step.isPart) return clockOfParts(step, facts)
        const index = facts.steps.indexOf(step)
        const side = step.role === 'counter_officer' ? 'counter' : 'agency'
        const mine = counting.filter(({ entry }) =>
          side === 'counter' && !facts.isWalkedHere ? entry.kind === 'counter' : entry.kind === side && entry.stepNo === step.no,
        )
        const allottedMs = step.hours === null ? null : Math.round(step.hours * 3_600_000)
        const usedMs = mine.reduce((sum, { workMs }) => sum + workMs, 0)
        const isHere = facts.finishedMs === null && isAt(step, side, facts)
        const isRunning = isHere && !facts.isStopped && facts.holderKind === side
        const isLate = allottedMs !== null && usedMs > allottedMs
        return {
          no: step.no,
          name: step.name,
          role: step.role,
          side,
          allottedMs,
          usedMs,
          status: isRunning ? 'running' : isHere ? 'stopped' : facts.beganMs !== null && isPassed(index) ? 'passed' : 'ahead',
          dueMs: allottedMs !== null && (isRunning || isLate) ? usedUpAt(mine, allottedMs, facts) : null,
          isLate,
        }
      })
  )
}

/**
 * How a unit kept the time of its step, to the day, like dossiers (ADR 0004): late once the allotted working time was used up, early
 * when it was done on a day before the one on which that time would have run out. Seconds do not make anybody late: whole minutes count.
 *
 * @param runsOutOn the day on which so many more working milliseconds would be used up, from when it was done
 * @law TT 01/2018/TT-VPCP Điều 13 chỉ số 2 (trước hạn, đúng hạn, quá hạn của từng đơn vị; so theo ngày là lựa chọn ở đây)
 */
export function resultOfStep(
  usedMs: number,
  allottedMs: number,
  doneOn: Temporal.PlainDate,
  runsOutOn: (leftMs: number) => Temporal.PlainDate,
): 'early' | 'on_time' | 'late' {
  const left = Math.round(allottedMs / 60_000) - Math.floor(usedMs / 60_000)
  if (left < 0) return 'late'
  return Temporal.PlainDate.compare(doneOn, runsOutOn(left * 60_000)) < 0 ? 'early' : 'on_time'
}

/** A step done in parts: each time it was opened counts, and the last one gives its state. */
function clockOfParts(step: StepAllowance, facts: StepClockFacts): StepClock {
  const parts = (facts.parts ?? []).filter((part) => part.stepNo === step.no)
  const last = parts.at(-1)
  return {
    no: step.no,
    name: step.name,
    role: step.role,
    side: 'agency',
    allottedMs: step.hours === null ? null : Math.round(step.hours * 3_600_000),
    usedMs: parts.reduce((sum, part) => sum + part.usedMs, 0),
    status: last === undefined ? 'ahead' : !last.isOpen ? 'passed' : facts.isStopped ? 'stopped' : 'running',
    dueMs: last !== undefined && (last.isOpen || last.isLate) ? last.dueMs : null,
    isLate: last?.isLate ?? false,
  }
}

type Counted = { readonly entry: LedgerEntry; readonly fromMs: number; readonly workMs: number }

function counted(entry: LedgerEntry, { beganMs, finishedMs, workedBetween }: StepClockFacts): Counted[] {
  if (beganMs === null || entry.stop !== null || entry.cause !== 'inside' || (entry.kind !== 'counter' && entry.kind !== 'agency'))
    return []
  if (finishedMs !== null && entry.fromMs >= finishedMs) return []
  const fromMs = Math.max(entry.fromMs, beganMs)
  return fromMs > entry.toMs ? [] : [{ entry, fromMs, workMs: workedBetween(fromMs, entry.toMs) }]
}

function isAt(step: StepAllowance, side: StepClock['side'], { beganMs, holderKind, stepNo, isWalkedHere }: StepClockFacts): boolean {
  if (isWalkedHere) return beganMs !== null && holderKind !== 'none' && stepNo === step.no
  if (side === 'counter') return beganMs !== null && holderKind === 'counter'
  return holderKind !== 'counter' && holderKind !== 'none' && stepNo === step.no
}

function usedUpAt(mine: readonly Counted[], allottedMs: number, { workLater }: StepClockFacts): number | null {
  let left = allottedMs
  for (const [index, { fromMs, workMs }] of mine.entries()) {
    if (workMs >= left || index === mine.length - 1) return workLater(fromMs, left)
    left -= workMs
  }
  return null
}
