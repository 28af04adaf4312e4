import { instantText, shortPromiseText } from '#kernel/vietnam-time.ts'
import { dayText, dueText, momentText, printable } from './form-text.ts'
import type { FormText } from './form-text.ts'

/**
 * Internal sheets: printed from the record on request, because they grow with it, and not stored.
 * Fields follow the forms of TT 01/2018/TT-VPCP as printed by live systems; the layouts of TT 03/2025/TT-VPCP
 * were not obtained.
 */
export type SheetHead = {
  readonly superiorName: string
  readonly centreName: string
  readonly place: string
  /** Instant of printing, ISO 8601. */
  readonly printedAt: string
  readonly sample: boolean
}

export type ControlResult = 'early' | 'on_time' | 'late'
export const controlResultNames: Readonly<Record<ControlResult, string>> = { early: 'Trước hạn', on_time: 'Đúng hạn', late: 'Quá hạn' }

/** Mẫu 06 (2025), Mẫu 05 (2018): Phiếu kiểm soát quá trình giải quyết hồ sơ. */
export type ControlSheetData = SheetHead & {
  readonly dossierCode: string
  readonly applicantName: string
  readonly applicantPhone: string
  readonly agencyName: string
  readonly procedureName: string
  readonly receivedAt: string
  /** How the whole of it counts, by the promise and by the limit of the law; null while it is open, or where no clock began. */
  readonly whole: { readonly promise: ControlResult | null; readonly law: ControlResult | null }
  /** Cơ quan phối hợp; empty when none took part. */
  readonly otherAgencies: readonly string[]
  readonly rows: readonly {
    readonly from: string
    readonly to: string
    readonly at: string
    readonly giver: string | null
    readonly taker: string | null
    /** Of the receiving unit; null while it still holds the dossier, or when it has no limit. */
    readonly result: ControlResult | null
    readonly note: string
  }[]
}

function wholeText({ promise, law }: ControlSheetData['whole']): string {
  return [promise && `theo ngày hẹn trả: ${controlResultNames[promise]}`, law && `theo thời hạn của pháp luật: ${controlResultNames[law]}`]
    .filter(Boolean)
    .join('; ')
}

export function controlSheetText(data: ControlSheetData): FormText {
  return {
    ...sheetHead(data, 'Phiếu kiểm soát quá trình giải quyết hồ sơ', `Số: ${printable(data.dossierCode)}`),
    dossierCode: printable(data.dossierCode),
    from: printable(data.applicantName),
    phone: printable(data.applicantPhone),
    agency: printable(data.agencyName),
    procedureName: printable(data.procedureName),
    receivedAt: momentText(data.receivedAt),
    whole: wholeText(data.whole),
    others: data.otherAgencies.map(printable).join('; '),
    rows: data.rows.map((row) => ({
      giver: `1. Giao: ${printable(row.from)}`,
      taker: `2. Nhận: ${printable(row.to)}`,
      at: momentText(row.at),
      giverName: row.giver === null ? '' : printable(row.giver),
      takerName: row.taker === null ? '' : printable(row.taker),
      result: row.result === null ? '' : controlResultNames[row.result],
      note: printable(row.note),
    })),
  }
}

/** Danh sách bàn giao hồ sơ. */
export type HandoverListData = SheetHead & {
  readonly number: string
  readonly giver: string
  readonly taker: string
  readonly agencyName: string
  readonly handedAt: string
  /** Who made the list. */
  readonly handedBy: string
  readonly rows: readonly {
    readonly dossierCode: string
    readonly applicantName: string
    readonly procedureName: string
    readonly dueAt: string | null
    /** By when it is to be handed over; `null` where no time runs (a list back to the centre). */
    readonly handBy: string | null
    readonly received: { readonly by: string; readonly at: string } | null
  }[]
}

