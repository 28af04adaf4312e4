/** Accounts of the book. Their names, in Vietnamese, are rows of `payment.ledger_account`. */
export const ledgerAccounts = ['receivable', 'collected', 'cash', 'bank', 'unmatched', 'handed_over', 'cash_difference'] as const
export type LedgerAccount = (typeof ledgerAccounts)[number]

/** One line of a transaction: debit (nợ) positive, credit (có) negative, whole đồng, never zero. */
export type Posting = { readonly account: LedgerAccount; readonly amountDong: number }

/** Where money comes in or goes out. */
export type Method = 'cash' | 'bank'

/** A change of money and its amount. The amount is positive unless said otherwise. */
export type Movement =
  | { readonly kind: 'raise'; readonly amountDong: number }
  /** `amountDong` is the change of what is owed and may be negative. */
  | { readonly kind: 'adjust'; readonly amountDong: number }
  /** `noticed`: the money was booked as unmatched when the bank announced it. */
  | { readonly kind: 'collect'; readonly amountDong: number; readonly method: Method; readonly noticed?: boolean }
  | { readonly kind: 'refund'; readonly amountDong: number; readonly method: Method }
  /** A payment recorded by mistake: the charge is owed again. `noticed`: the bank did receive the money, so it waits unmatched. */
  | { readonly kind: 'mistake'; readonly amountDong: number; readonly method: Method; readonly noticed?: boolean }
  | { readonly kind: 'notice'; readonly amountDong: number }
  /** Unmatched money sent back to its payer by bank transfer. */
  | { readonly kind: 'return'; readonly amountDong: number }
  | { readonly kind: 'hand_over'; readonly amountDong: number }
  /** More in the drawer than the book says is positive, less is negative. */
  | { readonly kind: 'difference'; readonly amountDong: number }
export type MovementKind = Movement['kind']

/**
 * The lines of a movement, as data: what it takes from one account it gives to another, so that they sum to zero by
 * construction. The database checks the same when it commits. @throws RangeError for anything but whole đồng.
 */
export function postingsOf(movement: Movement): readonly Posting[] {
  const { amountDong } = movement
  if (!Number.isSafeInteger(amountDong)) throw new RangeError(`amount ${amountDong}`)
  if (amountDong === 0) return []
  const [debit, credit] = sidesOf(movement)
  return [
    { account: debit, amountDong },
    { account: credit, amountDong: -amountDong },
  ]
}

function sidesOf(movement: Movement): readonly [debit: LedgerAccount, credit: LedgerAccount] {
  switch (movement.kind) {
    case 'raise':
    case 'adjust':
      return ['receivable', 'collected']
    case 'collect':
      return [movement.noticed === true ? 'unmatched' : movement.method, 'receivable']
    case 'refund':
      return ['collected', movement.method]
    case 'mistake':
      return ['receivable', movement.noticed === true ? 'unmatched' : movement.method]
    case 'notice':
      return ['bank', 'unmatched']
    case 'return':
      return ['unmatched', 'bank']
    case 'hand_over':
      return ['handed_over', 'cash']
    case 'difference':
      return ['cash', 'cash_difference']
  }
}
