/** The door of the verifiable record (sổ ghi nhận không thể sửa). */
export { sealRecord } from './commands/seal-record.ts'
export { askWitnesses } from './commands/ask-witnesses.ts'
export { noWitnesses, openWitnesses } from './adapters/witnesses.ts'
export type { Witnesses } from './adapters/witnesses.ts'
export { checkRecord } from './queries/check-record.ts'
export { mustKeepUp, findSecondsSinceLook } from './queries/get-record.ts'
export type { CheckReport } from './queries/check-record.ts'
export { recordRefusals as refusals } from './domain/refusals.ts'
