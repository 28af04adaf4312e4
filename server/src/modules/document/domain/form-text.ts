import type { Json } from '#kernel/canonical-json.ts'
import type { Language } from '#kernel/language.ts'
import { lastDayOf, toVietnamDay } from '#kernel/vietnam-time.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { evaluationText } from './evaluation-slip.ts'
import { formSymbols, formTitles } from './forms.ts'
import type { FormFee, FormName, FormPaper, FormParty, FormSigner, LookUp, Numbered, NumberedFormData } from './forms.ts'

/**
 * The exact text of the paper: every string here is printed as it is and nothing is computed
 * in the templates. So the wording can be tested without making a PDF.
 */
export type FormText = { readonly [key: string]: Json }

/** Room to write by hand where nothing is known. */
export const blankOnPaper = '……………………'

/** Vietnam has kept +07:00 all year round since 1975; a fixed offset needs no time-zone table. */
const vietnam = '+07:00'

/**
 * The wording of one form. Throws a RangeError when an instant is not ISO 8601: the facts come from our
 * own commands, so that is a bug and not a refusal.
 */
export function formText<Name extends FormName>(form: Name, data: NumberedFormData[Name]): FormText {
  return writers[form](data)
}

/** Where to look up the dossier: only on the applicant's print of a letter, which the centre does not store. */
function lookUpText({ lookupSecret, trackingAddress }: LookUp): FormText | null {
  if (!lookupSecret || trackingAddress === undefined) return null
  return { secret: printable(lookupSecret), address: printable(trackingAddress) }
}

type Writers = { readonly [Name in FormName]: (data: NumberedFormData[Name]) => FormText }

