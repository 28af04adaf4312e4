import { PdfBroken, PdfReader, isKind, isName, newBudget } from './pdf-objects.ts'
import type { Budget, PdfDictionary, PdfReference, PdfStream, PdfValue } from './pdf-objects.ts'

/** Unpacks Flate data; throws when it is broken or longer than `most` bytes. Handed in: the domain has no zlib. */
export type Inflate = (packed: Uint8Array, most: number) => Uint8Array

type Place =
  | { readonly kind: 'free' }
  | { readonly kind: 'offset'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'packed'; readonly container: number; readonly index: number }

const mostSections = 64
const mostEntries = 500_000
const mostUnpacked = 32 * 1024 * 1024

/**
 * A PDF file as its cross-reference tables say it is (ISO 32000-1 §7.5), never as a repair might guess: what a
 * lenient reader would mend, a forger could have broken. Reads `bytes` up to `end`, so that the state
 * of a file before later changes can be opened too.
 */
export class PdfFile {
  readonly bytes: Uint8Array
  readonly end: number
  readonly trailer: PdfDictionary
  /** Where the newest cross-reference section begins: what the next one must name as the one before. */
  readonly startsAt: number
  /** Whether the newest section is a stream; what is added must be of the same kind. */
  readonly usesStream: boolean
  /** Where each section begins, newest first. */
  readonly sections: readonly number[]
  readonly places: ReadonlyMap<number, Place>
  readonly #inflate: Inflate
  readonly #budget: Budget
  readonly #unpacked = new Map<number, Uint8Array>()

