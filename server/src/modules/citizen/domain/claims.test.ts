import { describe, expect, test } from 'vitest'
import { claimsFrom, isStrongEnough, pageFrom } from './claims.ts'

describe('the redirect after a sign-in', () => {
  test.each([
    ['/ca-nhan/ho-so/H47.01-260105-0001', '/ca-nhan/ho-so/H47.01-260105-0001'],
    ['/thu-tuc/1.001612?v=2', '/thu-tuc/1.001612?v=2'],
    ['https://x.example/', '/ca-nhan'],
    ['//x.example/', '/ca-nhan'],
    ['/\\x.example', '/ca-nhan'],
    ['javascript:alert(1)', '/ca-nhan'],
    ['/desk', '/ca-nhan'],
    ['/api/v1/board', '/ca-nhan'],
    ['/a\r\nset-cookie: b', '/ca-nhan'],
    [undefined, '/ca-nhan'],
  ])('%s leads to %s', (next, page) => {
    expect(pageFrom(next)).toBe(page)
  })
})

describe('who signed in', () => {
  const of = (given: Record<string, unknown>) => claimsFrom('https://id.example', 's-1', given, null)
  test('has the name in composed form, without stray spaces', () => {
    expect(of({ name: '  Nguyễn  Thị Thử '.normalize('NFD') })).toMatchObject({ name: 'Nguyễn Thị Thử', kind: 'person', subject: 's-1' })
    expect(of({ name: ' ' })).toBeNull()
    expect(of({})).toBeNull()
  })
  test('may have only a year of birth', () => {
    expect(of({ name: 'A', birthdate: '1958' })?.bornOn).toBe('1958')
    expect(of({ name: 'A', birthdate: '1958-02-03' })?.bornOn).toBe('1958-02-03')
    expect(of({ name: 'A', birthdate: '0000-02-03' })?.bornOn).toBeNull()
    expect(of({ name: 'A', birthdate: '3/2/1958' })?.bornOn).toBeNull()
  })
  test('may be an organisation', () => {
    expect(of({ name: 'Công ty Thử', subject_kind: 'organisation', identity_number: '4000123456' })).toMatchObject({
      kind: 'organisation',
      idNumber: '4000123456',
    })
  })
})

test('the level asked for must have been confirmed', () => {
  expect(isStrongEnough(null, [])).toBe(true)
  expect(isStrongEnough('2', ['2', '3'])).toBe(true)
  expect(isStrongEnough('1', ['2'])).toBe(false)
  expect(isStrongEnough(null, ['2'])).toBe(false)
})
