import { expect, test } from 'vitest'
import { createRestingPlace } from './resting-place.ts'

/** A place that notes what was done to it, and a clock that is moved. */
function aPlace(fails = 0) {
  const did: string[] = []
  let now = 0
  let left = fails
  const place = createRestingPlace(
    async () => {
      did.push('open')
      left -= 1
      if (left >= 0) throw new Error('away')
      return { app: {} as never, close: async () => void did.push('close') }
    },
    () => now,
  )
  return { did, place, pass: (ms: number) => void (now += ms) }
}

test('is opened once for all who ask at the same moment', async () => {
  const { did, place } = aPlace()
  const [one, other] = await Promise.all([place.open(), place.open()])
  expect(one).toBe(other)
  expect(did).toEqual(['open'])
})

test('is closed after a rest, not while a request is under way, and opened again for the next', async () => {
  const { did, place, pass } = aPlace()
  await place.open()
  const leave = place.enter()
  pass(100)
  await place.restAfter(60)
  expect(did).toEqual(['open'])
  leave()
  leave()
  await place.restAfter(60)
  expect(did).toEqual(['open'])
  pass(60)
  await place.restAfter(60)
  expect(did).toEqual(['open', 'close'])
  expect(place.opened()).toBeNull()
  await place.open()
  expect(did).toEqual(['open', 'close', 'open'])
})

test('that cannot be opened says why to all, and is tried again a moment later', async () => {
  const { did, place, pass } = aPlace(1)
  await expect(place.open()).rejects.toThrow('away')
  await expect(place.open()).rejects.toThrow('away')
  expect(did).toEqual(['open'])
  pass(3_000)
  await place.open()
  expect(did).toEqual(['open', 'open'])
})

test('is not opened any more once the process stops', async () => {
  const { did, place } = aPlace()
  await place.open()
  await place.close()
  await expect(place.open()).rejects.toThrow('stopping')
  expect(did).toEqual(['open', 'close'])
})
