import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeAnswers } from '../adapters/judge-answers.ts'
import { answerSections } from './answer-lines.ts'
import { applyTyped } from './answer-reading.ts'
import { formFrom } from './common-questions.ts'
import { carryOver } from './form-change.ts'
import { findFormFaults, schemaFrom } from './form-schema.ts'
import { filterAnswers, isAsked, questionsFrom } from './form.ts'
import type { Form, FormDefinition, Question } from './form.ts'

const today = '2026-11-30'
const q = (id: string, kind: Question['kind'], more: Partial<Question> = {}): Question => ({
  id,
  kind,
  label: `Câu ${id}`,
  labelEn: `Question ${id}`,
  required: true,
  ...more,
})
const choices = ['birth', 'death'].map((id) => ({ id, label: id, labelEn: id }))
const definition = (...questions: Question[]): FormDefinition => ({
  standsFor: [1],
  sections: [{ id: 'own', title: 'Riêng', titleEn: 'Own', questions }],
})
const formOf = (...questions: Question[]): Form => ({ ...definition(...questions), isComplete: true })
/** Mất giấy? → ngày nào, ở nước ngoài? → nước nào. */
const chained = formOf(
  q('isLost', 'yes_no'),
  q('lostOn', 'day', { when: { question: 'isLost', is: ['yes'] }, day: 'past' }),
  q('isAbroad', 'yes_no', { when: { question: 'isLost', is: ['yes'] } }),
  q('country', 'text', { when: { question: 'isAbroad', is: ['yes'] } }),
)
const faultsOf = (form: Form, typed: Record<string, string | string[]>): string[] =>
  judgeAnswers(form, applyTyped(form, {}, typed), today).map(({ field }) => field)

describe('typed answers', () => {
  test.each([
    ['day', '24/11/2026', '2026-11-24'],
    ['day', '5.1.2026', '2026-01-05'],
    ['day', '2026-11-24', '2026-11-24'],
    ['birth_day', '1958', '1958'],
    ['number', '1.234.567', 1_234_567],
    ['number', '12,5', 12.5],
    ['number', 'mười hai', 'mười hai'],
    ['phone', '+84 905 123 456', '0905123456'],
    ['id_number', '049 190-000 001', '049190000001'],
    ['yes_no', 'yes', true],
    ['name', '  Nguyễn   Thị  Thử ', 'Nguyễn Thị Thử'],
  ] as const)('as %s: %s is read as %s', (kind, typed, value) => {
    expect(applyTyped(formOf(q('it', kind)), {}, { it: typed })).toEqual({ it: value })
  })

  test('an empty field takes the answer away, a field that was not sent leaves it, and a name that is no question is nothing', () => {
    const form = formOf(q('a', 'text'), q('b', 'text'))
    expect(applyTyped(form, { a: 'x', b: 'y' }, { a: '', c: 'z', constructor: 'w' })).toEqual({ b: 'y' })
  })
})

describe('a question with a condition', () => {
  test('is asked, and must be answered, only while its condition is true, also through several steps', () => {
    expect(faultsOf(chained, {})).toEqual(['isLost'])
    expect(faultsOf(chained, { isLost: 'no' })).toEqual([])
    expect(faultsOf(chained, { isLost: 'yes' })).toEqual(['lostOn', 'isAbroad'])
    expect(faultsOf(chained, { isLost: 'yes', lostOn: '1/2/2026', isAbroad: 'yes' })).toEqual(['country'])
    // Closed at the top, everything below it falls away with it.
    expect(faultsOf(chained, { isLost: 'no', isAbroad: 'yes' })).toEqual([])
  })

  test('loses its answer when it is no longer asked', () => {
    const answers = applyTyped(chained, {}, { isLost: 'no', lostOn: '1/2/2026', isAbroad: 'yes', country: 'Lào' })
    expect(filterAnswers(chained, answers)).toEqual({ isLost: false })
    expect(
      questionsFrom(chained)
        .filter((each) => isAsked(chained, each, answers))
        .map(({ id }) => id),
    ).toEqual(['isLost'])
  })
})

