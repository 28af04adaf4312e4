import { expect, test } from 'vitest'
import { createBatch } from './batch-calls.ts'

const later = async (): Promise<void> => await new Promise((done) => setTimeout(done, 5))

test('keys that arrive while a statement runs are sent together in the next one, each with its own answer', async () => {
  const asked: string[][] = []
  const find = createBatch(async (keys: readonly string[]) => {
    asked.push([...keys])
    await later()
    return keys.map((key) => key.toUpperCase())
  })
  const first = find('a')
  await new Promise((done) => setImmediate(() => setImmediate(done)))
  const others = ['b', 'c', 'b'].map(find)
  expect(await Promise.all([first, ...others])).toEqual(['A', 'B', 'C', 'B'])
  expect(asked).toEqual([['a'], ['b', 'c', 'b']])
})

test('no key is answered by a statement that was sent before it arrived', async () => {
  let stored = 'before'
  const find = createBatch(async (keys: readonly string[]) => {
    const read = stored
    await later()
    return keys.map(() => read)
  })
  const early = find('a')
  await new Promise((done) => setImmediate(() => setImmediate(done)))
  stored = 'after'
  expect([await early, await find('a')]).toEqual(['before', 'after'])
  const meanwhile = find('a')
  await new Promise((done) => setImmediate(() => setImmediate(done)))
  stored = 'last'
  const joined = find('a')
  expect([await meanwhile, await joined]).toEqual(['after', 'last'])
})

test('a failed statement fails only its own callers', async () => {
  let turn = 0
  const find = createBatch(async (keys: readonly string[]) => {
    turn += 1
    const failing = turn === 1
    await later()
    if (failing) throw new Error('the connection broke')
    return keys
  })
  const failed = find('a')
  await new Promise((done) => setImmediate(() => setImmediate(done)))
  const kept = find('b')
  await expect(failed).rejects.toThrow('the connection broke')
  expect(await kept).toBe('b')
})

test('the number of running statements and of keys per statement is limited', async () => {
  let [now, most, largest] = [0, 0, 0]
  const find = createBatch(
    async (keys: readonly number[]) => {
      now += 1
      most = Math.max(most, now)
      largest = Math.max(largest, keys.length)
      await later()
      now -= 1
      return keys
    },
    { atOnce: 2, most: 7 },
  )
  const all = Array.from({ length: 50 }, (_, index) => index)
  expect(await Promise.all(all.map(find))).toEqual(all)
  expect({ most, largest }).toEqual({ most: 2, largest: 7 })
})
