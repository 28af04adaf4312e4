import type { PdfFile } from './pdf-file.ts'
import { PdfBroken, PdfTooHard, isKind, isName } from './pdf-objects.ts'
import type { PdfDictionary, PdfStream, PdfValue } from './pdf-objects.ts'

/** Actions that a paper never needs and a reader would execute (ISO 32000-2 §12.6.4), with the names shown to people. */
const actions = new Map([
  ['JavaScript', 'mã lệnh (JavaScript)'],
  ['Launch', 'lệnh mở chương trình'],
  ['SubmitForm', 'lệnh gửi dữ liệu đi nơi khác'],
  ['ImportData', 'lệnh nạp dữ liệu từ tệp khác'],
  ['GoToE', 'lệnh mở tệp kèm bên trong'],
  ['GoToR', 'lệnh mở tệp khác'],
  ['Rendition', 'phim hoặc âm thanh'],
  ['Movie', 'phim hoặc âm thanh'],
  ['Sound', 'phim hoặc âm thanh'],
  ['RichMediaExecute', 'nội dung đa phương tiện'],
  ['GoTo3DView', 'mô hình 3D'],
])

/** Annotations that play something (§12.5.6, §13). */
const players = new Map([
  ['RichMedia', 'nội dung đa phương tiện'],
  ['Screen', 'phim hoặc âm thanh'],
  ['Movie', 'phim hoặc âm thanh'],
  ['Sound', 'phim hoặc âm thanh'],
  ['3D', 'mô hình 3D'],
])

/** Keys that are a finding with any value. */
const tellingKeys = new Map([
  ['JS', 'mã lệnh (JavaScript)'],
  ['JavaScript', 'mã lệnh (JavaScript)'],
  ['XFA', 'biểu mẫu động (XFA)'],
  ['RichMediaContent', 'nội dung đa phương tiện'],
])

/** Names that are no words of a paper: where no object can be read, one of them is enough. */
const tellingNames = new Map([...actions, ...players, ...tellingKeys, ['EmbeddedFile', 'tệp kèm bên trong'], ['EF', 'tệp kèm bên trong']])
// Words that also occur for a page, a line or a colour; they count only as the name of an action or as a key.
for (const word of ['3D', 'Screen', 'Sound', 'Movie']) tellingNames.delete(word)

/** A file inside the file. `name` is empty when none is said. */
export type CarriedFile = { readonly name: string; readonly stream: PdfStream }

export type PdfContent = {
  /** What the file does by itself or at a click, in the words shown to people; `null` when nothing. */
  readonly acts: string | null
  /** Files it carries; `null` among them is one that is not there as a stream, and can only be believed. */
  readonly carries: readonly (CarriedFile | null)[]
}

/**
 * What a PDF would do and what it carries, in every state it ever had, because "the signed version" may be an old one. Every object that a table
 * knows is examined, reachable or not.
 * @throws PdfBroken when a stream of objects cannot be opened
 */
export function contentOf(file: PdfFile): PdfContent {
  const search = new Search(file)
  for (const { value, bytes, unread } of file.everyObject()) {
    if (unread) search.look(unread)
    else search.walk(value, bytes)
    if (search.acts !== null) break
  }
  return { acts: search.acts, carries: [...search.carried.values()] }
}

class Search {
  readonly #file: PdfFile
  acts: string | null = null
  /** By the place of their data: a file named twice is one file. */
  readonly carried = new Map<number, CarriedFile | null>()

  constructor(file: PdfFile) {
    this.#file = file
  }

