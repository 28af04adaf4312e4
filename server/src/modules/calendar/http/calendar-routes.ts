import { z } from 'zod'
import { refusalFrom, Refused } from '#kernel/refusal.ts'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { civilOf, dayNumber, isoOf, localSecondOf, isoLocal } from '../domain/civil-day.ts'
import { dayKinds } from '../domain/decree-day.ts'
import { defaultDeadlineSettings } from '../domain/deadline-settings.ts'
import { dueDateOfText } from '../domain/due-date-of-text.ts'
import { firstYear, lastYear } from '../domain/holidays.ts'
import { limitUnits } from '../domain/limit.ts'
import { calendarRefusals } from '../domain/refusals.ts'
import { isWorkingDay } from '../domain/working-calendar.ts'
import { loadWorkingCalendar } from '../queries/load-working-calendar.ts'

const reason = z.object({
  day: z.iso.date(),
  kind: z.string(),
  name: z.string(),
  basis: z.string(),
  sentence: z.string(),
})

const limit = z.object({ amount: z.number().min(0).max(100_000), unit: z.enum(limitUnits) })

/** Offset or `Z` at the end: an instant. Otherwise a date or the local time of Vietnam. */
const instantForm = /T.*(?:Z|[+-]\d{2}:?\d{2})$/iu

export const calendarRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/calendar',
    summary: 'Ngày nghỉ lễ, nghỉ bù, hoán đổi, làm bù trong năm, kèm căn cứ',
    tags: ['Lịch làm việc'],
    access: 'public',
    query: z.object({ year: z.coerce.number().int().min(firstYear).max(lastYear) }),
    response: z.object({
      year: z.int(),
      items: z.array(
        z.object({
          date: z.iso.date(),
          kind: z.enum(dayKinds),
          name: z.string(),
          basis: z.string(),
          /** Half a day: between these hours off or, on a make-up day, worked. */
          part: z.object({ from: z.string(), to: z.string() }).nullable(),
        }),
      ),
      /** Days of weekly rest that nothing else is said of. */
      restDays: z.array(z.iso.date()),
      /** Working days of the year. */
      workingDays: z.int(),
    }),
    handle: async ({ db }, { query }) => {
      const calendar = await loadWorkingCalendar(db)
      const marks = calendar.marks.filter((mark) => civilOf(mark.day).year === query.year)
      const marked = new Set(marks.map((mark) => mark.day))
      const first = dayNumber(query.year, 1, 1)
      const all = Array.from({ length: dayNumber(query.year, 12, 31) - first + 1 }, (_, index) => first + index)
      return {
        year: query.year,
        items: marks.map(({ day, kind, name, basis, part }) => ({
          date: isoOf(day),
          kind,
          name,
          basis,
          part: part ? { from: hourOf(part.fromMinute), to: hourOf(part.toMinute) } : null,
        })),
        restDays: all.filter((day) => !marked.has(day) && !isWorkingDay(calendar, day)).map(isoOf),
        workingDays: all.filter((day) => isWorkingDay(calendar, day)).length,
      }
    },
  }),
  route({
    method: 'POST',
    url: '/due-dates',
    summary: 'Tính ngày hẹn trả, kèm giải thích và những gì cần để tính lại',
    tags: ['Lịch làm việc'],
    access: 'public',
    body: z.object({
      receivedAt: z.string().max(40).describe('YYYY-MM-DD, YYYY-MM-DDTHH:mm[:ss] (giờ Việt Nam), hoặc thời điểm ISO 8601 có múi giờ'),
      limit,
    }),
    response: z.object({
      receivedAt: z.string(),
      limit,
      due: z.string(),
      sentence: z.string(),
      because: z.array(reason),
      settings: z.record(z.string(), z.string()),
    }),
    refusals: ['LIMIT_INVALID', 'RECEIPT_INVALID', 'OUTSIDE_CALENDAR'],
    handle: async ({ db }, { body }) => {
      const received = localText(body.receivedAt)
      const answer = dueDateOfText(await loadWorkingCalendar(db), received, body.limit)
      if ('due' in answer) {
        const { due, sentence, because } = answer
        return {
          receivedAt: received,
          limit: body.limit,
          due,
          sentence,
          because: [...because],
          settings: { ...defaultDeadlineSettings },
        }
      }
      const { code, field } = faults[answer.fault]
      const fields = [{ field, message: answer.sentence }]
      throw new Refused(refusalFrom(calendarRefusals, code, { fault: answer.sentence }, fields))
    },
  }),
]

const faults = {
  received: { code: 'RECEIPT_INVALID', field: '/receivedAt' },
  limit: { code: 'LIMIT_INVALID', field: '/limit' },
  outside: { code: 'OUTSIDE_CALENDAR', field: '/receivedAt' },
} as const

function hourOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** An instant becomes the local time of Vietnam; everything else stays as it was typed, to be judged there. */
function localText(text: string): string {
  const typed = text.trim()
  if (!instantForm.test(typed)) return typed
  try {
    return isoLocal(localSecondOf(Temporal.Instant.from(typed)), true)
  } catch (error) {
    if (error instanceof RangeError) return typed
    throw error
  }
}
