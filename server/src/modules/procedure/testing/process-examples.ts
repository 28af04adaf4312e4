import * as fc from 'fast-check'
import type { Condition } from '../domain/process-condition.ts'
import { dossierFields } from '../domain/process-fields.ts'
import type { GateGivens } from '../domain/process-gate.ts'
import { customaryAppeal, customaryReason } from '../domain/process.ts'
import type { Join, Onward, Process, Step } from '../domain/process.ts'

/** Processes invented for tests: some written out, others drawn at random and always well formed. */
export function step(no: number, onward: Onward, change: Partial<Step> = {}): Step {
  return {
    no,
    name: `Bước ${no}`,
    kind: 'work',
    role: 'case_officer',
    agencyCode: null,
    unitName: null,
    hours: 4,
    returnNo: null,
    refusal: null,
    onward,
    ...change,
  }
}

const to = (no: number): Onward => ({ kind: 'step', no })

/** The lead appraises while another agency answers; then head, signatory, clerk. */
export function twoOpinions(join: Join): Process {
  return {
    entry: to(1),
    steps: [
      step(
        1,
        {
          kind: 'split',
          join,
          branches: [
            { when: null, onward: to(2) },
            { when: null, onward: to(3) },
          ],
          afterwards: to(4),
        },
        { hours: 2 },
      ),
      step(2, { kind: 'join' }, { hours: 8 }),
      step(3, { kind: 'join' }, { kind: 'sub_dossier', agencyCode: 'H47.02', role: 'unit_head', hours: 16 }),
      step(4, to(5), { role: 'unit_head', hours: 2 }),
      step(5, to(6), { role: 'signatory', hours: 2, returnNo: 4, refusal: { reasons: [customaryReason], appeal: customaryAppeal } }),
      step(6, { kind: 'end' }, { role: 'clerk', hours: 1 }),
    ],
  }
}

export const gateGivens: GateGivens = {
  agencyCode: 'H47.01',
  handling: 'forwarded',
  legalLimit: { amount: 5, unit: 'working_days' },
  committedLimit: null,
  fields: dossierFields,
  agencyCodes: new Set(['H47.01', 'H47.02']),
  isStaffed: (role) => role !== 'provincial_leader',
  channels: [{ channel: 'direct', fees: [{ amountDong: 0, text: 'Không' }] }],
  components: [{ name: 'Tờ khai', originals: 1, copies: 0 }],
  overlapOn: null,
}

const fieldName = fc.constantFrom('channel', 'applicantKind', 'n', 'form.loai_dat', 'notes', 'given', 'inside', 'android')
const value = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => (Object.is(each, -0) ? 0 : each)),
  fc.boolean(),
)
const number = fc.integer({ min: -1000, max: 1_000_000 })

export const arbitraryCondition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({ op: fc.constantFrom('=' as const, '!=' as const), field: fieldName, value }),
    fc.record({ op: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const), field: fieldName, value: number }),
    fc.record({ op: fc.constant('in' as const), field: fieldName, values: fc.array(value, { minLength: 1, maxLength: 3 }) }),
    fc.record({ op: fc.constant('given' as const), field: fieldName }),
    fc.record({ op: fc.constant('not' as const), of: tie('condition') }),
    fc.record({ op: fc.constantFrom('and' as const, 'or' as const), of: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }) }),
  ),
})).condition

type Shape =
  | { readonly kind: 'step'; readonly hours: number; readonly name: string; readonly sub: boolean; readonly unit: string | null }
  | {
      readonly kind: 'choose'
      readonly ways: readonly { readonly when: Condition; readonly shapes: readonly Shape[] }[]
      readonly otherwise: readonly Shape[]
    }
  | {
      readonly kind: 'split'
      readonly join: 'all' | 'any' | 'quorum'
      readonly branches: readonly { readonly when: Condition | null; readonly shapes: readonly Shape[] }[]
    }

const arbitraryShapes = fc.letrec<{ shapes: readonly Shape[]; shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({
      kind: fc.constant('step' as const),
      hours: fc.integer({ min: 0, max: 40 }).map((quarters) => quarters / 4),
      name: fc.constantFrom('Thẩm định hồ sơ', 'Xác minh <thực địa> & "đo"', 'Trình', 'Lấy ý kiến'),
      sub: fc.boolean(),
      unit: fc.constantFrom(null, 'Phòng Hộ tịch', 'Bộ phận A & B'),
    }),
    fc.record({
      kind: fc.constant('choose' as const),
      ways: fc.array(fc.record({ when: arbitraryCondition, shapes: tie('shapes') }), { minLength: 1, maxLength: 2 }),
      otherwise: tie('shapes'),
    }),
    fc.record({
      kind: fc.constant('split' as const),
      join: fc.constantFrom('all' as const, 'any' as const, 'quorum' as const),
      branches: fc.array(fc.record({ when: fc.option(arbitraryCondition), shapes: tie('shapes') }), { minLength: 2, maxLength: 3 }),
    }),
  ),
  shapes: fc.array(tie('shape'), { minLength: 0, maxLength: 2 }),
})).shapes

/** Well-formed processes: whatever this draws compiles. Every branch and choice has a step of its own to begin with. */
export const arbitraryProcess: fc.Arbitrary<Process> = arbitraryShapes.map((shapes) => {
  const steps: Step[] = []
  let last = 0
  const add = (shape: Extract<Shape, { kind: 'step' }>, after: Onward): Onward => {
    last += 1
    const no = last
    steps.push(
      step(no, after, {
        name: shape.name,
        hours: shape.hours,
        unitName: shape.unit,
        ...(shape.sub ? { kind: 'sub_dossier', agencyCode: 'H47.02', hours: shape.hours + 1 } : {}),
      }),
    )
    return to(no)
  }
  const plain = { kind: 'step', hours: 1, name: 'Mở đầu', sub: false, unit: null } as const
  // From the end to the beginning: what comes after is known when a shape is drawn.
  const lead = (all: readonly Shape[], after: Onward): Onward =>
    all.reduceRight<Onward>((rest, shape) => {
      switch (shape.kind) {
        case 'step':
          return add(shape, rest)
        case 'choose':
          return {
            kind: 'choose',
            branches: shape.ways.map((way) => ({ when: way.when, onward: add(plain, lead(way.shapes, rest)) })),
            otherwise: add(plain, lead(shape.otherwise, rest)),
          }
        case 'split':
          return {
            kind: 'split',
            join: shape.join === 'quorum' ? { kind: 'quorum', count: shape.branches.length } : { kind: shape.join },
            branches: shape.branches.map((branch) => ({ when: branch.when, onward: add(plain, lead(branch.shapes, { kind: 'join' })) })),
            afterwards: rest,
          }
      }
    }, after)
  const entry = lead([plain, ...shapes], { kind: 'end' })
  return { entry, steps: steps.toSorted((a, b) => a.no - b.no) }
})
