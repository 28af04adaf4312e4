import { expect, test } from 'vitest'
import { KeptRows } from './kept-rows.ts'

const home = {}

test('what is kept is bounded: the oldest is dropped first, and a replaced row drops no other', () => {
  const rows = new KeptRows<string, number>(2)
  rows.set(home, 'a', 1)
  rows.set(home, 'b', 2)
  rows.set(home, 'b', 3)
  expect([rows.get(home, 'a'), rows.get(home, 'b')]).toEqual([1, 3])
  rows.set(home, 'c', 4)
  expect([rows.get(home, 'a'), rows.get(home, 'b'), rows.get(home, 'c')]).toEqual([undefined, 3, 4])
  rows.delete(home, 'c')
  expect(rows.get(home, 'c')).toBeUndefined()
})

test('rows of two databases with one id are two rows, and neither takes the place of the other', () => {
  const other = {}
  const rows = new KeptRows<string, number>(1)
  rows.set(home, 'a', 1)
  rows.set(other, 'a', 2)
  expect([rows.get(home, 'a'), rows.get(other, 'a')]).toEqual([1, 2])
})
