import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countsOf, fewest } from './urn.ts'

const group = (centreId: string, agencyId: string, officerId: string | null, n: number) => ({ centreId, agencyId, officerId, n })
const under = (counts: ReturnType<typeof countsOf>) => counts.map(({ centreId, agencyId, officerId }) => [centreId, agencyId, officerId])

describe('which ballots are counted', () => {
  test('in the course of the day: those of an officer, from five on', () => {
    const waiting = [group('c', 'a', 'o1', 4), group('c', 'a', 'o2', 5), group('c', 'a', null, 6)]
    expect(under(countsOf(waiting, false))).toEqual([
      ['c', 'a', 'o2'],
      ['c', 'a', null],
    ])
  })

  test('at the close of the day the rest is counted without the officer, then without the agency, or waits', () => {
    const waiting = [
      group('c', 'a', 'o1', 3),
      group('c', 'a', 'o2', 2),
      group('c', 'b', 'o1', 4),
      group('c', 'd', 'o1', 1),
      group('e', 'a', 'o1', 4),
    ]
    const counts = countsOf(waiting, true)
    expect(under(counts)).toEqual([
      ['c', 'a', null],
      ['c', null, null],
    ])
    expect(counts.flatMap(({ groups }) => groups).some(({ centreId }) => centreId === 'e')).toBe(false)
  })

  test('never fewer than five together, never one ballot twice, and one agency of one name is not the other', () => {
    const waits = fc.uniqueArray(
      fc.record({
        centreId: fc.constantFrom('c1', 'c2'),
        agencyId: fc.constantFrom('a1', 'a2', 'a3'),
        officerId: fc.constantFrom('o1', 'o2', null),
        n: fc.integer({ min: 1, max: 9 }),
      }),
      { selector: ({ centreId, agencyId, officerId }) => `${centreId} ${agencyId} ${officerId}` },
    )
    fc.assert(
      fc.property(waits, fc.boolean(), (waiting, isClosing) => {
        const seen = new Set<string>()
        for (const { groups, centreId, agencyId, officerId } of countsOf(waiting, isClosing)) {
          let n = 0
          for (const each of groups) {
            const key = JSON.stringify(each)
            expect(seen.has(key)).toBe(false)
            seen.add(key)
            expect([each.centreId, agencyId ?? each.agencyId, officerId ?? each.officerId]).toEqual([
              centreId,
              each.agencyId,
              each.officerId,
            ])
            n +=
              waiting.find((one) => JSON.stringify([one.centreId, one.agencyId, one.officerId]) === JSON.stringify(Object.values(each)))
                ?.n ?? 0
          }
          expect(n).toBeGreaterThanOrEqual(fewest)
        }
        // The close of a day leaves fewer than five ballots of a centre waiting.
        if (!isClosing) return
        for (const centreId of ['c1', 'c2']) {
          const left = waiting.filter(
            (one) => one.centreId === centreId && !seen.has(JSON.stringify({ centreId, agencyId: one.agencyId, officerId: one.officerId })),
          )
          expect(left.reduce((sum, { n }) => sum + n, 0)).toBeLessThan(fewest)
        }
      }),
    )
  })
})
