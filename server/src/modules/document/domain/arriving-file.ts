/**
 * What a file that arrives must be: how large, of which kind, under which name. Nothing is corrected but the name, which
 * says nothing about a paper and comes from whatever machine scanned it.
 */
export const largestArrivingFile = 20 * 1024 * 1024

/** The kinds taken: scans and signed papers, and what forms of the catalogue are handed out as. */
export const mediaTypes = {
  'application/pdf': { name: 'PDF', extensions: ['pdf'] },
  'image/jpeg': { name: 'ảnh JPEG', extensions: ['jpg', 'jpeg', 'jpe', 'jfif'] },
  'image/png': { name: 'ảnh PNG', extensions: ['png'] },
  'image/tiff': { name: 'ảnh TIFF', extensions: ['tif', 'tiff'] },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { name: 'văn bản Word (DOCX)', extensions: ['docx'] },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { name: 'bảng tính Excel (XLSX)', extensions: ['xlsx'] },
} as const satisfies Readonly<Record<string, { readonly name: string; readonly extensions: readonly [string, ...string[]] }>>
export type MediaType = keyof typeof mediaTypes

export function isMediaType(type: string | undefined): type is MediaType {
  return type !== undefined && Object.hasOwn(mediaTypes, type)
}

/** Why a file is not taken. The codes are refusals of this module. */
export type FileFault =
  | 'FILE_EMPTY'
  | 'FILE_TOO_LARGE'
  | 'FILE_TYPE_UNKNOWN'
  | 'FILE_NOT_WHAT_IT_SAYS'
  | 'FILE_PDF_BROKEN'
  | 'FILE_PDF_EMPTY'
  | 'FILE_PDF_LOCKED'
  | 'FILE_PDF_ACTS'
  | 'FILE_PDF_CARRIES'
  | 'FILE_TOO_HARD'
  | 'FILE_OFFICE_BROKEN'
  | 'FILE_OFFICE_MACRO'
  | 'FILE_OFFICE_OUTSIDE'
  | 'FILE_OFFICE_ACTIVE'
  | 'FILE_PICTURE_BROKEN'
  | 'FILE_PICTURE_TOO_LARGE'
  | 'FILE_TWO_KINDS'

/** A fault with its details, as the person sees it; without details where the fault is enough. */
export type FoundFault = { readonly fault: FileFault; readonly what?: string }

/** Longest name kept, in bytes of UTF-8: what every file system takes. */
const longestName = 200

// Characters that are not seen but change what is: controls, and the marks that turn the order of what follows around.
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu

/**
 * The name a file is kept under: the last part of what was sent, composed (NFC), without anything unseen, never longer
 * than a file system takes. `null` when nothing of a name is left.
 */
export function keptName(sent: string): string | null {
  const last = sent.toWellFormed().split(/[/\\]/u).at(-1) ?? ''
  const plain = last
    .normalize('NFC')
    .replace(unseen, '')
    .replace(/[<>:"|?*]/gu, '_')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^\.+/u, '')
  if (plain === '') return null
  const extension = extensionOf(plain)
  const tail = extension === null ? '' : `.${extension}`
  let stem = extension === null ? plain : plain.slice(0, plain.length - tail.length)
  while (bytesOf(stem + tail) > longestName) stem = Array.from(stem).slice(0, -1).join('')
  return `${stem.trim()}${tail}`
}

/** The text after the last dot, as written, when it looks like an extension; else `null`. */
function extensionOf(name: string): string | null {
  return /[^.]\.([\p{L}\p{N}]{1,10})$/u.exec(name)?.[1] ?? null
}

/**
 * The name with an extension that agrees with the bytes: given one when there is none; `null` when the extension says
 * something else than the bytes.
 */
export function nameFor(name: string, type: MediaType): string | null {
  const extension = extensionOf(name)
  const { extensions } = mediaTypes[type]
  if (extension === null) return `${name}.${extensions[0]}`
  return (extensions as readonly string[]).includes(extension.toLowerCase()) ? name : null
}

function bytesOf(text: string): number {
  let bytes = 0
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

/** How the state of a file's signatures is said. */
export const signatureStates = {
  valid: 'Ký hợp lệ',
  unsigned: 'Không có chữ ký số',
  invalid: 'Chữ ký không hợp lệ',
  untrusted: 'Chưa tin cậy người ký',
  not_pdf: 'Không phải PDF, không mang chữ ký số',
} as const
export type SignatureState = keyof typeof signatureStates

export const signatureStatesInEnglish: Readonly<Record<SignatureState, string>> = {
  valid: 'Validly signed',
  unsigned: 'No digital signature',
  invalid: 'Signature not valid',
  untrusted: 'Signer not trusted yet',
  not_pdf: 'Not a PDF, carries no signature',
}
export const mediaTypesInEnglish: Readonly<Record<MediaType, string>> = {
  'application/pdf': 'PDF',
  'image/jpeg': 'JPEG picture',
  'image/png': 'PNG picture',
  'image/tiff': 'TIFF picture',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word document (DOCX)',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel sheet (XLSX)',
}

/** `null` is a file that is no PDF and was therefore not checked. */
export function signatureStateOf(verdict: 'valid' | 'indeterminate' | 'invalid' | 'unsigned' | 'unreadable' | null): SignatureState {
  if (verdict === null) return 'not_pdf'
  if (verdict === 'indeterminate') return 'untrusted'
  return verdict === 'unreadable' ? 'invalid' : verdict
}
