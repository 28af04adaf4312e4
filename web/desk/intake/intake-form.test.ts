import { expect, test } from 'vitest'
import type { CitizenCard, Procedure } from '#web-api'
import {
  emptyIntakeForm,
  intakeFormFrom,
  isUntouched,
  looksLikeCard,
  newDossierFrom,
  papersNotInHand,
  withAllPapers,
  withProcedure,
} from './intake-form.ts'
import { withCard } from './card-in-form.ts'

const component = (no: number, required: boolean, originals = 1, copies = 0): Procedure['components'][number] => ({
  no,
  name: `Giấy tờ ${no}`,
  group: '',
  originals,
  copies,
  templateName: null,
  required,
})
const components = [component(1, true), component(2, true, 0, 2), component(3, false), component(4, true, 0, 0)]
const card: CitizenCard = {
  idNumber: '001090123456',
  oldIdNumber: null,
  fullName: 'NGUYỄN VĂN AN',
  bornOn: '1990-01-01',
  sex: 'male',
  address: 'Tổ 5, phường Tam Kỳ',
  issuedOn: '2021-04-15',
  faults: [],
}

test.each([
  ['001090123456|012345678|NGUYỄN VĂN AN|01011990|Nam|Tam Kỳ|15042021', true],
  ['001090123456||NGUYÊN VĂN ÂN|01011990|Nam|Tam Kỳ|15042021', true],
  ['0905123456', false],
  ['a|b', false],
])('%s looks like a card: %s', (typed, answer) => {
  expect(looksLikeCard(typed)).toBe(answer)
})

test('no paper counts as submitted until the officer says so, then every required paper does, as required', () => {
  const chosen = withProcedure(emptyIntakeForm, { code: '1.001193', name: 'Đăng ký khai sinh' })
  expect(papersNotInHand(chosen, components).map((each) => each.no)).toEqual([1, 2, 4])
  const complete = withAllPapers(chosen, components)
  expect(papersNotInHand(complete, components)).toEqual([])
  expect(complete.papers).toEqual({
    1: { isReceived: true, originals: 1, copies: 0 },
    2: { isReceived: true, originals: 0, copies: 2 },
    4: { isReceived: true, originals: 1, copies: 0 },
  })
})

test('"đủ" keeps the numbers the officer has already counted', () => {
  const counted = { ...emptyIntakeForm, papers: { 1: { isReceived: true, originals: 3, copies: 1 } } }
  expect(withAllPapers(counted, components).papers[1]).toEqual({ isReceived: true, originals: 3, copies: 1 })
})

test('another procedure has another checklist, the same one keeps it', () => {
  const first = withAllPapers(withProcedure(emptyIntakeForm, { code: 'a', name: 'A' }), components)
  expect(withProcedure(first, { code: 'a', name: 'A' }).papers).toEqual(first.papers)
  expect(withProcedure(first, { code: 'b', name: 'B' }).papers).toEqual({})
})

test('the request is normalised: no spaces in numbers, days as days, no empty fields, only submitted papers', () => {
  const form = withAllPapers(
    {
      ...withCard(withProcedure(emptyIntakeForm, { code: '1.001193', name: 'Khai sinh' }), card),
      phone: ' 0905.123 456',
      papers: { 3: { isReceived: false, originals: 1, copies: 0 } },
    },
    components,
  )
  expect(newDossierFrom(form, { centreId: 'centre-1', counterId: 'counter-3' }, { accept: true }, 'intake-1')).toEqual({
    procedureCode: '1.001193',
    channel: 'direct',
    centreId: 'centre-1',
    counterId: 'counter-3',
    draftKey: 'intake-1',
    applicant: {
      kind: 'person',
      fullName: 'NGUYỄN VĂN AN',
      idNumber: '001090123456',
      bornOn: '1990-01-01',
      sex: 'male',
      address: 'Tổ 5, phường Tam Kỳ',
      phone: '0905123456',
    },
    papers: [
      { componentNo: 1, originals: 1, copies: 0, certified: 0 },
      { componentNo: 2, originals: 0, copies: 2, certified: 0 },
      { componentNo: 4, originals: 1, copies: 0, certified: 0 },
    ],
    resultMethod: 'counter',
    accept: true,
  })
})

test('a draft is restored unchanged, and one of an older format loses only unknown fields', () => {
  const form = withProcedure({ ...emptyIntakeForm, phone: '0905' }, { code: 'a', name: 'A' })
  expect(intakeFormFrom(JSON.parse(JSON.stringify(form)))).toEqual(form)
  expect(intakeFormFrom({ phone: '0905', fax: '1', fullName: 7 })).toEqual({ ...emptyIntakeForm, phone: '0905' })
  expect(intakeFormFrom('x')).toBeNull()
  expect(isUntouched(emptyIntakeForm)).toBe(true)
  expect(isUntouched(form)).toBe(false)
})
