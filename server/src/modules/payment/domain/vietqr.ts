import { tidy, withoutMarks } from '#kernel/vietnamese.ts'
import { checkSum, readObjects, writeObject } from './emv-qr.ts'
import type { EmvFault, EmvObject } from './emv-qr.ts'

/** Permanent codes of what is wrong with a transfer code, and the sentence for the person. */
const faultSentences = {
  QR_NOT_ASCII: 'Mã có ký tự ngoài bảng chữ không dấu.',
  QR_CUT_SHORT: 'Độ dài khai báo không khớp với nội dung.',
  QR_NOT_DIGITS: 'Mã mục hoặc độ dài không phải chữ số.',
  QR_EMPTY: 'Có mục khai báo độ dài bằng 0.',
  QR_TWICE: 'Có mục ghi hai lần.',
  QR_FORMAT_UNKNOWN: 'Mục 00 phải đứng đầu và có giá trị 01.',
  QR_CHECK_SUM_MISSING: 'Mã phải kết thúc bằng mục 63 gồm 4 ký tự kiểm tra.',
  QR_CHECK_SUM_DIFFERS: 'Mã kiểm tra không khớp: nội dung đã bị thay đổi hoặc quét sai.',
  QR_INITIATION_UNKNOWN: 'Mục 01 phải là 11 (mã tĩnh) hoặc 12 (mã động).',
  QR_ACCOUNT_MISSING: 'Thiếu mục 38 về tài khoản nhận tiền.',
  QR_GUID_UNKNOWN: 'Mục 38 không mang mã định danh A000000727 của VietQR.',
  QR_BENEFICIARY_MALFORMED: 'Mục 38/01 phải gồm đúng mã ngân hàng và số tài khoản.',
  QR_BIN_MALFORMED: 'Mã ngân hàng phải gồm 6 chữ số.',
  QR_ACCOUNT_MALFORMED: 'Số tài khoản gồm 1 đến 19 chữ cái không dấu hoặc chữ số; số thẻ gồm 16 đến 19 chữ số.',
  QR_SERVICE_UNKNOWN: 'Mã dịch vụ phải là QRIBFTTA (tài khoản) hoặc QRIBFTTC (thẻ).',
  QR_CURRENCY_UNKNOWN: 'Mã tiền tệ phải là 704 (đồng Việt Nam).',
  QR_AMOUNT_MALFORMED: 'Số tiền phải là số nguyên dương, không có số 0 ở đầu, nhiều nhất 13 chữ số.',
  QR_AMOUNT_MISSING: 'Mã động phải có số tiền.',
  QR_COUNTRY_UNKNOWN: 'Mã nước phải là VN.',
  QR_CATEGORY_MALFORMED: 'Mã ngành hàng (mục 52) phải gồm 4 chữ số.',
  QR_TOO_LONG: 'Mục dài hơn quy định.',
} as const
export type TransferCodeFaultCode = keyof typeof faultSentences
export type TransferCodeFault = { readonly code: TransferCodeFaultCode; readonly field: string; readonly message: string }

/**
 * The content of a transfer code (mã VietQR). Members that the code does not carry are absent. Names with a number are
 * those of the additional data, object 62.
 */
export type TransferCodeFields = Partial<Record<TransferCodeField, string>>
type TransferCodeField =
  | 'init'
  | 'bin'
  | 'account'
  | 'service'
  | 'category'
  | 'currency'
  | 'amount'
  | 'country'
  | 'name'
  | 'city'
  | 'crc'
  | (typeof additional)[string]

const additional: Readonly<
  Record<
    string,
    'bill_or_terminal_01' | 'mobile_02' | 'store_03' | 'loyalty_04' | 'reference_05' | 'customer_06' | 'terminal_07' | 'purpose_08'
  >
> = {
  '01': 'bill_or_terminal_01',
  '02': 'mobile_02',
  '03': 'store_03',
  '04': 'loyalty_04',
  '05': 'reference_05',
  '06': 'customer_06',
  '07': 'terminal_07',
  '08': 'purpose_08',
}

