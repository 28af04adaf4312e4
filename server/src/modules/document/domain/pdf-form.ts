import type { PdfFile } from './pdf-file.ts'
import { isKind, isName } from './pdf-objects.ts'
import type { PdfDictionary, PdfReference, PdfString, PdfValue } from './pdf-objects.ts'

/** A field of the form, or one of the widgets that show it. */
export type FormField = {
  /** The full name, with the names of its parents. */
  readonly name: string
  readonly type: 'Sig' | 'Tx' | 'Btn' | 'Ch' | null
  readonly flags: number
  /** Of a widget without a name of its own: the field that holds the value. */
  readonly parent: PdfReference | null
}

const mostFields = 50_000

/** The fields of a form by the number of their object. */
export function formFields(file: PdfFile): ReadonlyMap<number, FormField> {
  const form = file.resolve(file.catalog.entries.get('AcroForm'))
  const fields = new Map<number, FormField>()
  const waiting: { readonly value: PdfValue; readonly above: FormField | null; readonly at: PdfReference | null }[] = []
  const queue = (list: PdfValue | undefined, above: FormField | null, at: PdfReference | null): void => {
    const items = file.resolve(list)
    if (isKind(items, 'array')) for (const value of items.items) waiting.push({ value, above, at })
  }
  if (isKind(form, 'dictionary')) queue(form.entries.get('Fields'), null, null)
  for (let next = waiting.pop(); next !== undefined && fields.size < mostFields; next = waiting.pop()) {
    const { value, above, at } = next
    if (!isKind(value, 'reference') || fields.has(value.number)) continue
    const dictionary = file.object(value)
    if (!isKind(dictionary, 'dictionary')) continue
    const field = fieldFrom(file, dictionary, above, at)
    fields.set(value.number, field)
    queue(dictionary.entries.get('Kids'), field, value)
  }
  return fields
}

function fieldFrom(file: PdfFile, { entries }: PdfDictionary, above: FormField | null, at: PdfReference | null): FormField {
  const own = file.resolve(entries.get('T'))
  const type = file.resolve(entries.get('FT'))
  const flags = file.resolve(entries.get('Ff'))
  const prefix = above && above.name !== '' ? `${above.name}.` : ''
  const known = (['Sig', 'Tx', 'Btn', 'Ch'] as const).find((each) => isName(type, each))
  return {
    name: isKind(own, 'string') ? `${prefix}${textOf(own)}` : (above?.name ?? ''),
    type: known ?? above?.type ?? null,
    flags: typeof flags === 'number' ? flags : (above?.flags ?? 0),
    parent: isKind(own, 'string') ? null : at,
  }
}

/** Whether the value of a signature field is a stamp over the document (ISO 32000-2 §12.8.5). */
export function isStampValue(file: PdfFile, value: PdfDictionary): boolean {
  return isName(file.resolve(value.entries.get('SubFilter')), 'ETSI.RFC3161')
}

/** Text of a string of the file: UTF-16 with a mark, or one byte a letter. */
export function textOf({ bytes }: PdfString): string {
  const one = (from: number): string => Array.from(bytes.subarray(from, 2048), (byte) => String.fromCharCode(byte)).join('')
  if (bytes[0] !== 0xfe || bytes[1] !== 0xff) return one(0)
  let text = ''
  for (let at = 2; at + 1 < Math.min(bytes.length, 2048); at += 2)
    text += String.fromCharCode((bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0))
  return text
}
