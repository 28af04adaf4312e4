import type { Language } from '#kernel/language.ts'
import { dayOfSecond, instantOf, isoOf, isWeekend, localSecondOf, localSecondOfMillis, millisOfLocalSecond } from './civil-day.ts'
import { defaultDeadlineSettings, deadlineSettingChoices } from './deadline-settings.ts'
import type { DeadlineSettings } from './deadline-settings.ts'
import type { DayKind } from './decree-day.ts'
import { dueDateWords } from './due-date-words.ts'
import type { DueDateWords } from './due-date-words.ts'
import { countedFrom, countsWholeDays, dueDay, dueSecondAfter } from './due-date.ts'
import type { ClockStop } from './due-date.ts'
import type { Limit } from './limit.ts'
import { isWorkingDay, marksBetween } from './working-calendar.ts'
import type { WorkingCalendar } from './working-calendar.ts'

/**
 * One fact that moved a due date, as data and as a sentence:
 * a day not counted (`weekend` or a {@link DayKind}; `closed` for a weekday on which this office does not open), a
 * make-up day counted, a receipt outside hours, a last day that rolled, a clock that was stopped or began again.
 */
export type Reason = {
  /** `YYYY-MM-DD`. */
  readonly day: string
  readonly kind: DayKind | 'weekend' | 'closed' | 'after_hours' | 'rolled' | 'stopped' | 'restarted' | 'extended'
  readonly name: string
  /** The legal ground; empty for the plain weekend. */
  readonly basis: string
  /** Vietnamese, complete. */
  readonly sentence: string
}

export type DueDate = {
  /** `null` while the clock is stopped. */
  readonly dueAt: Temporal.Instant | null
  /** From when time counts: the receipt, or the next opening, or the end of the last restart. */
  readonly countedFromAt: Temporal.Instant
  readonly because: readonly Reason[]
  /** The whole of it in one Vietnamese sentence. */
  readonly sentence: string
}

export type ClockStopAt = {
  readonly from: Temporal.Instant
  readonly to: Temporal.Instant | null
  /** Code of the cause; `supplement` (chờ bổ sung) obeys the setting `onSupplement`, every other cause pauses. */
  readonly cause: string
  /** The cause in Vietnamese and its article, for the explanation. */
  readonly causeName?: string | undefined
  readonly law?: string | undefined
  /** Overrules the setting. */
  readonly effect?: 'pause' | 'restart' | 'extend' | undefined
  /** The time an `extend` adds. */
  readonly by?: Limit | undefined
}

/**
 * The due moment of a dossier received at an instant, with its explanation. Recomputable by anyone from the receipt,
 * the calendar and the stops.
 */
export function dueDate(calendar: WorkingCalendar, request: DueRequest): DueDate {
  const explained = explainDueSecond(calendar, {
    received: localSecondOf(request.receivedAt),
    ...inLocalSeconds(calendar, request),
    language: request.language,
  })
  return {
    dueAt: explained.due === null ? null : instantOf(explained.due),
    countedFromAt: instantOf(explained.countedFrom),
    because: explained.because,
    sentence: explained.sentence,
  }
}

/**
 * The due moment of {@link dueDate} by itself, in milliseconds since 1970-01-01T00:00Z: for many dossiers at once, where saying why costs
 * more than knowing when. `null` while the clock is stopped.
 */
export function dueMillis(
  calendar: WorkingCalendar,
  { receivedMs, ...request }: Omit<DueRequest, 'receivedAt'> & { readonly receivedMs: number },
): number | null {
  const { limit, stops, settings } = inLocalSeconds(calendar, request)
  const due = dueSecondAfter(calendar, localSecondOfMillis(receivedMs), limit, stops, settings)
  return due === null ? null : millisOfLocalSecond(due)
}

export type DueRequest = {
  readonly receivedAt: Temporal.Instant
  readonly limit: Limit
  readonly stops?: readonly ClockStopAt[] | undefined
  readonly settings?: DeadlineSettings | undefined
  /** The language of the explanation; by default Vietnamese, the language of the record. */
  readonly language?: Language | undefined
}

function inLocalSeconds(calendar: WorkingCalendar, request: Omit<DueRequest, 'receivedAt'>) {
  const settings = request.settings ?? calendar.settings ?? defaultDeadlineSettings
  return {
    limit: request.limit,
    settings,
    stops: (request.stops ?? []).map((stop) => ({
      from: localSecondOf(stop.from),
      to: stop.to && localSecondOf(stop.to),
      cause: stop.causeName ?? '',
      law: stop.law ?? '',
      effect: stop.effect ?? (stop.cause === 'supplement' ? settings.onSupplement : 'pause'),
      by: stop.by,
    })),
  }
}

