import { describe, expect, test } from 'vitest'
import { createAgency } from '#agency'
import { Refused } from '#kernel/refusal.ts'
import { inTransaction } from '#platform/db/database.ts'
import { otherLocality, testDatabase } from '#platform/testing/postgres.ts'
import { dayFrom, parseLocalSecond } from '../domain/civil-day.ts'
import type { DecreeDay } from '../domain/decree-day.ts'
import { defaultWeeklyHours, officeWeek } from '../domain/office-hours.ts'
import { inWorkingHours, isWorkingDay } from '../domain/working-calendar.ts'
import { loadWorkingCalendar } from '../queries/load-working-calendar.ts'
import { readNationalDecrees } from '../store/read-calendar-pack.ts'
import { enterDecreeDays } from './enter-decree-days.ts'
import { setOfficeHours } from './set-office-hours.ts'

const db = await testDatabase()
const at = (text: string): number => parseLocalSecond(text)!

const swap: DecreeDay[] = [
  {
    day: dayFrom('2027-04-29'),
    kind: 'swapped_off',
    name: 'Nghỉ dịp 30/4',
    basis: 'Thông báo 1',
    swapsWith: dayFrom('2027-05-08'),
  },
  {
    day: dayFrom('2027-05-08'),
    kind: 'makeup_workday',
    name: 'Làm bù',
    basis: 'Thông báo 1',
    swapsWith: dayFrom('2027-04-29'),
  },
]

describe('enterDecreeDays', () => {
  test('a decree that arrives is in the next calendar, and entering it again changes nothing', async () => {
    const before = await loadWorkingCalendar(db.kysely)
    expect(isWorkingDay(before, swap[0]!.day)).toBe(true)
    expect(await enterDecreeDays(db.kysely, swap, { by: null, decreedOn: '2026-12-01' })).toEqual({
      created: 2,
      updated: 0,
      unchanged: 0,
    })
    const after = await loadWorkingCalendar(db.kysely)
    expect([isWorkingDay(after, swap[0]!.day), isWorkingDay(after, swap[1]!.day)]).toEqual([false, true])
    expect(await enterDecreeDays(db.kysely, swap, { by: null })).toEqual({
      created: 0,
      updated: 0,
      unchanged: 2,
    })
    expect(await loadWorkingCalendar(db.kysely)).toBe(after)
  })

  test('the whole national pack may be entered, twice', async () => {
    const days = readNationalDecrees()
    expect((await enterDecreeDays(db.kysely, days, { by: null })).created).toBe(days.length)
    expect((await enterDecreeDays(db.kysely, days, { by: null })).unchanged).toBe(days.length)
  })

  test('a day taken back is worked again, and the entry taken back stays readable', async () => {
    const day = dayFrom('2027-03-03')
    const off = { day, kind: 'swapped_off', name: 'Nghỉ bão', basis: 'Công điện 5' } as const
    await enterDecreeDays(db.kysely, [off], { by: null })
    expect(isWorkingDay(await loadWorkingCalendar(db.kysely), day)).toBe(false)
    await enterDecreeDays(db.kysely, [{ ...off, kind: 'revoked', basis: 'Công điện 6' }], { by: null })
    expect(isWorkingDay(await loadWorkingCalendar(db.kysely), day)).toBe(true)
    const rows = await db.peek<{ basis: string }>(`select basis from calendar.decree_day where on_day = '2027-03-03' order by entry`)
    expect(rows.map((row) => row.basis)).toEqual(['Công điện 5', 'Công điện 6'])
  })

  test('two concurrent entries are serialised and none is lost', async () => {
    const day = dayFrom('2027-06-16')
    const entries = ['A', 'B', 'C', 'D'].map((basis) => ({ day, kind: 'swapped_off', name: 'Nghỉ', basis }) as const)
    await Promise.all(entries.map((entry) => enterDecreeDays(db.kysely, [entry], { by: null })))
    const rows = await db.peek<{ entry: number }>(`select entry from calendar.decree_day where on_day = '2027-06-16' order by entry`)
    expect(rows.map((row) => row.entry)).toEqual([1, 2, 3, 4])
  })

  test('what is rolled back is never seen by another connection', async () => {
    const day = dayFrom('2027-07-07')
    const entry = { day, kind: 'holiday', name: 'Nghỉ', basis: 'Văn bản' } as const
    await inTransaction(db.kysely, async (tx) => {
      await enterDecreeDays(tx, [entry], { by: null })
      expect(isWorkingDay(await loadWorkingCalendar(tx), day)).toBe(false)
      throw new Error('changed my mind')
    }).catch((error: Error) => expect(error.message).toBe('changed my mind'))
    expect(isWorkingDay(await loadWorkingCalendar(db.kysely), day)).toBe(true)
    await enterDecreeDays(db.kysely, [{ ...entry, day: dayFrom('2027-07-08') }], { by: null })
    expect(isWorkingDay(await loadWorkingCalendar(db.kysely), day)).toBe(true)
  })

  test('refuses a day without a basis, outside the calendar, or upside down', async () => {
    const sound = { day: dayFrom('2027-08-08'), kind: 'holiday', name: 'Nghỉ', basis: 'Văn bản' } as const
    for (const unsound of [
      { ...sound, basis: ' ' },
      { ...sound, day: dayFrom('2101-01-01') },
      { ...sound, part: { fromMinute: 600, toMinute: 600 } },
    ]) {
      await expect(enterDecreeDays(db.kysely, [unsound], { by: null })).rejects.toThrow('DECREE_DAY_INVALID')
    }
  })

  test('nothing entered can be changed or removed by the application', async () => {
    await expect(db.pool.query(`update calendar.decree_day set name = 'khác'`)).rejects.toThrow('permission denied')
    await expect(db.pool.query('delete from calendar.decree_day')).rejects.toThrow('permission denied')
  })

  test('another locality has its own decrees', async () => {
    const elsewhere = db.as(otherLocality)
    expect(isWorkingDay(await loadWorkingCalendar(elsewhere.kysely), swap[0]!.day)).toBe(true)
    expect((await elsewhere.pool.query('select 1 from calendar.decree_day')).rowCount).toBe(0)
  })
})

