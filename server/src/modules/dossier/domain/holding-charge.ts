/** A closed interval of the holder ledger as it is stored; times are milliseconds since 1970. */
export type ClosedInterval = {
  readonly fromMs: number
  readonly toMs: number
  readonly workMs: number | null
  readonly fellLate: boolean | null
}

export type HoldingCharge = { readonly workMs: number; readonly fellLate: boolean }

/**
 * The charge of a closed interval of a running dossier after working time is recomputed. It became late with this holder when the
 * promised instant passed in it: so if that instant has moved out of the interval it did not, and if it has moved into it, it
 * did. An earlier instant, which an act has replaced since (a restart, an extension), stays with the holder at whom it passed.
 * @param due the promised instant before and after, `null` while there is none
 * @param workedBefore working milliseconds up to a moment, from any fixed beginning
 */
export function recounted(
  interval: ClosedInterval,
  due: { readonly wasMs: number | null; readonly isMs: number | null },
  workedBefore: (ms: number) => number,
): HoldingCharge {
  const { fromMs, toMs } = interval
  const isWithin = (ms: number | null): boolean => ms !== null && fromMs <= ms && ms < toMs
  const before = interval.fellLate === true && !isWithin(due.wasMs)
  return { workMs: workedBefore(toMs) - workedBefore(fromMs), fellLate: before || isWithin(due.isMs) }
}

/** What is wrong with a stored charge; empty when nothing is. */
export type ChargeFault = 'work' | 'late'

/**
 * Whether a stored charge is the one the calendar gives now.
 * @param dues every instant that was promised to the dossier, the last one included
 * @param last the one promised last, and when it was answered
 */
export function faultsOfCharge(
  interval: ClosedInterval,
  dues: readonly number[],
  last: { readonly dueMs: number | null; readonly finishedMs: number | null },
  workedBefore: (ms: number) => number,
): readonly ChargeFault[] {
  const { fromMs, toMs, workMs, fellLate } = interval
  const isWithin = (ms: number): boolean => fromMs <= ms && ms < toMs
  const isAnswered = last.dueMs !== null && last.finishedMs !== null && last.finishedMs <= last.dueMs
  const faults: ChargeFault[] = []
  if (workMs !== workedBefore(toMs) - workedBefore(fromMs)) faults.push('work')
  const isWrong = fellLate === true ? !dues.some(isWithin) : last.dueMs !== null && !isAnswered && isWithin(last.dueMs)
  if (isWrong) faults.push('late')
  return faults
}
