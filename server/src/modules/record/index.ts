/** The door of the verifiable record (sổ ghi nhận không thể sửa). */
export { sealRecord } from './commands/seal-record.ts'
export { checkRecord } from './queries/check-record.ts'
export type { CheckReport } from './queries/check-record.ts'
export { recordRefusals as refusals } from './domain/refusals.ts'
