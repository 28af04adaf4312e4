/** Biên lai điện tử: what it says, frozen when it is issued. */
export const receiptKinds = ['original', 'replacement', 'cancellation'] as const
export type ReceiptKind = (typeof receiptKinds)[number]

export type ReceiptItem = { readonly name: string; readonly amountDong: number }

export type Receipt = {
  readonly id: string
  readonly kind: ReceiptKind
  readonly templateSymbol: string
  readonly seriesSymbol: string
  readonly year: number
  /** From 1 each year, continuous per symbol. */
  readonly number: number
  readonly collectorName: string
  readonly taxCode: string
  readonly payerName: string
  readonly dossierCode: string
  readonly items: readonly ReceiptItem[]
  readonly amountDong: number
  readonly amountWords: string
  readonly method: 'cash' | 'bank'
  readonly reason: string
  readonly issuedAt: string
  readonly issuedByName: string
  /** The receipt this one replaces or cancels, as printed: `BI-26T số 00000012`. */
  readonly refersTo: string | null
}

/** As printed: eight digits, so that no digit can be added in front. */
export function receiptNumberText(number: number): string {
  return String(number).padStart(8, '0')
}

/** `1.234.567 đồng`. */
export function dongText(amountDong: number): string {
  return `${String(amountDong).replace(/\B(?=(\d{3})+$)/gu, '.')} đồng`
}
