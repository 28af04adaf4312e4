/**
 * What the three printed forms of the counter say. Everything is a plain string, a whole number or an
 * instant (ISO 8601, any offset): whoever fills a form decides the facts, this module decides how they
 * look and keeps what was printed byte for byte.
 *
 * Fields and their order follow the forms of TT 01/2018/TT-VPCP as printed by live systems; the exact
 * layouts of TT 03/2025/TT-VPCP were not obtained.
 */

/** The forms this module can print. */
export const forms = ['receipt-slip', 'supplement-request', 'refusal'] as const
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
}

/** The person or organisation a form speaks to (Ông/Bà/Tổ chức). */
export type FormParty = {
  readonly name: string
  readonly address: string
  readonly phone: string | null
  readonly email: string | null
  /** Citizen id, passport or enterprise number; null when there is none. */
  readonly idNumber: string | null
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
  /** Where and how the result is handed over: `Quầy số 3, Trung tâm …`. */
  readonly resultPlace: string
  readonly fees: readonly FormFee[]
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

/** Mẫu 02: Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ. All defects in one list (once only). */
export type SupplementRequestData = FormHead & {
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
  readonly contact: { readonly name: string; readonly phone: string }
  /** Officer who gives the guidance (người hướng dẫn). */
  readonly guidedBy: string
}

/** Mẫu 03: Phiếu từ chối tiếp nhận giải quyết hồ sơ. */
export type RefusalData = FormHead & {
  readonly dossierCode: string | null
  readonly applicant: FormParty
  readonly procedureName: string
  /** Reason; a line break starts a new paragraph. */
  readonly reason: string
  readonly contact: { readonly name: string; readonly phone: string }
  /** Officer at the counter who refused to receive. */
  readonly receivedBy: string
}

/** Which data fills which form. */
export type FormData = {
  readonly 'receipt-slip': ReceiptSlipData
  readonly 'supplement-request': SupplementRequestData
  readonly refusal: RefusalData
}

/** A form with its number in the series (số văn bản); null prints an empty place, as on a preview. */
export type Numbered<Data> = Data & { readonly number: string | null }
export type NumberedFormData = { readonly [Name in FormName]: Numbered<FormData[Name]> }

/** The form's title in Vietnamese, as printed and as the PDF's title. */
export const formTitles: { readonly [Name in FormName]: string } = {
  'receipt-slip': 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
  'supplement-request': 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ',
  refusal: 'Phiếu từ chối tiếp nhận giải quyết hồ sơ',
}

/**
 * What follows the number: `12/HDHS`. HDHS stands on the printed form of TT 01/2018; TNHS and TC are the
 * abbreviations in use and were not checked against a legal text.
 */
export const formSymbols: { readonly [Name in FormName]: string } = {
  'receipt-slip': 'TNHS',
  'supplement-request': 'HDHS',
  refusal: 'TC',
}

/** The number of a form as printed: series number and symbol. */
export function formNumber(form: FormName, series: number): string {
  return `${String(series).padStart(2, '0')}/${formSymbols[form]}`
}
