import { agencyRoles } from '#kernel/actor.ts'
import type { Role } from '#kernel/actor.ts'
import { findingFrom } from './process-findings.ts'
import type { Finding, FindingCode, FindingWords } from './process-findings.ts'
import type { Handling, Limit } from './procedure.ts'
import { comparisonsOf } from './process-condition.ts'
import type { Condition, FieldValue, FormData } from './process-condition.ts'
import type { ProcessField } from './process-fields.ts'
import { advance, begin, compile, giveBack } from './process.ts'
import type { Compiled, CompiledOnward, Marking, Onward, Process, Step } from './process.ts'

export type GateGivens = {
  readonly agencyCode: string | null
  readonly handling: Handling | null
  readonly legalLimit: Limit | null
  readonly committedLimit: Limit | null
  readonly fields: readonly ProcessField[]
  /** Codes of the agencies of the locality. */
  readonly agencyCodes: ReadonlySet<string>
  /** Whether anybody holds the role at the agency today. */
  readonly isStaffed: (role: Role, agencyCode: string) => boolean
  readonly channels: readonly {
    readonly channel: string
    readonly fees: readonly { readonly amountDong: number | null; readonly text: string }[]
  }[]
  readonly components: readonly { readonly name: string; readonly originals: number | null; readonly copies: number | null }[]
  /** First day the version would hold, when it would meet another version already planned for later. */
  readonly overlapOn: string | null
}

export type CriticalPath = { readonly hours: number; readonly stepNos: readonly number[]; readonly limitHours: number | null }

export type GateReport = {
  readonly findings: readonly Finding[]
  readonly criticalPath: CriticalPath | null
  /** Dossiers simulated; 0 when the shape is too broken to run. */
  readonly simulated: number
}

/** Working hours of one office day; a limit in days is worth so many. */
export const hoursOfOfficeDay = 8
const stepRoles: readonly Role[] = [
  'case_officer',
  'unit_head',
  'signatory',
  'clerk',
  'counter_officer',
  'centre_manager',
  'provincial_leader',
]

/** Roles of an agency, which alone do parts of a dossier. */
const partRoles: readonly Role[] = agencyRoles

/**
 * Checks a whole process: every finding at once, in the order a person would fix them. Pure and seeded: the same
 * process and givens give the same report on every machine.
 */
export function judgeProcess(process: Process, givens: GateGivens): GateReport {
  const findings: Finding[] = []
  const find: Find = (code, step = null, words = {}) => void findings.push(findingFrom(code, step, words))
  judgeTerms(givens, find)

  const byNo = new Map(process.steps.map((step) => [step.no, step]))
  for (const step of process.steps) judgeStep(step, givens, find)
  for (const { condition, step } of conditionsOf(process)) judgeCondition(condition, step, givens.fields, find)

  const shape = compile(process)
  if ('faults' in shape) {
    for (const fault of shape.faults) {
      const step = fault.stepNo === null ? null : (byNo.get(fault.stepNo) ?? { no: fault.stepNo, name: '' })
      find(fault.code, step, { detail: fault.detail })
    }
    return { findings, criticalPath: null, simulated: 0 }
  }
  const { compiled } = shape
  if (givens.handling === 'forwarded' || givens.handling === null) judgePaths(compiled, find)
  for (const step of compiled.steps) if (step.role === 'signatory' && step.block !== null) find('SIGNATURE_IN_BRANCH', step)

  const longest = longestPath(compiled)
  const promised = givens.committedLimit ?? givens.legalLimit
  const limitHours = promised === null ? null : leastWorkingHours(promised)
  const criticalPath = { ...longest, limitHours }
  if (limitHours !== null && longest.hours > limitHours) {
    const names = longest.stepNos.map((no) => byNo.get(no)?.name ?? String(no)).join(' → ')
    find('HOURS_EXCEED_LIMIT', null, { hours: longest.hours, limit: limitHours, detail: names })
  }
  const stuck = simulate(compiled, simulatedDossiers)
  if (stuck !== null) find('SIMULATION_STUCK', null, { detail: stuck.join(', ') || ['điểm hợp', 'the join'] })
  return { findings, criticalPath, simulated: simulatedDossiers }
}

type Find = (code: FindingCode, step?: Pick<Step, 'no' | 'name'> | null, words?: FindingWords) => void

