import type { Role } from '#kernel/actor.ts'
import type { Language } from '#kernel/language.ts'
import { faultOfLimit } from '#kernel/limit.ts'
import { refusalFrom } from '#kernel/refusal.ts'
import type { FieldFault, Refusal } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { ChannelTerms, ClockRules, Component, Handling, Limit, ProcedureInput } from './procedure.ts'
import { parseOnward, printOnward } from './process-text.ts'
import { customaryAppeal } from './process.ts'
import type { Appeal, Onward, Process, Step } from './process.ts'
import { procedureRefusals } from './refusals.ts'

/** The parts of a version that a designer may decide; the rest stays as in the source. */
export type DraftContent = {
  readonly agencyCode: string | null
  readonly handling: Handling | null
  readonly legalLimit: Limit | null
  readonly committedLimit: Limit | null
  readonly channels: readonly ChannelTerms[]
  readonly components: readonly Component[]
  readonly process: Process
  /** The texts of the procedure. Absent in drafts of earlier releases: unchanged. */
  readonly about?: AboutProcedure | undefined
  /** Rules of time of its own; what is absent of them follows the locality. Absent altogether (earlier releases): unchanged. */
  readonly clock?: ClockRules | undefined
}

/** The words of a procedure: its name, what it gives, on what ground. @law 63/2010/NĐ-CP Điều 8 */
export type AboutProcedure = Pick<
  ProcedureInput,
  'name' | 'sector' | 'decisionNumber' | 'serviceLevel' | 'conditions' | 'resultNames' | 'legalBases' | 'procedureText'
>

/** The words of a version as a draft begins with them. */
export function aboutOf(version: AboutProcedure): AboutProcedure {
  const { name, sector, decisionNumber, serviceLevel, conditions, resultNames, legalBases, procedureText } = version
  return { name, sector, decisionNumber, serviceLevel, conditions, resultNames, legalBases, procedureText }
}

/** The texts of a draft that cannot be empty. */
export function aboutFaults(about: AboutProcedure | undefined): FieldFault[] {
  return about && tidy(about.name) === '' ? [{ field: '/body/content/about/name', message: 'Xin nhập tên thủ tục.' }] : []
}

/** Silence means something only where a law says so. @law 61/2018/NĐ-CP Điều 19 */
export function clockFaults(clock: ClockRules | undefined): FieldFault[] {
  const isSilent = (clock?.silence ?? 'none') !== 'none'
  return isSilent && tidy(clock?.silenceLaw ?? '') === ''
    ? [{ field: '/body/content/clock/silenceLaw', message: 'Xin ghi điều luật cho phép hiểu như vậy khi cơ quan im lặng' }]
    : []
}

/** The same rules with what says nothing left out. */
export function tidiedClock({ silence, silenceLaw, ...clock }: ClockRules): ClockRules {
  const said = Object.fromEntries(Object.entries(clock).filter(([, value]) => value !== undefined)) as ClockRules
  return (silence ?? 'none') === 'none' ? said : { ...said, silence, silenceLaw: tidy(silenceLaw ?? '') }
}

/** The same words tidied, and lines that say nothing left out. */
export function tidiedAbout(about: AboutProcedure): AboutProcedure {
  const lines = (texts: readonly string[]): string[] => texts.map((text) => tidy(text)).filter((text) => text !== '')
  return {
    ...about,
    name: tidy(about.name),
    sector: tidy(about.sector),
    decisionNumber: about.decisionNumber === null || tidy(about.decisionNumber) === '' ? null : tidy(about.decisionNumber),
    conditions: about.conditions.trim(),
    resultNames: lines(about.resultNames),
    procedureText: lines(about.procedureText),
    legalBases: about.legalBases
      .map((base) => ({ ...base, number: tidy(base.number), title: tidy(base.title) }))
      .filter((base) => base.number !== '' || base.title !== ''),
  }
}

/** A row of the step table: a step whose way onward is the text of its cell. */
export type StepRow = Omit<Step, 'onward' | 'refusal'> & {
  readonly next: string
  readonly refusalReasons: readonly string[]
  /** `null`: nowhere named yet. Absent reasons and appeal together mean the step never refuses. */
  readonly appeal: Appeal | null
}

export type ProcessTable = { readonly entry: string; readonly rows: readonly StepRow[] }

