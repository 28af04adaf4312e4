import { isStampValue, textOf } from './pdf-form.ts'
import { isKind, isName } from './pdf-objects.ts'
import type { PdfDictionary, PdfString, PdfValue } from './pdf-objects.ts'
import type { PdfFile } from './pdf-file.ts'
import type { SignatureProblem } from './signature-report.ts'

export type ByteRange = readonly [from: 0, length: number, from2: number, length2: number]

/** One signature of a file, as far as the file itself tells. */
export type PdfSignature = {
  readonly field: string
  /** A person's or a house's signature, or a stamp of an authority over the document (ETSI.RFC3161). */
  readonly kind: 'signature' | 'timestamp'
  readonly subFilter: string | null
  readonly byteRange: ByteRange | null
  /** The CMS message with the zeros that fill its place; null when it is missing. */
  readonly contents: Uint8Array | null
  /** The claim of the dictionary (M), ISO 8601. */
  readonly signedAt: string | null
  /** What the signer permits to be done later (DocMDP): 1 nothing, 2 filling in, 3 notes too; null where nothing is said. */
  readonly permits: 1 | 2 | 3 | null
  /** Which fields it locks (FieldMDP). */
  readonly locks: readonly FieldLock[]
  readonly problems: readonly SignatureProblem[]
}

export type FieldLock = { readonly action: 'All' | 'Include' | 'Exclude'; readonly fields: readonly string[] }

const mostFields = 10_000
const mostSignatures = 32
const largestContents = 256 * 1024

/** The signatures in the form of the file, in the order of the fields. `tooMany` counts what was not read. */
export function findSignatures(file: PdfFile): {
  readonly signatures: readonly PdfSignature[]
  readonly problems: SignatureProblem[]
} {
  const form = file.resolve(file.catalog.entries.get('AcroForm'))
  const signatures: PdfSignature[] = []
  const problems = new Set<SignatureProblem>()
  const places = new Set<number>()
  const seen = new Set<string>()
  const waiting: { value: PdfValue; type: PdfValue | undefined; name: string }[] = []
  const queue = (fields: PdfValue | undefined, type: PdfValue | undefined, name: string): void => {
    const list = file.resolve(fields)
    if (isKind(list, 'array')) for (const value of list.items) waiting.push({ value, type, name })
  }
  if (isKind(form, 'dictionary')) queue(form.entries.get('Fields'), undefined, '')
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const key = isKind(next.value, 'reference') ? `${next.value.number} ${next.value.generation}` : ''
    if (key !== '' && seen.has(key)) continue
    seen.add(key)
    if (seen.size > mostFields) {
      problems.add('TOO_MANY_SIGNATURES')
      break
    }
    const field = file.resolve(next.value)
    if (!isKind(field, 'dictionary')) continue
    const type = file.resolve(field.entries.get('FT')) ?? next.type
    const own = file.resolve(field.entries.get('T'))
    const name = isKind(own, 'string') ? `${next.name}${next.name === '' ? '' : '.'}${textOf(own)}` : next.name
    queue(field.entries.get('Kids'), type, name)
    if (!isName(type, 'Sig')) continue
    const value = file.resolve(field.entries.get('V'))
    if (value === undefined || value === null) continue
    if (signatures.length >= mostSignatures) {
      problems.add('TOO_MANY_SIGNATURES')
      break
    }
    if (!isKind(value, 'dictionary')) {
      signatures.push({
        field: name,
        kind: 'signature',
        subFilter: null,
        byteRange: null,
        contents: null,
        signedAt: null,
        permits: null,
        locks: [],
        problems: ['SIGNATURE_INCOMPLETE'],
      })
      continue
    }
    // Two fields may point at one signature; it is one statement.
    if (places.has(value.from)) continue
    places.add(value.from)
    signatures.push(readSignature(file, name, value))
  }
  if (countByteRanges(file.bytes) > places.size) problems.add('SIGNATURE_HIDDEN')
  return { signatures, problems: [...problems] }
}

