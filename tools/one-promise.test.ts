import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dueDate, limitText, nationalCalendar } from '#calendar'
import type { DeadlineSettings, Limit } from '#calendar'
import { lastDayOf, promiseText, shortPromiseText, toVietnamIso, vietnam } from '#kernel/vietnam-time.ts'
import { formText } from '../server/src/modules/document/domain/form-text.ts'
import { sampleReceiptSlip } from '../server/src/modules/document/domain/sample-forms.ts'
import { timeFacts } from '../server/src/modules/dossier/domain/clock-turn.ts'
import { dueOfBoth } from '../server/src/modules/dossier/domain/clocks.ts'
import type { Clock, Stop } from '../server/src/modules/dossier/domain/clocks.ts'
import { daysMoved } from '../server/src/modules/dossier/domain/due-move.ts'
import { ladderPlaceFrom } from '../server/src/modules/dossier/domain/escalation.ts'
import { outcomeOf } from '../server/src/modules/dossier/domain/outcome.ts'
import { clockViews } from '../server/src/modules/dossier/queries/clock-views.ts'
import { letterOf } from '../server/src/modules/notification/domain/letters.ts'
import { appointment } from '../web/portal/app/figures.ts'
import { formatDue, formatPromise } from '../web/ui/format.ts'

// One promise, one day: whatever the office chose to count by, the slip, the explanation, the letter, the portal, the desk,
// the alerts and the figures name the same day. Different code writes them; this holds them together.

const calendar = nationalCalendar()

const settings: fc.Arbitrary<DeadlineSettings> = fc.record({
  receiptOutsideHours: fc.constantFrom('next_opening' as const, 'as_received' as const),
  firstDay: fc.constantFrom('not_counted' as const, 'counted' as const),
  lastDayOff: fc.constantFrom('next_working_day' as const, 'next_working_day' as const, 'stays' as const),
  dueTime: fc.constantFrom('clock_hour' as const, 'end_of_office_hours' as const, 'end_of_day' as const),
  onSupplement: fc.constantFrom('pause' as const, 'restart' as const),
})
/** Parts of an hour and of a working day are limits too: 0.5 working days are four working hours. */
const limits: fc.Arbitrary<Limit> = fc.oneof(
  fc.record({
    amount: fc.integer({ min: 1, max: 40 }),
    unit: fc.constantFrom('hours' as const, 'working_hours' as const, 'days' as const, 'working_days' as const, 'months' as const),
  }),
  fc.record({ amount: fc.integer({ min: 1, max: 60 }), unit: fc.constantFrom('days' as const, 'months' as const) }),
  fc.record({
    amount: fc.integer({ min: 1, max: 80 }).map((quarters) => quarters / 4),
    unit: fc.constantFrom('hours' as const, 'working_hours' as const, 'working_days' as const),
  }),
)
const start = Temporal.Instant.from('2026-01-01T00:00:00+07:00')
const days = fc.integer({ min: 0, max: 700 })
// Whole hours are frequent, so that midnights are met under every setting; so are receipts after 15:00 and after hours.
const receipts = fc
  .oneof(
    fc.tuple(days, fc.integer({ min: 0, max: 23 })).map(([day, hour]) => (day * 24 + hour) * 60),
    fc.tuple(days, fc.integer({ min: 15 * 60, max: 18 * 60 })).map(([day, minute]) => day * 24 * 60 + minute),
    fc.tuple(days, fc.integer({ min: 0, max: 24 * 60 - 1 })).map(([day, minute]) => day * 24 * 60 + minute),
  )
  .map((minutes) => start.add({ minutes }))
/** What moves both limits, and what moves the promise only. */
const turns = fc.record({
  pausedHours: fc.option(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }))),
  extendedDays: fc.option(fc.integer({ min: 1, max: 10 })),
})

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
  isAtIntake: false,
  ratingUrl: null,
  trackingUrl: 'http://127.0.0.1',
}

type BothDue = { readonly committed: Temporal.Instant; readonly legal: Temporal.Instant }

