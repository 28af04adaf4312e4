import type { Occasion } from './decree-day.ts'

/**
 * The public holidays as data, each row with the years it holds and the article that gives it.
 * Decrees give the days that no rule can know (which days of Tết, which swaps): `packs/vietnam/calendar.yaml`.
 */
export type HolidayRule = {
  readonly occasion: Occasion
  readonly fromYear: number
  readonly toYear: number
  readonly days:
    | { readonly on: 'solar'; readonly month: number; readonly day: number }
    | { readonly on: 'lunar'; readonly month: number; readonly day: number }
    /** Days counted from mùng 1 Tết: −1 is the last day of the year before. */
    | { readonly on: 'tet'; readonly from: number; readonly to: number }
    /** 2 September and a neighbour: the next day when the 2nd is on one of these weekdays, else the day before. */
    | { readonly on: 'national_two_days'; readonly nextDayOnWeekdays: readonly number[] }
  readonly name: string
  readonly law: string
}

const labourCode1994 = 'Bộ luật Lao động 1994 Điều 73'
const labourCode2012 = 'Bộ luật Lao động 2012 Điều 115'
const labourCode2019 = 'Bộ luật Lao động 2019 Điều 112'
const kingsLaw2007 = 'Luật số 84/2007/QH11 (sửa Điều 73 Bộ luật Lao động 1994)'
const lastYear = 2100

/** The last year whose Tết has four days; the 2012 Code (five days) took effect on 1 May 2013, after Tết. */
const lastFourDayTet = 2013

/**
 * Years before 1995 use the list of 1994: earlier rules were not looked up, and no dossier of this system is older.
 *
 * @law 45/2019/QH14 Điều 112: the public holidays in force, two days for National Day from 2021
 * @law 28/2026/QH16: 24 November, from 2026. Known from one secondary source; the text was not seen
 */
export const holidayRules: readonly HolidayRule[] = [
  ...byCode('new_year', { on: 'solar', month: 1, day: 1 }, 'Tết Dương lịch'),
  {
    occasion: 'tet',
    fromYear: 1976,
    toYear: lastFourDayTet,
    days: { on: 'tet', from: -1, to: 2 },
    name: 'Tết Nguyên đán',
    law: labourCode1994,
  },
  {
    occasion: 'tet',
    fromYear: lastFourDayTet + 1,
    toYear: 2020,
    days: { on: 'tet', from: -1, to: 3 },
    name: 'Tết Nguyên đán',
    law: labourCode2012,
  },
  {
    occasion: 'tet',
    fromYear: 2021,
    toYear: lastYear,
    days: { on: 'tet', from: -1, to: 3 },
    name: 'Tết Nguyên đán',
    law: labourCode2019,
  },
  {
    occasion: 'hung_kings',
    fromYear: 2007,
    toYear: 2013,
    days: { on: 'lunar', month: 3, day: 10 },
    name: 'Giỗ Tổ Hùng Vương',
    law: kingsLaw2007,
  },
  {
    occasion: 'hung_kings',
    fromYear: 2014,
    toYear: 2020,
    days: { on: 'lunar', month: 3, day: 10 },
    name: 'Giỗ Tổ Hùng Vương',
    law: labourCode2012,
  },
  {
    occasion: 'hung_kings',
    fromYear: 2021,
    toYear: lastYear,
    days: { on: 'lunar', month: 3, day: 10 },
    name: 'Giỗ Tổ Hùng Vương',
    law: labourCode2019,
  },
  ...byCode('reunification', { on: 'solar', month: 4, day: 30 }, 'Ngày Chiến thắng 30/4'),
  ...byCode('labour', { on: 'solar', month: 5, day: 1 }, 'Ngày Quốc tế lao động'),
  ...byCode('national', { on: 'solar', month: 9, day: 2 }, 'Quốc khánh').filter((rule) => rule.toYear <= 2020),
  {
    occasion: 'national',
    fromYear: 2021,
    toYear: lastYear,
    // On a Monday or a Thursday the next day makes the longer break; otherwise the day before does, or does as well.
    // The Prime Minister decides each year; so far he has always decided so (2021–2026).
    days: { on: 'national_two_days', nextDayOnWeekdays: [1, 4] },
    name: 'Quốc khánh',
    law: labourCode2019,
  },
  {
    occasion: 'vietnamese_culture',
    fromYear: 2026,
    toYear: lastYear,
    days: { on: 'solar', month: 11, day: 24 },
    name: 'Ngày Văn hoá Việt Nam',
    law: 'Nghị quyết 28/2026/QH16 (theo một nguồn thứ cấp, chưa đối chiếu bản gốc)',
  },
]

/** The article by which a holiday on a weekly day of rest is given back on the next working day, by year. */
export function compensationLaw(year: number): string {
  if (year >= 2021) return 'Bộ luật Lao động 2019 Điều 111 khoản 3'
  if (year >= 2014) return 'Bộ luật Lao động 2012 Điều 115 khoản 3'
  return labourCode1994
}

function byCode(occasion: Occasion, days: HolidayRule['days'], name: string): HolidayRule[] {
  // The 2012 Code took effect on 1 May 2013: only 1 May and 2 September of that year came under it.
  const first2012 = occasion === 'labour' || occasion === 'national' ? 2013 : 2014
  return [
    { occasion, fromYear: 1976, toYear: first2012 - 1, days, name, law: labourCode1994 },
    { occasion, fromYear: first2012, toYear: 2020, days, name, law: labourCode2012 },
    { occasion, fromYear: 2021, toYear: lastYear, days, name, law: labourCode2019 },
  ]
}
