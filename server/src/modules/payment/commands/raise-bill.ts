import { randomInt } from 'node:crypto'
import type { Actor } from '#kernel/actor.ts'
import type { AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'
import { linesOf, owedOf, referenceSigns } from '../domain/bill.ts'
import type { Tariff } from '../domain/bill.ts'
import { findCollector } from '../queries/get-collector.ts'
import { insertBill } from '../store/bill-store.ts'
import { momentOf, post } from '../store/ledger-store.ts'

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
 * Lists what a dossier owes, in the transaction of its acceptance. Nothing is written where nothing is to be paid,
 * or where the centre does not collect here (it has no collector). A second call for the same dossier does nothing.
 */
export async function raiseBill(tx: Queryable, actor: Actor, input: RaiseBill): Promise<void> {
  const lines = linesOf(input.tariffs)
  if (lines.length === 0 || (await findCollector(tx, input.centreId)) === null) return
  const moment = await momentOf(tx)
  const [billId, transactionId] = moment.ids
  const { tariffs: _tariffs, ...bill } = input
  const reference = `MC${Array.from({ length: 8 }, () => referenceSigns[randomInt(referenceSigns.length)]).join('')}`
  const raised = await insertBill(tx, { ...bill, id: billId, payerName: tidy(input.payerName), reference }, lines, moment.at)
  if (!raised) return
  await post(tx, {
    id: transactionId,
    movement: { kind: 'raise', amountDong: owedOf(lines) },
    moment,
    centreId: input.centreId,
    author: { id: actor.accountId, name: actor.displayName },
    billId,
  })
}
