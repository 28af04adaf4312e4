import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readNationalDecrees } from '../store/read-calendar-pack.ts'
import { dayOfSecond, instantOf, isoOf, localSecondOf, parseLocalSecond } from './civil-day.ts'
import { defaultDeadlineSettings } from './deadline-settings.ts'
import { dueDay, dueSecond, dueSecondAfter } from './due-date.ts'
import type { ClockStop } from './due-date.ts'
import { dueDate, dueMillis, explainDueSecond } from './explain-due-date.ts'
import { limitUnits } from './limit.ts'
import { compileCalendar, inWorkingHours, isWorkingDay } from './working-calendar.ts'

const calendar = compileCalendar({ decrees: readNationalDecrees() })
const seed = 20_261_123
const at = (text: string): number => parseLocalSecond(text)!

const moment = fc.integer({ min: at('2026-01-05T00:00') / 60, max: at('2026-12-20T00:00') / 60 }).map((minute) => minute * 60)
const anyStops = fc.array(fc.tuple(fc.integer({ min: -2000, max: 9000 }), fc.integer({ min: 0, max: 6000 })), { maxLength: 4 }).map(
  (stops) =>
    (received: number): ClockStop[] =>
      stops.map(([after, length]) => ({
        from: received + after * 60,
        to: received + (after + length) * 60,
        cause: 'Chờ',
        law: '',
        effect: 'pause',
      })),
)

test('the end of the morning is an hour of that morning, and an hour in the break is the opening after it', () => {
  const settings = { ...defaultDeadlineSettings, receiptOutsideHours: 'as_received' } as const
  const due = (hour: string) => dueSecond(calendar, at(`2026-03-02T${hour}`), 2, 'working_days', settings)
  const expected = ['11:29', '11:30', '13:30', '13:30', '17:00', '17:00']
  expect(['11:29', '11:30', '11:31', '13:30', '17:00', '17:01'].map(due)).toEqual(expected.map((hour) => at(`2026-03-04T${hour}`)))
})

test('added days follow the old last day, also where the day of receipt counts', () => {
  const extend = (amount: number): ClockStop => ({
    from: at('2026-03-02T15:00'),
    to: at('2026-03-02T15:00'),
    cause: '',
    law: '',
    effect: 'extend',
    by: { amount, unit: 'working_days' },
  })
  for (const firstDay of ['not_counted', 'counted'] as const) {
    const settings = { ...defaultDeadlineSettings, firstDay }
    const due = (stops: readonly ClockStop[]) =>
      dueSecondAfter(calendar, at('2026-03-02T09:00'), { amount: 2, unit: 'working_days' }, stops, settings)
    const last = firstDay === 'counted' ? '2026-03-03' : '2026-03-04'
    expect([due([]), due([extend(1)]), due([extend(2)])]).toEqual([
      at(`${last}T09:00`),
      at(`2026-03-0${Number(last.slice(-1)) + 1}T09:00`),
      at(`2026-03-0${Number(last.slice(-1)) + 2}T09:00`),
    ])
  }
})

test('no working day from a day off is the next working day', () => {
  const day = (text: string) => dayOfSecond(at(`${text}T00:00`))
  expect([0, 1].map((amount) => dueDay(calendar, day('2026-03-07'), amount, 'working_days'))).toEqual([
    day('2026-03-09'),
    day('2026-03-09'),
  ])
  expect(dueDay(calendar, day('2026-03-06'), 0, 'working_days')).toBe(day('2026-03-06'))
})

