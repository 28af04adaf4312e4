/** The door of reports: what other modules may use. */
export type { Figures } from './domain/board.ts'
export { getBoard } from './queries/get-board.ts'
export type { Board } from './queries/get-board.ts'
export { reportingRefusals as refusals } from './domain/refusals.ts'
