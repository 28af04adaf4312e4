import { tidy } from '#kernel/vietnamese.ts'
import type { Component, LegalBasis } from './procedure.ts'
import { isRequired, readChannel } from './national-tables.ts'
import { unknownKeys } from './national-row.ts'
import { faultOfIdentity, importedProcedure, isRow, list, paragraphs, rawText, splitList, text } from './row-reading.ts'
import type { ChannelReading, Row, RowReading } from './row-reading.ts'
import { readLimit } from './time-limit.ts'

const keys = new Set(['thu_tuc_id', 'source_file', 'metadata', 'content', 'tables'])

/** A procedure whose published document (ChiTietTTHC_<mã>.doc) kept its tables. Keys are accented and may be decomposed. */
export function readStructured(source: Row): RowReading {
  const row = composed(source)
  const metadata = section(row, 'metadata')
  const content = section(row, 'content')
  const tables = section(row, 'tables')
  const code = text(metadata, 'mã_thủ_tục') || text(row, 'thu_tuc_id')
  const name = text(metadata, 'tên_thủ_tục')
  const fault = faultOfIdentity(code, name)
  if (fault) return { ok: false, fault }
  const remarks = [...unknownKeys(row, keys)]
  const id = text(row, 'thu_tuc_id')
  if (id !== '' && id !== code) {
    remarks.push({ code: 'code_differs', reason: `Mã trong nội dung (${code}) khác mã của tệp (${id}); đã theo nội dung.` })
  }
  const rows = list(tables['hinh_thuc_nop']).flatMap((each): ChannelReading[] => {
    if (!isRow(each)) return []
    const channel = readChannel(text(each, 'hinh_thuc'))
    if (!channel) {
      remarks.push({ code: 'channel_unknown', reason: `Không nhận ra hình thức nộp “${text(each, 'hinh_thuc')}”; đã bỏ qua.` })
      return []
    }
    const limitText = tidy(rawText(each, 'thoi_han_giai_quyet'))
    return [
      {
        channel,
        limit: readLimit(limitText),
        limitText,
        fees: rawText(each, 'phi_le_phi'),
        note: paragraphs(rawText(each, 'mo_ta')).join('\n'),
      },
    ]
  })
  const components = list(tables['thanh_phan_ho_so']).flatMap((each): Omit<Component, 'no'>[] => {
    if (!isRow(each) || text(each, 'ten_giay_to') === '') return []
    const { originals, copies, templateName } = paperCells(rawText(each, 'so_luong'), rawText(each, 'ghi_chu'))
    const name = text(each, 'ten_giay_to')
    return [{ group: text(each, 'truong_hop'), name, originals, copies, templateName, required: isRequired(name, originals, copies) }]
  })
  const procedure = importedProcedure(
    {
      code,
      name,
      sector: text(metadata, 'lĩnh_vực'),
      levels: splitList(text(metadata, 'cấp_thực_hiện')),
      targets: splitList(text(content, 'đối_tượng_thực_hiện')),
      decisionNumber: text(metadata, 'số_quyết_định').replace(/^Quyết định số\s*/u, '') || null,
      type: text(metadata, 'loại_thủ_tục') || null,
      components: components.map((component, index) => ({ no: index + 1, ...component })),
      conditions: paragraphs(rawText(content, 'yêu_cầu_điều_kiện_thực_hiện')).join('\n'),
      resultNames: paragraphs(rawText(content, 'kết_quả_thực_hiện')),
      legalBases: list(tables['can_cu_phap_ly']).flatMap((each) => (isRow(each) ? legalBasis(each) : [])),
      procedureText: paragraphs(rawText(content, 'trình_tự_thực_hiện')),
      implementingAgency: text(content, 'cơ_quan_thực_hiện') || null,
    },
    rows,
  )
  return { ok: true, procedure, remarks }
}

/** The two cells change places in some documents: one holds "Bản chính: 1 Bản sao: 0", the other a template's file name. */
function paperCells(left: string, right: string): Pick<Component, 'originals' | 'copies' | 'templateName'> {
  const counts = [left, right].find((cell) => /Bản (?:chính|sao)\s*:/iu.test(cell)) ?? ''
  const template = [left, right].find((cell) => /\.(?:docx?|pdf|xlsx?|rtf|zip|rar)\s*$/iu.test(cell))
  const number = (label: string): number | null => {
    const digits = new RegExp(String.raw`${label}\s*:\s*(\d{1,3})(?!\d)`, 'iu').exec(counts)?.[1]
    return digits === undefined ? null : Number(digits)
  }
  return { originals: number('Bản chính'), copies: number('Bản sao'), templateName: template ? tidy(template) : null }
}

function legalBasis(row: Row): LegalBasis[] {
  const number = text(row, 'so_ky_hieu')
  const title = text(row, 'trich_yeu')
  if (number === '' && title === '') return []
  const day = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/u.exec(text(row, 'ngay_ban_hanh'))
  return [
    {
      number: number || title,
      title,
      issuedOn: day ? dayText(day[3], day[2], day[1]) : null,
      issuer: text(row, 'co_quan_ban_hanh') || null,
    },
  ]
}

/** `YYYY-MM-DD`, or `null` for a day that does not exist. */
function dayText(year = '', month = '', day = ''): string | null {
  try {
    return Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) }, { overflow: 'reject' }).toString()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function section(row: Row, key: string): Row {
  const value = row[key]
  return isRow(value) ? composed(value) : {}
}

function composed(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key.normalize('NFC'), value]))
}
