import { createHash } from 'node:crypto'
import { PdfFile } from '../modules/document/domain/pdf-file.ts'
import { inflate } from '../modules/document/adapters/verify-pdf.ts'

/** The smallest pictures there are. */
export const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg==', 'base64')
export const jpeg = Buffer.concat([
  Buffer.from('ffd8ffe000104a46494600010100000100010000ffdb004300', 'hex'),
  Buffer.alloc(64, 1),
  // One point, one scan of it.
  Buffer.from('ffc0000b080001000101011100ffda0008010100003f007fffd9', 'hex'),
])

/** The file with one object more that makes it exactly `size` bytes long, as a scan of many pages would be. */
export function grownPdf(pdf: Uint8Array, size: number, filler = 'x'): Buffer {
  const file = new PdfFile(pdf, inflate)
  const root = file.trailer.entries.get('Root') as { number: number }
  const info = file.trailer.entries.get('Info') as { number: number } | undefined
  const next = Number(file.trailer.entries.get('Size'))
  const build = (length: number): Buffer => {
    const head = `\n${next} 0 obj\n<</Length ${length}>>\nstream\n`
    const tail = '\nendstream\nendobj\n'
    const at = pdf.length + head.length + length + tail.length
    const table = `xref\n${next} 1\n${String(pdf.length + 1).padStart(10, '0')} 00000 n \ntrailer\n<</Size ${next + 1}/Root ${root.number} 0 R${
      info ? `/Info ${info.number} 0 R` : ''
    }/Prev ${file.startsAt}>>\nstartxref\n${at}\n%%EOF`
    return Buffer.concat([pdf, Buffer.from(head, 'latin1'), Buffer.alloc(length, filler), Buffer.from(tail + table, 'latin1')])
  }
  const over = build(size).length - size
  const exact = build(size - over)
  return exact.length === size ? exact : build(size - over - (exact.length - size))
}

/** `sha-256=:…:` of RFC 9530. */
export function contentDigest(bytes: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`
}
