import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { Queryable } from '#platform/db/database.ts'
import { listAlerts } from '../queries/list-alerts.ts'

/** Remembers that the caller has seen these alerts; those not addressed to them are ignored. */
export async function rememberSeenAlerts(db: Queryable, actor: Actor, ids: readonly string[]): Promise<number> {
  const { items } = await listAlerts(db, actor, 1000)
  const mine = new Set(items.map(({ id }) => id))
  const { numAffectedRows } = await sql`
    insert into dossier.alert_seen (alert_id, account_id) select x, ${actor.accountId}::uuid
    from unnest(${ids.filter((id) => mine.has(id))}::uuid[]) x
    on conflict do nothing`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

/** Remembers that the caller has seen a notice; a notice to another officer is ignored. */
export async function rememberSeenNotice(db: Queryable, actor: Actor, id: string): Promise<void> {
  await sql`update dossier.officer_notice set seen_at = platform.now()
    where id = ${id}::uuid and account_id = ${actor.accountId} and seen_at is null`.execute(db)
}
