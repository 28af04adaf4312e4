import type { AgencyId, ProcedureId, ProcedureVersionId } from '#kernel/ids.ts'
import type { FormDefinition } from '#form/domain'
import type { ProcessStep } from './process-step.ts'
import type { Process } from './process.ts'

/** How a limit counts: clock or office hours, calendar or working days, calendar months. */
export const limitUnits = ['hours', 'working_hours', 'days', 'working_days', 'months'] as const
export type LimitUnit = (typeof limitUnits)[number]

/** Thời hạn giải quyết. `amount` is positive; whole except for hours of a process step. */
export type Limit = { readonly amount: number; readonly unit: LimitUnit }

/** Hình thức nộp: at the counter, by public post, online. */
export const channels = ['direct', 'post', 'online'] as const
export type Channel = (typeof channels)[number]

/** Settled at the counter in one sitting, passed to the agency, or returned on the day of receipt. */
export const handlings = ['on_the_spot', 'forwarded', 'same_day'] as const
export type Handling = (typeof handlings)[number]

/**
 * Dịch vụ công trực tuyến: toàn trình, một phần, or information only. `null` means not yet decided.
 * @law 224/2026/NĐ-CP Điều 14
 */
export const serviceLevels = ['full', 'partial', 'none'] as const
export type ServiceLevel = (typeof serviceLevels)[number]

/**
 * `draft`: being written, seen by designers only. `to_complete`: public text left something unknown, which a
 * person must fill in. `published`: received at the centre. `not_at_centre`: known in full, not received here yet.
 */
export const publishStates = ['draft', 'to_complete', 'published', 'not_at_centre'] as const
export type PublishState = (typeof publishStates)[number]

/** Phí (fee, for a service) or lệ phí (charge, fixed by the state). Integer đồng; `null` when the text gives no sum in đồng. */
export type Fee = { readonly kind: 'fee' | 'charge'; readonly amountDong: number | null; readonly text: string }

export type ChannelTerms = {
  readonly channel: Channel
  readonly limit: Limit | null
  /** The words of the source about the limit, and its conditions. */
  readonly limitNote: string
  readonly fees: readonly Fee[]
}

/** Thành phần hồ sơ. `null` counts are unknown, not zero. */
export type Component = {
  readonly no: number
  /** The case (trường hợp) these papers belong to; empty when there is only one. */
  readonly group: string
  readonly name: string
  readonly originals: number | null
  readonly copies: number | null
  readonly templateName: string | null
  readonly required: boolean
}

/** Căn cứ pháp lý. `issuedOn` is `YYYY-MM-DD`. */
export type LegalBasis = {
  readonly number: string
  readonly title: string
  readonly issuedOn: string | null
  readonly issuer: string | null
}

/**
 * Rules of time a procedure has of its own. What is absent follows the locality's settings. Silence means something
 * only where a law says so; `silenceLaw` names it.
 * @law 61/2018/NĐ-CP Điều 19 khoản 4 (restart) against the practice of pausing: a choice, never code
 */
export type ClockRules = {
  readonly onSupplement?: 'restart' | 'pause' | undefined
  readonly dueTime?: 'clock_hour' | 'end_of_office_hours' | 'end_of_day' | undefined
  readonly firstDay?: 'not_counted' | 'counted' | undefined
  /** Working days the applicant has to supplement. */
  readonly supplementDays?: number | undefined
  /** The effect when they pass: the agency is notified, or the dossier is stopped with its notice (Mẫu 05). */
  readonly supplementLapse?: 'notify' | 'stop' | undefined
  readonly silence?: 'none' | 'consent' | 'refusal' | undefined
  readonly silenceLaw?: string | undefined
}

/** Something the source left open: which field, and why a person must decide it. In Vietnamese. */
export type Gap = { readonly field: string; readonly reason: string }

/**
 * A whole procedure version as published, in the shape of `GET /procedures/{code}`. The agency has been
 * resolved by the caller. What is `null` is unknown; nothing is ever filled in by guessing.
 * @law 63/2010/NĐ-CP Điều 8
 */
export type ProcedureInput = {
  /** `1.001193`, or the local variant `1.001193.000.00.00.H47`. */
  readonly code: string
  readonly name: string
  readonly agencyId: AgencyId | null
  /** Lĩnh vực. */
  readonly sector: string
  readonly levels: readonly string[]
  readonly targets: readonly string[]
  readonly decisionNumber: string | null
  readonly type: string | null
  readonly handling: Handling | null
  readonly serviceLevel: ServiceLevel | null
  /** Limit of the law for filing at the counter. */
  readonly legalLimit: Limit | null
  /** The promise of the centre; `null` when it has promised nothing shorter. */
  readonly committedLimit: Limit | null
  readonly channels: readonly ChannelTerms[]
  readonly components: readonly Component[]
  readonly steps: readonly ProcessStep[]
  /** The whole process, where it says more than the steps one after the other. Absent: the steps are the process. */
  readonly process?: Process | undefined
  readonly conditions: string
  readonly resultNames: readonly string[]
  readonly legalBases: readonly LegalBasis[]
  /** Trình tự thực hiện, a paragraph each. */
  readonly procedureText: readonly string[]
  /** Cơ quan thực hiện as named by the source, for procedures no agency here has taken. */
  readonly implementingAgency: string | null
  readonly publishState: PublishState
  readonly toComplete: readonly Gap[]
  readonly clockRules?: ClockRules | undefined
  /** The questions of its own in the electronic form (biểu mẫu điện tử). Absent: online one asks in general what is applied for. */
  readonly form?: FormDefinition | undefined
}

/** Everything an intake needs, immutable: a version never changes once it is in force. */
export type ProcedureVersion = ProcedureInput & {
  readonly procedureId: ProcedureId
  readonly versionId: ProcedureVersionId
  readonly validFrom: string
  /** First day no longer in force; `null` while it is in force. */
  readonly validTo: string | null
}

// The rule of 2017 knows 1 to 3; the national portal of 2026 also issues 5 and 6.
const codePattern = /^[1-9]\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.[GH]\d{2})?$/u

/** Mã thủ tục of the national database, optionally with the suffix of the ministry or province. */
export function isProcedureCode(text: string): boolean {
  return codePattern.test(text)
}
