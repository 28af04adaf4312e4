/** Tình trạng hồ sơ. Words of the glossary; the national codes 1–10 are derived where they are exchanged. */
export const dossierStates = [
  'filed',
  'accepted',
  'in_progress',
  'awaiting_supplement',
  'suspended',
  'approved',
  'result_recorded',
  'returned',
  'refused',
  'withdrawn',
  'stopped',
] as const
export type DossierState = (typeof dossierStates)[number]

/**
 * The states as they are shown. A dossier refused before acceptance is shown as refused at intake, as
 * `dossier.ledger_class` counts it.
 */
export const shownStates = [...dossierStates, 'refused_at_intake'] as const
export type ShownState = (typeof shownStates)[number]

/** @param dossier `acceptedAt` is `null` where it was never accepted, and absent where no record says */
export function isRefusedAtIntake(dossier: { readonly state: string; readonly acceptedAt?: unknown }): boolean {
  return dossier.state === 'refused' && dossier.acceptedAt === null
}

export function shownStateFrom<State extends string>(dossier: {
  readonly state: State
  readonly acceptedAt?: unknown
}): State | 'refused_at_intake' {
  return isRefusedAtIntake(dossier) ? 'refused_at_intake' : dossier.state
}

export const stateNames: Readonly<Record<ShownState, string>> = {
  filed: 'Mới nộp, chờ tiếp nhận',
  accepted: 'Được tiếp nhận',
  in_progress: 'Đang xử lý',
  awaiting_supplement: 'Chờ bổ sung giấy tờ',
  suspended: 'Tạm dừng có căn cứ',
  approved: 'Đã ký duyệt',
  result_recorded: 'Đã xử lý xong, chờ trả kết quả',
  returned: 'Đã trả kết quả',
  refused: 'Từ chối giải quyết',
  refused_at_intake: 'Từ chối tiếp nhận',
  withdrawn: 'Người nộp đã rút',
  stopped: 'Dừng xử lý',
}

/** States of unfinished work after acceptance: those in which a dossier can become late. */
export const openStates = [
  'accepted',
  'in_progress',
  'awaiting_supplement',
  'suspended',
  'approved',
] as const satisfies readonly DossierState[]

export const endedStates = ['returned', 'refused', 'withdrawn', 'stopped'] as const satisfies readonly DossierState[]

/** The mark in the timeline and the register of a dossier that only its receiver approved. */
export const settledByOne = 'Một người tiếp nhận và duyệt'
