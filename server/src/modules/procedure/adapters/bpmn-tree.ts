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
  | { readonly fault: 'too_deep' | 'too_many'; readonly most: number }

const model = 'http://www.omg.org/spec/BPMN/20100524/MODEL'
const ours = 'urn:motcua:process:1'
/** A prefix is looked up through all open elements, so depth times length is what a file costs. Drawings of real tools have ten levels. */
const deepest = 200
const mostTags = 50_000
/** Their content is skipped. */
const passedOver = new Set(['documentation', 'extensionElements', 'incoming', 'outgoing', 'ioSpecification', 'property'])

/** Reads XML with namespaces, strictly: malformed text is reported with its place. Reading ends at the first fault. */
export function bpmnTree(xml: string): BpmnTree {
  const parser = new SaxesParser({ xmlns: true, position: true })
  const open: (BpmnElement | null)[] = []
  const processes: BpmnElement[] = []
  let root: SaxesTagNS | null = null
  let tags = 0
  let fault: Extract<BpmnTree, { fault: string }> | null = null
  const giveUp = (why: Extract<BpmnTree, { fault: string }>): never => {
    fault ??= why
    throw new Error('the file is not read on')
  }
  const malformed = () => ({ fault: 'malformed', where: `dòng ${parser.line}, cột ${parser.column}` }) as const
  parser.on('error', () => giveUp(malformed()))
  parser.on('opentag', (tag) => {
    root ??= tag
    tags += 1
    if (open.length >= deepest) giveUp({ fault: 'too_deep', most: deepest })
    if (tags > mostTags) giveUp({ fault: 'too_many', most: mostTags })
    const above = open.at(-1)
    const isRead = tag.uri === model && (above !== null || open.length === 0) && !passedOver.has(tag.local)
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
    return fault ?? malformed()
  }
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
