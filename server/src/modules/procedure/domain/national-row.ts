import { tidy } from '#kernel/vietnamese.ts'
import type { Component } from './procedure.ts'
import {
  groupName,
  isRequired,
  legalNumbersIn,
  readChannel,
  splitChannels,
  splitComponents,
  splitLegalBases,
  splitResults,
  splitTemplate,
} from './national-tables.ts'
import { faultOfIdentity, importedProcedure, isRow, list, paragraphs, rawText, splitList, text } from './row-reading.ts'
import type { ChannelReading, Row, RowReading } from './row-reading.ts'
import { readLimit } from './time-limit.ts'

type Remark = { readonly code: string; readonly reason: string }

const rawKeys = new Set([
  'ma_thu_tuc',
  'detail_url',
  'formality_id',
  'ten_thu_tuc',
  'so_quyet_dinh',
  'cap_thuc_hien',
  'loai_thu_tuc',
  'linh_vuc',
  'doi_tuong_thuc_hien',
  'co_quan_co_tham_quyen',
  'dia_chi_tiep_nhan',
  'co_quan_duoc_uy_quyen',
  'co_quan_phoi_hop',
  'thu_tuc_lien_quan',
  'trinh_tu_thuc_hien',
  'cach_thuc_thuc_hien',
  'thanh_phan_ho_so',
  'can_cu_phap_ly',
  'co_quan_thuc_hien',
  'yeu_cau_dieu_kien',
  'ket_qua_xu_ly',
  'raw_text',
])
const parsedKeys = new Set([
  'code',
  'name',
  'ministry_dir',
  'sector',
  'levels',
  'type',
  'targets',
  'decision',
  'implementing_agency',
  'competent_authority',
  'receiving_address',
  'channels',
  'components',
  'steps',
  'legal_refs',
  'result_name',
  'result_codes',
  'conditions',
])

/** A row of the national portal under its original keys, tables flattened to text. */
export function readNationalRaw(row: Row): RowReading {
  const code = text(row, 'ma_thu_tuc')
  const name = text(row, 'ten_thu_tuc')
  const fault = faultOfIdentity(code, name)
  if (fault) return { ok: false, fault }
  const table = rawText(row, 'cach_thuc_thuc_hien')
  const channelTexts = splitChannels(table)
  const procedure = importedProcedure(
    {
      code,
      name,
      sector: text(row, 'linh_vuc'),
      levels: splitList(text(row, 'cap_thuc_hien')),
      targets: splitList(text(row, 'doi_tuong_thuc_hien')),
      decisionNumber: text(row, 'so_quyet_dinh') || null,
      type: text(row, 'loai_thu_tuc') || null,
      components: splitComponents(rawText(row, 'thanh_phan_ho_so')),
      conditions: paragraphs(rawText(row, 'yeu_cau_dieu_kien')).join('\n'),
      resultNames: splitResults(rawText(row, 'ket_qua_xu_ly')),
      legalBases: splitLegalBases(rawText(row, 'can_cu_phap_ly')),
      procedureText: paragraphs(rawText(row, 'trinh_tu_thuc_hien')),
      implementingAgency: text(row, 'co_quan_thuc_hien') || null,
    },
    channelTexts.map((each): ChannelReading => ({
      channel: each.channel,
      // A sum of money in the place of a limit is two cells run together.
      limit: /(?:VNĐ|VND|Đồng|USD|EUR)$/u.test(each.limit)
        ? { kind: 'ambiguous', reason: `Nguồn ghi “${each.limit}”: thời hạn và mức phí dính vào nhau, không tách được.` }
        : readLimit(each.limit),
      limitText: each.limit,
      fees: /(?:VNĐ|VND|Đồng|USD|EUR)$/u.test(each.limit) ? `(dính với thời hạn) ${each.fees}` : each.fees,
      note: each.note,
    })),
  )
  return { ok: true, procedure, remarks: unknownKeys(row, rawKeys) }
}

