import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Database } from '#platform/db/database.ts'
import { serverKey, serverKeyHistory } from '#platform/secrets/server-key.ts'
import { checkpointText, cosignatureFrom, cosignedText, keyIdOf, signatureLine, signatureTypes, verifierKeyText } from '../domain/note.ts'
import type { Checkpoint, Note, VerifierKey } from '../domain/note.ts'
import { sha256, utf8 } from './digest.ts'

/** The name under which `platform/secrets` keeps the seed of the record's key. */
export const recordKeyName = 'record-signing'

// RFC 8410: the bytes before the 32 bytes of an Ed25519 key in PKCS #8 and in SubjectPublicKeyInfo.
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex')

function privateKeyFrom(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' })
}

function publicKeyOf(key: KeyObject): Uint8Array {
  return Uint8Array.from(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(spkiHead.length))
}

/** Signs a checkpoint with the locality's own key, which is sealed with the key file: who has the database alone cannot sign. */
export async function signCheckpoint(database: Database, checkpoint: Checkpoint): Promise<string> {
  const text = checkpointText(checkpoint)
  const key = privateKeyFrom(await serverKey(database, recordKeyName))
  const named = { name: checkpoint.origin, type: signatureTypes.note, publicKey: publicKeyOf(key) }
  return `${text}\n${signatureLine(named.name, keyIdOf(sha256, utf8, named), sign(null, utf8(text), key))}`
}

/** Whether the note carries a good signature of this key; a bad one beside its name makes the note bad. */
export function isSignedBy(note: Note, key: VerifierKey): boolean {
  const id = keyIdOf(sha256, utf8, key)
  const own = note.signatures.filter((each) => each.name === key.name && each.keyId === id)
  const publicKey = createPublicKey({ key: Buffer.concat([spkiHead, key.publicKey]), format: 'der', type: 'spki' })
  return (
    own.length > 0 &&
    own.every(({ signature }) => {
      if (key.type === signatureTypes.note) return signature.length === 64 && verify(null, utf8(note.text), publicKey, signature)
      const stamped = cosignatureFrom(signature)
      return stamped !== null && verify(null, utf8(cosignedText(note.text, stamped.atSeconds)), publicKey, stamped.signature)
    })
  )
}

export type RecordKey = { readonly vkey: string; readonly key: VerifierKey; readonly validFrom: string; readonly validTo: string | null }

/** Every key this log has signed with, the newest first. Made at the first request, so that it can be published before anything is signed. */
export async function recordKeys(database: Database, origin: string): Promise<RecordKey[]> {
  await serverKey(database, recordKeyName)
  return (await serverKeyHistory(database, recordKeyName)).map(({ key: seed, validFrom, validTo }) => {
    const key = { name: origin, type: signatureTypes.note, publicKey: publicKeyOf(privateKeyFrom(seed)) }
    return { vkey: verifierKeyText(sha256, utf8, key), key, validFrom, validTo }
  })
}
