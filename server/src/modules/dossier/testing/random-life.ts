import fc from 'fast-check'
import { roles } from '#kernel/actor.ts'
import type { Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId } from '#kernel/ids.ts'
import { roleNames } from '#identity'
import { compile } from '#procedure'
import type { Onward, Process, ProcessNode } from '#procedure'
import { runProcess, runRules } from '../queries/process-run.ts'
import type { RunProcess } from '../queries/process-run.ts'
import { decideAct } from '../domain/decide-act.ts'
import { isRefusal } from '../domain/act-facts.ts'
import { walkedSteps } from '../domain/step.ts'
import type { ActInput, DossierFacts, Duty, RequiredPaper } from '../domain/act-facts.ts'
import { actRules } from '../domain/dossier-acts.ts'
import { dossierActs } from '../domain/act-rows.ts'
import { endedStates } from '../domain/dossier-states.ts'
import { stopCauses, stopGrounds } from '../domain/clock-causes.ts'
import type { DossierAct } from '../domain/act-rows.ts'
import type { DossierState } from '../domain/dossier-states.ts'
import type { StopCause, StopGround } from '../domain/clock-causes.ts'

/**
 * Draws lives of dossiers at random from the transition table itself: every act and every role in it is
 * tried, so a new row of the table is covered without a change here. Only the input of an act must be
 * made up by hand, below.
 */

/** Each correction says something new, or it is refused; the same act tried again says the same. */
function correctionAt(facts: DossierFacts, draw: number): string {
  return `${draw}-${facts.hands?.now.epochMilliseconds ?? 0}`
}

/** Makes up what each need asks for. A need without a row here fails `random-lives.test.ts`. */
export const givenFor: Readonly<Record<string, (facts: DossierFacts, draw: number, agencies: readonly AgencyId[]) => ActInput>> = {
  agency: (_facts, draw, agencies) => ({ agencyId: agencies[draw % agencies.length] }),
  question: () => ({ question: 'Đề nghị cho ý kiến về nội dung chuyên ngành' }),
  answer: () => ({ answer: 'Thống nhất với nội dung hồ sơ' }),
  siteCheck: () => ({
    siteCheck: { at: '2025-12-01T02:00:00Z', place: 'Thửa đất số 5', participants: 'Đại diện phòng', content: 'Đúng ranh giới' },
  }),
  reasonWhileAwaited: (facts) => ((facts.awaited ?? []).length > 0 ? { reason: 'Ý kiến đã có trong hồ sơ quy hoạch' } : {}),
  papers: (facts) => ({
    papers: facts.required.map((paper) => ({
      componentNo: paper.no,
      originals: Math.max(1, paper.originals),
      copies: paper.copies,
      certified: 0,
    })),
  }),
  defects: (facts, draw) => ({
    defects: [{ componentNo: facts.required[draw % (facts.required.length + 1)]?.no ?? null, text: 'Thiếu chữ ký' }],
  }),
  reason: () => ({ reason: 'Theo đề nghị' }),
  cause: (_facts, draw) => {
    const causes = (Object.keys(stopCauses) as StopCause[]).filter((cause) => cause !== 'supplement')
    return { cause: causes[draw % causes.length] }
  },
  result: (_facts, draw) => ({ result: { number: `${draw}/QĐ`, name: 'Quyết định' } }),
  resultOfSubDossier: (facts, draw): ActInput =>
    (facts.run?.parts ?? []).some((part) => part.kind === 'sub_dossier') ? { result: { number: `${draw}/YK`, name: 'Ý kiến' } } : {},
  // Officers exist in the database only; here any officer may claim the next step.
  assignee: () => ({}),
  note: (_facts, draw) => (draw % 2 === 0 ? { reason: 'Xin xem kỹ giấy tờ số 2' } : {}),
  receivedBy: () => ({ receivedBy: 'Người nộp' }),
  until: (facts, draw) => (draw % 3 === 0 && facts.time.today !== '' ? { until: facts.time.today } : {}),
  days: (_facts, draw) => ({ days: 1 + (draw % 20) }),
  supplementDays: (_facts, draw) => (draw % 2 === 0 ? { supplementDays: 1 + (draw % 30) } : {}),
  reasonForRequest: (_facts, draw) => (draw % 2 === 0 ? { reason: 'Giấy tờ không khớp nhau' } : {}),
  // Money lives in the database; here a duty is always met elsewhere.
  charges: () => ({}),
  // There is always a first point: a request names at least one.
  answered: () => ({ answered: [1] }),
  contact: (facts, draw) => ({ contact: { address: `Số nhà ${correctionAt(facts, draw)}, phường Tam Kỳ` } }),
  identity: (facts, draw) => ({ identity: { fullName: `Nguyễn Văn Sửa ${correctionAt(facts, draw)}` } }),
  payDays: (_facts, draw) => (draw % 2 === 0 ? { payDays: 1 + (draw % 30) } : {}),
  ground: (_facts, draw) => {
    const grounds = Object.keys(stopGrounds) as StopGround[]
    return { ground: grounds[draw % grounds.length] }
  },
}

