import { workingMinutesBetween } from '#calendar/domain'
import type { WorkingCalendar } from '#calendar/domain'
import type { Role } from '#kernel/actor.ts'
import { lastDayOf, toVietnamDay } from '#kernel/vietnam-time.ts'

/**
 * The ladder of a dossier's time. Each rung is reached once for what it is armed by: a promised instant that changes
 * (extension, supplement, late decree) arms it again, an act arms `silent` again.
 */
const ladderRungs = ['soon', 'due', 'late', 'later', 'silent', 'law_soon', 'law_late'] as const
type LadderRung = (typeof ladderRungs)[number]

/** Everything staff are warned of: the ladder, a letter of apology that waits for its signature, an opinion or a part past its deadline. */
export const rungs = [...ladderRungs, 'to_sign', 'unanswered', 'part_late'] as const
export type Rung = (typeof rungs)[number]

export const rungNames: Readonly<Record<Rung, string>> = {
  soon: 'Sắp đến hẹn',
  due: 'Hôm nay là ngày hẹn',
  late: 'Trễ hẹn',
  later: 'Trễ hẹn kéo dài',
  silent: 'Đứng yên',
  to_sign: 'Chờ ký văn bản xin lỗi',
  unanswered: 'Quá hạn cho ý kiến',
  part_late: 'Quá hạn phần việc',
  law_soon: 'Sắp hết thời hạn theo luật',
  law_late: 'Quá thời hạn theo luật',
}

/** `soon` and `law_soon`: a working day before. `due`: on the day itself. `later`: again after each working week. `silent`: two working days without an act. Our choice. */
export const ladder = { soonMinutes: 480, laterEveryMinutes: 2400, silentMinutes: 960 } as const

/** Who is notified in addition to the holding officer: the closer the promise, the closer to the desk. */
const told: Readonly<Record<LadderRung, { readonly agency: readonly Role[]; readonly counter: readonly Role[] }>> = {
  soon: { agency: ['unit_head'], counter: ['counter_officer'] },
  due: { agency: ['unit_head', 'signatory'], counter: ['counter_officer', 'centre_manager'] },
  late: { agency: ['unit_head', 'signatory', 'centre_manager'], counter: ['counter_officer', 'centre_manager'] },
  later: { agency: ['signatory', 'centre_manager', 'provincial_leader'], counter: ['centre_manager', 'provincial_leader'] },
  // The law's limit has consequences of its own (silence may decide): the signatory must know before it passes.
  law_soon: { agency: ['unit_head', 'signatory', 'centre_manager'], counter: ['counter_officer', 'centre_manager'] },
  law_late: { agency: ['signatory', 'centre_manager', 'provincial_leader'], counter: ['centre_manager', 'provincial_leader'] },
  // A dossier must not stay idle: the superior of its holder is notified.
  silent: { agency: ['unit_head', 'signatory'], counter: ['centre_manager'] },
}

/** The recipients of an overdue opinion, once for its question: the centre's head follows it up, the lead agency must know. */
export const unansweredRoles: readonly Role[] = ['unit_head', 'centre_manager']

/** The recipients of an overdue part, once: the heads of the agency that has it, and of the lead, which is accountable for the whole. */
export const lateParts: { readonly agency: readonly Role[]; readonly lead: readonly Role[] } = {
  agency: ['unit_head', 'signatory'],
  lead: ['unit_head', 'signatory', 'centre_manager'],
}

export type OnTheLadder = {
  readonly holderKind: 'counter' | 'agency' | 'applicant' | 'outside' | 'none'
  readonly dueAt: string | null
  readonly lastSeq: number
  /** Working minutes until due, 0 from the last office hour before it; negative when past. `null` without a due instant. */
  readonly minutesLeft: number | null
  /** Today is the day of the promise. */
  readonly isDueToday: boolean
  /** The limit by law, where it is another than the promise: `null` when both end at once or there is none. */
  readonly law: { readonly dueAt: string; readonly minutesLeft: number } | null
  /** Working minutes since the last act. */
  readonly minutesStill: number
}

/** The input of the ladder, from the rows of the dossier and of its last act. */
export type TimedCandidate = Pick<OnTheLadder, 'holderKind' | 'dueAt' | 'lastSeq'> & {
  readonly legalDueAt: string | null
  readonly lastAt: string
}

/** How near a dossier is to its limits at an instant, in working time. */
export function ladderPlaceFrom(each: TimedCandidate, calendar: WorkingCalendar, now: Temporal.Instant): OnTheLadder {
  const [dueAt, legalDueAt] = [each.dueAt, each.legalDueAt].map((at) => (at === null ? null : Temporal.Instant.from(at)))
  const minutesTo = (due: Temporal.Instant): number =>
    Temporal.Instant.compare(due, now) >= 0
      ? workingMinutesBetween(calendar, now, due)
      : -Math.max(1, workingMinutesBetween(calendar, due, now))
  return {
    holderKind: each.holderKind,
    lastSeq: each.lastSeq,
    dueAt: dueAt?.toString() ?? null,
    minutesLeft: dueAt ? minutesTo(dueAt) : null,
    isDueToday: dueAt ? lastDayOf(dueAt).equals(toVietnamDay(now)) : false,
    law: legalDueAt && !dueAt?.equals(legalDueAt) ? { dueAt: legalDueAt.toString(), minutesLeft: minutesTo(legalDueAt) } : null,
    minutesStill: workingMinutesBetween(calendar, Temporal.Instant.from(each.lastAt), now),
  }
}

export type Reached = { readonly rung: Rung; readonly armedFor: string; readonly roles: readonly Role[] }

/** The current rungs of a dossier. The caller's unique key drops those already reported. */
export function rungsReached(dossier: OnTheLadder): Reached[] {
  const side = dossier.holderKind === 'counter' ? ('counter' as const) : ('agency' as const)
  const reached = (rung: LadderRung, armedFor: string): Reached => ({ rung, armedFor, roles: told[rung][side] })
  const found: Reached[] = []
  if (dossier.dueAt !== null && dossier.minutesLeft !== null) {
    const left = dossier.minutesLeft
    if (left >= 0 && left <= ladder.soonMinutes) found.push(reached('soon', dossier.dueAt))
    if (left >= 0 && dossier.isDueToday) found.push(reached('due', dossier.dueAt))
    if (left < 0) {
      found.push(reached('late', dossier.dueAt))
      const weeks = Math.floor(-left / ladder.laterEveryMinutes)
      if (weeks > 0) found.push(reached('later', `${dossier.dueAt} +${weeks}`))
    }
  }
  const { law } = dossier
  if (law && law.minutesLeft < 0) found.push(reached('law_late', law.dueAt))
  else if (law && law.minutesLeft <= ladder.soonMinutes) found.push(reached('law_soon', law.dueAt))
  // While the applicant or an outside body has it, idling is lawful; the limits of the clock cover that.
  if ((dossier.holderKind === 'agency' || dossier.holderKind === 'counter') && dossier.minutesStill >= ladder.silentMinutes) {
    found.push(reached('silent', `after ${dossier.lastSeq}`))
  }
  return found
}
