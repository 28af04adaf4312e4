/** The text of an XML file in the encoding that it declares, or the name of an encoding that cannot be read. */
export type DecodedXml = { readonly text: string } | { readonly encoding: string }

const declared = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.:-]*)["']/u

/** Decodes as XML says (Appendix F): by the mark, by how its first characters lie, by the declaration, else UTF-8. */
export function decodeXml(bytes: Uint8Array): DecodedXml {
  const encoding = encodingOf(bytes)
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) }
  } catch {
    return { encoding }
  }
}

function encodingOf(bytes: Uint8Array): string {
  const [first = 0, second = 0, third = 0] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'UTF-8'
  if (first === 0xff && second === 0xfe) return 'UTF-16LE'
  if (first === 0xfe && second === 0xff) return 'UTF-16BE'
  if (first === 0x3c && second === 0) return 'UTF-16LE'
  if (first === 0 && second === 0x3c) return 'UTF-16BE'
  return declared.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 400)))?.[1] ?? 'UTF-8'
}

/**
 * The encoding that a text says it is in, where it was read as another one: letters were lost before it came here.
 */
export function lostEncoding(text: string): string | null {
  const said = declared.exec(text)?.[1]
  return said !== undefined && !/^utf-?(?:8|16.*)$/iu.test(said) && text.includes('\uFFFD') ? said : null
}