  walk(value: PdfValue, bytes: Uint8Array, atOnce = false): void {
    if (this.acts !== null) return
    if (isKind(value, 'array')) {
      for (const item of value.items) this.walk(item, bytes, atOnce)
      return
    }
    const dictionary = isKind(value, 'stream') ? value.dictionary : value
    if (!isKind(dictionary, 'dictionary')) return
    this.acts = this.#actionOf(dictionary, isKind(value, 'stream') ? value : null, atOnce)
    // Readers disagree on which of two entries counts: both do.
    if (dictionary.repeated.length > 0) this.look(bytes.subarray(dictionary.from, dictionary.to))
    if (isKind(value, 'stream') && isName(this.#resolve(dictionary, 'Type'), 'EmbeddedFile')) this.#carry('', value)
    if (dictionary.entries.has('EF') || dictionary.entries.has('RF')) this.#carriedBy(dictionary)
    for (const [key, entry] of dictionary.entries) this.walk(entry, bytes, startsAlone.has(key))
  }

  /** Names in bytes that we do not read as an object; a reader that repairs files may. */
  look(bytes: Uint8Array): void {
    for (const [, written = ''] of latin1(bytes).matchAll(/\/((?:#[\da-f]{2}|[^\0\t\n\f\r ()<>[\]{}/%#]){1,64})/giu)) {
      const name = written.replace(/#([\da-f]{2})/giu, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
      this.acts ??= tellingNames.get(name) ?? null
    }
  }

  /** Bytes that should be an object and are none are examined in place, with the others. */
  #resolved(value: PdfValue | undefined): PdfValue | undefined {
    try {
      return this.#file.resolve(value)
    } catch (error) {
      if (error instanceof PdfTooHard || !(error instanceof PdfBroken)) throw error
      return undefined
    }
  }

  #resolve(dictionary: PdfDictionary, key: string): PdfValue | undefined {
    return this.#resolved(dictionary.entries.get(key))
  }

  #actionOf(dictionary: PdfDictionary, stream: PdfStream | null, atOnce: boolean): string | null {
    const named = (key: string, known: ReadonlyMap<string, string>): string | undefined => {
      const name = dictionary.entries.has(key) ? this.#resolve(dictionary, key) : null
      return isKind(name, 'name') ? known.get(name.value) : undefined
    }
    const found = named('S', actions) ?? named('Subtype', players)
    if (found !== undefined) return found
    for (const [key, what] of tellingKeys) if (dictionary.entries.has(key)) return what
    // Opened with the file or the page, an address is called without anybody pressing it.
    for (const key of startsAlone)
      if (dictionary.entries.has(key) && this.#callsOut(dictionary, key)) return 'lệnh mở địa chỉ khi vừa mở tệp'
    if (atOnce && isName(this.#resolve(dictionary, 'S'), 'URI')) return 'lệnh mở địa chỉ khi vừa mở tệp'
    const isElsewhere = (stream !== null && dictionary.entries.has('F')) || isName(this.#resolve(dictionary, 'FS'), 'URL')
    return isElsewhere ? 'nội dung lấy từ nơi khác' : null
  }

  #callsOut(dictionary: PdfDictionary, key: string): boolean {
    const started = this.#resolve(dictionary, key)
    if (!isKind(started, 'dictionary')) return false
    const all = [started, ...[...started.entries.values()].map((entry) => this.#resolved(entry))]
    return all.some((each) => isKind(each, 'dictionary') && isName(this.#resolve(each, 'S'), 'URI'))
  }

  #carriedBy(specification: PdfDictionary): void {
    const names = ['UF', 'F', 'Desc'].map((key) => this.#resolve(specification, key))
    const name = names.find((each) => isKind(each, 'string'))
    const files = this.#resolve(specification, 'EF')
    if (specification.entries.has('RF') || !isKind(files, 'dictionary')) this.carried.set(-1, null)
    for (const entry of isKind(files, 'dictionary') ? files.entries.values() : []) {
      const stream = this.#resolved(entry)
      if (isKind(stream, 'stream')) this.#carry(isKind(name, 'string') ? textOf(name.bytes) : '', stream)
      else if (stream !== null) this.carried.set(-1, null)
    }
  }

  #carry(name: string, stream: PdfStream): void {
    const known = this.carried.get(stream.dataFrom)
    if (!known || known.name === '') this.carried.set(stream.dataFrom, { name, stream })
  }
}

const startsAlone: ReadonlySet<string> = new Set(['OpenAction', 'AA'])

/** A text string (§7.9.2): UTF-16 or UTF-8 with its mark, else letter for letter. */
function textOf(bytes: Uint8Array): string {
  const [first, second, third] = bytes
  if (first === 0xfe && second === 0xff) return utf16(bytes.subarray(2))
  const text = latin1(first === 0xef && second === 0xbb && third === 0xbf ? bytes.subarray(3) : bytes)
  return text.length === bytes.length ? text : decodeURIComponent(escapeAll(text))
}

function utf16(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at + 1 < bytes.length; at += 2) text += String.fromCharCode((bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0))
  return text.toWellFormed()
}

function latin1(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

function escapeAll(text: string): string {
  return Array.from(text, (letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')
}