function judgeTerms(givens: GateGivens, find: Find): void {
  const { legalLimit, committedLimit } = givens
  if (givens.agencyCode === null) find('AGENCY_MISSING')
  if (givens.handling === null) find('HANDLING_MISSING')
  if (!legalLimit && !committedLimit) find('LIMIT_MISSING')
  if (legalLimit && committedLimit && leastWorkingHours(committedLimit) > leastWorkingHours(legalLimit)) find('COMMITTED_BEYOND_LEGAL')
  if (givens.channels.length === 0) find('CHANNEL_MISSING')
  for (const { fees } of givens.channels)
    for (const fee of fees) if (fee.amountDong === null) find('FEE_UNKNOWN', null, { detail: fee.text })
  for (const paper of givens.components)
    if (paper.originals === null && paper.copies === null) find('PAPER_COUNT_UNKNOWN', null, { detail: paper.name })
  if (givens.overlapOn !== null) find('VERSIONS_OVERLAP', null, { detail: givens.overlapOn })
}

function judgeStep(step: Step, givens: GateGivens, find: Find): void {
  if (step.name.trim() === '') find('STEP_WITHOUT_NAME', step)
  if (!(Number.isFinite(step.hours) && step.hours >= 0)) find('STEP_HOURS_WRONG', step)
  if (!stepRoles.includes(step.role)) find('ROLE_NOT_FOR_STEPS', step)
  if (step.role === 'signatory' || step.refusal !== null) {
    if (!step.refusal?.reasons.some((reason) => reason.trim() !== '')) find('REFUSAL_WITHOUT_REASON', step)
    const appeal = step.refusal?.appeal
    if (!appeal || appeal.to.trim() === '' || !(appeal.withinDays > 0)) find('REFUSAL_WITHOUT_APPEAL', step)
  }
  const isLead = step.agencyCode === null || step.agencyCode === givens.agencyCode
  // The officer of a sub-dossier answers it; a signature inside that agency is not the signature of this dossier.
  if (!isLead && (step.role === 'signatory' || step.role === 'clerk')) find('SIGNED_BY_ANOTHER_AGENCY', step)
  if ((!isLead || step.kind === 'sub_dossier') && stepRoles.includes(step.role) && !partRoles.includes(step.role))
    find('ROLE_NOT_FOR_STEPS', step)
  if (step.kind === 'sub_dossier') {
    if (isLead) find('SUB_DOSSIER_TO_LEAD', step)
    if (!(step.hours > 0)) find('SUB_DOSSIER_WITHOUT_DEADLINE', step)
  }
  const agencyCode = step.agencyCode ?? givens.agencyCode
  if (step.agencyCode !== null && !givens.agencyCodes.has(step.agencyCode)) find('AGENCY_UNKNOWN', step, { detail: step.agencyCode })
  else if (agencyCode !== null && stepRoles.includes(step.role) && !givens.isStaffed(step.role, agencyCode)) find('STEP_UNSTAFFED', step)
}

/** Every condition of a process, with the step it is asked after. */
export function conditionsOf(process: Process): { condition: Condition; step: Step | null }[] {
  const found: { condition: Condition; step: Step | null }[] = []
  const walk = (onward: Onward, step: Step | null): void => {
    if (onward.kind === 'choose') {
      for (const branch of onward.branches) {
        found.push({ condition: branch.when, step })
        walk(branch.onward, step)
      }
      walk(onward.otherwise, step)
    }
    if (onward.kind === 'split') {
      for (const branch of onward.branches) {
        if (branch.when) found.push({ condition: branch.when, step })
        walk(branch.onward, step)
      }
      walk(onward.afterwards, step)
    }
  }
  walk(process.entry, null)
  for (const step of process.steps) walk(step.onward, step)
  return found
}

function judgeCondition(condition: Condition, step: Step | null, fields: readonly ProcessField[], find: Find): void {
  for (const { field, values } of comparisonsOf(condition)) {
    const known = fields.find(({ name }) => name === field)
    if (!known) find('CONDITION_FIELD_UNKNOWN', step, { detail: field })
    else if (values.some((value) => !mayBe(known, value))) find('CONDITION_VALUE_WRONG', step, { detail: field })
  }
}

