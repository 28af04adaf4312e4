import { addWorkingMinutes } from '#calendar/domain'
import type { WorkingCalendar } from '#calendar/domain'
import type { AccountId } from '#kernel/ids.ts'
import type { Change, DossierFacts } from './act-facts.ts'
import { claimMinutes } from './act-rows.ts'
import { claimStep } from './claim-step.ts'
import type { ClaimChange } from './effects.ts'
import type { HolderAfter } from './holder-after.ts'

/** The changes of the claims on the steps of a dossier: those that end, and the actor's, created or renewed. */
export function claimsAfter(
  calendar: WorkingCalendar,
  facts: DossierFacts,
  change: Change,
  holder: HolderAfter,
  accountId: AccountId | null,
  at: Temporal.Instant,
): readonly ClaimChange[] {
  if (holder.claim === 'drop_all') return ['drop_all']
  const dropped = [...(holder.claim === 'drop' ? [claimStep(facts)] : []), ...(holder.onParts?.drop ?? [])].map((drop) => ({ drop }))
  const put = holder.onParts ? holder.onParts.take : holder.claim === 'put' ? claimStep(change) : null
  if (put === null || accountId === null) return dropped
  return [...dropped, claimFor(calendar, put, accountId, at)]
}

/** A claim made now, with when peers may take the work over and when it lapses. */
export function claimFor(calendar: WorkingCalendar, stepNo: number, accountId: AccountId, at: Temporal.Instant): ClaimChange {
  const { lapsesAfter, peersAfter } = claimMinutes
  const peersFrom = addWorkingMinutes(calendar, at, peersAfter)
  return { put: { stepNo, accountId, peersFrom, until: addWorkingMinutes(calendar, at, lapsesAfter) } }
}
