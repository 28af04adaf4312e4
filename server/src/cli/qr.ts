import type { Readable, Writable } from 'node:stream'
import { judgeCitizenCard } from '#document'
import { looksLikeTransferCode, readMerchantCode, readTransferCode } from '#payment'

type Io = { readonly stdin: Readable; readonly stdout: Writable; readonly stderr: Writable }

const usage = `Usage: motcua qr < lines.txt
  in   one string per line: a VietQR transfer code, another EMVCo merchant code, or the text of a citizen card's QR code
  out  one JSON per line: {"kind":"vietqr|emvco|card|health_card|unknown","valid":true|false,"fields":{…},"errors":[…],"notes":[…]}
       errors  [{"code","field","message"}]; notes name what was ignored
Blanks at the ends are no part of a code. Nothing else is repaired and nothing is stored. Exit 0 for any strings, 2 for a wrong call.
`

export type QrFinding = { readonly code: string; readonly field: string; readonly message: string }
export type QrJudgement = {
  readonly kind: 'vietqr' | 'emvco' | 'card' | 'health_card' | 'unknown'
  readonly valid: boolean
  readonly fields: Readonly<Record<string, string | null>>
  readonly errors: readonly QrFinding[]
  readonly notes: readonly string[]
}

const merchantNote =
  'Mã EMVCo của đơn vị chấp nhận thanh toán, không phải VietQR: không chuyển khoản trực tiếp vào tài khoản ngân hàng được.'

/** Judges one string by the rules of the module that owns its kind. Never throws, whatever the text. */
export function judgeQr(line: string): QrJudgement {
  const text = line.trim()
  if (looksLikeTransferCode(text)) {
    const { fields, faults, ignored } = readTransferCode(text)
    const merchant = readMerchantCode(text)
    if (merchant)
      return { kind: 'emvco', valid: merchant.faults.length === 0, fields: merchant.fields, errors: merchant.faults, notes: [merchantNote] }
    const notes = ignored.map((id) => `Mục ${id} không dùng đến, đã bỏ qua.`)
    return { kind: 'vietqr', valid: faults.length === 0, fields, errors: faults, notes }
  }
  const { card, faults, notes: said, extraFields } = judgeCitizenCard(text)
  const insurance = faults.filter(({ code }) => code === 'CARD_HEALTH_INSURANCE')
  if (insurance.length > 0) return { kind: 'health_card', valid: false, fields: {}, errors: insurance, notes: [] }
  if (faults.some((fault) => fault.code === 'CARD_UNREADABLE')) {
    const message = 'Không phải mã VietQR, cũng không phải mã của thẻ căn cước.'
    return { kind: 'unknown', valid: false, fields: {}, errors: [{ code: 'QR_UNKNOWN', field: '', message }], notes: [] }
  }
  const fields = {
    id: card.idNumber,
    oldId: card.oldIdNumber,
    fullName: card.fullName,
    dob: card.bornOn,
    sex: card.sex === null ? null : card.sex === 'male' ? 'Nam' : 'Nữ',
    address: card.address,
    issueDate: card.issuedOn,
  }
  const notes = [...said, ...(extraFields > 0 ? [`Có ${extraFields} mục sau mục thứ 7, đã bỏ qua.`] : [])]
  return { kind: 'card', valid: faults.length === 0, fields, errors: faults, notes }
}

/** `motcua qr`. */
export async function run(args: string[], io: Io): Promise<number> {
  if (args.length > 0) {
    io.stderr.write(usage)
    return args.includes('--help') ? 0 : 2
  }
  for await (const line of lines(io.stdin)) {
    if (!io.stdout.write(`${JSON.stringify(judgeQr(line))}\n`)) await new Promise((resolve) => io.stdout.once('drain', resolve))
  }
  return 0
}

/** Lines end at a line feed, with or without a carriage return before it; the last one may lack it. */
async function* lines(stream: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  const whole = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line)
  for await (const chunk of stream) {
    const parts = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n')
    rest = parts.pop() ?? ''
    for (const part of parts) yield whole(part)
  }
  rest += decoder.decode()
  if (rest !== '') yield whole(rest)
}