/** Agencies that may be asked for an opinion where no database says which there are; the first is the dossier's own. */
const madeUpAgencies = ['agency', 'asked-1', 'asked-2'] as readonly string[] as readonly AgencyId[]

/** Everything any row of the act from this state needs, made up. */
export function inputFor(act: DossierAct, facts: DossierFacts, draw: number, agencies: readonly AgencyId[] = madeUpAgencies): ActInput {
  const needs = actRules[act].rows.filter((row) => row.from.includes(facts.state)).flatMap((row) => row.needs)
  const causes = actRules[act].causes ?? []
  const given = {
    ...stepFor(act, facts, draw),
    ...Object.assign({}, ...needs.map((need) => givenFor[need]?.(facts, draw, agencies) ?? {})),
  } as ActInput
  if (!needs.includes('cause')) return given
  const cause = causes[draw % causes.length]
  return { ...given, cause, ...(cause === 'financial_duty' ? { paidElsewhere: { office: 'Cơ quan thuế', notice: 'Thông báo số 1' } } : {}) }
}

/** One of the open parts, for an act on a step; sometimes none is named, as where only one could be meant. */
function stepFor(act: DossierAct, facts: DossierFacts, draw: number): ActInput {
  const parts = facts.run?.parts ?? []
  return actRules[act].onStep && parts.length > 0 && draw % 5 !== 4 ? { stepNo: parts[draw % parts.length]?.stepNo } : {}
}

/** One person who wears one hat everywhere. */
export function dutyWith(role: Role): Duty {
  // The system acts in the name of no account.
  return {
    accountId: role === 'operator' ? null : (role as string as AccountId),
    roleOf: (wanted) => (wanted.includes(role) ? role : null),
    roleNames,
  }
}

export type Doing = { readonly act: DossierAct; readonly role: Role }

/** What somebody may do now: by the table's rows from this state, each put to `decideAct` without what must be given. */
export function allowedNow(facts: DossierFacts): Doing[] {
  const candidates = dossierActs.flatMap((act) => {
    const by = new Set(actRules[act].rows.filter((row) => row.from.includes(facts.state)).flatMap((row) => row.by))
    return [...by].map((role): Doing => ({ act, role }))
  })
  return candidates.filter(({ act, role }) => !isRefusal(decideAct(facts, act, dutyWith(role))))
}

export const everyDoing: readonly Doing[] = dossierActs.flatMap((act) => roles.map((role): Doing => ({ act, role })))

/** One thing tried: with the right to it (`able`), any act by any role (`any`), or with the right but without input (`careless`). */
export type Move = { readonly mood: 'able' | 'any' | 'careless'; readonly draw: number; readonly minutes: number }

/** Turns a move into an act by a person, in the situation it meets. */
export function doingOf(
  move: Move,
  facts: DossierFacts,
  agencies: readonly AgencyId[] = madeUpAgencies,
): Doing & { readonly input: ActInput } {
  const any = everyDoing[move.draw % everyDoing.length] ?? { act: 'accept', role: 'counter_officer' }
  const able = move.mood === 'any' ? [] : likely(allowedNow(facts), facts, move.draw)
  const doing = able[move.draw % Math.max(1, able.length)] ?? any
  return { ...doing, input: move.mood === 'careless' ? {} : inputFor(doing.act, facts, move.draw, agencies) }
}

