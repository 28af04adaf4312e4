import type { FieldFault } from '#kernel/refusal.ts'
import { fold, isInOldEncoding, tidy } from '#kernel/vietnamese.ts'

/** What a citizen card (thẻ căn cước) says in its QR code; null where it could not be read for certain. */
export type CitizenCard = {
  /** 12 digits. */
  readonly idNumber: string | null
  /** The former identity card number (CMND), 9 digits; null when the card names none. */
  readonly oldIdNumber: string | null
  readonly fullName: string | null
  /** Calendar day `YYYY-MM-DD`. */
  readonly bornOn: string | null
  readonly sex: 'male' | 'female' | null
  readonly address: string | null
  readonly issuedOn: string | null
  /** Points for a person to check. None of them blocks: the physical card decides. */
  readonly faults: readonly CardFault[]
}

export type CardFault = FieldFault & { readonly code: CardFaultCode }
export type CardFaultCode = keyof typeof cardFaults

/** Permanent codes and the sentence for the officer. */
const cardFaults = {
  CARD_UNREADABLE: 'Nội dung quét không phải mã QR của thẻ căn cước. Xin quét lại hoặc nhập tay.',
  CARD_FIELDS_MISSING: 'Mã QR bị thiếu mục. Xin quét lại, hoặc đối chiếu với thẻ và nhập phần còn thiếu.',
  ID_NUMBER_MALFORMED: 'Số căn cước không đủ 12 chữ số. Xin đối chiếu với thẻ.',
  ID_NUMBER_ZEROS_RESTORED: 'Số căn cước bị mất số 0 ở đầu, đã điền lại. Xin đối chiếu với thẻ.',
  ID_PROVINCE_UNKNOWN: 'Ba số đầu của số căn cước không phải mã nơi đăng ký khai sinh. Xin đối chiếu với thẻ.',
  ID_SEX_DIFFERS: 'Giới tính ghi trên thẻ không khớp với số căn cước. Xin đối chiếu với thẻ.',
  ID_BIRTH_YEAR_DIFFERS: 'Năm sinh ghi trên thẻ không khớp với số căn cước. Xin đối chiếu với thẻ.',
  OLD_ID_NUMBER_MALFORMED: 'Số CMND cũ không đúng 9 chữ số. Xin đối chiếu với thẻ.',
  NAME_MISSING: 'Không đọc được họ và tên. Xin nhập theo thẻ.',
  CARD_HEALTH_INSURANCE: 'Đây là mã của thẻ bảo hiểm y tế, không phải thẻ căn cước. Xin quét thẻ căn cước hoặc nhập tay.',
  LETTER_MENDED: 'Chữ Ð (bảng chữ khác) đã đọc là Đ. Xin đối chiếu với thẻ.',
  TEXT_MANGLED: 'Chữ có dấu bị hỏng khi quét. Xin nhập lại theo thẻ.',
  BIRTH_DATE_MALFORMED: 'Không đọc được ngày sinh. Xin nhập theo thẻ.',
  BIRTH_YEAR_ONLY: 'Thẻ chỉ ghi năm sinh. Xin đối chiếu với giấy tờ khác nếu thủ tục cần ngày sinh.',
  SEX_UNREADABLE: 'Không đọc được giới tính. Xin chọn theo thẻ.',
  SEX_FROM_ID_NUMBER: 'Không đọc được giới tính, đã suy ra từ số căn cước. Xin đối chiếu với thẻ.',
  ADDRESS_MISSING: 'Không đọc được nơi thường trú. Xin nhập theo thẻ.',
  ISSUE_DATE_MALFORMED: 'Không đọc được ngày cấp thẻ. Xin nhập theo thẻ.',
  CARD_FORM_DIFFERS: 'Nội dung đọc được nhưng không đúng từng mục theo mẫu in trên thẻ. Xin đối chiếu với thẻ.',
  ISSUED_BEFORE_BIRTH: 'Ngày cấp thẻ sớm hơn ngày sinh. Xin đối chiếu với thẻ.',
} as const

