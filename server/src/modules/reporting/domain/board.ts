/**
 * Bảng điện tử: what the house did on one day. Every dossier that was ever received is, at any instant, in
 * exactly one of waiting, early, on time, late, refused, withdrawn, stopped; the board shows who entered which
 * on the day, and how many were waiting when it ended (or now).
 */

/** One group of equal dossiers out of the ledger: how many of an agency count as `figure`. */
export type LedgerCount = {
  readonly agencyId: string
  readonly figure:
    | 'received'
    | 'early'
    | 'on_time'
    | 'late'
    | 'refused'
    | 'withdrawn'
    | 'stopped'
    // Waiting at the end of a past day is waiting now, less what came in since, plus what was settled since.
    | 'waiting_now'
    | 'received_since'
    | 'settled_since'
  readonly n: number
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

const effects: Record<LedgerCount['figure'], { readonly of: keyof Figures; readonly sign: 1 | -1 }> = {
  received: { of: 'received', sign: 1 },
  early: { of: 'early', sign: 1 },
  on_time: { of: 'onTime', sign: 1 },
  late: { of: 'late', sign: 1 },
  refused: { of: 'refused', sign: 1 },
  withdrawn: { of: 'withdrawn', sign: 1 },
  stopped: { of: 'stopped', sign: 1 },
  waiting_now: { of: 'waiting', sign: 1 },
  received_since: { of: 'waiting', sign: -1 },
  settled_since: { of: 'waiting', sign: 1 },
}

/** Adds up the counts by agency. The house's own figures are the sum over its agencies, so they cannot disagree. */
export function figuresByAgency(counts: readonly LedgerCount[]): ReadonlyMap<string, Figures> {
  const byAgency = new Map<string, Figures>()
  for (const { agencyId, figure, n } of counts) {
    const figures = byAgency.get(agencyId) ?? nothing
    const { of, sign } = effects[figure]
    byAgency.set(agencyId, { ...figures, [of]: figures[of] + sign * n })
  }
  return byAgency
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
