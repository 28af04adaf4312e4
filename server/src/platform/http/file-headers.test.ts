import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dispositionOf, nameOf, sha256Of } from './file-headers.ts'

const digest = createHash('sha256').update('giấy').digest()
const value = `:${digest.toString('base64')}:`

describe('Content-Disposition', () => {
  test.each([
    [`attachment; filename*=UTF-8''Gi%E1%BA%A5y%20t%E1%BB%9D.pdf`, 'Giấy tờ.pdf'],
    [`attachment; filename="Giay.pdf"; filename*=UTF-8''Gi%E1%BA%A5y.pdf`, 'Giấy.pdf'],
    ['attachment; filename="a \\"b\\".pdf"', 'a "b".pdf'],
    ['attachment;filename=scan.pdf', 'scan.pdf'],
    [`attachment; filename="${Buffer.from('Giấy.pdf', 'utf8').toString('latin1')}"`, 'Giấy.pdf'],
    ['attachment; filename="caf\u00e9.pdf"', 'café.pdf'],
    [`attachment; filename*=UTF-8''%E1%BA`, null],
    ['attachment', null],
    [undefined, null],
  ])('%j names %j', (header, name) => expect(nameOf(header)).toBe(name))

  test('a sent name is read back unchanged, and its bytes are ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), (name) => {
        const header = dispositionOf('attachment', name)
        expect(header).toMatch(/^[\x20-\x7e]+$/u)
        expect(nameOf(header)).toBe(name)
      }),
    )
  })

  test('old clients get Vietnamese without diacritics', () => {
    expect(dispositionOf('inline', 'Đơn đề nghị.pdf')).toBe(
      `inline; filename="Don de nghi.pdf"; filename*=UTF-8''%C4%90%C6%A1n%20%C4%91%E1%BB%81%20ngh%E1%BB%8B.pdf`,
    )
  })
})

describe('Content-Digest', () => {
  test('is found among others, and its last value counts', () => {
    expect(sha256Of(`sha-256=${value}`)).toEqual(new Uint8Array(digest))
    expect(sha256Of(`sha-512=:AAAA:, sha-256=${value}`)).toEqual(new Uint8Array(digest))
    expect(sha256Of([`sha-256=:${'A'.repeat(43)}=:`, `sha-256=${value}`])).toEqual(new Uint8Array(digest))
  })

  test('that is absent is not checked; that is malformed is refused', () => {
    expect(sha256Of(undefined)).toBeNull()
    expect(sha256Of('sha-512=:AAAA:')).toBeNull()
    for (const bad of ['sha-256=', 'sha-256=:AAAA:', `sha-256=${digest.toString('hex')}`, `sha-256="${value}"`])
      expect(sha256Of(bad)).toBe('unreadable')
  })
})
