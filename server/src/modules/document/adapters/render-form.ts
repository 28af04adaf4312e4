import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import QRCode from 'qrcode'
import { formText } from '../domain/form-text.ts'
import type { FormName, NumberedFormData } from '../domain/forms.ts'
import { coverageOf } from './font-coverage.ts'
import { loadFaces } from './load-faces.ts'

const templates = fileURLToPath(new URL('../../../../../documents', import.meta.url))

const faces = await loadFaces()

/** What the templates read, in memory only. */
const formFile = join(templates, 'form.json')

/** Replaces a character that no font has, such as an emoji in a name: visible, and allowed in a PDF/A file. */
const missingLetter = '□'

type Press = { readonly compiler: NodeCompiler; readonly covered: ReadonlySet<number> }

let press: Press | undefined

/**
 * How many forms ago an entry of the compiler's memory must have last been of use to be dropped. A little after
 * every form (0.3 ms) rather than much at once (20 ms): measured over 2,000 slips, memory stays level as long as
 * the event loop turns between forms, so that documents are freed; without this it grows by 1 MB per slip.
 */
const keepFor = 10

/**
 * A form as a PDF/A-2b file, A5, tagged, in Vietnamese. The same data gives the same bytes: the creation
 * date is the form's own. Synchronous and short (a few milliseconds once warm), so it needs no thread.
 */
export function renderForm<Name extends FormName>(form: Name, data: NumberedFormData[Name]): Uint8Array {
  return printed(form, formText(form, data), qrOf(data))
}

/**
 * The first copy of a form as a drawing (SVG), line for line what the PDF shows: every letter is an outline, so
 * the viewer needs no font. It holds neither scripts nor styles nor foreign elements.
 */
export function drawForm<Name extends FormName>(form: Name, data: NumberedFormData[Name]): string {
  const text = formText(form, data)
  const copies = Array.isArray(text['copies']) ? { copies: text['copies'].slice(0, 1) } : {}
  return onPress(form, { ...text, ...copies, evaluation: null }, qrOf(data), (compiler, document) =>
    compiler
      .svg(document)
      // What makes the words selectable on a page of their own: invisible here, and half of the bytes.
      .replaceAll(/<(foreignObject|style)\b[^>]*>.*?<\/\1>/gsu, '')
      .replaceAll(/ (style|data-[a-z]+|class)="[^"]*"/gu, ''),
  )
}

function qrOf(data: object): string | null {
  return 'trackingUrl' in data && typeof data.trackingUrl === 'string' ? qrImage(data.trackingUrl) : null
}

/**
 * Any template of `documents/` with its text ready, as renderForm would. For papers whose content belongs to another
 * module; that module keeps them.
 */
export function renderSheet(template: string, ready: { readonly [key: string]: unknown }): Uint8Array {
  return printed(template, ready, null)
}

function printed(template: string, ready: { readonly [key: string]: unknown }, qr: string | null): Uint8Array {
  return onPress(template, ready, qr, (compiler, document) => compiler.pdf(document, { pdfStandard: 'a-2b' }))
}

function onPress<Made>(
  template: string,
  ready: { readonly [key: string]: unknown },
  qr: string | null,
  make: (compiler: NodeCompiler, document: NodeTypstDocument) => Made,
): Made {
  press ??= openPress()
  const { compiler, covered } = press
  const text = onlyCovered(ready, covered)
  // Looking for long words on every page would cost a quarter of the time; they are rare.
  const longWords = /[^\s"]{30,}/u.test(text)
  // Passing the text as a file keeps the compiler's cache of the templates; `sys.inputs` made it parse them again for every form.
  compiler.mapShadow(formFile, Buffer.from(`{"text":${text},"longWords":${longWords},"qr":${JSON.stringify(qr)}}`))
  const result = compiler.compile({ mainFilePath: join(templates, `${template}.typ`) })
  const document = result.result
  if (!document || result.hasError()) {
    const fault = result.takeError()
    throw new Error(`form ${template} could not be set: ${JSON.stringify(fault?.shortDiagnostics ?? [])}`)
  }
  const made = make(compiler, document)
  tidyLater(compiler)
  return made
}

let isTidying = false

/** The cleanup runs after the answer, so no caller waits for it. */
function tidyLater(compiler: NodeCompiler): void {
  if (isTidying) return
  isTidying = true
  setImmediate(() => {
    isTidying = false
    compiler.evictCache(keepFor)
  })
}

function openPress(): Press {
  const covered = faces.map(coverageOf).reduce((all, face) => all.intersection(face))
  return {
    compiler: NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs: [...faces] }] }),
    covered,
  }
}

/** The text as JSON, all the way down with letters that no face has replaced. */
function onlyCovered(text: { readonly [key: string]: unknown }, covered: ReadonlySet<number>): string {
  const show = (letter: string): string => (covered.has(letter.codePointAt(0) ?? 0) ? letter : missingLetter)
  return JSON.stringify(text, (_key, value: unknown) => (typeof value === 'string' ? value.replace(/[^\x20-\x7e]/gu, show) : value))
}

/** The QR code as a drawing: one square path per dark run, so that it prints sharp at any size. */
function qrImage(content: string): string {
  const { modules } = QRCode.create(content, { errorCorrectionLevel: 'M' })
  const { size, data } = modules
  let path = ''
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (data[y * size + x] !== 1) continue
      let run = 1
      while (x + run < size && data[y * size + x + run] === 1) run += 1
      path += `M${x} ${y}h${run}v1h-${run}z`
      x += run
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`
}
