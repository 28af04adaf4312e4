import type { WorkingCalendar } from '#calendar'
import { addWorkingMinutes, workingMillisBefore } from '#calendar'
import type { ProcedureVersion } from '#procedure'
import { roleNames } from '#identity'
import { agencySteps, customarySteps } from '../domain/decide-act.ts'
import { durationText, foldLedger } from '../domain/ledger.ts'
import type { HeldInterval } from '../domain/ledger.ts'
import { stepClocks } from '../domain/step-clock.ts'
import type { StepAllowance, StepClock, StepClockFacts } from '../domain/step-clock.ts'
import { endOf, local } from './clocks.ts'
import type { Clock, Stop } from './clocks.ts'

export type HeldLine = Omit<HeldInterval, 'fromMs' | 'toMs'> & { readonly fromAt: string; readonly toAt: string | null }

type Row = {
  readonly handling: string
  readonly stepNo: number | null
  readonly holderKind: StepClockFacts['holderKind']
  readonly agencyName: string
  readonly centreName: string
  readonly finishedAt: string | null
  readonly endedAt: string | null
  readonly held: readonly HeldLine[]
  readonly clocks: readonly Clock[]
  readonly stops: readonly Stop[]
}

/** Steps with their hours: the counter's first, then the agency's. Nought hours means the procedure does not say. */
function allowances(version: Pick<ProcedureVersion, 'steps'>): StepAllowance[] {
  const own = agencySteps(version.steps)
  const written = own === customarySteps ? [] : version.steps
  const counter = version.steps.filter((step) => step.role === 'counter_officer')
  return [
    ...counter.map(({ no, name, role, hours }) => ({ no, name, role, hours: hours || null })),
    ...own.map(({ no, name, role }) => ({ no, name, role, hours: written.find((step) => step.no === no)?.hours || null })),
  ]
}

/**
 * The clocks of a dossier's steps as people read them, and what each side has used of its own. None where the dossier
 * is settled in one sitting at the counter: its steps are not told apart.
 */
export function stepClocksOf(row: Row, version: Pick<ProcedureVersion, 'steps'>, calendar: WorkingCalendar, now: Temporal.Instant) {
  const ms = (at: string): number => Temporal.Instant.from(at).epochMilliseconds
  const orNull = (at: string | null): number | null => (at === null ? null : ms(at))
  const instant = (at: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(at)
  const workedBefore = (at: number): number => workingMillisBefore(calendar, instant(at))
  if (row.handling !== 'forwarded') return { items: [], sides: [] }
  const untilMs = orNull(row.endedAt) ?? now.epochMilliseconds
  const stops = row.stops.map((stop) => ({
    cause: stop.cause,
    effect: stop.effect,
    fromMs: ms(stop.fromAt),
    toMs: endOf(stop)?.epochMilliseconds ?? null,
  }))
  const began = [
    ...row.clocks.map((clock) => ms(clock.startedAt)),
    ...stops.filter((stop) => stop.effect === 'restart').map((stop) => stop.toMs ?? stop.fromMs),
  ]
  const clocks = stepClocks({
    steps: allowances(version),
    ledger: foldLedger(
      row.held.map(({ fromAt, toAt, ...line }) => ({ ...line, fromMs: ms(fromAt), toMs: orNull(toAt) })),
      stops.filter((stop) => stop.effect !== 'extend') as Parameters<typeof foldLedger>[1],
      orNull(row.finishedAt),
      untilMs,
      workedBefore,
    ),
    stepNo: row.stepNo,
    holderKind: row.holderKind,
    visited: row.held.flatMap((line) => (line.kind === 'agency' && line.stepNo !== null ? [line.stepNo] : [])),
    beganMs: row.clocks.length === 0 ? null : Math.max(...began),
    finishedMs: orNull(row.finishedAt),
    isStopped: stops.some((stop) => stop.fromMs <= untilMs && (stop.toMs === null || stop.toMs > untilMs)),
    workedBetween: (from, to) => workedBefore(to) - workedBefore(from),
    workLater: (from, work) => addWorkingMinutes(calendar, instant(from), work / 60_000).epochMilliseconds,
  })
  const sideName = (side: StepClock['side']): string => (side === 'counter' ? row.centreName : row.agencyName)
  const text = (allotted: number | null): string | null => (allotted === null ? null : durationText(allotted))
  return {
    items: clocks.map((clock) => ({
      no: clock.no,
      name: clock.name,
      roleName: roleNames[clock.role],
      sideName: sideName(clock.side),
      status: clock.status,
      allottedText: text(clock.allottedMs),
      usedText: durationText(clock.usedMs),
      usedMs: clock.usedMs,
      allottedMs: clock.allottedMs,
      dueAt: clock.dueMs === null ? null : local(instant(clock.dueMs)),
      isLate: clock.isLate,
    })),
    sides: (['counter', 'agency'] as const).flatMap((side) => {
      const mine = clocks.filter((clock) => clock.side === side)
      if (mine.length === 0) return []
      const allotted = mine.some((clock) => clock.allottedMs === null)
        ? null
        : mine.reduce((sum, clock) => sum + (clock.allottedMs ?? 0), 0)
      const used = mine.reduce((sum, clock) => sum + clock.usedMs, 0)
      return [
        { name: sideName(side), allottedText: text(allotted), usedText: durationText(used), isLate: allotted !== null && used > allotted },
      ]
    }),
  }
}
