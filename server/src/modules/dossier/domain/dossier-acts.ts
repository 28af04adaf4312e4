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

/** Where the work is not finished once a dossier was accepted: where it can become late. */
export const openStates = [
  'accepted',
  'in_progress',
  'awaiting_supplement',
  'suspended',
  'approved',
] as const satisfies readonly DossierState[]

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
  'consult',
  'answer_consultation',
  'claim',
  'release',
  'take_over',
  'reassign',
  'reproject',
  'change_version',
  'confirm_payment',
  'correct_contact',
  'correct_identity',
  'restart_clock',
  'request_extension',
  'approve_extension',
  'decline_extension',
  'draft_apology',
  'apologise',
  'record_site_check',
  'stop',
  'deem_approved',
  'deem_refused',
  'note_late',
  'note_late_by_law',
] as const
export type DossierAct = (typeof dossierActs)[number]

/** Which side must have the dossier in hand for the act. `any`: the act does not depend on it. */
export type HeldBy = 'counter' | 'agency' | 'applicant' | 'any'

/** A condition beyond state, role and holder; decided in `decide-act.ts`. */
export type Guard =
  | 'papers_complete'
  | 'first_supplement'
  // What is handed in answers something that was asked for, or it is said why not.
  | 'supplement_answers'
  | 'forwarded_kind'
  | 'settled_here'
  // Settled at the counter by whoever is authorised there, because the process names no signatory.
  | 'signed_at_counter'
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
  | 'asker_does_not_grant'
  | 'holder_does_not_grant'
  | 'not_own_work'
  | 'nothing_owed'
  | 'cause_within_cap'
  | 'stop_is_resumable_by_agency'
  | 'stop_is_financial'
  // A stop for a duty says what is to be paid here, or that it is paid elsewhere; what is to be paid here ends it, not a word.
  | 'duty_is_said'
  | 'duty_is_paid'
  | 'not_reappointed'
  | 'not_drafted'
  // The law's rule counts from the law's limit; that it holds for the shorter promise as well is a rule of this system.
  | 'a_day_before_legal_due'
  | 'a_day_before_promise'
  | 'extension_asked'
  | 'not_late'
  | 'is_late'
  | 'is_late_by_law'
  | 'lateness_not_notified'
  | 'legal_lateness_not_notified'
  // While a clock stands still without an end there is no day that could be moved.
  | 'has_due_date'
  | 'ground_is_true'
  | 'silence_consents'
  | 'silence_refuses'
  // Opinions of other agencies.
  | 'asks_another'
  | 'not_asked_yet'
  // A check on the spot is recorded once it was, and not before the agency had the matter.
  | 'site_check_is_past'
  // Files that arrived, `file-rules.ts`.
  | 'result_files_sound'
  // Part of an order over many dossiers, decided in `version-move.ts`.
  | 'by_order_only'

/** What the person must give with the act; the client builds its form from this list. */
export type Need =
  | 'papers'
  | 'defects'
  | 'reason'
  | 'cause'
  | 'result'
  | 'receivedBy'
  | 'until'
  // Only for a financial duty, and only where it is paid here.
  | 'charges'
  | 'days'
  | 'ground'
  | 'supplementDays'
  // Why the list of what to bring is asked for; without it the list is the reason.
  | 'reasonForRequest'
  // Which of the asked points are met; a reason where none is.
  | 'answered'
  // Working days to pay in, for a financial duty.
  | 'payDays'
  // What is corrected of the applicant: how to reach them, or who they are.
  | 'contact'
  | 'identity'
  | 'agency'
  | 'question'
  | 'answer'
  // A reason, but only while an opinion that was asked for is still awaited.
  | 'reasonWhileAwaited'
  // Number and name of the answer, but only where the part is a sub-dossier.
  | 'resultOfSubDossier'
  // When and where a check on the spot was, who took part, what was found.
  | 'siteCheck'
  // Who does the next step, where a unit head hands it to one officer; nobody named leaves it to whoever claims it.
  | 'assignee'
  // A word to whoever works on it next. Of the office alone, never shown to the applicant.
  | 'note'