/** Lives that end at the first chance teach little: three times in four an early end is left alone. */
function likely(doings: Doing[], facts: DossierFacts, draw: number): Doing[] {
  const goesOn = doings.filter(({ act }) => {
    const to = actRules[act].rows.filter((row) => row.from.includes(facts.state)).map((row) => row.to)
    return !to.some((state) => state !== 'returned' && (endedStates as readonly (DossierState | string)[]).includes(state))
  })
  return draw % 4 === 0 || goesOn.length === 0 ? doings : goesOn
}

const minutes = fc.oneof(
  { arbitrary: fc.constant(0), weight: 2 },
  { arbitrary: fc.integer({ min: 1, max: 300 }), weight: 4 },
  { arbitrary: fc.integer({ min: 300, max: 20_000 }), weight: 3 },
)
export const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({
    mood: fc.oneof(
      { arbitrary: fc.constant('able' as const), weight: 7 },
      { arbitrary: fc.constant('any' as const), weight: 3 },
      { arbitrary: fc.constant('careless' as const), weight: 1 },
    ),
    draw: fc.nat(100_000),
    minutes,
  }),
  { minLength: 1, maxLength: 40, size: 'max' },
)

const papers: fc.Arbitrary<RequiredPaper[]> = fc
  .array(fc.record({ required: fc.boolean(), originals: fc.nat(2), copies: fc.nat(2) }), { maxLength: 4 })
  .map((list) => list.map((paper, i) => ({ ...paper, no: i + 1, name: `Giấy tờ ${i + 1}` })))

/** Processes as procedures write them: any order of roles, returning anywhere before, or nothing at all. */
const steps = fc
  .array(
    fc.record({
      role: fc.constantFrom<Role>('counter_officer', 'case_officer', 'unit_head', 'signatory', 'clerk'),
      back: fc.option(fc.nat(5)),
    }),
    { maxLength: 7 },
  )
  .map((list) =>
    list.map((step, i) => ({
      no: i + 1,
      name: `Bước ${i + 1}`,
      role: step.role,
      returnNo: step.back === null || step.back >= i ? null : step.back + 1,
    })),
  )

type Shape =
  | { kind: 'step'; role: Role; agency: number; sub: boolean; hours: number; back: boolean }
  | { kind: 'split'; join: 'all' | 'any' | 'quorum'; when: boolean; branches: Shape[][] }
  | { kind: 'choose'; ways: Shape[][] }

const shapes: fc.Arbitrary<Shape[]> = fc.letrec<{ shapes: Shape[]; shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 2 },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('step' as const),
        role: fc.constantFrom<Role>('case_officer', 'unit_head', 'clerk', 'counter_officer'),
        agency: fc.nat(2),
        sub: fc.boolean(),
        hours: fc.nat(12),
        back: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('split' as const),
        join: fc.constantFrom('all' as const, 'any' as const, 'quorum' as const),
        when: fc.boolean(),
        branches: fc.array(tie('shapes'), { minLength: 2, maxLength: 3 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('choose' as const), ways: fc.array(tie('shapes'), { minLength: 1, maxLength: 2 }) }),
    },
  ),
  shapes: fc.array(tie('shape'), { minLength: 1, maxLength: 3 }),
})).shapes

/** Codes under which the processes drawn here name agencies; the first is the lead. */
const codes = [null, 'B', 'C'] as const

