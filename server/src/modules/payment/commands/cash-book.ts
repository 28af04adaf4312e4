import type { Actor } from '#kernel/actor.ts'
import type { AccountId, CentreId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'
import { closeDay } from '../domain/cash-day.ts'
import type { Closing, NoteCount } from '../domain/cash-day.ts'
import { judgeMoneyDuty } from '../domain/may-collect.ts'
import { paymentRefusals } from '../domain/refusals.ts'
import { closeCashDayRow, lockCashDay, momentOf, post } from '../store/ledger-store.ts'
import { accountOf, collectorOf, dayText, openDrawer } from './collect.ts'

/**
 * Hands cash of one's own drawer to the treasurer.
 * @throws Refused COLLECTING_NOT_YOURS, COLLECTOR_NOT_SET, CASH_NOT_ENOUGH, CASH_DAY_OPEN, CASH_DAY_CLOSED
 */
export async function handOverCash(tx: Queryable, actor: Actor, centreId: CentreId, amountDong: number, to: string): Promise<void> {
  const refusal = judgeMoneyDuty(actor, 'collect', centreId)
  if (refusal) throw new Refused(refusal)
  const cashierId = accountOf(actor)
  await collectorOf(tx, centreId)
  const moment = await momentOf(tx)
  const { heldDong } = await openDrawer(tx, cashierId, centreId, moment.day, 'take')
  if (heldDong < amountDong) throw new Refused(refusalFrom(paymentRefusals, 'CASH_NOT_ENOUGH', { held: heldDong, asked: amountDong }))
  await post(tx, {
    id: moment.ids[0],
    movement: { kind: 'hand_over', amountDong },
    moment,
    centreId,
    author: { id: cashierId, name: actor.displayName },
    reason: tidy(to),
    cashierId,
  })
}

export type CloseCashDay = {
  readonly centreId: CentreId
  readonly cashierId: AccountId
  readonly day: string
  readonly notes: readonly NoteCount[]
  readonly explanation: string
}

/**
 * Counts the drawer and closes the day for good. A difference is explained and goes into the book on that day, so that
 * the next day begins with what is really there.
 * @throws Refused COLLECTING_NOT_YOURS, CASH_DAY_NOT_FOUND, CASH_DAY_CLOSED, NOTES_WRONG, DIFFERENCE_UNEXPLAINED
 */
export async function closeCashDay(tx: Queryable, actor: Actor, input: CloseCashDay): Promise<Closing & { readonly expectedDong: number }> {
  const { centreId, cashierId, day } = input
  const refusal = judgeMoneyDuty(actor, cashierId === actor.accountId ? 'collect' : 'close_for_another', centreId)
  if (refusal) throw new Refused(refusal)
  const drawer = await lockCashDay(tx, cashierId, centreId, day, 'take')
  if (!drawer) throw new Refused(refusalFrom(paymentRefusals, 'CASH_DAY_NOT_FOUND'))
  if (drawer.closedAt !== null) throw new Refused(refusalFrom(paymentRefusals, 'CASH_DAY_CLOSED', { day: dayText(day) }))
  const closing = closeDay(drawer.heldDong, input.notes, input.explanation)
  if ('message' in closing) throw new Refused(closing)
  const moment = await momentOf(tx)
  await post(tx, {
    id: moment.ids[0],
    movement: { kind: 'difference', amountDong: closing.differenceDong },
    moment: { ...moment, day },
    centreId,
    author: { id: actor.accountId, name: actor.displayName },
    reason: closing.explanation,
    cashierId,
  })
  await closeCashDayRow(
    tx,
    { cashierId, centreId, day },
    {
      at: moment.at,
      by: accountOf(actor),
      expectedDong: drawer.heldDong,
      countedDong: closing.countedDong,
      notes: JSON.stringify(input.notes),
      explanation: closing.explanation,
    },
  )
  return { ...closing, expectedDong: drawer.heldDong }
}
