import { sql } from 'kysely'
import { inTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { levelAfter, secondsToWait, vessels } from '../domain/sign-in-delay.ts'
import type { VesselName } from '../domain/sign-in-delay.ts'
import { tokenHash } from './token-hash.ts'

/** One thing that is counted: which vessel, of whom. */
export type Counted = { readonly vessel: VesselName; readonly of: string }

type Row = { readonly key: Buffer; readonly level: number; readonly seconds: number }

const keyed = (counted: readonly Counted[]) =>
  counted
    .map(({ vessel, of }) => ({ vessel: vessels[vessel], name: vessel, key: tokenHash(`${vessel}|${of}`) }))
    // In one order for everybody, so that two tries never wait for each other.
    .sort((a, b) => Buffer.compare(a.key, b.key))

const read = async (db: Queryable, keys: readonly Buffer[], isLocking: boolean): Promise<readonly Row[]> => {
  const { rows } = await sql<Row>`select key, level, extract(epoch from clock_timestamp() - at)::float8 as seconds
    from identity.sign_in_guard where key = any(${keys}::bytea[])
    order by key ${isLocking ? sql`for update` : sql``}`.execute(db)
  return rows
}

const longestWait = (counted: ReturnType<typeof keyed>, rows: readonly Row[]): number =>
  Math.max(
    0,
    ...counted.map(({ vessel, key }) => {
      const row = rows.find((each) => each.key.equals(key))
      return row ? secondsToWait(vessel, row.level, row.seconds) : 0
    }),
  )

/** Seconds to wait before an attempt would be checked; 0: now. Does not count as an attempt. */
export async function waitBefore(db: Queryable, counted: readonly Counted[]): Promise<number> {
  const all = keyed(counted)
  return longestWait(
    all,
    await read(
      db,
      all.map(({ key }) => key),
      false,
    ),
  )
}

/**
 * Counts an attempt as failed before it is checked, so that concurrent guesses see each other, here or in another
 * process; `giveBack` takes it off again. Returns the seconds to wait, and has counted nothing, when it is too early.
 */
export async function countTry(db: Queryable, counted: readonly Counted[]): Promise<number> {
  const all = keyed(counted)
  const keys = all.map(({ key }) => key)
  return await inTransaction(db, async (tx) => {
    await sql`insert into identity.sign_in_guard (key, level, at) select key, 0, clock_timestamp()
      from unnest(${keys}::bytea[]) as key
      order by key on conflict do nothing`.execute(tx)
    const rows = await read(tx, keys, true)
    const wait = longestWait(all, rows)
    if (wait > 0) return wait
    for (const { vessel, key } of all) {
      const row = rows.find((each) => each.key.equals(key))
      const level = levelAfter(vessel, row?.level ?? 0, row?.seconds ?? 0) + 1
      await sql`insert into identity.sign_in_guard (key, level, at) values (${key}, ${level}, clock_timestamp())
        on conflict (locality_id, key) do update set level = excluded.level, at = excluded.at`.execute(tx)
    }
    return 0
  })
}

/** The try was right: it is not counted. What was counted of this login here and on this device is forgotten. */
export async function giveBack(db: Queryable, counted: readonly Counted[]): Promise<void> {
  for (const { name, key } of keyed(counted)) {
    if (name === 'login' || name === 'network') {
      await sql`update identity.sign_in_guard set level = greatest(0, level - 1) where key = ${key}`.execute(db)
    } else await sql`delete from identity.sign_in_guard where key = ${key}`.execute(db)
  }
}

/** Milliseconds of the database's real clock, which no practice moves: what codes go by. */
export async function realClock(db: Queryable): Promise<number> {
  const { rows } = await sql<{ ms: number }>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`.execute(db)
  return rows[0]?.ms ?? 0
}
