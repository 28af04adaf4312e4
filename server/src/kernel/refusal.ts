/**
 * A refusal is a value: the domain returns it, a command throws it at the edge of its transaction
 * (so that everything is rolled back), and HTTP turns it into a problem document (RFC 9457).
 * Whatever else is thrown is a bug.
 */
export type RefusalKind = 'invalid' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'gone' | 'too_many' | 'too_slow' | 'busy'

/** One field of the request that is wrong, as a JSON Pointer (RFC 6901), and a sentence for the person. */
export type FieldFault = { readonly field: string; readonly message: string }

export type Refusal = {
  /** Permanent: once an agency's software has seen it, it never changes meaning and is never reused. */
  readonly code: string
  readonly kind: RefusalKind
  /** What happened, why and what to do, in Vietnamese. */
  readonly message: string
  /** The article that imposes it, where there is one. */
  readonly law?: string | undefined
  readonly fields?: readonly FieldFault[] | undefined
  /** Facts a client may show or act on; never personal data. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>> | undefined
}

/** Carries a refusal out of a transaction. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(`${refusal.code}: ${refusal.message}`)
    this.refusal = refusal
  }
}

/** One row of a module's catalogue (`domain/refusals.ts`), from which `docs/errors.md` is generated. */
export type RefusalDefinition = {
  readonly kind: RefusalKind
  /** For developers, in English. */
  readonly english: string
  /** For the person, in Vietnamese; `{name}` is replaced from the details. */
  readonly vietnamese: string
  readonly law?: string
}

export type RefusalCatalogue = Readonly<Record<string, RefusalDefinition>>

/** Builds a refusal from a catalogue row; `{name}` in the sentence is filled from `details`. */
export function refusalFrom<C extends RefusalCatalogue>(
  catalogue: C,
  code: keyof C & string,
  details: Readonly<Record<string, string | number | boolean | null>> = {},
  fields?: readonly FieldFault[],
): Refusal {
  const row = catalogue[code] as RefusalDefinition
  const message = row.vietnamese.replace(/\{(\w+)\}/g, (whole, name: string) =>
    details[name] === undefined ? whole : String(details[name]),
  )
  return { code, kind: row.kind, message, law: row.law, fields, details }
}
