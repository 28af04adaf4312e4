import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import type { Difference } from '../domain/differences.ts'
import { entryOf } from '../domain/leaf.ts'
import { leafHash, sameBytes } from '../domain/merkle.ts'
import { checkpointFrom, noteFrom } from '../domain/note.ts'
import type { Checkpoint, VerifierKey } from '../domain/note.ts'
import { GrowingTree, tileWidth } from '../domain/tiles.ts'
import { sha256, utf8 } from '../store/digest.ts'
import { hashesOf } from '../store/leaf-store.ts'
import { isSignedBy } from '../store/record-key.ts'
import { readInPieces } from './read-in-pieces.ts'

/** When leaves from this index on were appended, and when everything had been looked at before. */
export type Round = { readonly firstIndex: number; readonly atMs: number; readonly lookedBeforeMs: number | null }
export type TreeCheck = { readonly size: number; readonly rounds: readonly Round[]; readonly differences: readonly Difference[] }

/** Checkpoints whose roots are computed again; between two of them a change is found, and named no closer than that. */
const mostCompared = 2000

/** Compares the leaves with the tiles, the signed checkpoints and those kept outside. */
export async function checkTree(
  tx: Queryable,
  keys: readonly VerifierKey[],
  origin: string,
  outside: readonly string[],
): Promise<TreeCheck> {
  const kept = outside.map((text) => trustedCheckpoint(text, keys, origin))
  const own = await readCheckpoints(tx, keys, origin)
  const differences: Difference[] = [...own.differences]
  const isOfInterest = sample([...own.checkpoints.keys()])
  for (const { size } of kept) isOfInterest.add(size)
  const walked = await walkLeaves(tx, isOfInterest)

  const last = [...own.checkpoints.keys()].at(-1) ?? 0
  const outer = Math.max(0, ...kept.map(({ size }) => size))
  const bySize = [...own.checkpoints].map(([size, root]) => ({ size, root }))
  const judged = judgeRoots(
    walked,
    [...bySize, ...kept.filter(({ size }) => size <= walked.size)].toSorted((a, b) => a.size - b.size),
  )
  differences.push(...judged)
  const isWhole = differences.length === 0
  if (last > walked.size) differences.push({ table: 'record.leaf', key: `${walked.size}-${last - 1}`, kind: 'truncated' })
  if (last < walked.size && walked.size > 0) differences.push({ table: 'record.checkpoint', key: String(walked.size), kind: 'truncated' })
  // The log is whole in itself, and shorter than somebody outside has seen it: the database is an earlier one.
  if (outer > Math.max(walked.size, last))
    differences.push({
      table: 'record.log',
      key: `${walked.size}-${outer - 1}`,
      kind: isWhole && last === walked.size ? 'rolled_back' : 'truncated',
    })
  return { size: walked.size, rounds: await readRounds(tx), differences }
}

/** @throws Error when the note is not one of this log, signed by it */
function trustedCheckpoint(text: string, keys: readonly VerifierKey[], origin: string): Checkpoint {
  const note = noteFrom(text)
  const checkpoint = note && checkpointFrom(note.text)
  if (!note || !checkpoint) throw new Error('The file is not a checkpoint.')
  if (checkpoint.origin !== origin) throw new Error(`The checkpoint is of the log ${checkpoint.origin}, and this one is ${origin}.`)
  if (!keys.some((key) => isSignedBy(note, key))) throw new Error('The checkpoint is not signed with a key of this log.')
  return checkpoint
}

async function readCheckpoints(
  tx: Queryable,
  keys: readonly VerifierKey[],
  origin: string,
): Promise<{ checkpoints: Map<number, Buffer>; differences: Difference[] }> {
  const checkpoints = new Map<number, Buffer>()
  const differences: Difference[] = []
  const { rows } = await sql<{ last: number | null }>`select max(size) as last from record.checkpoint`.execute(tx)
  const last = rows[0]?.last ?? 0
  for await (const { size, root, note } of readInPieces<{ size: number; root: Buffer; note: string }>(
    tx,
    'select size, root, note from record.checkpoint order by size',
  )) {
    const read = noteFrom(note)
    const said = read && checkpointFrom(read.text)
    const isTrue = said?.size === size && said.origin === origin && sameBytes(said.root, root)
    // A signature costs as much as a hundred hashes: of all checkpoints the last ones are verified, on which the others rest.
    const isSigned = read !== null && (size < last - tileWidth * 4 || keys.some((key) => isSignedBy(read, key)))
    if (isTrue && isSigned) checkpoints.set(size, root)
    else differences.push({ table: 'record.checkpoint', key: String(size), kind: 'edited' })
  }
  return { checkpoints, differences }
}

function sample(sizes: readonly number[]): Set<number> {
  const step = Math.max(1, Math.ceil(sizes.length / mostCompared))
  return new Set(sizes.filter((_, at) => at % step === 0 || at === sizes.length - 1))
}

type Walked = {
  readonly size: number
  /** Roots by size, once from the leaves and once from the tiles where they are kept. */
  readonly fromLeaves: ReadonlyMap<number, Uint8Array>
  readonly fromTiles: ReadonlyMap<number, Uint8Array>
  readonly gaps: readonly number[]
  /** Indices where leaf and tile say different things, and whether the tile has the same hashes in another order. */
  readonly differing: readonly { readonly index: number; readonly isMoved: boolean }[]
  readonly wrongRoots: readonly string[]
}
type LeafRow = { readonly index: number; readonly source: string; readonly key: string; readonly body: Buffer }

