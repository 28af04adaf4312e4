/**
 * The objects of a PDF file (ISO 32000-1 §7.3), read strictly and within bounds: a file that was made to
 * confuse a reader must cost no more than one that was not. Every object remembers where it stood, because a
 * signature is a statement about bytes.
 */

export type PdfName = { readonly kind: 'name'; readonly value: string }
/** `from` is the place of the opening `<` or `(`, `to` the place after the closing one. */
export type PdfString = {
  readonly kind: 'string'
  readonly bytes: Uint8Array
  readonly hex: boolean
  readonly from: number
  readonly to: number
}
export type PdfReference = { readonly kind: 'reference'; readonly number: number; readonly generation: number }
export type PdfArray = { readonly kind: 'array'; readonly items: readonly PdfValue[] }
export type PdfDictionary = {
  readonly kind: 'dictionary'
  readonly entries: ReadonlyMap<string, PdfValue>
  /** Keys that stood more than once: readers disagree on which one counts. */
  readonly repeated: readonly string[]
  readonly from: number
  readonly to: number
}
export type PdfStream = { readonly kind: 'stream'; readonly dictionary: PdfDictionary; readonly dataFrom: number }
export type PdfValue = null | boolean | number | PdfName | PdfString | PdfReference | PdfArray | PdfDictionary | PdfStream

/** The bytes are not what the format allows at `at`. */
export class PdfBroken extends Error {
  readonly at: number
  constructor(what: string, at: number) {
    super(`${what} at byte ${at}`)
    this.at = at
  }
}

/** Reading it costs more than is spent on any file; that says nothing about whether it is whole. */
export class PdfTooHard extends PdfBroken {}

const deepest = 40

/** The remaining budget for reading one file: objects, whole numbers of tables, references followed. */
export type Budget = { left: number }

const white = new Set([0, 9, 10, 12, 13, 32])
const delimiters = new Set(Array.from('()<>[]{}/%', (letter) => letter.charCodeAt(0)))
const regular = (byte: number | undefined): boolean => byte !== undefined && !white.has(byte) && !delimiters.has(byte)

/** Reads objects one after the other from `at`, never past `end`. */
export class PdfReader {
  readonly bytes: Uint8Array
  readonly end: number
  readonly budget: Budget
  at: number

  constructor(bytes: Uint8Array, at: number, budget: Budget, end = bytes.length) {
    this.bytes = bytes
    this.end = Math.min(end, bytes.length)
    this.at = at
    this.budget = budget
  }

  peek(offset = 0): number | undefined {
    const place = this.at + offset
    return place < this.end ? this.bytes[place] : undefined
  }

  skipWhite(): void {
    for (;;) {
      const byte = this.peek()
      if (byte === undefined) return
      if (byte === 0x25) {
        while (this.peek() !== undefined && this.peek() !== 10 && this.peek() !== 13) this.at += 1
      } else if (white.has(byte)) this.at += 1
      else return
    }
  }

  /** Consumes the word if it is here, whole. */
  take(word: string): boolean {
    this.skipWhite()
    for (let index = 0; index < word.length; index += 1) if (this.peek(index) !== word.charCodeAt(index)) return false
    if (regular(word.charCodeAt(word.length - 1)) && regular(this.peek(word.length))) return false
    this.at += word.length
    return true
  }

  expect(word: string): void {
    if (!this.take(word)) throw new PdfBroken(`expected ${word}`, this.at)
  }

  /** A number that is not negative and has no fraction. Counted: a table of numbers costs as much as one of objects. */
  integer(): number {
    this.#count()
    this.skipWhite()
    const from = this.at
    let value = 0
    for (let byte = this.peek(); byte !== undefined && byte >= 48 && byte <= 57; byte = this.peek()) {
      value = value * 10 + (byte - 48)
      this.at += 1
      if (this.at - from > 15) throw new PdfBroken('number too long', from)
    }
    if (this.at === from) throw new PdfBroken('expected a whole number', from)
    return value
  }

