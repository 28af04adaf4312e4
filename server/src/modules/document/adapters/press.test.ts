import { expect, test } from 'vitest'
import { sampleReceiptSlip } from '../domain/sample-forms.ts'
import { drawForm, formsWaiting, printForm, printSheet } from './press.ts'

test('a form that cannot be set is refused, and those around it are printed', async () => {
  const [before, broken, after] = await Promise.allSettled([
    printForm('receipt-slip', sampleReceiptSlip),
    printSheet('there-is-no-such-template', {}),
    printForm('receipt-slip', sampleReceiptSlip),
  ])
  expect([before.status, broken.status, after.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

test('what cannot be given to the thread ends nothing for those who ask next', async () => {
  await expect(printSheet('register', { text: () => 'no data' })).rejects.toThrow()
  expect((await printForm('receipt-slip', sampleReceiptSlip)).byteLength).toBeGreaterThan(10_000)
})

test('a form that is issued does not stand behind those who look at previews, and too many of these are refused early', async () => {
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
