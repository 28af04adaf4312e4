import { expect, test } from 'vitest'
import { FailureLimit } from './failure-limit.ts'

/** `fails` says of each try, in turn, whether it fails; the answers are how many were let in. */
async function tryAll(limit: FailureLimit, keys: readonly string[], fails: readonly boolean[]): Promise<number> {
  let entered = 0
  for (const hasFailed of fails) {
    const turn = await limit.enter(keys)
    if ('seconds' in turn) continue
    entered += 1
    turn.leave(hasFailed)
  }
  return entered
}

test('successes are not counted, failures are counted by every key', async () => {
  const limit = new FailureLimit({ most: 3 })
  expect(await tryAll(limit, ['a'], Array<boolean>(50).fill(false))).toBe(50)
  expect(await tryAll(limit, ['a', 'x'], Array<boolean>(5).fill(true))).toBe(3)
  expect(await tryAll(limit, ['b', 'x'], [false])).toBe(0)
  expect(await tryAll(limit, ['a', 'y'], [false])).toBe(0)
  expect(await tryAll(limit, ['b', 'y'], [false])).toBe(1)
})

test('after the window the counts are reset, and the wait gives its end', async () => {
  let now = 0
  const limit = new FailureLimit({ most: 2, windowMs: 60_000, now: () => now })
  await tryAll(limit, ['a'], [true, true])
  now = 15_000
  expect(await limit.enter(['a'])).toEqual({ seconds: 45 })
  now = 60_000
  expect(await tryAll(limit, ['a'], [true, true, true])).toBe(2)
})

test('a hundred concurrent valid attempts are admitted, and of invalid ones no more than the limit', async () => {
  const at = async (limit: FailureLimit, hasFailed: boolean): Promise<boolean> => {
    const turn = await limit.enter(['a'])
    if ('seconds' in turn) return false
    await Promise.resolve()
    turn.leave(hasFailed)
    return true
  }
  const right = new FailureLimit({ most: 5 })
  const wrong = new FailureLimit({ most: 5 })
  expect((await Promise.all(Array.from({ length: 100 }, async () => await at(right, false)))).filter(Boolean)).toHaveLength(100)
  expect((await Promise.all(Array.from({ length: 100 }, async () => await at(wrong, true)))).filter(Boolean)).toHaveLength(5)
})

test('the oldest key is evicted first, and a key with a running attempt never', async () => {
  const limit = new FailureLimit({ most: 1, mostKeys: 3 })
  const held = await limit.enter(['held'])
  await tryAll(limit, ['a'], [true])
  for (const key of ['b', 'c', 'd']) await tryAll(limit, [key], [true])
  expect(await tryAll(limit, ['a'], [false])).toBe(1)
  if ('leave' in held) held.leave(true)
  expect(await limit.enter(['held'])).toHaveProperty('seconds')
})
