import type { RequestContext } from '#platform/http/route.ts'
import type { DossierDoor } from '../commands/dossier-door.ts'

/** Dependencies from the composition root. */
export type PaymentHooks = {
  /** Sets a template of `documents/` with ready text as a PDF/A file. */
  readonly print: (template: 'fee-receipt' | 'cash-book', text: { readonly [key: string]: unknown }) => Promise<Uint8Array>
  /** The dossiers the bills are of. */
  readonly dossiers: DossierDoor
  /** Signs a receipt or a cash book digitally for the centre; without it they have no signature. */
  readonly sign?: ((context: RequestContext, pdf: Uint8Array) => Promise<Uint8Array>) | undefined
}
