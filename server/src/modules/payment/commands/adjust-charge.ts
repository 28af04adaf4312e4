import type { Actor } from '#kernel/actor.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'
import { adjustLine, adjustmentNames } from '../domain/bill.ts'
import type { AdjustedLine, Adjustment } from '../domain/bill.ts'
import { hasMoneyDuty, judgeMoneyDuty, maySeeMoney } from '../domain/may-collect.ts'
import type { MoneyDuty } from '../domain/may-collect.ts'
import { paymentRefusals } from '../domain/refusals.ts'
import { lockBill, saveAdjustment } from '../store/bill-store.ts'
import type { BillKey, BillRow } from '../store/bill-store.ts'
import { momentOf, post } from '../store/ledger-store.ts'
import type { DossierDoor } from './dossier-door.ts'

/** The bill, locked, for someone who may do this with it. @throws Refused BILL_NOT_FOUND, COLLECTING_NOT_YOURS */
export async function billFor(tx: Queryable, actor: Actor, key: BillKey, duty: MoneyDuty): Promise<BillRow> {
  const bill = await lockBill(tx, key)
  if (!bill || !(maySeeMoney(actor, bill.centreId) || hasMoneyDuty(actor, duty, bill.centreId)))
    throw new Refused(refusalFrom(paymentRefusals, 'BILL_NOT_FOUND'))
  const refusal = judgeMoneyDuty(actor, duty, bill.centreId)
  if (refusal) throw new Refused(refusal)
  return bill
}

/**
 * Waives, lowers, puts off or assesses one charge, with ground, reason and author on record and the change in the book.
 * @throws Refused BILL_NOT_FOUND, COLLECTING_NOT_YOURS and what `adjustLine` says
 */
export async function adjustCharge(
  tx: Queryable,
  dossiers: DossierDoor,
  actor: Actor,
  code: string,
  lineNo: number,
  given: Adjustment,
): Promise<void> {
  await dossiers.hold(tx, code)
  const bill = await billFor(tx, actor, { code }, 'adjust')
  const line = bill.lines.find((each) => each.no === lineNo)
  if (!line) throw new Refused(refusalFrom(paymentRefusals, 'NOTHING_OWED', {}, [{ field: '/body/lineNo', message: 'Không có khoản này' }]))
  const adjustment = { ...given, reason: tidy(given.reason) }
  const after: AdjustedLine | Refusal = adjustLine(line, adjustment)
  if ('message' in after) throw new Refused(after)
  const moment = await momentOf(tx)
  const author = { id: actor.accountId, name: actor.displayName }
  await saveAdjustment(tx, bill.id, line, after, adjustment, author, moment)
  await post(tx, {
    id: moment.ids[0],
    movement: { kind: 'adjust', amountDong: after.changeDong },
    moment,
    centreId: bill.centreId,
    author,
    billId: bill.id,
    reason: adjustment.reason,
  })
  await dossiers.moneyMoved(tx, {
    dossierId: bill.dossierId,
    dossierCode: bill.dossierCode,
    kind: 'settled',
    text: `${adjustmentNames[adjustment.kind]} “${line.name}” (${after.ground.name}): ${adjustment.reason}`,
  })
}
