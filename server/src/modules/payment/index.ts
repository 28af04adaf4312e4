/** The door of the payment module: what is owed, what was paid, and the transfer codes by which people pay. */
export { looksLikeTransferCode, readTransferCode, transferPurpose, writeTransferCode } from './domain/vietqr.ts'
export type { TransferCodeFault, TransferCodeFields, TransferCodeReading, TransferRequest } from './domain/vietqr.ts'
