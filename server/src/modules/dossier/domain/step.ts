import { agencyRoles } from '#kernel/actor.ts'
import type { Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId } from '#kernel/ids.ts'

/** How a dossier is settled (cách giải quyết): at the centre at once, at the agency, or at the centre within the day. */
export type Handling = 'on_the_spot' | 'forwarded' | 'same_day'

/** What makes a step a part (phần việc): another agency's, a sub-dossier (hồ sơ con), or in a branch. */
export type PartRule = { readonly agencyId: AgencyId; readonly kind: 'work' | 'sub_dossier'; readonly hours: number }

/** One step of the agency's process, pinned with the procedure version the dossier was filed under. */
export type Step = {
  readonly no: number
  readonly name: string
  readonly role: Role
  readonly returnNo: number | null
  /** Absent: a step of the lead that the whole dossier is at. */
  readonly part?: PartRule
}

/** An officer's claim on the step the dossier is at. An expired one no longer excludes others, but still shows whose work it was. */
export type Claim = {
  readonly accountId: AccountId
  readonly name: string
  readonly until: Temporal.Instant
  readonly peersFrom: Temporal.Instant
  /** Absent today, or no longer with duty: others need not wait for them. */
  readonly isAway: boolean
}

/** The agency's chain where the procedure's own steps are not written out yet: universal practice. */
export const customarySteps: readonly Step[] = [
  { no: 1, name: 'Thẩm định hồ sơ', role: 'case_officer', returnNo: null },
  { no: 2, name: 'Kiểm tra, trình ký', role: 'unit_head', returnNo: 1 },
  { no: 3, name: 'Ký duyệt', role: 'signatory', returnNo: 2 },
  { no: 4, name: 'Vào sổ, phát hành kết quả', role: 'clerk', returnNo: 3 },
]

/** The steps of a dossier settled at the centre where its process does not write them out; receipt is an act of its own. */
const customaryHere: Readonly<Record<'on_the_spot' | 'same_day', readonly Step[]>> = {
  on_the_spot: [
    { no: 1, name: 'Giải quyết, ký theo ủy quyền tại quầy', role: 'counter_officer', returnNo: null },
    { no: 2, name: 'Ghi sổ, trả kết quả', role: 'counter_officer', returnNo: null },
  ],
  same_day: [
    { no: 1, name: 'Giải quyết tại quầy', role: 'counter_officer', returnNo: null },
    { no: 2, name: 'Ký kết quả tại Trung tâm', role: 'signatory', returnNo: 1 },
    { no: 3, name: 'Ghi sổ, trả kết quả', role: 'counter_officer', returnNo: null },
  ],
}

type WrittenStep = { no: number; name: string; role: Role; returnNo?: number | null }

/**
 * The steps a dossier walks. Forwarded, those of the agency ({@link agencySteps}). Settled at the centre, the steps of the process
 * after the receipt: work at the counter, the signature where the process names a signatory, the issue.
 */
export function walkedSteps(handling: Handling | null, steps: readonly WrittenStep[]): readonly Step[] {
  if (handling !== 'on_the_spot' && handling !== 'same_day') return agencySteps(steps)
  const here = steps
    .slice(1)
    .filter((step) => step.role === 'counter_officer' || (agencyRoles as readonly Role[]).includes(step.role))
    .map((step): Step => ({ no: step.no, name: step.name, role: step.role, returnNo: step.returnNo ?? null }))
  // The receipt is the counter's, and what follows it begins there and ends there.
  const isWhole = steps[0]?.role === 'counter_officer' && here.length >= 2 && here[0]?.role === 'counter_officer'
  return isWhole && here.at(-1)?.role === 'counter_officer' ? here : customaryHere[handling]
}

/**
 * The steps the agency goes through. Steps of the counter are receipt and return, which are acts of their own.
 * A process must have someone who signs and, after that, someone who issues; what a procedure leaves out is
 * taken from custom, so that every dossier can end.
 */
export function agencySteps(steps: readonly WrittenStep[]): readonly Step[] {
  const inAgency = steps
    .filter((step) => (agencyRoles as readonly Role[]).includes(step.role))
    .map((step): Step => ({ no: step.no, name: step.name, role: step.role, returnNo: step.returnNo ?? null }))
  const signing = inAgency.findIndex((step) => step.role === 'signatory')
  if (signing === -1) return customarySteps
  if (inAgency.slice(signing + 1).some((step) => step.role === 'clerk')) return inAgency
  const last = inAgency.at(-1)
  return [...inAgency, { no: (last?.no ?? 0) + 1, name: 'Vào sổ, phát hành kết quả', role: 'clerk', returnNo: null }]
}
