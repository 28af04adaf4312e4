import { describe, expect, test } from 'vitest'
import { Problem } from '#web-api'
import { afterChange, nextOf, sizeText } from './uploads.ts'
import type { UploadChange, UploadLine } from './uploads.ts'

const file = (id: string) => ({ id, name: `${id}.pdf`, size: 10, purpose: 'paper' as const, componentNo: null })
const after = (...changes: UploadChange[]): readonly UploadLine[] => changes.reduce(afterChange, [] as readonly UploadLine[])
const refused = new Problem({ status: 422, code: 'FILE_PDF_BROKEN', detail: 'hỏng' })

describe('uploads', () => {
  test('run one after the other, in the order they were chosen', () => {
    expect(nextOf(after({ add: [file('a'), file('b')] }))?.id).toBe('a')
    expect(nextOf(after({ add: [file('a'), file('b')] }, { id: 'a', begin: true }))).toBeNull()
    expect(nextOf(after({ add: [file('a'), file('b')] }, { id: 'a', begin: true }, { id: 'a', end: 'done' }))?.id).toBe('b')
  })

  test('a refused one remains visible with the reason, blocks no other, and may be retried', () => {
    const lines = after({ add: [file('a'), file('b')] }, { id: 'a', begin: true }, { id: 'a', failed: refused })
    expect(lines[0]).toMatchObject({ state: 'failed', problem: refused })
    expect(nextOf(lines)?.id).toBe('b')
    expect(nextOf(afterChange(lines, { id: 'a', again: true }))?.id).toBe('a')
  })

  test('progress reported after the person cancelled does not restore the upload', () => {
    const lines = after({ add: [file('a')] }, { id: 'a', begin: true }, { id: 'a', end: 'cancelled' }, { id: 'a', part: 0.9 })
    expect(lines[0]).toMatchObject({ state: 'cancelled', part: 0 })
  })

  test('only the person removes one', () => {
    expect(after({ add: [file('a')] }, { id: 'a', begin: true }, { id: 'a', failed: refused }, { forget: 'a' })).toEqual([])
  })
})

test('sizes are shown in usual units', () => {
  expect([sizeText(900, 'vi'), sizeText(150_000, 'vi'), sizeText(20 * 1024 * 1024, 'vi'), sizeText(1_300_000, 'en')]).toEqual([
    '900\u00A0B',
    '146\u00A0KB',
    '20\u00A0MB',
    '1.2\u00A0MB',
  ])
})
