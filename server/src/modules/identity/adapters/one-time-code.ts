import { Secret, TOTP } from 'otpauth'

const settings = { issuer: 'Một cửa', algorithm: 'SHA1', digits: 6, period: 30 } as const

/** A new secret of 160 bits, as RFC 4226 asks. */
export function makeTotpSecret(): Buffer {
  return Buffer.from(new Secret({ size: 20 }).bytes)
}

/** The secret as an application reads it: from a QR code, or typed. */
export function describeTotpSecret(secret: Uint8Array, login: string): { readonly address: string; readonly base32: string } {
  const totp = new TOTP({ ...settings, label: login, secret: secretOf(secret) })
  return { address: totp.toString(), base32: totp.secret.base32 }
}

/** The thirty seconds a code belongs to, now or one step to either side; `null` when it is none. */
export function stepOfCode(secret: Uint8Array, code: string, nowMs: number): number | null {
  const token = code.replaceAll(/\s/gu, '')
  if (!/^\d{6}$/u.test(token)) return null
  const delta = new TOTP({ ...settings, secret: secretOf(secret) }).validate({ token, timestamp: nowMs, window: 1 })
  return delta === null ? null : Math.floor(nowMs / 1000 / settings.period) + delta
}

function secretOf(bytes: Uint8Array): Secret {
  return new Secret({ buffer: new Uint8Array(bytes).buffer })
}
