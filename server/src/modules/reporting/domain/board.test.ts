import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { figuresByAgency, onTimePercent, sumOf, toShownFigures } from './board.ts'
import type { Figures, LedgerFigures } from './board.ts'

const noFigures: Figures = {
  received: 0,
  early: 0,
  onTime: 0,
  late: 0,
  waiting: 0,
  refused: 0,
  withdrawn: 0,
  stopped: 0,
  waitingAtIntake: 0,
  refusedAtIntake: 0,
  withdrawnAtIntake: 0,
  stoppedAtIntake: 0,
  endedLate: 0,
  overdue: 0,
  earlyByLaw: 0,
  onTimeByLaw: 0,
  lateByLaw: 0,
  endedLateByLaw: 0,
  overdueByLaw: 0,
}

describe('figuresByAgency', () => {
  test('the dossiers that waited at the end of a past day are computed from those that wait now', () => {
    const { waiting: _, waitingAtIntake: _2, ...day } = noFigures
    const ledger: LedgerFigures[] = [
      { ...day, agencyId: 'a', received: 2, waitingNow: 10, waitingSince: 4 - 3, waitingAtIntakeNow: 3, waitingAtIntakeSince: 2 },
    ]
    expect(figuresByAgency(ledger).get('a')).toEqual({ ...noFigures, received: 2, waiting: 9, waitingAtIntake: 1 })
  })

  test('the total is the sum of the agencies', () => {
    const n = fc.nat(1000)
    const figures = {
      received: n,
      early: n,
      onTime: n,
      late: n,
      refused: n,
      withdrawn: n,
      stopped: n,
      refusedAtIntake: n,
      withdrawnAtIntake: n,
      stoppedAtIntake: n,
      endedLate: n,
      overdue: n,
      earlyByLaw: n,
      onTimeByLaw: n,
      lateByLaw: n,
      endedLateByLaw: n,
      overdueByLaw: n,
      waitingNow: n,
      waitingSince: n,
      waitingAtIntakeNow: n,
      waitingAtIntakeSince: n,
    }
    const ledger = fc.uniqueArray(fc.record({ agencyId: fc.constantFrom('a', 'b', 'c'), ...figures }), {
      selector: (each) => each.agencyId,
    })
    fc.assert(
      fc.property(ledger, (lines) => {
        const house = sumOf(figuresByAgency(lines).values())
        const late = lines.reduce((sum, each) => sum + each.late, 0)
        const waiting = lines.reduce((sum, each) => sum + each.waitingNow - each.waitingSince, 0)
        expect([house.late, house.waiting]).toEqual([late, waiting])
      }),
    )
  })
})

describe('toShownFigures', () => {
  const figures: Figures = {
    ...noFigures,
    late: 1,
    endedLate: 2,
    overdue: 4,
    earlyByLaw: 8,
    onTimeByLaw: 16,
    lateByLaw: 32,
    endedLateByLaw: 64,
    overdueByLaw: 128,
  }

  test('late counts dossiers that ended late and open overdue ones, separately by each limit', () => {
    const shown = toShownFigures(figures, true)
    expect([shown.late, shown.endedLate, shown.overdue, shown.allLate]).toEqual([1, 2, 4, 7])
    expect(shown.byLaw).toEqual({ early: 8, onTime: 16, late: 32, endedLate: 64, overdue: 128, allLate: 224 })
  })

  test('of a past day has no count of overdue dossiers', () => {
    const shown = toShownFigures(figures, false)
    expect([shown.overdue, shown.allLate, shown.byLaw.overdue, shown.byLaw.allLate]).toEqual([null, 3, null, 96])
  })
})

describe('onTimePercent', () => {
  test.each([
    { early: 1, onTime: 1, late: 1, percent: 66.7 },
    { early: 0, onTime: 0, late: 4, percent: 0 },
    { early: 3, onTime: 0, late: 0, percent: 100 },
    { early: 0, onTime: 0, late: 0, percent: null },
  ])('$early early, $onTime on time, $late late: $percent', ({ percent, ...figures }) => {
    expect(onTimePercent({ ...noFigures, ...figures })).toBe(percent)
  })
})
