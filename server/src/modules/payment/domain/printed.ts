import { tidy } from '#kernel/vietnamese.ts'
import { dongInWords } from './amount-in-words.ts'
import { dongText, receiptNumberText } from './receipt.ts'
import type { Receipt, ReceiptItem, ReceiptKind } from './receipt.ts'

/** The texts on the papers of this module, word for word: the templates compute nothing. */
export type PrintedText = { readonly [key: string]: unknown }

const vietnam = '+07:00'
const two = (n: number): string => String(n).padStart(2, '0')

const titles: Readonly<Record<ReceiptKind, string>> = {
  original: 'Biên lai thu phí, lệ phí',
  replacement: 'Biên lai thu phí, lệ phí (thay thế)',
  cancellation: 'Biên lai huỷ',
}

/** @law 254/2026/NĐ-CP (nội dung biên lai; số điều chưa kiểm chứng) */
export function receiptText(receipt: Receipt): PrintedText {
  const at = Temporal.Instant.from(receipt.issuedAt).toZonedDateTimeISO(vietnam)
  return {
    ...pageText(titles[receipt.kind], receipt.collectorName, receipt.issuedAt),
    collector: plain(receipt.collectorName),
    taxCode: receipt.taxCode,
    template: receipt.templateSymbol,
    series: receipt.seriesSymbol,
    number: receiptNumberText(receipt.number),
    refersTo:
      receipt.refersTo === null
        ? null
        : `${receipt.kind === 'replacement' ? 'Thay thế' : 'Huỷ'} biên lai ${receipt.refersTo}. Lý do: ${plain(receipt.reason)}`,
    payer: plain(receipt.payerName),
    dossierCode: receipt.dossierCode,
    items: receipt.items.map((item, index) => [String(index + 1), plain(item.name), dongText(item.amountDong)]),
    total: dongText(receipt.amountDong),
    words: receipt.amountWords,
    method: receipt.method === 'cash' ? 'Tiền mặt' : 'Chuyển khoản',
    date: `Ngày ${two(at.day)} tháng ${two(at.month)} năm ${at.year}`,
    issuedBy: plain(receipt.issuedByName),
  }
}

type Book = {
  readonly cashierName: string
  readonly openingDong: number
  readonly receiptsDong: number
  readonly refundsDong: number
  readonly handedOverDong: number
  readonly differenceDong: number
  readonly heldDong: number
  readonly closedAt: string | null
  readonly countedDong: number | null
  readonly notes: readonly { readonly dong: number; readonly count: number }[]
  readonly explanation: string | null
  readonly movements: readonly {
    readonly at: string
    readonly kindName: string
    readonly amountDong: number
    readonly dossierCode: string | null
    readonly reason: string
  }[]
}

/** Sổ quỹ of a day, a part for each cashier. */
export function cashBookText(books: { readonly day: string; readonly books: readonly Book[] }, collectorName: string): PrintedText {
  const day = books.day.split('-').toReversed().join('/')
  return {
    ...pageText(`Sổ quỹ tiền mặt ngày ${day}`, collectorName, `${books.day}T00:00:00${vietnam}`),
    collector: plain(collectorName),
    books: books.books.map((book) => ({
      cashier: plain(book.cashierName),
      state: book.closedAt === null ? 'Chưa chốt sổ' : `Đã chốt sổ lúc ${timeText(book.closedAt)}`,
      sums: [
        ['Tồn đầu ngày', amount(book.openingDong)],
        ['Thu trong ngày', amount(book.receiptsDong)],
        ['Hoàn trả, huỷ', amount(-book.refundsDong)],
        ['Nộp thủ quỹ', amount(-book.handedOverDong)],
        ['Thừa (+), thiếu (-)', amount(book.differenceDong)],
        ['Tồn cuối ngày', amount(book.heldDong)],
      ],
      counted: book.countedDong === null ? null : `Kiểm đếm: ${dongText(book.countedDong)} (${dongInWords(book.countedDong)})`,
      notes: book.notes
        .filter((note) => note.count > 0)
        .map((note) => [amount(note.dong), String(note.count), amount(note.dong * note.count)]),
      explanation: book.explanation === null || book.explanation === '' ? null : `Giải trình: ${plain(book.explanation)}`,
      rows: book.movements.map((each, index) => [
        String(index + 1),
        timeText(each.at),
        each.kindName,
        each.dossierCode ?? plain(each.reason),
        amount(each.amountDong),
      ]),
    })),
  }
}

const csvColumns = [
  'ky_hieu_mau',
  'ky_hieu',
  'so',
  'loai',
  'lien_quan',
  'ngay_lap',
  'ten_to_chuc_thu',
  'ma_so_thue',
  'nguoi_nop',
  'ma_ho_so',
  'khoan_thu',
  'so_tien',
  'so_tien_bang_chu',
  'hinh_thuc',
] as const
const kindCodes: Readonly<Record<ReceiptKind, string>> = { original: 'goc', replacement: 'thay_the', cancellation: 'huy' }

/**
 * The table for the tax authority: a line a receipt, RFC 4180 with a byte order mark so that spreadsheets read the
 * letters. A text that a spreadsheet would take for a formula is made harmless by an apostrophe.
 */
export function receiptCsv(items: readonly (Receipt & { readonly countedDong: number })[]): string {
  const cell = (value: string | number): string => {
    const text = typeof value === 'number' ? String(value) : /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value
    return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const rows = items.map((each) => [
    each.templateSymbol,
    each.seriesSymbol,
    receiptNumberText(each.number),
    kindCodes[each.kind],
    each.refersTo ?? '',
    Temporal.Instant.from(each.issuedAt).toZonedDateTimeISO(vietnam).toPlainDate().toString(),
    each.collectorName,
    each.taxCode,
    each.payerName,
    each.dossierCode,
    namesOf(each.items),
    each.countedDong,
    each.amountWords,
    each.method === 'cash' ? 'tien_mat' : 'chuyen_khoan',
  ])
  return `\ufeff${[csvColumns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

function namesOf(items: readonly ReceiptItem[]): string {
  return items.map((item) => item.name).join('; ')
}

function pageText(title: string, author: string, issuedAt: string): PrintedText {
  const utc = Temporal.Instant.from(issuedAt).toZonedDateTimeISO('UTC')
  return {
    title,
    heading: title.toUpperCase(),
    centreName: plain(author),
    created: { year: utc.year, month: utc.month, day: utc.day, hour: utc.hour, minute: utc.minute, second: utc.second },
    longWords: false,
  }
}

function amount(dong: number): string {
  return `${dong < 0 ? '-' : ''}${dongText(Math.abs(dong)).replace(' đồng', '')}`
}

function timeText(instant: string): string {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO(vietnam)
  return `${two(at.hour)}:${two(at.minute)}`
}

/** One line, without what a PDF/A file may not hold. */
function plain(text: string): string {
  return tidy(tidy(text).replace(/\p{C}+/gu, ''))
}
