import type { PdfFile } from './pdf-file.ts'
import { formFields, isStampValue, textOf } from './pdf-form.ts'
import type { FormField } from './pdf-form.ts'
import { isKind, isName, sameBytes } from './pdf-objects.ts'
import type { PdfArray, PdfDictionary, PdfReference, PdfStream, PdfValue } from './pdf-objects.ts'

/**
 * Changes of a file after it was signed. Everything that the signed state reaches must be unchanged, except
 * the changes listed here: further signatures, evidence about signatures, values of form fields, and words about the file.
 */
export type ExplainedChanges = {
  readonly kind: 'explained'
  /** Further signatures, or fields made for them. */
  readonly signing: boolean
  readonly visible: boolean
  /** Certificates, lists and stamps (/DSS, document time stamps). */
  readonly evidence: boolean
  /** Names of the fields whose value is another one. */
  readonly filled: readonly string[]
  /** Words about the file: the information dictionary, metadata. */
  readonly words: boolean
}
export type LaterChanges = ExplainedChanges | { readonly kind: 'changed'; readonly what: string }

/** Compares the file as it was signed with the file as it is. */
export function laterChanges(signed: PdfFile, now: PdfFile): LaterChanges {
  try {
    return new Comparison(signed, now).run()
  } catch (error) {
    if (error instanceof Changed) return { kind: 'changed', what: error.message }
    throw error
  }
}

class Changed extends Error {}

function changed(what: string): never {
  throw new Changed(what)
}

type Part = PdfValue | undefined
/** What readers show of a document beside its pages; the rest of the information dictionary is about the file. */
const wordsOfDocument = ['Title', 'Author', 'Subject', 'Keywords']
/** Entries of the catalogue that say nothing of the content: evidence, metadata, versions of the format. */
const besidesContent = new Set(['DSS', 'Extensions', 'Metadata', 'Version', 'MarkInfo'])
/** Defaults of the form, used when an appearance is made. */
const formDefaults = new Set(['DA', 'DR', 'NeedAppearances', 'Q', 'SigFlags'])
const ofAValue = new Set(['V', 'AP', 'AS', 'DA', 'Q', 'F', 'Ff', 'RV', 'I', 'M'])
const readOnly = 1
const pushButton = 1 << 16

class Comparison {
  private readonly signed: PdfFile
  private readonly now: PdfFile
  private readonly fields: ReadonlyMap<number, FormField>
  private readonly pages = new Set<number>()
  private readonly names: ReadonlySet<string>
  private readonly seen = new Set<string>()
  private readonly waiting: (() => void)[] = []
  /** Widgets of fields that were added or signed, and what pages have more than before. */
  private readonly signatureWidgets = new Set<number>()
  private readonly addedAnnotations: PdfValue[] = []
  private readonly filled = new Set<string>()
  private signing = false
  private visible = false
  private evidence = false
  private words = false

  constructor(signed: PdfFile, now: PdfFile) {
    this.signed = signed
    this.now = now
    this.fields = formFields(signed)
    this.names = new Set(Array.from(this.fields.values(), ({ name }) => name))
  }

  run(): LaterChanges {
    const [was, is] = [this.signed.trailer.entries, this.now.trailer.entries]
    const root = was.get('Root')
    if (!isKind(root, 'reference') || !sameReference(root, is.get('Root'))) changed('another catalogue')
    if (is.has('Encrypt')) changed('encrypted')
    // Sections of the signed state must still be there: a new chain could leave them out and tell another story.
    if (!this.signed.sections.every((section) => this.now.sections.includes(section)))
      changed('the signed state is no longer part of the file')
    this.collectPages(this.signed.catalog.entries.get('Pages'), 0)
    for (const number of this.pages) if (this.fields.has(number)) changed('a page that is a field')
    this.information(was.get('Info'), is.get('Info'))
    this.catalogue(this.signed.catalog, this.now.catalog)
    this.seen.add(String(root.number))
    for (let next = this.waiting.pop(); next; next = this.waiting.pop()) next()
    for (const item of this.addedAnnotations) {
      if (!isKind(item, 'reference') || !this.signatureWidgets.has(item.number)) changed('a page carries something new')
    }
    if (!this.signing && !this.evidence && !this.words && this.filled.size === 0) changed('an update without a reason')
    return {
      kind: 'explained',
      signing: this.signing,
      visible: this.visible,
      evidence: this.evidence,
      filled: [...this.filled],
      words: this.words,
    }
  }