  /** @throws PdfBroken when the structure is not sound. */
  constructor(bytes: Uint8Array, inflate: Inflate, end = bytes.length) {
    this.bytes = bytes
    this.end = end
    this.#inflate = inflate
    this.#budget = newBudget()
    this.startsAt = this.#startxref()
    const places = new Map<number, Place>()
    const sections: number[] = []
    const waiting = [this.startsAt]
    let newest: PdfDictionary | undefined
    let usesStream = false
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
      if (sections.includes(at)) throw new PdfBroken('cross-reference sections in a circle', at)
      if (sections.length >= mostSections) throw new PdfBroken('too many cross-reference sections', at)
      if (at >= end) throw new PdfBroken('cross-reference section beyond the end', at)
      sections.push(at)
      const reader = this.#reader(at)
      const table = reader.take('xref')
      const trailer = table ? this.#table(reader, places) : this.#stream(at, places)
      if (!newest) {
        newest = trailer
        usesStream = !table
      }
      if (trailer.repeated.length > 0) throw new PdfBroken('a trailer says one thing twice', at)
      for (const key of ['XRefStm', 'Prev']) {
        const next = trailer.entries.get(key)
        if (typeof next === 'number') waiting.push(next)
        else if (next !== undefined) throw new PdfBroken(`${key} is not a place`, at)
      }
    }
    if (!newest) throw new PdfBroken('no trailer', this.startsAt)
    this.trailer = newest
    this.usesStream = usesStream
    this.sections = sections
    this.places = places
  }

  get catalog(): PdfDictionary {
    const root = this.resolve(this.trailer.entries.get('Root'))
    if (!isKind(root, 'dictionary')) throw new PdfBroken('no catalogue', this.startsAt)
    return root
  }

  /** The object behind a reference, or the value itself. A missing object is null, as the format wants it. */
  resolve(value: PdfValue | undefined): PdfValue | undefined {
    let current = value
    for (let hops = 0; isKind(current, 'reference'); hops += 1) {
      if (hops > 16) throw new PdfBroken('references in a circle', this.startsAt)
      current = this.object(current)
    }
    return current
  }

  object({ number, generation }: PdfReference): PdfValue {
    const place = this.places.get(number)
    if (!place || place.kind === 'free') return null
    if (place.kind === 'packed') return generation === 0 ? this.#packed(place.container, place.index, number) : null
    if (place.generation !== generation) return null
    return this.#at(place.offset, number, generation)
  }

  #at(offset: number, number: number, generation: number): PdfValue {
    const reader = this.#reader(offset)
    if (reader.integer() !== number || reader.integer() !== generation)
      throw new PdfBroken(`object ${number} is not where the table says`, offset)
    reader.expect('obj')
    const value = reader.value()
    if (!isKind(value, 'dictionary')) {
      reader.expect('endobj')
      return value
    }
    if (reader.take('endobj')) return value
    reader.expect('stream')
    if (reader.peek() === 13) reader.at += 1
    if (reader.peek() === 10) reader.at += 1
    return { kind: 'stream', dictionary: value, dataFrom: reader.at }
  }

  /** The data of a stream, unpacked. */
  data(stream: PdfStream): Uint8Array {
    const known = this.#unpacked.get(stream.dataFrom)
    if (known) return known
    const length = this.resolve(stream.dictionary.entries.get('Length'))
    if (typeof length !== 'number' || length < 0 || stream.dataFrom + length > this.end)
      throw new PdfBroken('stream without a length', stream.dataFrom)
    const raw = this.bytes.subarray(stream.dataFrom, stream.dataFrom + length)
    const filter = this.resolve(stream.dictionary.entries.get('Filter'))
    const single = isKind(filter, 'array') && filter.items.length === 1 ? this.resolve(filter.items[0]) : filter
    let data = raw
    if (single !== undefined && single !== null) {
      if (!isName(single, 'FlateDecode')) throw new PdfBroken('a packing this reader does not know', stream.dataFrom)
      try {
        data = this.#inflate(raw, mostUnpacked)
      } catch {
        throw new PdfBroken('data cannot be unpacked', stream.dataFrom)
      }
      data = unpredicted(data, this.resolve(stream.dictionary.entries.get('DecodeParms')), stream.dataFrom)
    }
    if (this.#unpacked.size > 256) this.#unpacked.clear()
    this.#unpacked.set(stream.dataFrom, data)
    return data
  }

  #reader(at: number): PdfReader {
    return new PdfReader(this.bytes, at, this.#budget, this.end)
  }

  #startxref(): number {
    const word = 'startxref'
    const lowest = Math.max(0, this.end - 2048)
    for (let at = this.end - word.length; at >= lowest; at -= 1) {
      let index = 0
      while (index < word.length && this.bytes[at + index] === word.charCodeAt(index)) index += 1
      if (index === word.length) return this.#reader(at + word.length).integer()
    }
    throw new PdfBroken('no startxref', this.end)
  }

  #table(reader: PdfReader, places: Map<number, Place>): PdfDictionary {
    while (!reader.take('trailer')) {
      const first = reader.integer()
      const count = reader.integer()
      if (count + places.size > mostEntries) throw new PdfBroken('too many objects', reader.at)
      for (let index = 0; index < count; index += 1) {
        const offset = reader.integer()
        const generation = reader.integer()
        const used = reader.take('n')
        if (!used) reader.expect('f')
        if (!places.has(first + index)) places.set(first + index, used ? { kind: 'offset', offset, generation } : { kind: 'free' })
      }
    }
    const trailer = reader.value()
    if (!isKind(trailer, 'dictionary')) throw new PdfBroken('no trailer', reader.at)
    return trailer
  }

  #stream(at: number, places: Map<number, Place>): PdfDictionary {
    const reader = this.#reader(at)
    const stream = this.#at(at, reader.integer(), reader.integer())
    if (!isKind(stream, 'stream') || !isName(stream.dictionary.entries.get('Type'), 'XRef'))
      throw new PdfBroken('no cross-reference table', at)
    const { entries } = stream.dictionary
    const widths = numbers(entries.get('W'))
    const [kindWidth = 0, secondWidth = 0, thirdWidth = 0] = widths
    const width = kindWidth + secondWidth + thirdWidth
    if (widths.length !== 3 || width === 0 || width > 24) throw new PdfBroken('bad widths', at)
    const size = entries.get('Size')
    const index = entries.has('Index') ? numbers(entries.get('Index')) : [0, typeof size === 'number' ? size : 0]
    const data = this.data(stream)
    let row = 0
    const field = (offset: number, length: number): number => {
      let value = 0
      for (let byte = 0; byte < length; byte += 1) value = value * 256 + (data[offset + byte] ?? 0)
      return value
    }
    for (let pair = 0; pair + 1 < index.length; pair += 2) {
      for (let step = 0; step < (index[pair + 1] ?? 0); step += 1) {
        const offset = row * width
        if (offset + width > data.length) throw new PdfBroken('cross-reference stream too short', at)
        row += 1
        const number = (index[pair] ?? 0) + step
        if (places.has(number)) continue
        if (places.size > mostEntries) throw new PdfBroken('too many objects', at)
        const kind = kindWidth === 0 ? 1 : field(offset, kindWidth)
        const second = field(offset + kindWidth, secondWidth)
        const third = field(offset + kindWidth + secondWidth, thirdWidth)
        if (kind === 1) places.set(number, { kind: 'offset', offset: second, generation: third })
        else if (kind === 2) places.set(number, { kind: 'packed', container: second, index: third })
        else places.set(number, { kind: 'free' })
      }
    }
    return stream.dictionary
  }

  #packed(container: number, index: number, number: number): PdfValue {
    const place = this.places.get(container)
    if (place?.kind !== 'offset') throw new PdfBroken('object stream is missing', this.startsAt)
    const stream = this.#at(place.offset, container, 0)
    if (!isKind(stream, 'stream')) throw new PdfBroken('object stream is missing', place.offset)
    const data = this.data(stream)
    const first = this.resolve(stream.dictionary.entries.get('First'))
    const count = this.resolve(stream.dictionary.entries.get('N'))
    if (typeof first !== 'number' || typeof count !== 'number' || index >= count) throw new PdfBroken('bad object stream', place.offset)
    const head = new PdfReader(data, 0, this.#budget)
    for (let step = 0; step <= index; step += 1) {
      const found = head.integer()
      const offset = head.integer()
      if (step === index && found === number) return new PdfReader(data, first + offset, this.#budget).value()
    }
    throw new PdfBroken('bad object stream', place.offset)
  }
}

