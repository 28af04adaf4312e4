import { PdfMemory } from './pdf-memory.ts'
import type { Inflate, Place, Section, StreamHead } from './pdf-memory.ts'
import { PdfBroken, PdfReader, PdfTooHard, isKind, isName } from './pdf-objects.ts'
import type { PdfDictionary, PdfReference, PdfStream, PdfValue } from './pdf-objects.ts'

/** An object with the bytes it was read from; `unread`: bytes at a place where a table announces an object and there is none. */
export type FoundObject = { readonly value: PdfValue; readonly bytes: Uint8Array; readonly unread: Uint8Array | null }
type OpenedStream = { readonly data: Uint8Array; readonly first: number; readonly head: StreamHead; readonly key: string }

const mostUnread = 64 * 1024
const mostSections = 64
const mostEntries = 500_000

/**
 * A PDF file as its cross-reference tables say it is (ISO 32000-1 §7.5), never as a repair might guess: a forger could
 * have broken what a lenient reader would repair. Reads `bytes` up to `end`, so that the state
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
  readonly memory: PdfMemory

  /**
   * @param memory what was read of the same bytes before; a new one is made of an unpacker
   * @throws PdfBroken when the structure is not sound.
   */
  constructor(bytes: Uint8Array, memory: PdfMemory | Inflate, end = bytes.length) {
    this.bytes = bytes
    this.end = end
    this.memory = memory instanceof PdfMemory ? memory : new PdfMemory(memory)
    this.startsAt = this.#startxref()
    const places = new Map<number, Place>()
    this.places = places
    const chain = this.#sectionChain()
    const [newest] = chain
    if (!newest) throw new PdfBroken('no trailer', this.startsAt)
    const sections: number[] = []
    for (const [index, section] of chain.entries()) {
      sections.push(section.at)
      add(section.places, places)
      // A tool that continues a hybrid file may copy the old /XRefStm: it belongs to the oldest section that names it.
      const { besides } = section
      if (besides === null || chain.slice(index + 1).some((older) => older.besides === besides || older.at === besides)) continue
      if (besides >= end) throw new PdfBroken('cross-reference section beyond the end', besides)
      sections.push(besides)
      add(this.#section(besides, true).places, places)
    }
    if (places.size > mostEntries) throw new PdfBroken('too many objects', this.startsAt)
    this.trailer = newest.trailer
    this.usesStream = newest.isStream
    this.sections = sections
  }

  /** The cross-reference sections along /Prev, newest first. */
  #sectionChain(): readonly Section[] {
    const chain: Section[] = []
    for (let at: number | undefined = this.startsAt; at !== undefined;) {
      const here: number = at
      if (chain.some((section) => section.at === here)) throw new PdfBroken('cross-reference sections in a circle', here)
      if (chain.length >= mostSections) throw new PdfBroken('too many cross-reference sections', here)
      if (here >= this.end) throw new PdfBroken('cross-reference section beyond the end', here)
      const section = this.#section(here)
      chain.push(section)
      at = section.before ?? undefined
    }
    return chain
  }

  #section(at: number, mustBeStream = false): Section {
    const known = this.memory.sections.get(at)
    if (known && known.to <= this.end && (known.section.isStream || !mustBeStream)) return known.section
    const reader = this.#reader(at)
    const places = new Map<number, Place>()
    const isStream = mustBeStream || !reader.take('xref')
    const { trailer, to } = isStream ? this.#stream(at, places) : this.#table(reader, places)
    if (trailer.repeated.length > 0) throw new PdfBroken('a trailer says one thing twice', at)
    const [besides = null, before = null] = ['XRefStm', 'Prev'].map((key) => {
      const place = trailer.entries.get(key)
      if (place !== undefined && typeof place !== 'number') throw new PdfBroken(`${key} is not a place`, at)
      return place
    })
    const section = { at, places, trailer, isStream, besides: isStream ? null : besides, before }
    this.memory.sections.set(at, { section, to })
    return section
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

  /**
   * Every object that any state of the file knows, replaced ones too, and those packed in streams: all that a reader may show. What is no
   * object is given as the bytes that stand there.
   * @throws PdfBroken when a stream that should hold objects cannot be decoded: its content is unknown.
   */
  *everyObject(): Generator<FoundObject> {
    const seen = new Set<string>()
    const sections = [...this.memory.sections.values()].flatMap(({ section }) => [...section.places])
    const containers = new Set(sections.flatMap(([, place]) => (place.kind === 'packed' ? [place.container] : [])))
    for (const [number, place] of sections) {
      if (place.kind !== 'offset' || seen.has(`${number} ${place.offset}`)) continue
      seen.add(`${number} ${place.offset}`)
      const value = unlessBroken(() => this.#at(place.offset, number, place.generation))
      if (value === undefined) {
        yield { value: null, bytes: this.bytes, unread: this.#upToEnd(place.offset) }
        continue
      }
      yield { value, bytes: this.bytes, unread: null }
      if (isKind(value, 'stream') && (containers.has(number) || isName(value.dictionary.entries.get('Type'), 'ObjStm')))
        yield* this.#everyPacked(value, place.offset)
    }
  }

  *#everyPacked(stream: PdfStream, at: number): Generator<FoundObject> {
    const { data, first, head, key } = this.#opened(stream, at)
    for (const [index, { offset }] of head.entries()) {
      const value = unlessBroken(() => this.#packedValue({ data, first, key, head }, index))
      const unread = value === undefined ? data.subarray(first + offset, first + offset + mostUnread) : null
      yield { value: value ?? null, bytes: data, unread }
    }
  }

  #upToEnd(from: number): Uint8Array {
    const piece = this.bytes.subarray(from, Math.min(from + mostUnread, this.end))
    const word = 'endobj'
    for (let at = 0; at + word.length <= piece.length; at += 1) {
      let index = 0
      while (index < word.length && piece[at + index] === word.charCodeAt(index)) index += 1
      if (index === word.length) return piece.subarray(0, at)
    }
    return piece
  }

  #at(offset: number, number: number, generation: number): PdfValue {
    return this.memory.parsed(`${offset} ${number} ${generation}`, this.end, () => {
      const reader = this.#reader(offset)
      const value = this.#objectFrom(reader, offset, number, generation)
      return { value, to: reader.at }
    })
  }

  #objectFrom(reader: PdfReader, offset: number, number: number, generation: number): PdfValue {
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

  /** The raw bytes of a stream in the file. */
  rawData(stream: PdfStream): Uint8Array {
    const length = this.resolve(stream.dictionary.entries.get('Length'))
    if (typeof length !== 'number' || !Number.isSafeInteger(length) || length < 0 || stream.dataFrom + length > this.end)
      throw new PdfBroken('stream without a length', stream.dataFrom)
    return this.bytes.subarray(stream.dataFrom, stream.dataFrom + length)
  }

  /** The data of a stream, unpacked. */
  data(stream: PdfStream): Uint8Array {
    const raw = this.rawData(stream)
    const filter = this.resolve(stream.dictionary.entries.get('Filter'))
    const isList = isKind(filter, 'array')
    if (isList && filter.items.length === 0) return raw
    const single = isList && filter.items.length === 1 ? this.resolve(filter.items[0]) : filter
    if (single === undefined || single === null) return raw
    if (!isName(single, 'FlateDecode')) throw new PdfBroken('a packing this reader does not know', stream.dataFrom)
    const said = this.resolve(stream.dictionary.entries.get('DecodeParms'))
    const parameters = isKind(said, 'array') ? this.resolve(said.items[0]) : said
    const [predictor, columns] = ['Predictor', 'Columns'].map(
      (key) => (isKind(parameters, 'dictionary') ? parameters.entries.get(key) : 1) ?? 1,
    )
    if (typeof predictor !== 'number' || typeof columns !== 'number')
      throw new PdfBroken('a predictor this reader does not know', stream.dataFrom)
    // The cache key contains all inputs of the result, so that no state of the file gets another's data.
    return this.memory.unpacked(
      `${stream.dataFrom} ${raw.length} ${predictor} ${columns}`,
      raw,
      (data) => unpredicted(data, predictor, columns, stream.dataFrom),
      stream.dataFrom,
    )
  }

  #reader(at: number): PdfReader {
    return new PdfReader(this.bytes, at, this.memory.budget, this.end)
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

  #table(reader: PdfReader, places: Map<number, Place>): { readonly trailer: PdfDictionary; readonly to: number } {
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
    return { trailer, to: reader.at }
  }

  #stream(at: number, places: Map<number, Place>): { readonly trailer: PdfDictionary; readonly to: number } {
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
        this.memory.step(at)
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
    return { trailer: stream.dictionary, to: stream.dataFrom + this.rawData(stream).length }
  }

  #packed(container: number, index: number, number: number): PdfValue {
    const place = this.places.get(container)
    if (place?.kind !== 'offset') throw new PdfBroken('object stream is missing', this.startsAt)
    const stream = this.#at(place.offset, container, 0)
    if (!isKind(stream, 'stream')) throw new PdfBroken('object stream is missing', place.offset)
    const opened = this.#opened(stream, place.offset)
    if (opened.head[index]?.number !== number) throw new PdfBroken('bad object stream', place.offset)
    return this.#packedValue(opened, index)
  }

  /** A stream of objects, unpacked, with where each begins. */
  #opened(stream: PdfStream, at: number): OpenedStream {
    const { entries } = stream.dictionary
    // Said in the stream itself and nowhere else: a later update cannot make the signed bytes read otherwise.
    if (['Filter', 'DecodeParms'].some((key) => saysElsewhere(entries.get(key)))) throw new PdfBroken('bad object stream', at)
    const data = this.data(stream)
    const first = entries.get('First')
    const count = entries.get('N')
    if (typeof first !== 'number' || typeof count !== 'number') throw new PdfBroken('bad object stream', at)
    const key = `${stream.dataFrom} ${this.rawData(stream).length} ${first} ${count}`
    const head = this.memory.head(key, () => {
      const reader = new PdfReader(data, 0, this.memory.budget)
      return Array.from({ length: Math.min(count, mostEntries) }, () => ({ number: reader.integer(), offset: reader.integer() }))
    })
    return { data, first, head, key }
  }

  #packedValue({ data, first, head, key }: OpenedStream, index: number): PdfValue {
    const offset = head[index]?.offset ?? data.length
    return this.memory.parsed(`${key} ${index}`, Number.POSITIVE_INFINITY, () => ({
      value: new PdfReader(data, first + offset, this.memory.budget).value(),
      to: 0,
    }))
  }
}

/** What `read` gives; `undefined` when it is no object. What is too hard to read stays so. */
function unlessBroken(read: () => PdfValue): PdfValue | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof PdfBroken) || error instanceof PdfTooHard) throw error
    return undefined
  }
}

function add(newer: ReadonlyMap<number, Place>, places: Map<number, Place>): void {
  for (const [number, place] of newer) if (!places.has(number)) places.set(number, place)
}

function saysElsewhere(value: PdfValue | undefined): boolean {
  return isKind(value, 'reference') || (isKind(value, 'array') && value.items.some((item) => isKind(item, 'reference')))
}

function numbers(value: PdfValue | undefined): number[] {
  if (!isKind(value, 'array')) return []
  return value.items.filter((item) => typeof item === 'number')
}

/** Undoes the PNG predictors that cross-reference streams are packed with (ISO 32000-1 §7.4.4.4). */
function unpredicted(data: Uint8Array, predictor: number, columns: number, at: number): Uint8Array {
  if (predictor === 1) return data
  if (predictor < 10 || columns < 1 || columns > 4096) throw new PdfBroken('a predictor this reader does not know', at)
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