/** {@link dueDate} in local seconds. */
export function explainDueSecond(
  calendar: WorkingCalendar,
  request: {
    readonly received: number
    readonly limit: Limit
    readonly stops?: readonly ClockStop[]
    readonly settings?: DeadlineSettings | undefined
    readonly language?: Language | undefined
  },
): { due: number | null; countedFrom: number; because: readonly Reason[]; sentence: string } {
  const settings = request.settings ?? calendar.settings ?? defaultDeadlineSettings
  const { received, limit } = request
  const words = dueDateWords[request.language ?? 'vi']
  const stops = [...(request.stops ?? [])].sort((a, b) => a.from - b.from)
  const moving: ClockStop[] = []
  // Time added to a period of calendar days is in working days: the days off it passes also moved the day.
  let added: { readonly was: number; readonly is: number }[] = []
  const due = dueSecondAfter(calendar, received, limit, stops, settings, (stop, end) => {
    moving.push(stop)
    if (stop.effect === 'restart') added = []
    if (stop.effect === 'extend' && (stop.by?.unit === 'working_days' || stop.by?.unit === 'working_hours')) added.push(end)
  })
  // A due moment at 24:00 belongs to the day it ends (`lastDayOf` in the kernel says the same of instants).
  const lastDay = (moment: number): number => dayOfSecond(moment - 1)

  const because: Reason[] = []
  const start = countedFrom(calendar, received, settings)
  if (start !== received) because.push(afterHours(words, received, start), ...decreedBetween(words, calendar, received, start))
  let lastStart = start
  // Of the same pass that moved the date: a stop is named when it did something, and only then.
  for (const stop of moving) {
    because.push(...stopped(words, stop))
    if (stop.effect === 'restart' && stop.to !== null) {
      lastStart = countedFrom(calendar, stop.to, settings)
      because.push(...decreedBetween(words, calendar, stop.to, lastStart))
    }
  }
  if (due !== null) {
    if (limit.unit === 'working_days' || limit.unit === 'working_hours') {
      // Of hours also the day they began on: half of it may have been off.
      if (limit.unit === 'working_hours')
        because.push(
          ...skippedDays(words, calendar, dayOfSecond(lastStart), dayOfSecond(lastStart)).filter(
            (reason) => reason.kind !== 'makeup_workday',
          ),
        )
      because.push(...skippedDays(words, calendar, dayOfSecond(lastStart) + 1, lastDay(due)))
    } else {
      for (const { was, is } of added) because.push(...skippedDays(words, calendar, dayOfSecond(was) + 1, dayOfSecond(is)))
      // By the calendar every day counts; only a last day that was off has moved the end.
      const plain = dueSecondAfter(calendar, received, limit, stops, { ...settings, lastDayOff: 'stays' })
      because.push(...rolledReasons(words, calendar, lastDay(plain ?? due), lastDay(due)))
    }
  }
  const dueText = due === null ? words.stands : words.dueAt(due)
  return {
    due,
    countedFrom: lastStart,
    because,
    sentence: sentenceOf(words, words.received(received), limit, because, dueText, settings),
  }
}

/** Whole-day counting with its explanation: a day number in, a day number out. */
export function explainDueDay(
  calendar: WorkingCalendar,
  receivedDay: number,
  limit: Limit,
  settings: DeadlineSettings = defaultDeadlineSettings,
  language: Language = 'vi',
): { due: number; because: readonly Reason[]; sentence: string } {
  if (!countsWholeDays(limit.unit)) throw new RangeError(`${limit.unit} cannot be counted from a date`)
  const words = dueDateWords[language]
  const due = dueDay(calendar, receivedDay, limit.amount, limit.unit, settings)
  const because =
    limit.unit === 'working_days'
      ? skippedDays(words, calendar, receivedDay + 1, due)
      : rolledReasons(words, calendar, dueDay(calendar, receivedDay, limit.amount, limit.unit, { ...settings, lastDayOff: 'stays' }), due)
  return {
    due,
    because,
    sentence: sentenceOf(words, words.receivedOn(receivedDay), limit, because, words.dueOn(due), settings),
  }
}

function afterHours(words: DueDateWords, received: number, start: number): Reason {
  return {
    day: isoOf(dayOfSecond(received)),
    kind: 'after_hours',
    name: deadlineSettingChoices.receiptOutsideHours.name,
    basis: deadlineSettingChoices.receiptOutsideHours.law,
    sentence: words.afterHours(received, start),
  }
}

/** Days off by law or decree for which the counting began later than the receipt: the weekend needs no reason, a decree does. */
function decreedBetween(words: DueDateWords, calendar: WorkingCalendar, received: number, start: number): Reason[] {
  return skippedDays(words, calendar, dayOfSecond(received), dayOfSecond(start - 1)).filter(
    ({ kind }) => kind === 'holiday' || kind === 'compensation' || kind === 'swapped_off',
  )
}