function numbers(value: PdfValue | undefined): number[] {
  if (!isKind(value, 'array')) return []
  return value.items.filter((item) => typeof item === 'number')
}

/** Undoes the PNG predictors that cross-reference streams are packed with (ISO 32000-1 §7.4.4.4). */
function unpredicted(data: Uint8Array, parameters: PdfValue | undefined, at: number): Uint8Array {
  if (!isKind(parameters, 'dictionary')) return data
  const predictor = parameters.entries.get('Predictor') ?? 1
  if (predictor === 1) return data
  const columns = parameters.entries.get('Columns') ?? 1
  if (typeof predictor !== 'number' || predictor < 10 || typeof columns !== 'number' || columns < 1 || columns > 4096)
    throw new PdfBroken('a predictor this reader does not know', at)
  const rows = Math.floor(data.length / (columns + 1))
  const plain = new Uint8Array(rows * columns)
  for (let row = 0; row < rows; row += 1) {
    const kind = data[row * (columns + 1)] ?? 0
    for (let column = 0; column < columns; column += 1) {
      const raw = data[row * (columns + 1) + 1 + column] ?? 0
      const left = column > 0 ? (plain[row * columns + column - 1] ?? 0) : 0
      const up = row > 0 ? (plain[(row - 1) * columns + column] ?? 0) : 0
      const corner = row > 0 && column > 0 ? (plain[(row - 1) * columns + column - 1] ?? 0) : 0
      plain[row * columns + column] = raw + guess(kind, left, up, corner)
    }
  }
  return plain
}

function guess(kind: number, left: number, up: number, corner: number): number {
  if (kind === 1) return left
  if (kind === 2) return up
  if (kind === 3) return Math.floor((left + up) / 2)
  if (kind !== 4) return 0
  const estimate = left + up - corner
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}
