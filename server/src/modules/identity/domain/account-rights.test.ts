import { expect, test } from 'vitest'
import type { Actor, RoleGrant } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId, LocalityId } from '#kernel/ids.ts'
import { mayRunAccount } from './account-rights.ts'

const centre = 'centre-1' as CentreId
const manager: Actor = {
  localityId: 1 as LocalityId,
  accountId: 'manager' as AccountId,
  displayName: 'Giám đốc',
  grants: [{ role: 'centre_manager', agencyId: null, centreId: centre }],
}
const counter: RoleGrant = { role: 'counter_officer', agencyId: null, centreId: centre }
const signature: RoleGrant = { role: 'signatory', agencyId: 'agency-1' as AgencyId, centreId: null }

test('a manager runs the account of their counter officer, until it also acts for a signatory elsewhere', () => {
  const account = { accountId: 'officer', grants: [counter], endedGrants: [] }
  expect(mayRunAccount(manager, account)).toBe(true)
  expect(mayRunAccount(manager, { ...account, delegated: [counter] })).toBe(true)
  expect(mayRunAccount(manager, { ...account, delegated: [counter, signature] })).toBe(false)
})