function readSignature(file: PdfFile, field: string, dictionary: PdfDictionary): PdfSignature {
  const problems: SignatureProblem[] = []
  const get = (key: string): PdfValue | undefined => file.resolve(dictionary.entries.get(key))
  if (dictionary.repeated.length > 0) problems.push('SIGNATURE_AMBIGUOUS')
  const subFilter = get('SubFilter')
  const range = get('ByteRange')
  const contents = dictionary.entries.get('Contents')
  const made = get('M')
  let byteRange: ByteRange | null = null
  if (range === undefined || contents === undefined || range === null || contents === null) problems.push('SIGNATURE_INCOMPLETE')
  else if (!isKind(contents, 'string')) problems.push('SIGNATURE_INCOMPLETE')
  else {
    byteRange = wholeRange(range, file.bytes.length)
    if (!byteRange) problems.push('BYTE_RANGE_MALFORMED')
    // The unsigned gap must be the hexadecimal string itself, bracket to bracket, and lie in this very file: what
    // a reader takes for the signature and what was left unsigned are then one and the same.
    else if (!contents.hex || contents.from !== byteRange[1] || contents.to !== byteRange[2] || !onlyHexadecimal(file.bytes, contents))
      problems.push('BYTE_RANGE_GAP')
    // Each value has one spelling: changing the case of a digit keeps the signature valid, but is still detected.
    else if (isMixedCase(file.bytes, contents)) problems.push('CONTENTS_MIXED_CASE')
    if (contents.bytes.length === 0 || contents.bytes.every((byte) => byte === 0)) problems.push('CONTENTS_EMPTY')
    else if (contents.bytes.length > largestContents) problems.push('CONTENTS_TOO_LARGE')
  }
  return {
    field,
    kind: isStampValue(file, dictionary) ? 'timestamp' : 'signature',
    subFilter: isKind(subFilter, 'name') ? subFilter.value : null,
    byteRange,
    contents: isKind(contents, 'string') && contents.bytes.length <= largestContents ? contents.bytes : null,
    signedAt: isKind(made, 'string') ? instantOf(textOf(made)) : null,
    ...transformsOf(file, get('Reference')),
    problems,
  }
}

/** Two stretches from the first byte on, in order, within the file. */
function wholeRange(value: PdfValue, length: number): ByteRange | null {
  if (!isKind(value, 'array') || value.items.length !== 4) return null
  const [from, first, from2, second] = value.items
  if (from !== 0 || typeof first !== 'number' || typeof from2 !== 'number' || typeof second !== 'number') return null
  const ordered = [first, from2, second].every((each) => Number.isSafeInteger(each) && each > 0)
  return ordered && first < from2 && from2 + second <= length ? [0, first, from2, second] : null
}

function onlyHexadecimal(bytes: Uint8Array, { from, to }: PdfString): boolean {
  for (let at = from + 1; at < to - 1; at += 1) {
    const byte = bytes[at] ?? 0
    const lower = byte | 0x20
    if (!((byte >= 48 && byte <= 57) || (lower >= 97 && lower <= 102))) return false
  }
  return true
}

function isMixedCase(bytes: Uint8Array, { from, to }: PdfString): boolean {
  const digits = bytes.subarray(from + 1, to - 1)
  return digits.some((byte) => byte >= 65 && byte <= 70) && digits.some((byte) => byte >= 97 && byte <= 102)
}

/** What the signature says about later changes (ISO 32000-2 §12.8.2). */
function transformsOf(file: PdfFile, references: PdfValue | undefined): Pick<PdfSignature, 'permits' | 'locks'> {
  let permits: PdfSignature['permits'] = null
  const locks: FieldLock[] = []
  for (const item of isKind(references, 'array') ? references.items.slice(0, 16) : []) {
    const reference = file.resolve(item)
    if (!isKind(reference, 'dictionary')) continue
    const method = file.resolve(reference.entries.get('TransformMethod'))
    const parameters = file.resolve(reference.entries.get('TransformParams'))
    const get = (key: string): PdfValue | undefined =>
      isKind(parameters, 'dictionary') ? file.resolve(parameters.entries.get(key)) : undefined
    if (isName(method, 'DocMDP')) {
      const level = get('P')
      permits = level === 1 || level === 3 ? level : 2
    }
    if (!isName(method, 'FieldMDP')) continue
    const action = get('Action')
    const names = get('Fields')
    const fields = isKind(names, 'array') ? names.items.map((name) => file.resolve(name)).filter((name) => isKind(name, 'string')) : []
    const said = (['Include', 'Exclude'] as const).find((each) => isName(action, each))
    locks.push({ action: said ?? 'All', fields: fields.map(textOf) })
  }
  return { permits, locks }
}

/** Whether a field may be filled in after a signature with this lock. */
export function isLocked({ action, fields }: FieldLock, name: string): boolean {
  const isListed = fields.some((each) => name === each || name.startsWith(`${each}.`))
  return action === 'All' || (action === 'Include' ? isListed : !isListed)
}

/** How often `/ByteRange` occurs in the file: once for each signature that the form knows of, no more. */
function countByteRanges(bytes: Uint8Array): number {
  const word = Array.from('/ByteRange', (letter) => letter.charCodeAt(0))
  let found = 0
  for (let at = bytes.indexOf(0x2f); at >= 0; at = bytes.indexOf(0x2f, at + 1)) {
    if (word.every((byte, index) => bytes[at + index] === byte)) found += 1
  }
  return found
}

/** `D:20261123100500+07'00'` as an instant; null when it is not one. */
export function instantOf(text: string): string | null {
  const match = /^D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:(Z)|([+-])(\d{2})'?(\d{2})?'?)?/u.exec(text)
  if (!match) return null
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', , sign, hours = '00', minutes = '00'] = match
  try {
    return Temporal.Instant.from(
      `${year}-${month}-${day}T${hour}:${minute}:${second}${sign ? `${sign}${hours}:${minutes}` : 'Z'}`,
    ).toString()
  } catch {
    return null
  }
}
