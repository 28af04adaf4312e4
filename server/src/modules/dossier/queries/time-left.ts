import { remaining } from '#calendar'
import type { WorkingCalendar } from '#calendar'
import { outcomeOf } from '../domain/decide-act.ts'
import { causeRule } from '../domain/dossier-acts.ts'
import type { Cause } from '../domain/dossier-acts.ts'

export type TimeLeft = { minutes: number; sentence: string; tone: 'ok' | 'soon' | 'late' | 'done' | 'stopped' }

/** What a dossier's time is told from, on its page as in every list. */
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
): TimeLeft {
  const ended = finishedAt ?? endedAt
  if (ended !== null) {
    const mark = outcomeOf(Temporal.Instant.from(ended), dueAt)
    const end = endSentences[outcome ?? '']
    const tone = mark === 'late' ? ('late' as const) : ('done' as const)
    return { minutes: 0, sentence: end === undefined ? finishSentences[mark] : mark === 'late' ? `${end}, trễ hạn` : end, tone }
  }
  const isStopped = stop !== null && (stop.endsBy === null || Temporal.Instant.compare(now, Temporal.Instant.from(stop.endsBy)) < 0)
  if (isStopped) return { minutes: 0, sentence: `Đồng hồ dừng: ${causeRule(stop.cause).name.toLowerCase()}`, tone: 'stopped' }
  if (dueAt === null) return { minutes: 0, sentence: 'Chưa tính thời hạn', tone: 'stopped' }
  return remaining(calendar, now, dueAt)
}

const finishSentences = { early: 'Đã xong trước hạn', on_time: 'Đã xong đúng hạn', late: 'Đã xong, trễ hạn' } as const

const endSentences: Readonly<Record<string, string>> = {
  refused: 'Đã từ chối',
  withdrawn: 'Đã rút',
  stopped: 'Đã dừng xử lý',
}