  private collectPages(value: Part, depth: number): void {
    if (!isKind(value, 'reference') || this.pages.has(value.number) || depth > 40) return
    this.signed.memory.step(0)
    this.pages.add(value.number)
    const node = this.signed.object(value)
    const kids = isKind(node, 'dictionary') ? this.signed.resolve(node.entries.get('Kids')) : undefined
    if (isKind(kids, 'array')) for (const kid of kids.items) this.collectPages(kid, depth + 1)
  }

  private information(was: Part, is: Part): void {
    const [old, fresh] = [this.signed.resolve(was), this.now.resolve(is)]
    if (old === fresh) return
    if (isNothing(old) && isNothing(fresh)) return
    const [before, after] = [old, fresh].map((each) => (isKind(each, 'dictionary') ? each.entries : new Map<string, PdfValue>()))
    for (const key of wordsOfDocument) {
      const said = this.signed.resolve(before?.get(key))
      if (!isKind(said, 'string') || said.bytes.length === 0) continue
      const says = this.now.resolve(after?.get(key))
      if (!isKind(says, 'string') || textOf(says) !== textOf(said)) changed(`${key} of the document changed`)
    }
    this.words = true
  }

  private catalogue(was: PdfDictionary, is: PdfDictionary): void {
    for (const key of this.keys(was, is)) {
      const [old, fresh] = [was.entries.get(key), is.entries.get(key)]
      if (key === 'AcroForm') this.form(this.signed.resolve(old), this.now.resolve(fresh))
      else if (!besidesContent.has(key)) this.same(old, fresh)
      else if (key === 'Version' && !isNothing(fresh) && !isKind(this.now.resolve(fresh), 'name')) changed('the version changed')
    }
    const moved = this.movedObjects()
    const [evidence, metadata] = ['DSS', 'Metadata'].map((key) => this.now.resolve(is.entries.get(key)))
    if (moved && isKind(evidence, 'dictionary')) this.evidence = true
    if (!isNothing(metadata) && metadata !== this.signed.resolve(was.entries.get('Metadata'))) this.words = true
  }

  private movedObjects(): boolean {
    for (const [number, place] of this.now.places) {
      const before = this.signed.places.get(number)
      if (place !== before && JSON.stringify(place) !== JSON.stringify(before)) return true
    }
    return false
  }

  private form(was: Part, is: Part): void {
    const [old, fresh] = [was, is].map((each) => (isNothing(each) ? nothing : each))
    if (!isKind(old, 'dictionary') || !isKind(fresh, 'dictionary')) changed('the form changed')
    for (const key of this.keys(old, fresh)) {
      if (key === 'Fields') this.fieldList(old.entries.get(key), fresh.entries.get(key), '')
      else if (!formDefaults.has(key)) this.same(old.entries.get(key), fresh.entries.get(key))
    }
  }

  /** Every field that was there is still there; what is new is for signatures. */
  private fieldList(was: Part, is: Part, parent: string): void {
    const [old, fresh] = [this.list(this.signed, was), this.list(this.now, is)]
    let next = 0
    for (const item of fresh.items) {
      const expected = old.items[next]
      if (expected !== undefined && (isKind(expected, 'reference') ? sameReference(expected, item) : !isKind(item, 'reference'))) {
        this.same(expected, item)
        next += 1
      } else this.newField(item, parent, 0)
    }
    if (next < old.items.length) changed('a field is gone')
  }

  private newField(item: PdfValue, parent: string, depth: number): void {
    this.now.memory.step(0)
    const field = this.now.resolve(item)
    if (!isKind(item, 'reference') || !isKind(field, 'dictionary') || depth > 16) changed('a field that is none')
    if (field.repeated.length > 0 || this.fields.has(item.number) || this.pages.has(item.number)) changed('a field of two meanings')
    const own = this.now.resolve(field.entries.get('T'))
    if (!isKind(own, 'string')) changed('a field without a name')
    const name = parent === '' ? textOf(own) : `${parent}.${textOf(own)}`
    if (this.names.has(name)) changed(`a second field ${name}`)
    const kids = this.list(this.now, field.entries.get('Kids'))
    const type = this.now.resolve(field.entries.get('FT'))
    if (isNothing(type) && kids.items.length > 0) return kids.items.forEach((kid) => this.newField(kid, name, depth + 1))
    if (!isName(type, 'Sig')) changed('a field that is not for a signature')
    const value = this.now.resolve(field.entries.get('V'))
    this.signatureValue(value)
    for (const widget of [item, ...kids.items]) this.signatureWidget(widget, !isNothing(value))
  }

  private signatureValue(value: Part): void {
    if (isNothing(value)) this.signing = true
    else if (!isKind(value, 'dictionary')) changed('a signature that is none')
    else if (isStampValue(this.now, value)) this.evidence = true
    else this.signing = true
  }

