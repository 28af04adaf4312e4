import { describe, expect, test } from 'vitest'
import type { VersionDraftContent } from '#web-api'
import { addStepAfter, begin, change, redo, removeStep, undo } from './draft-history.ts'

const roles = [
  { role: 'case_officer', roleName: '', mayRefuse: false, usuallyNext: 'case_officer' },
  { role: 'signatory', roleName: '', mayRefuse: true, usuallyNext: 'clerk' },
]
const content: VersionDraftContent = {
  agencyCode: 'H47.01',
  handling: 'forwarded',
  legalLimit: null,
  committedLimit: null,
  channels: [],
  components: [],
  clock: {},
  about: {
    name: 'Thủ tục',
    sector: '',
    decisionNumber: null,
    serviceLevel: null,
    conditions: '',
    resultNames: [],
    legalBases: [],
    procedureText: [],
  },
  process: {
    entry: '1',
    rows: [1, 2].map((no) => ({
      no,
      name: `Bước ${no}`,
      kind: 'work',
      role: 'case_officer',
      agencyCode: null,
      unitName: null,
      hours: 1,
      returnNo: no === 1 ? null : 1,
      next: no === 1 ? '2' : 'hết',
      refusalReasons: [],
      appeal: null,
    })),
  },
}
const named = (name: string): VersionDraftContent => ({ ...content, agencyCode: name })

describe('undo', () => {
  test('typing in one field is undone and redone as one change', () => {
    const typed = change(change(change(begin(content), named('a'), 'agency'), named('ab'), 'agency'), named('c'), 'other')
    expect(undo(typed).present.agencyCode).toBe('ab')
    expect(undo(undo(typed)).present).toBe(content)
    expect(undo(undo(undo(typed))).present).toBe(content)
    expect(redo(undo(typed)).present.agencyCode).toBe('c')
    expect(redo(change(undo(typed), named('d'), null)).present.agencyCode).toBe('d')
  })
})

describe('rows', () => {
  test('a new step is part of the path', () => {
    expect(addStepAfter(content, 0, roles).process.rows.map(({ no, next }) => [no, next])).toEqual([
      [1, '3'],
      [3, '2'],
      [2, 'hết'],
    ])
  })
  test('removing a step keeps the path connected', () => {
    expect(removeStep(content, 0).process).toMatchObject({ entry: '2', rows: [{ no: 2, next: 'hết', returnNo: null }] })
    expect(removeStep(addStepAfter(content, 0, roles), 1).process.rows.map(({ no, next }) => [no, next])).toEqual([
      [1, '2'],
      [2, 'hết'],
    ])
  })
})
