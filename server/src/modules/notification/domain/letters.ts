import type { Language } from '#kernel/language.ts'
import { promiseText } from '#kernel/vietnam-time.ts'
/** The notices to applicants, by the act that causes them. */
export const noticeKinds = [
  'filed',
  'accepted',
  'supplement_asked',
  'payment_asked',
  'suspended',
  'refused',
  'due_changed',
  'apology',
  'late',
  'late_by_law',
  'result_ready',
  'stopped',
  'returned',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

export const noticeNames: Readonly<Record<NoticeKind, string>> = {
  filed: 'Đã nộp hồ sơ trực tuyến',
  accepted: 'Đã tiếp nhận hồ sơ',
  supplement_asked: 'Đề nghị bổ sung hồ sơ',
  payment_asked: 'Đề nghị thực hiện nghĩa vụ tài chính',
  suspended: 'Tạm dừng giải quyết hồ sơ',
  refused: 'Từ chối giải quyết hồ sơ',
  due_changed: 'Ngày hẹn trả kết quả thay đổi',
  apology: 'Xin lỗi và hẹn lại ngày trả kết quả',
  late: 'Quá ngày hẹn trả kết quả',
  late_by_law: 'Quá thời hạn giải quyết theo pháp luật',
  result_ready: 'Đã có kết quả',
  stopped: 'Dừng giải quyết hồ sơ',
  returned: 'Đã trả kết quả, mời đánh giá',
}

/** What a refusal is called where the dossier was never accepted. */
const refusedAtIntake = { vi: 'Từ chối tiếp nhận hồ sơ', en: 'Dossier refused at intake' } as const

/** @param isAtIntake the dossier was refused before it was accepted */
export function noticeNameFrom(
  { kind, isAtIntake }: { readonly kind: NoticeKind; readonly isAtIntake: boolean },
  language: Language = 'vi',
): string {
  if (kind === 'refused' && isAtIntake) return refusedAtIntake[language]
  return (language === 'en' ? noticesInEnglish : noticeNames)[kind]
}

export const noticesInEnglish: Readonly<Record<NoticeKind, string>> = {
  filed: 'Dossier filed online',
  accepted: 'Dossier accepted',
  supplement_asked: 'Papers asked for',
  payment_asked: 'Payment asked for',
  suspended: 'Clock stopped',
  refused: 'Dossier refused',
  due_changed: 'The day for the result has changed',
  apology: 'Apology, with a new day for the result',
  late: 'The promised day has passed',
  late_by_law: 'The limit by law has passed',
  result_ready: 'The result is ready',
  stopped: 'Processing ended',
  returned: 'Result returned, please rate the service',
}

/** Which notice an act of the record gives rise to; acts not named say nothing to the applicant by letter. */
export const noticeOfAct: Readonly<Record<string, NoticeKind>> = {
  // Only where it was filed online: at a counter the slip is in the applicant's hand.
  file: 'filed',
  accept: 'accepted',
  request_supplement: 'supplement_asked',
  // `payment_asked` where the stop waits for a payment here.
  suspend: 'suspended',
  refuse: 'refused',
  reproject: 'due_changed',
  change_version: 'due_changed',
  restart_clock: 'due_changed',
  // A stopped clock resumed: the promised day is known again, and has changed.
  resume: 'due_changed',
  confirm_payment: 'due_changed',
  supplement: 'due_changed',
  approve_extension: 'apology',
  apologise: 'apology',
  record_result: 'result_ready',
  stop: 'stopped',
  return_result: 'returned',
  deem_approved: 'result_ready',
  deem_refused: 'refused',
  note_late: 'late',
  note_late_by_law: 'late_by_law',
}

export type LetterFacts = {
  readonly code: string
  readonly applicantName: string
  readonly procedureName: string
  readonly agencyName: string
  readonly centreName: string
  readonly centrePhone: string
  readonly centreAddress: string
  /** Promised instant after the act, ISO 8601; `null` when none can be promised. */
  readonly dueAt: string | null
  readonly reason: string | null
  /** The listed ground of a stop, where the act has one. */
  readonly ground: string | null
  readonly defects: readonly string[]
  /** Papers asked for, with how many of each. */
  readonly papers: readonly string[]
  /** The day by which the applicant is to supplement, or to which a stop may last; ISO 8601. */
  readonly by: string | null
  /** The effect on the time limit meanwhile, and when the day passes. */
  readonly consequences: readonly string[]
  /** Where one may complain about a refusal. */
  readonly appeal: string | null
  /** Whose refusal it is. */
  readonly refusedBy: 'counter' | 'agency' | 'system' | null
  /** The dossier was refused before it was accepted. */
  readonly isAtIntake: boolean
  /** The charges to pay, one per line. */
  readonly charges: readonly string[]
  /** Of a dossier filed online: its look-up secret, and by when the first answer is due (ISO 8601). */
  readonly filing?: { readonly lookupSecret: string; readonly answerBy: string } | null
  readonly trackingUrl: string
  /** Where the applicant rates, once; `null` when there is nothing to rate. */
  readonly ratingUrl: string | null
}

export type Letter = { readonly subject: string; readonly text: string }

/** The words of a letter: what happened, why, what to do now, whom to ask. */
export function letterOf(kind: NoticeKind, facts: LetterFacts): Letter {
  const lines = [
    `Kính gửi ông/bà ${facts.applicantName},`,
    '',
    opening(kind, facts),
    ...because(kind, facts),
    '',
    ...whatNow(kind, facts),
    `Xem hồ sơ tại ${facts.trackingUrl} bằng mã hồ sơ và mã tra cứu${kind === 'filed' ? '' : ' trên giấy tiếp nhận'}.`,
    '',
    `Thủ tục: ${facts.procedureName}`,
    `Mã hồ sơ: ${facts.code}`,
    '',
    `${facts.centreName}`,
    `${facts.centreAddress} · ${facts.centrePhone}`,
    '',
    'Thư này được gửi tự động; xin không trả lời vào địa chỉ gửi.',
  ]
  return { subject: `${noticeNameFrom({ kind, isAtIntake: facts.isAtIntake })} – hồ sơ ${facts.code}`, text: lines.join('\n') }
}

function opening(kind: NoticeKind, { agencyName, centreName, dueAt, refusedBy, isAtIntake }: LetterFacts): string {
  const due = dueAt === null ? null : moment(dueAt)
  switch (kind) {
    case 'filed':
      return `Ông/bà đã nộp hồ sơ trực tuyến đến ${centreName}.`
    case 'accepted':
      return `${centreName} đã tiếp nhận hồ sơ của ông/bà${due ? ` và hẹn trả kết quả ${due}` : ''}.`
    case 'supplement_asked':
      return `Hồ sơ của ông/bà cần bổ sung, hoàn thiện. Mọi nội dung cần bổ sung được nêu trong một lần:`
    case 'payment_asked':
      return 'Để hồ sơ được giải quyết tiếp, ông/bà cần nộp:'
    case 'suspended':
      return 'Việc giải quyết hồ sơ của ông/bà tạm dừng, với lý do:'
    case 'refused':
      return `${refusedBy === 'counter' ? centreName : agencyName} thông báo không ${isAtIntake ? 'tiếp nhận' : 'giải quyết'} hồ sơ này, với lý do:`
    case 'due_changed':
      return due ? `Ngày hẹn trả kết quả hồ sơ của ông/bà nay là ${due}.` : 'Ngày hẹn trả kết quả hồ sơ của ông/bà thay đổi.'
    case 'apology':
      return `${agencyName} xin lỗi ông/bà vì chưa trả kết quả đúng hẹn${due ? ` và hẹn lại ${due}` : ''}.`
    case 'late':
      return `Đã quá ngày hẹn trả kết quả hồ sơ của ông/bà${due ? ` (${due})` : ''}. ${centreName} và ${agencyName} xin lỗi ông/bà vì chưa có kết quả đúng hẹn.`
    case 'late_by_law':
      return `Đã quá thời hạn giải quyết theo pháp luật đối với hồ sơ của ông/bà${due ? ` (${due})` : ''} mà chưa có kết quả. ${centreName} và ${agencyName} xin lỗi ông/bà.`
    case 'result_ready':
      return `Hồ sơ của ông/bà đã có kết quả.`
    case 'stopped':
      return `Việc giải quyết hồ sơ của ông/bà dừng lại, với lý do:`
    case 'returned':
      return `${centreName} đã trả kết quả hồ sơ của ông/bà.`
  }
}

function because(kind: NoticeKind, { reason, ground, defects, papers, charges }: LetterFacts): string[] {
  if (kind === 'payment_asked')
    return [
      ...(charges.length === 0 ? ['- phí, lệ phí còn lại của hồ sơ, ghi ở trang tra cứu'] : charges.map((charge) => `- ${charge}`)),
      ...(reason === null ? [] : [`Lý do: ${reason}`]),
    ]
  if (kind === 'supplement_asked')
    return [
      ...defects.map((defect, index) => `${index + 1}. ${defect}`),
      ...(papers.length === 0 ? [] : [`Giấy tờ cần nộp: ${papers.join('; ')}.`]),
      ...(reason === null ? [] : [`Lý do: ${reason}`]),
    ]
  if (kind === 'refused' || kind === 'stopped' || kind === 'suspended')
    return [ground, reason].filter((line) => line !== null && line !== '') as string[]
  return reason === null ? [] : [`Lý do: ${reason}`]
}

function whatNow(kind: NoticeKind, { centreName, by, consequences, appeal, ratingUrl, filing }: LetterFacts): string[] {
  switch (kind) {
    case 'filed':
      return !filing
        ? []
        : [
            `Mã tra cứu: ${filing.lookupSecret}. Xin giữ mã này; ai có cả hai mã thì xem được hồ sơ.`,
            `${centreName} xem hồ sơ và trả lời (tiếp nhận, yêu cầu bổ sung hoặc từ chối) chậm nhất ${moment(filing.answerBy)}. Được tiếp nhận thì thời hạn giải quyết mới bắt đầu.`,
          ]
    case 'supplement_asked':
      return [
        `Xin ông/bà bổ sung đủ các nội dung trên tại ${centreName}${by === null ? '' : `, chậm nhất ${moment(by)}`}.`,
        ...consequences,
      ]
    case 'suspended':
      return by === null ? [] : [`Hồ sơ được giải quyết tiếp chậm nhất ${moment(by)}.`]
    case 'payment_asked':
      return [
        `Xin ông/bà nộp${by === null ? '' : ` chậm nhất ${moment(by)}`} tại ${centreName}, hoặc quét mã VietQR ở trang tra cứu dưới đây. Thời gian chờ nộp không tính vào thời hạn giải quyết; nộp đủ thì hồ sơ tự được giải quyết tiếp.`,
      ]
    case 'result_ready':
      return ['Khi đến nhận, xin mang theo giấy tiếp nhận và giấy tờ tùy thân.']
    case 'refused':
      return [appeal ?? 'Nếu không đồng ý, ông/bà có quyền khiếu nại theo Luật Khiếu nại.']
    case 'returned':
      return ratingUrl === null
        ? []
        : [
            `Xin ông/bà đánh giá việc phục vụ tại ${ratingUrl}`,
            'Đường dẫn này dùng một lần và chỉ gửi cho ông/bà. Phiếu được giữ kín: cán bộ không biết ai đã đánh giá thế nào.',
          ]
    case 'late':
    case 'late_by_law':
      return [
        'Văn bản xin lỗi, trong đó hẹn lại ngày trả, được gửi ông/bà khi người có thẩm quyền ký.',
        'Ông/bà có quyền phản ánh, kiến nghị với Trung tâm, hoặc khiếu nại theo Luật Khiếu nại.',
      ]
    case 'accepted':
    case 'due_changed':
    case 'apology':
    case 'stopped':
      return []
  }
}

function moment(at: string): string {
  return `lúc ${promiseText(Temporal.Instant.from(at))}`
}
