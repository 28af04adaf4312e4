// The thread of the press: one form after another, in the order in which they were asked for.
import 'temporal-polyfill/global'
import { parentPort } from 'node:worker_threads'
import type { PressAnswer, PressOrder } from './press.ts'
import { drawForm, renderForm, renderSheet } from './render-form.ts'

function make(order: PressOrder): Uint8Array | string {
  if (order.make === 'drawing') return drawForm(order.form, order.data)
  return Uint8Array.from(order.make === 'sheet' ? renderSheet(order.template, order.ready) : renderForm(order.form, order.data))
}

parentPort?.on('message', ({ id, ...order }: PressOrder & { readonly id: number }) => {
  let answer: PressAnswer
  try {
    answer = { id, made: make(order) }
  } catch (error) {
    answer = { id, fault: error instanceof Error ? error.message : String(error) }
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(answer, moved(answer))
})

/** The memory of the bytes, which goes over to the other thread; the compiler's own cannot, so they were copied out of it. */
function moved(answer: PressAnswer): ArrayBuffer[] {
  return 'made' in answer && answer.made instanceof Uint8Array ? [answer.made.buffer as ArrayBuffer] : []
}
