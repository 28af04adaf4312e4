import type { Role } from '#kernel/actor.ts'

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

export const stateNames: Readonly<Record<DossierState, string>> = {
  filed: 'Mới nộp, chờ tiếp nhận',
  accepted: 'Được tiếp nhận',
  in_progress: 'Đang xử lý',
  awaiting_supplement: 'Chờ bổ sung giấy tờ',
  suspended: 'Tạm dừng có căn cứ',
  approved: 'Đã ký duyệt',
  result_recorded: 'Đã xử lý xong, chờ trả kết quả',
  returned: 'Đã trả kết quả',
  refused: 'Từ chối giải quyết',
  withdrawn: 'Người nộp đã rút',
  stopped: 'Dừng xử lý',
}

export const endedStates = ['returned', 'refused', 'withdrawn', 'stopped'] as const satisfies readonly DossierState[]

export const dossierActs = [
  'file',
  'accept',
  'request_supplement',
  'supplement',
  'refuse',
  'forward',
  'receive',
  'complete_step',
  'return_to_previous_step',
  'approve',
  'record_result',
  'return_result',
  'withdraw',
  'suspend',
  'resume',
  'claim',
  'release',
  'take_over',
  'reassign',
  'reproject',
] as const
export type DossierAct = (typeof dossierActs)[number]

/** Which side must have the dossier in hand for the act. `any`: the act does not depend on it. */
export type HeldBy = 'counter' | 'agency' | 'applicant' | 'any'

/** A condition beyond state, role and holder; decided in `decide-act.ts`. */
export type Guard =
  | 'papers_complete'
  | 'first_supplement'
  | 'forwarded_kind'
  | 'settled_here'
  | 'not_on_list'
  | 'on_list'
  | 'step_is_work'
  | 'step_is_signing'
  | 'step_is_issuing'
  | 'has_earlier_step'
  // Holders: an officer's claim keeps others off the step while it lasts.
  | 'lease_free'
  | 'step_of_role'
  | 'not_yet_mine'
  | 'claim_mine'
  | 'may_take_over'
  // Four eyes: asked of us; that an article says so in these words was not verified.
  | 'drafter_does_not_decide'
  | 'receiver_does_not_sign'
  | 'nothing_owed'

/** What the person must give with the act; the client builds its form from this list. */
export type Need = 'papers' | 'defects' | 'reason' | 'cause' | 'result' | 'receivedBy'

export type ActRow = {
  readonly from: readonly DossierState[]
  /** `same` leaves the state, `interrupted` goes back to where a wait began. */
  readonly to: DossierState | 'same' | 'interrupted'
  readonly by: readonly Role[]
  readonly heldBy: HeldBy
  readonly guards: readonly Guard[]
  readonly needs: readonly Need[]
  readonly law: string
}

export type ActRule = {
  /** What the button says. */
  readonly name: string
  /** What the timeline says. */
  readonly past: string
  readonly rows: readonly ActRow[]
  /** Done through a handover list, not on one dossier alone. */
  readonly byList?: true
  /** Done by the system as part of something larger; never offered for one dossier. */
  readonly partOf?: 'filing' | 'replacement' | 'decree'
}

/**
 * How long a claim keeps others off, in working minutes: one day; peers of the same role may take the work over after
 * half of it without an act. Our choice; no article sets either.
 */
export const claimMinutes = { lapsesAfter: 480, peersAfter: 240 } as const

/**
 * The transition table: everything that may be done to a dossier, by whom, from where. Nothing outside this
 * table decides; the API answers each act with its reason, and screens show that answer.
 *
 * Articles are those of Decree 61/2018 as far as its skeleton is kept by 118/2025 and 309/2026; the wording of
 * 118/2025 itself was not available, so its article numbers are not verified.
 */