async function walkLeaves(tx: Queryable, isOfInterest: ReadonlySet<number>): Promise<Walked> {
  const tiles = await readTiles(tx)
  const [leaves, kept] = [new GrowingTree(sha256), new GrowingTree(sha256)]
  const [fromLeaves, fromTiles] = [new Map<number, Uint8Array>(), new Map<number, Uint8Array>()]
  const [gaps, differing, wrongRoots]: [number[], Walked['differing'][number][], string[]] = [[], [], []]
  let bundle: Uint8Array[] = []
  const add = (hash: Uint8Array): void => {
    const index = leaves.size
    const inTile = tiles.hashes(Math.floor(index / tileWidth))?.[index % tileWidth] ?? null
    for (const { level, n, root } of leaves.add(hash)) {
      const said = tiles.root(level, n)
      if (said && !sameBytes(said, root)) wrongRoots.push(`${level}/${n}`)
    }
    kept.add(inTile ?? hash)
    bundle.push(hash)
    if (leaves.size % tileWidth === 0) {
      differing.push(...compareTile(leaves.size - tileWidth, bundle, tiles.hashes(leaves.size / tileWidth - 1)))
      bundle = []
    }
    if (!isOfInterest.has(leaves.size)) return
    fromLeaves.set(leaves.size, leaves.root())
    fromTiles.set(leaves.size, kept.root())
  }
  for await (const { index, source, key, body } of readInPieces<LeafRow>(
    tx,
    'select leaf_index as index, source, key, body from record.leaf order by leaf_index',
  )) {
    // A missing leaf: the tree continues with the hash of its tile, or with an empty hash.
    while (leaves.size < index) {
      gaps.push(leaves.size)
      add(tiles.hashes(Math.floor(leaves.size / tileWidth))?.[leaves.size % tileWidth] ?? new Uint8Array(32))
    }
    add(leafHash(sha256, entryOf(sha256, utf8, { source, key }, body)))
  }
  return { size: leaves.size, fromLeaves, fromTiles, gaps, differing, wrongRoots }
}

function compareTile(first: number, leaves: readonly Uint8Array[], tile: readonly Buffer[] | null): Walked['differing'] {
  if (!tile) return []
  const among = new Set(tile.map((hash) => hash.toString('hex')))
  return leaves.flatMap((hash, at) =>
    sameBytes(hash, tile[at] ?? new Uint8Array()) ? [] : { index: first + at, isMoved: among.has(Buffer.from(hash).toString('hex')) },
  )
}

/** Every full tile: 32 bytes a leaf, so that a million leaves take 32 MB. */
async function readTiles(tx: Queryable): Promise<{ hashes(n: number): Buffer[] | null; root(level: number, n: number): Buffer | null }> {
  const [bytes, roots] = [new Map<number, Buffer>(), new Map<string, Buffer>()]
  for await (const { level, n, hashes, root } of readInPieces<{ level: number; n: number; hashes: Buffer; root: Buffer }>(
    tx,
    'select level, n, case when level = 0 then hashes end as hashes, root from record.tile',
  )) {
    if (level === 0) bytes.set(n, hashes)
    roots.set(`${level}/${n}`, root)
  }
  let last: { n: number; hashes: Buffer[] | null } | undefined
  return {
    hashes(n) {
      if (last?.n !== n) last = { n, hashes: bytes.has(n) ? hashesOf(bytes.get(n) as Buffer) : null }
      return last.hashes
    },
    root: (level, n) => roots.get(`${level}/${n}`) ?? null,
  }
}

/** Which of leaves, tiles and checkpoints are not what was signed. */
function judgeRoots(walked: Walked, heads: readonly { readonly size: number; readonly root: Uint8Array }[]): Difference[] {
  const differences: Difference[] = walked.gaps.map((index) => ({ table: 'record.leaf', key: String(index), kind: 'deleted' }))
  let good = 0
  let firstBad: number | null = null
  let areTilesGood = true
  for (const { size, root } of heads) {
    const [leaves, tiles] = [walked.fromLeaves.get(size), walked.fromTiles.get(size)]
    if (leaves && !sameBytes(leaves, root)) firstBad ??= size
    else if (leaves && firstBad === null) good = size
    if (tiles && !sameBytes(tiles, root)) areTilesGood = false
  }
  if (firstBad === null) {
    // The leaves are what was signed, so it is the tiles that are not.
    for (const { index } of walked.differing)
      differences.push({ table: 'record.tile', key: `0/${Math.floor(index / tileWidth)}`, kind: 'edited' })
    for (const key of walked.wrongRoots) differences.push({ table: 'record.tile', key, kind: 'edited' })
    return [...new Map(differences.map((each) => [`${each.table} ${each.key}`, each])).values()]
  }
  for (const { index, isMoved } of walked.differing)
    if (!walked.gaps.includes(index)) differences.push({ table: 'record.leaf', key: String(index), kind: isMoved ? 'reordered' : 'edited' })
  // Where leaf and tile agree on what was never signed, the range between two checkpoints is as close as it can be named.
  if (!areTilesGood || differences.length === 0) differences.push({ table: 'record.leaf', key: `${good}-${firstBad - 1}`, kind: 'edited' })
  return differences
}

async function readRounds(tx: Queryable): Promise<Round[]> {
  const rounds: Round[] = []
  for await (const round of readInPieces<Round>(
    tx,
    `select first_index as "firstIndex", (extract(epoch from at) * 1000)::float8 as "atMs",
       (extract(epoch from looked_before) * 1000)::float8 as "lookedBeforeMs" from record.round order by first_index`,
  ))
    rounds.push(round)
  return rounds
}
