import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { databaseNow, inTransaction } from '#platform/db/database.ts'
import type { Database, Queryable } from '#platform/db/database.ts'
import { bodyOf } from '../domain/leaf.ts'
import { originFrom } from '../domain/origin.ts'
import type { GrowingTree } from '../domain/tiles.ts'
import { sha256, utf8 } from '../store/digest.ts'
import { appendLeaves, countLeaves, openTree } from '../store/leaf-store.ts'
import type { Leaf } from '../store/leaf-store.ts'
import { signCheckpoint } from '../store/record-key.ts'
import { recordedSources, roundSource, selectRows } from '../store/recorded-rows.ts'
import type { RecordedSource } from '../store/recorded-rows.ts'

/** Rows of one transaction: enough to catch up quickly, few enough for a short one. */
const most = 10_000
const saltBytes = 16

export type Sealed = { readonly appended: number; readonly size: number }

/**
 * Appends what was committed since the last time to the record, in an order that is then fixed, and signs the new checkpoint. Runs apart from
 * the work it records and takes no lock of it; one sealer at a time in a locality.
 * @param everything compares all rows, not only those of transactions that may be new: once a night, and after the database was moved
 */
export async function sealRecord(database: Database, publicUrl: string, everything = false): Promise<Sealed> {
  let appended = 0
  for (;;) {
    const round = await inTransaction(database.kysely, async (tx) => await sealOnce(database, tx, publicUrl, everything))
    appended += round.appended
    if (round.isDone) return { appended, size: round.size }
  }
}

async function sealOnce(
  database: Database,
  tx: Queryable,
  publicUrl: string,
  everything: boolean,
): Promise<Sealed & { readonly isDone: boolean }> {
  const log = await holdLog(tx, publicUrl)
  const isElsewhere = log.clusterId !== log.thisCluster
  const from = everything || isElsewhere ? null : log.settledXid
  if (from !== null && !(await hasUnrecorded(tx, from))) {
    await keepLook(tx, log)
    return { appended: 0, size: await countLeaves(tx), isDone: true }
  }
  const found: Recordable[] = []
  for (const source of recordedSources) {
    if (found.length >= most) break
    found.push(...(await unrecorded(tx, source, from, most - found.length)))
  }
  const isDone = found.length < most
  const size = await countLeaves(tx)
  const tree = await openTree(tx, size)
  if (found.length > 0) {
    await appendRound(tx, tree, found)
    const checkpoint = { origin: log.origin, size: tree.size, root: tree.root() }
    const note = await signCheckpoint(database, checkpoint)
    await sql`insert into record.checkpoint (size, root, note, signed_at)
      values (${checkpoint.size}, ${Buffer.from(checkpoint.root)}, ${note}, platform.now())`.execute(tx)
  }
  // Only after everything was looked at is all that was settled before in the record.
  if (isDone) await keepLook(tx, log)
  return { appended: found.length, size: tree.size, isDone }
}

type Log = {
  readonly origin: string
  readonly settledXid: number | null
  readonly clusterId: string | null
  readonly thisCluster: string
  /** Every transaction before this one has ended; asked before the rows are read. */
  readonly oldestRunning: number
}

/** The log of the locality, locked: made at the first sealing. */
async function holdLog(tx: Queryable, publicUrl: string): Promise<Log> {
  await sql`insert into record.log (origin) select ${originFrom(publicUrl, randomBytes(4).toString('hex'))}
    where not exists (select from record.log)
    on conflict do nothing`.execute(tx)
  await sql`select from record.log for update`.execute(tx)
  const { rows } = await sql<Log>`select origin, settled_xid as "settledXid", cluster_id::text as "clusterId",
      (select system_identifier::text from pg_control_system()) as "thisCluster",
      pg_snapshot_xmin(pg_current_snapshot())::text::bigint as "oldestRunning"
    from record.log`.execute(tx)
  const log = rows[0]
  if (!log) throw new Error('the record has no log')
  return log
}

type Recordable = { readonly source: string; readonly key: string; readonly text: string }

async function keepLook(tx: Queryable, { oldestRunning, thisCluster }: Log): Promise<void> {
  await sql`update record.log set settled_xid = ${oldestRunning}, cluster_id = ${thisCluster}, looked_at = platform.now()`.execute(tx)
}

/** Whether any table has a row that is not in the record. Twice a minute in every locality, mostly in vain: one statement, not one a table. */
async function hasUnrecorded(tx: Queryable, fromXid: number): Promise<boolean> {
  const anywhere = recordedSources.map((source) => `exists (${selectRows(source, isUnrecorded(source, fromXid))})`)
  const { rows } = await sql<{ some: boolean }>`select (${sql.raw(anywhere.join(' or '))})::boolean as some`.execute(tx)
  return rows[0]?.some === true
}

function isUnrecorded({ name, key, isLarge }: RecordedSource, fromXid: number | null): string {
  const isNew = isLarge && fromXid !== null ? `(t.written_in::text::bigint) >= ${fromXid}` : 'true'
  return `${isNew} and not exists (select from record.leaf l where l.source = '${name}' and l.key = ${key})`
}

/** Rows of a table that are not in the record, the earliest first. */
async function unrecorded(tx: Queryable, source: RecordedSource, fromXid: number | null, limit: number): Promise<Recordable[]> {
  const order = source.isLarge ? 'order by t.written_in nulls first, key' : source.afterTheDay ? 'order by random()' : 'order by at, key'
  const { rows } = await sql<Recordable>`
    select ${source.name} as source, s.key, s.text from (${sql.raw(
      `${selectRows(source, isUnrecorded(source, fromXid))} ${order} limit ${limit}`,
    )}) s`.execute(tx)
  return rows
}

/** One round: first when it was, then its rows. */
async function appendRound(tx: Queryable, tree: GrowingTree, rows: readonly Recordable[]): Promise<void> {
  const at = await databaseNow(tx)
  await sql`insert into record.round (first_index, at, looked_before)
    select ${tree.size}, ${at.toString()}, looked_at from record.log returning first_index`.execute(tx)
  const { rows: rounds } = await sql<Recordable>`select ${roundSource.name} as source, s.key, s.text
    from (${sql.raw(selectRows(roundSource))}) s where s.key = ${String(tree.size)}`.execute(tx)
  const salts = randomBytes(saltBytes * (rows.length + 1))
  const leaves = [...rounds, ...rows].map(({ source, key, text }, n): Leaf => {
    const salt = salts.subarray(n * saltBytes, (n + 1) * saltBytes)
    return { source, key, salt, body: Buffer.from(bodyOf(sha256, utf8, salt, text)) }
  })
  await appendLeaves(tx, tree, leaves)
}
