import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readNationalDecrees } from '../store/read-calendar-pack.ts'
import { dayFrom, isWeekend, isoOf } from './civil-day.ts'
import { firstYear, lastYear, markedDays } from './holidays.ts'

const decrees = readNationalDecrees()
const shared = '../shared/data/holidays'

function daysOf(year: number, ...kinds: string[]): string[] {
  return markedDays(year, decrees)
    .filter((day) => kinds.includes(day.kind))
    .map((day) => isoOf(day.day))
}

describe('days that differ from the plain week', () => {
  test.each([
    {
      year: 2026,
      holiday: ['2026-01-01', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-04-26'].concat([
        '2026-04-30',
        '2026-05-01',
        '2026-09-01',
        '2026-09-02',
        '2026-11-24',
      ]),
      compensation: ['2026-04-27'],
      swapped_off: ['2026-01-02', '2026-08-31'],
      makeup_workday: ['2026-01-10', '2026-08-22'],
    },
    {
      // Giỗ Tổ on Saturday, 30/4 on Sunday, then 1/5: two compensations after it.
      year: 2023,
      holiday: ['2023-01-01', '2023-01-20', '2023-01-21', '2023-01-22', '2023-01-23', '2023-01-24', '2023-04-29'].concat([
        '2023-04-30',
        '2023-05-01',
        '2023-09-01',
        '2023-09-02',
      ]),
      compensation: ['2023-01-02', '2023-01-25', '2023-01-26', '2023-05-02', '2023-05-03', '2023-09-04'],
      swapped_off: [],
      makeup_workday: [],
    },
    {
      // No decree yet: rules alone.
      year: 2027,
      holiday: ['2027-01-01', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09', '2027-04-16'].concat([
        '2027-04-30',
        '2027-05-01',
        '2027-09-02',
        '2027-09-03',
        '2027-11-24',
      ]),
      compensation: ['2027-02-10', '2027-02-11', '2027-05-03'],
      swapped_off: [],
      makeup_workday: [],
    },
  ])('of $year', ({ year, ...kinds }) => {
    for (const [kind, days] of Object.entries(kinds)) expect(daysOf(year, kind), kind).toEqual(days)
  })

  test('24 November is a holiday from 2026, the day next to 2 September from 2021, Giỗ Tổ from 2007', () => {
    expect(daysOf(2025, 'holiday')).not.toContain('2025-11-24')
    expect(daysOf(2026, 'holiday')).toContain('2026-11-24')
    expect(daysOf(2020, 'holiday').filter((day) => day.startsWith('2020-09'))).toEqual(['2020-09-02'])
    expect(daysOf(2021, 'holiday').filter((day) => day.startsWith('2021-09'))).toEqual(['2021-09-02', '2021-09-03'])
    expect(daysOf(2006, 'holiday').filter((day) => day.startsWith('2006-04'))).toEqual(['2006-04-30'])
    expect(daysOf(2007, 'holiday')).toContain('2007-04-26')
  })

  test('Tết has four days until 2013, five since, in every year without a decree', () => {
    const tetDays = (year: number): number => markedDays(year, []).filter((day) => day.occasion === 'tet' && day.kind === 'holiday').length
    for (let year = firstYear; year <= lastYear; year++) expect(tetDays(year)).toBe(year <= 2013 ? 4 : 5)
  })

  test('a compensation day is a working day of the plain week, one for each holiday on a weekend', () => {
    for (let year = firstYear; year <= lastYear; year++) {
      const days = markedDays(year, [])
      const given = days.filter((day) => day.kind === 'compensation')
      expect(given.filter((day) => isWeekend(day.day))).toEqual([])
      expect(given).toHaveLength(days.filter((day) => day.kind === 'holiday' && isWeekend(day.day)).length)
    }
  })

  test('a decree that comes later has the last word, and a revoked day is an ordinary one again', () => {
    const day = dayFrom('2027-05-03')
    const worked = { day, kind: 'revoked', name: 'Thu hồi', basis: 'Quyết định thử nghiệm' } as const
    expect(markedDays(2027, [worked]).some((d) => d.day === day)).toBe(false)
    const named = { day, kind: 'compensation', name: 'Nghỉ bù theo Quyết định', basis: 'Quyết định' } as const
    expect(markedDays(2027, [named]).find((d) => d.day === day)?.name).toBe('Nghỉ bù theo Quyết định')
  })
})

describe.skipIf(!existsSync(shared))('the shared record of holidays', () => {
  const read = (name: string): unknown => JSON.parse(readFileSync(`${shared}/${name}`, 'utf8'))

  test('of 2010–2019 shows no difference', () => {
    const byYear = read('by_year_2010_2019.json') as Record<string, Record<string, string>>
    for (const [year, days] of Object.entries(byYear)) {
      expect(daysOf(Number(year), 'holiday', 'compensation', 'swapped_off')).toEqual(Object.keys(days).sort())
      const swapped = Object.entries(days).filter(([, name]) => name.startsWith('Day off (substituted'))
      expect(daysOf(Number(year), 'swapped_off')).toEqual(swapped.map(([day]) => day).sort())
    }
  })

  test('and its swapped days show no difference', () => {
    const swaps = read('swaps_2010_2015.json') as { day_off: string; makeup_workday: string }[]
    const ours = [2010, 2011, 2012, 2013, 2014, 2015].flatMap((year) =>
      markedDays(year, decrees)
        .filter((day) => day.kind === 'swapped_off')
        .map((day) => ({ day_off: isoOf(day.day), makeup_workday: isoOf(day.swapsWith!) })),
    )
    expect(ours).toEqual(swaps)
  })
})
