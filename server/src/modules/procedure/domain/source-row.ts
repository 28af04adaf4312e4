import { readNationalParsed, readNationalRaw } from './national-row.ts'
import { isRow } from './row-reading.ts'
import type { RowReading, SourceFormat } from './row-reading.ts'
import { readStructured } from './structured-row.ts'

/** The declared format of the file. `national` accepts both the portal's own rows and those parsed from them. */
export const importFormats = ['national', 'structured'] as const
export type ImportFormat = (typeof importFormats)[number]

export type SourceReading = { readonly source: SourceFormat; readonly reading: RowReading }

/** Reads one value of a file as a procedure; which reader is meant shows in its keys. */
export function readSourceRow(value: unknown, format: ImportFormat): SourceReading {
  if (!isRow(value)) return fault('national_raw', 'not_an_object', 'Dòng không phải một đối tượng JSON.')
  if (format === 'structured') {
    if (value['metadata'] === undefined && value['thu_tuc_id'] === undefined) {
      return fault('structured', 'format_wrong', 'Dòng không có mục “metadata”: không phải định dạng structured.')
    }
    return { source: 'structured', reading: readStructured(value) }
  }
  if (value['metadata'] !== undefined && value['tables'] !== undefined) {
    return fault('national_raw', 'format_wrong', 'Dòng có cấu trúc của định dạng structured; xin nhập với --format structured.')
  }
  if (value['ma_thu_tuc'] !== undefined || value['ten_thu_tuc'] !== undefined) {
    return { source: 'national_raw', reading: readNationalRaw(value) }
  }
  if (value['code'] !== undefined || value['name'] !== undefined) return { source: 'national_parsed', reading: readNationalParsed(value) }
  return fault('national_raw', 'format_wrong', 'Dòng không có mã và tên thủ tục theo định dạng national.')
}

function fault(source: SourceFormat, code: string, reason: string): SourceReading {
  return { source, reading: { ok: false, fault: { code, reason, procedureCode: null } } }
}
