import type { ActRule } from './act-rows.ts'

/** Acts at the counter: intake, handing over and back, corrections of the person. Part of the act table, `dossier-acts.ts`. */
export const intakeActs = {
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
    hasSequel: true,
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
    hasSequel: true,
    clock: 'turns',
    isDetour: true,
    issues: 'supplement-request',
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
    hasSequel: true,
    clock: 'runs',
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
    hasSequel: true,
    isDetour: true,
    issues: 'refusal',
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
  return_result: {
    name: 'Trả kết quả',
    past: 'Trả kết quả cho người nộp',
    letter: 'x',
    hasSequel: true,
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
  correct_contact: {
    name: 'Sửa thông tin liên hệ',
    past: 'Sửa thông tin liên hệ của người nộp',
    letter: 'c',
    hasSequel: true,
    rows: [
      // As long as it is open, after the decision too: letters and the result go to the address that is right.
      {
        from: ['filed', 'accepted', 'in_progress', 'awaiting_supplement', 'suspended', 'approved', 'result_recorded'],
        to: 'same',
        by: ['counter_officer', 'citizen', 'representative'],
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
    hasSequel: true,
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
} as const satisfies Readonly<Record<string, ActRule>>
