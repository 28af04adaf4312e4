import { unzipSync } from 'fflate'
import { fetchesFromOutside } from '../domain/arriving-file.ts'
import type { FileFault } from '../domain/arriving-file.ts'
import type { PdfFile } from '../domain/pdf-file.ts'
import { PdfBroken, PdfTooHard, isKind, isName } from '../domain/pdf-objects.ts'
import type { PdfValue } from '../domain/pdf-objects.ts'

/**
 * Whether a PDF does something by itself: runs JavaScript or starts a program. Every object that a table knows is looked at,
 * reachable or not; what cannot be read as an object cannot act either.
 */
export function actsByItself(file: PdfFile): boolean {
  for (const [number, place] of file.places) {
    if (place.kind === 'free') continue
    try {
      const generation = place.kind === 'offset' ? place.generation : 0
      if (acts(file, file.object({ kind: 'reference', number, generation }))) return true
    } catch (error) {
      if (!(error instanceof PdfBroken) || error instanceof PdfTooHard) throw error
    }
  }
  return false
}

function acts(file: PdfFile, value: PdfValue): boolean {
  if (isKind(value, 'array')) return value.items.some((item) => acts(file, item))
  const dictionary = isKind(value, 'stream') ? value.dictionary : value
  if (!isKind(dictionary, 'dictionary')) return false
  const action = file.resolve(dictionary.entries.get('S'))
  if (isName(action, 'JavaScript') || isName(action, 'Launch')) return true
  if (dictionary.entries.has('JS') || dictionary.entries.has('JavaScript')) return true
  return [...dictionary.entries.values()].some((entry) => acts(file, entry))
}

const mostParts = 10_000
const largestPart = 1024 * 1024

/** What is wrong with a DOCX or XLSX: macros, or something fetched from outside. Only the small parts that say so are unpacked. */
export function officeFaultOf(bytes: Uint8Array): FileFault | null {
  const names: string[] = []
  let unpacked: Record<string, Uint8Array>
  try {
    unpacked = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (names.length >= mostParts) throw new Error('too many parts')
        names.push(name)
        if (!/(?:\.rels|\[Content_Types\]\.xml)$/iu.test(name)) return false
        if (originalSize > largestPart) throw new Error('a part too large')
        return true
      },
    })
  } catch {
    return 'FILE_OFFICE_BROKEN'
  }
  if (names.length === 0) return 'FILE_OFFICE_BROKEN'
  if (names.some((name) => /vbaproject[^/]*\.bin$|\/(?:macrosheets|activex)\//iu.test(name))) return 'FILE_OFFICE_MACRO'
  const texts = Object.entries(unpacked).map(([name, part]) => ({ name, text: textOf(part) }))
  if (texts.some(({ name, text }) => /content_types/iu.test(name) && /macroEnabled|vbaProject/iu.test(text))) return 'FILE_OFFICE_MACRO'
  if (texts.some(({ name, text }) => /\.rels$/iu.test(name) && /relationships\/vbaProject/iu.test(text))) return 'FILE_OFFICE_MACRO'
  return texts.some(({ name, text }) => /\.rels$/iu.test(name) && fetchesFromOutside(text)) ? 'FILE_OFFICE_OUTSIDE' : null
}

function textOf(part: Uint8Array): string {
  const [first, second] = part
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding).decode(part)
}
