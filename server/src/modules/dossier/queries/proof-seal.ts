import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Database } from '#platform/db/database.ts'
import { proofText } from './clock-proof.ts'
import type { Proof, ProofContent } from './clock-proof.ts'
import { serverKey, serverKeyHistory } from '#platform/secrets/server-key.ts'
import { fingerprintOf } from './key-fingerprint.ts'

// RFC 8410: the bytes before the 32 bytes of an Ed25519 key in PKCS #8.
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

export type FormerProofKey = {
  readonly fingerprint: string
  readonly publicKey: string
  readonly validFrom: string
  readonly validTo: string
}
export type ProofKey = {
  readonly algorithm: 'Ed25519'
  readonly fingerprint: string
  readonly publicKey: string
  /** Keys that were replaced, the newest first: what they signed while they were valid is still good. */
  readonly former: FormerProofKey[]
}

/** The key a centre signs its proofs with, for anyone to compare: what `motcua prove --key` takes is the fingerprint. */
export async function getProofKey(database: Database): Promise<ProofKey> {
  const publicKey = publicKeyOf(await signingKey(database))
  const history = await serverKeyHistory(database, 'proof-signing')
  const former = history.flatMap(({ key, validFrom, validTo }): FormerProofKey[] => {
    const earlier = publicKeyOf(privateKeyFrom(key))
    if (validTo === null) return []
    return [{ fingerprint: fingerprintOf(earlier), publicKey: earlier, validFrom: utc(validFrom), validTo: utc(validTo) }]
  })
  return { algorithm: 'Ed25519', fingerprint: fingerprintOf(publicKey), publicKey, former }
}

function utc(at: string): string {
  return Temporal.Instant.from(at).toString({ smallestUnit: 'millisecond' })
}

async function signingKey(database: Database): Promise<KeyObject> {
  return privateKeyFrom(await serverKey(database, 'proof-signing'))
}

function privateKeyFrom(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' })
}

/** SubjectPublicKeyInfo in base64, as the file carries it. */
function publicKeyOf(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64')
}

/** Signs a proof with the locality's own key, so that an altered file with a new digest is still detected. */
export async function sealProof(database: Database, content: ProofContent): Promise<Proof> {
  const key = await signingKey(database)
  const text = Buffer.from(proofText(content), 'utf8')
  return {
    ...content,
    seal: {
      digest: createHash('sha256').update(text).digest('hex'),
      algorithm: 'Ed25519',
      publicKey: publicKeyOf(key),
      signature: sign(null, text, key).toString('base64'),
    },
  }
}

/** What is wrong with the seal of a proof, in Vietnamese; `null` when nothing is. */
export function faultOfSeal({ seal, ...content }: Proof): string | null {
  const text = Buffer.from(proofText(content), 'utf8')
  if (createHash('sha256').update(text).digest('hex') !== seal.digest) return 'nội dung tệp đã bị thay đổi sau khi lập'
  // One spelling: readers of base64 forgive stray characters, and a forgiven character is an altered one.
  if (Buffer.from(seal.signature, 'base64').toString('base64') !== seal.signature) return 'chữ ký đã bị thay đổi'
  let key: KeyObject
  try {
    key = createPublicKey({ key: Buffer.from(seal.publicKey, 'base64'), format: 'der', type: 'spki' })
  } catch {
    return 'khoá công khai trong tệp không đọc được'
  }
  if (key.asymmetricKeyType !== 'ed25519') return 'khoá công khai trong tệp không phải Ed25519'
  // A reader of keys forgives a byte too many.
  if (key.export({ format: 'der', type: 'spki' }).toString('base64') !== seal.publicKey) return 'khoá công khai trong tệp đã bị thay đổi'
  return verify(null, text, key, Buffer.from(seal.signature, 'base64')) ? null : 'chữ ký không phải của nội dung này'
}
