import type { AccountId } from '#kernel/ids.ts'
import type { RequestContext } from '#platform/http/route.ts'

/** The person's intention, not the attempt: a retry carries the same key and so finds its own effect. */
export function requestOf(context: RequestContext): string {
  return context.idempotencyKey ?? context.requestId
}

/** The account of a member of staff; routes for staff are not reached without one. */
export function accountOf(context: RequestContext): AccountId {
  if (!context.actor.accountId) throw new Error('a route for staff was reached without an account')
  return context.actor.accountId
}
