import type { Queryable } from '#platform/db/database.ts'
import { entryBundle } from '../domain/leaf.ts'
import { tileWidth, widthOfTile } from '../domain/tiles.ts'
import type { TileAddress } from '../domain/tiles.ts'
import { countLeaves, readEntries, readTile } from '../store/leaf-store.ts'

/** The bytes of a tile or of a bundle of entries; `null` when the tree does not have it. */
export async function readTileBytes(db: Queryable, { level, n, width }: TileAddress): Promise<Buffer | null> {
  const size = await countLeaves(db)
  if (widthOfTile(level === 'entries' ? 0 : level, n, size) < width) return null
  if (level === 'entries') return Buffer.from(entryBundle(await readEntries(db, n * tileWidth, width)))
  return Buffer.concat(await readTile(db, level, n, width))
}
