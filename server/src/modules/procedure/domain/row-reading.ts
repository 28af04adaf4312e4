import { tidy } from '#kernel/vietnamese.ts'
import type { Channel, ChannelTerms, Component, Gap, Limit, ProcedureInput } from './procedure.ts'
import { channels as allChannels, isProcedureCode } from './procedure.ts'
import { readFees } from './fee-reading.ts'
import { limitText } from './time-limit.ts'
import type { LimitReading } from './time-limit.ts'

/** Where a row came from; each is remembered on its own. */
export const sourceFormats = ['national_parsed', 'national_raw', 'structured'] as const
export type SourceFormat = (typeof sourceFormats)[number]

export type RowFault = { readonly code: string; readonly reason: string; readonly procedureCode: string | null }

export type RowReading =
  | {
      readonly ok: true
      readonly procedure: ProcedureInput
      readonly remarks: readonly { readonly code: string; readonly reason: string }[]
    }
  | { readonly ok: false; readonly fault: RowFault }

export type Row = Readonly<Record<string, unknown>>

/** Text of a key, tidied; what the portal prints for "nothing" becomes empty. */
export function text(row: Row, key: string): string {
  const value = row[key]
  const found = typeof value === 'string' ? tidy(value) : typeof value === 'number' ? String(value) : ''
  return /^(?:Không có thông tin|Chưa có thông tin|Không có|Không)\.?$/iu.test(found) ? '' : found
}