/**
 * Reads the text of a citizen card's QR code as a scanner types it:
 * `số căn cước|số CMND cũ|họ và tên|ngày sinh ddMMyyyy|giới tính|nơi thường trú|ngày cấp ddMMyyyy`, with
 * further fields ignored. Damage with only one possible meaning is repaired (decomposed letters, UTF-8
 * read as Windows-1252, another separator, lost leading zeros, an omitted old number); everything else
 * is left null with a fault. Never throws, whatever the text.
 */
export function readCitizenCard(raw: string): CitizenCard {
  const hasStrangeLetter = /[Ðð]/u.test(withoutMojibake(raw))
  const parts = splitFields(raw)
  const faults: CardFault[] = []
  const fault = (field: string, code: CardFaultCode): null => {
    faults.push({ field, code, message: cardFaults[code] })
    return null
  }
  if (isHealthInsurance(parts)) {
    fault('/raw', 'CARD_HEALTH_INSURANCE')
    fault('/raw', 'CARD_UNREADABLE')
    return { ...nothing, faults }
  }
  if (parts.length < 3) {
    fault('/raw', 'CARD_UNREADABLE')
    return { ...nothing, faults }
  }
  // Some cards leave the old number out altogether; then the date is one place earlier.
  const fields = parts.length === 6 && isDateLike(parts[2]) ? [parts[0], '', ...parts.slice(1)] : parts
  if (fields.length < 7) fault('/raw', 'CARD_FIELDS_MISSING')
  const [idText = '', oldIdText = '', name = '', bornText = '', sexText = '', home = '', issuedText = ''] = fields

  if (hasStrangeLetter) fault('/fullName', 'LETTER_MENDED')
  const idNumber = readIdNumber(idText, fault)
  const oldIdNumber = readOldIdNumber(oldIdText, fault)
  const fullName = readText(name, '/fullName', 'NAME_MISSING', fault)
  const born = readDate(bornText)
  if (born === null) fault('/bornOn', 'BIRTH_DATE_MALFORMED')
  const bornOn = born?.day ?? null
  if (born !== null && bornOn === null) fault('/bornOn', 'BIRTH_YEAR_ONLY')
  const sex = readSex(sexText, idNumber, fault)
  const address = readText(home, '/address', 'ADDRESS_MISSING', fault)
  const issuedOn = readDate(issuedText)?.day ?? fault('/issuedOn', 'ISSUE_DATE_MALFORMED')
  // ISO days compare as text.
  if (issuedOn !== null && bornOn !== null && issuedOn < bornOn) fault('/issuedOn', 'ISSUED_BEFORE_BIRTH')
  if (idNumber !== null) compareWithNumber(idNumber, sex, born?.year ?? null, fault)
  return { idNumber, oldIdNumber, fullName, bornOn, sex, address, issuedOn, faults }
}

/** A card's text checked exactly: its data, every fault, and the number of ignored fields beyond the seven. */
export type CitizenCardJudgement = {
  readonly card: CitizenCard
  readonly faults: readonly CardFault[]
  readonly notes: readonly string[]
  readonly extraFields: number
}

/**
 * Judges instead of helping: the same reading as {@link readCitizenCard}, and besides a fault wherever it had to repair
 * something, so that a text without faults is exactly what the form of the card says. Composition (NFC), blanks around
 * a field and the letter case of the sex are no faults. A former number has 9 digits or is empty.
 */
