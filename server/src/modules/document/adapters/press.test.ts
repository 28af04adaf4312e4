import { expect, test } from 'vitest'
import { sampleReceiptSlip, sampleRefusal } from '../domain/sample-forms.ts'
import { drawForm, formsWaiting, printForm, printSheet } from './press.ts'
import { drawForm as drawnHere, renderForm } from './render-form.ts'

test('concurrent requests for papers of two centres and two forms each get their own, as PDF and as drawing', async () => {
  const there = {
    ...sampleReceiptSlip,
    centreName: 'Trung tâm Phục vụ hành chính công phường Bàn Thạch',
    dossierCode: 'H47.02-261123-0002',
  }
  const refusedThere = { ...sampleRefusal, centreName: there.centreName }
  const [slip, slipThere, refusal, refusalThere, drawing] = await Promise.all([
    printForm('receipt-slip', sampleReceiptSlip),
    printForm('receipt-slip', there, 'preview'),
    printForm('refusal', sampleRefusal),
    printForm('refusal', refusedThere),
    drawForm('receipt-slip', there),
  ])
  const isSame = (made: Uint8Array, asked: Uint8Array): boolean => Buffer.compare(made, asked) === 0
  expect([
    isSame(slip, renderForm('receipt-slip', sampleReceiptSlip)),
    isSame(slipThere, renderForm('receipt-slip', there)),
    isSame(refusal, renderForm('refusal', sampleRefusal)),
    isSame(refusalThere, renderForm('refusal', refusedThere)),
    drawing === drawnHere('receipt-slip', there),
    isSame(slip, slipThere),
    isSame(refusal, refusalThere),
  ]).toEqual([true, true, true, true, true, false, false])
})

test('a form that cannot be typeset is refused, and the other forms are printed', async () => {
  const [before, broken, after] = await Promise.allSettled([
    printForm('receipt-slip', sampleReceiptSlip),
    printSheet('there-is-no-such-template', {}),
    printForm('receipt-slip', sampleReceiptSlip),
  ])
  expect([before.status, broken.status, after.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

test('data that cannot be sent to the thread do not affect the next requests', async () => {
  await expect(printSheet('register', { text: () => 'no data' })).rejects.toThrow()
  expect((await printForm('receipt-slip', sampleReceiptSlip)).byteLength).toBeGreaterThan(10_000)
})

test('an issued form does not wait for previews, and too many previews are refused at once', async () => {
  const done: string[] = []
  const preview = (): Promise<unknown> => drawForm('receipt-slip', sampleReceiptSlip).then(() => done.push('preview'))
  const first = preview()
  const others = Array.from({ length: 16 }, preview)
  await expect(printForm('receipt-slip', sampleReceiptSlip, 'preview')).rejects.toMatchObject({ refusal: { code: 'PRESS_BUSY' } })
  const issued = printForm('receipt-slip', sampleReceiptSlip).then(() => done.push('issue'))
  await Promise.all([first, issued])
  // One was in work already.
  expect(done.slice(0, 2)).toEqual(['preview', 'issue'])
  await Promise.all(others)
  expect(formsWaiting()).toBe(0)
})
