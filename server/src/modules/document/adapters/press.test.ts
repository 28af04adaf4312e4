import { expect, test } from 'vitest'
import { sampleReceiptSlip } from '../domain/sample-forms.ts'
import { printForm, printSheet } from './press.ts'

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
