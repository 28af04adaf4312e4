import { expect, test } from 'vitest'
import { PageTurns } from './page-turns.ts'

const soon = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve))

test('one caller with many pages has a limited share, and another caller is next however many wait', async () => {
  const turns = new PageTurns({ atOnce: 4, perCaller: 2, waiting: 100 })
  const done: string[] = []
  let running = 0
  let most = 0
  const draw = (name: string) => async () => {
    running += 1
    most = Math.max(most, running)
    await soon()
    running -= 1
    done.push(name)
    return name
  }
  const greedy = Array.from({ length: 40 }, async (_, index) => await turns.take('a', draw(`a${index}`)))
  const other = await turns.take('b', draw('b'))
  expect(other).toBe('b')
  expect(done.length).toBeLessThanOrEqual(3)
  expect((await Promise.all(greedy)).at(-1)).toBe('a39')
  expect(most).toBeLessThanOrEqual(3)
})

test('the total is limited, and each of many callers gets its turn', async () => {
  const turns = new PageTurns({ atOnce: 2, perCaller: 2, waiting: 10 })
  let running = 0
  let most = 0
  const all = await Promise.all(
    Array.from(
      { length: 30 },
      async (_, index) =>
        await turns.take(`caller${index % 6}`, async () => {
          running += 1
          most = Math.max(most, running)
          await soon()
          running -= 1
          return index
        }),
    ),
  )
  expect(all).toEqual(Array.from({ length: 30 }, (_, index) => index))
  expect(most).toBe(2)
})

test('a caller who waits for too many pages is refused, and a failed page frees its turn', async () => {
  const turns = new PageTurns({ atOnce: 1, perCaller: 1, waiting: 1 })
  const fail = async (): Promise<never> => {
    await soon()
    throw new Error('no page')
  }
  const first = turns.take('a', fail)
  const second = turns.take('a', async () => await Promise.resolve('second'))
  expect(await turns.take('a', async () => await Promise.resolve('third'))).toBeUndefined()
  await expect(first).rejects.toThrow('no page')
  expect(await second).toBe('second')
  expect(await turns.take('a', async () => await Promise.resolve('fourth'))).toBe('fourth')
})
