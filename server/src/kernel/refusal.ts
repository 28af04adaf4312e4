import { toEnglish } from './in-english.ts'
import type { Language } from './language.ts'

/**
 * A refusal is a value: the domain returns it, a command throws it at the edge of its transaction
 * (so that everything is rolled back), and HTTP turns it into a problem document (RFC 9457).
 * Whatever else is thrown is a bug.
 */
export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'gone'
  | 'too_many'
  | 'too_slow'
  | 'busy'
  | 'misdirected'

/**
 * One field of the request that is wrong, as a JSON Pointer (RFC 6901), and a sentence for the person. `english` where the
 * sentence is not one of the catalogue `phrases`.
 */
export type FieldFault = { readonly field: string; readonly message: string; readonly english?: string }

export type RefusalDetails = Readonly<Record<string, string | number | boolean | null>>

export type Refusal = {
  /** Permanent: once an agency's software has seen it, it never changes meaning and is never reused. */
  readonly code: string
  readonly kind: RefusalKind
  /** What happened, why and what to do, in Vietnamese. */
  readonly message: string
  /** The same in English. */
  readonly english: string
  /** The article that imposes it, where there is one. */
  readonly law?: string | undefined
  readonly fields?: readonly FieldFault[] | undefined
  /** Facts a client may show or act on; never personal data. */
  readonly details?: RefusalDetails | undefined
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
  /** The same in English, with the same places. */
  readonly inEnglish: string
  readonly law?: string
}

export type RefusalCatalogue = Readonly<Record<string, RefusalDefinition>>

/** The values of a refusal; texts without an English catalogue entry are given in both languages. */
export type RefusalFacts = Readonly<Record<string, string | number | boolean | null | Readonly<Record<Language, string>>>>

/** Builds a refusal from a catalogue row; `{name}` in the sentence is filled from `facts`. */
export function refusalFrom<C extends RefusalCatalogue>(
  catalogue: C,
  code: keyof C & string,
  facts: RefusalFacts = {},
  fields?: readonly FieldFault[],
): Refusal {
  const row = catalogue[code] as RefusalDefinition
  const details = Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, typeof fact === 'object' && fact !== null ? fact.vi : fact]),
  )
  const filled = (sentence: string, say: (fact: RefusalFacts[string], name: string) => string): string =>
    sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (facts[name] === undefined ? whole : say(facts[name], name)))
  return {
    code,
    kind: row.kind,
    message: filled(row.vietnamese, (_, name) => String(details[name])),
    // Made when it is read: most refusals are decided to know whether, not to be said.
    get english() {
      return filled(row.inEnglish, (fact) => factInEnglish(fact))
    },
    law: row.law,
    fields,
    details,
  }
}

function factInEnglish(fact: RefusalFacts[string]): string {
  if (typeof fact === 'object' && fact !== null) return fact.en
  return typeof fact === 'string' ? toEnglish(fact) : String(fact)
}

/** Why something is refused, in one language. */
export function reasonFrom(refusal: Refusal, language: Language): string {
  return language === 'en' ? refusal.english : refusal.message
}
