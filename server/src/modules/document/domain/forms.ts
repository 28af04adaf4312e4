/**
 * What the printed forms for the people say (Mẫu 01 to Mẫu 05). Everything is a plain string, a whole number or an
 * instant (ISO 8601, any offset): the caller decides the facts, this module decides how they
 * look and keeps the printed bytes.
 *
 * Fields and their order follow the forms of TT 01/2018/TT-VPCP as printed by live systems; the exact
 * layouts of TT 03/2025/TT-VPCP were not obtained.
 */

/** The forms this module can print. */
export const forms = ['receipt-slip', 'supplement-request', 'refusal', 'apology', 'stop-notice'] as const
export type FormName = (typeof forms)[number]

/** What every form carries at its head (quốc hiệu, tên cơ quan, nơi và ngày lập). */
export type FormHead = {
  /** The authority above the centre: `Ủy ban nhân dân tỉnh Quảng Nam`; printed in capitals. */
  readonly superiorName: string
  /** The centre: `Trung tâm Phục vụ hành chính công`; printed in capitals at the head. */
  readonly centreName: string
  /** Place of issue before the date: `Tam Kỳ`. */
  readonly place: string
  /** Instant of issue. It is also the PDF's creation date, so the same data gives the same bytes. */
  readonly issuedAt: string
  /** True for a sample dossier: the form is stamped "MẪU" at the top right. */
  readonly sample?: boolean
  /** Not signed yet: the paper has no number, and every page is marked "DỰ THẢO". */
  readonly isDraft?: boolean | undefined
}

/** The person or organisation a form speaks to (Ông/Bà/Tổ chức). */
export type FormParty = {
  readonly name: string
  readonly address: string
  readonly phone: string | null
  readonly email: string | null
  /** Citizen id, passport or enterprise number; null when there is none. */
  readonly idNumber: string | null
  /** The paper by which this person acts for the owner of the dossier (giấy uỷ quyền). */
  readonly authorisation?: string | null | undefined
}

/** One paper (thành phần hồ sơ) and how many of each kind. Zero prints as an empty cell. */
export type FormPaper = {
  readonly name: string
  /** Bản chính. */
  readonly originals: number
  /** Bản chứng thực. */
  readonly certifiedCopies: number
  /** Bản photo. */
  readonly photocopies: number
}

/** One charge. `amountDong` null means the amount is only known as text (`note`). */
export type FormFee = {
  readonly name: string
  readonly amountDong: number | null
  readonly note: string | null
}

/** Mẫu 01: Giấy tiếp nhận hồ sơ và hẹn trả kết quả. */
export type ReceiptSlipData = FormHead & {
  readonly dossierCode: string
  /** Full address the QR code opens: the tracking page with the dossier's code in it. */
  readonly trackingUrl: string
  /** Short address for people to type: `motcua.quangnam.gov.vn/tra-cuu`. */
  readonly trackingAddress: string
  /** Look-up secret (mã tra cứu), known only to the holder of the slip; null on a preview. */
  readonly lookupSecret: string | null
  /** Who stood at the counter and handed the papers in. */
  readonly applicant: FormParty
  /** Whose dossier it is, when that is not the applicant. */
  readonly owner: { readonly name: string; readonly address: string } | null
  readonly procedureName: string
  readonly papers: readonly FormPaper[]
  /** Number of sets (bộ). */
  readonly setCount: number
  /** The law's limit in words: `05 ngày làm việc`; null when the law sets none. */
  readonly legalLimit: string | null
  /** The limit the agency has committed itself to, when shorter. */
  readonly committedLimit: string | null
  readonly receivedAt: string
  /** Latest instant under the law; null when the law sets no limit. */
  readonly legalDueAt: string | null
  /** The promise. Without one, the legal instant is what the slip promises. */
  readonly committedDueAt: string | null
  /** From when the time runs, in words, where no date can be promised yet. */
  readonly beginning?: string | undefined
  /** Where and how the result is handed over: `Quầy số 3, Trung tâm …`. */
  readonly resultPlace: string
  /** Null while it is not known what will be charged: room to write. */
  readonly fees: readonly FormFee[] | null
  /** How fees are paid (hình thức thu phí, lệ phí); null when nothing is due. */
  readonly feePayment: string | null
  /** Register of dossiers: book (quyển số) and line (số thứ tự). */
  readonly register: { readonly book: string; readonly line: string } | null
  /** Officer who received the dossier. */
  readonly receivedBy: string
  readonly hotline: string | null
  /** The slip this one takes the place of, and why the promise changed; absent on a first slip. */
  readonly replaces?: { readonly number: string; readonly issuedAt: string; readonly reason: string } | undefined
}

/** With the applicant's print of a letter alone: where the dossier is looked up, and with what (ADR 0105, 0451). */
export type LookUp = {
  readonly trackingUrl?: string | undefined
  readonly trackingAddress?: string | undefined
  readonly lookupSecret?: string | null | undefined
}

