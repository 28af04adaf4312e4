import { clock, count, day, longDay, percent } from './figures.ts'
import { say } from './language.ts'
import type { Language } from './language.ts'
import type { BoardView } from '#web-api'

/**
 * Every text of the board that changes, by the name of its place. The server renders with it and the browser
 * refreshes with it, so a live board and a freshly loaded one cannot differ.
 */
export function boardTexts(board: BoardView, language: Language): Record<string, string> {
  const { today, yesterday, satisfaction } = board
  const n = (value: number): string => count(language, value)
  const texts: Record<string, string> = {
    date: longDay(language, board.asOf),
    clock: clock(board.asOf),
    asOf: clock(board.asOf, true),
    on: say(language, 'board.on', { day: day(board.on) }),
    received: n(today.received),
    early: n(today.early),
    onTime: n(today.onTime),
    late: n(today.allLate),
    lateParts: say(language, 'board.lateParts', { ended: n(today.late + today.endedLate), overdue: n(today.overdue ?? 0) }),
    lateByLaw: say(language, 'board.lateByLaw', { late: n(today.byLaw.allLate), overdue: n(today.byLaw.overdue ?? 0) }),
    waiting: n(today.waiting),
    waitingAtIntake: say(language, 'board.waitingAtIntake', { count: n(today.waitingAtIntake) }),
    refused: n(today.refused),
    refusedAtIntake: say(language, 'board.refusedAtIntake', { count: n(today.refusedAtIntake) }),
    withdrawn: n(today.withdrawn),
    satisfaction: percent(language, satisfaction.percent),
    satisfactionDetail: say(language, 'board.satisfactionDetail', {
      answered: n(satisfaction.answered),
      asked: n(satisfaction.asked),
      rate: percent(language, satisfaction.responsePercent),
    }),
    satisfactionNote: satisfaction.percent === null ? say(language, 'board.noRatings') : '',
    yesterday: say(language, 'board.yesterday', {
      day: day(yesterday.on),
      received: n(yesterday.received),
      early: n(yesterday.early),
      onTime: n(yesterday.onTime),
      late: n(yesterday.late),
    }),
  }
  for (const agency of board.agencies) {
    for (const figure of agencyFigures) texts[`${agency.code}.${figure}`] = n(agency[figure === 'late' ? 'allLate' : figure] ?? 0)
    texts[`${agency.code}.onTimePercent`] = percent(language, agency.onTimePercent)
  }
  return texts
}

export const agencyFigures = ['received', 'early', 'onTime', 'late', 'waiting', 'overdue'] as const

/** Which agencies the board shows, as one word: when it changes, the table must be rebuilt. */
export function agenciesOf(board: BoardView): string {
  return board.agencies.map((agency) => agency.code).join(' ')
}

/** Only late dossiers are red, and only when there are some. */
export function isAlarming(place: string, text: string): boolean {
  return (place === 'late' || place.endsWith('.late') || place.endsWith('.overdue')) && text !== '0'
}
