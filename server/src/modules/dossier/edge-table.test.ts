import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addWorkingMinutes, defaultDeadlineSettings, nationalCalendar, workingMinutesBetween } from '#calendar'
import type { DeadlineSettings, Limit } from '#calendar'
import type { Cause, ClockEffect } from './domain/clock-causes.ts'
import { causeRules } from './domain/clock-causes.ts'
import { due } from './domain/clocks.ts'
import type { Stop } from './domain/clocks.ts'

// The edges on which deadline engines fail, one test a row: what a clock of this system does there, in pure computation.
// The acts that bring a dossier there are tested in clock-turns.db.test.ts, the proof in proof.http.test.ts.

const calendar = nationalCalendar()
const at = (text: string): Temporal.Instant => Temporal.Instant.from(`${text}:00+07:00`)
const days = (amount: number): Limit => ({ amount, unit: 'working_days' })

function dueOf(start: string, limit: Limit, stops: readonly Stop[] = [], settings: Partial<DeadlineSettings> = {}): string | null {
  return (
    due(calendar, limit, at(start), stops, settings)
      .dueAt?.toZonedDateTimeISO('Asia/Ho_Chi_Minh')
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' }) ?? null
  )
}

function turn(effect: ClockEffect, from: string, to: string | null, more: Partial<Stop> = {}): Stop {
  const cause: Record<ClockEffect, Cause> = { pause: 'field_verification', restart: 'request_changed', extend: 'complex_content' }
  return {
    cause: cause[effect],
    effect,
    fromAt: at(from).toString(),
    toAt: to === null ? null : at(to).toString(),
    endsBy: null,
    by: null,
    ...more,
  }
}
const extension = (on: string, amount: number): Stop => turn('extend', on, on, { by: days(amount) })

describe('the edge table', () => {
  test('Working hours incl. lunch: four hours from 10:00 end at 16:00, the lunch break not counted', () => {
    expect(dueOf('2026-03-03T10:00', { amount: 4, unit: 'working_hours' })).toBe('2026-03-03T16:00')
  })

  test('After-hours receipt rule: received at 18:00, counted from the next opening', () => {
    expect(dueOf('2026-03-03T18:00', { amount: 1, unit: 'working_hours' })).toBe('2026-03-04T08:00')
  })

  test('Suspend ≠ interrupt ≠ extend: the same dossier, the same instant, three different days', () => {
    const start = '2026-03-02T09:00'
    expect({
      nothing: dueOf(start, days(5)),
      suspended: dueOf(start, days(5), [turn('pause', '2026-03-03T09:00', '2026-03-05T09:00')]),
      interrupted: dueOf(start, days(5), [turn('restart', '2026-03-05T09:00', '2026-03-05T09:00')]),
      extended: dueOf(start, days(5), [extension('2026-03-05T09:00', 4)]),
    }).toEqual({
      nothing: '2026-03-09T09:00',
      suspended: '2026-03-11T09:00',
      interrupted: '2026-03-12T09:00',
      extended: '2026-03-13T09:00',
    })
  })

  test('an extension adds to the day a stop has moved, and a restart discards both', () => {
    const [pause, more] = [turn('pause', '2026-03-03T09:00', '2026-03-04T09:00'), extension('2026-03-05T09:00', 2)]
    expect(dueOf('2026-03-02T09:00', days(5), [pause, more])).toBe('2026-03-12T09:00')
    expect(dueOf('2026-03-02T09:00', days(5), [pause, more, turn('restart', '2026-03-06T09:00', '2026-03-06T09:00')])).toBe(
      '2026-03-13T09:00',
    )
  })

  test('After a supplement: begin again or go on, as the setting the clock began with says', () => {
    const stop = (effect: ClockEffect): Stop => ({ ...turn(effect, '2026-03-04T09:00', '2026-03-06T09:00'), cause: 'supplement' })
    expect([dueOf('2026-03-02T09:00', days(5), [stop('pause')]), dueOf('2026-03-02T09:00', days(5), [stop('restart')])]).toEqual([
      '2026-03-11T09:00',
      '2026-03-13T09:00',
    ])
  })

  test('Non-boundary intake: received by the competent agency on 26/11 at 09:00, three working days end on Tuesday 01/12 at 09:00', () => {
    // @law 309/2026/NĐ-CP Điều 8 khoản 3: the clock begins when the competent agency receives
    expect(dueOf('2026-11-26T09:00', days(3))).toBe('2026-12-01T09:00')
  })

  test('Suspension capped: one with a ceiling has its day from the start, and forgetting to resume gains nothing', () => {
    const endsBy = at('2026-03-05T00:00').toString()
    const open = turn('pause', '2026-03-03T09:00', null, { endsBy })
    const late = turn('pause', '2026-03-03T09:00', '2026-03-20T09:00', { endsBy })
    const early = turn('pause', '2026-03-03T09:00', '2026-03-03T11:00', { endsBy })
    expect([open, late, early].map((stop) => dueOf('2026-03-02T09:00', days(5), [stop]))).toEqual([
      '2026-03-10T17:00',
      '2026-03-10T17:00',
      '2026-03-09T11:00',
    ])
  })

  test('Extension granted after the due instant moves nothing: late stays late', () => {
    expect(dueOf('2026-03-02T09:00', days(5), [extension('2026-03-09T09:01', 5)])).toBe('2026-03-09T09:00')
  })

  test('Due moment: at the hour of receipt, at closing, or at 24:00, as the setting says', () => {
    const on = (dueTime: DeadlineSettings['dueTime']): string | null => dueOf('2026-03-02T09:00', days(1), [], { dueTime })
    expect([on('clock_hour'), on('end_of_office_hours'), on('end_of_day')]).toEqual([
      '2026-03-03T09:00',
      '2026-03-03T17:00',
      '2026-03-04T00:00',
    ])
  })

  test('every cause that may touch a clock names its law, and a ceiling is whole days', () => {
    for (const [cause, rule] of Object.entries(causeRules)) {
      expect(rule.law.length, cause).toBeGreaterThan(5)
      expect(rule.maxWorkingDays === null || (Number.isInteger(rule.maxWorkingDays) && rule.maxWorkingDays > 0), cause).toBe(true)
    }
  })
})

