import { randomInt } from 'node:crypto'
import type { Actor } from '#kernel/actor.ts'
import type { AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'
import { postingsOf } from '../domain/postings.ts'
import { linesAsked, linesOf, owedOf, referenceSigns } from '../domain/bill.ts'
import type { AskedCharge, Tariff } from '../domain/bill.ts'
import { addLines, insertBill, insertRaisedBill, lockBill } from '../store/bill-store.ts'
import { momentOf, post } from '../store/ledger-store.ts'
import { collectorOf } from './collect.ts'

export type RaiseBill = {
  readonly dossierId: DossierId
  readonly dossierCode: string
  readonly agencyId: AgencyId
  readonly centreId: CentreId
  readonly payerName: string
  readonly procedureName: string
  readonly tariffs: readonly Tariff[]
}

/**
 * Lists what a dossier owes, in the transaction of its acceptance. Nothing is written where nothing is to be paid. This
 * does not need a collector: only taking the money does.
 * A second call for the same dossier does nothing.
 */
export async function raiseBill(tx: Queryable, actor: Actor, input: RaiseBill): Promise<void> {
  const lines = linesOf(input.tariffs)
  if (lines.length === 0) return
  const movement = { kind: 'raise', amountDong: owedOf(lines) } as const
  const author = { id: actor.accountId, name: actor.displayName }
  await insertRaisedBill(tx, newBill(input), lines, { kind: movement.kind, postings: postingsOf(movement), author })
}

function newBill(input: RaiseBill) {
  const { tariffs: _tariffs, ...bill } = input
  const reference = `MC${Array.from({ length: 8 }, () => referenceSigns[randomInt(referenceSigns.length)]).join('')}`
  return { ...bill, payerName: tidy(input.payerName), reference }
}

/**
 * Asks for further charges while the dossier waits for them, in the transaction of the act that stops it. They join the
 * dossier's bill, which is made if acceptance had nothing to charge.
 * @param askedSeq number of that act
 * @throws Refused COLLECTOR_NOT_SET where nobody collects: a clock must not be stopped for money that no one can collect
 */
export async function raiseCharges(
  tx: Queryable,
  actor: Actor,
  input: RaiseBill,
  charges: readonly AskedCharge[],
  askedSeq: number,
): Promise<void> {
  await collectorOf(tx, input.centreId)
  const moment = await momentOf(tx)
  const [billId, transactionId] = moment.ids
  await insertBill(tx, { ...newBill(input), id: billId }, [], moment.at)
  const bill = await lockBill(tx, { code: input.dossierCode })
  if (!bill) throw new Error('the bill just made is not there')
  const lines = linesAsked(charges, Math.max(0, ...bill.lines.map((line) => line.no)))
  await addLines(tx, bill.id, lines, askedSeq)
  await post(tx, {
    id: transactionId,
    movement: { kind: 'raise', amountDong: owedOf(lines) },
    moment,
    centreId: bill.centreId,
    author: { id: actor.accountId, name: actor.displayName },
    billId: bill.id,
    reason: charges.map((each) => tidy(each.basis)).join('; '),
  })
}
