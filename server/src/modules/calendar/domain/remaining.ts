import { standardDaySeconds } from './limit.ts'
import { workingMinutesBetween } from './working-calendar.ts'
import type { WorkingCalendar } from './working-calendar.ts'

export type Remaining = {
  /** Working minutes left; negative when late. */
  readonly minutes: number
  /** `Còn 3 giờ làm việc`, `Trễ 1 ngày làm việc`. */
  readonly sentence: string
  readonly tone: 'ok' | 'soon' | 'late'
}

const standardDayMinutes = standardDaySeconds / 60

/** One working day: from here on a dossier is "sắp đến hạn". */
export const soonMinutes = standardDayMinutes

/** The time left until the due moment of an open dossier, or how late it is, in working time of its office. Both in local seconds. */
export function remaining(calendar: WorkingCalendar, now: number, due: number, soonWithinMinutes = soonMinutes): Remaining {
  const minutes = workingMinutesBetween(calendar, now, due)
  if (now > due) {
    return {
      minutes,
      sentence: minutes === 0 ? 'Vừa quá hạn' : `Trễ ${durationText(-minutes)} làm việc`,
      tone: 'late',
    }
  }
  return {
    minutes,
    sentence: minutes === 0 ? 'Đã đến hạn' : `Còn ${durationText(minutes)} làm việc`,
    tone: minutes <= soonWithinMinutes ? 'soon' : 'ok',
  }
}

/** Two units at most, the smaller only while it says something: `3 ngày`, `1 ngày 2 giờ`, `5 giờ 20 phút`, `45 phút`. */
export function durationText(minutes: number): string {
  const days = Math.floor(minutes / standardDayMinutes)
  const hours = Math.floor((minutes % standardDayMinutes) / 60)
  const rest = minutes % 60
  if (days >= 3 || (days > 0 && hours === 0)) return `${days} ngày`
  if (days > 0) return `${days} ngày ${hours} giờ`
  if (hours > 0) return rest === 0 ? `${hours} giờ` : `${hours} giờ ${rest} phút`
  return `${rest} phút`
}

/** The time left in English, from the same minutes. */
export function remainingInEnglish({ minutes, tone }: Pick<Remaining, 'minutes' | 'tone'>): string {
  if (tone === 'late') return minutes === 0 ? 'Just overdue' : `${durationInEnglish(-minutes)} late`
  return minutes === 0 ? 'Due now' : `${durationInEnglish(minutes)} left`
}

/** `3 working days`, `1 working day 2 hours`, `5 working hours 20 minutes`, `45 working minutes`. */
export function durationInEnglish(minutes: number): string {
  const days = Math.floor(minutes / standardDayMinutes)
  const hours = Math.floor((minutes % standardDayMinutes) / 60)
  const rest = minutes % 60
  const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`
  if (days >= 3 || (days > 0 && hours === 0)) return many(days, 'working day')
  if (days > 0) return `${many(days, 'working day')} ${many(hours, 'hour')}`
  if (hours > 0) return rest === 0 ? many(hours, 'working hour') : `${many(hours, 'working hour')} ${many(rest, 'minute')}`
  return many(rest, 'working minute')
}
