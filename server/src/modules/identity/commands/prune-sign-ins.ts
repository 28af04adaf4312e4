import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'

/** An ended session says for a while why it ended. */
const endedSessionsKeptDays = 7
/** Longer than the slowest count needs to leak away whole. */
const countsKeptHours = 24
const devicesKeptDays = 180

/** Drops, a piece at a time so that no sign-in waits behind it, what signing in leaves behind. Returns how many rows. */
export async function pruneSignIns(db: Queryable): Promise<number> {
  return (
    (await dropAll(
      db,
      sql`delete from identity.session where ctid in (select ctid from identity.session
        where least(expires_at,
          coalesce(revoked_at, expires_at)) < now() - make_interval(days => ${endedSessionsKeptDays}) limit 5000)`,
    )) +
    (await dropAll(
      db,
      sql`delete from identity.sign_in_guard where ctid in (select ctid from identity.sign_in_guard
        where at < now() - make_interval(hours => ${countsKeptHours}) limit 5000)`,
    )) +
    (await dropAll(
      db,
      sql`delete from identity.known_device where ctid in (select ctid from identity.known_device
        where last_used_at < now() - make_interval(days => ${devicesKeptDays}) limit 5000)`,
    ))
  )
}

async function dropAll(db: Queryable, statement: ReturnType<typeof sql>): Promise<number> {
  for (let dropped = 0; ;) {
    const { numAffectedRows } = await statement.execute(db)
    dropped += Number(numAffectedRows ?? 0n)
    if ((numAffectedRows ?? 0n) < 5000n) return dropped
  }
}
