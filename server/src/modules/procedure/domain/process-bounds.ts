import { bpmnFault } from './bpmn-faults.ts'
import type { BpmnFault } from './bpmn-faults.ts'
import type { Process } from './process.ts'
import { tableOfProcess } from './version-draft.ts'
import type { StepRow } from './version-draft.ts'

/** How much a step table may hold. What is read from a file, saved and answered is held to the same bounds. */
export const processBounds = {
  steps: 200,
  stepNo: 9999,
  name: 300,
  agencyCode: 50,
  hours: 10_000,
  next: 8000,
  reasons: 20,
  words: 2000,
  appealDays: 3650,
} as const

type Excess = { readonly no: number | null; readonly name: string; readonly what: string }

/** The parts of a process that are too large for a table, step by step. */
export function excessesOf(process: Process): readonly Excess[] {
  const { entry, rows } = tableOfProcess(process)
  const found: Excess[] = []
  if (rows.length > processBounds.steps)
    found.push({ no: null, name: `${rows.length} bước`, what: `Quy trình có quá ${processBounds.steps} bước` })
  if (entry.length > processBounds.next)
    found.push({ no: null, name: short(entry), what: `Đường đi từ lúc bắt đầu dài quá ${processBounds.next} ký tự` })
  for (const row of rows)
    for (const what of excessesOfRow(row)) found.push({ no: row.no, name: short(row.name), what: `Bước ${row.no}: ${what}` })
  return found
}

function excessesOfRow(row: StepRow): readonly string[] {
  const { name, agencyCode, unitName, hours, next, refusalReasons, appeal } = row
  const tooLong = (what: string, text: string | null, most: number): string[] =>
    (text?.length ?? 0) > most ? [`${what} dài quá ${most} ký tự`] : []
  return [
    ...tooLong('tên bước', name, processBounds.name),
    ...tooLong('mã cơ quan', agencyCode, processBounds.agencyCode),
    ...tooLong('tên đơn vị', unitName, processBounds.name),
    ...(hours > processBounds.hours ? [`thời gian quá ${processBounds.hours} giờ`] : []),
    ...tooLong('đường đi tiếp', next, processBounds.next),
    ...(refusalReasons.length > processBounds.reasons ? [`có quá ${processBounds.reasons} lý do từ chối`] : []),
    ...refusalReasons.flatMap((reason) => tooLong('lý do từ chối', reason, processBounds.words)),
    ...tooLong('nơi khiếu nại', appeal?.to ?? null, processBounds.words),
    ...tooLong('căn cứ khiếu nại', appeal?.law ?? null, processBounds.words),
    ...(appeal && (appeal.withinDays < 0 || appeal.withinDays > processBounds.appealDays)
      ? [`thời hạn khiếu nại phải từ 0 đến ${processBounds.appealDays} ngày`]
      : []),
  ]
}

function short(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`
}

export function boundFaults(process: Process): readonly BpmnFault[] {
  return excessesOf(process)
    .slice(0, 20)
    .map(({ name, what }) => bpmnFault('BPMN_TOO_LONG', name, what))
}