  private signatureWidget(item: PdfValue, isSigned: boolean): void {
    const widget = this.now.resolve(item)
    if (!isKind(item, 'reference') || !isKind(widget, 'dictionary')) changed('a widget that is none')
    if (this.fields.has(item.number) || this.pages.has(item.number)) changed('a widget of two meanings')
    if (['A', 'AA'].some((key) => !isNothing(this.now.resolve(widget.entries.get(key))))) changed('a signature field that acts')
    this.signatureWidgets.add(item.number)
    this.noteVisible(widget, isSigned)
  }

  private noteVisible(widget: PdfDictionary, isSigned: boolean): void {
    const rectangle = this.now.resolve(widget.entries.get('Rect'))
    const [left = 0, bottom = 0, right = 0, top = 0] = isKind(rectangle, 'array')
      ? rectangle.items.map((side) => Number(this.now.resolve(side)))
      : []
    if (left === right || bottom === top) return
    if (isSigned) this.visible = true
    else if (this.shows(widget)) changed('a picture in a field that nobody signed')
  }

  private shows(widget: PdfDictionary): boolean {
    const appearance = this.now.resolve(widget.entries.get('AP'))
    const normal = isKind(appearance, 'dictionary') ? this.now.resolve(appearance.entries.get('N')) : undefined
    return !isNothing(normal) && !(isKind(normal, 'stream') && this.now.rawData(normal).length === 0)
  }

  private list(file: PdfFile, value: Part): PdfArray {
    const list = file.resolve(value)
    if (isNothing(list)) return { kind: 'array', items: [] }
    return isKind(list, 'array') ? list : changed('a list that is none')
  }

  private keys(was: PdfDictionary, is: PdfDictionary): ReadonlySet<string> {
    if (was !== is && is.repeated.length > 0) changed('one thing said twice')
    return new Set([...was.entries.keys(), ...is.entries.keys()])
  }

  /** Both say the same, through every reference. */
  private same(was: Part, is: Part): void {
    const [old, fresh] = [was, is].map((each) => (isKind(each, 'reference') ? each : null))
    if (!old && !fresh) return this.sameDirect(was, is)
    if (old && sameReference(old, is)) {
      const key = String(old.number)
      if (this.seen.has(key)) return
      this.seen.add(key)
      this.signed.memory.step(0)
      this.waiting.push(() => this.sameObject(old))
      return
    }
    for (const each of [old, fresh]) {
      if (each && (this.fields.has(each.number) || this.pages.has(each.number))) changed(`object ${each.number} in place of another`)
    }
    const key = `${old ? old.number : 'direct'} ${fresh ? fresh.number : 'direct'}`
    // A direct value is in one place only and is always compared.
    if (old && fresh) {
      if (this.seen.has(key)) return
      this.seen.add(key)
    }
    this.signed.memory.step(0)
    this.waiting.push(() => this.sameDirect(this.signed.resolve(was), this.now.resolve(is)))
  }

  private sameObject(reference: PdfReference): void {
    const [was, is] = [this.signed.object(reference), this.now.object(reference)]
    const field = this.fields.get(reference.number)
    if (isKind(was, 'dictionary') && isKind(is, 'dictionary')) {
      if (field) return this.field(field, was, is, reference.number)
      if (this.pages.has(reference.number)) return this.page(was, is)
    }
    // Followed without a limit of depth: references in a row lead to where the same reference is seen.
    if (isKind(was, 'reference') || isKind(is, 'reference')) return this.same(was, is)
    this.sameDirect(was, is)
  }

  private sameDirect(was: Part, is: Part): void {
    if (isNothing(was) && isNothing(is)) return
    if (isNothing(was) || isNothing(is) || typeof was !== 'object' || typeof is !== 'object') {
      if (was !== is) changed('a value changed')
      return
    }
    if (was.kind === 'name' && is.kind === 'name' && was.value === is.value) return
    if (was.kind === 'string' && is.kind === 'string' && sameBytes(was.bytes, is.bytes)) return
    if (was.kind === 'array' && is.kind === 'array' && was.items.length === is.items.length)
      return was.items.forEach((item, index) => this.same(item, is.items[index]))
    if (was.kind === 'dictionary' && is.kind === 'dictionary') return this.sameEntries(was, is, () => false)
    if (was.kind === 'stream' && is.kind === 'stream') return this.sameStream(was, is)
    changed('a value changed')
  }

  private sameEntries(was: PdfDictionary, is: PdfDictionary, isFree: (key: string) => boolean): void {
    for (const key of this.keys(was, is)) if (!isFree(key)) this.same(was.entries.get(key), is.entries.get(key))
  }