/** Processes of several agencies, as a gate would let them pass: signed and issued by the lead once the branches have come together. */
export const manyAgencyProcesses: fc.Arbitrary<Process> = shapes.map((drawn) => {
  const steps: ProcessNode[] = []
  let last = 0
  const add = (onward: Onward, more: Partial<ProcessNode>): Onward => {
    last += 1
    steps.push({
      no: last,
      name: `Bước ${last}`,
      kind: 'work',
      role: 'case_officer',
      agencyCode: null,
      unitName: null,
      hours: 8,
      returnNo: null,
      refusal: null,
      onward,
      ...more,
    })
    return { kind: 'step', no: last }
  }
  const issue = add({ kind: 'end' }, { role: 'clerk' })
  const sign = add(issue, { role: 'signatory' })
  const lead = (all: readonly Shape[], after: Onward): Onward =>
    all.reduceRight<Onward>((rest, shape) => {
      switch (shape.kind) {
        case 'step': {
          const code = codes[shape.agency] ?? null
          const isWorked = shape.role !== 'counter_officer'
          return add(rest, {
            role: code !== null && (shape.role === 'clerk' || !isWorked) ? 'case_officer' : shape.role,
            agencyCode: code,
            kind: shape.sub && code !== null ? 'sub_dossier' : 'work',
            hours: shape.sub && code !== null ? shape.hours + 1 : shape.hours,
            // Back to the step before it in a row, which is added next and so has the next number.
            returnNo: shape.back ? last + 2 : null,
          })
        }
        case 'choose':
          return {
            kind: 'choose',
            branches: shape.ways.map((way) => ({ when: { op: '=', field: 'supplementCount', value: 1 }, onward: lead(way, rest) })),
            otherwise: add(rest, {}),
          }
        case 'split':
          return {
            kind: 'split',
            join: shape.join === 'quorum' ? { kind: 'quorum', count: shape.branches.length - 1 } : { kind: shape.join },
            branches: shape.branches.map((branch, i) => ({
              when: shape.when && i > 0 ? { op: '=', field: 'supplementCount', value: 0 } : null,
              onward: lead(branch, { kind: 'join' }),
            })),
            afterwards: rest,
          }
      }
    }, after)
  const entry = lead(drawn, sign)
  // A return that leads nowhere, into another branch or forward is no return.
  const process = { entry, steps: steps.toSorted((a, b) => a.no - b.no) }
  const shape = compile(process)
  if ('compiled' in shape) return process
  const wrong = new Set(shape.faults.map((fault) => fault.stepNo))
  return { entry, steps: process.steps.map((step) => (wrong.has(step.no) ? { ...step, returnNo: null } : step)) }
})

/** A process ready to be run by a dossier of the made-up agencies. */
export function runOf(process: Process): RunProcess {
  const shape = compile(process)
  if (!('compiled' in shape)) throw new Error(`a process drawn at random does not compile: ${JSON.stringify(shape.faults)}`)
  return runProcess(shape.compiled, 'agency' as AgencyId, (code) => `asked-${code === 'B' ? 1 : 2}` as AgencyId)
}

/** Facts of a dossier that has not begun to run through a process. */
export function notBegun(process: RunProcess): Pick<DossierFacts, 'steps' | 'run'> {
  return {
    steps: process.steps,
    run: { rules: runRules(process, { applicantKind: 'person' }), joins: [], parts: [], heldStep: null, dueOfNew: () => null },
  }
}

type Birth = Pick<DossierFacts, 'handling' | 'steps' | 'run' | 'agencyId' | 'centreId' | 'required' | 'hands'>

const bornWith = {
  agencyId: fc.constant('agency' as AgencyId),
  centreId: fc.constant('centre' as CentreId),
  required: papers,
  hands: fc.constant({
    now: Temporal.Instant.fromEpochMilliseconds(0),
    claim: null,
    workedBy: [],
    receivedBy: 'counter_officer' as AccountId,
  }),
}

/** What a dossier is born with. */
export const births: fc.Arbitrary<Birth> = fc
  .record({
    handling: fc.constantFrom('forwarded', 'forwarded', 'forwarded', 'on_the_spot', 'same_day'),
    steps,
    ...bornWith,
  })
  .map(({ steps: written, ...birth }) => ({ ...birth, steps: walkedSteps(birth.handling, written) }))

/** The same for a dossier whose process asks other agencies, splits and chooses. */
export const birthsOfManyAgencies: fc.Arbitrary<Birth> = fc
  .tuple(manyAgencyProcesses, fc.record({ handling: fc.constant('forwarded' as const), ...bornWith }))
  .map(([process, rest]) => ({ ...rest, ...notBegun(runOf(process)) }))

/** Any minute of three years: nights, Sundays, Tết. */
export const instants: fc.Arbitrary<Temporal.Instant> = fc
  .integer({ min: 0, max: 3 * 365 * 1440 })
  .map((minute) => Temporal.Instant.from('2025-12-31T17:00:00Z').add({ minutes: minute }))
