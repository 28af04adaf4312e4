import { describe, expect, test } from 'vitest'
import type { Actor, RoleGrant } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId, LocalityId } from '#kernel/ids.ts'
import { behalfAt, faultOfDelegation, mayEndDelegation, mayRecordAbsence, mayReplace, seesInFull, sightOf } from './duty.ts'

// Who directs whom and what may be given on. Who sees and does what where is `authorisation-matrix.test.ts`.

const agency = 'agency' as AgencyId
const grant = (role: RoleGrant['role'], more: Partial<RoleGrant> = {}): RoleGrant => ({ role, agencyId: agency, centreId: null, ...more })
const actorWith = (...grants: RoleGrant[]): Actor => ({
  localityId: 47 as LocalityId,
  accountId: 'me' as AccountId,
  displayName: 'x',
  grants,
})
const onBehalfOf = { accountId: 'them' as AccountId, name: 'x', style: 'KT', basis: '1/QĐ' } as const
const officer = (...grants: RoleGrant[]) => ({ accountId: 'officer', grants })

describe('a replacement', () => {
  test('is ordered by a person who directs all roles of the officer, and by no one for themselves', () => {
    const head = actorWith(grant('signatory'))
    expect(mayReplace(head, officer(grant('case_officer')))).toBe(true)
    expect(mayReplace(head, officer(grant('case_officer'), grant('clerk', { agencyId: 'another' as AgencyId })))).toBe(false)
    expect(mayReplace(head, { accountId: 'me', grants: [grant('case_officer')] })).toBe(false)
    expect(mayReplace(head, officer())).toBe(false)
  })
  test('is not for a unit head, who may only record an absence', () => {
    const head = actorWith(grant('unit_head'))
    expect([mayReplace(head, officer(grant('case_officer'))), mayRecordAbsence(head, officer(grant('case_officer')))]).toEqual([
      false,
      true,
    ])
  })
  test('does not cover a delegated role', () => {
    expect(mayReplace(actorWith(grant('signatory', { onBehalfOf })), officer(grant('case_officer')))).toBe(false)
  })
  test('at a counter is for the manager of that centre alone', () => {
    const at = (centreId: string) => ({ agencyId: null, centreId: centreId as CentreId })
    const counter = officer(grant('counter_officer', at('1')))
    expect(mayReplace(actorWith(grant('centre_manager', at('1'))), counter)).toBe(true)
    expect(mayReplace(actorWith(grant('centre_manager', at('2'))), counter)).toBe(false)
    expect(mayReplace(actorWith(grant('signatory', { agencyId: null })), counter)).toBe(false)
  })
})

describe('equals', () => {
  const deputy = grant('signatory')
  const head = grant('signatory', { isHead: true })
  const at = (centreId: string, isHead = false) => grant('centre_manager', { agencyId: null, centreId: centreId as CentreId, isHead })
  test('do not replace each other; the head replaces a deputy, of the same agency or centre alone, and no deputy the head', () => {
    const orders = (by: RoleGrant, over: RoleGrant) => mayReplace(actorWith(by), officer(over))
    expect([orders(deputy, deputy), orders(head, deputy), orders(deputy, head), orders(head, head)]).toEqual([false, true, false, false])
    expect(orders(head, grant('signatory', { agencyId: 'another' as AgencyId }))).toBe(false)
    expect([
      orders(at('1'), at('1')),
      orders(at('1', true), at('1')),
      orders(at('2', true), at('1')),
      orders(at('1'), at('1', true)),
    ]).toEqual([false, true, false, false])
  })
  test('do not give each other’s role away, nor record the other as absent, nor does a person of lower rank', () => {
    const days = { today: '2026-03-03', fromOn: '2026-03-03', toOn: '2026-03-10' }
    const gives = (by: RoleGrant, held: RoleGrant) =>
      faultOfDelegation(
        actorWith(by),
        grant('signatory'),
        { accountId: 'them', grants: [held] },
        { accountId: 'they', agencyId: agency, grants: [] },
        days,
      )
    expect([gives(deputy, deputy), gives(head, deputy), gives(deputy, head)]).toEqual(['not_yours', null, 'not_yours'])
    const away = (by: RoleGrant, ...of: RoleGrant[]) => mayRecordAbsence(actorWith(by), officer(...of))
    expect([away(deputy, deputy), away(head, deputy), away(grant('unit_head'), deputy), away(grant('unit_head'), grant('clerk'))]).toEqual([
      false,
      true,
      false,
      true,
    ])
    // A second role in the same organisation gives the officer a higher rank.
    expect(away(grant('unit_head'), grant('case_officer'), deputy)).toBe(false)
    const ends = (by: RoleGrant) => mayEndDelegation(actorWith(by), deputy, 'them', 'another')
    expect([ends(deputy), ends(head), ends(grant('unit_head'))]).toEqual([false, true, false])
    expect(mayEndDelegation(actorWith(deputy), deputy, 'them', 'me')).toBe(true)
  })
  test('do not rank higher because of a delegated role', () => {
    const clerkInPlace = officer(grant('clerk'), grant('signatory', { onBehalfOf }))
    expect(mayReplace(actorWith(deputy), clerkInPlace)).toBe(true)
    expect(mayReplace(actorWith(grant('signatory', { onBehalfOf, isHead: true })), officer(deputy))).toBe(false)
  })
  test('inspectors and operators cannot be replaced', () => {
    expect(mayReplace(actorWith(head), officer(grant('inspector')))).toBe(false)
    expect(mayReplace(actorWith(at('1', true)), officer(grant('operator', { agencyId: null, centreId: '1' as CentreId })))).toBe(false)
  })
})