/** Mẫu 02: Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ. All defects in one list (once only). */
export type SupplementRequestData = FormHead &
  LookUp & {
    readonly dossierCode: string | null
    readonly applicant: FormParty
    readonly procedureName: string
    /** What to bring or to put right, each in its own numbered line. */
    readonly defects: readonly string[]
    /** Papers to add, as a table; empty when the defects say it all. */
    readonly papers: readonly FormPaper[]
    /** Reason; a line break starts a new paragraph. */
    readonly reason: string
    /** Last day to supplement, as an instant; null when none was set. */
    readonly supplementBy: string | null
    /** What happens to the time limit meanwhile, and what happens when that day passes. */
    readonly consequence: string
    readonly contact: { readonly name: string; readonly phone: string }
    /** Officer who gives the guidance (người hướng dẫn). */
    readonly guidedBy: string
  }

/** Mẫu 03: Phiếu từ chối tiếp nhận giải quyết hồ sơ. Of the body that refuses: `centreName` is its name. */
export type RefusalData = FormHead &
  LookUp & {
    readonly dossierCode: string | null
    readonly applicant: FormParty
    readonly procedureName: string
    /** Reason; a line break starts a new paragraph. */
    readonly reason: string
    /** Where one may complain about this refusal, within how many days, and the law. */
    readonly appeal: { readonly to: string; readonly withinDays: number; readonly law: string }
    readonly contact: { readonly name: string; readonly phone: string }
    /** `counter` at intake, `agency` after appraisal; `system` when a law reads the silence of the agency as a refusal. */
    readonly refusedBy: 'counter' | 'agency' | 'system'
    readonly signer: FormSigner
  }

/**
 * Mẫu 04: Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết. Of the processing agency: `centreName` is its name.
 * The layout of 2025 was not obtained: fields of the form of 2018, with the days of the extension.
 */
export type ApologyData = FormHead & {
  readonly dossierCode: string
  readonly applicant: FormParty
  readonly procedureName: string
  /** Lĩnh vực of the procedure. */
  readonly sectorName: string
  readonly receivedAt: string
  /** The promise that is not kept. */
  readonly dueBefore: string
  /** The latest instant under the law; null when the law sets none or its clock is stopped. */
  readonly legalDueAt: string | null
  /** The promise has passed already; an extension is asked for before it does. */
  readonly isLate: boolean
  readonly reason: string
  /** Working days added to the time limit; null when a new day is promised without an extension. */
  readonly days: number | null
  /** The new promise; null on a draft that waits for it. */
  readonly dueAfter: string | null
  readonly contact: { readonly name: string; readonly phone: string }
  /** Centre that keeps a copy. */
  readonly copyTo: string
  readonly signer: FormSigner
}

/** Who signs: `KT. Giám đốc` is an example of the style of a person who signs for another. */
export type FormSigner = { readonly style: string | null; readonly name: string | null }

/** Mẫu 05: Thông báo dừng giải quyết hồ sơ. Fields are our proposal; the layout was not obtained. */
export type StopNoticeData = FormHead & {
  readonly dossierCode: string
  readonly applicant: FormParty
  readonly procedureName: string
  readonly receivedAt: string
  readonly stoppedAt: string
  /** The listed ground, and the rule it rests on. */
  readonly ground: string
  readonly law: string | null
  readonly reason: string
  /** Papers handed in, which the applicant may collect. */
  readonly papers: readonly FormPaper[]
  readonly returnPlace: string
  /** Whole đồng received for this dossier so far and not given back. */
  readonly paidDong: number
  readonly contact: { readonly name: string; readonly phone: string }
  /** `counter` before acceptance, `agency` after; `system` when the procedure's own rule stopped it. */
  readonly stoppedBy: 'counter' | 'agency' | 'system'
  readonly signer: FormSigner
}

/** Which data fills which form. */
export type FormData = {
  readonly 'receipt-slip': ReceiptSlipData
  readonly 'supplement-request': SupplementRequestData
  readonly refusal: RefusalData
  readonly apology: ApologyData
  readonly 'stop-notice': StopNoticeData
}

/** A form with its number in the series (số văn bản); null prints an empty place, as on a preview. */
export type Numbered<Data> = Data & { readonly number: string | null }
export type NumberedFormData = { readonly [Name in FormName]: Numbered<FormData[Name]> }

/** The form's title in Vietnamese, as printed and as the PDF's title. */
export const formTitles: { readonly [Name in FormName]: string } = {
  'receipt-slip': 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
  'supplement-request': 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ',
  refusal: 'Phiếu từ chối tiếp nhận giải quyết hồ sơ',
  apology: 'Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết',
  'stop-notice': 'Thông báo dừng giải quyết hồ sơ',
}

/**
 * What follows the number: `12/HDHS`. HDHS and PXL stand on the printed forms of TT 01/2018; TNHS, TC and TBD
 * are abbreviations in use or ours and were not checked against a legal text.
 */
export const formSymbols: { readonly [Name in FormName]: string } = {
  'receipt-slip': 'TNHS',
  'supplement-request': 'HDHS',
  refusal: 'TC',
  apology: 'PXL',
  'stop-notice': 'TBD',
}

/** The number of a form as printed: series number and symbol. */
export function formNumber(form: FormName, series: number): string {
  return `${String(series).padStart(2, '0')}/${formSymbols[form]}`
}
