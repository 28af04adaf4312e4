import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sizeExceptions, sizeLimits } from '../server/src/architecture.ts'
import { findOversize, oversizeIn } from './check-size.ts'

const nameOf = ({ file, name }: { readonly file: string; readonly name: string }): string => `${file} ${name}`

describe('functions and files are short enough to be read', () => {
  const over = findOversize(join(import.meta.dirname, '..'))

  test('none is over its limit without a reason in architecture.ts', () => {
    const listed = new Set(sizeExceptions.map(nameOf))
    expect(over.filter((each) => !listed.has(nameOf(each)))).toEqual([])
  })

  test('every exception is still needed', () => {
    const names = new Set(over.map(nameOf))
    expect(sizeExceptions.map(nameOf).filter((each) => !names.has(each))).toEqual([])
  })
})

describe('the measure', () => {
  const lines = (count: number): string => Array.from({ length: count }, (_, i) => `  use(${i})`).join('\n')
  const names = (file: string, text: string): string[] => oversizeIn(file, text).map((each) => `${each.name} ${each.lines}`)
  const strict = 'server/src/modules/dossier/domain/x.ts'

  test.each([
    ['a function', `export function long() {\n${lines(121)}\n}\n`, ['long 123']],
    ['an arrow', `export const long = () => {\n${lines(121)}\n}\n`, ['long 123']],
    ['a method', `class A {\n  long() {\n${lines(121)}\n  }\n}\n`, ['long 123']],
    ['nothing at its limit', `export function fits() {\n${lines(sizeLimits.strictFunction - 2)}\n}\n`, []],
  ])('finds %s where decisions are made', (_what, text, found) => {
    expect(names(strict, text)).toEqual(found)
  })

  test('allows more elsewhere, and a listed file its own limit', () => {
    expect(names('server/src/x.ts', `function long() {\n${lines(140)}\n}\n`)).toEqual([])
    expect(names('server/src/x.ts', `function long() {\n${lines(149)}\n}\n`)).toEqual(['long 151'])
    expect(names('server/src/x.ts', `${lines(501)}\n`)).toEqual(['file 501'])
  })
})
