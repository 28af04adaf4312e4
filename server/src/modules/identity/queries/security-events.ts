import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import { wholeLocality } from '#kernel/reach.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import { dutyAt } from '../domain/duty.ts'
import { identityRefusals } from '../domain/refusals.ts'
import { securityEvents } from '../domain/security-events.ts'

export type SecurityLine = {
  readonly id: string
  readonly at: string
  readonly event: string
  readonly name: string
  readonly accountName: string | null
  readonly network: string
  readonly route: string
  readonly status: number | null
  readonly refusal: string | null
  readonly times: number
}

/**
 * The security log, newest first: for inspectors and operators of the whole locality, because its events belong to no agency.
 * @throws Refused SECURITY_LOG_NOT_YOURS
 */
export async function listSecurityEvents(
  db: Queryable,
  actor: Actor,
  asked: { readonly event?: string | undefined; readonly before?: string | undefined; readonly limit: number },
): Promise<{ items: SecurityLine[]; more: boolean }> {
  if (dutyAt(actor, ['inspector', 'operator'], wholeLocality) === null)
    throw new Refused(refusalFrom(identityRefusals, 'SECURITY_LOG_NOT_YOURS'))
  const { rows } = await sql<Omit<SecurityLine, 'name'>>`
    select e.id, e.at, e.event, a.display_name as "accountName", e.network, e.route, e.status, e.refusal, e.times
    from identity.security_event e left join identity.account a on a.locality_id = e.locality_id and a.id = e.account_id
    where (${asked.event ?? null}::text is null or e.event = ${asked.event ?? null})
      and (${asked.before ?? null}::uuid is null or e.id < ${asked.before ?? null}::uuid)
    order by e.id desc limit ${asked.limit + 1}`.execute(db)
  const names: Readonly<Record<string, string>> = securityEvents
  return {
    items: rows.slice(0, asked.limit).map((row) => ({ ...row, name: names[row.event] ?? row.event })),
    more: rows.length > asked.limit,
  }
}
