import { z } from 'zod'
import { cited, said } from '#platform/http/said.ts'
import { refusalFrom, Refused } from '#kernel/refusal.ts'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { writtenDay } from '#platform/http/written-day.ts'
import { civilOf, dayNumber, isoOf, localSecondOf, isoLocal } from '../domain/civil-day.ts'
import { dayKinds } from '../domain/decree-day.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Queryable } from '#platform/db/database.ts'
import { chooseDeadlineSetting, maySetDeadlines, mustBeChoosable } from '../commands/set-deadline-setting.ts'
import { defaultDeadlineSettings, settingNames } from '../domain/deadline-settings.ts'
import type { SettingName } from '../domain/deadline-settings.ts'
import { dueDateOfText } from '../domain/due-date-of-text.ts'
import { firstYear, lastYear } from '../domain/holidays.ts'
import { limitUnits } from '../domain/limit.ts'
import { calendarRefusals } from '../domain/refusals.ts'
import { isWorkingDay } from '../domain/working-calendar.ts'
import { compareSettings, listDeadlineSettings } from '../queries/list-deadline-settings.ts'
import { listOfficeHours } from '../queries/list-office-hours.ts'
import { loadWorkingCalendar } from '../queries/load-working-calendar.ts'

const reason = z.object({
  day: z.iso.date(),
  kind: z.string(),
  name: said,
  basis: cited,
  sentence: said,
})

const limit = z.object({ amount: z.number().min(0).max(100_000), unit: z.enum(limitUnits) })

