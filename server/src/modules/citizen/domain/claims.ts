/** The claims of an identity provider about the signed-in person, as far as they are used here. */
export type Claims = {
  readonly issuer: string
  readonly subject: string
  readonly kind: 'person' | 'organisation'
  readonly name: string
  readonly idNumber: string | null
  /** A day, or a year where nothing more is known. */
  readonly bornOn: string | null
  readonly address: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly acr: string | null
}

const shortened = (value: unknown, most: number): string | null => {
  const text = typeof value === 'string' ? value.normalize('NFC').replace(/\s+/gu, ' ').trim() : ''
  return text === '' ? null : text.slice(0, most)
}

/**
 * Reads the claims of OpenID Connect Core 5.1 and two of ours: `identity_number` (số định danh, or tax code) and `subject_kind`. What VNeID calls them is not
 * verified. `null` when there is no name to call the person by.
 */
export function claimsFrom(issuer: string, subject: string, given: Readonly<Record<string, unknown>>, acr: string | null): Claims | null {
  const name = shortened(given['name'], 200)
  if (name === null) return null
  const { address } = given
  const formatted = typeof address === 'object' && address !== null ? (address as Record<string, unknown>)['formatted'] : address
  const bornOn = shortened(given['birthdate'], 10)
  return {
    issuer,
    subject,
    kind: given['subject_kind'] === 'organisation' ? 'organisation' : 'person',
    name,
    idNumber: shortened(given['identity_number'], 20),
    // OpenID Connect writes 0000-MM-DD where the year is left out: that is no birthday here.
    bornOn: bornOn !== null && /^(?!0000)\d{4}(?:-\d{2}-\d{2})?$/u.test(bornOn) ? bornOn : null,
    address: shortened(formatted, 300),
    phone: shortened(given['phone_number'], 20),
    email: shortened(given['email'], 200),
    acr,
  }
}

/** Where to go after signing in: a page of the portal, and never another site. */
export function pageFrom(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])[\w\-./?=&%]*$/u.test(next) && !/^\/(?:api|desk)(?:\/|$)/u.test(next) ? next : '/ca-nhan'
}

/** Whether the provider confirmed as much as is asked for; nothing asked for is always confirmed. */
export function isStrongEnough(acr: string | null, asked: readonly string[]): boolean {
  return asked.length === 0 || (acr !== null && asked.includes(acr))
}