export function tableOfProcess(process: Process, language: Language = 'vi'): ProcessTable {
  return {
    entry: printOnward(process.entry, language),
    rows: process.steps.map(({ onward, refusal, ...step }) => ({
      ...step,
      next: printOnward(onward, language),
      refusalReasons: refusal?.reasons ?? [],
      appeal: refusal?.appeal ?? null,
    })),
  }
}

/** The table as a process; or which cells cannot be read, and why. */
export function processOfTable(table: ProcessTable): { readonly process: Process } | { readonly faults: readonly FieldFault[] } {
  const faults: FieldFault[] = []
  const read = (text: string, field: string): Onward => {
    const parsed = parseOnward(text)
    if ('onward' in parsed) return parsed.onward
    faults.push({ field, message: parsed.fault })
    return { kind: 'end' }
  }
  const process: Process = {
    entry: read(table.entry, '/body/process/entry'),
    steps: table.rows.map(({ next, refusalReasons, appeal, ...row }, index): Step => {
      const reasons = refusalReasons.map((reason) => reason.trim()).filter((reason) => reason !== '')
      return {
        ...row,
        name: tidy(row.name),
        unitName: row.unitName === null ? null : tidy(row.unitName),
        refusal: reasons.length === 0 && appeal === null && !mayRefuse(row.role) ? null : { reasons, appeal },
        onward: read(next, `/body/process/rows/${index}/next`),
      }
    }),
  }
  return faults.length > 0 ? { faults } : { process }
}

/** Limits of a draft that cannot be counted, each by its field. */
export function limitFaults(content: Pick<DraftContent, 'legalLimit' | 'committedLimit' | 'channels'>): readonly FieldFault[] {
  const limits: readonly (readonly [string, Limit | null])[] = [
    ['/body/content/legalLimit', content.legalLimit],
    ['/body/content/committedLimit', content.committedLimit],
    ...content.channels.map(({ limit }, index) => [`/body/content/channels/${index}/limit`, limit] as const),
  ]
  return limits.flatMap(([field, limit]) => {
    const message = limit && faultOfLimit(limit)
    return message ? [{ field, message }] : []
  })
}

/** Who may do a step of a process, who of them may refuse, and whose step usually follows theirs. */
export const stepRoles: readonly { readonly role: Role; readonly mayRefuse: boolean; readonly usuallyNext: Role }[] = (
  ['counter_officer', 'case_officer', 'unit_head', 'signatory', 'clerk', 'centre_manager', 'provincial_leader'] as const
).map((role) => ({ role, mayRefuse: mayRefuse(role), usuallyNext: role === 'signatory' ? 'clerk' : role }))

/** Only the one who signs refuses after appraisal. @law 61/2018/NĐ-CP Điều 19 khoản 8 */
function mayRefuse(role: Role): boolean {
  return role === 'signatory'
}

/** The customary chain, where a source wrote down no steps: appraise, check, sign, issue. Hours are for a person to fill in. */
export function customaryProcess(hours: number): Process {
  const share = Math.max(0.5, Math.floor((hours / 8) * 2) / 2)
  const rows: readonly (readonly [string, Role, number])[] = [
    ['Thẩm định hồ sơ', 'case_officer', share * 4],
    ['Kiểm tra, trình ký', 'unit_head', share],
    ['Ký duyệt', 'signatory', share],
    ['Vào sổ, phát hành kết quả', 'clerk', share / 2],
  ]
  return {
    entry: { kind: 'step', no: 1 },
    steps: rows.map(([name, role, stepHours], index): Step => ({
      no: index + 1,
      name,
      kind: 'work',
      role,
      agencyCode: null,
      unitName: null,
      hours: stepHours,
      returnNo: index === 0 ? null : index,
      refusal:
        role === 'signatory'
          ? { reasons: ['Hồ sơ không đủ điều kiện giải quyết theo quy định của thủ tục'], appeal: customaryAppeal }
          : null,
      onward: index === rows.length - 1 ? { kind: 'end' } : { kind: 'step', no: index + 2 },
    })),
  }
}

/** Why this person may not publish the draft, or null: who edited it does not publish it (four eyes). */
export function judgePublisher(editedBy: readonly string[], by: string | null): Refusal | null {
  return by === null || editedBy.includes(by) ? refusalFrom(procedureRefusals, 'EDITOR_CANNOT_PUBLISH') : null
}