export function judgeCitizenCard(raw: string): CitizenCardJudgement {
  const card = readCitizenCard(raw)
  const faults = card.faults.filter(({ code }) => code !== 'LETTER_MENDED')
  const notes = card.faults.filter(({ code }) => code === 'LETTER_MENDED').map(({ message }) => message)
  const given = withVietnameseLetters(raw)
    .replace(/^\ufeff/u, '')
    .normalize('NFC')
    .split('|')
    .map(tidy)
  const day = (text: string | null): string => text?.split('-').toReversed().join('') ?? ''
  const form = [card.idNumber, card.oldIdNumber, card.fullName, day(card.bornOn), card.sex, card.address, day(card.issuedOn)]
  const sexes: Readonly<Record<string, string>> = { nam: 'male', nu: 'female' }
  const same = form.every((part, at) => (at === 4 ? sexes[fold(given[at] ?? '')] : given[at]) === (part ?? ''))
  const oldIdTooLong = card.oldIdNumber !== null && card.oldIdNumber.length !== 9
  if (oldIdTooLong) faults.push({ field: '/oldIdNumber', code: 'OLD_ID_NUMBER_MALFORMED', message: cardFaults.OLD_ID_NUMBER_MALFORMED })
  if (!same && faults.length === 0) faults.push({ field: '/raw', code: 'CARD_FORM_DIFFERS', message: cardFaults.CARD_FORM_DIFFERS })
  return { card, faults, notes, extraFields: Math.max(0, given.length - 7) }
}

type Report = (field: string, code: CardFaultCode) => null

const nothing = {
  idNumber: null,
  oldIdNumber: null,
  fullName: null,
  bornOn: null,
  sex: null,
  address: null,
  issuedOn: null,
} as const

/**
 * The number carries where and when its holder was registered: 3 digits place of birth registration
 * (001–096), 1 digit century and sex (0 male, 1 female of 1900–1999; 2 and 3 of 2000–2099; and so on),
 * 2 digits year of birth, 6 at random. From memory of NĐ 137/2015/NĐ-CP Điều 7, not verified.
 */
function compareWithNumber(idNumber: string, sex: CitizenCard['sex'], bornYear: number | null, fault: Report): void {
  const place = Number(idNumber.slice(0, 3))
  if (place < 1 || place > 96) fault('/idNumber', 'ID_PROVINCE_UNKNOWN')
  if (sex !== null && sex !== sexOf(idNumber)) fault('/sex', 'ID_SEX_DIFFERS')
  const century = 1900 + 100 * Math.floor(Number(idNumber[3]) / 2)
  if (bornYear !== null && bornYear !== century + Number(idNumber.slice(4, 6))) fault('/bornOn', 'ID_BIRTH_YEAR_DIFFERS')
}

function sexOf(idNumber: string): 'male' | 'female' {
  return Number(idNumber[3]) % 2 === 0 ? 'male' : 'female'
}

function splitFields(raw: string): string[] {
  const text = withVietnameseLetters(withoutMojibake(raw))
    .normalize('NFC')
    .replace(/[｜¦ǀ∣│]/gu, '|')
  const separator = text.includes('|') ? '|' : otherSeparator(text)
  const parts = separator === null ? [] : text.split(separator).map((part) => tidy(part.replace(/\p{Cc}+/gu, ' ')))
  return byLabels(parts.length < 3 ? text.split(/[;\n]/u).map(tidy) : parts) ?? parts
}

/** The Icelandic letter that old conversions put where Đ belongs: alike on paper, another name to a machine. */
function withVietnameseLetters(text: string): string {
  return text.replaceAll('Ð', 'Đ').replaceAll('ð', 'đ')
}

/** A keyboard of another layout turns `|` into some other sign; the one right after the 12 digits is it. */
function otherSeparator(text: string): string | null {
  const sign = /^\s*\d{12}([^\p{Lu}\p{Ll}\p{Lt}\p{N}\p{M}\p{Zs}\r\n,./-])/u.exec(text)?.[1]
  return sign !== undefined && text.split(sign).length >= 7 ? sign : null
}

const labels: readonly (readonly string[])[] = [
  ['cccd', 'so cccd', 'can cuoc', 'so can cuoc', 'so can cuoc cong dan', 'so dinh danh', 'so'],
  ['cmnd', 'so cmnd', 'cmnd cu', 'so cmnd cu'],
  ['ho ten', 'ho va ten', 'ten'],
  ['ngay sinh', 'sinh ngay', 'ngay thang nam sinh', 'nam sinh'],
  ['gioi tinh'],
  ['dia chi', 'noi thuong tru', 'thuong tru', 'noi cu tru'],
  ['ngay cap', 'ngay cap the'],
]

