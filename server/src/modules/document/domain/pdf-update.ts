import { PdfBroken, isKind, isName } from './pdf-objects.ts'
import type { PdfDictionary, PdfReference, PdfValue } from './pdf-objects.ts'
import type { PdfFile } from './pdf-file.ts'
import { printable } from './form-text.ts'

export type SignatureRoom = {
  /** Who signs, as shown by readers. */
  readonly name: string
  readonly reason: string
  /** ISO 8601. */
  readonly signedAt: string
  /** Bytes kept free for the message. */
  readonly size: number
}

/**
 * What is to be appended to a file so that a signature can be put into it (ISO 32000-1 §7.5.6, §12.8): the catalogue with
 * a form, a field without extent on the first page, and the signature's dictionary with its place
 * left open. Nothing that stood in the file is touched, and PDF/A stays PDF/A: a field of no size needs no appearance.
 *
 * @throws PdfBroken for a file that is not built as our forms are (a cross-reference table, pages that stand alone).
 */
export function signatureRoom(file: PdfFile, room: SignatureRoom): string {
  if (file.usesStream) throw new PdfBroken('a cross-reference stream cannot be continued here', file.startsAt)
  const root = file.trailer.entries.get('Root')
  const size = file.trailer.entries.get('Size')
  if (!isKind(root, 'reference') || typeof size !== 'number') throw new PdfBroken('no catalogue', file.startsAt)
  const { catalog } = file
  const page = firstPage(file)
  const pageDictionary = file.object(page)
  if (!isKind(pageDictionary, 'dictionary')) throw new PdfBroken('no page', file.startsAt)
  const reference = (number: number): PdfReference => ({ kind: 'reference', number, generation: 0 })
  const [signature, field] = [reference(size), reference(size + 1)]
  const objects = new Map<number, string>()

  const known = catalog.entries.get('AcroForm')
  const form = isKind(known, 'reference') ? known : reference(size + 2)
  const fields = file.resolve(isKind(known, 'reference') ? dictionaryAt(file, known).entries.get('Fields') : undefined)
  if (known !== undefined && !isKind(known, 'reference')) throw new PdfBroken('a form of another making', file.startsAt)
  const before = isKind(fields, 'array') ? fields.items : []
  if (!isKind(known, 'reference')) objects.set(root.number, written(withEntry(catalog, 'AcroForm', form)))
  objects.set(form.number, `<</Fields [${[...before, field].map(written).join(' ')}]/SigFlags 3>>`)
  const annotations = file.resolve(pageDictionary.entries.get('Annots'))
  const shown = isKind(annotations, 'array') ? annotations.items : []
  objects.set(page.number, written(withEntry(pageDictionary, 'Annots', { kind: 'array', items: [...shown, field] })))
  objects.set(
    field.number,
    `<</Type/Annot/Subtype/Widget/FT/Sig/T ${text(`Chữ ký ${before.length + 1}`)}/F 4/Rect [0 0 0 0]/P ${written(page)}/V ${written(signature)}>>`,
  )
  objects.set(
    signature.number,
    `<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange [0 /********** /********** /**********]/Contents <${'0'.repeat(room.size * 2)}>` +
      `/M (${moment(room.signedAt)})/Name ${text(room.name)}/Reason ${text(room.reason)}>>`,
  )

  const newline = file.bytes[file.bytes.length - 1] === 10 ? '' : '\n'
  let update = newline
  const rows: string[] = []
  for (const [number, body] of [...objects].sort(([one], [other]) => one - other)) {
    rows.push(`${number} 1\n${String(file.bytes.length + update.length).padStart(10, '0')} 00000 n \n`)
    update += `${number} 0 obj\n${body}\nendobj\n`
  }
  const startxref = file.bytes.length + update.length
  const trailer = ['Root', 'Info', 'ID'].flatMap((key) => {
    const value = file.trailer.entries.get(key)
    return value === undefined ? [] : [`/${key} ${written(value)}`]
  })
  const highest = Math.max(...objects.keys(), size - 1)
  update += `xref\n${rows.join('')}trailer\n<</Size ${highest + 1}/Prev ${file.startsAt}${trailer.join('')}>>\nstartxref\n${startxref}\n%%EOF`
  return update
}

function dictionaryAt(file: PdfFile, reference: PdfReference): PdfDictionary {
  const value = file.object(reference)
  if (!isKind(value, 'dictionary')) throw new PdfBroken('no form', file.startsAt)
  return value
}

function firstPage(file: PdfFile): PdfReference {
  let reference = file.catalog.entries.get('Pages')
  for (let depth = 0; depth < 16 && isKind(reference, 'reference'); depth += 1) {
    const node = dictionaryAt(file, reference)
    if (isName(node.entries.get('Type'), 'Page')) return reference
    const kids = file.resolve(node.entries.get('Kids'))
    reference = isKind(kids, 'array') ? kids.items[0] : undefined
  }
  throw new PdfBroken('no page', file.startsAt)
}

function withEntry(dictionary: PdfDictionary, key: string, value: PdfValue): PdfDictionary {
  return { ...dictionary, entries: new Map([...dictionary.entries, [key, value]]) }
}

/** An object as text of the format. */
function written(value: PdfValue): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return plainNumber(value)
  if (value.kind === 'name') return `/${value.value.replace(/[^A-Za-z0-9._+-]/gu, (letter) => `#${hexadecimal(letter.charCodeAt(0))}`)}`
  if (value.kind === 'reference') return `${value.number} ${value.generation} R`
  if (value.kind === 'string') return `<${Array.from(value.bytes, hexadecimal).join('')}>`
  if (value.kind === 'array') return `[${value.items.map(written).join(' ')}]`
  if (value.kind === 'dictionary')
    return `<<${Array.from(value.entries, ([key, item]) => `${written({ kind: 'name', value: key })} ${written(item)}`).join('')}>>`
  throw new PdfBroken('a stream cannot stand inside an object', value.dataFrom)
}

/** No exponents: the format knows none. */
function plainNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(9).replace(/0+$/u, '')
}

function hexadecimal(byte: number): string {
  return byte.toString(16).padStart(2, '0')
}

/** Text as UTF-16 behind its mark, which every letter of a name fits in. */
function text(value: string): string {
  const units = Array.from({ length: printable(value).length }, (_, index) => printable(value).charCodeAt(index))
  return `<feff${units.map((unit) => unit.toString(16).padStart(4, '0')).join('')}>`
}

function moment(instant: string): string {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO('Asia/Ho_Chi_Minh')
  const two = (value: number): string => String(value).padStart(2, '0')
  return `D:${at.year}${two(at.month)}${two(at.day)}${two(at.hour)}${two(at.minute)}${two(at.second)}+07'00'`
}
