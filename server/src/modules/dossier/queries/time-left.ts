import { instantFrom } from '#kernel/instant.ts'
import type { Language } from '#kernel/language.ts'
import { remaining, remainingInEnglish } from '#calendar'
import type { WorkingCalendar } from '#calendar'
import { outcomeOf } from '../domain/outcome.ts'
import { causesInEnglish } from '../domain/english.ts'
import { causeRule } from '../domain/clock-causes.ts'
import type { Cause } from '../domain/clock-causes.ts'

export type TimeLeft = { minutes: number; sentence: string; tone: 'ok' | 'soon' | 'late' | 'done' | 'stopped' }

/** The data from which a dossier's time is shown, on its page and in every list. */
export type Timed = {
  readonly outcome: string | null
  readonly finishedAt: string | null
  readonly endedAt: string | null
  readonly dueAt: Temporal.Instant | null
  /** The stop that is open. */
  readonly stop: { readonly cause: Cause; readonly endsBy: string | null } | null
}

/** The one sentence about time that every screen shows, for one of the two limits: `Còn 3 ngày làm việc`, `Đã xong trước hạn`. */
export function timeLeftOf(
  calendar: WorkingCalendar,
  now: Temporal.Instant,
  { outcome, finishedAt, endedAt, dueAt, stop }: Timed,
  language: Language = 'vi',
): TimeLeft {
  const words = sentences[language]
  const ended = finishedAt ?? endedAt
  if (ended !== null) {
    const mark = outcomeOf(instantFrom(ended), dueAt)
    const end = words.ends[outcome ?? '']
    const tone = mark === 'late' ? ('late' as const) : ('done' as const)
    return { minutes: 0, sentence: end === undefined ? words.finishes[mark] : mark === 'late' ? `${end}, ${words.late}` : end, tone }
  }
  const isStopped = stop !== null && (stop.endsBy === null || Temporal.Instant.compare(now, instantFrom(stop.endsBy)) < 0)
  if (isStopped) return { minutes: 0, sentence: words.stopped(stop.cause), tone: 'stopped' }
  if (dueAt === null) return { minutes: 0, sentence: words.notBegun, tone: 'stopped' }
  const left = remaining(calendar, now, dueAt)
  return language === 'en' ? { ...left, sentence: remainingInEnglish(left) } : left
}

type Sentences = {
  readonly finishes: Readonly<Record<'early' | 'on_time' | 'late', string>>
  readonly ends: Readonly<Record<string, string>>
  readonly late: string
  readonly stopped: (cause: Cause) => string
  readonly notBegun: string
}

const sentences: Readonly<Record<Language, Sentences>> = {
  vi: {
    finishes: { early: 'Đã xong trước hạn', on_time: 'Đã xong đúng hạn', late: 'Đã xong, trễ hạn' },
    ends: { refused: 'Đã từ chối', withdrawn: 'Đã rút', stopped: 'Đã dừng xử lý' },
    late: 'trễ hạn',
    stopped: (cause) => `Đồng hồ dừng: ${causeRule(cause).name.toLowerCase()}`,
    notBegun: 'Chưa tính thời hạn',
  },
  en: {
    finishes: { early: 'Done before the day', on_time: 'Done on time', late: 'Done, late' },
    ends: { refused: 'Refused', withdrawn: 'Withdrawn', stopped: 'Processing ended' },
    late: 'late',
    stopped: (cause) => `The clock is stopped: ${causesInEnglish[cause]}`,
    notBegun: 'The limit has not begun',
  },
}