const seed = 20_261_124
const moment = fc.integer({ min: 0, max: 500 * 1440 }).map((minute) => at('2026-01-05T00:00').add({ minutes: minute }))

describe('working time', () => {
  test('add(a) then add(b) is add(a + b)', () => {
    fc.assert(
      fc.property(moment, fc.nat(20_000), fc.nat(20_000), (from, a, b) => {
        const once = addWorkingMinutes(calendar, from, a + b)
        // A closing and the next opening are the same moment of working time; between them there is none.
        expect(workingMinutesBetween(calendar, addWorkingMinutes(calendar, addWorkingMinutes(calendar, from, a), b), once)).toBe(0)
      }),
      { seed, numRuns: 500 },
    )
  })

  test('is monotone: a later receipt is never due earlier', () => {
    fc.assert(
      fc.property(
        moment,
        fc.nat(10_000),
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom<Limit['unit']>('hours', 'working_hours', 'days', 'working_days', 'months'),
        (from, later, amount, unit) => {
          const [one, other] = [from, from.add({ minutes: later })].map((start) => due(calendar, { amount, unit }, start, []).dueAt)
          // Where a last day that is off rolls on, two dossiers may share the day it rolls to; the day is what the law counts.
          const compared =
            unit === 'working_hours' || unit === 'working_days'
              ? Temporal.Instant.compare(one as Temporal.Instant, other as Temporal.Instant)
              : Temporal.PlainDate.compare(dayOf(one), dayOf(other))
          expect(compared).toBeLessThanOrEqual(0)
        },
      ),
      { seed, numRuns: 500 },
    )
  })

  test('of n stops that do not overlap adds back exactly the time they took, in whatever order they are given', () => {
    const gaps = fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 4000 })), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(moment, gaps, fc.nat(), (start, pieces, turnBy) => {
        let now = start
        const stops: Stop[] = []
        for (const [before, length] of pieces) {
          const from = now.add({ minutes: before })
          now = from.add({ minutes: length })
          stops.push({ cause: 'force_majeure', effect: 'pause', fromAt: from.toString(), toAt: now.toString(), endsBy: null, by: null })
        }
        const limit: Limit = { amount: 400, unit: 'working_hours' }
        const told = due(calendar, limit, start, stops, defaultDeadlineSettings).dueAt
        const shuffled = stops.toSorted((a, b) => ((minuteOf(a) * 7 + turnBy) % 11) - ((minuteOf(b) * 7 + turnBy) % 11))
        expect(due(calendar, limit, start, shuffled).dueAt?.toString()).toBe(told?.toString())
        const began = Temporal.Instant.from(start.toString())
        const used = workingMinutesBetween(calendar, began, told as Temporal.Instant)
        const lost = stops.reduce((sum, stop) => {
          const [from, to] = [Temporal.Instant.from(stop.fromAt), Temporal.Instant.from(stop.toAt ?? stop.fromAt)]
          return Temporal.Instant.compare(from, told as Temporal.Instant) < 0 ? sum + workingMinutesBetween(calendar, from, to) : sum
        }, 0)
        expect(used - lost).toBe(400 * 60)
      }),
      { seed, numRuns: 300 },
    )
  })
})

function dayOf(instant: Temporal.Instant | null | undefined): Temporal.PlainDate {
  return (instant as Temporal.Instant).toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate()
}

function minuteOf(stop: Stop): number {
  return Temporal.Instant.from(stop.fromAt).epochMilliseconds / 60_000
}