export function handoverListText(data: HandoverListData): FormText {
  const receivers = [...new Set(data.rows.flatMap((row) => row.received?.by ?? []))]
  return {
    ...sheetHead(data, 'Danh sách bàn giao hồ sơ', `Số: ${printable(data.number)}`),
    giver: printable(data.giver),
    taker: printable(data.taker),
    agency: printable(data.agencyName),
    handedAt: momentText(data.handedAt),
    handedBy: printable(data.handedBy),
    // One name can stand under the list only where one person received all of it.
    receivedBy: printable(receivers.length === 1 && data.rows.every((row) => row.received !== null) ? (receivers[0] ?? '') : ''),
    total: `Tổng số hồ sơ bàn giao: ${data.rows.length} hồ sơ`,
    rows: data.rows.map((row, index) => [
      String(index + 1),
      printable(row.dossierCode),
      printable(row.applicantName),
      printable(row.procedureName),
      dueText(row.dueAt) ?? '',
      dueText(row.handBy) ?? '',
      row.received === null ? '' : `${printable(row.received.by)}, ${dueText(row.received.at) ?? ''}`,
    ]),
  }
}

/** Lines of one book (quyển) of the register. A year has as many books as it needs; numbers run on from one to the next. */
export const linesOfBook = 500

export type RegisterLine = {
  /** Continuous from 1 within the year. */
  readonly line: number
  readonly dossierCode: string
  readonly procedureName: string
  readonly setCount: number
  readonly applicantName: string
  readonly address: string
  readonly phone: string
  readonly agencyName: string
  readonly receivedAt: string
  readonly dueAt: string | null
  readonly returnedAt: string | null
  readonly resultMethod: string
  readonly note: string
}

/** Mẫu 07 (2025), Mẫu 06 (2018): Sổ theo dõi hồ sơ, one book of it. */
export type RegisterData = SheetHead & {
  readonly year: number
  readonly book: number
  readonly lines: readonly RegisterLine[]
  /** Of the whole year, on the last book of a year that is over (khoá sổ); null otherwise. */
  readonly closing: { readonly lines: number; readonly books: number } | null
}

const methods: Readonly<Record<string, string>> = { counter: 'Trực tiếp', post: 'Bưu chính', online: 'Trực tuyến' }

/** The cells of a line of the register; the empty one is for the signature of the person who collects. */
export function registerCells(line: RegisterLine): readonly string[] {
  return [
    String(line.line).padStart(2, '0'),
    printable(line.dossierCode),
    printable(line.procedureName),
    String(line.setCount).padStart(2, '0'),
    printable(line.applicantName),
    [line.address, line.phone]
      .map(printable)
      .filter((part) => part !== '')
      .join(', '),
    printable(line.agencyName),
    shortMoment(line.receivedAt),
    shortDue(line.dueAt),
    shortMoment(line.returnedAt),
    methods[line.resultMethod] ?? '',
    '',
    printable(line.note),
  ]
}

export const registerColumns = [
  'TT',
  'Mã hồ sơ',
  'Tên thủ tục hành chính',
  'Số lượng hồ sơ (bộ)',
  'Tên cá nhân, tổ chức',
  'Địa chỉ, số điện thoại',
  'Cơ quan chủ trì giải quyết',
  'Nhận hồ sơ',
  'Hẹn trả kết quả',
  'Trả kết quả',
  'Phương thức nhận kết quả',
  'Ký nhận',
  'Ghi chú',
] as const

export function registerText(data: RegisterData): FormText {
  return {
    ...sheetHead(data, 'Sổ theo dõi hồ sơ', `Quyển số: ${String(data.book).padStart(2, '0')}`),
    year: `Năm ${data.year}`,
    columns: [...registerColumns],
    rows: data.lines.map((line) => [...registerCells(line)]),
    closing:
      data.closing === null
        ? null
        : `Khoá sổ năm ${data.year}: ${data.closing.lines} hồ sơ, đánh số liên tục từ 01 đến ${data.closing.lines}, gồm ${data.closing.books} quyển.`,
  }
}