function mayBe(field: ProcessField, value: FieldValue): boolean {
  if (field.type === 'number') return typeof value === 'number'
  if (field.type === 'boolean') return typeof value === 'boolean'
  return typeof value === 'string' && (field.values?.includes(value) ?? true)
}

/**
 * Every way to the end passes a signature, and after it someone who issues. Ways are not counted one by one, of which
 * there may be as many as two to the number of choices: what is carried along is how far the best-off and worst-off got.
 */
function judgePaths(compiled: Compiled, find: Find): void {
  // 0: nobody has signed; 1: signed; 2: signed and issued. A way is kept for each of the three.
  type Way = readonly number[]
  const states = (ways: readonly (Way | null)[], to: CompiledOnward): readonly (Way | null)[] => walk(to, ways)
  const ends: (Way | null)[] = [null, null, null]
  const walk = (onward: CompiledOnward, ways: readonly (Way | null)[]): readonly (Way | null)[] => {
    switch (onward.kind) {
      case 'end':
        ways.forEach((way, state) => {
          if (way && !ends[state]) ends[state] = way
        })
        return [null, null, null]
      case 'join':
        return ways
      case 'step': {
        const step = compiled.steps.find((each) => each.no === onward.no)
        if (!step) return ways
        const after: (Way | null)[] = [null, null, null]
        ways.forEach((way, state) => {
          if (!way) return
          const next = step.role === 'signatory' ? Math.max(state, 1) : step.role === 'clerk' && state === 1 ? 2 : state
          after[next] ??= [...way, step.no]
        })
        const seen = visited.get(onward.no)
        const fresh = after.map((way, state) => (seen?.[state] ? null : way))
        if (fresh.every((way) => way === null)) return seen ? (arrived.get(onward.no) ?? [null, null, null]) : [null, null, null]
        visited.set(
          onward.no,
          after.map((way, state) => way ?? seen?.[state] ?? null),
        )
        const out = walk(step.onward, fresh)
        const merged = merge(arrived.get(onward.no) ?? [null, null, null], out)
        arrived.set(onward.no, merged)
        return merged
      }
      case 'choose':
        return [...onward.branches.map((branch) => branch.onward), onward.otherwise].map((each) => states(ways, each)).reduce(merge)
      case 'split': {
        const split = compiled.splits.find((each) => each.id === onward.id)
        for (const branch of onward.branches) walk(branch.onward, ways)
        // Signing is not done in a branch (SIGNATURE_IN_BRANCH), so nothing is carried out of one.
        return split ? walk(split.afterwards, ways) : ways
      }
    }
  }
  const visited = new Map<number, readonly (Way | null)[]>()
  const arrived = new Map<number, readonly (Way | null)[]>()
  walk(compiled.entry, [[], null, null])
  const names = (way: Way): FindingWords[string] =>
    way.map((no) => compiled.steps.find((step) => step.no === no)?.name ?? String(no)).join(' → ') || ['không có bước nào', 'no step']
  if (ends[0]) find('PATH_WITHOUT_SIGNATURE', null, { detail: names(ends[0]) })
  if (ends[1]) find('PATH_WITHOUT_ISSUING', null, { detail: names(ends[1]) })
}

function merge<T>(a: readonly (T | null)[], b: readonly (T | null)[]): readonly (T | null)[] {
  return a.map((each, index) => each ?? b[index] ?? null)
}

/**
 * The way that takes the most working hours, in the worst case: the longest choice; of branches, the slowest for
 * `all`, the quickest for `any`, the n-th quickest for a quorum.
 */
