import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

/**
 * How the answer of a command is packed before it is encrypted; afterwards nothing could pack it. It is mostly names of acts, reasons and laws, the same in
 * every answer: packed with a text that holds them, it takes a fifth of what it takes alone, and no place of its own beside its row (ADR 0340).
 */
const byDictionary = 1
const dictionary = readFileSync(join(import.meta.dirname, `answer-words-${byDictionary}.txt`))
const quickly = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }
const beginOfZstd = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

/** The packed bytes, after one byte that says by which text. */
export function encodeAnswer(answer: Buffer): Buffer {
  return Buffer.concat([Buffer.of(byDictionary), zstdCompressSync(answer, { ...quickly, dictionary })])
}

/** The text of a stored answer. Earlier ones were packed without a dictionary or not at all: JSON begins with neither sign. */
export function decodeAnswer(stored: Buffer): string {
  if (stored[0] === byDictionary) return zstdDecompressSync(stored.subarray(1), { dictionary }).toString('utf8')
  return (stored.subarray(0, 4).equals(beginOfZstd) ? zstdDecompressSync(stored) : stored).toString('utf8')
}