describe('a clock that is stopped at times', () => {
  test('is due when that many minutes were worked outside the stops: checked minute by minute', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 30 }), anyStops, (received, hours, stopsFor) => {
        const stops = stopsFor(received)
        let minute = received
        for (let left = hours * 60; left > 0; minute += 60) {
          const stopped = stops.some((stop) => minute >= stop.from && minute < stop.to!)
          if (!stopped && inWorkingHours(calendar, minute)) left -= 1
        }
        expect(dueSecondAfter(calendar, received, { amount: hours, unit: 'working_hours' }, stops)).toBe(minute)
      }),
      { seed, numRuns: 300 },
    )
  })

  test('is never due before the stop has ended that came before its due moment', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 10 }), fc.constantFrom(...limitUnits), anyStops, (received, amount, unit, stopsFor) => {
        const stops = stopsFor(received)
        const due = dueSecondAfter(calendar, received, { amount, unit }, stops)!
        for (const stop of stops) if (stop.from < due) expect(due).toBeGreaterThanOrEqual(stop.to!)
      }),
      { seed, numRuns: 2000 },
    )
  })

  test('with no time left when it was stopped, is due when it resumes: in the evening, and otherwise at the opening hour', () => {
    const limit = { amount: 30, unit: 'working_days' } as const
    const received = at('2026-05-23T14:24')
    expect(dueSecondAfter(calendar, received, limit, [])).toBe(at('2026-07-06T07:00'))
    const stop = (from: string, to: string): ClockStop => ({ from: at(from), to: at(to), cause: '', law: '', effect: 'pause' })
    expect(dueSecondAfter(calendar, received, limit, [stop('2026-07-04T17:42', '2026-07-29T03:58')])).toBe(at('2026-07-29T07:00'))
    expect(dueSecondAfter(calendar, received, limit, [stop('2026-07-04T17:42', '2026-07-29T09:00')])).toBe(at('2026-07-29T09:00'))
  })

  test('is never due earlier because of a stop, and has no due moment while it is suspended', () => {
    const anyUnit = fc.constantFrom(...limitUnits)
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 10 }), anyUnit, anyStops, (received, amount, unit, stopsFor) => {
        const plain = dueSecond(calendar, received, amount, unit)
        const stops = stopsFor(received)
        expect(dueSecondAfter(calendar, received, { amount, unit }, stops)).toBeGreaterThanOrEqual(plain)
        const open = { from: plain - 60, to: null, cause: '', law: '', effect: 'pause' } as const
        expect(dueSecondAfter(calendar, received, { amount, unit }, [open])).toBeNull()
        expect(dueSecondAfter(calendar, received, { amount, unit }, [{ ...open, from: plain }])).toBe(plain)
      }),
      { seed, numRuns: 500 },
    )
  })

  test('is due at the same instant with and without the explanation', () => {
    const stopAt = fc.record({
      cause: fc.constantFrom('supplement', 'force_majeure'),
      effect: fc.constantFrom('pause', 'restart', 'extend', undefined),
      after: fc.integer({ min: -2000, max: 9000 }),
      length: fc.option(fc.integer({ min: 0, max: 6000 })),
    })
    const anyLimit = fc.record({ amount: fc.integer({ min: 1, max: 30 }), unit: fc.constantFrom(...limitUnits) })
    fc.assert(
      fc.property(moment, anyLimit, fc.array(stopAt, { maxLength: 3 }), (received, limit, stops) => {
        const receivedAt = instantOf(received)
        const request = {
          receivedAt,
          limit,
          stops: stops.map(({ after, length, ...stop }) => ({
            ...stop,
            from: receivedAt.add({ minutes: after }),
            to: length === null ? null : receivedAt.add({ minutes: after + length }),
            by: stop.effect === 'extend' ? { amount: 3, unit: 'working_days' as const } : undefined,
          })),
        }
        expect(dueMillis(calendar, { ...request, receivedMs: receivedAt.epochMilliseconds })).toBe(
          dueDate(calendar, request).dueAt?.epochMilliseconds ?? null,
        )
      }),
      { seed, numRuns: 500 },
    )
  })

  test('a supplement pauses or restarts as the setting says; other causes only pause', () => {
    const receivedAt = Temporal.Instant.from('2026-11-25T10:00:00+07:00')
    const stop = {
      from: Temporal.Instant.from('2026-11-26T09:00:00+07:00'),
      to: Temporal.Instant.from('2026-11-30T14:00:00+07:00'),
    }
    const limit = { amount: 3, unit: 'working_days' } as const
    const settings = {
      receiptOutsideHours: 'next_opening',
      firstDay: 'not_counted',
      lastDayOff: 'next_working_day',
      dueTime: 'clock_hour',
    } as const
    const due = (cause: string, onSupplement: 'pause' | 'restart'): string | undefined =>
      dueDate(calendar, {
        receivedAt,
        limit,
        stops: [{ ...stop, cause }],
        settings: { ...settings, onSupplement },
      })
        .dueAt?.toZonedDateTimeISO('Asia/Ho_Chi_Minh')
        .toPlainDateTime()
        .toString()
    expect(due('supplement', 'restart')).toBe('2026-12-03T14:00:00')
    expect(due('supplement', 'pause')).toBe('2026-12-02T15:00:00')
    expect(due('financial_duty', 'restart')).toBe('2026-12-02T15:00:00')
  })
})

