import { SaxesParser } from 'saxes'
import type { SaxesTagNS } from 'saxes'
import { tidy } from '#kernel/vietnamese.ts'

/**
 * A part of a process file, as the reader uses it. References are the elements themselves; what a tool adds in namespaces of
 * its own, texts, drawings and data are not part of it, so nothing in them can be a ground for refusal.
 */
export type BpmnElement = {
  /** `bpmn:` and the type, as BPMN writes it: `bpmn:UserTask`. */
  readonly $type: string
  readonly id: string | undefined
  readonly name: string | undefined
  /** The attributes of the model's own namespace, and those of ours. */
  readonly said: ReadonlyMap<string, string>
  readonly parts: BpmnElement[]
  text: string
}

export type BpmnTree =
  | { readonly processes: readonly BpmnElement[] }
  | { readonly fault: 'not_bpmn' }
  | { readonly fault: 'malformed'; readonly where: string }

const model = 'http://www.omg.org/spec/BPMN/20100524/MODEL'
const ours = 'urn:motcua:process:1'
const deepest = 200
/** Their content is skipped. */
const passedOver = new Set(['documentation', 'extensionElements', 'incoming', 'outgoing', 'ioSpecification', 'property'])

/** Reads XML with namespaces, strictly: malformed text is reported with its place. */
export function bpmnTree(xml: string): BpmnTree {
  const parser = new SaxesParser({ xmlns: true, position: true })
  const open: (BpmnElement | null)[] = []
  const processes: BpmnElement[] = []
  let root: SaxesTagNS | null = null
  let fault: string | null = null
  parser.on('error', () => {
    fault ??= `dòng ${parser.line}, cột ${parser.column}`
  })
  parser.on('opentag', (tag) => {
    root ??= tag
    const above = open.at(-1)
    const isRead = tag.uri === model && open.length < deepest && (above !== null || open.length === 0) && !passedOver.has(tag.local)
    if (!isRead) return void open.push(null)
    const element = elementFrom(tag)
    if (above && above.$type !== 'bpmn:Definitions') above.parts.push(element)
    if (above?.$type === 'bpmn:Definitions' && element.$type === 'bpmn:Process') processes.push(element)
    open.push(element)
  })
  parser.on('text', (text) => {
    const above = open.at(-1)
    if (above) above.text += text
  })
  parser.on('cdata', (text) => {
    const above = open.at(-1)
    if (above) above.text += text
  })
  parser.on('closetag', () => void open.pop())
  try {
    parser.write(xml.replace(/^\uFEFF/u, '')).close()
  } catch {
    fault ??= `dòng ${parser.line}, cột ${parser.column}`
  }
  if (fault !== null) return { fault: 'malformed', where: fault }
  const first = root as SaxesTagNS | null
  if (first?.uri !== model || first.local !== 'definitions') return { fault: 'not_bpmn' }
  return { processes }
}

function elementFrom(tag: SaxesTagNS): BpmnElement {
  const said = new Map<string, string>()
  for (const { prefix, uri, local, value } of Object.values(tag.attributes)) {
    if (prefix === '') said.set(local, value)
    else if (uri === ours) said.set(`motcua:${local}`, value)
  }
  const name = said.get('name')
  return {
    $type: `bpmn:${tag.local.charAt(0).toUpperCase()}${tag.local.slice(1)}`,
    id: said.get('id'),
    name: name === undefined ? undefined : tidy(name),
    said,
    parts: [],
    text: '',
  }
}
