import type { AccountId, AgencyId } from '#kernel/ids.ts'
import type { Language } from '#kernel/language.ts'
import type { Role } from '#kernel/actor.ts'
import type { StopCause } from './clock-causes.ts'

/** Whose time it is: the administration's, the applicant's, or that of a body outside the province. */
export const ledgerCauses = ['inside', 'applicant', 'outside'] as const
export type LedgerCause = (typeof ledgerCauses)[number]

export const ledgerCauseNames: Readonly<Record<LedgerCause, string>> = {
  inside: 'Trong cơ quan nhà nước của tỉnh',
  applicant: 'Chờ người nộp hồ sơ',
  outside: 'Chờ cơ quan ngoài tỉnh',
}

export type HolderKind = 'counter' | 'agency' | 'applicant' | 'outside'

/** One line of the holder ledger as it is stored. Times are milliseconds since 1970; `toMs` is null while it lasts. */
export type HeldInterval = {
  readonly kind: HolderKind
  readonly agencyId: string | null
  readonly centreId: string | null
  readonly accountId: string | null
  readonly stepNo: number | null
  readonly stepRole: Role | null
  readonly fromMs: number
  readonly toMs: number | null
}

export type StoppedInterval = { readonly cause: StopCause; readonly fromMs: number; readonly toMs: number | null }

/** An interval of the dossier's life charged to one holder and one cause. */
export type LedgerEntry = Omit<HeldInterval, 'toMs'> & {
  readonly toMs: number
  readonly cause: LedgerCause
  /** Why both clocks were stopped meanwhile; null while they ran. */
  readonly stop: StopCause | null
  /** The result is ready to be collected. */
  readonly collecting: boolean
  readonly clockMs: number
  readonly workMs: number
}

export type Charge = { readonly clockMs: number; readonly workMs: number }

export type HolderLedger = {
  readonly fromMs: number
  readonly untilMs: number
  readonly entries: readonly LedgerEntry[]
  readonly whole: Charge
  readonly byCause: Readonly<Record<LedgerCause, Charge>>
}

/**
 * Charges every millisecond between receipt and `untilMs` to exactly one holder and one cause, in clock time and in
 * working time. Parts add up to the whole exactly, however the life is divided and in any order of the lines.
 * @param finishedMs from here on a counter that has the dossier waits for the applicant to collect
 * @param untilMs end of the dossier, or the moment of asking; nothing after it is charged
 * @param workedBefore working milliseconds up to a moment, from any fixed beginning; never falls
 * @throws RangeError when the lines leave a gap or overlap: then no correct ledger can be shown
 */
export function foldLedger(
  held: readonly HeldInterval[],
  stops: readonly StoppedInterval[],
  finishedMs: number | null,
  untilMs: number,
  workedBefore: (ms: number) => number,
): HolderLedger {
  const lines = held
    .map((line) => ({ ...line, toMs: Math.min(line.toMs ?? untilMs, untilMs) }))
    .filter((line) => line.fromMs < line.toMs)
    .sort((a, b) => a.fromMs - b.fromMs)
  const fromMs = held.reduce((first, line) => Math.min(first, line.fromMs), Infinity)
  const begins = Number.isFinite(fromMs) ? Math.min(fromMs, untilMs) : untilMs
  const entries: LedgerEntry[] = []
  let reached = begins
  for (const line of lines) {
    if (line.fromMs !== reached) throw new RangeError(`holders leave the time from ${reached} to ${line.fromMs} to nobody, or to two`)
    reached = line.toMs
    for (const [from, to] of divided(line, stops, finishedMs)) push(entries, entryOf(line, from, to, stops, finishedMs, workedBefore))
  }
  if (reached !== untilMs) throw new RangeError(`nobody holds the dossier from ${reached} to ${untilMs}`)
  const sum = (of: readonly LedgerEntry[]): Charge =>
    of.reduce((total, entry) => ({ clockMs: total.clockMs + entry.clockMs, workMs: total.workMs + entry.workMs }), {
      clockMs: 0,
      workMs: 0,
    })
  const byCause = (cause: LedgerCause): Charge => sum(entries.filter((entry) => entry.cause === cause))
  return {
    fromMs: begins,
    untilMs,
    entries,
    whole: { clockMs: untilMs - begins, workMs: workedBefore(untilMs) - workedBefore(begins) },
    byCause: { inside: byCause('inside'), applicant: byCause('applicant'), outside: byCause('outside') },
  }
}

