import { tidy } from '#kernel/vietnamese.ts'
import type { Channel, Component, LegalBasis } from './procedure.ts'

/**
 * The national portal's tables as the crawl left them: cells run together without separators. Each function
 * recovers rows only where the seams are certain.
 */

export type ChannelText = { readonly channel: Channel; readonly limit: string; readonly fees: string; readonly note: string }

const channelOf: Readonly<Record<string, Channel>> = { 'Trực tiếp': 'direct', 'Trực tuyến': 'online', 'Dịch vụ bưu chính': 'post' }

/** `Trực tiếp`, `Trực tuyến`, `Dịch vụ bưu chính` → channel. */
export function readChannel(name: string): Channel | undefined {
  return channelOf[tidy(name)]
}

const unitWord = '(?:Ngày làm việc|Ngày|Giờ làm việc|Giờ|Tháng|Tuần|Năm|Phút)'
const money = String.raw`\d[\d.,]* ?(?:Việt Nam Đồng|VNĐ|VND|Đồng|USD|EUR)`
const silence = 'Không có thông tin'
// A channel's name also occurs inside descriptions ("Trực tiếp tại Công an…"): it opens a row only when a limit or a fee follows at once.
const rowStart = new RegExp(
  String.raw`(Trực tiếp|Trực tuyến|Dịch vụ bưu chính)(?=\d+(?:[.,]\d+)? ${unitWord}|${money}|\d+(?:[.,]\d+)?(?:Miễn phí|${silence})|${silence}|Không quy định|Không ?${silence}|Không phải trả kết quả|Miễn phí|$|Trực tiếp\d|Trực tuyến\d|Dịch vụ bưu chính\d)`,
  'gu',
)
const limitAtStart = new RegExp(
  String.raw`^(?:\d+(?:[.,]\d+)? ${unitWord}|\d+(?:[.,]\d+)?(?=Miễn phí|${silence})|${silence}|Không quy định|Không(?= ?${silence})|Không phải trả kết quả.*?(?=Miễn phí|${silence}|$))`,
  'su',
)
const feeAtStart = new RegExp(String.raw`^\s*(?:${money}|Miễn phí|${silence})`, 'u')

/** Cách thức thực hiện: one row per channel, its cells apart. Figures that ran together stay together in `limit` and `fees`. */
export function splitChannels(table: string): readonly ChannelText[] {
  const text = table.normalize('NFC').replace(/^\s*Hình thức nộpThời gianPhí, lệ phíMô tả/u, '')
  const starts = [...text.matchAll(rowStart)]
  return starts.flatMap((start, index) => {
    const channel = channelOf[start[1] ?? '']
    if (!channel) return []
    const from = start.index + start[0].length
    const body = text.slice(from, starts[index + 1]?.index ?? text.length)
    return [{ channel, ...splitRow(body) }]
  })
}

function splitRow(body: string): { limit: string; fees: string; note: string } {
  const limit = limitAtStart.exec(body)?.[0]
  if (limit === undefined) {
    // "125 VNĐ" is a limit and a fee that ran together ("1" day and 25 đồng?): both cells get all of it.
    const glued = new RegExp(`^${money}`, 'u').exec(body)?.[0] ?? ''
    if (glued === '') return { limit: '', fees: '', note: tidy(body) }
    return { limit: glued, fees: glued, note: tidy(body.slice(glued.length)) }
  }
  let rest = body.slice(limit.length)
  const fees: string[] = []
  for (let fee = feeAtStart.exec(rest)?.[0]; fee !== undefined; fee = feeAtStart.exec(rest)?.[0]) {
    rest = rest.slice(fee.length)
    const note = bracketed(rest)
    rest = rest.slice(note.length)
    fees.push(tidy(`${fee} ${note}`))
  }
  return { limit: tidy(limit), fees: fees.join('\n'), note: tidy(rest) }
}

/** The parenthesis at the start of a text, with those inside it; empty when there is none that closes. */
function bracketed(text: string): string {
  if (!text.startsWith('(')) return ''
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1
    if (text[at] === ')') depth -= 1
    if (depth === 0) return text.slice(0, at + 1)
  }
  return ''
}

const componentsHeader = 'Tên giấy tờMẫu đơn, tờ khaiSố lượng'
// The count cell touches the name before it and the row after it; "(01 bản chính)" and "01 bản chính;" are parts of a name.
// After a name that ends in a space only a capital, a dash or a list mark proves that a new row begins.
const countCell =
  /(?:(?<![\s(\d])(\d+)|(?<=\s)([1-9]\d*)(?= bản (?:chính|sao)(?:,\d+ bản sao)?(?:$|\p{Lu}|[-+*–]|\p{Ll}\)))) bản (chính|sao)(?:,(\d+) bản sao)?(?![ ;,.)])/gu