export const actRules: Readonly<Record<DossierAct, ActRule>> = {
  file: {
    name: 'Nộp hồ sơ',
    past: 'Nộp hồ sơ',
    partOf: 'filing',
    rows: [],
  },
  accept: {
    name: 'Tiếp nhận hồ sơ',
    past: 'Tiếp nhận hồ sơ và hẹn trả kết quả',
    rows: [
      {
        from: ['filed'],
        to: 'accepted',
        by: ['counter_officer'],
        heldBy: 'counter',
        guards: ['lease_free', 'papers_complete'],
        needs: ['papers'],
        law: '61/2018/NĐ-CP Điều 17 khoản 2; 309/2026/NĐ-CP Điều 8',
      },
    ],
  },
  request_supplement: {
    name: 'Yêu cầu bổ sung',
    past: 'Yêu cầu bổ sung, hoàn thiện hồ sơ',
    rows: [
      {
        from: ['filed'],
        to: 'awaiting_supplement',
        by: ['counter_officer'],
        heldBy: 'counter',
        guards: ['lease_free', 'first_supplement'],
        needs: ['defects'],
        law: '61/2018/NĐ-CP Điều 17 khoản 2',
      },
      // The agency's request goes out through the centre and never straight to the applicant.
      {
        from: ['in_progress'],
        to: 'awaiting_supplement',
        by: ['case_officer', 'unit_head'],
        heldBy: 'agency',
        guards: ['lease_free', 'first_supplement'],
        needs: ['defects'],
        law: '61/2018/NĐ-CP Điều 19 khoản 4',
      },
    ],
  },
  supplement: {
    name: 'Nhận giấy tờ bổ sung',
    past: 'Nhận giấy tờ bổ sung',
    rows: [
      {
        from: ['awaiting_supplement'],
        to: 'interrupted',
        by: ['counter_officer', 'citizen', 'representative'],
        heldBy: 'applicant',
        guards: [],
        needs: ['papers'],
        law: '61/2018/NĐ-CP Điều 17',
      },
    ],
  },
  refuse: {
    name: 'Từ chối',
    past: 'Từ chối giải quyết hồ sơ',
    rows: [
      {
        from: ['filed'],
        to: 'refused',
        by: ['counter_officer'],
        heldBy: 'counter',
        guards: ['lease_free'],
        needs: ['reason'],
        law: '61/2018/NĐ-CP Điều 17 khoản 2',
      },
      // After appraisal only the one who signs may refuse, in writing and within the limit.
      {
        from: ['in_progress'],
        to: 'refused',
        by: ['signatory'],
        heldBy: 'agency',
        guards: ['step_is_signing', 'lease_free', 'drafter_does_not_decide', 'receiver_does_not_sign'],
        needs: ['reason'],
        law: '61/2018/NĐ-CP Điều 19 khoản 8',
      },
    ],
  },
  forward: {
    name: 'Đưa vào danh sách bàn giao',
    past: 'Bàn giao hồ sơ',
    byList: true,
    rows: [
      {
        from: ['accepted'],
        to: 'same',
        by: ['counter_officer'],
        heldBy: 'counter',
        guards: ['forwarded_kind', 'not_on_list', 'lease_free'],
        needs: [],
        law: '61/2018/NĐ-CP Điều 18 khoản 2',
      },
      {
        from: ['result_recorded'],
        to: 'same',
        by: ['clerk', 'case_officer'],
        heldBy: 'agency',
        guards: ['not_on_list', 'lease_free'],
        needs: [],
        law: '61/2018/NĐ-CP Điều 20',
      },
    ],
  },
  receive: {
    name: 'Nhận bàn giao',
    past: 'Nhận bàn giao hồ sơ',
    byList: true,
    rows: [
      {
        from: ['accepted'],
        to: 'in_progress',
        by: ['case_officer', 'unit_head', 'clerk'],
        heldBy: 'counter',
        guards: ['on_list'],
        needs: [],
        law: '61/2018/NĐ-CP Điều 18',
      },
      {
        from: ['result_recorded'],
        to: 'same',
        by: ['counter_officer'],
        heldBy: 'agency',
        guards: ['on_list'],
        needs: [],
        law: '61/2018/NĐ-CP Điều 20',
      },
    ],
  },
  complete_step: {
    name: 'Hoàn thành bước',
    past: 'Hoàn thành bước xử lý',
    rows: [
      {
        from: ['in_progress'],
        to: 'same',
        by: ['case_officer', 'unit_head', 'clerk'],
        heldBy: 'agency',
        guards: ['step_is_work', 'lease_free'],
        needs: [],
        law: '61/2018/NĐ-CP Điều 19',
      },
    ],
  },
  return_to_previous_step: {
    name: 'Trả lại bước trước',
    past: 'Trả lại bước trước',
    rows: [
      {
        from: ['in_progress'],
        to: 'same',
        by: ['unit_head', 'signatory', 'clerk', 'case_officer'],
        heldBy: 'agency',
        guards: ['has_earlier_step', 'lease_free'],
        needs: ['reason'],
        law: '61/2018/NĐ-CP Điều 19',
      },
    ],
  },
  approve: {
    name: 'Ký duyệt',
    past: 'Ký duyệt kết quả',
    rows: [
      {
        from: ['in_progress'],
        to: 'approved',
        by: ['signatory'],
        heldBy: 'agency',
        guards: ['step_is_signing', 'lease_free', 'drafter_does_not_decide', 'receiver_does_not_sign'],
        needs: [],
        law: '61/2018/NĐ-CP Điều 19; 30/2020/NĐ-CP Điều 13',
      },
      // Settled inside the centre: whoever is authorised at the counter signs there and then. Four eyes do not apply:
      // the Decree lets one officer receive, appraise and return such a dossier in one sitting.
      {
        from: ['accepted'],
        to: 'approved',
        by: ['signatory', 'counter_officer'],
        heldBy: 'counter',
        guards: ['settled_here', 'lease_free'],
        needs: [],
        law: '61/2018/NĐ-CP Điều 17 khoản 4',
      },
    ],
  },
  record_result: {
    name: 'Ghi nhận kết quả',
    past: 'Ghi nhận kết quả giải quyết',
    rows: [
      {
        from: ['approved'],
        to: 'result_recorded',
        by: ['clerk'],
        heldBy: 'agency',
        guards: ['step_is_issuing', 'lease_free'],
        needs: ['result'],
        law: '30/2020/NĐ-CP Điều 14–17; 61/2018/NĐ-CP Điều 20',
      },
      {
        from: ['approved'],
        to: 'result_recorded',
        by: ['counter_officer'],
        heldBy: 'counter',
        guards: ['settled_here', 'lease_free'],
        needs: ['result'],
        law: '61/2018/NĐ-CP Điều 20',
      },
    ],
  },
  return_result: {
    name: 'Trả kết quả',
    past: 'Trả kết quả cho người nộp',
    rows: [
      {
        from: ['result_recorded'],
        to: 'returned',
        by: ['counter_officer'],
        heldBy: 'counter',
        guards: ['not_on_list', 'lease_free', 'nothing_owed'],
        needs: ['receivedBy'],
        law: '61/2018/NĐ-CP Điều 20',
      },
    ],
  },
  withdraw: {
    name: 'Rút hồ sơ',
    past: 'Rút hồ sơ theo đề nghị của người nộp',
    rows: [
      // Not once it is signed: a signed result belongs to the citizen even if they changed their mind.
      {
        from: ['filed', 'accepted', 'in_progress', 'awaiting_supplement', 'suspended'],
        to: 'withdrawn',
        by: ['counter_officer', 'citizen', 'representative'],
        heldBy: 'any',
        guards: [],
        needs: ['reason'],
        law: 'Trạng thái 7 của Cổng Dịch vụ công quốc gia',
      },
    ],
  },
  suspend: {
    name: 'Tạm dừng',
    past: 'Tạm dừng giải quyết',
    rows: [
      {
        from: ['in_progress'],
        to: 'suspended',
        by: ['case_officer', 'unit_head'],
        heldBy: 'agency',
        guards: ['lease_free'],
        needs: ['cause', 'reason'],
        law: 'Căn cứ theo nguyên nhân được chọn',
      },
    ],
  },
  resume: {
    name: 'Tiếp tục giải quyết',
    past: 'Tiếp tục giải quyết',
    rows: [
      {
        from: ['suspended'],
        to: 'interrupted',
        by: ['case_officer', 'unit_head'],
        heldBy: 'any',
        guards: [],
        needs: [],
        law: 'Căn cứ theo nguyên nhân đã chọn khi tạm dừng',
      },
    ],
  },
  claim: {
    name: 'Nhận việc',
    past: 'Nhận việc',
    rows: [
      {
        from: ['in_progress', 'approved', 'result_recorded'],
        to: 'same',
        by: ['case_officer', 'unit_head', 'signatory', 'clerk'],
        heldBy: 'agency',
        guards: ['step_of_role', 'not_yet_mine', 'lease_free'],
        needs: [],
        law: '61/2018/NĐ-CP Điều 19 (phân công cán bộ giải quyết)',
      },
      {
        from: ['filed', 'accepted', 'result_recorded'],
        to: 'same',
        by: ['counter_officer'],
        heldBy: 'counter',
        guards: ['not_yet_mine', 'lease_free'],
        needs: [],
        law: '61/2018/NĐ-CP Điều 17',
      },
    ],
  },
  release: {
    name: 'Trả lại việc',
    past: 'Trả lại việc cho người khác nhận',
    rows: [
      {
        from: ['in_progress', 'approved', 'result_recorded'],
        to: 'same',
        by: ['case_officer', 'unit_head', 'signatory', 'clerk'],
        heldBy: 'agency',
        guards: ['claim_mine'],
        needs: [],
        law: '61/2018/NĐ-CP Điều 19 (phân công cán bộ giải quyết)',
      },
      {
        from: ['filed', 'accepted', 'result_recorded'],
        to: 'same',
        by: ['counter_officer'],
        heldBy: 'counter',
        guards: ['claim_mine'],
        needs: [],
        law: '61/2018/NĐ-CP Điều 17',
      },
    ],
  },
  take_over: {
    name: 'Lấy lại việc',
    past: 'Lấy lại việc của người đang nhận',
    rows: [
      // The unit head at any time, whoever shares the step's role once the claim has lain idle.
      {
        from: ['in_progress', 'approved', 'result_recorded'],
        to: 'same',
        by: ['unit_head', 'case_officer', 'signatory', 'clerk'],
        heldBy: 'agency',
        guards: ['may_take_over'],
        needs: ['reason'],
        law: '61/2018/NĐ-CP Điều 19 (phân công cán bộ giải quyết)',
      },
      {
        from: ['filed', 'accepted', 'result_recorded'],
        to: 'same',
        by: ['counter_officer'],
        heldBy: 'counter',
        guards: ['may_take_over'],
        needs: ['reason'],
        law: '61/2018/NĐ-CP Điều 17',
      },
    ],
  },
  reassign: {
    name: 'Chuyển việc cho người thay thế',
    past: 'Chuyển việc cho người thay thế',
    partOf: 'replacement',
    rows: [],
  },
  // Never done to one dossier alone: a decree on working time does it to every running one (`commands/reproject.ts`).
  reproject: {
    name: 'Điều chỉnh ngày hẹn theo lịch làm việc',
    past: 'Điều chỉnh ngày hẹn trả do lịch làm việc thay đổi',
    partOf: 'decree',
    rows: [],
  },
}

/** The only causes for which a clock may stand still, each with its ground and who holds the dossier meanwhile. */
export const stopCauses = {
  supplement: { name: 'Chờ người nộp bổ sung giấy tờ', law: '61/2018/NĐ-CP Điều 19 khoản 4', holder: 'applicant' },
  financial_duty: { name: 'Chờ người nộp thực hiện nghĩa vụ tài chính', law: 'Trạng thái 6 của Cổng Dịch vụ công quốc gia', holder: 'applicant' },
  field_verification: { name: 'Xác minh thực địa theo luật chuyên ngành', law: '61/2018/NĐ-CP Điều 19 khoản 3', holder: 'agency' },
  outside_opinion: { name: 'Chờ ý kiến cơ quan ngoài tỉnh', law: '61/2018/NĐ-CP Điều 19 khoản 5', holder: 'outside' },
  force_majeure: { name: 'Sự kiện bất khả kháng', law: 'Bộ luật Dân sự 2015 Điều 156', holder: 'agency' },
} as const
export type StopCause = keyof typeof stopCauses