function factsAt(now: Temporal.Instant, due: BothDue) {
  return timeFacts({
    now,
    ceiling: (from) => from,
    stops: [],
    committedDueAt: due.committed,
    legalDueAt: due.legal,
    finished: false,
    supplementBy: null,
    reappointment: 'none',
    silence: 'none',
    notified: { late: false, lateByLaw: false },
  })
}

function isDueTodayAt(now: Temporal.Instant, { committed, legal }: BothDue): boolean {
  const candidate = { holderKind: 'agency' as const, dueAt: committed.toString(), legalDueAt: legal.toString(), lastSeq: 1 }
  return ladderPlaceFrom({ ...candidate, lastAt: now.toString() }, calendar, now).isDueToday
}

function stopsFrom(receivedAt: Temporal.Instant, turned: { pausedHours: [number, number] | null; extendedDays: number | null }): Stop[] {
  const stops: Stop[] = []
  if (turned.pausedHours) {
    const [after, lasting] = turned.pausedHours
    const from = receivedAt.add({ hours: after })
    const to = from.add({ hours: lasting })
    const both = { fromAt: from.toString(), toAt: to.toString(), endsBy: null, by: null }
    stops.push({ cause: 'supplement', effect: 'pause', ...both })
  }
  if (turned.extendedDays) {
    const at = receivedAt.toString()
    const by = { amount: turned.extendedDays, unit: 'working_days' as const }
    stops.push({ cause: 'complex_content', effect: 'extend', fromAt: at, toAt: at, endsBy: null, by, moves: 'committed' })
  }
  return stops
}

/** How a limit is written in figures, by plain reading of the instant. */
function writtenFrom(dueAt: Temporal.Instant) {
  const day = lastDayOf(dueAt)
  const time = dueAt.toZonedDateTimeISO(vietnam).toPlainTime().toString({ smallestUnit: 'minute' })
  const hour = time === '00:00' ? '24:00' : time
  const two = (value: number): string => String(value).padStart(2, '0')
  return {
    day,
    hour,
    date: `${two(day.day)}/${two(day.month)}/${day.year}`,
    onPaper: `${hour.replace(':', ' giờ ')} phút, ngày ${two(day.day)} tháng`,
  }
}

type Case = {
  readonly receivedAt: Temporal.Instant
  readonly limits: { readonly committed: Limit; readonly legal: Limit }
  readonly settings: DeadlineSettings
  readonly stops: readonly Stop[]
}

function clocksFrom({ receivedAt, limits: both, settings: chosen, stops }: Case): { due: BothDue; row: Parameters<typeof clockViews>[0] } {
  const clocks: Clock[] = (['committed', 'legal'] as const).map((kind) => ({
    kind,
    limit: both[kind],
    startedAt: receivedAt.toString(),
    settings: chosen,
  }))
  const { committed, legal } = dueOfBoth(calendar, { clocks, stops })
  if (committed === null || legal === null) throw new Error('no stop is open')
  // What a view reads of the record when nothing is finished.
  const row = { clocks, stops, finishedAt: null, endedAt: null, outcome: null } as unknown as Parameters<typeof clockViews>[0]
  return { due: { committed, legal }, row }
}

