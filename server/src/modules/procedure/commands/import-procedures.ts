import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Json } from '#kernel/canonical-json.ts'
import { databaseFault } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { Source } from '../domain/catalogue-change.ts'
import type { ProcedureInput } from '../domain/procedure.ts'
import type { SourceFormat } from '../domain/row-reading.ts'
import { readSourceRow } from '../domain/source-row.ts'
import type { ImportFormat } from '../domain/source-row.ts'
import { recordProcedures } from './record-procedures.ts'
import type { RecordOutcome } from './record-procedures.ts'
import type { SourceLine } from './read-source-lines.ts'

/** `line` counts from 1; `code` is the procedure's; `kind` is stable for programs, `reason` is for people. */
export type ImportRemark = {
  readonly line: number
  readonly code: string | null
  readonly kind: string
  readonly reason: string
}

/** `read` is the number of rows; it equals created + updated + unchanged + the number of rejected. */
export type ImportReport = {
  read: number
  created: number
  updated: number
  unchanged: number
  rejected: ImportRemark[]
  warnings: ImportRemark[]
}

type Pending = { readonly line: number; readonly procedure: ProcedureInput }

// Large enough that the few statements of a batch are spread thin, small enough that progress is seen and little is repeated after a crash.
const batchSize = 200

const lineFaults = {
  encoding_wrong: 'Dòng không phải UTF-8; tệp cần lưu lại ở dạng UTF-8.',
  line_too_long: 'Dòng dài hơn 4 MB, không phải một thủ tục.',
  file_broken: 'Tệp nén bị hỏng hoặc bị cắt; các dòng sau không đọc được.',
} as const

const sourceNames: Record<Source, string> = {
  centre: 'bản do Trung tâm công bố',
  structured: 'bản có cấu trúc đã nhập trước',
  national_raw: 'bản gốc của Cổng quốc gia đã nhập trước',
  national_parsed: 'bản tách từ Cổng quốc gia đã nhập trước',
}

/**
 * Imports published procedures, row by row, each with its own fate. Safe to repeat: what has been said before
 * is `unchanged`. Commits batch by batch, so that an interrupted import loses nothing and can be run again.
 */
export async function importProcedures(
  db: Queryable,
  lines: AsyncIterable<SourceLine>,
  options: { readonly format: ImportFormat; readonly onProgress?: (read: number) => void },
): Promise<ImportReport> {
  const report: ImportReport = { read: 0, created: 0, updated: 0, unchanged: 0, rejected: [], warnings: [] }
  const firstLineOf = new Map<string, number>()
  let batchSource: SourceFormat = 'national_raw'
  let batch: Pending[] = []
  const flush = async (): Promise<void> => {
    await writeBatch(db, batchSource, batch, report)
    batch = []
    options.onProgress?.(report.read)
  }

  for await (const found of lines) {
    report.read += 1
    if ('fault' in found) {
      report.rejected.push({ line: found.line, code: null, kind: found.fault, reason: lineFaults[found.fault] })
      continue
    }
    const { line } = found
    const value = parse(found.text)
    if (value instanceof SyntaxError) {
      report.rejected.push({ line, code: null, kind: 'json_broken', reason: `Dòng không phải JSON đúng: ${value.message}.` })
      continue
    }
    const { source, reading } = readSourceRow(value, options.format)
    if (!reading.ok) {
      const { fault } = reading
      report.rejected.push({ line, code: fault.procedureCode, kind: fault.code, reason: fault.reason })
      continue
    }
    const { procedure, remarks } = reading
    const earlier = firstLineOf.get(procedure.code)
    if (earlier !== undefined) {
      report.rejected.push({
        line,
        code: procedure.code,
        kind: 'code_repeated',
        reason: `Mã ${procedure.code} đã có ở dòng ${earlier} của tệp.`,
      })
      continue
    }
    if (!storable(procedure)) {
      report.rejected.push({
        line,
        code: procedure.code,
        kind: 'characters_invalid',
        reason: 'Dòng chứa ký tự không lưu được (NUL hoặc nửa cặp thay thế).',
      })
      continue
    }
    firstLineOf.set(procedure.code, line)
    for (const remark of remarks) report.warnings.push({ line, code: procedure.code, kind: remark.code, reason: remark.reason })
    if (procedure.toComplete.length > 0) {
      const reasons = procedure.toComplete.map((gap) => gap.reason)
      report.warnings.push({ line, code: procedure.code, kind: 'to_complete', reason: `Cần người hoàn thiện. ${reasons.join(' ')}` })
    }
    if (source !== batchSource && batch.length > 0) await flush()
    batchSource = source
    batch.push({ line, procedure })
    if (batch.length >= batchSize) await flush()
  }
  await flush()
  report.rejected.sort((a, b) => a.line - b.line)
  report.warnings.sort((a, b) => a.line - b.line)
  return report
}

async function writeBatch(db: Queryable, source: SourceFormat, batch: readonly Pending[], report: ImportReport): Promise<void> {
  if (batch.length === 0) return
  let outcomes: readonly RecordOutcome[]
  try {
    outcomes = await recordProcedures(
      db,
      source,
      batch.map(({ procedure }) => procedure),
    )
  } catch (error) {
    // The database refused the data of some row: find which, so that the others are not lost with it.
    const fault = databaseFault(error)
    if (!fault || !/^2[23]/u.test(fault.code)) throw error
    if (batch.length > 1) {
      for (const each of batch) await writeBatch(db, source, [each], report)
      return
    }
    for (const { line, procedure } of batch) {
      const reason = `Cơ sở dữ liệu không nhận nội dung của dòng (${fault.constraint ?? fault.code}).`
      report.rejected.push({ line, code: procedure.code, kind: 'content_refused', reason })
    }
    return
  }
  batch.forEach(({ line, procedure }, index) => {
    const outcome = outcomes[index]
    if (!outcome) throw new Error(`no outcome for ${procedure.code}`)
    report[outcome.outcome] += 1
    if (outcome.outrankedBy) {
      const reason = `Đã ghi nhận để đối chiếu; vẫn dùng ${sourceNames[outcome.outrankedBy]}.`
      report.warnings.push({ line, code: procedure.code, kind: 'outranked', reason })
    }
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return error
    throw error
  }
}

/** PostgreSQL text holds no NUL, and UTF-8 no half of a surrogate pair. */
function storable(procedure: ProcedureInput): boolean {
  return !/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/u.test(canonicalJson(procedure as unknown as Json))
}
