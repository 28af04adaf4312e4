import { describe, expect, test } from 'vitest'
import { levelAfter, networkOf, secondsToWait, vessels } from './sign-in-delay.ts'

describe('the network of an address', () => {
  test.each([
    ['203.0.113.7', '203.0.113.0/24'],
    ['::ffff:203.0.113.9', '203.0.113.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002:ffff::1', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['none', 'none'],
  ])('%s is in %s', (address, network) => expect(networkOf(address)).toBe(network))
})

describe.each(Object.entries(vessels))('failures counted by %s', (_name, vessel) => {
  test('are free at first, then wait longer and longer, and never longer than the cap', () => {
    const waits = Array.from({ length: 200 }, (_each, level) => secondsToWait(vessel, level, 0))
    expect(waits.slice(0, vessel.free)).toEqual(Array<number>(vessel.free).fill(0))
    expect(waits[vessel.free]).toBe(1)
    expect(waits[vessel.free + 3]).toBe(8)
    expect(Math.max(...waits)).toBe(vessel.mostSeconds)
    expect(waits.toSorted((a, b) => a - b)).toEqual(waits)
  })

  test('an attempt after the announced wait is allowed', () => {
    for (const level of [vessel.free, vessel.free + 2, vessel.free + 30]) {
      const wait = secondsToWait(vessel, level, 0)
      expect(secondsToWait(vessel, level, wait - 0.5)).toBe(1)
      expect(secondsToWait(vessel, level, wait)).toBe(0)
    }
  })

  test('decay with time, and never below zero', () => {
    expect(levelAfter(vessel, 3, vessel.leakSeconds)).toBe(2)
    expect(levelAfter(vessel, 3, vessel.leakSeconds * 100)).toBe(0)
    expect(levelAfter(vessel, 3, -5)).toBe(3)
  })
})

test('from one network five wrong passwords of a login are free, and the next ones wait', () => {
  expect([4, 5, 6, 7].map((level) => secondsToWait(vessels.loginFromNetwork, level, 0))).toEqual([0, 1, 2, 4])
})
