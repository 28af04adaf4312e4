import { sql } from 'kysely'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import { toBase64 } from '../domain/base64.ts'
import { entryOf } from '../domain/leaf.ts'
import { consistencyRanges, inclusionRanges, rangeRoot } from '../domain/merkle.ts'
import type { LeafRange } from '../domain/merkle.ts'
import { recordRefusals } from '../domain/refusals.ts'
import { subtreesFromTiles } from '../domain/tiles.ts'
import { sha256, utf8 } from '../store/digest.ts'
import { readTile } from '../store/leaf-store.ts'
import type { Leaf } from '../store/leaf-store.ts'
import { recordedSources, selectRows } from '../store/recorded-rows.ts'
import type { Opening } from './check-proof.ts'
import { addCosignatures, getRecord } from './get-record.ts'

/** Hashes over ranges of the tree as it was with `size` leaves. */
async function rootsOf(db: Queryable, size: number, ranges: readonly LeafRange[]): Promise<Uint8Array[]> {
  const tiles = new Map<string, Promise<Buffer[]>>()
  const subtree = subtreesFromTiles(sha256, size, async (level, n, width) => {
    const name = `${level}/${n}`
    const asked = tiles.get(name) ?? readTile(db, level, n, width)
    tiles.set(name, asked)
    return await asked
  })
  const roots: Uint8Array[] = []
  for (const range of ranges) roots.push(await rangeRoot(sha256, range, subtree))
  return roots
}

/** The path from a leaf to the root of the tree with `size` leaves (RFC 6962 §2.1.1). */
export async function proveInclusion(db: Queryable, index: number, size: number): Promise<Uint8Array[]> {
  return await rootsOf(db, size, inclusionRanges(index, size))
}

/** Proof that the tree with `size` leaves extends that with `older` (RFC 6962 §2.1.2). */
export async function proveConsistency(db: Queryable, older: number, size: number): Promise<Uint8Array[]> {
  return await rootsOf(db, size, consistencyRanges(older, size))
}

/** A recorded row with the data that open its leaf, for callers who may see the row. */
export type OpenedLeaf = {
  readonly index: number
  readonly source: string
  readonly key: string
  readonly salt: Buffer
  readonly entry: Uint8Array
  /** What the row says now; the leaf proves it if it is what it said then. */
  readonly text: string
}

/** The leaves of the acts of a dossier, in their order. @param seq one act alone */
export async function openActs(db: Queryable, code: string, seq: number | null = null): Promise<OpenedLeaf[]> {
  const acts = recordedSources.find(({ name }) => name === 'dossier.act')
  if (!acts) throw new Error('acts are not recorded')
  const { rows } = await sql<Leaf & { index: number; text: string }>`
    select l.leaf_index as index, l.source, l.key, l.salt, l.body, s.text
    from (${sql.raw(selectRows(acts, 'true', 't.dossier_id, t.seq, d.code'))}) s
    join record.leaf l on l.source = ${acts.name} and l.key = s.key
    where s.code = ${code} and (${seq}::int is null or s.seq = ${seq}::int) order by s.seq`.execute(db)
  return rows.map(({ index, source, key, salt, body, text }) => ({
    index,
    source,
    key,
    salt,
    entry: entryOf(sha256, utf8, { source, key }, body),
    text,
  }))
}

/** Public proof that a row is in the record: the signed checkpoint, the path to it and the data that open the leaf. */
export type RowProof = { readonly checkpoint: string; readonly index: number; readonly path: readonly string[]; readonly opening: Opening }

/**
 * The proof of a row that is public anyway.
 * @throws Refused RECORD_EMPTY, RECORD_NOT_YET
 */
export async function mustProve(db: Queryable, name: string, key: string): Promise<RowProof> {
  const source = recordedSources.find((each) => each.name === name)
  if (!source) throw new Error(`${name} is not recorded`)
  const record = await getRecord(db)
  if (!record) throw new Refused(refusalFrom(recordRefusals, 'RECORD_EMPTY'))
  const { rows } = await sql<{ index: number; salt: Buffer; text: string }>`
    select l.leaf_index as index, l.salt, s.text
    from (${sql.raw(selectRows(source))}) s
    join record.leaf l on l.source = ${name} and l.key = s.key
    where s.key = ${key}`.execute(db)
  const leaf = rows[0]
  if (!leaf || leaf.index >= record.size) throw new Refused(refusalFrom(recordRefusals, 'RECORD_NOT_YET'))
  return {
    checkpoint: await addCosignatures(db, record),
    index: leaf.index,
    path: (await proveInclusion(db, leaf.index, record.size)).map(toBase64),
    opening: { source: name, key, salt: toBase64(leaf.salt), text: leaf.text },
  }
}
