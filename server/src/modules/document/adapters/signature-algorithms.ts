import { constants, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { Null } from 'asn1js'
import { AlgorithmIdentifier, RSASSAPSSParams } from 'pkijs'

/** Names that node knows by the identifiers of RFC 3370, 4055, 5754 and 5758. */
const hashes = new Map([
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
  ['1.3.14.3.2.26', 'sha1'],
  ['1.2.840.113549.2.5', 'md5'],
])

const signatures = new Map<string, { readonly key: 'rsa' | 'ec'; readonly hash: string | null }>([
  ['1.2.840.113549.1.1.1', { key: 'rsa', hash: null }],
  ['1.2.840.113549.1.1.4', { key: 'rsa', hash: 'md5' }],
  ['1.2.840.113549.1.1.5', { key: 'rsa', hash: 'sha1' }],
  ['1.2.840.113549.1.1.11', { key: 'rsa', hash: 'sha256' }],
  ['1.2.840.113549.1.1.12', { key: 'rsa', hash: 'sha384' }],
  ['1.2.840.113549.1.1.13', { key: 'rsa', hash: 'sha512' }],
  ['1.2.840.10045.2.1', { key: 'ec', hash: null }],
  ['1.2.840.10045.4.1', { key: 'ec', hash: 'sha1' }],
  ['1.2.840.10045.4.3.2', { key: 'ec', hash: 'sha256' }],
  ['1.2.840.10045.4.3.3', { key: 'ec', hash: 'sha384' }],
  ['1.2.840.10045.4.3.4', { key: 'ec', hash: 'sha512' }],
])
const pss = '1.2.840.113549.1.1.10'
const mgf1 = '1.2.840.113549.1.1.8'
const weak = new Set(['md5', 'sha1'])
const curves = new Set(['prime256v1', 'secp384r1', 'secp521r1'])

/** The hash of an algorithm identifier; null when it is unknown. */
export function hashOf(identifier: string): string | null {
  return hashes.get(identifier) ?? null
}

export function isWeakHash(hash: string): boolean {
  return weak.has(hash)
}

/** RSA below 2048 bits, or a curve outside the three of NIST that Vietnamese authorities issue on. */
export function isWeakKey(key: KeyObject): boolean {
  const details = key.asymmetricKeyDetails
  if (key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'rsa-pss') return (details?.modulusLength ?? 0) < 2048
  return key.asymmetricKeyType === 'ec' && !curves.has(details?.namedCurve ?? '')
}

/**
 * Whether the parameters of an algorithm are those it is written with: none, or NULL where RSA and hashes write one. Nobody
 * signs them, so they must leave nothing open.
 */
export function hasPlainParameters(algorithm: AlgorithmIdentifier): boolean {
  if (algorithm.algorithmId === pss) return true
  const parameters: unknown = algorithm.algorithmParams
  if (parameters === undefined) return true
  const isElliptic = signatures.get(algorithm.algorithmId)?.key === 'ec'
  return !isElliptic && parameters instanceof Null
}

export type SignatureCheck = { readonly outcome: 'good' | 'wrong' | 'unsupported'; readonly weakHash: boolean }

/** Checks a signature over `data`. `hash` is what the message says for algorithms that leave it open. */
export function checkSignature(
  algorithm: AlgorithmIdentifier,
  hash: string | null,
  key: KeyObject,
  data: Uint8Array,
  signature: Uint8Array,
): SignatureCheck {
  try {
    if (algorithm.algorithmId === pss) {
      const parameters = new RSASSAPSSParams({ schema: algorithm.algorithmParams })
      const own = hashOf(parameters.hashAlgorithm.algorithmId)
      // Only what OpenSSL computes with: one hash for both, MGF1, the usual trailer. Other parameters would not be covered by a signature.
      const mask = new AlgorithmIdentifier({ schema: parameters.maskGenAlgorithm.algorithmParams as never })
      if (parameters.maskGenAlgorithm.algorithmId !== mgf1 || hashOf(mask.algorithmId) !== own || parameters.trailerField !== 1)
        return { outcome: 'unsupported', weakHash: false }
      if (!own || !['rsa', 'rsa-pss'].includes(key.asymmetricKeyType ?? '')) return { outcome: 'unsupported', weakHash: false }
      const good = verify(own, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: parameters.saltLength }, signature)
      return { outcome: good ? 'good' : 'wrong', weakHash: weak.has(own) }
    }
    const known = signatures.get(algorithm.algorithmId)
    const own = known?.hash ?? hash
    if (!known || !own) return { outcome: 'unsupported', weakHash: false }
    if (known.key !== key.asymmetricKeyType) return { outcome: 'wrong', weakHash: weak.has(own) }
    return { outcome: verify(own, data, key, signature) ? 'good' : 'wrong', weakHash: weak.has(own) }
  } catch {
    // A key or parameters that cannot be computed with prove nothing either way.
    return { outcome: 'unsupported', weakHash: false }
  }
}
