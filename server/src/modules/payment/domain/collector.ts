/** Who collects at a centre, into which account, under which receipt symbols. */
export type Collector = {
  readonly collectorName: string
  /** Mã số thuế, 10 or 13 digits. */
  readonly taxCode: string
  readonly bankBin: string
  readonly bankAccount: string
  /** Ký hiệu mẫu biên lai, such as `01BLP0-001`. */
  readonly templateSymbol: string
  /** Ký hiệu biên lai, such as `BI-26T`. */
  readonly seriesSymbol: string
  /** Up to this sum a cashier refunds alone; above it a second person approves. */
  readonly refundLimitDong: number
}

/** Mã số thuế: ten digits, and three of a branch. */
export const taxCodePattern = /^\d{10}(-?\d{3})?$/u
/** Mã BIN of a bank. */
export const bankBinPattern = /^\d{6}$/u
export const bankAccountPattern = /^[0-9A-Za-z]{1,19}$/u
/** Ký hiệu mẫu, ký hiệu biên lai. */
export const receiptSymbolPattern = /^[0-9A-Z/-]{3,20}$/u
