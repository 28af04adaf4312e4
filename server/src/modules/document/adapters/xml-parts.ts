import { SaxesParser } from 'saxes'
import type { SaxesTagNS } from 'saxes'

/**
 * The text of an XML part by its mark or its first letters (XML 1.0, appendix F), `null` when it is not UTF-8 or UTF-16: a writer of
 * another encoding hides its content from this check.
 */
export function xmlText(part: Uint8Array): string | null {
  const encoding = encodingOf(part)
  if (encoding === null) return null
  let text: string
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(part)
  } catch {
    return null
  }
  const said = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/u.exec(text.slice(0, 300))?.[1]?.toLowerCase()
  return said === undefined || ['utf-8', 'utf8', 'us-ascii', 'utf-16', 'utf-16le', 'utf-16be'].includes(said) ? text : null
}

function encodingOf([first, second, third, fourth]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | null {
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? null : 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0x3c && second === 0) return third === 0 ? null : 'utf-16le'
  if (first === 0) return second === 0x3c ? 'utf-16be' : null
  return 'utf-8'
}

/** Whether it begins as XML does, in any writing. */
export function looksLikeXml(part: Uint8Array): boolean {
  const head = Array.from(part.subarray(0, 64)).filter((byte) => ![0, 0xff, 0xfe, 0xef, 0xbb, 0xbf, 9, 10, 13, 32].includes(byte))
  return head[0] === 0x3c
}

/** Values by local name in small letters: a prefix or a capital changes nothing here. */
export type XmlTag = { readonly local: string; readonly uri: string; readonly values: ReadonlyMap<string, string> }
export type XmlReader = {
  open?(tag: XmlTag): void
  close?(local: string): void
  text?(text: string): void
  instruction?(target: string): void
}

/** Reads strictly; `false` when it is not well-formed, or declares entities: what they stand for need not be what we see. */
export function readXml(text: string, reader: XmlReader): boolean {
  const parser = new SaxesParser({ xmlns: true, position: false })
  const open: string[] = []
  let isSound = true
  parser.on('error', () => void (isSound = false))
  parser.on('doctype', () => void (isSound = false))
  parser.on('opentag', (tag: SaxesTagNS) => {
    open.push(tag.local)
    reader.open?.({
      local: tag.local,
      uri: tag.uri,
      values: new Map(Object.values(tag.attributes).map(({ local, value }) => [local.toLowerCase(), value])),
    })
  })
  parser.on('closetag', () => {
    const local = open.pop()
    if (local !== undefined) reader.close?.(local)
  })
  parser.on('text', (each) => reader.text?.(each))
  parser.on('cdata', (each) => reader.text?.(each))
  parser.on('processinginstruction', ({ target }) => reader.instruction?.(target))
  try {
    parser.write(text).close()
  } catch {
    return false
  }
  return isSound
}
