import { sql } from 'kysely'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Database, Queryable } from '#platform/db/database.ts'
import { judgeSealer } from '../domain/lateness.ts'
import { recordRefusals } from '../domain/refusals.ts'
import { addSignatures } from '../domain/witness.ts'
import type { WitnessFault } from '../domain/witness.ts'
import { recordKeys } from '../store/record-key.ts'

export type RecordState = {
  readonly origin: string
  readonly size: number
  /** The latest checkpoint as it was signed. */
  readonly note: string
  readonly root: Buffer
  readonly signedAt: string
  /** When the sealer last looked at everything that waited. */
  readonly lookedAt: string | null
}

/** The record as its latest checkpoint has it; `null` while nothing is recorded. */
export async function getRecord(db: Queryable): Promise<RecordState | null> {
  const { rows } = await sql<RecordState>`select l.origin, c.size, c.note, c.root, c.signed_at as "signedAt", l.looked_at as "lookedAt"
    from record.log l
    cross join lateral (select size, note, root, signed_at from record.checkpoint order by size desc limit 1) c`.execute(db)
  return rows[0] ?? null
}

/** A checkpoint with the signatures of the witnesses who have confirmed it. */
export async function addCosignatures(db: Queryable, { size, note }: Pick<RecordState, 'size' | 'note'>): Promise<string> {
  const { rows } = await sql<{ line: string }>`select line from record.cosignature where size = ${size} order by witness`.execute(db)
  return addSignatures(
    note,
    rows.map(({ line }) => line),
  )
}

export type PublishedKey = { readonly vkey: string; readonly validFrom: string; readonly validTo: string | null }

/** The keys of the log, the one that signs now first. */
export async function listRecordKeys(database: Database, origin: string): Promise<PublishedKey[]> {
  return (await recordKeys(database, origin)).map(({ vkey, validFrom, validTo }) => ({ vkey, validFrom, validTo }))
}

export type WitnessState = {
  readonly name: string
  readonly kind: 'folder' | 'witness'
  readonly size: number
  readonly seenAt: string | null
  readonly fault: WitnessFault | null
  readonly faultAt: string | null
}

/** Who keeps checkpoints outside, and how far each has come. */
export async function listWitnesses(db: Queryable): Promise<WitnessState[]> {
  const { rows } =
    await sql<WitnessState>`select name, kind, size, seen_at as "seenAt", fault, fault_at as "faultAt" from record.witness order by name`.execute(
      db,
    )
  return rows
}

/** Seconds since the sealer last looked at everything that waited; `null` when it never did. */
export async function findSecondsSinceLook(db: Queryable): Promise<number | null> {
  const { rows } = await sql<{ seconds: number }>`select extract(epoch from platform.now() - looked_at)::float8 as seconds
    from record.log where looked_at is not null`.execute(db)
  return rows[0]?.seconds ?? null
}

/**
 * Issued results must be recorded soon. Practice issues nothing, and its clock is moved.
 * @throws Refused RECORD_STOPPED when the sealer has not looked for more than four hours
 */
export async function mustKeepUp(database: Pick<Database, 'isPractice'>, db: Queryable, now: Temporal.Instant): Promise<void> {
  if (database.isPractice) return
  const { rows } = await sql<{ lookedAt: string | null }>`select looked_at as "lookedAt" from record.log`.execute(db)
  const lookedAt = rows[0]?.lookedAt ?? null
  if (judgeSealer(lookedAt === null ? null : Temporal.Instant.from(lookedAt), now) === 'stopped')
    throw new Refused(refusalFrom(recordRefusals, 'RECORD_STOPPED'))
}
