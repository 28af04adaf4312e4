import { expect, test } from 'vitest'
import type { RoleGrant } from './actor.ts'
import type { AgencyId, CentreId } from './ids.ts'
import { rightsOf } from './rights.ts'

const grant = (role: RoleGrant['role'], centreId: string | null = null, agencyId: string | null = null): RoleGrant => ({
  role,
  agencyId: agencyId as AgencyId | null,
  centreId: centreId as CentreId | null,
})
const of = (...grants: RoleGrant[]) => Object.fromEntries(rightsOf(grants).map(({ right, centreIds }) => [right, centreIds]))

test('a manager has the rights of a centre there and nowhere else, one of all centres everywhere', () => {
  const own = of(grant('centre_manager', 'one'), grant('centre_manager', 'two'))
  expect([own['run_centre'], own['set_collector'], own['decide_money']]).toEqual([
    ['one', 'two'],
    ['one', 'two'],
    ['one', 'two'],
  ])
  expect(of(grant('centre_manager'), grant('centre_manager', 'one'))['run_centre']).toBeNull()
  expect(own).not.toHaveProperty('set_up_places')
})

test('an operator runs centres and sets no bank account; a designer writes and takes to practice', () => {
  expect(Object.keys(of(grant('operator'))).toSorted()).toEqual(['enter_decrees', 'run_centre', 'set_up_places'])
  expect(Object.keys(of(grant('procedure_designer'))).toSorted()).toEqual([
    'change_synonyms',
    'publish_procedures',
    'refresh_practice',
    'take_to_practice',
    'write_procedures',
  ])
})

test('a grant bound to an agency alone is at no centre, and who handles dossiers has none of these', () => {
  expect(of(grant('centre_manager', null, 'agency'))).not.toHaveProperty('run_centre')
  expect(of(grant('counter_officer', 'one'), grant('signatory'), grant('inspector'))).toEqual({})
})

test('a right over every centre is not given to a role at one centre, nor one over the locality to a role of one agency', () => {
  expect(Object.keys(of(grant('centre_manager', 'one'))).toSorted()).toEqual([
    'decide_money',
    'enter_decrees',
    'publish_procedures',
    'run_centre',
    'set_collector',
  ])
  expect(of(grant('procedure_designer', null, 'agency'))).toHaveProperty('take_to_practice')
  expect(of(grant('procedure_designer', null, 'agency'))).not.toHaveProperty('refresh_practice')
})
