import { Worker } from 'node:worker_threads'
import type { FormName, NumberedFormData } from '../domain/forms.ts'

/** What the thread of the press is asked for. */
export type PressOrder =
  | { readonly make: 'form' | 'drawing'; readonly form: FormName; readonly data: NumberedFormData[FormName] }
  | { readonly make: 'sheet'; readonly template: string; readonly ready: { readonly [key: string]: unknown } }

export type PressAnswer = { readonly id: number } & ({ readonly made: Uint8Array | string } | { readonly fault: string })

type Waiting = { readonly resolve: (made: never) => void; readonly reject: (error: Error) => void }

/** A thread, and who waits for it: for that one, not for the next. */
type Press = { readonly thread: Worker; readonly waiting: Map<number, Waiting> }

let press: Press | undefined
let next = 1

/**
 * A form as a PDF/A-2b file, printed in a thread of its own: a slip takes some milliseconds, in which nobody who asks something else
 * would be answered. The same data gives the same bytes.
 * @throws Error when the form cannot be set
 */
export async function printForm<Name extends FormName>(form: Name, data: NumberedFormData[Name]): Promise<Uint8Array> {
  return await order<Uint8Array>({ make: 'form', form, data })
}

/** Any template of `documents/` with its text ready, for papers whose content belongs to another module. */
export async function printSheet(template: string, ready: { readonly [key: string]: unknown }): Promise<Uint8Array> {
  return await order<Uint8Array>({ make: 'sheet', template, ready })
}

/** The first copy of a form as a drawing (SVG), line for line what the PDF shows. */
export async function drawForm<Name extends FormName>(form: Name, data: NumberedFormData[Name]): Promise<string> {
  return await order<string>({ make: 'drawing', form, data })
}

/** How many forms wait for the press: for the metrics. */
export function formsWaiting(): number {
  return press?.waiting.size ?? 0
}

async function order<Made>(what: PressOrder): Promise<Made> {
  const { thread, waiting } = (press ??= startPress())
  const id = next
  next += 1
  return await new Promise<Made>((resolve, reject) => {
    // Thrown here, it refuses this order alone; nobody waits for what was never sent.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    thread.postMessage({ id, ...what })
    waiting.set(id, { resolve: resolve as Waiting['resolve'], reject })
    // A command line stays for its paper, and no longer.
    thread.ref()
  })
}

function startPress(): Press {
  const thread = new Worker(new URL('press-worker.ts', import.meta.url), { execArgv: [] })
  const waiting = new Map<number, Waiting>()
  const started: Press = { thread, waiting }
  thread.unref()
  thread.on('message', (answer: PressAnswer) => {
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (waiting.size === 0) thread.unref()
    if ('fault' in answer) asked?.reject(new Error(answer.fault))
    else asked?.resolve(answer.made as never)
  })
  // Whoever waits is told, and the next one gets a new press.
  const end = (error: Error): void => {
    if (press === started) press = undefined
    const left = [...waiting.values()]
    waiting.clear()
    for (const { reject } of left) reject(error)
  }
  thread.on('error', end)
  thread.on('exit', (code) => end(new Error(`the press ended (${code})`)))
  return started
}
