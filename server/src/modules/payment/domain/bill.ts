import { refusalFrom } from '#kernel/refusal.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { dongText } from './receipt.ts'
import { paymentRefusals } from './refusals.ts'
import type { PaymentRefusalCode } from './refusals.ts'

/** When a charge is asked for: with acceptance, with a supplement, while the dossier waits for it, or when the result is handed over. */
export const timings = ['accept', 'supplement', 'duty', 'return'] as const
export type Timing = (typeof timings)[number]
/** To which a person may put a charge off; `duty` comes only of a stop. */
export const chosenTimings = ['accept', 'supplement', 'return'] as const satisfies readonly Timing[]
export const timingNames: Readonly<Record<Timing, string>> = {
  accept: 'khi tiếp nhận hồ sơ',
  supplement: 'khi bổ sung hồ sơ',
  duty: 'khi thực hiện nghĩa vụ tài chính',
  return: 'khi trả kết quả',
}

export const lineStates = ['unknown', 'owed', 'paid', 'exempt', 'refunded'] as const
export type LineState = (typeof lineStates)[number]
export const lineStateNames: Readonly<Record<LineState, string>> = {
  unknown: 'Chưa rõ mức thu',
  owed: 'Chưa nộp',
  paid: 'Đã nộp',
  exempt: 'Được miễn',
  refunded: 'Đã hoàn trả',
}

export const lineStatesInEnglish: Readonly<Record<LineState, string>> = {
  unknown: 'Amount not known yet',
  owed: 'Not paid',
  paid: 'Paid',
  exempt: 'Exempt',
  refunded: 'Refunded',
}

/** One charge of a dossier (khoản phải thu). */
export type BillLine = {
  readonly no: number
  readonly kind: 'fee' | 'charge'
  readonly name: string
  readonly tariffDong: number | null
  /** The amount; null while it is unknown. */
  readonly dueDong: number | null
  readonly timing: Timing
  readonly state: LineState
  /** The paper that sets the amount, for what the agency asked while the dossier was under way; empty otherwise. */
  readonly basis: string
  /** The unit of the tariff and the count; both `null` for a sum of the whole dossier, the count also until it is entered. */
  readonly unit: string | null
  readonly quantity: number | null
}

/** A charge that the applicant must pay while the dossier waits. */
export type AskedCharge = { readonly name: string; readonly amountDong: number; readonly basis: string }
/** On one stop; more is a table, and a table belongs in the paper named as its basis. */
export const mostCharges = 10

/** Lines for what the agency asks, after those that are there. */
export function linesAsked(charges: readonly AskedCharge[], lastNo: number): readonly BillLine[] {
  return charges.map(({ name, amountDong, basis }, index) => ({
    no: lastNo + index + 1,
    kind: 'charge',
    name: tidy(name),
    tariffDong: null,
    dueDong: amountDong,
    timing: 'duty',
    state: 'owed',
    basis: tidy(basis),
    unit: null,
    quantity: null,
  }))
}

/** A fee as the procedure's version has it. */
export type Tariff = {
  readonly kind: 'fee' | 'charge'
  readonly amountDong: number | null
  /** The name in the procedure; never a sum. */
  readonly name: string
  /** The unit of the amount (người, trang); absent or `null` where it is for the dossier. */
  readonly unit?: string | null
}

/**
 * The charges of a dossier at acceptance. What the procedure leaves unknown stays unknown: it is listed, and nothing
 * can be collected for it until a person assesses it on a stated ground. A fee per person or page is unknown until
 * somebody counts them. Nothing to pay makes no line.
 * @law 97/2015/QH13 Điều 3 (phí và lệ phí; không kiểm chứng lời văn)
 */
export function linesOf(tariffs: readonly Tariff[]): readonly BillLine[] {
  return tariffs
    .filter((tariff) => tariff.amountDong !== 0)
    .map((tariff, index) => ({
      no: index + 1,
      kind: tariff.kind,
      name: tariff.name,
      tariffDong: tariff.amountDong,
      dueDong: isCounted(tariff) ? null : tariff.amountDong,
      timing: 'accept',
      state: tariff.amountDong === null || isCounted(tariff) ? 'unknown' : 'owed',
      basis: '',
      unit: isCounted(tariff) ? (tariff.unit ?? null) : null,
      quantity: null,
    }))
}