export type TransferCodeReading = {
  /** As far as it could be read, also when there are faults. */
  readonly fields: TransferCodeFields
  readonly faults: readonly TransferCodeFault[]
  /** Objects that were understood as such and are of no use here. */
  readonly ignored: readonly string[]
}

const guid = 'A000000727'

/** Whether a text means to be a transfer code at all, right or wrong. */
export function looksLikeTransferCode(text: string): boolean {
  return text.startsWith('0002') || /^\d{4}.*6304[0-9A-Fa-f]{4}$/su.test(text)
}

/**
 * Reads a VietQR transfer code strictly: nested lengths must fit to the character, the check sum must be right, and
 * every object must be in the range its specification names. Nothing is repaired, for money follows it. Never throws.
 *
 * A static code (11) with an amount is accepted, as EMVCo allows it; a dynamic one (12) without is not.
 * Source: NAPAS QR Format 1.5.2 and EMVCo MPM 1.1 as retold by public implementations; the texts were not obtained.
 */
export function readTransferCode(text: string): TransferCodeReading {
  const faults: TransferCodeFault[] = []
  const fault = (code: TransferCodeFaultCode, field: string): void => {
    faults.push({ code, field, message: faultSentences[code] })
  }
  const structure = (found: EmvFault | null): void => {
    if (found) fault(structureCodes[found.why], found.at)
  }
  const top = readObjects(text)
  structure(top.fault)
  const valueOf = (objects: readonly EmvObject[], id: string): string | undefined => objects.find((each) => each.id === id)?.value
  const value = (id: string): string | undefined => valueOf(top.objects, id)
  // Only the alternative-language template may leave ASCII.
  if (top.objects.some((each) => each.id !== '64' && !isPlain(each.value)) || (top.fault && !isPlain(text))) fault('QR_NOT_ASCII', '')

  if (top.objects[0]?.id !== '00' || top.objects[0].value !== '01') fault('QR_FORMAT_UNKNOWN', '00')
  const last = top.objects.at(-1)
  if (last?.id !== '63' || !/^[0-9A-F]{4}$/u.test(last.value)) fault('QR_CHECK_SUM_MISSING', '63')
  else if (checkSum(text.slice(0, -4)) !== last.value) fault('QR_CHECK_SUM_DIFFERS', '63')

  const init = value('01')
  if (init !== '11' && init !== '12') fault('QR_INITIATION_UNKNOWN', '01')

  const merchant = value('38')
  let bin: string | undefined
  let account: string | undefined
  let service: string | undefined
  const ignored = top.objects.filter((each) => !knownObjects.has(each.id)).map((each) => each.id)
  if (merchant === undefined) fault('QR_ACCOUNT_MISSING', '38')
  else {
    const inside = readObjects(merchant, '38')
    structure(inside.fault)
    ignored.push(...inside.objects.filter((each) => !['00', '01', '02'].includes(each.id)).map((each) => `38/${each.id}`))
    if (valueOf(inside.objects, '00') !== guid || inside.objects[0]?.id !== '00') fault('QR_GUID_UNKNOWN', '38/00')
    const beneficiary = readObjects(valueOf(inside.objects, '01') ?? '', '38/01')
    structure(beneficiary.fault)
    bin = valueOf(beneficiary.objects, '00')
    account = valueOf(beneficiary.objects, '01')
    service = valueOf(inside.objects, '02')
    if (beneficiary.objects.length !== 2 || bin === undefined || account === undefined) fault('QR_BENEFICIARY_MALFORMED', '38/01')
    if (bin !== undefined && !/^\d{6}$/u.test(bin)) fault('QR_BIN_MALFORMED', '38/01/00')
    if (service !== 'QRIBFTTA' && service !== 'QRIBFTTC') fault('QR_SERVICE_UNKNOWN', '38/02')
    if (account !== undefined && !(service === 'QRIBFTTC' ? /^\d{16,19}$/u : /^[0-9A-Za-z]{1,19}$/u).test(account)) {
      fault('QR_ACCOUNT_MALFORMED', '38/01/01')
    }
  }

  const category = value('52')
  if (category !== undefined && !/^\d{4}$/u.test(category)) fault('QR_CATEGORY_MALFORMED', '52')
  const currency = value('53')
  if (currency !== '704') fault('QR_CURRENCY_UNKNOWN', '53')
  const amount = value('54')
  if (amount !== undefined && !/^[1-9]\d{0,12}$/u.test(amount)) fault('QR_AMOUNT_MALFORMED', '54')
  if (amount === undefined && init === '12') fault('QR_AMOUNT_MISSING', '54')
  const country = value('58')
  if (country !== 'VN') fault('QR_COUNTRY_UNKNOWN', '58')
  for (const [id, most] of [
    ['59', 25],
    ['60', 15],
    ['61', 10],
  ] as const)
    if ((value(id)?.length ?? 0) > most) fault('QR_TOO_LONG', id)

  const fields: TransferCodeFields = {}
  const set = (name: TransferCodeField, found: string | undefined): void => {
    if (found !== undefined) fields[name] = found
  }
  set('init', init)
  set('bin', bin)
  set('account', account)
  set('service', service)
  set('category', category)
  set('currency', currency)
  set('amount', amount)
  set('country', country)
  set('name', value('59'))
  set('city', value('60'))
  const extra = value('62')
  if (extra !== undefined) {
    const inside = readObjects(extra, '62')
    structure(inside.fault)
    for (const each of inside.objects) {
      const name = additional[each.id]
      if (name === undefined) ignored.push(`62/${each.id}`)
      else {
        set(name, each.value)
        if (each.value.length > 25) fault('QR_TOO_LONG', `62/${each.id}`)
      }
    }
  }
  set('crc', last?.id === '63' ? last.value : undefined)
  return { fields, faults, ignored }
}

