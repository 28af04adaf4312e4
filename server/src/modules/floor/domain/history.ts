/**
 * A hall's own past: who came when, for what, and how long they were served. Waits are deliberately excluded: a simulation
 * must not derive its waits from them. Seconds count from midnight of the day.
 */
export type PastVisit = {
  readonly day: string
  readonly arrivedAt: number
  readonly kind: string
  /** Goes ahead of others by the head start of the rule. */
  readonly hasPriority: boolean
  /** `null`: left without being served. */
  readonly service: PastService | null
}

/** `server` is `null` where the record does not say who served. */
export type PastService = { readonly from: number; readonly to: number; readonly server: string | null }

/** Visits by day, each day in order of arrival. */
export function byDay(visits: readonly PastVisit[]): PastVisit[][] {
  const days = new Map<string, PastVisit[]>()
  for (const visit of visits) {
    const day = days.get(visit.day)
    if (day) day.push(visit)
    else days.set(visit.day, [visit])
  }
  return [...days.values()].map((day) => day.toSorted((a, b) => a.arrivedAt - b.arrivedAt))
}

/** The value below which the given share of the sorted numbers lies; 0 of none. */
export function quantileOf(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

export function meanOf(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, each) => sum + each, 0) / numbers.length
}
