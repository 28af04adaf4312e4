import type { MediaType } from './arriving-file.ts'
import { endOfPicture } from './picture-file.ts'

const office: readonly MediaType[] = [
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
]

/**
 * The second type of a file beside the one it declares, in the words shown to the person; `null` when there is none. Two programs would open such a file as two
 * things, of which only one was looked at. What cameras put behind a picture (a film of the moment, a second size) is no second kind.
 */
export function secondKindOf(bytes: Uint8Array, type: MediaType): string | null {
  const isPdf = type === 'application/pdf'
  const start = latin(bytes, 0, 1024)
  const pdfAt = start.indexOf('%PDF-')
  if (!isPdf && pdfAt >= 0) return 'tệp PDF'
  if (!office.includes(type) && hasZipAtEnd(bytes)) return 'tệp nén ZIP'
  if (isPdf) return (pdfAt > 0 ? kindOfStart(start.slice(0, pdfAt)) : null) ?? kindOfStart(afterPdf(bytes))
  const end = endOfPicture(bytes, type)
  return end === null ? null : kindOfStart(latin(bytes, end, end + 4096))
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  let text = ''
  for (const byte of bytes.subarray(from, to)) text += String.fromCharCode(byte)
  return text
}

/** The bytes behind the last end-of-file marker of a PDF. */
function afterPdf(bytes: Uint8Array): string {
  const tail = latin(bytes, Math.max(0, bytes.length - 65_536), bytes.length)
  const at = tail.lastIndexOf('%%EOF')
  return at < 0 ? '' : tail.slice(at + 5)
}

/** The type a browser, a shell or an unpacker would see in these bytes. */
function kindOfStart(text: string): string | null {
  const rest = text.replace(/^[\0\s]+/u, '')
  if (/<(?:!doctype|html|head|body|script|svg|iframe|\?php)/iu.test(text)) return 'trang web (HTML)'
  if (rest.startsWith('MZ') || rest.startsWith('\u007FELF') || rest.startsWith('#!')) return 'chương trình'
  if (rest.startsWith('Rar!') || rest.startsWith('7z\u00BC\u00AF') || rest.startsWith('PK\u0003\u0004')) return 'tệp nén'
  if (rest.startsWith('%PDF-')) return 'tệp PDF'
  return null
}

/** Whether an unpacker finds a directory of a ZIP at the end (APPNOTE 4.3.16): it looks there, and not at the beginning. */
function hasZipAtEnd(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const first = Math.max(0, bytes.length - 22 - 65_535)
  for (let at = bytes.length - 22; at >= first; at -= 1) {
    if (bytes[at] !== 0x50 || view.getUint32(at) !== 0x504b0506) continue
    const directory = at - view.getUint32(at + 12, true)
    const isEmpty = view.getUint16(at + 10, true) === 0
    if (!isEmpty && directory >= 0 && directory + 4 <= bytes.length && view.getUint32(directory) === 0x504b0102) return true
  }
  return false
}
