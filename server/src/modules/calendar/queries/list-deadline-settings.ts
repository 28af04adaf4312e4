import type { Queryable } from '#platform/db/database.ts'
import {
  choiceText,
  deadlineSettingChoices,
  defaultDeadlineSettings,
  inForce,
  settingExamples,
  settingNames,
} from '../domain/deadline-settings.ts'
import type { DeadlineSettings, SettingExample, SettingName } from '../domain/deadline-settings.ts'
import { dayFrom, isoOf } from '../domain/civil-day.ts'
import { dueDate } from '../domain/explain-due-date.ts'
import { limitText } from '../domain/limit.ts'
import { loadDeadlineSettings, loadVersion } from '../store/calendar-store.ts'
import { loadWorkingCalendar } from './load-working-calendar.ts'

/** How time limits are counted here where laws leave a choice: what holds, since when, on what ground, and what was before. */
export async function listDeadlineSettings(db: Queryable) {
  const { today } = await loadVersion(db)
  const entries = await loadDeadlineSettings(db)
  return {
    today,
    items: settingNames.map((name) => {
      const { name: title, law, choices } = deadlineSettingChoices[name]
      const holds = inForce(entries, name, today)
      const to = entries.filter((entry) => entry.name === name && entry.fromOn > today)
      return {
        name,
        title,
        law,
        value: holds?.value ?? defaultDeadlineSettings[name],
        isDefault: holds === undefined,
        fromOn: holds?.fromOn ?? null,
        basis: holds?.basis ?? null,
        choices: Object.entries(choices).map(([value, text]) => ({
          value,
          text: text as string,
          isDefault: value === defaultDeadlineSettings[name],
        })),
        upcoming: [...new Set(to.map((entry) => entry.fromOn))].sort().map((fromOn) => {
          const entry = inForce(to, name, fromOn)
          return { fromOn, value: entry?.value ?? '', text: choiceText(name, entry?.value ?? ''), basis: entry?.basis ?? '' }
        }),
      }
    }),
    history: entries
      .map((entry, index) => {
        const was = inForce(entries.slice(0, index), entry.name, entry.fromOn)?.value ?? defaultDeadlineSettings[entry.name]
        return {
          title: deadlineSettingChoices[entry.name].name,
          was: choiceText(entry.name, was),
          is: choiceText(entry.name, entry.value),
          fromOn: entry.fromOn,
          basis: entry.basis,
          reason: entry.reason,
          enteredBy: entry.byName,
          enteredAt: entry.enteredAt,
        }
      })
      .toReversed(),
  }
}

export type ComparedExample = {
  title: string
  receivedAt: string
  limit: string
  before: string
  after: string
  differs: boolean
  sentence: string
}

/** The results of a choice beside those of the one in force, for the examples of the setting, in the first plain week after its day. */
export async function compareSettings(db: Queryable, name: SettingName, value: string, fromOn: string): Promise<ComparedExample[]> {
  const calendar = await loadWorkingCalendar(db)
  const entries = await loadDeadlineSettings(db)
  const before: DeadlineSettings = { ...defaultDeadlineSettings, ...valuesOn(entries, fromOn) }
  const after: DeadlineSettings = { ...before, [name]: value }
  return settingExamples[name].map((example) => {
    const receivedAt = receiptOf(example, fromOn)
    const due = (settings: DeadlineSettings) =>
      dueDate(calendar, { receivedAt, limit: example.limit, settings, stops: supplementOf(example, receivedAt, settings) })
    const [was, is] = [due(before), due(after)]
    return {
      title: example.title,
      receivedAt: local(receivedAt),
      limit: limitText(example.limit),
      before: was.dueAt ? local(was.dueAt) : '',
      after: is.dueAt ? local(is.dueAt) : '',
      differs: was.dueAt?.epochMilliseconds !== is.dueAt?.epochMilliseconds,
      sentence: is.sentence,
    }
  })
}

function valuesOn(entries: Parameters<typeof inForce>[0], day: string): Partial<DeadlineSettings> {
  return Object.fromEntries(
    settingNames.flatMap((name) => {
      const entry = inForce(entries, name, day)
      return entry ? [[name, entry.value]] : []
    }),
  ) as Partial<DeadlineSettings>
}

/** The example's weekday, in the week that begins on the first Monday on or after the day. */
function receiptOf({ weekday, hour }: SettingExample, fromOn: string): Temporal.Instant {
  const first = Temporal.PlainDate.from(isoOf(dayFrom(fromOn)))
  const monday = first.add({ days: (8 - first.dayOfWeek) % 7 })
  return monday
    .add({ days: weekday - 1 })
    .toZonedDateTime({ timeZone: 'Asia/Ho_Chi_Minh', plainTime: hour })
    .toInstant()
}

function supplementOf({ supplement }: SettingExample, receivedAt: Temporal.Instant, { onSupplement }: DeadlineSettings) {
  if (!supplement) return []
  const after = (days: number) => receivedAt.add({ hours: 24 * days })
  return [
    {
      cause: 'supplement',
      causeName: 'Chờ người nộp bổ sung giấy tờ',
      law: '61/2018/NĐ-CP Điều 19 khoản 4',
      effect: onSupplement,
      from: after(supplement.askedAfter),
      to: after(supplement.givenAfter),
    },
  ]
}

function local(at: Temporal.Instant): string {
  return at.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toString({ timeZoneName: 'never', smallestUnit: 'second' })
}