export function longestPath(compiled: Compiled): { readonly hours: number; readonly stepNos: readonly number[] } {
  type Path = { readonly hours: number; readonly stepNos: readonly number[] }
  const empty: Path = { hours: 0, stepNos: [] }
  const known = new Map<number, Path>()
  const longer = (a: Path, b: Path): Path => (b.hours > a.hours ? b : a)
  const from = (onward: CompiledOnward): Path => {
    switch (onward.kind) {
      case 'end':
      case 'join':
        return empty
      case 'choose':
        return onward.branches.map((branch) => from(branch.onward)).reduce(longer, from(onward.otherwise))
      case 'step': {
        const kept = known.get(onward.no)
        if (kept) return kept
        const step = compiled.steps.find((each) => each.no === onward.no)
        if (!step) return empty
        const rest = from(step.onward)
        const path = { hours: step.hours + rest.hours, stepNos: [step.no, ...rest.stepNos] }
        known.set(onward.no, path)
        return path
      }
      case 'split': {
        const split = compiled.splits.find((each) => each.id === onward.id)
        if (!split) return empty
        const branches = onward.branches.map((branch) => from(branch.onward)).sort((a, b) => a.hours - b.hours)
        const waitedFor = split.join.kind === 'all' ? branches.length : split.join.kind === 'any' ? 1 : split.join.count
        const branch =
          // Branches under a condition may be missing, and then the quick ones with them.
          (onward.branches.some(({ when }) => when !== null) ? branches.at(-1) : branches[waitedFor - 1]) ?? empty
        const rest = from(split.afterwards)
        return { hours: branch.hours + rest.hours, stepNos: [...branch.stepNos, ...rest.stepNos] }
      }
    }
  }
  return from(compiled.entry)
}

/**
 * The fewest working hours a limit may contain, wherever it begins. Calendar days are counted with the weekends they
 * may hold; public holidays are not known here, and move the date when they come.
 */
export function leastWorkingHours(limit: Limit): number {
  const days = (count: number): number => Math.max(0, Math.floor(count / 7) * 5 + Math.max(0, (count % 7) - 2)) * hoursOfOfficeDay
  switch (limit.unit) {
    case 'working_hours':
    case 'hours':
      return limit.amount
    case 'working_days':
      return limit.amount * hoursOfOfficeDay
    case 'days':
      return days(limit.amount)
    case 'months':
      return days(limit.amount * 28)
  }
}

export const simulatedDossiers = 1000
const returnsAllowed = 3

/**
 * Lives `count` random dossiers through the process, by the very functions running dossiers use: any open step may
 * finish next, some are given back. Returns the steps where one got stuck, or `null` when all ended.
 */
export function simulate(compiled: Compiled, count: number, seed = 2026): readonly number[] | null {
  const random = mulberry(seed)
  const asked = comparisonsIn(compiled)
  // Each step once per way to it and per return, and then some: an ending process never needs as many.
  const mostMoves = (compiled.steps.length + 2) * (returnsAllowed + 2)
  for (let dossier = 0; dossier < count; dossier += 1) {
    const data = randomData(asked, random)
    let marking: Marking = begin(compiled, data).marking
    let returns = 0
    for (let move = 0; !marking.isEnded; move += 1) {
      const no = marking.open[Math.floor(random() * marking.open.length)]
      if (no === undefined || move > mostMoves) return marking.open
      const step = compiled.steps.find((each) => each.no === no)
      if (returns < returnsAllowed && step?.returnNo != null && random() < 0.1) {
        returns += 1
        marking = giveBack(compiled, marking, no).marking
      } else marking = advance(compiled, marking, no, data).marking
    }
  }
  return null
}

type Asked = ReadonlyMap<string, readonly FieldValue[]>

function comparisonsIn(compiled: Compiled): Asked {
  const asked = new Map<string, FieldValue[]>()
  const walk = (onward: CompiledOnward): void => {
    if (onward.kind !== 'choose' && onward.kind !== 'split') return
    for (const { when, onward: next } of onward.branches) {
      if (when) {
        for (const { field, values } of comparisonsOf(when)) {
          const near = values.flatMap((value): FieldValue[] =>
            typeof value === 'number' ? [value - 1, value, value + 1] : typeof value === 'boolean' ? [true, false] : [value, '…'],
          )
          asked.set(field, [...(asked.get(field) ?? []), ...near])
        }
      }
      walk(next)
    }
    if (onward.kind === 'choose') walk(onward.otherwise)
  }
  walk(compiled.entry)
  for (const step of compiled.steps) walk(step.onward)
  for (const split of compiled.splits) walk(split.afterwards)
  return asked
}

function randomData(asked: Asked, random: () => number): FormData {
  return Object.fromEntries(
    [...asked].map(([field, values]) => [field, random() < 0.15 ? null : (values[Math.floor(random() * values.length)] ?? null)]),
  )
}

/** A small seeded generator: the gate says the same thing every time it is asked. */
function mulberry(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
