/**
 * Bảng điện tử: the work of all agencies on one day. Received is what was accepted: it has its Giấy tiếp nhận and its line in
 * the register. Every dossier received is, at any instant, in exactly one of waiting, early, on time, late, refused, withdrawn,
 * stopped; one that was only filed in exactly one of waiting, refused, withdrawn, stopped at intake. The board shows who entered
 * which on the day, and how many were waiting when it ended (or now).
 * @law TT 01/2018/TT-VPCP Mẫu số 01, 03, 07 (register of what was accepted); QĐ 766/QĐ-TTg chỉ số 2.1 (withdrawn counts only if received)
 */

/**
 * What the ledger has for one agency and the day shown. `waitingNow` and `waitingSince` come apart because only what is
 * true now is kept: waiting at the end of a past day is waiting now, less what has come in since, plus what was settled since.
 */
export type LedgerFigures = Omit<Figures, 'waiting' | 'waitingAtIntake'> & {
  readonly agencyId: string
  /** Neither result nor other end, at the instant of reading. */
  readonly waitingNow: number
  /** Received after the day shown, less settled after it. */
  readonly waitingSince: number
  /** The same two of what was filed and neither accepted nor ended. */
  readonly waitingAtIntakeNow: number
  readonly waitingAtIntakeSince: number
}

export type Figures = {
  /** Tiếp nhận: accepted on the day, with any outcome. */
  readonly received: number
  /** Trước hạn: result recorded on the day, before the day of the committed due date. */
  readonly early: number
  /** Đúng hạn: result recorded on the committed day, not after the committed instant; or no date was promised. */
  readonly onTime: number
  /** Trễ hạn: result recorded after the committed instant. */
  readonly late: number
  /** Đang giải quyết: received, with neither a result nor another end, when the day ended. */
  readonly waiting: number
  /** Từ chối, rút, dừng: received, ended without a result on the day. */
  readonly refused: number
  readonly withdrawn: number
  readonly stopped: number
  /** Chờ tiếp nhận: filed, neither accepted nor ended, when the day ended. */
  readonly waitingAtIntake: number
  /** Từ chối tiếp nhận (Mẫu số 03), rút, dừng before acceptance, on the day: never received. */
  readonly refusedAtIntake: number
  readonly withdrawnAtIntake: number
  readonly stoppedAtIntake: number
  /** Of refused, withdrawn and stopped, those that ended after the promised instant: their second mark. */
  readonly endedLate: number
  /** Of waiting, those past the promised instant now. */
  readonly overdue: number
  /** The same by the limit of the law. */
  readonly earlyByLaw: number
  readonly onTimeByLaw: number
  readonly lateByLaw: number
  readonly endedLateByLaw: number
  readonly overdueByLaw: number
}

/** Figures as people see them. */
export type ShownFigures = Pick<
  Figures,
  | 'received'
  | 'early'
  | 'onTime'
  | 'late'
  | 'waiting'
  | 'refused'
  | 'withdrawn'
  | 'stopped'
  | 'waitingAtIntake'
  | 'refusedAtIntake'
  | 'withdrawnAtIntake'
  | 'stoppedAtIntake'
> &
  Lateness & {
    /** The same by the limit of the law, beside the shorter limit the centre promises. */
    readonly byLaw: Pick<Figures, 'early' | 'onTime' | 'late'> & Lateness
  }

export type Lateness = {
  readonly endedLate: number
  /** `null` for a day that is past: due instants move, and what was overdue then is not kept. */
  readonly overdue: number | null
  /** Trễ hạn as people understand it: results and other ends after the limit, and what is open and overdue. */
  readonly allLate: number
}

/**
 * @param isToday of a day that is past it is not known what was open and overdue when it ended
 * @law QĐ 766/QĐ-TTg chỉ số 2.1: refused, stopped and withdrawn are end states that count too; what is unfinished is compared with the end of the period
 */
export function toShownFigures(figures: Figures, isToday: boolean): ShownFigures {
  const { earlyByLaw, onTimeByLaw, lateByLaw, endedLateByLaw, overdueByLaw, overdue, ...own } = figures
  const lateness = (late: number, endedLate: number, open: number): Lateness => ({
    endedLate,
    overdue: isToday ? open : null,
    allLate: late + endedLate + (isToday ? open : 0),
  })
  return {
    ...own,
    ...lateness(own.late, own.endedLate, overdue),
    byLaw: { early: earlyByLaw, onTime: onTimeByLaw, late: lateByLaw, ...lateness(lateByLaw, endedLateByLaw, overdueByLaw) },
  }
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
  waitingAtIntake: 0,
  refusedAtIntake: 0,
  withdrawnAtIntake: 0,
  stoppedAtIntake: 0,
  endedLate: 0,
  overdue: 0,
  earlyByLaw: 0,
  onTimeByLaw: 0,
  lateByLaw: 0,
  endedLateByLaw: 0,
  overdueByLaw: 0,
}

/** The figures of each agency. The total is the sum over the agencies, so the two cannot disagree. */
export function figuresByAgency(ledger: readonly LedgerFigures[]): ReadonlyMap<string, Figures> {
  return new Map(
    ledger.map(({ agencyId, waitingNow, waitingSince, waitingAtIntakeNow, waitingAtIntakeSince, ...figures }) => [
      agencyId,
      { ...figures, waiting: waitingNow - waitingSince, waitingAtIntake: waitingAtIntakeNow - waitingAtIntakeSince },
    ]),
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
