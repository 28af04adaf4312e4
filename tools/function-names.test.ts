import { readFileSync } from 'node:fs'
import { parseSync } from 'oxc-parser'
import { describe, expect, test } from 'vitest'
import { sourcesIn } from './check-architecture.ts'
import { exceptions, questions, verbs } from './function-names.ts'

/** Names of the functions that a source declares and exports, arrow functions in constants included. */
function exportedFunctionsIn(file: string, text: string): string[] {
  return parseSync(file, text).program.body.flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration' || !node.declaration) return []
    const { declaration } = node
    if (declaration.type === 'FunctionDeclaration') return declaration.id ? [declaration.id.name] : []
    if (declaration.type !== 'VariableDeclaration') return []
    return declaration.declarations.flatMap(({ id, init }) =>
      id.type === 'Identifier' && (init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression') ? [id.name] : [],
    )
  })
}

/** Whether a name is a verb phrase, a question, `<noun>From` or `to<Noun>`. */
function followsRule(name: string): boolean {
  if (/^to[A-Z]/u.test(name) || /[a-z\d]From$/u.test(name)) return true
  const first = /^[a-z]+/u.exec(name)?.[0] ?? ''
  if (questions.includes(first)) return name !== first
  // `recordOf` is a noun, although "record" is also a verb.
  return verbs.includes(first) && !/^[a-z]+Of(?:[A-Z]|$)/u.test(name)
}

const sources = sourcesIn('.', 'server/src').filter((file) => !file.includes('.test.'))
const declared = new Set(sources.flatMap((file) => exportedFunctionsIn(file, readFileSync(file, 'utf8'))))
const listed = exceptions.flatMap(({ names }) => names)

describe('names of exported functions', () => {
  test('are verbs, questions, `<noun>From` or `to<Noun>`, unless tools/function-names.ts lists them', () => {
    expect(declared.size).toBeGreaterThan(1_000)
    expect([...declared].filter((name) => !followsRule(name) && !listed.includes(name))).toEqual([])
  })

  test('the list of exceptions only shrinks: a listed name exists and does not follow the rule', () => {
    expect(listed.filter((name) => !declared.has(name) || followsRule(name))).toEqual([])
    expect(listed.filter((name, at) => listed.indexOf(name) !== at)).toEqual([])
  })

  test.each([
    ['readPack', true],
    ['end', true],
    ['isOpen', true],
    ['toHex', true],
    ['signatureFrom', true],
    ['signatureOf', false],
    ['recordOf', false],
    ['endOfDay', false],
    ['is', false],
    ['to', false],
    ['total', false],
    ['workingDays', false],
  ])('%s follows the rule: %s', (name, follows) => {
    expect(followsRule(name)).toBe(follows)
  })

  test('functions in constants are seen, other exports are not', () => {
    const text =
      'export const total = () => 1\nexport const limit = 2\nexport type Name = string\nfunction own() {}\nexport function sum() {}'
    expect(exportedFunctionsIn('a.ts', text)).toEqual(['total', 'sum'])
  })
})
