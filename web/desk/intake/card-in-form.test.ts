import { describe, expect, test } from 'vitest'
import type { CitizenCard } from '#web-api'
import {
  changesBetween,
  isAnotherPerson,
  openDifferences,
  personTypedOver,
  typedNumber,
  withCard,
  withCardAgain,
  withPersonConfirmed,
  withPersonOf,
  withRepresentativeCard,
} from './card-in-form.ts'
import { emptyIntakeForm, intakeFormFrom } from './intake-form.ts'

const card: CitizenCard = {
  idNumber: '001090123456',
  oldIdNumber: '201234567',
  fullName: 'NGUYỄN VĂN AN',
  bornOn: '1990-01-01',
  sex: 'male',
  address: 'Tổ 5, phường Tam Kỳ',
  issuedOn: '2021-04-15',
  faults: [],
}

test('a scanned card fills the personal data and not the phone number', () => {
  const form = withCard({ ...emptyIntakeForm, phone: '0905123456' }, card)
  expect(form).toMatchObject({ fullName: 'NGUYỄN VĂN AN', bornOn: '01/01/1990', phone: '0905123456' })
})

test.each([
  ['the same number', { idNumber: '001090123456' }, false],
  ['the same number, typed with blanks', { idNumber: '001 090 123 456' }, false],
  ['the number of the person’s former card', { idNumber: '201234567' }, false],
  ['another number', { idNumber: '049190000011' }, true],
  ['another number under one name (namesakes)', { idNumber: '049190000011', fullName: 'Nguyễn Văn An' }, true],
  ['no number yet, the same name in other letters', { fullName: ' Nguyễn  Văn An' }, false],
  ['no number yet, another name', { fullName: 'Nguyễn Văn Ân' }, true],
  ['nothing typed about the person', { phone: '0905123456' }, false],
])('a card beside a form with %s: another person is %s', (_, typed, answer) => {
  expect(isAnotherPerson({ ...emptyIntakeForm, ...typed }, card)).toBe(answer)
})

describe('a manual change of the name or the number after a scan', () => {
  const scanned = withCard({ ...emptyIntakeForm, phone: '0905123456' }, card)
  const fieldsAsked = (form: typeof scanned) => openDifferences(form).map(({ field, from, to }) => [field, from, to])

  test.each([
    ['another number', { idNumber: '049190000011' }, [['idNumber', '001090123456', '049190000011']]],
    ['one digit less', { idNumber: '00109012345' }, [['idNumber', '001090123456', '00109012345']]],
    ['another name', { fullName: 'Trần Thị Bình' }, [['fullName', 'NGUYỄN VĂN AN', 'Trần Thị Bình']]],
    [
      'both',
      { fullName: 'Trần Thị Bình', idNumber: '049190000011' },
      [
        ['fullName', 'NGUYỄN VĂN AN', 'Trần Thị Bình'],
        ['idNumber', '001090123456', '049190000011'],
      ],
    ],
    ['the same words in other letters and blanks', { fullName: ' nguyễn  văn an ', idNumber: '001 090 123 456' }, []],
    ['the former number of the same card', { idNumber: '201234567' }, []],
    ['a number that is being emptied', { idNumber: '' }, []],
    ['another telephone and address', { phone: '0905111222', address: 'Thôn 3' }, []],
  ])('%s', (_, typed, asked) => {
    expect(fieldsAsked({ ...scanned, ...typed })).toEqual(asked)
  })

  test('a fully typed form, or a card with an unreadable name, asks about no name', () => {
    expect(fieldsAsked({ ...emptyIntakeForm, fullName: 'An', idNumber: '1' })).toEqual([])
    const unread = withCard(emptyIntakeForm, {
      ...card,
      fullName: null,
      faults: [{ field: '/fullName', code: 'NAME_UNREADABLE', message: 'x' }],
    })
    expect(fieldsAsked({ ...unread, fullName: 'Trần Thị Bình' })).toEqual([])
    expect(fieldsAsked({ ...unread, idNumber: '049190000011' })).toHaveLength(1)
  })

  test('"the same person" applies only to this text, also in a reopened draft', () => {
    const corrected = withPersonConfirmed({ ...scanned, fullName: 'Nguyễn Văn Ân' })
    expect(fieldsAsked(corrected)).toEqual([])
    const reopened = intakeFormFrom(JSON.parse(JSON.stringify(corrected)))
    expect(reopened).toEqual(corrected)
    expect(fieldsAsked({ ...corrected, idNumber: '049190000011' })).toHaveLength(2)
    expect(fieldsAsked(withCard(corrected, { ...card, idNumber: '049190000011' }))).toEqual([])
  })

  test('a draft with an invalid card is opened without it', () => {
    for (const strange of [7, [], 'x', null]) expect(intakeFormFrom({ ...scanned, card: strange })?.card?.idNumber ?? null).toBeNull()
  })

  test('the next person begins with the typed data and nothing else; the first keeps the data of the card', () => {
    const typedOver = { ...scanned, idNumber: '049190000011' }
    expect(withCard(emptyIntakeForm, personTypedOver(typedOver))).toEqual({ ...emptyIntakeForm, idNumber: '049190000011' })
    expect(withCardAgain(typedOver)).toEqual(scanned)
  })
})

describe('a card scanned into a filled form', () => {
  const typed = { ...emptyIntakeForm, fullName: 'Nguyễn Văn Ân', bornOn: '12/03/1990', address: 'Thôn 3', phone: '0905123456' }

  test('lists every value that it replaces, and none that was empty or equal', () => {
    expect(changesBetween(typed, withCard(typed, card))).toEqual([
      { field: 'fullName', from: 'Nguyễn Văn Ân', to: 'NGUYỄN VĂN AN' },
      { field: 'bornOn', from: '12/03/1990', to: '01/01/1990' },
      { field: 'address', from: 'Thôn 3', to: 'Tổ 5, phường Tam Kỳ' },
    ])
    expect(changesBetween(emptyIntakeForm, withCard(emptyIntakeForm, card))).toEqual([])
  })

  test('after undo the personal data are restored, and a phone number typed since then is kept', () => {
    const taken = { ...withCard(typed, card), phone: '0905999888' }
    expect(withPersonOf(taken, typed)).toEqual({ ...typed, phone: '0905999888' })
  })

  test('a number typed into the scanner field changes only the number, and the confirmation is asked again', () => {
    const confirmed = withPersonConfirmed({ ...withCard(emptyIntakeForm, card), fullName: 'Nguyễn Văn Ân' })
    const renumbered = withCard(confirmed, typedNumber('049190000011'))
    expect(renumbered).toEqual({ ...confirmed, idNumber: '049190000011' })
    expect(openDifferences(renumbered)).toHaveLength(2)
  })

  test('the card of the representative does not change the applicant', () => {
    const represented = withRepresentativeCard(typed, card)
    expect(represented).toEqual({
      ...typed,
      isRepresented: true,
      representativeName: 'NGUYỄN VĂN AN',
      representativeId: '001090123456',
    })
  })
})
