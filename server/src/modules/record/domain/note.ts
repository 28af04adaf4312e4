import { concatBytes, fromBase64, toBase64, toHex } from './base64.ts'
import type { Sha256 } from './merkle.ts'

/** How a key signs (C2SP signed-note): a note as it is, or a checkpoint with the time at which a witness saw it (tlog-cosignature). */
export const signatureTypes = { note: 1, cosignature: 4 } as const

/** A key others know: its name, its type and its 32 bytes. */
export type VerifierKey = { readonly name: string; readonly type: number; readonly publicKey: Uint8Array }

/** One line of signature: by which key, and its bytes after the four of the key's id. */
export type NoteSignature = { readonly name: string; readonly keyId: string; readonly signature: Uint8Array; readonly line: string }
/** @property text what is signed, with its last newline */
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] }

/** Text ↔ UTF-8; handed in, because the domain has no library. */
export type Utf8 = (text: string) => Uint8Array

/** Four bytes that name the key, in hexadecimal. */
export function keyIdOf(sha256: Sha256, utf8: Utf8, { name, type, publicKey }: VerifierKey): string {
  return toHex(sha256(concatBytes(utf8(`${name}\n`), Uint8Array.of(type), publicKey)).subarray(0, 4))
}

/** `name+id+key`, as other programs take it. */
export function verifierKeyText(sha256: Sha256, utf8: Utf8, key: VerifierKey): string {
  return `${key.name}+${keyIdOf(sha256, utf8, key)}+${toBase64(concatBytes(Uint8Array.of(key.type), key.publicKey))}`
}

/** The key of a verifier-key text, of a type that is understood here; else `null`. */
export function verifierKeyFrom(sha256: Sha256, utf8: Utf8, text: string): VerifierKey | null {
  const found = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text.trim())
  const bytes = fromBase64(found?.[3] ?? '')
  if (!found?.[1] || bytes?.length !== 33) return null
  const key = { name: found[1], type: bytes[0] ?? 0, publicKey: bytes.slice(1) }
  const isKnown = key.type === signatureTypes.note || key.type === signatureTypes.cosignature
  return isKnown && keyIdOf(sha256, utf8, key) === found[2] ? key : null
}

export function signatureLine(name: string, keyId: string, signature: Uint8Array): string {
  const id = Uint8Array.from(keyId.match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16))
  return `— ${name} ${toBase64(concatBytes(id, signature))}\n`
}

/** A line of signature, read; `null` when it is none. */
export function signatureFrom(line: string): NoteSignature | null {
  const found = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/u.exec(line)
  const bytes = fromBase64(found?.[2] ?? '')
  if (!found?.[1] || !bytes || bytes.length < 5) return null
  return { name: found[1], keyId: toHex(bytes.subarray(0, 4)), signature: bytes.slice(4), line: `${line}\n` }
}

/** The note of a text; `null` when it is not written as one. Nothing is verified. */
export function noteFrom(text: string): Note | null {
  const at = text.lastIndexOf('\n\n')
  // oxlint-disable-next-line no-control-regex -- a note holds no control characters but newlines
  if (at < 0 || !text.endsWith('\n') || /[\u0000-\u0009\u000b-\u001f]/u.test(text)) return null
  const signatures = text
    .slice(at + 2, -1)
    .split('\n')
    .map(signatureFrom)
  if (signatures.length === 0 || signatures.length > 64 || signatures.includes(null)) return null
  return { text: text.slice(0, at + 1), signatures: signatures as NoteSignature[] }
}

export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Uint8Array }

/** The signed text of a checkpoint (C2SP tlog-checkpoint). */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`
}

/** The checkpoint of a note's text; `null` when it is none. */
export function checkpointFrom(text: string): Checkpoint | null {
  const [origin = '', size = '', root = ''] = text.split('\n')
  const bytes = fromBase64(root)
  if (origin === '' || !/^(?:0|[1-9]\d{0,15})$/u.test(size) || bytes?.length !== 32) return null
  return { origin, size: Number(size), root: bytes }
}

/** What a witness signs: the checkpoint's text and the second at which it saw it (C2SP tlog-cosignature, Ed25519). */
export function cosignedText(text: string, atSeconds: number): string {
  return `cosignature/v1\ntime ${atSeconds}\n${text}`
}

/** The second and the signature proper of a cosignature; `null` when it has another length. */
export function cosignatureFrom(signature: Uint8Array): { readonly atSeconds: number; readonly signature: Uint8Array } | null {
  if (signature.length !== 72) return null
  const atSeconds = signature.subarray(0, 8).reduce((seconds, byte) => seconds * 256 + byte, 0)
  return Number.isSafeInteger(atSeconds) ? { atSeconds, signature: signature.slice(8) } : null
}
