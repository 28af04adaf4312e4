import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Actor, Role } from '#kernel/actor.ts'

/** Where the rows of a statement say which agency and which centre they are of. */
export type PlaceColumns = { readonly agency: RawBuilder<unknown>; readonly centre: RawBuilder<unknown> }

const ofDossier: PlaceColumns = { agency: sql`d.agency_id`, centre: sql`d.centre_id` }

/**
 * `reaches` of the kernel as a condition on rows: those that a grant of one of `roles` reaches. `null` when one reaches the
 * whole locality, so that a statement may leave the condition out.
 */
export function reachedBy(actor: Actor, roles: readonly Role[], { agency, centre }: PlaceColumns = ofDossier): RawBuilder<unknown> | null {
  const grants = actor.grants.filter((grant) => roles.includes(grant.role))
  if (grants.some((grant) => grant.agencyId === null && grant.centreId === null)) return null
  if (grants.length === 0) return sql`false`
  const each = grants.map(
    ({ agencyId, centreId }) =>
      sql`(${agencyId === null ? sql`true` : sql`${agency} = ${agencyId}::uuid`} and ${
        centreId === null ? sql`true` : sql`${centre} = ${centreId}::uuid`
      })`,
  )
  return sql`(${sql.join(each, sql` or `)})`
}
