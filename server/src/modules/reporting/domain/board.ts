/**
 * Bảng điện tử: what the house did on one day. Every dossier that was ever received is, at any instant, in
 * exactly one of waiting, early, on time, late, refused, withdrawn, stopped; the board shows who entered which
 * on the day, and how many were waiting when it ended (or now).
 */

/**
 * What the ledger has for one agency and the day shown. `waitingNow` and `waitingSince` come apart because only what is
 * true now is kept: waiting at the end of a past day is waiting now, less what has come in since, plus what was settled since.
 */
export type LedgerFigures = Omit<Figures, 'waiting'> & {
  readonly agencyId: string
  /** Neither result nor other end, at the instant of reading. */
  readonly waitingNow: number
  /** Received after the day shown, less settled after it. */
  readonly waitingSince: number
}

export type Figures = {
  /** Tiếp nhận: received on the day, whatever became of them. */
  readonly received: number
  /** Trước hạn: result recorded on the day, before the day of the committed due date. */
  readonly early: number
  /** Đúng hạn: result recorded on the committed day, not after the committed instant; or no date was promised. */
  readonly onTime: number
  /** Trễ hạn: result recorded after the committed instant. */
  readonly late: number
  /** Đang giải quyết: received, with neither a result nor another end, when the day ended. */
  readonly waiting: number
  /** Từ chối, rút, dừng: ended without a result on the day. */
  readonly refused: number
  readonly withdrawn: number
  readonly stopped: number
}

const nothing: Figures = {
  received: 0,
  early: 0,
  onTime: 0,
  late: 0,
  waiting: 0,
  refused: 0,
  withdrawn: 0,
  stopped: 0,
}

/** The figures of each agency. The house's own are the sum over its agencies, so they cannot disagree. */
export function figuresByAgency(ledger: readonly LedgerFigures[]): ReadonlyMap<string, Figures> {
  return new Map(
    ledger.map(({ agencyId, waitingNow, waitingSince, ...figures }) => [agencyId, { ...figures, waiting: waitingNow - waitingSince }]),
  )
}

export function sumOf(all: Iterable<Figures>): Figures {
  const sum = { ...nothing } as { -readonly [K in keyof Figures]: number }
  for (const figures of all) {
    for (const name of Object.keys(sum) as (keyof Figures)[]) sum[name] += figures[name]
  }
  return sum
}

/** Share of the day's results that were not late, in per cent to one decimal; `null` when there was no result. */
export function onTimePercent({ early, onTime, late }: Figures): number | null {
  const results = early + onTime + late
  return results === 0 ? null : Math.round(((early + onTime) / results) * 1000) / 10
}
