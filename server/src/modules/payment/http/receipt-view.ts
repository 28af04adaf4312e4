import { Answer } from '#platform/http/route.ts'
import type { Collected } from '../commands/collect.ts'
import { receiptNumberText } from '../domain/receipt.ts'

/** A payment that was taken, with its receipt. */
export function taken(done: Collected) {
  return { paymentId: done.paymentId, amountDong: done.amountDong, receipt: shown(done.receipt) }
}

/** A receipt as answers name it. */
export function shown(receipt: { id: string; templateSymbol: string; seriesSymbol: string; number: number }) {
  return { ...receipt, numberText: receiptNumberText(receipt.number), url: `/api/v1/receipts/${receipt.id}/file.pdf` }
}

export function pdf(bytes: Uint8Array, name: string): Answer<Uint8Array> {
  return new Answer(bytes, 200, { 'content-disposition': `inline; filename="${name}.pdf"`, 'cache-control': 'private, no-store' })
}
