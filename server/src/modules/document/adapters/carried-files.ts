import { fileTypeFromBuffer } from 'file-type'
import type { CarriedFile } from '../domain/pdf-content.ts'
import type { PdfFile } from '../domain/pdf-file.ts'
import { PdfBroken, PdfTooHard } from '../domain/pdf-objects.ts'
import { looksLikeXml, readXml, xmlText } from './xml-parts.ts'

/**
 * The name of the first file inside a PDF that is more than data; `null` when there is none. Data of an invoice in XML, a table, a picture belong to
 * the paper (PDF/A-3) and run nowhere; a program, an archive or another document is a paper of its own, or none.
 */
export async function unwantedCarried(file: PdfFile, carried: readonly (CarriedFile | null)[]): Promise<string | null> {
  for (const each of carried) {
    if (each === null) return nameless
    if (!(await isData(file, each))) return each.name.trim().slice(0, 120) || nameless
  }
  return null
}

const nameless = 'một tệp không rõ tên'
const pictures: ReadonlyMap<string, readonly string[]> = new Map([
  ['image/jpeg', ['jpg', 'jpeg']],
  ['image/png', ['png']],
  ['image/tiff', ['tif', 'tiff']],
])
const texts: readonly string[] = ['txt', 'csv', 'json']

async function isData(file: PdfFile, { name, stream }: CarriedFile): Promise<boolean> {
  const bytes = dataOf(file, stream)
  if (bytes === null) return false
  const extension = /\.([^.\s/\\]*)\s*$/u.exec(name)?.[1]?.toLowerCase() ?? ''
  const fits = (extensions: readonly string[]): boolean => name === '' || extensions.includes(extension)
  if (bytes.length === 0) return fits(['xml', ...texts])
  if (looksLikeXml(bytes)) return fits(['xml']) && isPlainXml(bytes)
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined)
  if (type) return fits(pictures.get(type.mime) ?? ['none']) && pictures.has(type.mime)
  return fits(texts) && isPlainText(bytes)
}

/** It is packed in a way this reader does not know, so its type is unknown. */
function dataOf(file: PdfFile, stream: CarriedFile['stream']): Uint8Array | null {
  try {
    return file.data(stream)
  } catch (error) {
    if (error instanceof PdfTooHard || !(error instanceof PdfBroken)) throw error
    return null
  }
}

/** A browser shows such XML as a page, with its scripts. */
const pages = new Set(['http://www.w3.org/1999/xhtml', 'http://www.w3.org/2000/svg', 'http://www.w3.org/1999/XSL/Transform'])

function isPlainXml(bytes: Uint8Array): boolean {
  const text = xmlText(bytes)
  if (text === null) return false
  let isPlain = true
  const isSound = readXml(text, {
    open({ uri, local }) {
      if (pages.has(uri) || ['html', 'svg', 'script'].includes(local.toLowerCase())) isPlain = false
    },
    instruction(target) {
      if (target.toLowerCase() === 'xml-stylesheet') isPlain = false
    },
  })
  return isSound && isPlain
}

function isPlainText(bytes: Uint8Array): boolean {
  const text = xmlText(bytes)
  return text !== null && !/(?![\t\n\r\f])\p{Cc}/u.test(text) && !/^\s*(?:#!|MZ|<)/u.test(text)
}
