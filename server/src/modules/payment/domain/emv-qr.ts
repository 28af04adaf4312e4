/**
 * The grammar of EMVCo merchant-presented QR codes: objects of a 2-digit id, a 2-digit length and a value, the last
 * of them a check sum. What the objects mean in Vietnam is said in `vietqr.ts`.
 */
export type EmvObject = { readonly id: string; readonly value: string }

/** Where a text leaves the grammar: the path of ids down to the object (`38/01`), and why. */
export type EmvFault = { readonly at: string; readonly why: 'cut_short' | 'not_digits' | 'empty' | 'twice' }

/**
 * Cuts a text into its objects. Lengths count characters, and every declared length must fit exactly: a rest that
 * is too short to be an object is a fault, not something to skip.
 */
export function readObjects(text: string, path = ''): { readonly objects: readonly EmvObject[]; readonly fault: EmvFault | null } {
  const letters = Array.from(text)
  const objects: EmvObject[] = []
  const seen = new Set<string>()
  let at = 0
  while (at < letters.length) {
    const head = letters.slice(at, at + 4).join('')
    const id = head.slice(0, 2)
    const where = path === '' ? id : `${path}/${id}`
    if (head.length < 4) return { objects, fault: { at: path === '' ? head : path, why: 'cut_short' } }
    if (!/^\d{4}$/u.test(head)) return { objects, fault: { at: where, why: 'not_digits' } }
    const length = Number(head.slice(2))
    const value = letters.slice(at + 4, at + 4 + length)
    if (length === 0) return { objects, fault: { at: where, why: 'empty' } }
    if (value.length < length) return { objects, fault: { at: where, why: 'cut_short' } }
    if (seen.has(id)) return { objects, fault: { at: where, why: 'twice' } }
    seen.add(id)
    objects.push({ id, value: value.join('') })
    at += 4 + length
  }
  return { objects, fault: null }
}

/** One object written out. @throws RangeError for a value the grammar cannot carry: empty, or over 99 characters. */
export function writeObject(id: string, value: string): string {
  const length = Array.from(value).length
  if (length < 1 || length > 99) throw new RangeError(`object ${id} of ${length} characters`)
  return `${id}${String(length).padStart(2, '0')}${value}`
}

/**
 * CRC-16/CCITT-FALSE (polynomial 1021, start FFFF, no reflection) over the UTF-8 bytes, as 4 capital hexadecimal
 * digits. `123456789` gives `29B1`.
 */
export function checkSum(text: string): string {
  let crc = 0xffff
  for (const byte of utf8(text)) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc.toString(16).toUpperCase().padStart(4, '0')
}

/** The domain has no TextEncoder; percent encoding is UTF-8 by definition of the language. */
function utf8(text: string): number[] {
  return Array.from(encodeURIComponent(text.toWellFormed()).matchAll(/%([0-9A-F]{2})|(.)/gsu), ([, hex, plain = '']) =>
    hex === undefined ? plain.charCodeAt(0) : Number.parseInt(hex, 16),
  )
}
