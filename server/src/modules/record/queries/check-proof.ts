import { fromBase64 } from '../domain/base64.ts'
import { bodyOf, entryOf } from '../domain/leaf.ts'
import { isConsistent, isIncluded, leafHash } from '../domain/merkle.ts'
import { checkpointFrom, noteFrom, verifierKeyFrom } from '../domain/note.ts'
import { sha256, utf8 } from '../store/digest.ts'
import { isSignedBy } from '../store/record-key.ts'

/** A state of the record of some place, whose signature was verified. */
export type SignedHead = { readonly origin: string; readonly size: number; readonly root: Uint8Array }

/** What opens a leaf to anyone who holds it. */
export type Opening = { readonly source: string; readonly key: string; readonly salt: string; readonly text: string }

/** What a checkpoint of another place says; `null` unless the key, as others know it, has signed it under its own name. */
export function verifyCheckpoint(text: string, vkey: string): SignedHead | null {
  const key = verifierKeyFrom(sha256, utf8, vkey)
  const note = noteFrom(text)
  if (!key || !note || !isSignedBy(note, key)) return null
  const head = checkpointFrom(note.text)
  return head?.origin === key.name ? head : null
}

/** Whether the row that the opening says is at its place in the record. */
export function isRecorded(
  { index, path }: { readonly index: number; readonly path: readonly string[] },
  { source, key, salt, text }: Opening,
  { size, root }: SignedHead,
): boolean {
  const salted = fromBase64(salt)
  const hashes = hashesFrom(path)
  if (!salted || !hashes) return false
  const leaf = leafHash(sha256, entryOf(sha256, utf8, { source, key }, bodyOf(sha256, utf8, salted, text)))
  return isIncluded(sha256, { leaf, index, size, path: hashes, root })
}

/** Whether the newer state begins with all leaves of the older. */
export function isContinued(older: SignedHead, newer: SignedHead, proof: readonly string[]): boolean {
  const hashes = hashesFrom(proof)
  return hashes !== null && isConsistent(sha256, older, newer, hashes)
}

function hashesFrom(texts: readonly string[]): Uint8Array[] | null {
  const hashes = texts.flatMap((text) => fromBase64(text) ?? [])
  return hashes.length === texts.length && hashes.every(({ length }) => length === 32) ? hashes : null
}