describe('a delegation', () => {
  const days = { today: '2026-03-03', fromOn: '2026-03-03', toOn: '2026-03-10' }
  const give = (
    held: readonly RoleGrant[],
    to: Partial<{ accountId: string; agencyId: AgencyId | null; grants: readonly RoleGrant[] }> = {},
    over = days,
    given = grant('signatory'),
  ) =>
    faultOfDelegation(
      actorWith(...held),
      given,
      { accountId: 'me', grants: held },
      { accountId: 'they', agencyId: agency, grants: [], ...to },
      over,
    )
  test('is within the organisation, of one’s own role, to another person, and never of an oversight role', () => {
    expect(give([grant('signatory')])).toBeNull()
    expect(give([grant('signatory')], { agencyId: 'another' as AgencyId })).toBe('other_house')
    expect(give([grant('signatory')], { accountId: 'me' })).toBe('to_oneself')
    expect(give([])).toBe('not_yours')
    expect(give([grant('inspector')], {}, days, grant('inspector'))).toBe('not_delegable')
  })
  test('cannot be delegated further', () => {
    expect(give([grant('signatory', { onBehalfOf })])).toBe('given_on')
  })
  test('is for named days, in order, not over yet, a year at most', () => {
    const over = (fromOn: string, toOn: string) => give([grant('signatory')], {}, { today: '2026-03-03', fromOn, toOn })
    expect([over('2026-03-03', '2026-03-03'), over('2026-03-03', '2027-03-04')]).toEqual([null, null])
    expect([over('2026-03-04', '2026-03-03'), over('2026-02-01', '2026-03-02'), over('2026-03-03', '2027-03-05')]).toEqual([
      'dates',
      'dates',
      'dates',
    ])
  })
})

test('a person with an own role does not act as a delegate', () => {
  const place = { agencyId: agency, centreId: null }
  expect(behalfAt(actorWith(grant('signatory', { onBehalfOf })), 'signatory', place)).toEqual(onBehalfOf)
  expect(behalfAt(actorWith(grant('signatory', { onBehalfOf }), grant('signatory')), 'signatory', place)).toBeNull()
})

test('an officer asked for an opinion sees the papers and masked personal data, and only through that agency', () => {
  const place = { agencyId: 'competent' as AgencyId, centreId: 'centre' as CentreId }
  const sight = sightOf(actorWith(grant('case_officer')), place, [agency])
  expect([sight?.by, seesInFull(sight)]).toEqual(['opinion', false])
  expect(sightOf(actorWith(grant('inspector', { agencyId: 'competent' as AgencyId })), place, [agency])?.by).toBe('oversight')
  expect(sightOf(actorWith(grant('case_officer', { agencyId: 'competent' as AgencyId })), place, [agency])?.by).toBe('work')
})
