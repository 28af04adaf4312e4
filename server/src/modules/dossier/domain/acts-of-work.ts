import type { ActRule } from './act-rows.ts'

/** Acts on the work itself: steps, signature, result, opinions, checks on the spot, and who does them. Part of the act table, `dossier-acts.ts`. */
export const workActs = {
  complete_step: {
    name: 'Hoàn thành bước',
    past: 'Hoàn thành bước xử lý',
    letter: 'h',
    onStep: true,
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
      // Settled at the centre: its steps are done there, one by one, by the officer of each step.
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
    onStep: true,
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
    signs: true,
    rows: [
      {
        from: ['in_progress'],
        to: 'approved',
        by: ['signatory'],
        heldBy: 'agency',
        guards: ['step_is_signing', 'lease_free', 'drafter_does_not_decide', 'receiver_does_not_sign', 'files_scanned'],
        // The decider is accountable for deciding without a requested opinion; a missing opinion stops no dossier.
        needs: ['reasonWhileAwaited'],
        law: '61/2018/NĐ-CP Điều 19; 30/2020/NĐ-CP Điều 13',
      },
      // A signatory sits at the centre, and signs there what its own procedure gives to a signature.
      {
        from: ['accepted'],
        to: 'approved',
        by: ['signatory'],
        heldBy: 'agency',
        guards: ['settled_here', 'step_is_signing', 'lease_free', 'drafter_does_not_decide', 'receiver_does_not_sign', 'files_scanned'],
        needs: [],
        law: '61/2018/NĐ-CP Điều 19; 30/2020/NĐ-CP Điều 13',
      },
      // Settled at once by an authorised officer at the counter, where the process names no signatory. That one officer may
      // receive, settle and return it was not found in any article: the process, published by a person, says so (theo ủy quyền).
      {
        from: ['accepted'],
        to: 'approved',
        by: ['signatory', 'counter_officer'],
        heldBy: 'counter',
        guards: ['settled_here', 'signed_at_counter', 'lease_free', 'files_scanned'],
        needs: [],
        law: 'Ủy quyền ký tại Trung tâm theo quy trình đã công bố (chưa đối chiếu điều khoản); 61/2018/NĐ-CP Điều 17 khoản 4',
      },
    ],
  },
  record_result: {
    name: 'Ghi nhận kết quả',
    past: 'Ghi nhận kết quả giải quyết',
    letter: 'r',
    hasSequel: true,
    rows: [
      {
        from: ['approved'],
        to: 'result_recorded',
        by: ['clerk'],
        heldBy: 'agency',
        guards: ['step_is_issuing', 'lease_free', 'files_scanned', 'result_files_sound'],
        needs: ['result'],
        law: '30/2020/NĐ-CP Điều 14–17; 61/2018/NĐ-CP Điều 20',
      },
      {
        from: ['approved'],
        to: 'result_recorded',
        by: ['counter_officer'],
        heldBy: 'counter',
        guards: ['settled_here', 'lease_free', 'files_scanned', 'result_files_sound'],
        needs: ['result'],
        law: '61/2018/NĐ-CP Điều 20',
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
      // The record changes nothing else: a running clock runs on, a stopped one remains stopped. Several may be made.
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
    onStep: true,
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
    onStep: true,
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
    onStep: true,
    rows: [
      // The unit head at any time; an officer with the step's role once the claim has been idle.
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
} as const satisfies Readonly<Record<string, ActRule>>
