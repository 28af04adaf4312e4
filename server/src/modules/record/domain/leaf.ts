import { concatBytes } from './base64.ts'
import type { Sha256 } from './merkle.ts'
import type { Utf8 } from './note.ts'

/** Which row a leaf records: its table and its key there. */
export type Recorded = { readonly source: string; readonly key: string }

/** Bytes of an entry as the log shows it to everybody: a hash and nothing else. */
export const entryBytes = 32

/**
 * The salted hash of a row: SHA-256 over 16 random bytes and the text. It can be computed with the text and the salt; with the text alone
 * no one can test whether it is recorded.
 */
export function bodyOf(sha256: Sha256, utf8: Utf8, salt: Uint8Array, text: string): Uint8Array {
  return sha256(concatBytes(salt, utf8(text)))
}

/** The entry of the public log: SHA-256 over the table, the key and the hidden body. */
export function entryOf(sha256: Sha256, utf8: Utf8, { source, key }: Recorded, body: Uint8Array): Uint8Array {
  return sha256(concatBytes(utf8(`${source}\n${key}\n`), body))
}

/** Entries as one file: each after its length in two bytes, the greater first (C2SP tlog-tiles, entry bundles). */
export function entryBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...entries.flatMap((entry) => [Uint8Array.of(Math.floor(entry.length / 256), entry.length % 256), entry]))
}