function isCounted({ amountDong, unit }: Tariff): boolean {
  return amountDong !== null && unit !== null && unit !== undefined
}

/** `assess` says how much an unknown charge is; the others lower, waive, or defer one that is owed. */
export const adjustmentKinds = ['assess', 'exempt', 'reduce', 'retime'] as const
export type AdjustmentKind = (typeof adjustmentKinds)[number]
/** Why a charge is assessed, lowered, waived or deferred, as a row of data: each ground for the acts it can be a ground of. */
export type FeeGround = {
  readonly code: string
  readonly name: string
  readonly law: string
  readonly kinds: readonly AdjustmentKind[]
}
const article10 = '97/2015/QH13 Điều 10 (mức cụ thể theo nghị quyết của HĐND tỉnh; không kiểm chứng lời văn)'
const paysLess = { law: article10, kinds: ['exempt', 'reduce'] } as const
export const feeGrounds: readonly FeeGround[] = [
  { code: 'child', name: 'Trẻ em', ...paysLess },
  { code: 'poor_household', name: 'Hộ nghèo', ...paysLess },
  { code: 'elderly', name: 'Người cao tuổi', ...paysLess },
  { code: 'disabled', name: 'Người khuyết tật', ...paysLess },
  { code: 'merit', name: 'Người có công với cách mạng', ...paysLess },
  { code: 'ethnic_minority', name: 'Đồng bào dân tộc thiểu số ở xã có điều kiện kinh tế – xã hội đặc biệt khó khăn', ...paysLess },
  { code: 'special', name: 'Đối tượng đặc biệt theo quy định của pháp luật', ...paysLess },
  {
    code: 'assessed',
    name: 'Xác định mức thu theo biểu phí',
    law: 'Văn bản quy định mức thu, ghi số trong lý do',
    kinds: ['assess'],
  },
  {
    code: 'timing_rule',
    name: 'Thời điểm thu theo văn bản quy định khoản thu',
    law: 'Văn bản quy định khoản thu, ghi số trong lý do',
    kinds: ['retime'],
  },
  {
    code: 'provincial_resolution',
    name: 'Nghị quyết của Hội đồng nhân dân tỉnh',
    law: 'Nghị quyết của HĐND tỉnh, ghi số trong lý do',
    kinds: ['assess', 'exempt', 'reduce', 'retime'],
  },
]

export const adjustmentNames: Readonly<Record<AdjustmentKind, string>> = {
  assess: 'Xác định mức thu khoản',
  exempt: 'Miễn khoản',
  reduce: 'Giảm khoản',
  retime: 'Đổi thời điểm thu khoản',
}
export type Adjustment = {
  readonly kind: AdjustmentKind
  readonly amountDong?: number | undefined
  /** How many of the tariff's unit: the amount is then the tariff times this. */
  readonly quantity?: number | undefined
  readonly timing?: Timing | undefined
  readonly ground: string
  readonly reason: string
}
export type AdjustedLine = { readonly line: BillLine; readonly ground: FeeGround; readonly changeDong: number }

