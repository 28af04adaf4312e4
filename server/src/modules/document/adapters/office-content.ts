import { WordFields, fieldActs } from '../domain/word-fields.ts'
import type { FoundFault } from '../domain/arriving-file.ts'
import { looksLikeXml, readXml, xmlText } from './xml-parts.ts'
import { ZipBroken, ZipTooLarge, zipParts } from './zip-parts.ts'
import type { ZipPart } from './zip-parts.ts'

/** Bytes unpacked out of one document, with what is inside it. */
const mostUnpacked = 128 * 1024 * 1024

type Found = FoundFault | null
const active = (what: string): FoundFault => ({ fault: 'FILE_OFFICE_ACTIVE', what })
const broken: FoundFault = { fault: 'FILE_OFFICE_BROKEN' }

/** What a part is to the document, by the last word of the type of its relation (ECMA-376 Part 1, Part 4; [MS-OFFMACRO2]). */
const relationKinds = new Map<string, FoundFault>([
  ...['vbaproject', 'vbaprojectsignature', 'vbaprojectsignatureagile', 'vbaprojectsignaturev3', 'wordvbadata', 'keymapcustomizations'].map(
    (kind) => [kind, { fault: 'FILE_OFFICE_MACRO' }] as const,
  ),
  ...['xlmacrosheet', 'xlintlmacrosheet', 'dialogsheet'].map((kind) => [kind, { fault: 'FILE_OFFICE_MACRO' }] as const),
  ...['control', 'activexcontrol', 'activexcontrolbinary'].map((kind) => [kind, active('điều khiển ActiveX')] as const),
  ['oleobject', active('đối tượng nhúng (OLE)')],
  ['afchunk', active('nội dung nhập từ tệp khác (altChunk)')],
  ['connections', { fault: 'FILE_OFFICE_OUTSIDE' }],
  ['attachedtoolbars', { fault: 'FILE_OFFICE_MACRO' }],
])

/** What is wrong with a DOCX or XLSX: what runs, what is carried, what is fetched. Each part is read as what it is, whatever its name says. */
export function officeFaultOf(bytes: Uint8Array, most = mostUnpacked, depth = 0): Found {
  try {
    const parts = zipParts(bytes, most)
    const spent = parts.reduce((sum, { data }) => sum + data.length, 0)
    if (!parts.some(({ name }) => name.toLowerCase() === '[content_types].xml'))
      return depth === 0 ? broken : active('tệp nén nhúng bên trong')
    let found: Found = null
    for (const part of parts) {
      found ??= faultOfPart(part, most - spent, depth)
      if (found) break
    }
    return found
  } catch (error) {
    if (error instanceof ZipTooLarge) return { fault: 'FILE_TOO_HARD' }
    if (error instanceof ZipBroken || error instanceof RangeError) return broken
    throw error
  }
}

function faultOfPart({ name, data }: ZipPart, left: number, depth: number): Found {
  if (/vbaproject[^/]*\.bin$|(?:^|\/)(?:macrosheets|activex)\//iu.test(name)) return { fault: 'FILE_OFFICE_MACRO' }
  if (/\.rels$/iu.test(name)) return readOrBroken(data, relationFault)
  if (/^\[content_types\]\.xml$/iu.test(name)) return readOrBroken(data, typeFault)
  if (startsWith(data, [0xd0, 0xcf, 0x11, 0xe0])) return active('đối tượng nhúng (OLE)')
  if (startsWith(data, [0x4d, 0x5a]) || startsWith(data, [0x7f, 0x45, 0x4c, 0x46])) return active('chương trình nhúng bên trong')
  if (startsWith(data, [0x50, 0x4b, 3, 4])) return depth > 0 ? active('tệp nén nhúng bên trong') : officeFaultOf(data, left, depth + 1)
  if (startsWith(data, [0x25, 0x50, 0x44, 0x46])) return active('tệp PDF nhúng bên trong')
  return looksLikeXml(data) ? contentFault(data) : null
}

function startsWith(data: Uint8Array, first: readonly number[]): boolean {
  return first.every((byte, index) => data[index] === byte)
}

function readOrBroken(data: Uint8Array, read: (text: string) => Found | 'malformed'): Found {
  const text = xmlText(data)
  const found = text === null ? 'malformed' : read(text)
  return found === 'malformed' ? broken : found
}

function relationFault(text: string): Found | 'malformed' {
  let found: Found = null
  const isSound = readXml(text, {
    open({ local, values }) {
      if (local.toLowerCase() !== 'relationship') return
      const kind = (values.get('type') ?? '').trim().toLowerCase().split('/').at(-1) ?? ''
      found ??= relationKinds.get(kind) ?? null
      if (kind === 'hyperlink') return
      const isOutside = (values.get('targetmode') ?? '').trim().toLowerCase() === 'external' || leadsOut(values.get('target') ?? '')
      if (isOutside) found ??= { fault: 'FILE_OFFICE_OUTSIDE' }
    },
  })
  return isSound ? found : 'malformed'
}

/** An address, or a place on another machine: no part of the package has such a name, whatever the mode says. */
function leadsOut(target: string): boolean {
  return /^\s*(?:[a-z][a-z\d+.-]*:|\/\/|\\\\)/iu.test(target)
}

function typeFault(text: string): Found | 'malformed' {
  let found: Found = null
  const isSound = readXml(text, {
    open({ values }) {
      const type = (values.get('contenttype') ?? '').toLowerCase()
      if (/macroenabled|vbaproject|vbadata|macrosheet/u.test(type)) found ??= { fault: 'FILE_OFFICE_MACRO' }
      if (type.includes('activex')) found ??= active('điều khiển ActiveX')
    },
  })
  return isSound ? found : 'malformed'
}

/** Elements that say what a part does. Names of elements are written as they are, never as entities: without one of them nothing need be read. */
const telling = /instrText|fldSimple|fldChar|ddeLink|oleLink|altChunk|OLEObject/u

function contentFault(data: Uint8Array): Found {
  const text = xmlText(data)
  if (text === null) return broken
  if (!telling.test(text)) return null
  const fields = new WordFields()
  let inWords = false
  let found: Found = null
  const isSound = readXml(text, {
    open({ local, values }) {
      inWords = local === 'instrText' || local === 'delInstrText'
      if (local === 'fldChar') fields.mark(values.get('fldchartype'))
      if (local === 'fldSimple') fields.acts ??= fieldActs(values.get('instr') ?? '')
      if (local === 'ddeLink') found ??= active('liên kết DDE (gọi chương trình khác)')
      if (local === 'oleLink' || local === 'OLEObject') found ??= active('đối tượng nhúng (OLE)')
      if (local === 'altChunk') found ??= active('nội dung nhập từ tệp khác (altChunk)')
    },
    close() {
      inWords = false
    },
    text(each) {
      if (inWords) fields.words(each)
    },
  })
  if (!isSound) return broken
  fields.end()
  return found ?? (fields.acts === null ? null : active(fields.acts))
}
