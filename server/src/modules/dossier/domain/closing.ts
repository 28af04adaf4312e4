import { workingMillisBefore } from '#calendar/domain'
import type { WorkingCalendar } from '#calendar/domain'
import type { Dossier } from './dossier.ts'
import type { ClosedHolding } from './effects.ts'

/**
 * The charge of the holder ledger interval that ends now. It became late with this holder if the promised instant passed in it
 * without an answer.
 * @param due the promised instant before the act
 */
export function closingOf(dossier: Dossier, due: Temporal.Instant | null, calendar: WorkingCalendar, at: Temporal.Instant): ClosedHolding {
  const openedAt = dossier.holdings.findLast((each) => each.toAt === null)?.fromAt ?? dossier.receivedAt
  const isAnswered = due !== null && dossier.finishedAt !== null && Temporal.Instant.compare(dossier.finishedAt, due) <= 0
  return {
    workMs: workingMillisBefore(calendar, at) - workingMillisBefore(calendar, openedAt),
    fellLate: due !== null && !isAnswered && Temporal.Instant.compare(openedAt, due) <= 0 && Temporal.Instant.compare(due, at) < 0,
  }
}
