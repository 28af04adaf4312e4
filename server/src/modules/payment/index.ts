/** The door of the payment module: what is owed, what was paid, and the transfer codes by which people pay. */
export { raiseBill } from './commands/raise-bill.ts'
export type { RaiseBill } from './commands/raise-bill.ts'
export { signNotice } from './commands/take-bank-notice.ts'
export type { BankNotice } from './commands/take-bank-notice.ts'
export { paymentRefusals } from './domain/refusals.ts'
export { findAmountToPay, owedOn, paidOn } from './queries/get-bill.ts'
export { looksLikeTransferCode, readTransferCode, transferPurpose, writeTransferCode } from './domain/vietqr.ts'
export type { TransferCodeFault, TransferCodeFields, TransferCodeReading, TransferRequest } from './domain/vietqr.ts'
