/** SHA-256; handed in, because the domain has no library. */
export type Sha256 = (data: Uint8Array) => Uint8Array

/** Half-open: from the first leaf to before the second. */
export type LeafRange = readonly [start: number, end: number]

/** Hash of a perfect subtree of `2 ** height` leaves, the `index`-th of that height. */
export type ReadSubtree = (height: number, index: number) => Promise<Uint8Array>

/** Hash of a leaf (RFC 6962 §2.1). */
export function leafHash(sha256: Sha256, entry: Uint8Array): Uint8Array {
  const data = new Uint8Array(entry.length + 1)
  data.set(entry, 1)
  return sha256(data)
}

/** Hash of an inner node (RFC 6962 §2.1). */
export function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  const data = new Uint8Array(65)
  data[0] = 1
  data.set(left, 1)
  data.set(right, 33)
  return sha256(data)
}

/** Root over the hashes of `2 ** n` leaves or subtrees of one height. */
export function perfectRoot(sha256: Sha256, hashes: readonly Uint8Array[]): Uint8Array {
  let level = hashes
  while (level.length > 1) {
    const next: Uint8Array[] = []
    for (let i = 0; i < level.length; i += 2) next.push(nodeHash(sha256, level[i] as Uint8Array, level[i + 1] as Uint8Array))
    level = next
  }
  return level[0] as Uint8Array
}

/** Joins the hashes of subtrees that shrink from left to right into the root over them. */
export function foldRight(sha256: Sha256, hashes: readonly Uint8Array[]): Uint8Array {
  return hashes.reduceRight((right, left) => nodeHash(sha256, left, right))
}

/** The perfect subtrees a range that begins at a multiple of its greatest power of two is made of, from left to right. */
export function subtreesOf([start, end]: LeafRange): { readonly height: number; readonly index: number }[] {
  const found: { height: number; index: number }[] = []
  let from = start
  while (from < end) {
    let [width, height] = [1, 0]
    while (width * 2 <= end - from) [width, height] = [width * 2, height + 1]
    found.push({ height, index: from / width })
    from += width
  }
  return found
}

/** Root over a range of leaves. */
export async function rangeRoot(sha256: Sha256, range: LeafRange, subtree: ReadSubtree): Promise<Uint8Array> {
  const hashes: Uint8Array[] = []
  for (const { height, index } of subtreesOf(range)) hashes.push(await subtree(height, index))
  return foldRight(sha256, hashes)
}

/** Greatest power of two below `n`; where a tree of `n` leaves divides. */
function divide(n: number): number {
  let width = 1
  while (width * 2 < n) width *= 2
  return width
}

/** The ranges whose roots prove that a leaf is in a tree, from the leaf's sibling up (RFC 6962 §2.1.1). */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  const found: LeafRange[] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const middle = start + divide(end - start)
    if (index < middle) {
      found.push([middle, end])
      end = middle
    } else {
      found.push([start, middle])
      start = middle
    }
  }
  return found.reverse()
}

/** The ranges whose roots prove that the tree of `size` leaves extends that of `older` (RFC 6962 §2.1.2). */
export function consistencyRanges(older: number, size: number): LeafRange[] {
  if (older === 0 || older === size) return []
  const proof = (count: number, start: number, end: number, isKnown: boolean): LeafRange[] => {
    if (count === end - start) return isKnown ? [] : [[start, end]]
    const width = divide(end - start)
    return count <= width
      ? [...proof(count, start, start + width, isKnown), [start + width, end]]
      : [...proof(count - width, start + width, end, false), [start, start + width]]
  }
  return proof(older, 0, size, true)
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}

/** Whether the path leads from the leaf to the root (RFC 9162 §2.1.3.2). */
export function isIncluded(
  sha256: Sha256,
  { leaf, index, size, path, root }: { leaf: Uint8Array; index: number; size: number; path: readonly Uint8Array[]; root: Uint8Array },
): boolean {
  if (index < 0 || index >= size) return false
  let [at, last] = [index, size - 1]
  let hash = leaf
  for (const other of path) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sha256, other, hash)
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
    } else hash = nodeHash(sha256, hash, other)
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 && sameBytes(hash, root)
}

type Head = { readonly size: number; readonly root: Uint8Array }

/** Whether the newer tree begins with all leaves of the older, in their order (RFC 9162 §2.1.4.2). */
export function isConsistent(sha256: Sha256, older: Head, newer: Head, proof: readonly Uint8Array[]): boolean {
  if (older.size === newer.size) return proof.length === 0 && sameBytes(older.root, newer.root)
  if (older.size > newer.size) return false
  if (older.size === 0) return proof.length === 0
  let [at, last] = [older.size - 1, newer.size - 1]
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  const hashes = at === 0 ? [older.root, ...proof] : [...proof]
  const first = hashes.shift()
  if (!first) return false
  let [oldHash, newHash] = [first, first]
  for (const other of hashes) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      oldHash = nodeHash(sha256, other, oldHash)
      newHash = nodeHash(sha256, other, newHash)
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
    } else newHash = nodeHash(sha256, newHash, other)
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 && sameBytes(oldHash, older.root) && sameBytes(newHash, newer.root)
}
