import { dueSecond, nationalCalendar } from '#calendar'
import type { LimitUnit, WorkingCalendar } from '#calendar'

/** How many due dates to compute; 4,000,000 by default. */
export type DueDatesOptions = { readonly count?: number }

const units: readonly LimitUnit[] = ['working_days', 'working_hours', 'days', 'hours', 'months']
const secondsPerDay = 86_400
const firstReceipt = 15_340 * secondsPerDay // 1 January 2012
const receiptSpan = 20 * 365 * secondsPerDay

/**
 * Speed of due dates on one core over receipts of twenty years (any minute of any day) and limits of every unit, 1 to
 * 45, drawn by a fixed generator; against the same working-day limits computed by walking day by day over a set of days
 * off, in the same run. The walk must give the same days, or the bench fails. Prints one JSON line.
 */
export async function run(options: DueDatesOptions = {}): Promise<void> {
  const count = options.count ?? 4_000_000
  const calendar = nationalCalendar()
  const receipts = new Float64Array(count)
  const amounts = new Uint8Array(count)
  const random = generator(20_261_123)
  for (let i = 0; i < count; i++) {
    receipts[i] = firstReceipt + Math.floor((random() * receiptSpan) / 60) * 60
    amounts[i] = 1 + Math.floor(random() * 45)
  }
  const perUnit: Record<string, number> = {}
  measure(calendar, receipts.subarray(0, 200_000), amounts, 'working_days')
  const start = performance.now()
  let sum = 0
  for (let i = 0; i < count; i++) {
    const unit = units[i % units.length] ?? 'days'
    sum += dueSecond(calendar, receipts[i] ?? 0, amounts[i] ?? 1, unit)
  }
  const seconds = (performance.now() - start) / 1000
  for (const unit of units) perUnit[unit] = measure(calendar, receipts, amounts, unit)

  const walks = Math.min(count, 400_000)
  const baseline = walkedPerSecond(calendar, receipts.subarray(0, walks), amounts)
  const throughput = count / seconds
  process.stdout.write(
    `${JSON.stringify({
      scenario: 'due-dates',
      throughputPerSecond: Math.round(throughput),
      perUnitPerSecond: perUnit,
      baseline: {
        name: 'walking day by day',
        unit: 'working_days',
        throughputPerSecond: Math.round(baseline),
      },
      ratio: Number(((perUnit['working_days'] ?? 0) / baseline).toFixed(2)),
      count,
      amounts: '1–45',
      receipts: '2012–2031, any minute',
      checksum: sum,
    })}\n`,
  )
  await Promise.resolve()
}

function measure(calendar: WorkingCalendar, receipts: Float64Array, amounts: Uint8Array, unit: LimitUnit): number {
  const start = performance.now()
  let sum = 0
  for (let i = 0; i < receipts.length; i++) sum += dueSecond(calendar, receipts[i] ?? 0, amounts[i] ?? 1, unit)
  if (!Number.isFinite(sum)) throw new Error('a due date is not a number')
  return Math.round(receipts.length / ((performance.now() - start) / 1000))
}

/** The computation without prefix sums: a set of days off, and one step a day. */
function walkedPerSecond(calendar: WorkingCalendar, receipts: Float64Array, amounts: Uint8Array): number {
  const off = new Set<number>()
  const madeUp = new Set<number>()
  for (const mark of calendar.marks) (mark.kind === 'makeup_workday' ? madeUp : off).add(mark.day)
  const works = (day: number): boolean => {
    const weekday = (day + 4) % 7
    return madeUp.has(day) || (weekday !== 0 && weekday !== 6 && !off.has(day))
  }
  const walk = (received: number, amount: number): number => {
    let day = Math.floor(received / secondsPerDay)
    const inDay = received - day * secondsPerDay
    // Received after closing, or on a day off: counts as received on the next working day.
    if (inDay >= 17 * 3600) day += 1
    while (!works(day)) day += 1
    for (let left = amount; left > 0;) {
      day += 1
      if (works(day)) left -= 1
    }
    return day
  }
  const start = performance.now()
  const walked = Array.from(receipts, (received, i) => walk(received, amounts[i] ?? 1))
  const perSecond = receipts.length / ((performance.now() - start) / 1000)
  for (const [i, day] of walked.entries()) {
    const due = Math.floor(dueSecond(calendar, receipts[i] ?? 0, amounts[i] ?? 1, 'working_days') / secondsPerDay)
    if (due !== day) throw new Error(`walking gives another day for receipt ${receipts[i]} + ${amounts[i]}`)
  }
  return perSecond
}

/** Mulberry32: the same numbers in every run. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