/** Thành phần hồ sơ: groups (trường hợp), papers, template files, numbers of originals and copies. */
export function splitComponents(table: string): readonly Component[] {
  const [first = '', ...sections] = table.normalize('NFC').split(componentsHeader)
  let group = groupName(first)
  const components: Component[] = []
  for (const section of sections) {
    let from = 0
    for (const cell of section.matchAll(countCell)) {
      const digits = cell[1] ?? cell[2] ?? ''
      const count = countOf(digits)
      // Text that cannot be divided stays with the name, so that the person who completes it sees it.
      const overrun = digits.length - (count?.digits ?? 0)
      const text = section.slice(from, cell.index + overrun)
      from = cell.index + cell[0].length
      const originals = cell[3] === 'chính' ? (count?.value ?? null) : 0
      const copies = cell[3] === 'sao' ? (count?.value ?? null) : Number(cell[4] ?? 0)
      const { name, templateName } = splitTemplate(text)
      components.push({
        no: components.length + 1,
        group,
        name: name || templateName || 'Giấy tờ chưa có tên',
        originals,
        copies,
        templateName,
        required: isRequired(name, originals, copies),
      })
    }
    group = groupName(section.slice(from))
  }
  return components
}

/** "20231" is the year 2023 and one paper; other long runs cannot be divided with certainty. */
function countOf(digits: string): { value: number; digits: number } | null {
  if (digits.length === 1 || (digits.length === 2 && !digits.startsWith('0'))) return { value: Number(digits), digits: digits.length }
  return /(?:19|20)\d\d\d$/u.test(digits) ? { value: Number(digits.at(-1)), digits: 1 } : null
}

/** A paper asked for only "if there is one", or counted as none at all, does not stop an intake. */
export function isRequired(name: string, originals: number | null, copies: number | null): boolean {
  return !/nếu có/iu.test(name) && !(originals === 0 && copies === 0)
}

export function groupName(text: string): string {
  const name = tidy(text).replace(/:$/u, '')
  return /^[-–*+\s]*$/u.test(name) ? '' : name
}

/** A file name glued to the end of a paper's name is its template; it begins after the last sentence mark. */
export function splitTemplate(text: string): { name: string; templateName: string | null } {
  const whole = tidy(text)
  const file = /(?<=[.;:)\]])\s?([^.;:)\]]{1,80}(?:\.\d+)*\.(?:docx?|pdf|xlsx?|rtf|zip|rar))$/iu.exec(whole)
  if (!file) return { name: whole, templateName: null }
  return { name: tidy(whole.slice(0, file.index)), templateName: tidy(file[1] ?? '') }
}

// The usual kinds of legal document, longest first, so that "QH1451/2019" is cut after QH14 and "TT-BCAQUY" after BCA.
const ministries =
  'BCA|BCT|BGDĐT|BGTVT|BKHCN|BKHĐT|BLĐTBXH|BNG|BNNMT|BNNPTNT|BNV|BQP|BTC|BTNMT|BTP|BTTTT|BVHTTDL|BXD|BYT|BDTTG|NHNN|TTCP|UBDT|VPCP|TANDTC|VKSNDTC|BHXH|TLĐ'
const documentNumber = new RegExp(
  String.raw`(\d+)/(\d{4})/(QH\d{2}|UBTVQH\d{2}|NĐ-CP|NQ-CP|QĐ-TTg|CT-TTg|L-CTN|TTLT(?:-(?:${ministries}))+|TT-(?:${ministries})|QĐ-(?:${ministries}))`,
  'gu',
)

/** Numbers of legal documents in a text, each once, cut free of the title they ran into. */
export function legalNumbersIn(text: string): readonly string[] {
  const numbers = [...text.normalize('NFC').matchAll(documentNumber)].flatMap((match) => {
    const serial = match[1] ?? ''
    const own = serial.length <= 3 ? serial : /^.*(?:19|20)\d\d(\d{1,3})$/u.exec(serial)?.[1]
    return own === undefined ? [] : [`${own}/${match[2]}/${match[3]}`]
  })
  return [...new Set(numbers)]
}

/** Căn cứ pháp lý: title and number of each document. Where a seam is lost, the title stays empty and the number speaks. */
export function splitLegalBases(table: string): readonly LegalBasis[] {
  const text = table.normalize('NFC').replace(/^\s*Tên văn bản pháp lýMã văn bản/u, '')
  const bases = new Map<string, LegalBasis>()
  let from = 0
  for (const match of text.matchAll(documentNumber)) {
    const number = legalNumbersIn(match[0])[0]
    if (number === undefined) continue
    const next = text.slice(match.index + match[0].length)
    // The number inside a title is followed by the rest of that title; the number cell is followed by the next title.
    const endsRow = next === '' || /^\p{Lu}/u.test(next) || /^\d/u.test(next)
    if (!endsRow && next.includes(number)) continue
    const title = tidy(text.slice(from, match.index + (match[1] ?? '').length - (number.split('/')[0] ?? '').length))
    bases.set(number, bases.get(number) ?? { number, title, issuedOn: null, issuer: null })
    from = match.index + match[0].length
  }
  return [...bases.values()]
}

/** Kết quả: each name is before its code; everything after `Từ khóa` is the portal's own furniture. */
export function splitResults(text: string): readonly string[] {
  const own = text.normalize('NFC').split('Từ khóa')[0] ?? ''
  return own
    .split(/Mã: ?KQ\.[A-Z]\d{2}\.\d{5,6}|Mã: ?(?=$)/u)
    .map((name) => tidy(name).replace(/^[+*-]\s*/u, ''))
    .filter((name) => name !== '' && name !== silence)
}
