import { lastDayOf, toVietnamDay } from '#kernel/vietnam-time.ts'

/**
 * How a finished dossier counts. Early is before the promised day; on time is on that day and not after the
 * promised instant. Clocks count whole seconds, so what is finished within the promised second is on time.
 * A dossier for which two supplements were asked would count late (Decision 766), which the
 * transition table already makes impossible.
 * @law QĐ 766/QĐ-TTg chỉ số 2.1; TT 01/2018/TT-VPCP Điều 13 (day-granular "equal" is our choice, ADR 0004)
 */
export function outcomeOf(finishedAt: Temporal.Instant, dueAt: Temporal.Instant | null): 'early' | 'on_time' | 'late' {
  if (dueAt === null) return 'on_time'
  const second = (at: Temporal.Instant): number => Math.floor(at.epochMilliseconds / 1000)
  if (second(finishedAt) > second(dueAt)) return 'late'
  return Temporal.PlainDate.compare(toVietnamDay(finishedAt), lastDayOf(dueAt)) < 0 ? 'early' : 'on_time'
}