const writers: Writers = {
  'receipt-slip': (data) => ({
    ...headText('receipt-slip', data),
    dossierCode: orDots(data.dossierCode),
    secret: data.lookupSecret === null ? null : printable(data.lookupSecret),
    // Only on the applicant's copy: the copy that the centre keeps has no rating.
    evaluation: data.lookupSecret === null ? null : evaluationText(printable(data.centreName)),
    // The copy that stays in the file does not show the secret: it belongs to the holder of the slip.
    copies: [
      { name: 'Giao khách', showsSecret: true },
      { name: 'Lưu', showsSecret: false },
    ],
    from: orBlank(data.applicant.name),
    ...partyText(data.applicant),
    authorisation: data.applicant.authorisation ? `Người được ủy quyền theo ${printable(data.applicant.authorisation)}` : null,
    idNumber: orBlank(data.applicant.idNumber),
    owner: data.owner && { name: printable(data.owner.name), address: orBlank(data.owner.address) },
    procedureName: orBlank(data.procedureName),
    papers: paperRows(data.papers),
    setCount: `${twoDigits(data.setCount)} (bộ)`,
    limit: limitText(data.legalLimit, data.committedLimit),
    receivedAt: momentText(data.receivedAt),
    dueAt: dueText(data.committedDueAt ?? data.legalDueAt) ?? (data.beginning === undefined ? blankOnPaper : printable(data.beginning)),
    latestAt: latestText(data.committedDueAt, data.legalDueAt),
    latestName: latestText(data.committedDueAt, data.legalDueAt) === null ? null : latestName(data.committedDueAt, data.legalDueAt),
    resultPlace: orBlank(data.resultPlace),
    fees: feeText(data.fees),
    feePayment: data.feePayment === null ? null : printable(data.feePayment),
    book: orDots(data.register?.book ?? null),
    line: orDots(data.register?.line ?? null),
    receivedBy: printable(data.receivedBy),
    trackingAddress: printable(data.trackingAddress),
    hotline: data.hotline === null ? null : printable(data.hotline),
    replaces: data.replaces
      ? `Thay thế Giấy tiếp nhận hồ sơ và hẹn trả kết quả số ${printable(data.replaces.number)} ${dayText(data.replaces.issuedAt)}. Lý do: ${printable(data.replaces.reason)}`
      : null,
  }),
  'supplement-request': (data) => ({
    ...headText('supplement-request', data),
    dossierCode: data.dossierCode === null ? null : printable(data.dossierCode),
    from: printable(data.applicant.name),
    ...partyText(data.applicant),
    procedureName: printable(data.procedureName),
    defects: data.defects.map(printable).filter((line) => line !== ''),
    papers: paperRows(data.papers),
    reason: paragraphs(data.reason),
    supplementBy: dueText(data.supplementBy),
    consequence: printable(data.consequence),
    contactName: printable(data.contact.name),
    contactPhone: orBlank(data.contact.phone),
    guidedBy: printable(data.guidedBy),
    lookUp: lookUpText(data),
    evaluation: evaluationText(printable(data.centreName)),
  }),
  refusal: (data) => ({
    ...headText('refusal', data),
    dossierCode: data.dossierCode === null ? null : printable(data.dossierCode),
    from: printable(data.applicant.name),
    ...partyText(data.applicant),
    procedureName: printable(data.procedureName),
    reason: paragraphs(data.reason),
    appeal: appealText(data.appeal),
    contactName: printable(data.contact.name),
    contactPhone: orBlank(data.contact.phone),
    bySystem:
      data.refusedBy === 'system' ? 'Hệ thống ghi nhận theo quy định riêng của thủ tục khi hết thời hạn mà không có trả lời.' : null,
    ...signerText(data.refusedBy === 'counter' ? 'NGƯỜI TIẾP NHẬN HỒ SƠ' : 'THỦ TRƯỞNG', data.signer),
    lookUp: lookUpText(data),
    evaluation: evaluationText(printable(data.centreName)),
  }),
  apology: (data) => ({
    ...headText('apology', data),
    // Two lines of sense: the second does not break.
    heading: formTitles.apology.toUpperCase().replace(/GIA HẠN.+$/u, (end) => end.replaceAll(' ', '\u00a0')),
    dossierCode: printable(data.dossierCode),
    from: printable(data.applicant.name),
    ...partyText(data.applicant),
    received: `Hồi ${momentText(data.receivedAt)}, ${printable(data.centreName)} tiếp nhận hồ sơ thuộc lĩnh vực ${printable(data.sectorName)} của Ông/Bà.`,
    procedureName: printable(data.procedureName),
    dueBefore: orBlank(dueText(data.dueBefore)),
    legalDue: dueText(data.legalDueAt),
    unkept: data.isLate
      ? `Tuy nhiên đến nay, ${printable(data.centreName)} chưa trả kết quả giải quyết hồ sơ của Ông/Bà đúng thời hạn.`
      : `Tuy nhiên, ${printable(data.centreName)} không thể trả kết quả giải quyết hồ sơ của Ông/Bà đúng thời gian đã hẹn và đề nghị gia hạn.`,
    reason: paragraphs(data.reason),
    sorry: `${printable(data.centreName)} trân trọng xin lỗi Ông/Bà về sự chậm trễ này.`,
    days: data.days === null ? null : `${twoDigits(data.days)} ngày làm việc`,
    dueAfter: orBlank(dueText(data.dueAfter)),
    beyondLaw: isAfter(data.dueAfter, data.legalDueAt)
      ? 'Ngày hẹn lại sau thời hạn theo quy định của pháp luật; việc hẹn lại không làm thay đổi thời hạn đó.'
      : null,
    contactName: printable(data.contact.name),
    contactPhone: orBlank(data.contact.phone),
    copies: ['Như trên;', `${printable(data.copyTo)};`, 'Lưu: VT.'],
    ...signerText('THỦ TRƯỞNG', data.signer),
  }),
  'stop-notice': (data) => ({
    ...headText('stop-notice', data),
    dossierCode: printable(data.dossierCode),
    from: printable(data.applicant.name),
    ...partyText(data.applicant),
    procedureName: printable(data.procedureName),
    receivedAt: momentText(data.receivedAt),
    opening: `${printable(data.centreName)} thông báo dừng giải quyết hồ sơ nêu trên của Ông/Bà.`,
    stoppedAt: momentText(data.stoppedAt),
    ground: printable(data.ground),
    law: data.law === null ? null : printable(data.law),
    reason: paragraphs(data.reason),
    papers: paperRows(data.papers),
    returnPlace: printable(data.returnPlace),
    fees:
      data.paidDong === 0
        ? 'Phí, lệ phí: Ông/Bà chưa nộp khoản nào cho hồ sơ này.'
        : `Phí, lệ phí: Ông/Bà đã nộp ${dongText(data.paidDong)}; việc hoàn trả thực hiện theo quy định về phí, lệ phí của thủ tục.`,
    contactName: printable(data.contact.name),
    contactPhone: orBlank(data.contact.phone),
    bySystem: data.stoppedBy === 'system' ? 'Hồ sơ được dừng tự động theo quy tắc ghi tại thủ tục khi hết thời hạn.' : null,
    ...signerText(data.stoppedBy === 'counter' ? 'NGƯỜI TIẾP NHẬN HỒ SƠ' : 'THỦ TRƯỞNG', data.signer),
  }),
}