function stopped(words: DueDateWords, stop: ClockStop): Reason[] {
  if (stop.effect === 'extend') {
    return [
      {
        day: isoOf(dayOfSecond(stop.from)),
        kind: 'extended',
        name: stop.cause,
        basis: stop.law,
        sentence: words.extended(stop.by, stop.from, stop.cause),
      },
    ]
  }
  if (stop.effect === 'restart' && stop.to === stop.from) {
    return [
      {
        day: isoOf(dayOfSecond(stop.from)),
        kind: 'restarted',
        name: stop.cause,
        basis: stop.law,
        sentence: words.restartedBy(stop.from, stop.cause),
      },
    ]
  }
  const reasons: Reason[] = [
    {
      day: isoOf(dayOfSecond(stop.from)),
      kind: 'stopped',
      name: stop.cause,
      basis: stop.law,
      sentence: words.stopped(stop.from, stop.to, stop.cause),
    },
  ]
  if (stop.effect === 'restart' && stop.to !== null) {
    reasons.push({
      day: isoOf(dayOfSecond(stop.to)),
      kind: 'restarted',
      name: deadlineSettingChoices.onSupplement.choices.restart,
      basis: stop.law,
      sentence: words.restarted(stop.to),
    })
  }
  return reasons
}

/** A last day that was off, the days off it fell among, and where it went. */
function rolledReasons(words: DueDateWords, calendar: WorkingCalendar, plainEnd: number, due: number): Reason[] {
  if (plainEnd >= due) return []
  return [
    ...skippedDays(words, calendar, plainEnd, due - 1),
    {
      day: isoOf(plainEnd),
      kind: 'rolled',
      name: deadlineSettingChoices.lastDayOff.name,
      basis: deadlineSettingChoices.lastDayOff.law,
      sentence: words.rolled(plainEnd, due),
    },
  ]
}

/** Days that did not count, and make-up days that did although they look like rest. */
function skippedDays(words: DueDateWords, calendar: WorkingCalendar, from: number, to: number): Reason[] {
  const reasons: Reason[] = []
  const marks = new Map(marksBetween(calendar, from, to).map((mark) => [mark.day, mark]))
  for (let day = from; day <= to; day++) {
    const mark = marks.get(day)
    const works = isWorkingDay(calendar, day)
    if (mark) {
      reasons.push({
        day: isoOf(day),
        kind: mark.kind,
        name: mark.name,
        basis: mark.basis,
        sentence: words.marked(day, { ...mark, isPart: mark.part !== undefined }),
      })
    } else if (!works) {
      const weekend = isWeekend(day)
      reasons.push({
        day: isoOf(day),
        kind: weekend ? 'weekend' : 'closed',
        name: words.offName(weekend),
        basis: '',
        sentence: words.off(day, weekend),
      })
    }
  }
  return reasons
}

/** Weekends are named while they are few, and counted when they are many. */
const weekendsNamed = 8

function sentenceOf(
  words: DueDateWords,
  received: string,
  limit: Limit,
  because: readonly Reason[],
  due: string,
  settings: DeadlineSettings,
): string {
  const parts = [`${received}, ${words.limit(limit)}`]
  if (countsWholeDays(limit.unit)) {
    parts.push(settings.firstDay === 'not_counted' ? words.firstDayNotCounted : words.firstDayCounted)
  }
  for (const reason of because) {
    if (reason.kind === 'after_hours' || reason.kind === 'stopped' || reason.kind === 'restarted' || reason.kind === 'extended') {
      parts.push(reason.sentence.slice(0, 1).toLowerCase() + reason.sentence.slice(1, -1))
    }
  }
  const weekends = because.filter((reason) => reason.kind === 'weekend' || reason.kind === 'closed')
  const marks = because.filter(
    (reason) =>
      reason.kind === 'holiday' || reason.kind === 'compensation' || reason.kind === 'swapped_off' || reason.kind === 'makeup_workday',
  )
  for (const mark of marks) {
    parts.push(words.counts(mark.kind === 'makeup_workday', dateOf(mark), mark.name))
  }
  if (weekends.length > weekendsNamed) parts.push(words.weekends(weekends.length))
  else if (weekends.length > 0) parts.push(words.weekends(weekends.map(dateOf)))
  for (const reason of because) {
    if (reason.kind === 'rolled') parts.push(words.rolledPart)
  }
  parts.push(due)
  return `${parts.join('; ')}.`
}

function dateOf(reason: Reason): string {
  return `${reason.day.slice(8)}/${reason.day.slice(5, 7)}/${reason.day.slice(0, 4)}`
}
