import { foldRight, perfectRoot } from './merkle.ts'
import type { ReadSubtree, Sha256 } from './merkle.ts'

/** Hashes of a full tile (C2SP tlog-tiles). */
export const tileWidth = 256
const tileHeight = 8

export type Tile = { readonly level: number; readonly n: number; readonly hashes: readonly Uint8Array[] }
export type FullTile = Tile & { readonly root: Uint8Array }

/** A tree that grows at its right edge and says which tiles it has filled. Its memory is one partial tile of each level. */
export class GrowingTree {
  readonly #sha256: Sha256
  readonly #edge: Uint8Array[][]
  #size: number

  /** @param edge the hashes of the partial tiles of a tree of `size` leaves, from level 0 up */
  constructor(sha256: Sha256, size = 0, edge: readonly (readonly Uint8Array[])[] = []) {
    this.#sha256 = sha256
    this.#size = size
    this.#edge = edge.map((hashes) => [...hashes])
  }

  get size(): number {
    return this.#size
  }

  /** @returns the tiles this leaf has filled, from level 0 up */
  add(leaf: Uint8Array): FullTile[] {
    const filled: FullTile[] = []
    let hash: Uint8Array | null = leaf
    this.#size += 1
    for (let level = 0; hash; level += 1) {
      const hashes: Uint8Array[] = this.#edge[level] ?? []
      this.#edge[level] = hashes
      hashes.push(hash)
      hash = null
      if (hashes.length === tileWidth) {
        hash = perfectRoot(this.#sha256, hashes)
        filled.push({ level, n: this.#size / tileWidth ** (level + 1) - 1, hashes, root: hash })
        this.#edge[level] = []
      }
    }
    return filled
  }

  /** Root over all leaves. @throws Error of an empty tree, which has no checkpoint here */
  root(): Uint8Array {
    const parts: Uint8Array[] = []
    for (const hashes of this.#edge.toReversed()) {
      let from = 0
      for (let width = tileWidth / 2; width >= 1; width /= 2) {
        if (hashes.length - from < width) continue
        parts.push(perfectRoot(this.#sha256, hashes.slice(from, from + width)))
        from += width
      }
    }
    if (parts.length === 0) throw new Error('an empty tree has no root')
    return foldRight(this.#sha256, parts)
  }
}

/** How many hashes the tile has in a tree of `size` leaves; 0 when it is not there. */
export function widthOfTile(level: number, n: number, size: number): number {
  return Math.max(0, Math.min(tileWidth, Math.floor(size / tileWidth ** level) - n * tileWidth))
}

/** The partial tiles at the right edge of a tree of `size` leaves, from level 0 up. */
export function edgeOf(size: number): { readonly level: number; readonly n: number; readonly width: number }[] {
  const edge = []
  for (let level = 0, hashes = size; hashes > 0; level += 1, hashes = Math.floor(hashes / tileWidth))
    edge.push({ level, n: Math.floor(hashes / tileWidth), width: hashes % tileWidth })
  return edge
}

export type ReadTile = (level: number, n: number, width: number) => Promise<readonly Uint8Array[]>

/** Reads subtrees of a tree of `size` leaves from its tiles. */
export function subtreesFromTiles(sha256: Sha256, size: number, readTile: ReadTile): ReadSubtree {
  return async (height, index) => {
    const level = Math.floor(height / tileHeight)
    const width = 2 ** (height % tileHeight)
    const first = index * width
    const n = Math.floor(first / tileWidth)
    const hashes = await readTile(level, n, widthOfTile(level, n, size))
    const from = first - n * tileWidth
    return perfectRoot(sha256, hashes.slice(from, from + width))
  }
}

/** `1234067` ↔ `x001/x234/067`, as the paths of tiles are written. */
export function tileNumberPath(n: number): string {
  const digits = String(n).padStart(Math.ceil(String(n).length / 3) * 3, '0')
  const groups = digits.match(/\d{3}/gu) ?? []
  return groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join('/')
}

export type TileAddress = { readonly level: number | 'entries'; readonly n: number; readonly width: number }

/** What an address after `tile/` names, in its one spelling; `null` when it names nothing. */
export function tileAddressFrom(path: string): TileAddress | null {
  const found = /^(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/u.exec(path)
  if (!found) return null
  const [, level = '', number = '', partial] = found
  const n = Number(number.replaceAll(/[x/]/gu, ''))
  const width = partial === undefined ? tileWidth : Number(partial)
  if (!Number.isSafeInteger(n) || tileNumberPath(n) !== number || (partial !== undefined && width >= tileWidth)) return null
  if (level !== 'entries' && Number(level) > 63) return null
  return { level: level === 'entries' ? 'entries' : Number(level), n, width }
}
