import { crc32, inflateRawSync } from 'node:zlib'

/** The ZIP is not one that every program reads alike. */
export class ZipBroken extends Error {}
/** It unpacks to more than is spent on any file. */
export class ZipTooLarge extends Error {}

export type ZipPart = { readonly name: string; readonly data: Uint8Array }

const mostParts = 10_000

/**
 * The parts of a package, whole, as its directory says (APPNOTE 6.3). What the directory says of a part must be so — name, length, check sum — and no
 * name may stand twice: of two programs, one would otherwise open what the other never saw.
 * @param most bytes unpacked, over all parts
 */
export function zipParts(bytes: Uint8Array, most: number): readonly ZipPart[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = view.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || end + 22 > view.length) throw new ZipBroken()
  const count = view.readUInt16LE(end + 10)
  let at = view.readUInt32LE(end + 16)
  if (count === 0 || count > mostParts) throw new ZipBroken()
  const names = new Set<string>()
  const parts: ZipPart[] = []
  let left = most
  for (let index = 0; index < count; index += 1) {
    const entry = entryAt(view, at)
    at = entry.next
    if (names.has(entry.name.toLowerCase())) throw new ZipBroken()
    names.add(entry.name.toLowerCase())
    if (entry.name.endsWith('/') && entry.size === 0) continue
    left -= entry.size
    if (left < 0) throw new ZipTooLarge()
    parts.push({ name: entry.name, data: dataOf(view, entry) })
  }
  return parts
}

type Entry = {
  readonly name: string
  readonly method: number
  readonly sum: number
  readonly packed: number
  readonly size: number
  readonly local: number
  readonly next: number
}

function entryAt(view: Buffer, at: number): Entry {
  if (at + 46 > view.length || view.readUInt32LE(at) !== 0x02014b50) throw new ZipBroken()
  const [flags, method] = [view.readUInt16LE(at + 8), view.readUInt16LE(at + 10)]
  // Locked, or of a kind that no office program writes.
  if ((flags & 1) !== 0 || ![0, 8].includes(method)) throw new ZipBroken()
  const [nameLength, extra, comment] = [view.readUInt16LE(at + 28), view.readUInt16LE(at + 30), view.readUInt16LE(at + 32)]
  return {
    name: view.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/'),
    method,
    sum: view.readUInt32LE(at + 16),
    packed: view.readUInt32LE(at + 20),
    size: view.readUInt32LE(at + 24),
    local: view.readUInt32LE(at + 42),
    next: at + 46 + nameLength + extra + comment,
  }
}

function dataOf(view: Buffer, { local, method, name, packed, size, sum }: Entry): Uint8Array {
  if (local + 30 > view.length || view.readUInt32LE(local) !== 0x04034b50) throw new ZipBroken()
  const nameLength = view.readUInt16LE(local + 26)
  const from = local + 30 + nameLength + view.readUInt16LE(local + 28)
  if (view.toString('utf8', local + 30, local + 30 + nameLength).replaceAll('\\', '/') !== name || from + packed > view.length)
    throw new ZipBroken()
  const raw = view.subarray(from, from + packed)
  const data = method === 0 ? raw : unpacked(raw, size)
  if (data.length !== size || crc32(data) !== sum) throw new ZipBroken()
  return data
}

function unpacked(raw: Uint8Array, size: number): Uint8Array {
  try {
    return inflateRawSync(raw, { maxOutputLength: Math.max(size, 1) })
  } catch {
    throw new ZipBroken()
  }
}