/** Vì sao là ngày này: how the dates of a dossier were computed, with what is needed to check the file it is printed from. */
export type WhyThisDateData = SheetHead & {
  readonly dossierCode: string
  readonly procedureName: string
  readonly agencyName: string
  readonly receivedAt: string
  /** The clocks start at acceptance, or when the competent agency receives the dossier. */
  readonly clockFrom: 'acceptance' | 'competent_agency'
  readonly clocks: readonly {
    readonly kind: 'committed' | 'legal'
    readonly limitText: string
    readonly startedAt: string
    /** null while the clock is stopped without a known end. */
    readonly dueAt: string | null
    readonly because: readonly { readonly sentence: string; readonly basis: string }[]
    readonly sentence: string
  }[]
  readonly turns: readonly {
    readonly effect: 'pause' | 'restart' | 'extend'
    readonly name: string
    readonly law: string
    readonly fromAt: string
    readonly toAt: string | null
    readonly byText: string | null
  }[]
  /** SHA-256 of the proof file, and the short name of the key that signed it. */
  readonly digest: string
  readonly fingerprint: string
}

const effectNames = { pause: 'Dừng', restart: 'Tính lại từ đầu', extend: 'Gia hạn' } as const

export function whyThisDateText(data: WhyThisDateData): FormText {
  return {
    ...sheetHead(data, 'Vì sao là ngày này', `Số: ${printable(data.dossierCode)}`),
    dossierCode: printable(data.dossierCode),
    procedureName: printable(data.procedureName),
    agency: printable(data.agencyName),
    receivedAt: momentText(data.receivedAt),
    clockFrom: data.clockFrom === 'acceptance' ? 'khi hồ sơ được tiếp nhận' : 'khi cơ quan có thẩm quyền nhận được hồ sơ',
    clocks: data.clocks.map((clock) => ({
      name: clock.kind === 'committed' ? 'Ngày hẹn trả kết quả' : 'Chậm nhất theo quy định',
      limit: printable(clock.limitText),
      startedAt: momentText(clock.startedAt),
      dueAt: dueText(clock.dueAt) ?? 'đồng hồ đang dừng, chưa có ngày',
      because: clock.because.map(({ sentence, basis }) =>
        basis === '' || sentence.includes(basis) ? printable(sentence) : `${printable(sentence)} (${printable(basis)})`,
      ),
      sentence: printable(clock.sentence),
    })),
    turns: data.turns.map((turn) => [
      `${effectNames[turn.effect]}${turn.byText === null ? '' : ` ${printable(turn.byText)}`}: ${printable(turn.name)}`,
      printable(turn.law),
      turn.effect === 'pause'
        ? `${shortMoment(turn.fromAt)} đến ${turn.toAt === null ? 'nay' : shortDue(turn.toAt)}`
        : shortMoment(turn.fromAt),
    ]),
    howToCheck:
      'Ai có tệp bằng chứng (JSON) của hồ sơ này đều tính lại được ngày trên máy của mình, không cần hỏi Trung tâm: motcua prove TỆP --key VÂN-TAY. Vân tay khoá được công bố tại /api/v1/proof-key.',
    digest: printable(data.digest),
    fingerprint: printable(data.fingerprint),
  }
}

/** `08:05 23/11/2026`, for a narrow column. */
function shortMoment(instant: string | null): string {
  return instant === null ? '' : instantText(Temporal.Instant.from(instant)).replace(' ngày', '')
}

/** `24:00 23/11/2026`: the same of a time limit. */
function shortDue(instant: string | null): string {
  return instant === null ? '' : shortPromiseText(Temporal.Instant.from(instant))
}

function sheetHead(data: SheetHead, title: string, number: string): FormText {
  const printed = Temporal.Instant.from(data.printedAt).toZonedDateTimeISO('UTC')
  return {
    title,
    heading: title.toUpperCase(),
    superior: printable(data.superiorName).toUpperCase(),
    centre: printable(data.centreName).toUpperCase(),
    centreName: printable(data.centreName),
    number,
    placeAndDate: `${printable(data.place)}, ${dayText(data.printedAt)}`,
    sample: data.sample,
    created: {
      year: printed.year,
      month: printed.month,
      day: printed.day,
      hour: printed.hour,
      minute: printed.minute,
      second: printed.second,
    },
  }
}
