import { expect, test } from 'vitest'
import { actBody, emptyActForm } from './act-needs.ts'

const nothing = { defects: [], papers: [] }

test('an act that needs nothing sends only its name', () => {
  expect(actBody('approve', [], { ...emptyActForm, reason: 'x' }, nothing)).toEqual({ act: 'approve' })
})

test('points to complete are one per line; those from the checklist keep their paper', () => {
  const body = actBody(
    'request_supplement',
    ['defects'],
    { ...emptyActForm, defects: ' Giấy chứng sinh: chưa có \n\nTờ khai thiếu chữ ký' },
    { defects: [{ componentNo: 2, text: 'Giấy chứng sinh: chưa có' }], papers: [] },
  )
  expect(body).toEqual({
    act: 'request_supplement',
    defects: [
      { componentNo: 2, text: 'Giấy chứng sinh: chưa có' },
      { componentNo: null, text: 'Tờ khai thiếu chữ ký' },
    ],
  })
})

test('a result has a number and a name, a cause is left out until chosen', () => {
  expect(actBody('record_result', ['result'], { ...emptyActForm, resultNumber: ' 12/GP ', resultName: 'Giấy phép' }, nothing)).toEqual({
    act: 'record_result',
    result: { number: '12/GP', name: 'Giấy phép' },
  })
  expect(actBody('suspend', ['cause', 'reason'], emptyActForm, nothing)).toEqual({ act: 'suspend', reason: '' })
})

test('submitted papers are counted as the procedure requires them', () => {
  const papers = [
    { componentNo: 1, originals: 1, copies: 2 },
    { componentNo: 2, originals: 0, copies: 0 },
  ]
  expect(actBody('supplement', ['papers'], { ...emptyActForm, papers: [1, 2] }, { defects: [], papers })).toEqual({
    act: 'supplement',
    papers: [
      { componentNo: 1, originals: 1, copies: 2, certified: 0 },
      { componentNo: 2, originals: 1, copies: 0, certified: 0 },
    ],
  })
})

test('the assignee and the note are sent only if they are given', () => {
  const needs = ['assignee', 'note']
  expect(actBody('complete_step', needs, emptyActForm, nothing)).toEqual({ act: 'complete_step' })
  expect(actBody('complete_step', needs, { ...emptyActForm, assigneeId: 'an', reason: ' Xem kỹ tờ khai ' }, nothing)).toEqual({
    act: 'complete_step',
    assigneeId: 'an',
    reason: 'Xem kỹ tờ khai',
  })
})
