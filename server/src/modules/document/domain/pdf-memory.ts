import type { PdfDictionary } from './pdf-objects.ts'
import { PdfBroken, PdfTooHard } from './pdf-objects.ts'
import type { Budget, PdfValue } from './pdf-objects.ts'

/** Unpacks Flate data; throws when it is broken, a RangeError when it is longer than `most` bytes. Handed in: the domain has no zlib. */
export type Inflate = (packed: Uint8Array, most: number) => Uint8Array

/** Objects and numbers read out of one file before it counts as made to exhaust us. A form of ours has some hundreds. */
const mostObjects = 3_000_000
/** Bytes unpacked out of one file, over all its states: what a judgement may hold in memory. */
export const mostUnpacked = 64 * 1024 * 1024
const mostKept = 400_000

type Parsed = { readonly value: PdfValue; readonly to: number }
/** Where the objects of an object stream begin, by their place in it. */
export type StreamHead = readonly { readonly number: number; readonly offset: number }[]

/**
 * The parsed data of one file, shared by all its states: a file signed thirty times is not unpacked thirty times, and
 * everything that is spent on it is counted in one place.
 */
export class PdfMemory {
  readonly budget: Budget = { left: mostObjects }
  /** Cross-reference sections by the place they begin at, with the place they end at. */
  readonly sections = new Map<number, { readonly section: Section; readonly to: number }>()
  readonly #inflate: Inflate
  #unpackedLeft = mostUnpacked
  readonly #unpacked = new Map<string, Uint8Array>()
  readonly #heads = new Map<string, StreamHead>()
  readonly #parsed = new Map<string, Parsed>()

  constructor(inflate: Inflate) {
    this.#inflate = inflate
  }

  /** Nothing is unpacked twice; what is unpacked is never given back, so its sum is what the file costs. */
  unpacked(key: string, packed: Uint8Array, undo: (data: Uint8Array) => Uint8Array, at: number): Uint8Array {
    const known = this.#unpacked.get(key)
    if (known) return known
    if (this.#unpackedLeft <= 0) throw new PdfTooHard('too much to unpack', at)
    let data: Uint8Array
    try {
      data = this.#inflate(packed, this.#unpackedLeft)
    } catch (error) {
      // Broken data is found out soon; data that is too long has cost all that was left.
      if (!(error instanceof RangeError)) throw new PdfBroken('data cannot be unpacked', at)
      this.#unpackedLeft = 0
      throw new PdfTooHard('too much to unpack', at)
    }
    this.#unpackedLeft -= data.length
    const plain = undo(data)
    this.#unpacked.set(key, plain)
    return plain
  }

  head(key: string, read: () => StreamHead): StreamHead {
    const known = this.#heads.get(key)
    if (known) return known
    const head = read()
    this.#heads.set(key, head)
    return head
  }

  /** An object that was read before and ends within the state that asks. */
  parsed(key: string, end: number, read: () => Parsed): PdfValue {
    const known = this.#parsed.get(key)
    if (known && known.to <= end) return known.value
    const parsed = read()
    if (this.#parsed.size < mostKept) this.#parsed.set(key, parsed)
    return parsed.value
  }

  /** Counts a step that reads nothing, such as following a reference. */
  step(at: number): void {
    this.budget.left -= 1
    if (this.budget.left < 0) throw new PdfTooHard('too many objects', at)
  }
}

export type Place =
  | { readonly kind: 'free' }
  | { readonly kind: 'offset'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'packed'; readonly container: number; readonly index: number }

export type Section = {
  readonly at: number
  readonly places: ReadonlyMap<number, Place>
  readonly trailer: PdfDictionary
  readonly isStream: boolean
  /** Where the entries stand that only newer readers see (/XRefStm of a hybrid file). */
  readonly besides: number | null
  readonly before: number | null
}