/** Every reader of the promised day, and of the day by law, says the same day. */
function expectOneDay(given: Case): void {
  const { due, row } = clocksFrom(given)
  const views = clockViews(row, calendar, given.receivedAt)
  const inEnglish = clockViews(row, calendar, given.receivedAt, 'en')
  for (const kind of ['committed', 'legal'] as const) {
    const dueAt = due[kind]
    const { hour, date } = writtenFrom(dueAt)
    const iso = toVietnamIso(dueAt)
    const view = views.find((each) => each.kind === kind)
    expect(view?.dueAt).toBe(iso)
    expect(view?.sentence).toMatch(new RegExp(`hẹn trả ${hour} [^;]+ ngày ${date}\\.$`, 'u'))
    expect(inEnglish.find((each) => each.kind === kind)?.sentence).toContain(`due at ${hour} `)
    expect(promiseText(dueAt)).toBe(formatPromise(iso))
    expect(shortPromiseText(dueAt)).toBe(formatDue(iso))
    expect(formatDue(iso)).toBe(`${hour} ${date}`)
    expect(appointment('vi', iso)).toBe(promiseText(dueAt))
    expect(letterOf('accepted', { ...letterFacts, dueAt: iso }).text).toContain(promiseText(dueAt))
  }

  const [promised, byLaw] = [writtenFrom(due.committed), writtenFrom(due.legal)]
  const slip = formText('receipt-slip', {
    ...sampleReceiptSlip,
    receivedAt: toVietnamIso(given.receivedAt),
    committedDueAt: toVietnamIso(due.committed),
    legalDueAt: toVietnamIso(due.legal),
  })
  expect(slip['dueAt']).toContain(promised.onPaper)
  const isOneMoment = promised.hour === byLaw.hour && promised.date === byLaw.date
  if (isOneMoment) expect(slip['latestAt']).toBeNull()
  else expect(slip['latestAt']).toContain(byLaw.onPaper)
  expect(daysMoved(due.committed.epochMilliseconds, due.legal.epochMilliseconds)).toBe(promised.day.until(byLaw.day).days)

  const morning = promised.day.toZonedDateTime({ timeZone: vietnam, plainTime: '00:00:01' }).toInstant()
  const eve = promised.day.toZonedDateTime(vietnam).toInstant().subtract({ seconds: 1 })
  const marks = [eve, morning, due.committed, due.committed.add({ seconds: 1 })].map((at) => outcomeOf(at, due.committed))
  expect(marks).toEqual(['early', 'on_time', 'on_time', 'late'])
  const [before, on] = [factsAt(eve, due), factsAt(morning, due)]
  expect([before.daysToDue, on.daysToDue]).toEqual([1, 0])
  expect(on.daysToLegalDue).toBe(promised.day.until(byLaw.day).days)
  expect([isDueTodayAt(eve, due), isDueTodayAt(morning, due)]).toEqual([false, true])
}

describe('one promise', () => {
  test('is the same day on the slip, in the explanation, in the letter, on the portal, at the desk, in alerts and in the figures', () => {
    const met = { afterThree: 0, fraction: 0, endOfDay: 0, rolled: 0, twoLimits: 0, afterLaw: 0 }
    fc.assert(
      fc.property(receipts, limits, limits, settings, turns, (receivedAt, committed, legal, chosen, turned) => {
        const stops = stopsFrom(receivedAt, turned)
        expectOneDay({ receivedAt, limits: { committed, legal }, settings: chosen, stops })
        const answer = dueDate(calendar, { receivedAt, limit: committed, settings: chosen })
        if (receivedAt.toZonedDateTimeISO(vietnam).hour >= 15) met.afterThree += 1
        if (!Number.isInteger(committed.amount)) met.fraction += 1
        if (answer.dueAt?.toZonedDateTimeISO(vietnam).hour === 0) met.endOfDay += 1
        if (answer.because.some(({ kind }) => kind === 'rolled')) met.rolled += 1
        if (limitText(committed) !== limitText(legal)) met.twoLimits += 1
        if (turned.extendedDays) met.afterLaw += 1
      }),
      { numRuns: 200 },
    )
    // A property over cases that are never met says nothing.
    for (const [what, times] of Object.entries(met)) expect(times, what).toBeGreaterThan(0)
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

  test('is never formatted by the function for past instants', () => {
    expect(limitsWrittenAsMoments()).toEqual([])
    expect(limitWrittenAsMoment.test('formatInstant(each.dueWas)')).toBe(true)
    expect(limitWrittenAsMoment.test('formatDue(each.dueWas)')).toBe(false)
  })
})

const limitWrittenAsMoment =
  /\b(formatInstant|formatDay|formatTime|instant|day|longDay)\(([\w.]+, )?[\w.!?]*(\w*[dD]ue(At|Was|Is|Before|After)|supplementBy|endsBy|payBy)\b/u

function limitsWrittenAsMoments(): string[] {
  const web = join(import.meta.dirname, '../web')
  return readdirSync(web, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/u.test(entry.name) && !/\.test\./u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => limitWrittenAsMoment.test(line))
        .map((line) => `${file.slice(web.length + 1)}: ${line.trim()}`),
    )
}