  value(depth = 0): PdfValue {
    this.#count()
    if (depth > deepest) throw new PdfBroken('nested too deep', this.at)
    this.skipWhite()
    const byte = this.peek()
    if (byte === undefined) throw new PdfBroken('the file ends inside an object', this.at)
    if (byte === 0x2f) return this.#name()
    if (byte === 0x28) return this.#literal()
    if (byte === 0x3c) return this.peek(1) === 0x3c ? this.#dictionary(depth) : this.#hexadecimal()
    if (byte === 0x5b) return this.#array(depth)
    if ((byte >= 48 && byte <= 57) || byte === 0x2b || byte === 0x2d || byte === 0x2e) return this.#numberOrReference()
    if (this.take('true')) return true
    if (this.take('false')) return false
    if (this.take('null')) return null
    throw new PdfBroken('not an object', this.at)
  }

  #count(): void {
    this.budget.left -= 1
    if (this.budget.left < 0) throw new PdfTooHard('too many objects', this.at)
  }

  #name(): PdfName {
    this.at += 1
    let value = ''
    for (let byte = this.peek(); regular(byte); byte = this.peek()) {
      if (value.length > 255) throw new PdfBroken('name too long', this.at)
      if (byte === 0x23) {
        const code = hexValue(this.peek(1)) * 16 + hexValue(this.peek(2))
        if (Number.isNaN(code)) throw new PdfBroken('bad name', this.at)
        value += String.fromCharCode(code)
        this.at += 3
      } else {
        value += String.fromCharCode(byte ?? 0)
        this.at += 1
      }
    }
    return { kind: 'name', value }
  }

  #literal(): PdfString {
    const from = this.at
    this.at += 1
    const bytes: number[] = []
    for (let open = 1; open > 0;) {
      let byte = this.peek()
      if (byte === undefined) throw new PdfBroken('string without an end', from)
      this.at += 1
      if (byte === 0x28) open += 1
      else if (byte === 0x29) {
        open -= 1
        if (open === 0) break
      } else if (byte === 0x5c) {
        byte = this.#escape()
        if (byte === undefined) continue
      }
      bytes.push(byte)
    }
    return { kind: 'string', bytes: Uint8Array.from(bytes), hex: false, from, to: this.at }
  }

  #escape(): number | undefined {
    const byte = this.peek()
    this.at += 1
    const plain = new Map([
      [0x6e, 10],
      [0x72, 13],
      [0x74, 9],
      [0x62, 8],
      [0x66, 12],
    ])
    if (byte === undefined) throw new PdfBroken('string without an end', this.at)
    if (byte === 10) return undefined
    if (byte === 13) {
      if (this.peek() === 10) this.at += 1
      return undefined
    }
    if (byte < 48 || byte > 55) return plain.get(byte) ?? byte
    let octal = byte - 48
    for (let more = 0; more < 2; more += 1) {
      const digit = this.peek()
      if (digit === undefined || digit < 48 || digit > 55) break
      octal = octal * 8 + digit - 48
      this.at += 1
    }
    return octal & 0xff
  }

  #hexadecimal(): PdfString {
    const from = this.at
    this.at += 1
    const digits: number[] = []
    for (;;) {
      const byte = this.peek()
      if (byte === undefined) throw new PdfBroken('string without an end', from)
      this.at += 1
      if (byte === 0x3e) break
      if (white.has(byte)) continue
      const digit = hexValue(byte)
      if (Number.isNaN(digit)) throw new PdfBroken('not a hexadecimal digit', this.at - 1)
      digits.push(digit)
    }
    const bytes = new Uint8Array(Math.ceil(digits.length / 2))
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = (digits[index * 2] ?? 0) * 16 + (digits[index * 2 + 1] ?? 0)
    return { kind: 'string', bytes, hex: true, from, to: this.at }
  }

  #array(depth: number): PdfArray {
    this.at += 1
    const items: PdfValue[] = []
    for (;;) {
      this.skipWhite()
      if (this.peek() === 0x5d) {
        this.at += 1
        return { kind: 'array', items }
      }
      items.push(this.value(depth + 1))
    }
  }

  #dictionary(depth: number): PdfDictionary {
    const from = this.at
    this.at += 2
    const entries = new Map<string, PdfValue>()
    const repeated: string[] = []
    for (;;) {
      this.skipWhite()
      if (this.peek() === 0x3e && this.peek(1) === 0x3e) {
        this.at += 2
        return { kind: 'dictionary', entries, repeated, from, to: this.at }
      }
      if (this.peek() !== 0x2f) throw new PdfBroken('a key must be a name', this.at)
      const key = this.#name().value
      if (entries.has(key)) repeated.push(key)
      entries.set(key, this.value(depth + 1))
    }
  }

  #numberOrReference(): number | PdfReference {
    const from = this.at
    let text = ''
    for (let byte = this.peek(); regular(byte); byte = this.peek()) {
      text += String.fromCharCode(byte ?? 0)
      this.at += 1
      if (text.length > 32) throw new PdfBroken('number too long', from)
    }
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/u.test(text)) throw new PdfBroken('not a number', from)
    const value = Number(text)
    if (!/^\d{1,10}$/u.test(text)) return value
    const after = this.at
    this.skipWhite()
    const digits = this.at
    while (this.at - digits < 6 && isDigit(this.peek())) this.at += 1
    if (this.at > digits) {
      let generation = 0
      for (let place = digits; place < this.at; place += 1) generation = generation * 10 + (this.bytes[place] ?? 48) - 48
      this.skipWhite()
      if (this.peek() === 0x52 && !regular(this.peek(1))) {
        this.at += 1
        return { kind: 'reference', number: value, generation }
      }
    }
    this.at = after
    return value
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57
}