describe('setOfficeHours', () => {
  const late = officeWeek([1, 2, 3, 4, 5, 6], [{ from: '08:00', to: '12:00' }])

  test('an agency keeps its own hours from a day on, others the default', async () => {
    const { id: agencyId } = await createAgency(db.kysely, {
      code: 'H47.50',
      name: 'Sở Thử nghiệm',
      shortName: 'Thử nghiệm',
      kind: 'provincial',
    })
    const hours = { ...late, uncounted: [6] as const }
    expect(
      await setOfficeHours(db.kysely, {
        agencyId,
        fromOn: '2026-01-01',
        hours: defaultWeeklyHours,
        by: null,
      }),
    ).toBe('created')
    expect(await setOfficeHours(db.kysely, { agencyId, fromOn: '2026-12-01', hours, by: null })).toBe('created')
    expect(await setOfficeHours(db.kysely, { agencyId, fromOn: '2026-12-01', hours, by: null })).toBe('unchanged')
    const calendar = await loadWorkingCalendar(db.kysely, { agencyId })
    expect(inWorkingHours(calendar, at('2026-11-30T07:30'))).toBe(true)
    expect(inWorkingHours(calendar, at('2026-12-01T07:30'))).toBe(false)
    expect(inWorkingHours(calendar, at('2026-12-05T09:00'))).toBe(true)
    expect(isWorkingDay(calendar, dayFrom('2026-12-05'))).toBe(false)
    expect(inWorkingHours(await loadWorkingCalendar(db.kysely), at('2026-12-01T07:30'))).toBe(true)
  })

  test('refuses hours that begin before others already set, and sessions that overlap', async () => {
    await setOfficeHours(db.kysely, { fromOn: '2028-01-01', hours: late, by: null })
    const earlier = setOfficeHours(db.kysely, { fromOn: '2027-01-01', hours: defaultWeeklyHours, by: null })
    await expect(earlier).rejects.toThrow(Refused)
    const overlapping = officeWeek(
      [1],
      [
        { from: '07:00', to: '11:00' },
        { from: '10:00', to: '12:00' },
      ],
    )
    await expect(setOfficeHours(db.kysely, { fromOn: '2030-01-01', hours: overlapping, by: null })).rejects.toThrow('OFFICE_HOURS_INVALID')
  })
})
