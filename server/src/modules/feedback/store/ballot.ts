import { randomInt } from 'node:crypto'
import { faces } from '../domain/rating.ts'
import type { Answers } from '../domain/rating.ts'

/** One length for all, so that a sealed ballot does not tell whether something was written on it: 1,000 characters are at most 3,000 bytes. */
const length = 3 + 1 + 3_000

export function ballotBytes({ result, attitude, comment }: Answers): Buffer {
  const bytes = Buffer.alloc(length)
  const text = Buffer.from(comment ?? '', 'utf8')
  if (text.length > length - 4) throw new Error('the comment is longer than a ballot')
  bytes[0] = faces.indexOf(result)
  bytes[1] = faces.indexOf(attitude)
  bytes.writeUInt16BE(text.length, 2)
  text.copy(bytes, 4)
  return bytes
}

export function answersOfBallot(bytes: Uint8Array): Answers {
  const buffer = Buffer.from(bytes)
  const result = faces[buffer[0] ?? -1]
  const attitude = faces[buffer[1] ?? -1]
  if (!result || !attitude || buffer.length !== length) throw new Error('this is no ballot')
  const comment = buffer.subarray(4, 4 + buffer.readUInt16BE(2)).toString('utf8')
  return { result, attitude, comment: comment === '' ? null : comment }
}

/** In an order that only chance knows (Fisher–Yates with the operating system's randomness). */
export function mixed<T>(items: readonly T[]): T[] {
  const order = [...items]
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1)
    const here = order[at] as T
    order[at] = order[other] as T
    order[other] = here
  }
  return order
}