/** The same portal read best effort by another program: values it could not tell are absent. */
export function readNationalParsed(row: Row): RowReading {
  const code = text(row, 'code')
  const name = text(row, 'name')
  const fault = faultOfIdentity(code, name)
  if (fault) return { ok: false, fault }
  const remarks: Remark[] = [...unknownKeys(row, parsedKeys)]
  const rows = list(row['channels']).flatMap((each): ChannelReading[] => {
    const channel = isRow(each) ? readChannel(text(each, 'channel')) : undefined
    if (isRow(each) && channel) return [parsedChannel(channel, each)]
    remarks.push({
      code: 'channel_unknown',
      reason: `Không nhận ra hình thức nộp “${isRow(each) ? text(each, 'channel') : String(each)}”; đã bỏ qua.`,
    })
    return []
  })
  const components = list(row['components']).flatMap((each): Omit<Component, 'no'>[] => {
    if (!isRow(each)) return []
    const { name, templateName } = splitTemplate(rawText(each, 'name'))
    const originals = count(each['originals'])
    const copies = count(each['copies'])
    if (name === '' && templateName === null) return []
    return [
      {
        group: groupName(rawText(each, 'group')),
        name: name || (templateName ?? ''),
        originals,
        copies,
        templateName,
        required: isRequired(name, originals, copies),
      },
    ]
  })
  const procedure = importedProcedure(
    {
      code,
      name,
      sector: text(row, 'sector'),
      levels: strings(row['levels']),
      targets: strings(row['targets']),
      decisionNumber: text(row, 'decision') || null,
      type: text(row, 'type') || null,
      components: components.map((component, index) => ({ no: index + 1, ...component })),
      conditions: paragraphs(rawText(row, 'conditions')).join('\n'),
      resultNames: text(row, 'result_name') ? [text(row, 'result_name').replace(/^[+*-]\s*/u, '')] : [],
      legalBases: legalNumbersIn(strings(row['legal_refs']).join('\n')).map((number) => ({
        number,
        title: '',
        issuedOn: null,
        issuer: null,
      })),
      procedureText: strings(row['steps']),
      implementingAgency: text(row, 'implementing_agency') || null,
    },
    rows,
  )
  return { ok: true, procedure, remarks }
}

function parsedChannel(channel: ChannelReading['channel'], each: Row): ChannelReading {
  const ambiguous = text(each, 'ambiguous')
  const value = each['value']
  const unit = rawText(each, 'unit')
  const rest = rawText(each, 'rest')
  const limitText = ambiguous || tidy(`${typeof value === 'number' ? value : ''} ${unit}`)
  if (ambiguous !== '') {
    const limit = { kind: 'ambiguous', reason: `Nguồn ghi “${ambiguous}”: thời hạn và mức phí dính vào nhau, không tách được.` } as const
    return { channel, limit, limitText, fees: `(dính với thời hạn) ${ambiguous}`, note: tidy(rest) }
  }
  // `rest` repeats the cells after the limit in the flattened form, so the same knife cuts it.
  const cut = splitChannels(`Trực tiếp1 Ngày${rest}`)[0]
  return { channel, limit: readLimit(limitText), limitText, fees: cut?.fees || rawText(each, 'fee_text'), note: cut?.note ?? '' }
}

function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 1000 ? value : null
}

function strings(value: unknown): readonly string[] {
  return list(value)
    .filter((each) => typeof each === 'string')
    .map(tidy)
    .filter((each) => each !== '')
}

export function unknownKeys(row: Row, known: ReadonlySet<string>): readonly Remark[] {
  const extra = Object.keys(row).filter((key) => !known.has(key))
  return extra.length === 0 ? [] : [{ code: 'keys_unknown', reason: `Không dùng đến các mục lạ: ${extra.slice(0, 10).join(', ')}.` }]
}
