import type { CentreId, DossierId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'

/** A change of a dossier's money: paid or no longer to be paid, or a payment undone. */
export type MoneyMoved = {
  readonly dossierId: DossierId
  readonly dossierCode: string
  readonly kind: 'settled' | 'undone'
  /** The event as the record of the dossier will show it, in Vietnamese. */
  readonly text: string
}

/** The dossiers behind the bills: a module this one may not know. The composition root hands it over. */
export type DossierDoor = {
  /**
   * Keeps the dossier from everyone else until the transaction ends. Asked before its bill is locked, for acts on a dossier
   * lock in that order.
   */
  hold(tx: Queryable, dossierCode: string): Promise<{ readonly isOpen: boolean }>
  /** By when a person has to close a case of money that came to a centre at an instant, by the working time of that centre. */
  caseDueAt(tx: Queryable, centreId: CentreId, at: string): Promise<string>
  /** Called in the same transaction, after the bill, the book and the receipt are written. */
  moneyMoved(tx: Queryable, moved: MoneyMoved): Promise<void>
}