describe('answers', () => {
  test.each([
    [q('it', 'day', { day: 'past' }), '1/12/2026', true],
    [q('it', 'day', { day: 'past' }), '30/11/2026', false],
    [q('it', 'day', { day: 'coming' }), '29/11/2026', true],
    [q('it', 'day'), '30/2/2026', true],
    [q('it', 'birth_day'), '2027', true],
    [q('it', 'birth_day'), '1/12/2026', true],
    [q('it', 'birth_day'), '2026', false],
    [q('it', 'number', { least: 1, most: 20 }), '0', true],
    [q('it', 'number', { least: 1, most: 20 }), '20', false],
    [q('it', 'number', { least: 1, most: 20 }), '21', true],
    [q('it', 'text', { most: 3 }), 'bốn chữ', true],
    [q('it', 'email'), 'a@b', true],
    [q('it', 'email'), 'a@b.vn', false],
    [q('it', 'id_number'), '12345', true],
    [q('it', 'choice', { choices }), 'marriage', true],
    [q('it', 'text', { required: false }), '', false],
  ] as const)('%o typed %s is wrong: %s', (question, typed, isWrong) => {
    expect(faultsOf(formOf(question), { it: typed })).toEqual(isWrong ? ['it'] : [])
  })

  test('the schema and the words never disagree: whatever is typed, a form without faults is valid by its JSON Schema, and the reverse', async () => {
    const { Ajv2020 } = await import('ajv/dist/2020.js')
    const form = formOf(
      q('kind', 'choice', { choices }),
      q('many', 'choices', { choices, when: { question: 'kind', is: ['birth'] } }),
      q('n', 'number', { least: 1 }),
    )
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schemaFrom(form))
    fc.assert(
      fc.property(
        fc.record({
          kind: fc.constantFrom('birth', 'death', 'x', ''),
          many: fc.subarray(['birth', 'death', 'x']),
          n: fc.constantFrom('', '0', '1', 'một'),
        }),
        (typed) => {
          const answers = filterAnswers(form, applyTyped(form, {}, typed))
          expect(judgeAnswers(form, answers, today).length === 0).toBe(validate(answers))
        },
      ),
      { numRuns: 60 },
    )
  })

  test('are shown in words, and an unanswered question is marked', () => {
    const form = formOf(
      q('kind', 'choice', { choices: [{ id: 'birth', label: 'Khai sinh', labelEn: 'Birth' }] }),
      q('on', 'day'),
      q('why', 'text', { required: false }),
    )
    const [vi] = answerSections(form, { kind: 'birth', on: '2026-01-05' })
    expect(vi?.lines.map(({ text }) => text)).toEqual(['Khai sinh', '05/01/2026', null])
    const [en] = answerSections(form, { kind: 'birth' }, 'en')
    expect([en?.title, en?.lines[0]?.text]).toEqual(['Own', 'Birth'])
  })
})

describe('a draft when the procedure changes', () => {
  test('keeps answers to unchanged questions, asks changed ones again, and names every change', () => {
    const before = formOf(q('a', 'text'), q('b', 'text'), q('c', 'text'))
    const after = formOf(q('a', 'text', { hint: 'Lời nhắc khác' }), q('b', 'text', { label: 'Hỏi việc khác' }), q('d', 'text'))
    const { answers, changes } = carryOver(before, { a: '1', b: '2', c: '3' }, after)
    expect(answers).toEqual({ a: '1' })
    expect(changes.map(({ question, how }) => `${question} ${how}`)).toEqual(['b changed', 'd added', 'c dropped'])
  })
})

describe('a form that cannot be used', () => {
  const known = { componentNos: [1], taken: ['phone', 'contact'] }
  test.each([
    ['no question', definition(), 'không có câu hỏi'],
    ['a question twice', definition(q('a1', 'text'), q('a1', 'text')), 'Trùng tên câu hỏi'],
    ['the name of a common question', definition(q('phone', 'text')), 'Trùng tên câu hỏi'],
    ['a choice of nothing', definition(q('a1', 'choice')), 'các lựa chọn'],
    [
      'a condition on what comes later',
      definition(q('a1', 'text', { when: { question: 'b1', is: ['yes'] } }), q('b1', 'yes_no')),
      'không đứng trước',
    ],
    [
      'a condition on an answer that is not there',
      definition(q('a1', 'yes_no'), q('b1', 'text', { when: { question: 'a1', is: ['maybe'] } })),
      'không có lựa chọn',
    ],
    ['a paper that is not there', { ...definition(q('a1', 'text')), standsFor: [2] }, 'Không có giấy tờ số 2'],
  ])('has %s', (_, form, words) => {
    expect(findFormFaults(form, known).join(' ')).toContain(words)
  })

  test('and a valid form has no fault', () => {
    expect(findFormFaults(chained, known)).toEqual([])
    expect(formFrom(null, { kind: 'organisation', centres: [] }).isComplete).toBe(false)
  })
})