const words = (max: number, message: string) => z.string().trim().min(1, message).max(max, `Không quá ${max} ký tự`)
const proposed = {
  name: z.enum(settingNames as [SettingName, ...SettingName[]]),
  value: z.string().max(40),
  fromOn: writtenDay,
}
const choosing = [
  'DEADLINE_SETTING_NOT_YOURS',
  'DEADLINE_SETTING_UNKNOWN',
  'DEADLINE_SETTING_IN_PAST',
  'DEADLINE_SETTING_UNCHANGED',
  'OUTSIDE_CALENDAR',
]
const example = z.object({
  title: said,
  receivedAt: z.string(),
  limit: z.string(),
  before: z.string(),
  after: z.string(),
  differs: z.boolean(),
  sentence: said,
})
const deadlineSettings = z
  .object({
    today: z.iso.date(),
    mayChange: z.boolean(),
    items: z.array(
      z.object({
        name: z.enum(settingNames as [SettingName, ...SettingName[]]),
        title: said,
        law: cited,
        value: z.string(),
        /** No choice was made here: the default of the system. */
        isDefault: z.boolean(),
        fromOn: z.iso.date().nullable(),
        basis: cited.nullable(),
        choices: z.array(z.object({ value: z.string(), text: said, isDefault: z.boolean() })),
        upcoming: z.array(z.object({ fromOn: z.iso.date(), value: z.string(), text: said, basis: z.string() })),
      }),
    ),
    history: z.array(
      z.object({
        title: said,
        was: z.string(),
        is: z.string(),
        fromOn: z.iso.date(),
        basis: z.string(),
        reason: z.string(),
        enteredBy: z.string().nullable(),
        enteredAt: z.string(),
      }),
    ),
  })
  .meta({ id: 'DeadlineSettings' })

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
          name: said,
          basis: cited,
          /** Half a day: between these hours off or, on a make-up day, worked. */
          part: z.object({ from: z.string(), to: z.string() }).nullable(),
        }),
      ),
      /** Weekly days off without an entry in the calendar. */
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
    method: 'GET',
    url: '/office-hours',
    summary: 'Giờ làm việc của từng nơi: đã, đang và sẽ áp dụng. Thay đổi bằng văn bản (`POST /decrees`)',
    tags: ['Lịch làm việc'],
    access: 'public',
    response: z.object({
      today: z.iso.date(),
      items: z.array(
        z.object({
          agencyId: z.string().nullable(),
          centreId: z.string().nullable(),
          /** `null`: of every office that has none of its own. */
          officeName: z.string().nullable(),
          fromOn: z.iso.date().nullable(),
          untilOn: z.iso.date().nullable(),
          standing: z.enum(['past', 'now', 'to_come']),
          basis: z.string(),
          /** Weekdays from 1, Monday, to 7. What does not count is open for receiving only. */
          sessions: z.array(z.object({ weekday: z.int().min(1).max(7), from: z.string(), to: z.string(), counts: z.boolean() })),
        }),
      ),
    }),
    handle: async ({ db }) => {
      const { today, items } = await listOfficeHours(db)
      return { today, items: items.map((each) => ({ ...each, sessions: [...each.sessions] })) }
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
      sentence: said,
      because: z.array(reason),
      settings: z.record(z.string(), z.string()),
    }),
    refusals: ['LIMIT_INVALID', 'RECEIPT_INVALID', 'OUTSIDE_CALENDAR'],
    handle: async ({ db, language }, { body }) => {
      const received = localText(body.receivedAt)
      const calendar = await loadWorkingCalendar(db)
      const settings = calendar.settings ?? defaultDeadlineSettings
      const answer = dueDateOfText(calendar, received, body.limit, settings, language)
      if ('due' in answer) {
        const { due, sentence, because } = answer
        return {
          receivedAt: received,
          limit: body.limit,
          due,
          sentence,
          because: [...because],
          settings: { ...settings },
        }
      }
      const { code, field } = faults[answer.fault]
      const fields = [{ field, message: answer.sentence }]
      throw new Refused(refusalFrom(calendarRefusals, code, { fault: answer.sentence }, fields))
    },
  }),
  route({
    method: 'GET',
    url: '/deadline-settings',
    summary: 'Cách tính thời hạn ở những chỗ luật cho chọn: đang theo cách nào, từ ngày nào, căn cứ gì, và đã thay đổi ra sao',
    tags: ['Lịch làm việc'],
    access: 'public',
    response: deadlineSettings,
    handle: async ({ db, actor }) => await settingsFor(db, actor),
  }),
  route({
    method: 'POST',
    url: '/deadline-settings/preview',
    summary: 'So sánh ngày hẹn theo cách tính đang có và cách tính đề nghị, trên vài ví dụ; không ghi gì',
    tags: ['Lịch làm việc'],
    access: ['operator'],
    body: z.strictObject(proposed),
    response: z.object({ examples: z.array(example) }),
    refusals: choosing,
    handle: async ({ db, actor }, { body }) => {
      await mustBeChoosable(db, actor, body)
      return { examples: await compareSettings(db, body.name, body.value, body.fromOn) }
    },
  }),
  route({
    method: 'POST',
    url: '/deadline-settings',
    summary: 'Chọn cách tính thời hạn từ một ngày; hồ sơ đang tính giữ cách tính lúc bắt đầu',
    tags: ['Lịch làm việc'],
    access: ['operator'],
    body: z.strictObject({ ...proposed, basis: words(300, 'Xin ghi văn bản căn cứ'), reason: words(1000, 'Xin nêu lý do') }),
    response: deadlineSettings,
    status: 201,
    command: true,
    refusals: choosing,
    handle: async ({ db, actor }, { body }) => {
      await chooseDeadlineSetting(db, actor, body)
      return await settingsFor(db, actor)
    },
  }),
]

/** Only staff see who entered a choice; the public sees the decision. */
async function settingsFor(db: Queryable, actor: Actor) {
  const { history, ...all } = await listDeadlineSettings(db)
  const isStaff = actor.accountId !== null
  return {
    ...all,
    mayChange: maySetDeadlines(actor),
    history: history.map((entry) => ({ ...entry, enteredBy: isStaff ? entry.enteredBy : null })),
  }
}

const faults = {
  received: { code: 'RECEIPT_INVALID', field: '/receivedAt' },
  limit: { code: 'LIMIT_INVALID', field: '/limit' },
  outside: { code: 'OUTSIDE_CALENDAR', field: '/receivedAt' },
} as const

function hourOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** An instant becomes the local time of Vietnam; other text is returned as typed, and the domain checks it. */
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
