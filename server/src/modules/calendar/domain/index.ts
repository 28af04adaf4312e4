/**
 * The pure door of the calendar: what the `domain` folders of other modules may count with. Nothing here reads a clock, a file or a
 * database; `tsconfig.domain.json` proves it.
 */
export { defaultDeadlineSettings } from './deadline-settings.ts'
export type { DeadlineSettings } from './deadline-settings.ts'
export { dueDate, dueMillis } from './explain-due-date.ts'
export type { DueDate } from './explain-due-date.ts'
export { giveBackBy, handOverBy } from './handing-over.ts'
export { addWorkingMinutes, workingMillisBefore, workingMinutesBetween } from './instants.ts'
export type { WorkingCalendar } from './working-calendar.ts'
