import { Worker } from 'node:worker_threads'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { FormName, NumberedFormData } from '../domain/forms.ts'
import { documentRefusals } from '../domain/refusals.ts'

/** A request to the thread of the press. */
export type PressOrder =
  | { readonly make: 'form' | 'drawing'; readonly form: FormName; readonly data: NumberedFormData[FormName] }
  | { readonly make: 'sheet'; readonly template: string; readonly ready: { readonly [key: string]: unknown } }

export type PressAnswer = { readonly id: number } & ({ readonly made: Uint8Array | string } | { readonly fault: string })

/** Who waits for the paper: an act or a letter that issues it, or a preview. */
export type PressTurn = 'issue' | 'preview'

type Waiting = {
  readonly id: number
  readonly what: PressOrder
  readonly resolve: (made: never) => void
  readonly reject: (error: Error) => void
}

/** One order at a time in the thread; the others wait here, so that an issued form never waits for previews. */
const queues: Readonly<Record<PressTurn, Waiting[]>> = { issue: [], preview: [] }
let thread: Worker | undefined
let inWork: { readonly waiting: Waiting; readonly timer: NodeJS.Timeout } | undefined
let next = 1

/** How long one form may take, in milliseconds. A register of a year with 20,000 lines takes about a tenth of it. */
const patienceMs = 60_000
/** How many previews may wait. A later one is refused at once. */
const previewsWaiting = 16

/**
 * A form as a PDF/A-2b file, printed in a separate thread: a slip takes some milliseconds, in which no other request
 * would be answered. The same data gives the same bytes. A preview waits until no issued form waits.
 * @throws Error when the form cannot be set
 * @throws Refused PRESS_BUSY for a preview, when many wait
 */
export async function printForm<Name extends FormName>(
  form: Name,
  data: NumberedFormData[Name],
  turn: PressTurn = 'issue',
): Promise<Uint8Array> {
  return await order<Uint8Array>({ make: 'form', form, data }, turn)
}

/** Any template of `documents/` with its text ready, for papers whose content belongs to another module. */
export async function printSheet(template: string, ready: { readonly [key: string]: unknown }): Promise<Uint8Array> {
  return await order<Uint8Array>({ make: 'sheet', template, ready }, 'issue')
}

/**
 * The first copy of a form as a drawing (SVG), line for line what the PDF shows.
 * @throws Refused PRESS_BUSY when many previews wait
 */
export async function drawForm<Name extends FormName>(form: Name, data: NumberedFormData[Name]): Promise<string> {
  return await order<string>({ make: 'drawing', form, data }, 'preview')
}

/** How many forms wait for the press: for the metrics. */
export function formsWaiting(): number {
  return queues.issue.length + queues.preview.length + (inWork ? 1 : 0)
}

async function order<Made>(what: PressOrder, turn: PressTurn): Promise<Made> {
  if (turn === 'preview' && queues.preview.length >= previewsWaiting) throw new Refused(refusalFrom(documentRefusals, 'PRESS_BUSY'))
  return await new Promise<Made>((resolve, reject) => {
    queues[turn].push({ id: next, what, resolve: resolve as Waiting['resolve'], reject })
    next += 1
    startNext()
  })
}

function startNext(): void {
  if (inWork) return
  const waiting = queues.issue.shift() ?? queues.preview.shift()
  if (!waiting) return
  const worker = (thread ??= startThread())
  try {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage({ id: waiting.id, ...waiting.what })
  } catch (error) {
    // Data that cannot be sent to the thread fail only this order.
    waiting.reject(error instanceof Error ? error : new Error(String(error)))
    startNext()
    return
  }
  // A command line stays for its paper, and no longer.
  worker.ref()
  const timer = setTimeout(() => {
    endThread(worker, new Error(`the form took longer than ${patienceMs} ms`))
    void worker.terminate()
  }, patienceMs)
  inWork = { waiting, timer }
}

/** The order in work has its answer, or its error. */
function finish(settle: (waiting: Waiting) => void): void {
  if (!inWork) return
  const { waiting, timer } = inWork
  clearTimeout(timer)
  inWork = undefined
  settle(waiting)
  startNext()
}

/** The thread has ended: the running order fails, waiting ones get a new thread. */
function endThread(worker: Worker, error: Error): void {
  if (thread !== worker) return
  thread = undefined
  finish(({ reject }) => reject(error))
}

function startThread(): Worker {
  const worker = new Worker(new URL('press-worker.ts', import.meta.url), { execArgv: [] })
  worker.unref()
  worker.on('message', (answer: PressAnswer) => {
    if (answer.id !== inWork?.waiting.id) return
    finish(({ resolve, reject }) => ('fault' in answer ? reject(new Error(answer.fault)) : resolve(answer.made as never)))
    if (!inWork) worker.unref()
  })
  worker.on('error', (error) => endThread(worker, error))
  worker.on('exit', (code) => endThread(worker, new Error(`the press ended (${code})`)))
  return worker
}
