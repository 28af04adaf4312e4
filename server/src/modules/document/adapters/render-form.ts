import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import QRCode from 'qrcode'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { formText } from '../domain/form-text.ts'
import type { FormText } from '../domain/form-text.ts'
import type { FormName, NumberedFormData } from '../domain/forms.ts'
import { coverageOf } from './font-coverage.ts'

const templates = fileURLToPath(new URL('../../../../../documents', import.meta.url))

/** The only faces that may appear in a form. */
const faces = [
  '400Regular/Tinos_400Regular.ttf',
  '400Regular_Italic/Tinos_400Regular_Italic.ttf',
  '700Bold/Tinos_700Bold.ttf',
  '700Bold_Italic/Tinos_700Bold_Italic.ttf',
]

/** Stands for a letter that no face has, such as an emoji in a name: visible, and allowed in a PDF/A file. */
const missingLetter = '□'

type Press = { readonly compiler: NodeCompiler; readonly covered: ReadonlySet<number> }

let press: Press | undefined

/**
 * How many forms ago an entry of the compiler's memory must have last been of use to be dropped. A little after
 * every form (0.3 ms) rather than much at once (20 ms): measured over 2,000 slips, memory stays level as long as
 * the event loop turns between forms, so that documents are let go of; without dropping it grows 1 MB a slip.
 */
const keepFor = 10

/**
 * A form as a PDF/A-2b file, A5, tagged, in Vietnamese. The same data gives the same bytes: the creation
 * date is the form's own. Synchronous and short (a few milliseconds once warm), so it needs no thread.
 */
export function renderForm<Name extends FormName>(form: Name, data: NumberedFormData[Name]): Uint8Array {
  return renderSheet(form, readyText(form, data))
}

/**
 * The first copy of a form as a drawing (SVG), line for line what the PDF shows: every letter is an outline, so no
 * face has to be at hand where it is looked at. It holds neither scripts nor styles nor foreign elements.
 */
export function drawForm<Name extends FormName>(form: Name, data: NumberedFormData[Name]): string {
  const ready = readyText(form, data)
  const copies = Array.isArray(ready['copies']) ? { copies: ready['copies'].slice(0, 1) } : {}
  return onPress(form, { ...ready, ...copies }, (compiler, document) =>
    compiler
      .svg(document)
      // What makes the words selectable on a page of their own: invisible here, and half of the bytes.
      .replaceAll(/<(foreignObject|style)\b[^>]*>.*?<\/\1>/gsu, '')
      .replaceAll(/ (style|data-[a-z]+|class)="[^"]*"/gu, ''),
  )
}

function readyText<Name extends FormName>(form: Name, data: NumberedFormData[Name]): FormText {
  const qr = 'trackingUrl' in data ? qrImage(data.trackingUrl) : null
  return { ...formText(form, data), qr }
}

/**
 * Any template of `documents/` with its text ready, as renderForm would. For papers whose content belongs to another
 * module; that module keeps them.
 */
export function renderSheet(template: string, ready: { readonly [key: string]: unknown }): Uint8Array {
  return onPress(template, ready, (compiler, document) => compiler.pdf(document, { pdfStandard: 'a-2b' }))
}

function onPress<Made>(
  template: string,
  ready: { readonly [key: string]: unknown },
  make: (compiler: NodeCompiler, document: NodeTypstDocument) => Made,
): Made {
  press ??= openPress()
  const { compiler, covered } = press
  const text = onlyCovered(ready as FormText, covered)
  // Looking for long words on every page would cost a quarter of the time; they are rare.
  const longWords = /[^\s"]{30,}/u.test(JSON.stringify(text))
  const result = compiler.compile({
    mainFilePath: join(templates, `${template}.typ`),
    inputs: { form: canonicalJson({ ...text, longWords }) },
  })
  const document = result.result
  if (!document || result.hasError()) {
    const fault = result.takeError()
    throw new Error(`form ${template} could not be set: ${JSON.stringify(fault?.shortDiagnostics ?? [])}`)
  }
  const made = make(compiler, document)
  compiler.evictCache(keepFor)
  return made
}

function openPress(): Press {
  const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'))
  const blobs = faces.map((face) => readFileSync(join(folder, face)))
  const covered = blobs.map(coverageOf).reduce((all, face) => all.intersection(face))
  return {
    compiler: NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs: blobs }] }),
    covered,
  }
}

/** The same text, all the way down, with letters that no face has replaced. */
function onlyCovered(text: FormText, covered: ReadonlySet<number>): FormText {
  const show = (letter: string): string => (covered.has(letter.codePointAt(0) ?? 0) ? letter : missingLetter)
  const replaced = JSON.stringify(text, (_key, value: unknown) =>
    typeof value === 'string' ? value.replace(/[^\x20-\x7e]/gu, show) : value,
  )
  return JSON.parse(replaced) as FormText
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
