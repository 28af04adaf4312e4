import { expect, test } from 'vitest'
import { readDossierQuestion } from './dossier-question.ts'

test.each([
  ['Nguyễn Thị Dung', { kind: 'words', words: 'nguyen thi dung' }],
  ['H’Hen  Niê', { kind: 'words', words: 'h hen nie' }],
  ['h47.01-261129-0003', { kind: 'code', code: 'H47.01-261129-0003' }],
  ['H47.01–261129–0003', { kind: 'code', code: 'H47.01-261129-0003' }],
  ['261129-0003', { kind: 'ending', ending: '261129-0003' }],
  ['261129 - 3', { kind: 'ending', ending: '261129-0003' }],
  ['0003', { kind: 'number', number: '0003' }],
  ['12345', { kind: 'number', number: '12345' }],
  ['0905 123 456', { kind: 'person', phones: ['0905123456'] }],
  ['+84 905.123.456', { kind: 'person', phones: ['0905123456', '+84905123456'] }],
  ['84905123456', { kind: 'person', phones: ['0905123456', '84905123456'] }],
  ['+856 20 5512 3456', { kind: 'person', phones: ['+8562055123456'] }],
  ['049190000001', { kind: 'person', idNumbers: ['049190000001'] }],
  ['0491 9000-0001', { kind: 'person', idNumbers: ['049190000001'] }],
  ['c1234567', { kind: 'code', orNumbers: ['c1234567', 'C1234567'] }],
  ['C 1234567', { kind: 'code', orNumbers: ['C 1234567', 'C1234567'] }],
  ['%', { kind: 'nothing' }],
])('%s', (typed, read) => {
  expect(readDossierQuestion(typed)).toMatchObject(read)
})
