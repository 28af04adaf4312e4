import type { FieldFault } from '#kernel/refusal.ts'
import type { ActInput, DossierFacts } from './act-facts.ts'
import type { ActRow, DossierAct, Need } from './act-rows.ts'
import { stopGrounds } from './clock-causes.ts'
import type { Cause } from './clock-causes.ts'
import { actRowFor, actRules } from './dossier-acts.ts'
import type { OpenPart } from './run.ts'

/** The data an act needs in the current state: a row's needs, without those that do not apply now. */
export function needsOf(row: ActRow, facts: Pick<DossierFacts, 'awaited'>, on: Pick<OpenPart, 'kind'> | null = null): Need[] {
  const isAwaiting = (facts.awaited ?? []).length > 0
  return row.needs.flatMap((need): Need[] => {
    if (need === 'reasonWhileAwaited') return isAwaiting ? ['reason'] : []
    if (need === 'resultOfSubDossier') return on?.kind === 'sub_dossier' ? ['result'] : []
    return [need]
  })
}

/**
 * The legal basis of an act in the current state, and the data it needs: from the row a decision reads. An act that no row
 * allows from here shows the law of its first row.
 * @param offers which of the needs are offered to the caller
 */
export function askedFor(
  act: DossierAct,
  facts: Pick<DossierFacts, 'state' | 'holderKind' | 'awaited'>,
  on: Pick<OpenPart, 'kind'> | null = null,
  offers: (need: Need) => boolean = () => true,
): { readonly law: string | null; readonly needs: Need[] } {
  const row = actRowFor(act, facts) ?? actRules[act].rows[0]
  return row ? { law: row.law, needs: needsOf(row, facts, on).filter(offers) } : { law: null, needs: [] }
}

/** Working days by which a day for the result may be moved, for any role; a ceiling of this system, not of the law. */
const mostDaysAdded = 30
const mostSupplementDays = 60

type Missing = (input: ActInput, causes: readonly Cause[]) => FieldFault[]

const fault = (field: string, message: string): FieldFault[] => [{ field: `/body/${field}`, message }]

/** Of each need what is missing or wrong in what was given. */
export const needs: Readonly<Record<Need, Missing>> = {
  papers: (input) => (input.papers === undefined ? fault('papers', 'Xin ghi giấy tờ đã nhận') : []),
  defects: (input) => ((input.defects?.length ?? 0) === 0 ? fault('defects', 'Xin nêu hết những điểm cần bổ sung, trong một lần') : []),
  reason: (input) => ((input.reason ?? '').trim() === '' ? fault('reason', 'Xin nêu lý do') : []),
  reasonWhileAwaited: (input) => ((input.reason ?? '').trim() === '' ? fault('reason', 'Xin nêu lý do') : []),
  cause: (input, causes) => (input.cause === undefined || !causes.includes(input.cause) ? fault('cause', 'Xin chọn căn cứ') : []),
  until: () => [],
  reasonForRequest: () => [],
  answered: () => [],
  charges: () => [],
  assignee: () => [],
  note: () => [],
  days: (input) =>
    isWholeBetween(input.days, 1, mostDaysAdded) ? [] : fault('days', `Xin ghi số ngày làm việc, từ 1 đến ${mostDaysAdded}`),
  supplementDays: (input) =>
    input.supplementDays === undefined || isWholeBetween(input.supplementDays, 1, mostSupplementDays)
      ? []
      : fault('supplementDays', `Từ 1 đến ${mostSupplementDays} ngày làm việc`),
  contact: (input) => (input.contact === undefined ? fault('contact/phone', 'Xin ghi thông tin liên hệ đúng') : []),
  identity: (input) => (input.identity === undefined ? fault('identity/fullName', 'Xin ghi thông tin nhân thân đúng') : []),
  payDays: (input) =>
    input.payDays === undefined || isWholeBetween(input.payDays, 1, mostSupplementDays)
      ? []
      : fault('payDays', `Từ 1 đến ${mostSupplementDays} ngày làm việc`),
  ground: (input) =>
    input.ground === undefined || !(input.ground in stopGrounds) ? fault('ground', 'Xin chọn căn cứ dừng giải quyết') : [],
  result: (input) => ((input.result?.number ?? '').trim() === '' ? fault('result/number', 'Xin ghi số và tên kết quả') : []),
  resultOfSubDossier: (input) => ((input.result?.number ?? '').trim() === '' ? fault('result/number', 'Xin ghi số và tên kết quả') : []),
  agency: (input) => (input.agencyId === undefined ? fault('agencyId', 'Xin chọn cơ quan được lấy ý kiến') : []),
  question: (input) => ((input.question ?? '').trim() === '' ? fault('question', 'Xin ghi nội dung cần lấy ý kiến') : []),
  answer: (input) => ((input.answer ?? '').trim() === '' ? fault('answer', 'Xin ghi ý kiến trả lời') : []),
  siteCheck: (input) =>
    input.siteCheck === undefined ? fault('siteCheck/place', 'Xin ghi thời gian, địa điểm, thành phần và nội dung xác minh') : [],
  receivedBy: (input) => ((input.receivedBy ?? '').trim() === '' ? fault('receivedBy', 'Xin ghi người nhận kết quả') : []),
}

function isWholeBetween(value: number | undefined, least: number, most: number): boolean {
  return value !== undefined && Number.isInteger(value) && value >= least && value <= most
}