/** Untouched text of a key, where line breaks matter. */
export function rawText(row: Row, key: string): string {
  const value = row[key]
  return typeof value === 'string' ? value.normalize('NFC') : ''
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `Cấp tỉnh, Cấp xã` → two. Commas inside parentheses do not separate. */
export function splitList(value: string): readonly string[] {
  return value
    .split(/,(?![^(]*\))\s*(?=\p{Lu})/u)
    .map(tidy)
    .filter((each) => each !== '')
}

export function paragraphs(value: string): readonly string[] {
  return value
    .normalize('NFC')
    .split(/\n+|(?<=[.;:])\s+(?=Bước \d)/u)
    .map(tidy)
    .filter((each) => each !== '' && each !== 'Không có thông tin')
}

/** Mojibake (UTF-8 read as Latin-1) and replacement characters: the file was not saved as UTF-8. */
export function looksMisencoded(value: string): boolean {
  return value.includes('�') || /[ÃÄÂ][\u0080-\u00bf]|áº[\u0080-\u00bf\u2018-\u2030]|á»[\u0080-\u00bf\u2018-\u2030]/u.test(value)
}

/** Refuses a row that cannot be named: no code, a code of another shape, no name, a broken encoding. */
export function faultOfIdentity(code: string, name: string): RowFault | null {
  if (code === '') return { code: 'code_missing', reason: 'Dòng không có mã thủ tục.', procedureCode: null }
  if (!isProcedureCode(code)) {
    return { code: 'code_invalid', reason: `Mã thủ tục “${code.slice(0, 60)}” không đúng dạng 1.001193.`, procedureCode: null }
  }
  if (name === '') return { code: 'name_missing', reason: 'Dòng không có tên thủ tục.', procedureCode: code }
  if (looksMisencoded(name)) {
    return {
      code: 'encoding_wrong',
      reason: `Tên thủ tục “${name.slice(0, 60)}” bị hỏng bảng mã; tệp cần ở dạng UTF-8.`,
      procedureCode: code,
    }
  }
  if (!/\p{L}/u.test(name) || name.length > 2000) {
    return { code: 'name_invalid', reason: 'Tên thủ tục không có chữ hoặc dài hơn 2.000 ký tự.', procedureCode: code }
  }
  return null
}

export type ChannelReading = {
  readonly channel: Channel
  readonly limit: LimitReading
  readonly limitText: string
  readonly fees: string
  readonly note: string
}

const channelNames: Record<Channel, string> = { direct: 'trực tiếp', post: 'bưu chính', online: 'trực tuyến' }

/**
 * Rows of one channel become one: several rows of the same channel with different limits (a case each) leave
 * the limit unknown, for only a person can say which case a dossier belongs to.
 */
export function mergeChannels(rows: readonly ChannelReading[]): { terms: readonly ChannelTerms[]; gaps: readonly Gap[] } {
  const gaps: Gap[] = []
  const terms: ChannelTerms[] = []
  for (const channel of allChannels) {
    const own = rows.filter((row) => row.channel === channel)
    if (own.length === 0) continue
    const [limit, reason] = oneLimit(own)
    if (reason !== null) gaps.push({ field: `channels.${channel}.limit`, reason: `Nộp ${channelNames[channel]}: ${lowerFirst(reason)}` })
    const feeTexts = [...new Set(own.map((row) => row.fees))]
    const readings = feeTexts.map(readFees)
    const feeReason = readings.find((reading) => reading.reason !== null)?.reason ?? null
    if (feeReason !== null)
      gaps.push({ field: `channels.${channel}.fees`, reason: `Nộp ${channelNames[channel]}: ${lowerFirst(feeReason)}` })
    const shown = own.map((row) =>
      [limit === null || own.length > 1 ? row.limitText : '', row.note].filter((part) => part !== '').join(': '),
    )
    terms.push({
      channel,
      limit,
      limitNote: [...new Set(shown)].filter((part) => part !== '').join('\n'),
      fees: readings.flatMap((reading) => reading.fees),
    })
  }
  return { terms, gaps }
}

function oneLimit(rows: readonly ChannelReading[]): readonly [Limit | null, string | null] {
  const known = rows.flatMap(({ limit }) => (limit.kind === 'known' ? [limit.limit] : []))
  const unknown = rows.flatMap(({ limit }) => (limit.kind === 'known' ? [] : [limit.reason]))
  const [first] = known
  if (unknown[0] !== undefined) return [null, unknown[0]]
  if (first && known.every((each) => each.amount === first.amount && each.unit === first.unit)) return [first, null]
  return [null, `Nguồn ghi nhiều thời hạn theo trường hợp: ${[...new Set(known.map(limitText))].join('; ')}.`]
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}

/**
 * The limit of the procedure as a whole: that of filing at the counter, or the common one when there is no
 * counter row. When channels without a counter row differ, none is chosen.
 */
export function legalLimitOf(terms: readonly ChannelTerms[]): Limit | null {
  const direct = terms.find(({ channel }) => channel === 'direct')
  if (direct) return direct.limit
  const [first] = terms
  const limit = first?.limit ?? null
  return terms.every((each) => each.limit?.amount === limit?.amount && each.limit?.unit === limit?.unit) ? limit : null
}

/** The open questions about papers. */
export function componentGaps(components: readonly Component[]): readonly Gap[] {
  if (components.length === 0) return [{ field: 'components', reason: 'Nguồn không liệt kê thành phần hồ sơ.' }]
  return components
    .filter(({ originals, copies }) => originals === null || copies === null)
    .map(({ no, name }) => ({
      field: `components.${no}`,
      reason: `Không rõ số bản chính, bản sao của “${name.length > 80 ? `${name.slice(0, 79)}…` : name}”.`,
    }))
}

/** The data an import leaves to people: no agency here has adopted the procedure, and there is no promise. */
export function importedProcedure(
  legal: Omit<
    ProcedureInput,
    'agencyId' | 'handling' | 'serviceLevel' | 'legalLimit' | 'committedLimit' | 'channels' | 'steps' | 'publishState' | 'toComplete'
  >,
  rows: readonly ChannelReading[],
): ProcedureInput {
  const { terms, gaps } = mergeChannels(rows)
  const toComplete = [
    ...(terms.length === 0 ? [{ field: 'channels', reason: 'Nguồn không ghi cách thức thực hiện, thời hạn và phí.' }] : gaps),
    ...componentGaps(legal.components),
  ]
  return {
    ...legal,
    agencyId: null,
    handling: null,
    serviceLevel: null,
    legalLimit: legalLimitOf(terms),
    committedLimit: null,
    channels: terms,
    steps: [],
    publishState: toComplete.length > 0 ? 'to_complete' : 'not_at_centre',
    toComplete,
  }
}
