import { describe, expect, test } from 'vitest'
import { rungsReached } from './escalation.ts'
import type { OnTheLadder } from './escalation.ts'

const dossier: OnTheLadder = {
  holderKind: 'agency',
  dueAt: '2026-12-01T03:00:00Z',
  lastSeq: 4,
  minutesLeft: 2000,
  minutesStill: 10,
  isDueToday: false,
  law: null,
}
const on = (more: Partial<OnTheLadder>): string[] => rungsReached({ ...dossier, ...more }).map(({ rung }) => rung)

describe('the ladder of a dossier’s time', () => {
  test('is empty while time remains and somebody works', () => expect(on({})).toEqual([]))
  test('begins a working day before the promise', () =>
    expect([on({ minutesLeft: 481 }), on({ minutesLeft: 480 })]).toEqual([[], ['soon']]))
  test('is not late at the promised instant itself', () => expect(on({ minutesLeft: 0 })).toEqual(['soon']))
  test('has a rung of its own on the day promised, until the instant has passed', () => {
    expect([
      on({ minutesLeft: 300, isDueToday: true }),
      on({ minutesLeft: 0, isDueToday: true }),
      on({ minutesLeft: -1, isDueToday: true }),
    ]).toEqual([['soon', 'due'], ['soon', 'due'], ['late']])
  })
  test('uses the limit of the law too, where it differs', () => {
    const law = (minutesLeft: number): string[] => on({ minutesLeft: -100, law: { dueAt: '2026-12-10T03:00:00Z', minutesLeft } })
    expect([law(481), law(480), law(0), law(-1)]).toEqual([['late'], ['late', 'law_soon'], ['late', 'law_soon'], ['late', 'law_late']])
    const [, warned] = rungsReached({ ...dossier, minutesLeft: -100, law: { dueAt: '2026-12-10T03:00:00Z', minutesLeft: 10 } })
    expect(warned).toMatchObject({ armedFor: '2026-12-10T03:00:00Z', roles: ['unit_head', 'signatory', 'centre_manager'] })
  })
  test('one minute later is late, and no longer due soon', () => expect(on({ minutesLeft: -1 })).toEqual(['late']))
  test('reports again after each working week, each as its own rung', () => {
    const weeks = rungsReached({ ...dossier, minutesLeft: -5000 })
    expect(weeks.map(({ rung, armedFor }) => [rung, armedFor])).toEqual([
      ['late', dossier.dueAt],
      ['later', `${dossier.dueAt} +2`],
    ])
  })
  test('a dossier without a promise is never late', () => expect(on({ dueAt: null, minutesLeft: null })).toEqual([]))
  test('two working days without an act are reported to the superior of the holder', () => {
    const [silent] = rungsReached({ ...dossier, minutesStill: 960 })
    expect(silent).toMatchObject({ rung: 'silent', roles: ['unit_head', 'signatory'], armedFor: 'after 4' })
    expect(rungsReached({ ...dossier, holderKind: 'counter', minutesStill: 960 })[0]?.roles).toEqual(['centre_manager'])
  })
  test('waiting for the applicant is not idling', () => expect(on({ holderKind: 'applicant', minutesStill: 99_999 })).toEqual([]))
})