function hexValue(byte: number | undefined): number {
  if (byte === undefined) return Number.NaN
  if (byte >= 48 && byte <= 57) return byte - 48
  const lower = byte | 0x20
  return lower >= 97 && lower <= 102 ? lower - 87 : Number.NaN
}

export function isName(value: PdfValue | undefined, name: string): boolean {
  return isKind(value, 'name') && value.value === name
}

export function isKind<Kind extends Exclude<PdfValue, null | boolean | number>['kind']>(
  value: PdfValue | undefined,
  kind: Kind,
): value is Extract<PdfValue, { readonly kind: Kind }> {
  return typeof value === 'object' && value !== null && value.kind === kind
}

/** Whether two objects say the same, wherever they stand. */
export function sameValue(one: PdfValue | undefined, other: PdfValue | undefined): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (one.kind === 'name') return other.kind === 'name' && one.value === other.value
  if (one.kind === 'reference') return other.kind === 'reference' && one.number === other.number && one.generation === other.generation
  if (one.kind === 'string') return other.kind === 'string' && sameBytes(one.bytes, other.bytes)
  if (one.kind === 'array') {
    return (
      other.kind === 'array' &&
      one.items.length === other.items.length &&
      one.items.every((item, index) => sameValue(item, other.items[index]))
    )
  }
  if (one.kind === 'dictionary') return other.kind === 'dictionary' && sameDictionary(one, other, [])
  // A stream written again may carry other data behind the same dictionary.
  return other.kind === 'stream' && one.dataFrom === other.dataFrom && sameDictionary(one.dictionary, other.dictionary, [])
}

/** The same keys with the same values, but for `except`. */
export function sameDictionary(one: PdfDictionary, other: PdfDictionary, except: readonly string[]): boolean {
  if (other.repeated.length > 0) return false
  return [...new Set([...one.entries.keys(), ...other.entries.keys()])].every(
    (key) => except.includes(key) || sameValue(one.entries.get(key), other.entries.get(key)),
  )
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}
