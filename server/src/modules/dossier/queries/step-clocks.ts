import { millisOf } from '#kernel/instant.ts'
import { addWorkingMinutes, workingMillisBefore } from '#calendar'
import type { WorkingCalendar } from '#calendar'
import { roleNames } from '#identity'
import type { ProcedureVersion } from '#procedure'
import { endOf } from '../domain/clocks.ts'
import type { Clock, Stop } from '../domain/clocks.ts'
import { durationText, foldLedger } from '../domain/ledger.ts'
import type { HeldLine } from '../domain/ledger.ts'
import { stepClocks } from '../domain/step-clock.ts'
import type { PartTime, StepAllowance, StepClock, StepClockFacts } from '../domain/step-clock.ts'
import { agencySteps, customarySteps, walkedSteps } from '../domain/step.ts'
import { local } from './clocks.ts'
import type { PartLine } from './process-run.ts'
import type { RunProcess } from './process-run.ts'

type Row = {
  readonly handling: 'on_the_spot' | 'forwarded' | 'same_day'
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

type Version = Pick<ProcedureVersion, 'steps'> & {
  /** A process that is more than the lead's steps, and the parts there have been. */
  readonly run?: RunProcess
  readonly parts?: readonly PartLine[]
}

/** Steps with their hours: the counter's first, then the agency's. Nought hours means the procedure does not say. */
function allowances(handling: Row['handling'], version: Version): StepAllowance[] {
  if (version.run) {
    const { compiled, steps } = version.run
    const counter = compiled.steps.filter((step) => step.role === 'counter_officer')
    return [
      ...counter.map(({ no, name, role, hours }) => ({ no, name, role, hours: hours || null })),
      ...steps.map(({ no, name, role, part }) => ({
        no,
        name,
        role,
        hours: compiled.steps.find((step) => step.no === no)?.hours || null,
        isPart: part !== undefined,
      })),
    ]
  }
  if (handling !== 'forwarded') {
    const written = new Map(version.steps.map((step) => [`${step.no} ${step.name}`, step.hours]))
    return walkedSteps(handling, version.steps).map(({ no, name, role }) => ({
      no,
      name,
      role,
      hours: written.get(`${no} ${name}`) || null,
    }))
  }
  const own = agencySteps(version.steps)
  const written = own === customarySteps ? [] : version.steps
  const counter = version.steps.filter((step) => step.role === 'counter_officer')
  return [
    ...counter.map(({ no, name, role, hours }) => ({ no, name, role, hours: hours || null })),
    ...own.map(({ no, name, role }) => ({ no, name, role, hours: written.find((step) => step.no === no)?.hours || null })),
  ]
}

/** The clocks of a dossier's steps as people read them, and what each side has used of its own. */
export function stepClocksOf(row: Row, version: Version, calendar: WorkingCalendar, now: Temporal.Instant) {
  const ms = (at: string): number => millisOf(at)
  const orNull = (at: string | null): number | null => (at === null ? null : ms(at))
  const instant = (at: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(at)
  const workedBefore = (at: number): number => workingMillisBefore(calendar, instant(at))
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
    steps: allowances(row.handling, version),
    isWalkedHere: row.handling !== 'forwarded',
    ledger: foldLedger(
      row.held.map(({ fromAt, toAt, ...line }) => ({ ...line, fromMs: ms(fromAt), toMs: orNull(toAt) })),
      stops.filter((stop) => stop.effect !== 'extend') as Parameters<typeof foldLedger>[1],
      orNull(row.finishedAt),
      untilMs,
      workedBefore,
    ),
    stepNo: row.stepNo,
    holderKind: row.holderKind,
    visited: row.held.flatMap((line) =>
      line.stepNo !== null && (line.kind === 'agency' || row.handling !== 'forwarded') ? [line.stepNo] : [],
    ),
    beganMs: row.clocks.length === 0 ? null : Math.max(...began),
    finishedMs: orNull(row.finishedAt),
    hasEnded: row.endedAt !== null,
    isStopped: stops.some((stop) => stop.fromMs <= untilMs && (stop.toMs === null || stop.toMs > untilMs)),
    workedBetween: (from, to) => workedBefore(to) - workedBefore(from),
    ...(version.run ? { parts: (version.parts ?? []).map((part) => partTime(part, { stops, calendar, now })) } : {}),
    workLater: (from, work) => addWorkingMinutes(calendar, instant(from), work / 60_000).epochMilliseconds,
  })
  const agencyOf = new Map((version.parts ?? []).map((part) => [part.stepNo, part.agencyName]))
  const nameOfSide = (clock: Pick<StepClock, 'side' | 'no'>): string =>
    clock.side === 'counter' ? row.centreName : (agencyOf.get(clock.no) ?? row.agencyName)
  const text = (allotted: number | null): string | null => (allotted === null ? null : durationText(allotted))
  return {
    items: clocks.map((clock) => ({
      no: clock.no,
      name: clock.name,
      roleName: roleNames[clock.role],
      sideName: nameOfSide(clock),
      status: clock.status,
      allottedText: text(clock.allottedMs),
      usedText: durationText(clock.usedMs),
      usedMs: clock.usedMs,
      allottedMs: clock.allottedMs,
      dueAt: clock.dueMs === null ? null : local(instant(clock.dueMs)),
      isLate: clock.isLate,
    })),
    sides: [...new Set(clocks.map(nameOfSide))].flatMap((name) => {
      const mine = clocks.filter((clock) => nameOfSide(clock) === name)
      const allotted = mine.some((clock) => clock.allottedMs === null)
        ? null
        : mine.reduce((sum, clock) => sum + (clock.allottedMs ?? 0), 0)
      const used = mine.reduce((sum, clock) => sum + clock.usedMs, 0)
      return [{ name, allottedText: text(allotted), usedText: durationText(used), isLate: allotted !== null && used > allotted }]
    }),
  }
}

type Stopped = { readonly effect: string; readonly fromMs: number; readonly toMs: number | null }

/** The time of one part, as its own clock counts it: closed ones as they were charged, an open one up to now. */
function partTime(
  part: PartLine,
  { stops, calendar, now }: { readonly stops: readonly Stopped[]; readonly calendar: WorkingCalendar; readonly now: Temporal.Instant },
): PartTime {
  const before = (at: number): number => workingMillisBefore(calendar, Temporal.Instant.fromEpochMilliseconds(at))
  const [fromMs, untilMs] = [millisOf(part.openedAt), now.epochMilliseconds]
  const stopped = stops
    .filter((stop) => stop.effect !== 'extend')
    .reduce((sum, stop) => {
      const [from, to] = [Math.max(fromMs, stop.fromMs), Math.min(untilMs, stop.toMs ?? untilMs)]
      return to > from ? sum + before(to) - before(from) : sum
    }, 0)
  const dueMs = part.dueAt === null ? null : millisOf(part.dueAt)
  return {
    stepNo: part.stepNo,
    isOpen: part.closedAt === null,
    usedMs: part.workMs ?? before(untilMs) - before(fromMs) - stopped,
    dueMs,
    isLate: part.late ?? (dueMs !== null && dueMs < untilMs),
  }
}
