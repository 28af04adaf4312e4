/** What the sender of a file says about it, and what we say of one we send. */

/** The file name of a Content-Disposition (RFC 6266), the extended form first (RFC 8187); `null` when there is none to read. */
export function nameOf(header: string | string[] | undefined): string | null {
  if (typeof header !== 'string') return null
  const extended = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/iu.exec(header)?.[1]
  if (extended !== undefined) {
    try {
      return decodeURIComponent(extended)
    } catch {
      return null
    }
  }
  const quoted = /;\s*filename\s*=\s*"((?:[^"\\]|\\.)*)"/iu.exec(header)?.[1]?.replace(/\\(.)/gu, '$1')
  const plain = quoted ?? /;\s*filename\s*=\s*([^\s;"]+)/iu.exec(header)?.[1]
  if (plain === undefined) return null
  // Headers arrive as one byte a letter; tools that know no better send UTF-8 in them.
  const bytes = Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return plain
  }
}

/**
 * The SHA-256 of a Content-Digest (RFC 9530, a dictionary of RFC 9651): `sha-256=:…:`. `null` when the sender says none;
 * `unreadable` when what they say about it is no such value.
 */
export function sha256Of(header: string | string[] | undefined): Uint8Array | 'unreadable' | null {
  if (header === undefined) return null
  const joined = Array.isArray(header) ? header.join(',') : header
  // The last member of a name counts, as in every structured dictionary.
  const found = joined
    .split(',')
    .map((member) => /^\s*([a-z*][a-z0-9_.*-]*)\s*=\s*(.*?)\s*$/u.exec(member))
    .findLast((member) => member?.[1] === 'sha-256')
  if (!found) return null
  const value = /^:([A-Za-z0-9+/]{43}=):/u.exec(found[2] ?? '')?.[1]
  return value === undefined ? 'unreadable' : new Uint8Array(Buffer.from(value, 'base64'))
}

/** `attachment; filename="Giay.pdf"; filename*=UTF-8''Gi%E1%BA%A5y.pdf`: old readers get letters without marks, all others the name. */
export function dispositionOf(kind: 'attachment' | 'inline', name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replace(/[^\x20-\x7e]|["\\%]/gu, '_')
  const extended = encodeURIComponent(name).replace(/['()*]/gu, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${kind}; filename="${plain}"; filename*=UTF-8''${extended}`
}
