import { expect, test } from 'vitest'
import { judgeOpening } from './opening.ts'
import type { OpeningFacts } from './opening.ts'

const nothing: OpeningFacts = {
  locality: { code: 'MOI', name: 'Địa phương chưa đặt tên', demonstration: false },
  agencies: [],
  centres: [],
  roles: [{ role: 'operator', agencyId: null, centreId: null, holders: 1 }],
  procedures: 0,
  hasFees: false,
}
const states = (facts: OpeningFacts): Record<string, string> =>
  Object.fromEntries(judgeOpening(facts).map(({ key, state }) => [key, state]))

test('an empty locality begins with its name and its centre; dependent steps come later', () => {
  expect(states(nothing)).toMatchObject({
    locality: 'missing',
    agencies: 'later',
    units: 'later',
    centres: 'missing',
    counters: 'later',
    agency_accounts: 'later',
    designers: 'missing',
    second_operator: 'advised',
    procedures: 'later',
    collectors: 'later',
    stamp: 'done',
  })
})

test('a locality that only has its code still lacks its name, which every printed paper bears', () => {
  const locality = { code: 'H17', name: 'Địa phương H17', demonstration: false }
  expect(states({ ...nothing, locality })).toMatchObject({ locality: 'missing', agencies: 'missing' })
  expect(states({ ...nothing, locality: { ...locality, name: 'Tỉnh Hòa Bình' } })).toMatchObject({ locality: 'done' })
})

const open: OpeningFacts = {
  locality: { code: 'H17', name: 'Tỉnh Hòa Bình', demonstration: false },
  agencies: [{ id: 'a', code: 'H17.01', name: 'Sở Một', units: 1, procedures: 1 }],
  centres: [{ id: 'c', code: 'TT', name: 'Trung tâm', counters: 1, collects: true, served: 0 }],
  roles: [
    { role: 'operator', agencyId: null, centreId: null, holders: 2 },
    { role: 'procedure_designer', agencyId: null, centreId: null, holders: 2 },
    { role: 'counter_officer', agencyId: null, centreId: 'c', holders: 1 },
    { role: 'centre_manager', agencyId: null, centreId: 'c', holders: 1 },
    ...['case_officer', 'signatory', 'clerk'].map((role) => ({ role, agencyId: 'a', centreId: null, holders: 1 })),
  ],
  procedures: 1,
  hasFees: true,
}

test('a centre that can receive has nothing missing', () => {
  expect(Object.values(states(open)).every((state) => state === 'done')).toBe(true)
})

test('a place that lacks one role is named', () => {
  const roles = open.roles.filter(({ role }) => role !== 'signatory')
  const rows = judgeOpening({ ...open, roles })
  expect(rows.find(({ key }) => key === 'agency_accounts')).toMatchObject({ state: 'missing', lacking: ['Sở Một'] })
  // A role at another centre is none here.
  const elsewhere = open.roles.map((each) => (each.role === 'counter_officer' ? { ...each, centreId: 'd' } : each))
  expect(judgeOpening({ ...open, roles: elsewhere }).find(({ key }) => key === 'centre_accounts')).toMatchObject({ lacking: ['Trung tâm'] })
})

test('an agency without procedures needs nobody yet, once another one works', () => {
  const idle = { id: 'b', code: 'H17.02', name: 'Sở Hai', units: 1, procedures: 0 }
  expect(states({ ...open, agencies: [...open.agencies, idle] })['agency_accounts']).toBe('done')
})

test('a collector is needed once a procedure costs something, and advised before', () => {
  const centres = open.centres.map((centre) => ({ ...centre, collects: false }))
  expect(states({ ...open, centres })['collectors']).toBe('missing')
  expect(states({ ...open, centres, hasFees: false })['collectors']).toBe('advised')
})

test('which agencies a centre serves is asked when there are two centres', () => {
  const second = { id: 'd', code: 'TT2', name: 'Trung tâm hai', counters: 1, collects: true, served: 0 }
  const roles = [
    ...open.roles,
    ...['counter_officer', 'centre_manager'].map((role) => ({ role, agencyId: null, centreId: 'd', holders: 1 })),
  ]
  const two = { ...open, roles, centres: [...open.centres, second] }
  expect(states(two)['served_agencies']).toBe('advised')
  expect(states({ ...two, centres: [...open.centres, { ...second, served: 3 }] })['served_agencies']).toBe('done')
})

test('the author of a procedure is not its publisher', () => {
  const roles = open.roles.map((each) => (each.role === 'procedure_designer' ? { ...each, holders: 1 } : each))
  expect(states({ ...open, roles })['designers']).toBe('missing')
})
