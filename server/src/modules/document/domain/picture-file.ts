import type { FoundFault, MediaType } from './arriving-file.ts'

/** Points on one side, and in all, that a picture of a paper may have: A3 at 1200 dpi, with room. A larger one is made to exhaust the program that opens it. */
export const longestSide = 30_000
export const mostPoints = 250_000_000
/** Pages of a TIFF that are looked at. */
const mostPages = 2_000

type Size = { readonly width: number; readonly height: number }

/**
 * What is wrong with a picture by its own headers: it was cut off, or it unpacks to more points than any screen or printer takes. The points themselves
 * are not unpacked.
 */
export function pictureFaultOf(bytes: Uint8Array, type: MediaType): FoundFault | null {
  const sizes = type === 'image/png' ? sizesOfPng(bytes) : type === 'image/jpeg' ? sizesOfJpeg(bytes) : sizesOfTiff(bytes)
  if (sizes === null || sizes.length === 0 || sizes.some(({ width, height }) => width < 1 || height < 1))
    return { fault: 'FILE_PICTURE_BROKEN' }
  const large = sizes.find(({ width, height }) => width > longestSide || height > longestSide || width * height > mostPoints)
  return large ? { fault: 'FILE_PICTURE_TOO_LARGE', what: `${large.width} × ${large.height}` } : null
}

/** Where the picture ends and something else could follow; `null` when it does not say. */
export function endOfPicture(bytes: Uint8Array, type: MediaType): number | null {
  if (type === 'image/png') return pngChunks(bytes)?.end ?? null
  if (type === 'image/jpeg') return jpegSegments(bytes)?.end ?? null
  return null
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const word = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4))

/** Chunks of a PNG (ISO/IEC 15948 §5.3) up to its end; `null` when it is cut off. */
function pngChunks(bytes: Uint8Array): { readonly size: Size; readonly hasPoints: boolean; readonly end: number } | null {
  const view = viewOf(bytes)
  let size: Size | null = null
  let hasPoints = false
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at)
    const kind = word(bytes, at + 4)
    const next = at + 12 + length
    if (next > bytes.length) return null
    if (kind === 'IHDR' && length >= 8) size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) }
    if (kind === 'IDAT' && length > 0) hasPoints = true
    if (kind === 'IEND') return size && { size, hasPoints, end: next }
    at = next
  }
  return null
}

function sizesOfPng(bytes: Uint8Array): readonly Size[] | null {
  const chunks = pngChunks(bytes)
  return chunks?.hasPoints ? [chunks.size] : null
}

/** Segments of a JPEG (ITU-T T.81 Annex B) up to the end of the first picture; `null` when it is cut off. */
function jpegSegments(bytes: Uint8Array): { readonly size: Size; readonly end: number } | null {
  const view = viewOf(bytes)
  let size: Size | null = null
  let isScan = false
  for (let at = 2; at + 2 <= bytes.length;) {
    const marker = bytes[at] === 0xff ? (bytes[at + 1] ?? 0) : null
    // Between a scan's head and the next marker lie the points: in them 0xff is followed by 0, or by a restart mark.
    if (marker === null || marker === 0 || (marker >= 0xd0 && marker <= 0xd7)) {
      if (!isScan) return null
      const next = bytes.indexOf(0xff, at + 1)
      if (next < 0) return null
      at = next
      continue
    }
    if (marker === 0xff) at += 1
    else if (marker === 0xd9) return size && isScan ? { size, end: at + 2 } : null
    else if (at + 4 > bytes.length) return null
    else {
      const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
      if (isFrame && at + 9 <= bytes.length) size ??= { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
      if (marker === 0xda) isScan = true
      at += 2 + view.getUint16(at + 2)
    }
  }
  return null
}

function sizesOfJpeg(bytes: Uint8Array): readonly Size[] | null {
  const found = jpegSegments(bytes)
  return found ? [found.size] : null
}

/** Pages of a TIFF (TIFF 6.0 §2), by its directories; `null` when one of them lies outside the file or they lead in a circle. */
function sizesOfTiff(bytes: Uint8Array): readonly Size[] | null {
  if (bytes.length < 8) return null
  const view = viewOf(bytes)
  const isLittle = bytes[0] === 0x49
  const sizes: Size[] = []
  const seen = new Set<number>()
  for (let at = view.getUint32(4, isLittle); at !== 0;) {
    if (seen.has(at) || seen.size >= mostPages || at + 2 > bytes.length) return null
    seen.add(at)
    const count = view.getUint16(at, isLittle)
    if (at + 2 + count * 12 + 4 > bytes.length) return null
    const sides: { width?: number; height?: number } = {}
    for (let index = 0; index < count; index += 1) {
      const entry = at + 2 + index * 12
      const value = view.getUint16(entry + 2, isLittle) === 3 ? view.getUint16(entry + 8, isLittle) : view.getUint32(entry + 8, isLittle)
      if (view.getUint16(entry, isLittle) === 256) sides.width = value
      if (view.getUint16(entry, isLittle) === 257) sides.height = value
    }
    sizes.push({ width: sides.width ?? 0, height: sides.height ?? 0 })
    at = view.getUint32(at + 2 + count * 12, isLittle)
  }
  return sizes
}