  private sameStream(was: PdfStream, is: PdfStream): void {
    this.sameEntries(was.dictionary, is.dictionary, (key) => key === 'Length')
    const [old, fresh] = [this.signed.rawData(was), this.now.rawData(is)]
    if (old.length !== fresh.length || (was.dataFrom !== is.dataFrom && !sameBytes(old, fresh))) changed('the data of a stream changed')
  }

  private page(was: PdfDictionary, is: PdfDictionary): void {
    this.sameEntries(was, is, (key) => key === 'Annots')
    const [old, fresh] = [this.list(this.signed, was.entries.get('Annots')), this.list(this.now, is.entries.get('Annots'))]
    let next = 0
    for (const item of fresh.items) {
      const expected = old.items[next]
      if (expected !== undefined && (isKind(expected, 'reference') ? sameReference(expected, item) : !isKind(item, 'reference'))) {
        this.same(expected, item)
        next += 1
      } else this.addedAnnotations.push(item)
    }
    if (next < old.items.length) changed('a page lost what it carried')
  }

  private field(field: FormField, was: PdfDictionary, is: PdfDictionary, number: number): void {
    const free = field.type === 'Sig' ? this.signatureField(field, was, is, number) : this.valueField(field, was, is)
    for (const key of this.keys(was, is)) {
      const [old, fresh] = [was.entries.get(key), is.entries.get(key)]
      if (free.has(key)) continue
      if (key === 'Kids') this.fieldList(old, fresh, field.name)
      else if (key === 'Ff') this.flags(old, fresh)
      else this.same(old, fresh)
    }
  }

  /** A field may be locked by a signature that comes later. */
  private flags(was: Part, is: Part): void {
    const [old, fresh] = [this.signed.resolve(was) ?? 0, this.now.resolve(is) ?? 0]
    if (typeof old !== 'number' || typeof fresh !== 'number' || (old | readOnly) !== (fresh | readOnly)) changed('what a field is changed')
  }

  private signatureField(field: FormField, was: PdfDictionary, is: PdfDictionary, number: number): ReadonlySet<string> {
    const parent = field.parent
    const isSigned = [was, parent ? this.signed.object(parent) : null].some(
      (each) => isKind(each, 'dictionary') && !isNothing(this.signed.resolve(each.entries.get('V'))),
    )
    if (isSigned) return new Set()
    const holder = parent && isNothing(is.entries.get('V')) ? this.now.object(parent) : is
    const value = isKind(holder, 'dictionary') ? this.now.resolve(holder.entries.get('V')) : undefined
    if (isNothing(value)) return new Set()
    this.signatureValue(value)
    this.signatureWidgets.add(number)
    this.noteVisible(is, true)
    return ofAValue
  }

  private valueField(field: FormField, was: PdfDictionary, is: PdfDictionary): ReadonlySet<string> {
    if (field.type === null || (field.type === 'Btn' && (field.flags & pushButton) !== 0)) return new Set()
    const holders = [this.signed, this.now].map((file) => (field.parent ? file.object(field.parent) : null))
    const [oldHolder, freshHolder] = holders
    const isFilled =
      ['V', 'AS'].some((key) => !this.equal(was.entries.get(key), is.entries.get(key))) ||
      (isKind(oldHolder, 'dictionary') &&
        isKind(freshHolder, 'dictionary') &&
        !this.equal(oldHolder.entries.get('V'), freshHolder.entries.get('V')))
    if (!isFilled) return new Set()
    this.filled.add(field.name)
    return ofAValue
  }

  /** Whether two values of a field are one; values are words and names, or lists of them. */
  private equal(was: Part, is: Part): boolean {
    const [old, fresh] = [this.signed.resolve(was), this.now.resolve(is)]
    if (isNothing(old) || isNothing(fresh)) return isNothing(old) && isNothing(fresh)
    if (isKind(old, 'string')) return isKind(fresh, 'string') && sameBytes(old.bytes, fresh.bytes)
    if (isKind(old, 'name')) return isKind(fresh, 'name') && old.value === fresh.value
    if (isKind(old, 'array'))
      return (
        isKind(fresh, 'array') &&
        old.items.length === fresh.items.length &&
        old.items.every((item, at) => this.equal(item, fresh.items[at]))
      )
    return old === fresh
  }
}

const nothing: PdfDictionary = { kind: 'dictionary', entries: new Map(), repeated: [], from: 0, to: 0 }

function isNothing(value: Part): value is null | undefined {
  return value === undefined || value === null
}

function sameReference(one: PdfReference, other: Part): boolean {
  return isKind(other, 'reference') && one.number === other.number && one.generation === other.generation
}
