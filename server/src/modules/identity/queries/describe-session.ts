import { sql } from 'kysely'
import type { Role } from '#kernel/actor.ts'
import { rightsOf } from '#kernel/rights.ts'
import type { Queryable } from '#platform/db/database.ts'
import { areasFor, roleNames } from '../domain/role-names.ts'
import { needsSecondFactor } from '../domain/session-rules.ts'
import type { FoundSession } from './find-session.ts'

type Place = { readonly id: string; readonly code: string; readonly name: string }
type Row = {
  readonly id: string
  readonly login: string
  readonly displayName: string
  readonly title: string
  readonly agency: Place | null
  readonly centre: Place | null
  readonly expiresAt: string
  readonly isExempt: boolean
  readonly hasTotp: boolean
  readonly hasPasskeys: boolean
}

/** Who is signed in, what they may see, and what their session still has to do. */
export async function describeSession(db: Queryable, session: FoundSession) {
  const { grants } = session.actor
  const centreId = grants.find((grant) => grant.centreId !== null)?.centreId ?? null
  const { rows } = await sql<Row>`
    select a.id, a.login, a.display_name as "displayName", a.title, s.expires_at as "expiresAt",
      a.demonstration or (select practice_of is not null from platform.locality where id = s.locality_id) as "isExempt",
      exists (select from identity.totp t where t.account_id = a.id and t.confirmed_at is not null) as "hasTotp",
      exists (select from identity.passkey p where p.account_id = a.id) as "hasPasskeys",
      (select jsonb_build_object('id', g.id, 'code', g.code, 'name', g.name) from agency.v_agency g
      where g.id = a.agency_id) as agency,
      (select jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name) from centre.v_centre c
        where c.id = coalesce(${centreId}::uuid, c.id) order by c.code limit 1) as centre
    from identity.session s join identity.account a on a.id = s.account_id where s.id = ${session.id}::uuid`.execute(db)
  const row = rows[0]
  if (!row) throw new Error('a session without an account')
  const { expiresAt, isExempt, hasTotp, hasPasskeys, ...account } = row
  const roles = grants.map((grant): Role => grant.role)
  return {
    account,
    grants: grants.map((grant) => ({ ...grant, roleName: roleNames[grant.role] })),
    // Nothing is open before the steps of the sign-in are done.
    areas: session.step === null ? areasFor(roles) : [],
    rights:
      session.step === null ? rightsOf(grants).map(({ right, centreIds }) => ({ right, centreIds: centreIds && [...centreIds] })) : [],
    expiresAt,
    step: session.step,
    confirmsWith: session.confirmsWith,
    isConfirmed: session.isConfirmed,
    secondFactor: { hasTotp, hasPasskeys, isNeeded: needsSecondFactor({ isExempt, roles }) },
  }
}
