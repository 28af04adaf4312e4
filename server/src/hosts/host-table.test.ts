import { expect, test } from 'vitest'
import { toHostTable } from './host-table.ts'

const hue = {
  code: 'H46',
  webAddresses: ['https://mc.hue.example', 'https://hue.example:8443'],
  practiceAddress: 'https://thu.hue.example',
}
const quangNam = { code: 'H48', webAddresses: ['https://mc.qn.example'], practiceAddress: null }
const unnamed = { code: 'H49', webAddresses: [], practiceAddress: null }

test('each name is one locality, whatever its port; practice has a name of its own', () => {
  const { targets, claimedTwice } = toHostTable([hue, quangNam, unnamed])
  expect([...targets].map(([name, { place, isPractice }]) => [name, place.code, isPractice])).toEqual([
    ['mc.hue.example', 'H46', false],
    ['hue.example', 'H46', false],
    ['thu.hue.example', 'H46', true],
    ['mc.qn.example', 'H48', false],
  ])
  expect(claimedTwice).toEqual([])
})

test('a name that two localities claim belongs to neither, in whatever order they come', () => {
  const thief = { code: 'H50', webAddresses: ['https://mc.qn.example', 'https://own.example'], practiceAddress: null }
  for (const places of [
    [quangNam, thief],
    [thief, quangNam],
    [thief, quangNam, { ...thief, code: 'H51' }],
  ]) {
    const { targets, claimedTwice } = toHostTable(places)
    expect(claimedTwice).toContain('mc.qn.example')
    expect(targets.has('mc.qn.example')).toBe(false)
  }
})

test('a name that a locality gives to its own practice place too is neither', () => {
  const { targets, claimedTwice } = toHostTable([{ ...quangNam, practiceAddress: 'https://mc.qn.example' }])
  expect(claimedTwice).toEqual(['mc.qn.example'])
  expect(targets.size).toBe(0)
})
