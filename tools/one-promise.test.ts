import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dueDate, nationalCalendar } from '#calendar'
import { lastDayOf, promiseText, shortPromiseText, toVietnamIso, vietnam } from '#kernel/vietnam-time.ts'
import { dueText } from '../server/src/modules/document/domain/form-text.ts'
import { timeFacts } from '../server/src/modules/dossier/domain/clock-turn.ts'
import { outcomeOf } from '../server/src/modules/dossier/domain/outcome.ts'
import { letterOf } from '../server/src/modules/notification/domain/letters.ts'
import { appointment } from '../web/portal/app/figures.ts'
import { formatDue, formatPromise } from '../web/ui/format.ts'

// One promise, one day: whatever the office chose to count by, the slip, the explanation, the letter, the portal, the desk
// and the figures speak of the same day. The slip and the screens are made by different code, and this holds them together.

const calendar = nationalCalendar()

const settings = fc.record({
  receiptOutsideHours: fc.constantFrom('next_opening' as const, 'as_received' as const),
  firstDay: fc.constantFrom('not_counted' as const, 'counted' as const),
  lastDayOff: fc.constantFrom('next_working_day' as const, 'stays' as const),
  dueTime: fc.constantFrom('clock_hour' as const, 'end_of_office_hours' as const, 'end_of_day' as const),
  onSupplement: fc.constantFrom('pause' as const, 'restart' as const),
})
const limits = fc.record({
  amount: fc.integer({ min: 1, max: 40 }),
  unit: fc.constantFrom('hours' as const, 'working_hours' as const, 'days' as const, 'working_days' as const, 'months' as const),
})
const start = Temporal.Instant.from('2026-01-01T00:00:00+07:00')
// Whole hours are frequent, so that midnights are met under every setting.
const receipts = fc
  .oneof(
    fc.integer({ min: 0, max: 700 * 24 }).map((hours) => hours * 60),
    fc.integer({ min: 0, max: 700 * 24 * 60 }),
  )
  .map((minutes) => start.add({ minutes }))

const letterFacts = {
  code: 'X',
  applicantName: 'A',
  procedureName: 'B',
  agencyName: 'C',
  centreName: 'D',
  centrePhone: '1',
  centreAddress: 'E',
  reason: null,
  defects: [],
  charges: [],
  ground: null,
  papers: [],
  by: null,
  consequences: [],
  appeal: null,
  refusedBy: null,
  ratingUrl: null,
  trackingUrl: 'http://127.0.0.1',
}

function factsAt(now: Temporal.Instant, committedDueAt: Temporal.Instant) {
  return timeFacts({
    now,
    ceiling: (from) => from,
    stops: [],
    committedDueAt,
    // The law's limit is another one: nothing here may be counted by it.
    legalDueAt: committedDueAt.add({ hours: 240 }),
    finished: false,
    supplementBy: null,
    reappointment: 'none',
    silence: 'none',
    notified: { late: false, lateByLaw: false },
  })
}

const two = (value: number): string => String(value).padStart(2, '0')

describe('one promise', () => {
  test('is the same day on the slip, in the explanation, in the letter, on the portal, at the desk and in the figures', () => {
    fc.assert(
      fc.property(receipts, limits, settings, (receivedAt, limit, chosen) => {
        const { dueAt, sentence } = dueDate(calendar, { receivedAt, limit, settings: chosen })
        if (dueAt === null) throw new Error('nothing stopped the clock')
        const day = lastDayOf(dueAt)
        const time = dueAt.toZonedDateTimeISO(vietnam).toPlainTime().toString({ smallestUnit: 'minute' })
        const hour = time === '00:00' ? '24:00' : time
        const written = `${two(day.day)}/${two(day.month)}/${day.year}`

        const iso = toVietnamIso(dueAt)
        expect(dueText(iso)).toContain(`${hour.replace(':', ' giờ ')} phút, ngày ${two(day.day)} tháng`)
        expect(sentence).toMatch(new RegExp(`hẹn trả ${hour} [^;]+ ngày ${written}\\.$`, 'u'))
        expect(promiseText(dueAt)).toBe(formatPromise(iso))
        expect(shortPromiseText(dueAt)).toBe(formatDue(iso))
        expect(formatDue(iso)).toBe(`${hour} ${written}`)
        expect(appointment('vi', iso)).toBe(promiseText(dueAt))
        expect(letterOf('accepted', { ...letterFacts, dueAt: iso }).text).toContain(promiseText(dueAt))

        const morning = day.toZonedDateTime({ timeZone: vietnam, plainTime: '00:00:01' }).toInstant()
        const eve = day.toZonedDateTime(vietnam).toInstant().subtract({ seconds: 1 })
        expect([
          outcomeOf(eve, dueAt),
          outcomeOf(morning, dueAt),
          outcomeOf(dueAt, dueAt),
          outcomeOf(dueAt.add({ seconds: 1 }), dueAt),
        ]).toEqual(['early', 'on_time', 'on_time', 'late'])
        expect([factsAt(eve, dueAt).daysToDue, factsAt(morning, dueAt).daysToDue]).toEqual([1, 0])
      }),
      { numRuns: 600 },
    )
  })

  test('ends at 24:00 of its day where the office chose the end of the day, in working days as in calendar ones', () => {
    for (const unit of ['working_days', 'days'] as const) {
      const { dueAt } = dueDate(calendar, {
        receivedAt: Temporal.Instant.from('2026-11-30T09:00:00+07:00'),
        limit: { amount: 2, unit },
        settings: {
          receiptOutsideHours: 'next_opening',
          firstDay: 'not_counted',
          lastDayOff: 'next_working_day',
          dueTime: 'end_of_day',
          onSupplement: 'pause',
        },
      })
      expect(dueAt && promiseText(dueAt)).toBe('24:00 thứ Tư, 02/12/2026')
    }
  })
})
