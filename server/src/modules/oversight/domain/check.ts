/** An invariant as a query whose rows are where it is broken. */
export type Check = { readonly invariant: string; readonly query: string }
