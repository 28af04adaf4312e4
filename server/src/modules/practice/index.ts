/** The door of practice (chạy thử): a place beside the real centre where nothing counts. */
export { copyCentre, copyProcedure, isSetUp } from './commands/copy-centre.ts'
export type { CopyReport } from './commands/copy-centre.ts'
export { practiceRefusals } from './domain/refusals.ts'