/**
 * The slip read aloud: its fields in the order of the paper, for people who cannot see its picture. The text
 * around them (quốc hiệu, signatures, the table's head) is left out.
 */
export function slipLines(data: NumberedFormData['receipt-slip']): string[] {
  const papers = data.papers.map((paper) => {
    const counts = [
      [paper.originals, 'bản chính'],
      [paper.certifiedCopies, 'bản chứng thực'],
      [paper.photocopies, 'bản photo'],
    ] as const
    const said = counts.filter(([count]) => count > 0).map(([count, kind]) => `${count} ${kind}`)
    return `${printable(paper.name)}: ${said.join(', ') || 'chưa ghi số lượng'}`
  })
  return [
    formTitles['receipt-slip'],
    `Tiếp nhận hồ sơ của: ${orNotYet(data.applicant.name)}`,
    `Địa chỉ: ${orNotYet(data.applicant.address)}`,
    `Số điện thoại: ${orNotYet(data.applicant.phone)}`,
    `Nội dung yêu cầu giải quyết: ${orNotYet(data.procedureName)}`,
    ...(papers.length === 0 ? ['Thành phần hồ sơ: chưa ghi'] : papers),
    `Thời gian nhận hồ sơ: ${momentText(data.receivedAt)}`,
    `Thời gian trả kết quả: ${orNotYet(dueText(data.committedDueAt ?? data.legalDueAt) ?? data.beginning ?? null)}`,
    `Đăng ký nhận kết quả tại: ${orNotYet(data.resultPlace)}`,
    `Phí, lệ phí: ${data.fees === null ? 'chưa ghi' : feeText(data.fees)}`,
    `Người tiếp nhận: ${printable(data.receivedBy)}`,
  ]
}

/** Dots are read aloud as dots. */
function orNotYet(text: string | null): string {
  return printable(text ?? '') || 'chưa ghi'
}

/** Where one may complain about a refusal; the same words on paper, in the letter and on the tracking page. */
export function appealText(
  { to, withinDays, law }: { readonly to: string; readonly withinDays: number; readonly law: string },
  language: Language = 'vi',
): string {
  if (language === 'en')
    return `If you disagree, you may complain to ${printable(to)} within ${withinDays} days of receiving the refusal (${printable(law)}).`
  return `Nếu không đồng ý, Ông/Bà có quyền khiếu nại đến ${printable(to)}, trong ${withinDays} ngày kể từ ngày nhận được văn bản từ chối (${printable(law)}).`
}

/** Who signs in another's place says so above the name, as NĐ 30/2020/NĐ-CP has it (from memory, not verified). */
function signerText(role: string, { style, name }: FormSigner): FormText {
  return { signerRole: style === null ? role : printable(style).toUpperCase(), signedBy: orBlank(name) }
}

function headText<Name extends FormName>(form: Name, data: Numbered<NumberedFormData[Name]>): FormText {
  const issued = Temporal.Instant.from(data.issuedAt).toZonedDateTimeISO('UTC')
  return {
    title: formTitles[form],
    heading: formTitles[form].toUpperCase(),
    superior: printable(data.superiorName).toUpperCase(),
    centre: printable(data.centreName).toUpperCase(),
    centreName: printable(data.centreName),
    number: `Số: ${data.number === null ? `………/${formSymbols[form]}` : printable(data.number)}`,
    placeAndDate: `${printable(data.place)}, ${dayText(data.issuedAt)}`,
    sample: data.sample === true,
    draft: data.isDraft === true ? 'DỰ THẢO' : null,
    created: {
      year: issued.year,
      month: issued.month,
      day: issued.day,
      hour: issued.hour,
      minute: issued.minute,
      second: issued.second,
    },
  }
}

function partyText(party: FormParty): FormText {
  return { address: orBlank(party.address), phone: orBlank(party.phone), email: orBlank(party.email) }
}

function paperRows(papers: readonly FormPaper[]): Json {
  return papers.map((paper, index) => [
    String(index + 1),
    printable(paper.name),
    countText(paper.originals),
    countText(paper.certifiedCopies),
    countText(paper.photocopies),
  ])
}