/** The line after an adjustment and the change of what is owed, or why it may not be. */
export function adjustLine(line: BillLine, adjustment: Adjustment): AdjustedLine | Refusal {
  const refuse = (code: PaymentRefusalCode, field: string, message: string): Refusal =>
    refusalFrom(paymentRefusals, code, { name: line.name, state: lineStateNames[line.state].toLowerCase() }, [{ field, message }])
  const ground = feeGrounds.find((each) => each.code === adjustment.ground)
  if (!ground?.kinds.includes(adjustment.kind)) return refuse('ADJUSTMENT_UNFOUNDED', '/body/ground', 'Xin chọn căn cứ của việc này')
  if (tidy(adjustment.reason) === '') return refuse('ADJUSTMENT_UNFOUNDED', '/body/reason', 'Xin nêu lý do')
  if (line.state !== (adjustment.kind === 'assess' ? 'unknown' : 'owed'))
    return refuse('CHARGE_SETTLED', '/body/lineNo', 'Khoản này không còn đổi được')
  const due = line.dueDong ?? 0
  const become = (dueDong: number, state: LineState): AdjustedLine => ({
    line: { ...line, dueDong, state },
    ground,
    changeDong: dueDong - due,
  })
  switch (adjustment.kind) {
    case 'retime':
      if (adjustment.timing === undefined) return refuse('ADJUSTMENT_AMOUNT_WRONG', '/body/timing', 'Xin chọn thời điểm thu')
      return { line: { ...line, timing: adjustment.timing }, ground, changeDong: 0 }
    case 'exempt':
      return become(0, 'exempt')
    case 'assess':
    case 'reduce': {
      const counts = adjustment.kind === 'assess' && line.unit !== null && adjustment.quantity !== undefined
      const amount = counts ? (line.tariffDong ?? 0) * (adjustment.quantity ?? 0) : adjustment.amountDong
      if (counts && !(Number.isSafeInteger(adjustment.quantity) && (adjustment.quantity ?? 0) >= 1))
        return refuse('ADJUSTMENT_AMOUNT_WRONG', '/body/quantity', `Số lượng (${line.unit}) là số nguyên từ 1`)
      const fits =
        amount !== undefined &&
        Number.isSafeInteger(amount) &&
        amount >= 0 &&
        amount <= mostDong &&
        (adjustment.kind === 'assess' || (amount > 0 && amount < due))
      if (!fits)
        return refuse(
          'ADJUSTMENT_AMOUNT_WRONG',
          '/body/amountDong',
          adjustment.kind === 'assess' ? 'Số tiền là số đồng nguyên' : `Mức giảm còn lại phải từ 1 đến dưới ${due} đồng`,
        )
      const after = become(amount, amount === 0 ? 'exempt' : 'owed')
      return counts ? { ...after, line: { ...after.line, quantity: adjustment.quantity ?? null } } : after
    }
  }
}

/** No charge of a centre is larger; also what the transfer code can carry. */
export const mostDong = 9_999_999_999_999

/** The amount owed, in whole đồng. */
export function owedOf(lines: readonly BillLine[]): number {
  return lines.reduce((sum, line) => (line.state === 'owed' ? sum + (line.dueDong ?? 0) : sum), 0)
}

/**
 * Which lines one payment settles: all that are owed, or those named. The sum must be exactly theirs: a part of a
 * charge is refused rather than held, for the receipt is for whole charges.
 */
export function settledBy(lines: readonly BillLine[], amountDong: number, named?: readonly number[]): readonly BillLine[] | Refusal {
  const chosen = named === undefined ? lines.filter((line) => line.state === 'owed') : lines.filter((line) => named.includes(line.no))
  const settled = chosen.find((line) => line.state !== 'owed')
  const refuse = (code: PaymentRefusalCode, details: Record<string, string | number>): Refusal =>
    refusalFrom(paymentRefusals, code, details)
  if (settled) return refuse('CHARGE_SETTLED', { name: settled.name, state: lineStateNames[settled.state].toLowerCase() })
  if (chosen.length === 0 || (named !== undefined && chosen.length !== new Set(named).size)) return refuse('NOTHING_OWED', {})
  const total = owedOf(chosen)
  return total === amountDong ? chosen : refuse('PAYMENT_AMOUNT_DIFFERS', { given: dongText(amountDong), owed: dongText(total) })
}

/** Signs that cannot be taken for one another when read aloud or typed by hand. */
export const referenceSigns = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** References that occur in what a bank says about a transfer, however it joined and cut the words. */
export function referencesIn(content: string): readonly string[] {
  const text = content.toUpperCase().replace(/[^0-9A-Z]+/gu, '')
  // Looking ahead finds overlapping ones: "MCMC2345ABCD" may hold two.
  return [...new Set(Array.from(text.matchAll(/(?=(MC[2-9A-HJ-NP-Z]{8}))/gu), (match) => match[1] ?? ''))]
}

/** `Lệ phí đăng ký cư trú (3 người × 10.000 đồng)`: what a receipt says of a fee that was counted. */
export function nameWithCount(line: Pick<BillLine, 'name' | 'unit' | 'quantity' | 'tariffDong'>): string {
  if (line.unit === null || line.quantity === null) return line.name
  return `${line.name} (${line.quantity} ${line.unit} × ${dongText(line.tariffDong ?? 0)})`
}