export type ActRow = {
  readonly from: readonly DossierState[]
  /** `same` leaves the state, `interrupted` goes back to where a wait began. */
  readonly to: DossierState | 'same' | 'interrupted'
  readonly by: readonly Role[]
  readonly heldBy: HeldBy
  /** Where the actor must have duty when it is not where the dossier lies: at an agency whose opinion is awaited. */
  readonly dutyAt?: 'asked_agency'
  readonly guards: readonly Guard[]
  readonly needs: readonly Need[]
  readonly law: string
}

export type ActRule = {
  /** What the button says. */
  readonly name: string
  /** What the timeline says. */
  readonly past: string
  /**
   * The key that chooses it wherever dossiers are acted on, now and for ever: an officer's hand learns it once. What ends a dossier,
   * turns its clock back or corrects a person asks for Shift. `null`: nobody chooses it.
   */
  readonly letter: string | null
  /** Does not bring the result nearer: never the button that stands out. */
  readonly isDetour?: true
  readonly rows: readonly ActRow[]
  /** Done through a handover list, not on one dossier alone. */
  readonly byList?: true
  /** Done by the system as part of something larger; never offered for one dossier. */
  readonly partOf?: 'filing' | 'replacement' | 'decree' | 'version' | 'deadline'
  /** Which causes the act chooses from. */
  readonly causes?: readonly Cause[]
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
    letter: null,
    partOf: 'filing',
    rows: [],
  },
  accept: {
    name: 'Tiếp nhận hồ sơ',
    past: 'Tiếp nhận hồ sơ và hẹn trả kết quả',
    letter: 'a',
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
    letter: 'b',
    isDetour: true,
    rows: [
      {
        from: ['filed'],
        to: 'awaiting_supplement',
        by: ['counter_officer'],
        heldBy: 'counter',
        guards: ['lease_free', 'first_supplement'],
        needs: ['defects', 'supplementDays', 'reasonForRequest'],
        law: '61/2018/NĐ-CP Điều 17 khoản 2',
      },
      // The agency's request goes out through the centre and never straight to the applicant.
      {
        from: ['in_progress'],
        to: 'awaiting_supplement',
        by: ['case_officer', 'unit_head'],
        heldBy: 'agency',
        guards: ['lease_free', 'first_supplement'],
        needs: ['defects', 'supplementDays', 'reasonForRequest'],
        law: '61/2018/NĐ-CP Điều 19 khoản 4',
      },
    ],
  },
  supplement: {
    name: 'Nhận giấy tờ bổ sung',
    past: 'Nhận giấy tờ bổ sung',
    letter: 'i',
    rows: [
      {
        from: ['awaiting_supplement'],
        to: 'interrupted',
        by: ['counter_officer', 'citizen', 'representative'],
        heldBy: 'applicant',
        guards: ['supplement_answers'],
        needs: ['papers', 'answered'],
        law: '61/2018/NĐ-CP Điều 17',
      },
    ],
  },
  refuse: {
    name: 'Từ chối',
    past: 'Từ chối giải quyết hồ sơ',
    letter: 'Shift+R',
    isDetour: true,
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
        from: ['in_progress', 'accepted'],
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
    letter: 'd',
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
    letter: 'e',
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
    letter: 'h',
    rows: [
      {
        from: ['in_progress'],
        to: 'same',
        by: ['case_officer', 'unit_head', 'clerk'],
        heldBy: 'agency',
        guards: ['step_is_work', 'lease_free'],
        needs: ['resultOfSubDossier', 'assignee', 'note'],
        law: '61/2018/NĐ-CP Điều 19',
      },
      // Settled at the centre: its steps are walked there, one by one, by whoever each is.
      {
        from: ['accepted'],
        to: 'same',
        by: ['counter_officer'],
        heldBy: 'counter',
        guards: ['settled_here', 'step_is_work', 'lease_free'],
        needs: ['note'],
        law: '61/2018/NĐ-CP Điều 17 khoản 4',
      },
      {
        from: ['accepted'],
        to: 'same',
        by: ['case_officer', 'unit_head', 'clerk'],
        heldBy: 'agency',
        guards: ['settled_here', 'step_is_work', 'lease_free'],
        needs: ['assignee', 'note'],
        law: '61/2018/NĐ-CP Điều 17 khoản 4',
      },
    ],
  },
  return_to_previous_step: {
    name: 'Trả lại bước trước',
    past: 'Trả lại bước trước',
    letter: 'q',
    isDetour: true,
    rows: [
      {
        from: ['in_progress', 'accepted'],
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
    letter: 'k',
    rows: [
      {
        from: ['in_progress'],
        to: 'approved',
        by: ['signatory'],
        heldBy: 'agency',
        guards: ['step_is_signing', 'lease_free', 'drafter_does_not_decide', 'receiver_does_not_sign'],
        // Whoever decides answers for deciding without an opinion that was asked for; silence of others stops no dossier.
        needs: ['reasonWhileAwaited'],
        law: '61/2018/NĐ-CP Điều 19; 30/2020/NĐ-CP Điều 13',
      },
      // A signatory sits at the centre, and signs there what its own procedure gives to a signature.
      {
        from: ['accepted'],
        to: 'approved',
        by: ['signatory'],
        heldBy: 'agency',
        guards: ['settled_here', 'step_is_signing', 'lease_free', 'drafter_does_not_decide', 'receiver_does_not_sign'],
        needs: [],
        law: '61/2018/NĐ-CP Điều 19; 30/2020/NĐ-CP Điều 13',
      },
      // Settled in one sitting by whoever is authorised at the counter, where the process names no signatory. That one officer may
      // receive, settle and return it was not found in any article: the process, published by a person, says so (theo ủy quyền).
      {
        from: ['accepted'],
        to: 'approved',
        by: ['signatory', 'counter_officer'],
        heldBy: 'counter',
        guards: ['settled_here', 'signed_at_counter', 'lease_free'],
        needs: [],
        law: 'Ủy quyền ký tại Trung tâm theo quy trình đã công bố (chưa đối chiếu điều khoản); 61/2018/NĐ-CP Điều 17 khoản 4',
      },
    ],
  },
  record_result: {
    name: 'Ghi nhận kết quả',
    past: 'Ghi nhận kết quả giải quyết',
    letter: 'r',
    rows: [
      {
        from: ['approved'],
        to: 'result_recorded',
        by: ['clerk'],
        heldBy: 'agency',
        guards: ['step_is_issuing', 'lease_free', 'result_files_sound'],
        needs: ['result'],
        law: '30/2020/NĐ-CP Điều 14–17; 61/2018/NĐ-CP Điều 20',
      },
      {
        from: ['approved'],
        to: 'result_recorded',
        by: ['counter_officer'],
        heldBy: 'counter',
        guards: ['settled_here', 'lease_free', 'result_files_sound'],
        needs: ['result'],
        law: '61/2018/NĐ-CP Điều 20',
      },
    ],
  },
  return_result: {
    name: 'Trả kết quả',
    past: 'Trả kết quả cho người nộp',
    letter: 'x',
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
    letter: 'Shift+U',
    isDetour: true,
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
    letter: 's',
    isDetour: true,
    causes: ['financial_duty', 'field_verification', 'outside_opinion', 'force_majeure'],
    rows: [
      {
        from: ['in_progress'],
        to: 'suspended',
        by: ['case_officer', 'unit_head'],
        heldBy: 'agency',
        guards: ['lease_free', 'cause_within_cap', 'duty_is_said'],
        needs: ['cause', 'until', 'charges', 'payDays', 'reason'],
        law: 'Theo nguyên nhân được chọn',
      },
    ],
  },
  resume: {
    name: 'Tiếp tục giải quyết',
    past: 'Tiếp tục giải quyết',
    letter: 'u',
    rows: [
      {
        from: ['suspended'],
        to: 'interrupted',
        // The system lets a clock run again at the end of the time its cause may hold it.
        by: ['case_officer', 'unit_head', 'operator'],
        heldBy: 'any',
        guards: ['stop_is_resumable_by_agency'],
        needs: [],
        law: 'Theo nguyên nhân đã chọn khi tạm dừng',
      },
    ],
  },
  consult: {
    name: 'Lấy ý kiến cơ quan khác',
    past: 'Lấy ý kiến cơ quan khác; hồ sơ vẫn do cơ quan chủ trì giữ',
    letter: 'y',
    isDetour: true,
    rows: [
      // The clock runs on: waiting for colleagues is the agency's own time. Only a body outside the province may stop it.
      {
        from: ['in_progress'],
        to: 'same',
        by: ['case_officer', 'unit_head'],
        heldBy: 'agency',
        guards: ['lease_free', 'asks_another', 'not_asked_yet'],
        needs: ['agency', 'question', 'days'],
        law: '61/2018/NĐ-CP Điều 19 khoản 5',
      },
    ],
  },
  answer_consultation: {
    name: 'Trả lời lấy ý kiến',
    past: 'Trả lời nội dung được lấy ý kiến',
    letter: 'Shift+Y',
    rows: [
      {
        from: ['in_progress', 'suspended', 'awaiting_supplement'],
        to: 'same',
        by: ['case_officer', 'unit_head'],
        heldBy: 'any',
        dutyAt: 'asked_agency',
        guards: [],
        needs: ['answer'],
        law: '61/2018/NĐ-CP Điều 19 khoản 5',
      },
    ],
  },
  record_site_check: {
    name: 'Ghi biên bản xác minh thực địa',
    past: 'Ghi biên bản xác minh thực địa',
    letter: 'z',
    rows: [
      // The record moves nothing: the clock runs, or stands for whatever stopped it. Several may be made.
      {
        from: ['in_progress', 'suspended'],
        to: 'same',
        by: ['case_officer', 'unit_head'],
        heldBy: 'agency',
        guards: ['lease_free', 'site_check_is_past'],
        needs: ['siteCheck'],
        law: '61/2018/NĐ-CP Điều 19 khoản 3 điểm b',
      },
    ],
  },
  claim: {
    name: 'Nhận việc',
    past: 'Nhận việc',
    letter: 'n',
    rows: [
      {
        from: ['accepted', 'in_progress', 'approved', 'result_recorded'],
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
    letter: 'o',
    rows: [
      {
        from: ['accepted', 'in_progress', 'approved', 'result_recorded'],
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
    letter: 'Shift+N',
    rows: [
      // The unit head at any time, whoever shares the step's role once the claim has lain idle.
      {
        from: ['accepted', 'in_progress', 'approved', 'result_recorded'],
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
    letter: null,
    partOf: 'replacement',
    rows: [],
  },
  // Never done to one dossier alone: a decree on working time does it to every running one (`commands/reproject.ts`).
  reproject: {
    name: 'Điều chỉnh ngày hẹn theo lịch làm việc',
    past: 'Điều chỉnh ngày hẹn trả do lịch làm việc thay đổi',
    letter: null,
    partOf: 'decree',
    rows: [],
  },
  // Never done to one dossier alone: an order does it to the running dossiers of a version (`commands/move-version.ts`).
  // Not once it is signed, and not before it is accepted: then the papers are judged by the version of the filing.
  change_version: {
    name: 'Chuyển sang phiên bản thủ tục khác',
    past: 'Chuyển hồ sơ sang phiên bản thủ tục đang có hiệu lực',
    letter: null,
    partOf: 'version',
    rows: [
      {
        from: ['accepted', 'in_progress', 'awaiting_supplement', 'suspended'],
        to: 'same',
        by: ['procedure_designer', 'centre_manager'],
        heldBy: 'any',
        guards: ['by_order_only'],
        needs: ['reason'],
        law: 'Hồ sơ theo phiên bản thủ tục lúc nộp; chuyển phiên bản là quyết định riêng, có lý do (chưa đối chiếu điều khoản)',
      },
    ],
  },
  confirm_payment: {
    name: 'Xác nhận đã nộp tiền',
    past: 'Người nộp đã thực hiện nghĩa vụ tài chính; tiếp tục giải quyết',
    letter: 'm',
    rows: [
      {
        from: ['suspended'],
        to: 'interrupted',
        by: ['counter_officer', 'operator'],
        heldBy: 'applicant',
        guards: ['stop_is_financial', 'duty_is_paid'],
        needs: [],
        law: 'Trạng thái 6 của Cổng Dịch vụ công quốc gia',
      },
    ],
  },
  correct_contact: {
    name: 'Sửa thông tin liên hệ',
    past: 'Sửa thông tin liên hệ của người nộp',
    letter: 'c',
    rows: [
      // As long as it is open, after the decision too: letters and the result go to the address that is right.
      {
        from: ['filed', 'accepted', 'in_progress', 'awaiting_supplement', 'suspended', 'approved', 'result_recorded'],
        to: 'same',
        by: ['counter_officer'],
        heldBy: 'any',
        guards: [],
        needs: ['contact', 'reason'],
        law: 'Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 (quyền chỉnh sửa dữ liệu; chưa đối chiếu điều khoản)',
      },
    ],
  },
  correct_identity: {
    name: 'Sửa thông tin nhân thân',
    past: 'Sửa thông tin nhân thân của người nộp',
    letter: 'Shift+C',
    rows: [
      // Before the decision: what is signed names the person it was signed for, and is corrected by its own rules (Điều 21).
      {
        from: ['filed', 'accepted', 'in_progress', 'awaiting_supplement', 'suspended'],
        to: 'same',
        by: ['counter_officer'],
        heldBy: 'any',
        guards: [],
        needs: ['identity', 'reason'],
        law: 'Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 (quyền chỉnh sửa dữ liệu; chưa đối chiếu điều khoản); 61/2018/NĐ-CP Điều 17 khoản 2',
      },
    ],
  },
  restart_clock: {
    name: 'Tính lại thời hạn từ đầu',
    past: 'Tính lại thời hạn từ đầu',
    letter: 'Shift+S',
    isDetour: true,
    causes: ['request_changed', 'competence_changed'],
    rows: [
      {
        from: ['in_progress'],
        to: 'same',
        // Whoever processes may not forgive their own minutes: a reset is for the head or the signatory.
        by: ['unit_head', 'signatory'],
        heldBy: 'agency',
        guards: ['not_own_work', 'cause_within_cap'],
        needs: ['cause', 'reason'],
        law: 'Thiết lập của tỉnh, chưa đối chiếu; căn cứ ghi ở từng trường hợp',
      },
    ],
  },
  request_extension: {
    name: 'Đề nghị gia hạn',
    past: 'Đề nghị gia hạn thời gian giải quyết',
    letter: 'j',
    isDetour: true,
    causes: ['complex_content', 'opinion_awaited', 'system_fault'],
    rows: [
      {
        from: ['in_progress'],
        to: 'same',
        by: ['case_officer', 'unit_head'],
        heldBy: 'agency',
        guards: ['not_reappointed', 'a_day_before_legal_due', 'a_day_before_promise'],
        needs: ['cause', 'days', 'reason'],
        law: '61/2018/NĐ-CP Điều 19 khoản 9',
      },
    ],
  },
  approve_extension: {
    name: 'Ký xin lỗi và gia hạn',
    past: 'Ký văn bản xin lỗi và gia hạn thời gian giải quyết',
    letter: 'Shift+K',
    rows: [
      {
        from: ['in_progress', 'suspended', 'awaiting_supplement'],
        to: 'same',
        by: ['signatory'],
        heldBy: 'any',
        guards: ['extension_asked', 'asker_does_not_grant', 'holder_does_not_grant', 'not_late', 'has_due_date'],
        needs: [],
        law: '61/2018/NĐ-CP Điều 19 khoản 9',
      },
    ],
  },
  decline_extension: {
    name: 'Không đồng ý gia hạn',
    past: 'Không đồng ý gia hạn',
    letter: 'Shift+J',
    isDetour: true,
    rows: [
      {
        from: ['in_progress', 'suspended', 'awaiting_supplement'],
        to: 'same',
        by: ['signatory'],
        heldBy: 'any',
        guards: ['extension_asked'],
        needs: ['reason'],
        law: '61/2018/NĐ-CP Điều 19 khoản 9',
      },
    ],
  },
  draft_apology: {
    name: 'Dự thảo văn bản xin lỗi',
    past: 'Quá hạn: hệ thống dự thảo văn bản xin lỗi, chờ người có thẩm quyền ký',
    letter: null,
    partOf: 'deadline',
    rows: [
      {
        from: ['accepted', 'in_progress', 'approved'],
        to: 'same',
        by: ['operator'],
        heldBy: 'any',
        guards: ['is_late', 'not_reappointed', 'not_drafted'],
        needs: [],
        law: '61/2018/NĐ-CP Điều 19 khoản 9',
      },
    ],
  },
  apologise: {
    name: 'Ký xin lỗi và hẹn lại',
    past: 'Ký văn bản xin lỗi và hẹn lại ngày trả',
    letter: 'Shift+A',
    rows: [
      // The new day is a promise; it does not make the dossier less late.
      {
        from: ['accepted', 'in_progress', 'approved', 'suspended'],
        to: 'same',
        by: ['signatory'],
        heldBy: 'any',
        guards: ['is_late', 'not_reappointed'],
        needs: ['days', 'reason'],
        law: '61/2018/NĐ-CP Điều 19 khoản 9',
      },
    ],
  },
  stop: {
    name: 'Dừng giải quyết',
    past: 'Dừng giải quyết hồ sơ',
    letter: 'Shift+D',
    isDetour: true,
    rows: [
      // Before acceptance the counter itself closes what the applicant did not complete in time.
      {
        from: ['awaiting_supplement'],
        to: 'stopped',
        by: ['counter_officer', 'signatory', 'operator'],
        heldBy: 'applicant',
        guards: ['ground_is_true'],
        needs: ['ground', 'reason'],
        law: '309/2026/NĐ-CP; Mẫu số 05 của TT 03/2025/TT-VPCP (chưa đối chiếu điều khoản)',
      },
      {
        from: ['in_progress', 'suspended'],
        to: 'stopped',
        by: ['signatory'],
        heldBy: 'any',
        guards: ['ground_is_true'],
        needs: ['ground', 'reason'],
        law: 'Trạng thái 8 của Cổng Dịch vụ công quốc gia; Mẫu số 05 của TT 03/2025/TT-VPCP',
      },
    ],
  },
  deem_approved: {
    name: 'Im lặng là đồng ý',
    past: 'Hết thời hạn mà không có trả lời: coi như đồng ý',
    letter: null,
    partOf: 'deadline',
    rows: [
      {
        from: ['in_progress'],
        to: 'approved',
        by: ['operator'],
        heldBy: 'agency',
        guards: ['silence_consents', 'is_late_by_law'],
        needs: [],
        law: 'Quy định riêng của thủ tục, ghi tại phiên bản thủ tục',
      },
    ],
  },
  deem_refused: {
    name: 'Im lặng là từ chối',
    past: 'Hết thời hạn mà không có trả lời: coi như từ chối',
    letter: null,
    partOf: 'deadline',
    rows: [
      {
        from: ['in_progress'],
        to: 'refused',
        by: ['operator'],
        heldBy: 'agency',
        guards: ['silence_refuses', 'is_late_by_law'],
        needs: [],
        law: 'Quy định riêng của thủ tục, ghi tại phiên bản thủ tục',
      },
    ],
  },
  note_late: {
    name: 'Ghi nhận quá ngày hẹn',
    past: 'Quá ngày hẹn trả: báo người nộp',
    letter: null,
    partOf: 'deadline',
    rows: [
      {
        from: openStates,
        to: 'same',
        by: ['operator'],
        heldBy: 'any',
        guards: ['is_late', 'lateness_not_notified'],
        needs: [],
        law: 'Cam kết của Trung tâm; 61/2018/NĐ-CP Điều 19 khoản 9',
      },
    ],
  },
  note_late_by_law: {
    name: 'Ghi nhận quá thời hạn theo luật',
    past: 'Quá thời hạn theo pháp luật: báo người nộp',
    letter: null,
    partOf: 'deadline',
    rows: [
      {
        from: openStates,
        to: 'same',
        by: ['operator'],
        heldBy: 'any',
        guards: ['is_late_by_law', 'legal_lateness_not_notified'],
        needs: [],
        law: '61/2018/NĐ-CP Điều 19 khoản 9',
      },
    ],
  },
}

/** What may be done about time, each with its own legal meaning: never one for another. */
export type ClockEffect = 'pause' | 'restart' | 'extend'

export type CauseRule = {
  readonly name: string
  readonly law: string
  readonly effect: ClockEffect
  /** Who has the dossier in hand meanwhile; a pause only. */
  readonly holder: 'agency' | 'applicant' | 'outside'
  /** How often one dossier may use it; `null` when nothing bounds it. */
  readonly maxTimes: number | null
  /** Working days it may hold the clock, or add to it; `null` when only its end can end it. */
  readonly maxWorkingDays: number | null
}

/** What stands as the ground of a cause no article was found for: the province's own setting, to be compared with its special laws. */
const provinceSetting = 'Thiết lập của tỉnh, chưa đối chiếu'

/**
 * The only causes that may touch a clock. `maxTimes` of the supplement and of every extension is the law's (one);
 * the other bounds are this system's own ceilings, because the special laws that set them differ by field and were
 * not read: a procedure that has a shorter one says so in its own rules. No general text was found that stops a clock for an
 * on-site check, an opinion, a payment or force majeure: those causes are settings of the province and say so.
 *
 * @law 61/2018/NĐ-CP Điều 19 khoản 4: đề nghị bổ sung một lần; thời hạn tính lại từ đầu sau khi nhận đủ hồ sơ
 * @law 61/2018/NĐ-CP Điều 19 khoản 9: hẹn lại không quá một lần, báo trước hạn ít nhất 01 ngày; số ngày được hẹn lại chưa đối chiếu
 */
export const causeRules = {
  supplement: {
    name: 'Chờ người nộp bổ sung giấy tờ',
    law: '61/2018/NĐ-CP Điều 19 khoản 4',
    // The wait itself; whether the limit then begins again or goes on is the setting `onSupplement` the clock was started with.
    effect: 'pause',
    holder: 'applicant',
    maxTimes: 1,
    maxWorkingDays: null,
  },
  financial_duty: {
    name: 'Chờ người nộp thực hiện nghĩa vụ tài chính',
    law: `${provinceSetting}; tương ứng trạng thái 6 của Cổng Dịch vụ công quốc gia`,
    effect: 'pause',
    holder: 'applicant',
    maxTimes: 2,
    maxWorkingDays: null,
  },
  field_verification: {
    name: 'Xác minh thực địa theo luật chuyên ngành',
    law: provinceSetting,
    effect: 'pause',
    holder: 'agency',
    maxTimes: 1,
    maxWorkingDays: 10,
  },
  outside_opinion: {
    name: 'Chờ ý kiến cơ quan ngoài tỉnh',
    law: provinceSetting,
    effect: 'pause',
    holder: 'outside',
    maxTimes: 2,
    maxWorkingDays: 15,
  },
  force_majeure: {
    name: 'Sự kiện bất khả kháng',
    law: provinceSetting,
    effect: 'pause',
    holder: 'agency',
    maxTimes: null,
    maxWorkingDays: null,
  },
  request_changed: {
    name: 'Người nộp thay đổi nội dung yêu cầu, nộp lại đủ hồ sơ',
    law: provinceSetting,
    effect: 'restart',
    holder: 'agency',
    maxTimes: 1,
    maxWorkingDays: null,
  },
  competence_changed: {
    name: 'Hồ sơ được chuyển đến đúng cơ quan có thẩm quyền',
    law: '309/2026/NĐ-CP Điều 8 khoản 3',
    effect: 'restart',
    holder: 'agency',
    maxTimes: 1,
    maxWorkingDays: null,
  },
  complex_content: {
    name: 'Nội dung phức tạp, cần thẩm định thêm',
    law: '61/2018/NĐ-CP Điều 19 khoản 9',
    effect: 'extend',
    holder: 'agency',
    maxTimes: 1,
    maxWorkingDays: 30,
  },
  opinion_awaited: {
    name: 'Cơ quan phối hợp chưa trả lời',
    law: '61/2018/NĐ-CP Điều 19 khoản 9',
    effect: 'extend',
    holder: 'agency',
    maxTimes: 1,
    maxWorkingDays: 30,
  },
  system_fault: {
    name: 'Sự cố hệ thống thông tin',
    law: '61/2018/NĐ-CP Điều 19 khoản 9',
    effect: 'extend',
    holder: 'agency',
    maxTimes: 1,
    maxWorkingDays: 30,
  },
} as const satisfies Record<string, CauseRule>
export type Cause = keyof typeof causeRules
export type StopCause = { [C in Cause]: (typeof causeRules)[C]['effect'] extends 'pause' ? C : never }[Cause]

export function causeRule(cause: Cause): CauseRule {
  return causeRules[cause]
}

/** Going on with what is left after a supplement, which the paragraph on supplements does not say. */
const goingOn = 'Thiết lập của tỉnh hoặc của thủ tục (tính tiếp); 61/2018/NĐ-CP Điều 19 khoản 4 tính lại từ đầu'

/**
 * The ground of a cause with the effect it had.
 * @law 61/2018/NĐ-CP Điều 19 khoản 4: the limit is counted anew from receipt of the complete dossier
 */
export function groundOf(cause: Cause, effect: ClockEffect): string {
  return cause === 'supplement' && effect === 'pause' ? goingOn : causeRule(cause).law
}

/** Grounds written until November 2026, found wrong since: files of proof made with them are still what was decided then. */
const formerGrounds: Readonly<Partial<Record<Cause, string>>> = {
  financial_duty: 'Trạng thái 6 của Cổng Dịch vụ công quốc gia',
  field_verification: '61/2018/NĐ-CP Điều 19 khoản 3',
  outside_opinion: '61/2018/NĐ-CP Điều 19 khoản 5',
  force_majeure: 'Bộ luật Dân sự 2015 Điều 156',
  request_changed: '61/2018/NĐ-CP Điều 19 khoản 4',
}

/** Whether a text is the listed ground of a cause, now or when the turn was written. */
export function isGroundOf(cause: Cause, law: string): boolean {
  return law === causeRule(cause).law || law === formerGrounds[cause] || (cause === 'supplement' && law === goingOn)
}

/** The causes for which a clock may stand still, each with its ground and who holds the dossier meanwhile. */
export const stopCauses = Object.fromEntries(Object.entries(causeRules).filter(([, rule]) => rule.effect === 'pause')) as {
  readonly [C in StopCause]: CauseRule
}

/** What the timeline and the register say of a dossier that nobody but its receiver approved. */
export const settledByOne = 'Một người tiếp nhận và duyệt'

/** Grounds on which a dossier is stopped for good (dừng giải quyết), with what must be true. */
export const stopGrounds = {
  supplement_lapsed: {
    name: 'Quá thời hạn bổ sung mà người nộp không bổ sung',
    law: 'Mẫu số 05 của TT 03/2025/TT-VPCP; thời hạn bổ sung theo phiếu yêu cầu',
  },
  financial_duty_unmet: { name: 'Người nộp không thực hiện nghĩa vụ tài chính', law: 'Quy định riêng của thủ tục (chưa đối chiếu)' },
  subject_gone: { name: 'Đối tượng giải quyết không còn', law: 'Quy định riêng của thủ tục (chưa đối chiếu)' },
  settled_elsewhere: { name: 'Việc đã được giải quyết ở hồ sơ hoặc cơ quan khác', law: 'Quy định riêng của thủ tục (chưa đối chiếu)' },
} as const
export type StopGround = keyof typeof stopGrounds
