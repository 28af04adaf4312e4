import { checkSum, readObjects } from './emv-qr.ts'
import type { EmvObject } from './emv-qr.ts'

/** The error in a merchant's code that is not a VietQR, and the sentence for the person. */
const faultSentences = {
  EMV_FORMAT_UNKNOWN: 'Mục 00 phải đứng đầu và có giá trị 01.',
  EMV_CHECK_SUM_MISSING: 'Mã phải kết thúc bằng mục 63 gồm 4 ký tự kiểm tra.',
  EMV_CHECK_SUM_DIFFERS: 'Mã kiểm tra không khớp: nội dung đã bị thay đổi hoặc quét sai.',
  EMV_INITIATION_UNKNOWN: 'Mục 01 phải là 11 (mã tĩnh) hoặc 12 (mã động).',
  EMV_CATEGORY_MALFORMED: 'Mã ngành hàng (mục 52) phải gồm 4 chữ số.',
  EMV_CURRENCY_MALFORMED: 'Mã tiền tệ (mục 53) phải gồm 3 chữ số.',
  EMV_AMOUNT_MALFORMED: 'Số tiền (mục 54) không đúng dạng.',
  EMV_COUNTRY_MALFORMED: 'Mã nước (mục 58) phải gồm 2 chữ cái.',
  EMV_NAME_MALFORMED: 'Tên đơn vị (mục 59) phải có, nhiều nhất 25 ký tự.',
  EMV_CITY_MALFORMED: 'Nơi bán hàng (mục 60) phải có, nhiều nhất 15 ký tự.',
} as const
export type MerchantCodeFaultCode = keyof typeof faultSentences
export type MerchantCodeFault = { readonly code: MerchantCodeFaultCode; readonly field: string; readonly message: string }
export type MerchantCodeReading = { readonly fields: Readonly<Record<string, string>>; readonly faults: readonly MerchantCodeFault[] }

const names: Readonly<Record<string, string>> = {
  '01': 'init',
  '52': 'category',
  '53': 'currency',
  '54': 'amount',
  '58': 'country',
  '59': 'name',
  '60': 'city',
  '61': 'postalCode',
  '63': 'crc',
}

const required: readonly (readonly [id: string, form: RegExp, code: MerchantCodeFaultCode])[] = [
  ['52', /^\d{4}$/u, 'EMV_CATEGORY_MALFORMED'],
  ['53', /^\d{3}$/u, 'EMV_CURRENCY_MALFORMED'],
  ['58', /^[A-Z]{2}$/u, 'EMV_COUNTRY_MALFORMED'],
  ['59', /^.{1,25}$/su, 'EMV_NAME_MALFORMED'],
  ['60', /^.{1,15}$/su, 'EMV_CITY_MALFORMED'],
]

/**
 * Reads a merchant-presented code of EMVCo (QRCPS-MPM 1.1) that names accounts of other schemes. `null` for what has no such
 * account, or one of VietQR, which is checked by the rules of VietQR.
 */
export function readMerchantCode(text: string): MerchantCodeReading | null {
  const { objects, fault } = readObjects(text)
  const accounts = objects.filter(({ id }) => Number(id) >= 2 && Number(id) <= 51)
  if (fault !== null || accounts.length === 0 || accounts.some(isOfVietQr)) return null
  const value = (id: string): string | undefined => objects.find((object) => object.id === id)?.value
  const faults: MerchantCodeFault[] = []
  const report = (code: MerchantCodeFaultCode, field: string): void => void faults.push({ code, field, message: faultSentences[code] })
  if (objects[0]?.id !== '00' || objects[0].value !== '01') report('EMV_FORMAT_UNKNOWN', '00')
  if (![undefined, '11', '12'].includes(value('01'))) report('EMV_INITIATION_UNKNOWN', '01')
  for (const [id, form, code] of required) if (!form.test(value(id) ?? '')) report(code, id)
  const amount = value('54')
  if (amount !== undefined && !/^(?=.{1,13}$)\d+(?:\.\d{0,9})?$/u.test(amount)) report('EMV_AMOUNT_MALFORMED', '54')
  const last = objects.at(-1)
  if (last?.id !== '63' || last.value.length !== 4) report('EMV_CHECK_SUM_MISSING', '63')
  else if (checkSum(text.slice(0, -4)) !== last.value.toUpperCase()) report('EMV_CHECK_SUM_DIFFERS', '63')
  const fields = Object.fromEntries(objects.flatMap(({ id, value: said }) => (names[id] ? [[names[id], said]] : [])))
  return { fields, faults }
}

function isOfVietQr({ id, value }: EmvObject): boolean {
  if (id !== '38') return false
  const scheme = readObjects(value, id).objects.find((object) => object.id === '00')?.value
  return scheme === undefined || scheme.toUpperCase() === 'A000000727'
}