/** The legal instant beside the promise; nothing when there is no promise or when both are the same. */
function latestText(committed: string | null, legal: string | null): string | null {
  const latest = dueText(legal)
  return committed === null || latest === dueText(committed) ? null : latest
}

/** A day promised after the limit has no "at the latest": the limit is printed as the legal limit. */
function latestName(committed: string | null, legal: string | null): string {
  return isAfter(committed, legal)
    ? 'Thời hạn theo quy định của pháp luật (ngày hẹn trên đây sau thời hạn này): '
    : 'Chậm nhất theo quy định: '
}

function isAfter(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && Temporal.Instant.compare(Temporal.Instant.from(one), Temporal.Instant.from(other)) > 0
}

/** The law's limit, and beside it the shorter one the agency promised. */
export function limitText(legal: string | null, committed: string | null): string {
  if (legal === null) return committed === null ? 'pháp luật không quy định' : `${printable(committed)} (theo cam kết)`
  return committed === null || committed === legal ? printable(legal) : `${printable(legal)} (cam kết: ${printable(committed)})`
}

/** `Lệ phí: 150.000 đồng; Phí thẩm định: theo thông báo`, or that there is nothing to pay. */
export function feeText(fees: readonly FormFee[] | null): string {
  if (fees === null) return blankOnPaper
  if (fees.length === 0) return 'không'
  return fees
    .map((fee) => {
      const note = fee.note === null ? '' : printable(fee.note)
      if (fee.amountDong === null) return `${printable(fee.name)}: ${note === '' ? blankOnPaper : note}`
      return `${printable(fee.name)}: ${dongText(fee.amountDong)}${note === '' ? '' : ` (${note})`}`
    })
    .join('; ')
}

/** Whole đồng with a point every three digits: `1.234.567 đồng`. */
export function dongText(amount: number): string {
  return `${String(amount).replace(/\B(?=(\d{3})+$)/gu, '.')} đồng`
}

/**
 * `ngày 05 tháng 02 năm 2026`: days below 10 and the months 1 and 2 carry a zero, other months none, so
 * that no figure can be written in front (the drafting rule of NĐ 30/2020/NĐ-CP, from memory, not verified).
 */
export function dayText(instant: string): string {
  const { day, month, year } = Temporal.Instant.from(instant).toZonedDateTimeISO(vietnam)
  return dateWords(day, month, year)
}

/** The year a form is numbered in: the calendar year in Vietnam at its issue. */
export function yearOfIssue(issuedAt: string): number {
  return Temporal.Instant.from(issuedAt).toZonedDateTimeISO(vietnam).year
}

/** `08 giờ 05 phút, ngày 23 tháng 11 năm 2026`. */
export function momentText(instant: string): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(vietnam)
  return `${twoDigits(local.hour)} giờ ${twoDigits(local.minute)} phút, ${dateWords(local.day, local.month, local.year)}`
}

/**
 * A time limit that runs to the end of a day is stored as the midnight after it; on paper that is 24 giờ
 * of the day itself, because people read "0 giờ ngày 24" as a day more than they have.
 */
export function dueText(instant: string | null): string | null {
  if (instant === null) return null
  const dueAt = Temporal.Instant.from(instant)
  const last = lastDayOf(dueAt)
  if (toVietnamDay(dueAt).equals(last)) return momentText(instant)
  return `24 giờ 00 phút, ${dateWords(last.day, last.month, last.year)}`
}

function dateWords(day: number, month: number, year: number): string {
  return `ngày ${twoDigits(day)} tháng ${month < 3 ? `0${month}` : month} năm ${year}`
}

/**
 * Text fit for paper: NFC, one line, no control, invisible or private-use characters. A PDF/A file may hold
 * none of them, and an overriding direction mark could turn a name round.
 */
export function printable(text: string): string {
  // White space first, so that a line break becomes a space and does not glue two words together.
  return tidy(tidy(text).replace(/\p{C}+/gu, ''))
}

function paragraphs(text: string): readonly string[] {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/u).map(printable)
  const written = lines.filter((line) => line !== '')
  return written.length === 0 ? [blankOnPaper] : written
}

function orBlank(text: string | null): string {
  const shown = text === null ? '' : printable(text)
  return shown === '' ? blankOnPaper : shown
}

/** A short gap, for a number within a line. */
function orDots(text: string | null): string {
  const shown = text === null ? '' : printable(text)
  return shown === '' ? '………' : shown
}

function countText(count: number): string {
  return count === 0 ? '' : twoDigits(count)
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