describe('the explanation', () => {
  test('names the days off that an extension of a period in calendar days passed over, and the extension', () => {
    // Ten days from Thursday 16 April 2026 end on Sunday the 26th; 27 April, 30 April and 1 May are off.
    const extension: ClockStop = {
      from: at('2026-04-20T09:00'),
      to: at('2026-04-20T09:00'),
      cause: 'Nội dung phức tạp',
      law: '61/2018/NĐ-CP Điều 19 khoản 9',
      effect: 'extend',
      by: { amount: 4, unit: 'working_days' },
    }
    const explained = explainDueSecond(calendar, {
      received: at('2026-04-16T09:00'),
      limit: { amount: 10, unit: 'days' },
      stops: [extension],
    })
    expect(instantOf(explained.due!).toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString()).toBe('2026-05-05')
    const named = explained.because.map(({ kind, day }) => `${kind} ${day}`)
    expect(named).toContain('extended 2026-04-20')
    for (const day of ['2026-04-27', '2026-04-30', '2026-05-01'])
      expect(explained.because.find((reason) => reason.day === day)?.basis, named.join()).toMatch(/./u)
    // A new beginning after it forgets the extension, and what it passed over with it.
    const restart: ClockStop = { from: at('2026-04-21T09:00'), to: at('2026-04-21T09:00'), cause: 'x', law: 'y', effect: 'restart' }
    const anew = explainDueSecond(calendar, {
      received: at('2026-04-16T09:00'),
      limit: { amount: 2, unit: 'days' },
      stops: [{ ...extension, from: at('2026-04-17T09:00'), to: at('2026-04-17T09:00') }, restart],
    })
    expect(anew.because.map(({ kind }) => kind)).not.toContain('holiday')
  })

  test('every day off between what was promised before and after an extension is named, in whatever unit the limit is', () => {
    fc.assert(
      fc.property(
        moment,
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom(...limitUnits),
        fc.integer({ min: 1, max: 10 }),
        (received, amount, unit, more) => {
          const limit = { amount, unit }
          const plain = explainDueSecond(calendar, { received, limit })
          const instant = plain.countedFrom
          const by = { amount: more, unit: 'working_days' } as const
          const stops: ClockStop[] = [{ from: instant, to: instant, cause: 'x', law: 'y', effect: 'extend', by }]
          const extended = explainDueSecond(calendar, { received, limit, stops })
          const named = new Set(extended.because.map((reason) => reason.day))
          for (let day = dayOfSecond(plain.due! - 1) + 1; day <= dayOfSecond(extended.due! - 1); day++)
            if (!isWorkingDay(calendar, day)) expect(named.has(isoOf(day)), isoOf(day)).toBe(true)
        },
      ),
      { seed, numRuns: 400 },
    )
  })

  test('accounts for every day: those counted and those named are all there are', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 45 }), (received, amount) => {
        const explained = explainDueSecond(calendar, { received, limit: { amount, unit: 'working_days' } })
        // Days off before the counting began are named too, and are not among those it passed over.
        const begins = isoOf(dayOfSecond(explained.countedFrom))
        const named = explained.because.filter(({ kind, day }) => kind !== 'makeup_workday' && kind !== 'after_hours' && day > begins)
        expect(dayOfSecond(explained.due!) - dayOfSecond(explained.countedFrom)).toBe(amount + named.length)
      }),
      { seed, numRuns: 500 },
    )
  })

  test('says that the last day rolled exactly when it did', () => {
    const units = fc.constantFrom('hours', 'days', 'months')
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 30 }), units, (received, amount, unit) => {
        const explained = explainDueSecond(calendar, { received, limit: { amount, unit } })
        const stays = {
          receiptOutsideHours: 'next_opening',
          firstDay: 'not_counted',
          lastDayOff: 'stays',
          dueTime: 'clock_hour',
          onSupplement: 'pause',
        } as const
        const plainDay = dayOfSecond(dueSecond(calendar, received, amount, unit, stays))
        const rolled = explained.because.filter((reason) => reason.kind === 'rolled').map((reason) => reason.day)
        expect(rolled).toEqual(isWorkingDay(calendar, plainDay) ? [] : [isoOf(plainDay)])
      }),
      { seed, numRuns: 500 },
    )
  })

  test('an instant in any zone is Vietnam’s clock', () => {
    expect(localSecondOf(Temporal.Instant.from('2026-11-23T03:00:00.999Z'))).toBe(at('2026-11-23T10:00'))
  })
})
