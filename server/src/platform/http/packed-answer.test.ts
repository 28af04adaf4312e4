import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeAnswer, decodeAnswer } from './packed-answer.ts'

const words = readFileSync(join(import.meta.dirname, 'answer-words-1.txt'))

test('every answer is unpacked unchanged', () => {
  fc.assert(
    fc.property(fc.json(), (answer) => {
      expect(decodeAnswer(encodeAnswer(Buffer.from(answer)))).toBe(answer)
    }),
  )
})

test('an answer stored unpacked, or packed without a dictionary, is still read', () => {
  const answer = JSON.stringify({ code: 'H47.07-261201-00001', name: 'Được tiếp nhận' })
  expect(decodeAnswer(Buffer.from(answer))).toBe(answer)
  expect(decodeAnswer(zstdCompressSync(Buffer.from(answer)))).toBe(answer)
})

test('the dictionary of stored answers never changes: a new one gets the next number', () => {
  expect(createHash('sha256').update(words).digest('hex')).toBe('15b400385db78ef067e8c16f9cca8aa54af460054c7403bfe4b6a1972da16063')
})
