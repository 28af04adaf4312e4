import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { heldByFrom, describeHolder, byLateShare, byPlace, latePercent, sumHeld } from './holders-report.ts'
import type { HeldLine } from './holders-report.ts'

const line = fc
  .record({
    placeId: fc.constantFrom('a', 'b', 'c'),
    step: fc.constantFrom('counter', 'case_officer', null),
    officerId: fc.constantFrom('1', '2', null),
    turns: fc.nat(50),
    late: fc.nat(50),
    insideMs: fc.nat(1_000_000),
    applicantMs: fc.nat(1_000_000),
    outsideMs: fc.nat(1_000_000),
    uncounted: fc.nat(5),
    inHand: fc.nat(5),
    inHandLate: fc.nat(5),
    lateByLaw: fc.nat(5),
    inHandLateByLaw: fc.nat(5),
    dossiers: fc.nat(50),
  })
  .map((each): HeldLine => ({ ...each, late: Math.min(each.late, each.turns), placeName: each.placeId, officerName: each.officerId }))

test('the total is the sum of the places and these of their officers, to the millisecond', () => {
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      expect(sumHeld(byPlace(lines))).toEqual(sumHeld(lines))
    }),
  )
})

test('the order is by late share and does not depend on the order of the input', () => {
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const share = (each: HeldLine): number => latePercent(each) ?? 0
      const sorted = lines.toSorted(byLateShare)
      expect(sorted.map(share)).toEqual(lines.map(share).sort((a, b) => b - a))
      expect(lines.toReversed().sort(byLateShare).map(share)).toEqual(sorted.map(share))
    }),
  )
})

test('where nothing ended the share is null, which differs from zero', () => {
  expect([latePercent({ turns: 0, late: 0 }), latePercent({ turns: 3, late: 0 }), latePercent({ turns: 3, late: 1 })]).toEqual([
    null,
    0,
    33.3,
  ])
})

test.each([
  ['officer', 'case_officer', 'o1', 'Chuyên viên An'],
  ['counter', 'counter', null, 'Quầy của Sở A, chưa ghi tên cán bộ'],
  ['agency', 'case_officer', null, 'Sở A, chưa phân công'],
  ['agency', null, null, 'Sở A, chưa phân công'],
  ['applicant', 'applicant', null, 'Người nộp hồ sơ'],
  ['outside', 'outside', null, 'Cơ quan ngoài tỉnh'],
])('time of %s, at %s, names the holder', (heldBy, step, officerId, words) => {
  const line = { placeId: 'a', placeName: 'Sở A', step, officerId, officerName: officerId && 'Chuyên viên An' } as HeldLine
  expect([heldByFrom(line), describeHolder(line)]).toEqual([heldBy, words])
})
