import { hash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { consistencyRanges, inclusionRanges, isConsistent, isIncluded, leafHash, rangeRoot } from './merkle.ts'
import { GrowingTree, edgeOf, subtreesFromTiles, tileAddressFrom, tileNumberPath, tileWidth, widthOfTile } from './tiles.ts'

const sha256 = (data: Uint8Array): Uint8Array => hash('sha256', data, 'buffer')

const entries = Array.from({ length: 700 }, (_, n) => Buffer.from(`entry ${n}`))
const computed = new Map<string, Uint8Array>()

/** The definition of RFC 6962 §2.1 over `entries[start, end)` as it is written there, and nothing else. */
function rootByDefinition(start: number, end: number): Uint8Array {
  const known = computed.get(`${start} ${end}`)
  if (known) return known
  let k = 1
  while (k * 2 < end - start) k *= 2
  const root =
    end - start === 1
      ? sha256(Buffer.concat([Buffer.of(0), entries[start] as Uint8Array]))
      : sha256(Buffer.concat([Buffer.of(1), rootByDefinition(start, start + k), rootByDefinition(start + k, end)]))
  computed.set(`${start} ${end}`, root)
  return root
}

const hashes = entries.map((entry) => leafHash(sha256, entry))
const subtree = async (height: number, index: number): Promise<Uint8Array> =>
  rootByDefinition(index * 2 ** height, (index + 1) * 2 ** height)
const sizes = fc.integer({ min: 1, max: entries.length })

describe('the Merkle tree', () => {
  test('the roots equal those published with RFC 6962 for the seven-leaf example of certificate transparency', () => {
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657'].map((hex) => Buffer.from(hex, 'hex'))
    const tree = new GrowingTree(sha256)
    for (const input of inputs) tree.add(leafHash(sha256, input))
    expect(Buffer.from(tree.root()).toString('hex')).toBe('ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c')
  })

  test('a growing tree has the root of the definition at every size, also after it was closed and reopened', () => {
    fc.assert(
      fc.property(sizes, sizes, (one, other) => {
        const [size, opened] = [Math.max(one, other), Math.min(one, other)]
        const edge = edgeOf(opened).map(({ level, n, width }) =>
          level === 0
            ? hashes.slice(n * tileWidth, n * tileWidth + width)
            : Array.from({ length: width }, (_, at) => rootByDefinition(at * tileWidth, (at + 1) * tileWidth)),
        )
        const tree = new GrowingTree(sha256, opened, edge)
        for (const leaf of hashes.slice(opened, size)) tree.add(leaf)
        expect(Buffer.from(tree.root())).toEqual(rootByDefinition(0, size))
      }),
      { numRuns: 60 },
    )
  })

  test('a leaf is proved by its own path alone', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async (size, n) => {
        const index = n % size
        const path: Uint8Array[] = []
        for (const range of inclusionRanges(index, size)) path.push(await rangeRoot(sha256, range, subtree))
        const claim = { leaf: hashes[index] as Uint8Array, index, size, path, root: rootByDefinition(0, size) }
        expect(isIncluded(sha256, claim)).toBe(true)
        expect(isIncluded(sha256, { ...claim, leaf: sha256(Buffer.of(9)) })).toBe(false)
        expect(isIncluded(sha256, { ...claim, path: [...path, sha256(Buffer.of(9))] })).toBe(false)
        expect(isIncluded(sha256, { ...claim, index: index + size })).toBe(false)
        if (size > 1) expect(isIncluded(sha256, { ...claim, index: (index + 1) % size })).toBe(false)
        if (path.length > 0) expect(isIncluded(sha256, { ...claim, path: path.slice(1) })).toBe(false)
      }),
      { numRuns: 60 },
    )
  })

  test('a later tree is proved to extend an earlier one, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, sizes, async (one, other) => {
        const [size, older] = [Math.max(one, other), Math.min(one, other)]
        const proof: Uint8Array[] = []
        for (const range of consistencyRanges(older, size)) proof.push(await rangeRoot(sha256, range, subtree))
        const before = { size: older, root: rootByDefinition(0, older) }
        const now = { size, root: rootByDefinition(0, size) }
        expect(isConsistent(sha256, before, now, proof)).toBe(true)
        expect(isConsistent(sha256, { ...before, root: sha256(Buffer.of(9)) }, now, proof)).toBe(false)
        expect(isConsistent(sha256, before, { ...now, root: sha256(Buffer.of(9)) }, proof)).toBe(false)
        if (older < size) expect(isConsistent(sha256, now, before, proof)).toBe(false)
        if (proof.length > 0) expect(isConsistent(sha256, before, now, proof.slice(1))).toBe(false)
      }),
      { numRuns: 60 },
    )
  })

  test('subtrees read from tiles of two levels equal the definition', async () => {
    const tree = new GrowingTree(sha256)
    const kept = new Map<string, readonly Uint8Array[]>()
    const roots: Uint8Array[] = []
    for (const leaf of hashes)
      for (const tile of tree.add(leaf)) {
        kept.set(`${tile.level}/${tile.n}`, tile.hashes)
        roots.push(tile.root)
      }
    const read = subtreesFromTiles(sha256, entries.length, async (level, n, width) =>
      (kept.get(`${level}/${n}`) ?? (level === 0 ? hashes.slice(n * tileWidth) : roots)).slice(0, width),
    )
    for (const [height, index] of [
      [0, 699],
      [3, 5],
      [7, 3],
      [8, 1],
      [9, 0],
    ] as const)
      expect(Buffer.from(await read(height, index))).toEqual(await subtree(height, index))
  })
})

describe('the addresses of tiles', () => {
  test.each([
    [0, '000'],
    [999, '999'],
    [1000, 'x001/000'],
    [1_234_067, 'x001/x234/067'],
  ])('tile %i is at %s', (n, path) => {
    expect(tileNumberPath(n)).toBe(path)
    expect(tileAddressFrom(`0/${path}`)).toEqual({ level: 0, n, width: 256 })
    expect(tileAddressFrom(`entries/${path}.p/7`)).toEqual({ level: 'entries', n, width: 7 })
  })

  test.each(['00/000', '64/000', '0/1', '0/x000/001', '0/000.p/0', '0/000.p/256', '0/000.p/01', '0/000/', 'x/000', '0/001/x234', '0/ 000'])(
    '%s names nothing',
    (path) => {
      expect(tileAddressFrom(path)).toBeNull()
    },
  )

  test('a tree of 70,000 leaves has the tiles the specification counts', () => {
    expect(edgeOf(70_000)).toEqual([
      { level: 0, n: 273, width: 112 },
      { level: 1, n: 1, width: 17 },
      { level: 2, n: 0, width: 1 },
    ])
    expect([widthOfTile(0, 272, 70_000), widthOfTile(0, 273, 70_000), widthOfTile(1, 0, 70_000), widthOfTile(0, 274, 70_000)]).toEqual([
      256, 112, 256, 0,
    ])
    expect(edgeOf(256)).toEqual([
      { level: 0, n: 1, width: 0 },
      { level: 1, n: 0, width: 1 },
    ])
  })
})
