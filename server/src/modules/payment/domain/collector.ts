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
