import { workingMillisBefore } from '#calendar/domain'
import type { WorkingCalendar } from '#calendar/domain'
import type { Dossier } from './dossier.ts'
import type { ClosedHolding } from './effects.ts'

/**
 * What the interval of the holder ledger that ends now charges. It fell late in this hand when the promised instant passed in it,
 * unanswered.
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
