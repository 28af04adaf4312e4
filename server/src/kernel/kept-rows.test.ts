import { expect, test } from 'vitest'
import { KeptRows, forgetKeptRows } from './kept-rows.ts'

test('what is kept is bounded: the oldest is dropped first, and a replaced row drops no other', () => {
  const rows = new KeptRows<string, number>(2)
  rows.set('a', 1)
  rows.set('b', 2)
  rows.set('b', 3)
  expect([rows.get('a'), rows.get('b')]).toEqual([1, 3])
  rows.set('c', 4)
  expect([rows.get('a'), rows.get('b'), rows.get('c')]).toEqual([undefined, 3, 4])
})

test('a process that opens another database forgets all of it, of every memory', () => {
  const [one, other] = [new KeptRows<string, number>(2), new KeptRows<string, number>(2)]
  one.set('a', 1)
  other.set('a', 2)
  forgetKeptRows()
  expect([one.get('a'), other.get('a')]).toEqual([undefined, undefined])
})
