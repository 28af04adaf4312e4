import { civilOf, dayNumber, isWeekend, vietnameseDate, weekdayOf } from './civil-day.ts'
import type { DecreeDay, MarkedDay, Occasion } from './decree-day.ts'
import { compensationLaw, holidayRules } from './holiday-rules.ts'
import type { HolidayRule } from './holiday-rules.ts'
import { lunarMonths } from './lunar.ts'

export const firstYear = 1976
export const lastYear = 2100

/**
 * Every day of a year that differs from the plain week (Monday to Friday worked, Saturday and Sunday not), in
 * order: the rules, as changed by the decrees. Public holidays that fall on a weekend are listed too: they differ
 * by being holidays, and they are what compensation is given for.
 */
export function markedDays(year: number, decrees: readonly DecreeDay[]): readonly MarkedDay[] {
  const ofYear = decrees.filter((decree) => civilOf(decree.day).year === year)
  const decreed = (kind: MarkedDay['kind']): Set<Occasion> =>
    new Set(ofYear.flatMap((d) => (d.kind === kind && d.occasion ? [d.occasion] : [])))
  const holidaysDecreed = decreed('holiday')
  const compensationDecreed = decreed('compensation')

  const marks = new Map<number, MarkedDay>()
  for (const holiday of ruleHolidays(year)) {
    if (holiday.occasion && holidaysDecreed.has(holiday.occasion)) continue
    // Two holidays on one day (10/3 âm lịch on 30/4 or 1/5): one day off, both names.
    const same = marks.get(holiday.day)
    marks.set(holiday.day, same ? { ...same, name: `${same.name}; ${holiday.name}` } : holiday)
  }
  for (const decree of ofYear) {
    if (decree.kind === 'revoked') marks.delete(decree.day)
    else marks.set(decree.day, { ...decree, kind: decree.kind })
  }
  for (const day of compensations(year, [...marks.values()], compensationDecreed)) {
    // A decree of that very day has the last word, even when it only says that the day is worked.
    if (!ofYear.some((decree) => decree.day === day.day)) marks.set(day.day, day)
  }
  return [...marks.values()].sort((a, b) => a.day - b.day)
}

/**
 * A holiday on a weekly day of rest is given back on the next working day.
 *
 * @law 45/2019/QH14 Điều 111 khoản 3
 */
function compensations(year: number, marks: readonly MarkedDay[], decreed: ReadonlySet<Occasion>): MarkedDay[] {
  const taken = new Set(marks.map((mark) => mark.day))
  const result: MarkedDay[] = []
  for (const holiday of marks.filter((mark) => mark.kind === 'holiday').sort((a, b) => a.day - b.day)) {
    if (!isWeekend(holiday.day) || (holiday.occasion && decreed.has(holiday.occasion))) continue
    let day = holiday.day + 1
    while (isWeekend(day) || taken.has(day)) day += 1
    taken.add(day)
    result.push({
      day,
      kind: 'compensation',
      name: `Nghỉ bù ${holiday.name} (${vietnameseDate(holiday.day)})`,
      basis: compensationLaw(year),
      occasion: holiday.occasion,
    })
  }
  return result
}

const byRule = new Map<number, readonly MarkedDay[]>()

/** Public holidays of a year as the rules give them. Remembered: the Moon does not change her mind. */
function ruleHolidays(year: number): readonly MarkedDay[] {
  let known = byRule.get(year)
  if (!known) {
    if (year < firstYear || year > lastYear) throw new RangeError(`no holiday rules for ${year}`)
    const months = lunarMonths(year)
    const lunarDay = (month: number, day: number): number => {
      const found = months.find((m) => m.month === month && !m.leap)
      if (!found) throw new RangeError(`no lunar month ${month} in ${year}`)
      return found.firstDay + day - 1
    }
    known = holidayRules.filter((r) => r.fromYear <= year && year <= r.toYear).flatMap((r) => applied(r, year, lunarDay))
    byRule.set(year, known)
  }
  return known
}

function applied(rule: HolidayRule, year: number, lunarDay: (month: number, day: number) => number): MarkedDay[] {
  const mark = (day: number, name = rule.name): MarkedDay => ({
    day,
    kind: 'holiday',
    name,
    basis: rule.law,
    occasion: rule.occasion,
  })
  switch (rule.days.on) {
    case 'solar':
      return [mark(dayNumber(year, rule.days.month, rule.days.day))]
    case 'lunar':
      return [mark(lunarDay(rule.days.month, rule.days.day))]
    case 'tet': {
      const tet = lunarDay(1, 1)
      const marks: MarkedDay[] = []
      for (let offset = rule.days.from; offset <= rule.days.to; offset++) marks.push(mark(tet + offset, tetName(offset)))
      return marks
    }
    case 'national_two_days': {
      const day = dayNumber(year, 9, 2)
      const neighbour = rule.days.nextDayOnWeekdays.includes(weekdayOf(day)) ? day + 1 : day - 1
      return [mark(day), mark(neighbour, `${rule.name} (ngày liền kề)`)].sort((a, b) => a.day - b.day)
    }
  }
}

/** Day of the Tết break counted from mùng 1: −1 is the last day of the old year. */
export function tetName(offset: number): string {
  if (offset < -1) return `Tết Nguyên đán (trước Giao thừa ${-offset - 1} ngày)`
  return offset === -1 ? 'Tết Nguyên đán (ngày cuối năm âm lịch)' : `Tết Nguyên đán (mùng ${offset + 1})`
}