/** Some scanners send each field with its name: `CCCD:…|Họ tên:…`, in any order. */
function byLabels(parts: readonly string[]): string[] | null {
  const fields: string[] = labels.map(() => '')
  let found = 0
  for (const part of parts) {
    const at = part.indexOf(':')
    const place = at < 0 ? -1 : labels.findIndex((names) => names.includes(fold(part.slice(0, at))))
    if (place < 0) continue
    fields[place] = tidy(part.slice(at + 1))
    found += 1
  }
  return found >= 3 && fields[0] !== '' ? fields : null
}

/**
 * Fifteen fields or so, the name in hexadecimal: no field of it is where a citizen card has one. Newer cards carry the personal number of
 * twelve digits in the first place; no name of a person is written in hexadecimal, so the name decides.
 */
function isHealthInsurance(parts: readonly string[]): boolean {
  const [number = '', name = ''] = parts
  return /^(?:[A-Z]{2}\d{13}|\d{10}|\d{12})$/iu.test(number) && /^(?:[\da-f]{2}){3,}$/iu.test(name) && parts.length >= 10
}

/** What Windows-1252 shows for the bytes 80 to 9F; the five bytes it does not use stay control characters. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Text whose UTF-8 bytes were shown one by one (`Nguyá»…n`), put right; other text as it is. */
function withoutMojibake(text: string): string {
  if (!/[\u0080-\u00ff]/u.test(text)) return text
  let bytes = ''
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    const high = windows1252.indexOf(letter)
    const byte = high >= 0 ? 0x80 + high : code
    if (byte > 0xff) return text
    bytes += `%${byte.toString(16).padStart(2, '0')}`
  }
  try {
    return decodeURIComponent(bytes)
  } catch {
    return text // not UTF-8 underneath: the letters were meant
  }
}

function readIdNumber(text: string, fault: Report): string | null {
  const digits = text.replace(/[\s.-]/gu, '')
  if (/^\d{12}$/u.test(digits)) return digits
  // Every number begins with 0 (places are 001 to 096), so a spreadsheet's lost zeros have one repair.
  if (/^[1-9]\d{9,10}$/u.test(digits)) {
    fault('/idNumber', 'ID_NUMBER_ZEROS_RESTORED')
    return digits.padStart(12, '0')
  }
  return fault('/idNumber', 'ID_NUMBER_MALFORMED')
}

function readOldIdNumber(text: string, fault: Report): string | null {
  const digits = text.replace(/[\s.-]/gu, '')
  if (digits === '') return null
  return /^(\d{9}|\d{12})$/u.test(digits) ? digits : fault('/oldIdNumber', 'OLD_ID_NUMBER_MALFORMED')
}

function readText(text: string, field: string, missing: CardFaultCode, fault: Report): string | null {
  if (!/\p{L}/u.test(text)) return fault(field, missing)
  if (/[\ufffd?]/u.test(text) || isInOldEncoding(text)) fault(field, 'TEXT_MANGLED')
  return text
}

function readSex(text: string, idNumber: string | null, fault: Report): 'male' | 'female' | null {
  const word = fold(text)
  if (word === 'nam') return 'male'
  if (word === 'nu') return 'female'
  if (idNumber === null) return fault('/sex', 'SEX_UNREADABLE')
  fault('/sex', 'SEX_FROM_ID_NUMBER')
  return sexOf(idNumber)
}

function isDateLike(text: string | undefined): boolean {
  return text !== undefined && readDate(text) !== null
}

/** `ddMMyyyy`, also with separators or without its first zero; a lone year has no day. */
function readDate(text: string): { readonly year: number; readonly day: string | null } | null {
  const digits = text.replace(/[\s./-]/gu, '')
  const yearOnly = /^(?:0000)?((?:19|20)\d\d)$/u.exec(digits)?.[1]
  if (yearOnly !== undefined) return { year: Number(yearOnly), day: null }
  const match = /^(\d{1,2})(\d\d)(\d{4})$/u.exec(digits)
  if (!match) return null
  const [day, month, year] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < 1800) return null
  try {
    return { year, day: Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString() }
  } catch {
    return null // a day no calendar has, such as 31 February
  }
}
