/** The changes of a clock, each with its own legal meaning: one never replaces another. */
export type ClockEffect = 'pause' | 'restart' | 'extend'

export type CauseRule = {
  readonly name: string
  readonly law: string
  readonly effect: ClockEffect
  /** Who holds the dossier meanwhile; only for a pause. */
  readonly holder: 'agency' | 'applicant' | 'outside'
  /** How often one dossier may use it; `null` when nothing bounds it. */
  readonly maxTimes: number | null
  /** Working days it may hold the clock, or add to it; `null` when only its end can end it. */
  readonly maxWorkingDays: number | null
}

/** The ground given for a cause without a known article: the province's own setting, to be compared with its special laws. */
const provinceSetting = 'Thiết lập của tỉnh, chưa đối chiếu'

/**
 * The only causes that may touch a clock. `maxTimes` of the supplement and of every extension is the law's (one);
 * the other bounds are this system's own ceilings, because the special laws that set them differ by field and were
 * not read: a procedure that has a shorter one says so in its own rules. No general text was found that stops a clock for an
 * on-site check, an opinion, a payment or force majeure: those causes are settings of the province and are marked as such.
 *
 * @law 61/2018/NĐ-CP Điều 19 khoản 4: đề nghị bổ sung một lần; thời hạn tính lại từ đầu sau khi nhận đủ hồ sơ
 * @law 61/2018/NĐ-CP Điều 19 khoản 9: hẹn lại không quá một lần, báo trước hạn ít nhất 01 ngày; số ngày được hẹn lại chưa đối chiếu
 */
export const causeRules = {
  supplement: {
    name: 'Chờ người nộp bổ sung giấy tờ',
    law: '61/2018/NĐ-CP Điều 19 khoản 4',
    // The wait itself; whether the limit then restarts or continues is the setting `onSupplement` the clock was started with.
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

/** Continuing with the remaining time after a supplement; the paragraph on supplements does not provide this. */
const goingOn = 'Thiết lập của tỉnh hoặc của thủ tục (tính tiếp); 61/2018/NĐ-CP Điều 19 khoản 4 tính lại từ đầu'

/**
 * The ground of a cause with the effect it had.
 * @law 61/2018/NĐ-CP Điều 19 khoản 4: the limit is counted again from receipt of the complete dossier
 */
export function groundOf(cause: Cause, effect: ClockEffect): string {
  return cause === 'supplement' && effect === 'pause' ? goingOn : causeRule(cause).law
}

/** Grounds written until November 2026 and found wrong since: proofs made with them still show the decision of that time. */
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

/** The causes for which a clock may be stopped, each with its ground and who holds the dossier meanwhile. */
export const stopCauses = Object.fromEntries(Object.entries(causeRules).filter(([, rule]) => rule.effect === 'pause')) as {
  readonly [C in StopCause]: CauseRule
}

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
