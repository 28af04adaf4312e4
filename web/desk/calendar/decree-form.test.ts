import { describe, expect, test } from 'vitest'
import { changeOf, emptyForm, formField } from './decree-form.ts'

describe('the change a form describes', () => {
  test('days off in a row', () => {
    expect(changeOf({ ...emptyForm, on: '5/12/2026', until: '06/12/2026', name: 'Nghỉ bão' }).change).toEqual({
      kind: 'days',
      days: [{ kind: 'holiday', on: '2026-12-05', until: '2026-12-06', name: 'Nghỉ bão' }],
    })
  })

  test('a swap names both days', () => {
    expect(changeOf({ ...emptyForm, what: 'swap', on: '31/12/2026', workOn: '26/12/2026', name: 'Hoán đổi' }).change).toEqual({
      kind: 'days',
      days: [{ kind: 'swap', on: '2026-12-31', workOn: '2026-12-26', name: 'Hoán đổi' }],
    })
  })

  test('office hours with a Saturday that is no working day of a time limit', () => {
    expect(changeOf({ ...emptyForm, what: 'hours', office: 'c1', fromOn: '01/01/2027', saturday: '07:30 – 11:30' }).change).toMatchObject({
      kind: 'office_hours',
      centreId: 'c1',
      fromOn: '2027-01-01',
      sessions: [
        { weekdays: [1, 2, 3, 4, 5], from: '07:00', to: '11:30' },
        { weekdays: [1, 2, 3, 4, 5], from: '13:30', to: '17:00' },
        { weekdays: [6], from: '07:30', to: '11:30' },
      ],
      uncounted: [6],
    })
  })

  test('names the unreadable field', () => {
    expect(
      changeOf({ ...emptyForm, what: 'half', on: '31/02/2026', to: '25:00', decreedOn: 'hôm qua' }).faults.map((fault) => fault.field),
    ).toEqual(['on', 'to', 'decreedOn'])
  })

  test.each([
    ['change.days.0.workOn', 'workOn'],
    ['change.fromOn', 'fromOn'],
    ['basis', 'basis'],
  ])('%s of the server is the field %s', (field, name) => expect(formField(field)).toBe(name))
})
