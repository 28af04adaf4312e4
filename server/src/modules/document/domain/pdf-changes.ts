import { PdfBroken, isKind, isName, sameDictionary, sameValue } from './pdf-objects.ts'
import type { PdfDictionary, PdfValue } from './pdf-objects.ts'
import type { PdfFile } from './pdf-file.ts'
import { findSignatures } from './pdf-signatures.ts'

/**
 * What was done to a file after it was signed. Only what adding a further signature needs is let through; all
 * else is a change of the document, also when no page looks different today.
 */
export type LaterChanges = { readonly kind: 'signature'; readonly visible: boolean } | { readonly kind: 'changed'; readonly what: string }

/** Compares the file as it was signed with the file as it is. */
export function laterChanges(signed: PdfFile, now: PdfFile): LaterChanges {
  let visible = false
  const size = signed.trailer.entries.get('Size')
  if (typeof size !== 'number') return changed('the signed state has no size')
  if (!sameValue(signed.trailer.entries.get('Root'), now.trailer.entries.get('Root'))) return changed('another catalogue')
  if (!sameValue(signed.trailer.entries.get('Info'), now.trailer.entries.get('Info'))) return changed('another information dictionary')
  // Sections of the signed state must still be there: a new chain could leave them out and tell another story.
  if (!signed.sections.every((section) => now.sections.includes(section))) return changed('the signed state is no longer part of the file')
  const root = signed.trailer.entries.get('Root')
  const form = signed.catalog.entries.get('AcroForm')
  for (const [number, place] of now.places) {
    const before = signed.places.get(number)
    // The signed table pointed behind the signed part: a hole kept open for later.
    if (before?.kind === 'offset' && before.offset >= signed.end) return changed(`object ${number} was not yet there`)
    if (JSON.stringify(place) === JSON.stringify(before)) continue
    if (number >= size) continue // new, and only reachable through what is checked below
    // An empty number that is filled later may be what an old reference was waiting for.
    if (!before || before.kind === 'free' || place.kind === 'free') return changed(`object ${number} appeared or went`)
    const generation = before.kind === 'offset' ? before.generation : 0
    const was = signed.object({ kind: 'reference', number, generation })
    const is = now.object({ kind: 'reference', number, generation })
    if (!isKind(was, 'dictionary') || !isKind(is, 'dictionary')) {
      if (isKind(was, 'array') && isKind(is, 'array') && addsOnlySignatures(now, was, is)) continue
      return changed(`object ${number} changed`)
    }
    const isRoot = isKind(root, 'reference') && root.number === number
    const isForm = isKind(form, 'reference') && form.number === number
    if (isRoot) {
      const reason = catalogChange(signed, now, was, is)
      if (reason) return changed(reason)
    } else if (isForm) {
      if (!formChange(signed, now, was, is)) return changed('the form changed')
    } else if (isName(was.entries.get('Type'), 'Page')) {
      if (!sameDictionary(was, is, ['Annots'])) return changed(`page ${number} changed`)
      const old = signed.resolve(was.entries.get('Annots')) ?? { kind: 'array' as const, items: [] }
      const fresh = now.resolve(is.entries.get('Annots'))
      if (!isKind(old, 'array') || !isKind(fresh, 'array') || !addsOnlySignatures(now, old, fresh))
        return changed(`page ${number} carries something new`)
      visible ||= fresh.items.slice(old.items.length).some((item) => isVisible(now, item))
    } else if (!(isName(was.entries.get('FT'), 'Sig') && was.entries.get('V') === undefined && sameDictionary(was, is, ['V', 'AP']))) {
      return changed(`object ${number} changed`)
    }
  }
  // An update that signs nothing has no business after a signature.
  const added = findSignatures(now).signatures.length > findSignatures(signed).signatures.length
  return added ? { kind: 'signature', visible } : changed('an update without a signature')
}

function changed(what: string): LaterChanges {
  return { kind: 'changed', what }
}

function catalogChange(signed: PdfFile, now: PdfFile, was: PdfDictionary, is: PdfDictionary): string | null {
  if (!sameDictionary(was, is, ['AcroForm', 'DSS', 'Extensions'])) return 'the catalogue changed'
  const old = signed.resolve(was.entries.get('AcroForm'))
  const fresh = now.resolve(is.entries.get('AcroForm'))
  if (old === undefined || old === null) return 'the form changed'
  if (!isKind(old, 'dictionary') || !isKind(fresh, 'dictionary') || !formChange(signed, now, old, fresh)) return 'the form changed'
  return null
}

function formChange(signed: PdfFile, now: PdfFile, was: PdfDictionary, is: PdfDictionary): boolean {
  if (!sameDictionary(was, is, ['Fields', 'SigFlags'])) return false
  const old = signed.resolve(was.entries.get('Fields'))
  const fresh = now.resolve(is.entries.get('Fields'))
  return isKind(old, 'array') && isKind(fresh, 'array') && addsOnlySignatures(now, old, fresh)
}

function addsOnlySignatures(now: PdfFile, was: { items: readonly PdfValue[] }, is: { items: readonly PdfValue[] }): boolean {
  if (!was.items.every((item, index) => sameValue(item, is.items[index]))) return false
  return is.items.slice(was.items.length).every((item) => {
    const field = now.resolve(item)
    return isKind(field, 'dictionary') && isName(field.entries.get('FT'), 'Sig') && isName(field.entries.get('Subtype'), 'Widget')
  })
}

function isVisible(file: PdfFile, annotation: PdfValue): boolean {
  const widget = file.resolve(annotation)
  if (!isKind(widget, 'dictionary')) throw new PdfBroken('a widget is missing', file.startsAt)
  const rectangle = file.resolve(widget.entries.get('Rect'))
  const [left = 0, bottom = 0, right = 0, top = 0] = isKind(rectangle, 'array') ? rectangle.items.map(Number) : []
  return left !== right && bottom !== top
}