/** Whose time it is while `kind` has the dossier. A result that waits at the counter waits for its owner. */
export function causeOf(kind: HolderKind, isFinished: boolean): LedgerCause {
  if (kind === 'applicant' || kind === 'outside') return kind
  return kind === 'counter' && isFinished ? 'applicant' : 'inside'
}

/** The line cut wherever something about its charge changes. */
function divided(line: { fromMs: number; toMs: number }, stops: readonly StoppedInterval[], finishedMs: number | null): [number, number][] {
  const within = [finishedMs, ...stops.flatMap((stop) => [stop.fromMs, stop.toMs])].filter(
    (cut): cut is number => cut !== null && cut > line.fromMs && cut < line.toMs,
  )
  const points = [...new Set([line.fromMs, ...within, line.toMs])].sort((a, b) => a - b)
  return points.slice(1).map((to, index) => [points[index] ?? line.fromMs, to])
}

function entryOf(
  line: HeldInterval,
  fromMs: number,
  toMs: number,
  stops: readonly StoppedInterval[],
  finishedMs: number | null,
  workedBefore: (ms: number) => number,
): LedgerEntry {
  const isFinished = finishedMs !== null && fromMs >= finishedMs
  const stop = stops.find((each) => each.fromMs <= fromMs && (each.toMs === null || each.toMs >= toMs))
  return {
    kind: line.kind,
    agencyId: line.agencyId,
    centreId: line.centreId,
    accountId: line.accountId,
    stepNo: line.stepNo,
    stepRole: line.stepRole,
    fromMs,
    toMs,
    cause: causeOf(line.kind, isFinished),
    stop: isFinished ? null : (stop?.cause ?? null),
    collecting: isFinished && line.kind === 'counter',
    clockMs: toMs - fromMs,
    workMs: workedBefore(toMs) - workedBefore(fromMs),
  }
}

/** Neighbours that differ only in their times are one interval: splitting a line changes nothing. */
function push(entries: LedgerEntry[], next: LedgerEntry): void {
  const last = entries.at(-1)
  const same =
    last !== undefined &&
    (['kind', 'agencyId', 'centreId', 'accountId', 'stepNo', 'stepRole', 'cause', 'stop', 'collecting'] as const).every(
      (key) => last[key] === next[key],
    )
  if (same) {
    entries[entries.length - 1] = { ...last, toMs: next.toMs, clockMs: last.clockMs + next.clockMs, workMs: last.workMs + next.workMs }
  } else entries.push(next)
}

/** `93 phút` → `1 giờ 33 phút`, whole minutes. Hours are not made into days: working days differ in length. */
export function durationText(ms: number, language: Language = 'vi'): string {
  const minutes = Math.floor(ms / 60_000)
  const hours = Math.floor(minutes / 60)
  if (language === 'en') return durationInEnglish(hours, minutes % 60)
  if (hours === 0) return `${minutes} phút`
  return minutes % 60 === 0 ? `${hours} giờ` : `${hours} giờ ${minutes % 60} phút`
}

function durationInEnglish(hours: number, minutes: number): string {
  const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`
  if (hours === 0) return many(minutes, 'minute')
  return minutes === 0 ? many(hours, 'hour') : `${many(hours, 'hour')} ${many(minutes, 'minute')}`
}

export type HeldLine = Omit<HeldInterval, 'agencyId' | 'accountId' | 'fromMs' | 'toMs'> & {
  readonly agencyId: AgencyId | null
  readonly accountId: AccountId | null
  readonly fromAt: string
  readonly toAt: string | null
}
