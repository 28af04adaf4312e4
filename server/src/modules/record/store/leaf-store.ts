import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import { entryOf } from '../domain/leaf.ts'
import { leafHash } from '../domain/merkle.ts'
import { GrowingTree, edgeOf, tileWidth } from '../domain/tiles.ts'
import type { FullTile } from '../domain/tiles.ts'
import { sha256, utf8 } from './digest.ts'

export type Leaf = { readonly source: string; readonly key: string; readonly salt: Buffer; readonly body: Buffer }

/** The entries of consecutive leaves. */
export async function readEntries(db: Queryable, from: number, count: number): Promise<Buffer[]> {
  const { rows } = await sql<Omit<Leaf, 'salt'>>`select source, key, body from record.leaf
    where leaf_index >= ${from} and leaf_index < ${from + count} order by leaf_index`.execute(db)
  return rows.map(({ source, key, body }) => Buffer.from(entryOf(sha256, utf8, { source, key }, body)))
}

/** The first hashes of a tile: of a full one as it is kept, of a partial one made of what is below it. */
export async function readTile(db: Queryable, level: number, n: number, width: number): Promise<Buffer[]> {
  if (level === 0) {
    const kept = await keptTile(db, 0, n)
    if (kept) return kept.slice(0, width)
    return (await readEntries(db, n * tileWidth, width)).map((entry) => Buffer.from(leafHash(sha256, entry)))
  }
  const { rows } = await sql<{ root: Buffer }>`select root from record.tile
    where level = ${level - 1} and n >= ${n * tileWidth} and n < ${n * tileWidth + width} order by n`.execute(db)
  return rows.map(({ root }) => root)
}

async function keptTile(db: Queryable, level: number, n: number): Promise<Buffer[] | null> {
  const { rows } = await sql<{ hashes: Buffer }>`select hashes from record.tile where level = ${level} and n = ${n}`.execute(db)
  return rows[0] ? hashesOf(rows[0].hashes) : null
}

export function hashesOf(bytes: Buffer): Buffer[] {
  return Array.from({ length: bytes.length / 32 }, (_, at) => bytes.subarray(at * 32, at * 32 + 32))
}

/** The tree of `size` leaves, ready to grow. */
export async function openTree(db: Queryable, size: number): Promise<GrowingTree> {
  const edge: Buffer[][] = []
  for (const { level, n, width } of edgeOf(size)) edge.push(width === 0 ? [] : await readTile(db, level, n, width))
  return new GrowingTree(sha256, size, edge)
}

/** Writes leaves after the last one and the tiles they fill. @returns the tree with them */
export async function appendLeaves(tx: Queryable, tree: GrowingTree, leaves: readonly Leaf[]): Promise<void> {
  const first = tree.size
  const filled: FullTile[] = []
  for (const leaf of leaves) filled.push(...tree.add(leafHash(sha256, entryOf(sha256, utf8, leaf, leaf.body))))
  await sql`insert into record.leaf (leaf_index, source, key, salt, body)
    select ${first}::bigint + x.n - 1, x.source, x.key, decode(x.salt, 'hex'), decode(x.body, 'hex')
    from unnest(${leaves.map(({ source }) => source)}::text[], ${leaves.map(({ key }) => key)}::text[],
      ${leaves.map(({ salt }) => salt.toString('hex'))}::text[],
      ${leaves.map(({ body }) => body.toString('hex'))}::text[])
      with ordinality as x (source, key, salt, body, n) returning leaf_index`.execute(tx)
  for (const { level, n, hashes, root } of filled)
    await sql`insert into record.tile (level, n, hashes, root) values (${level}, ${n}, ${Buffer.concat(hashes)}, ${Buffer.from(root)})`.execute(
      tx,
    )
}

/** How many leaves there are. */
export async function countLeaves(db: Queryable): Promise<number> {
  const { rows } = await sql<{ size: number }>`select coalesce(max(leaf_index) + 1, 0) as size from record.leaf`.execute(db)
  return rows[0]?.size ?? 0
}