const structureCodes = {
  cut_short: 'QR_CUT_SHORT',
  not_digits: 'QR_NOT_DIGITS',
  empty: 'QR_EMPTY',
  twice: 'QR_TWICE',
} as const satisfies Record<EmvFault['why'], TransferCodeFaultCode>

const knownObjects: ReadonlySet<string> = new Set(['00', '01', '38', '52', '53', '54', '58', '59', '60', '61', '62', '63'])

function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/u.test(text)
}

/** The request for one transfer. `amountDong` is whole đồng; the bank shows `purpose` and sends it back. */
export type TransferRequest = { readonly bin: string; readonly account: string; readonly amountDong: number; readonly purpose: string }

/**
 * The dynamic transfer code for one payment. `readTransferCode` of it gives the same account, amount and purpose.
 * @throws RangeError for an account, amount or purpose no code can carry: settings and charges are checked before.
 */
export function writeTransferCode({ bin, account, amountDong, purpose }: TransferRequest): string {
  if (!Number.isSafeInteger(amountDong) || amountDong <= 0 || amountDong > 9_999_999_999_999) throw new RangeError(`amount ${amountDong}`)
  if (!/^\d{6}$/u.test(bin) || !/^[0-9A-Za-z]{1,19}$/u.test(account)) throw new RangeError('account')
  if (purpose.length > 25 || !isPlain(purpose)) throw new RangeError('purpose')
  const beneficiary = writeObject('00', bin) + writeObject('01', account)
  const body =
    writeObject('00', '01') +
    writeObject('01', '12') +
    writeObject('38', writeObject('00', guid) + writeObject('01', beneficiary) + writeObject('02', 'QRIBFTTA')) +
    writeObject('53', '704') +
    writeObject('54', String(amountDong)) +
    writeObject('58', 'VN') +
    writeObject('62', writeObject('08', purpose)) +
    '6304'
  return body + checkSum(body)
}

/** Words as a bank accepts them in the purpose of a transfer: no marks, no signs, at most 25 characters. */
export function transferPurpose(text: string): string {
  return tidy(withoutMarks(text).replace(/[^0-9A-Za-z ]+/gu, ' '))
    .slice(0, 25)
    .trim()
}
