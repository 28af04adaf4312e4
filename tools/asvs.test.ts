import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sharedFolder } from '../server/src/testing/shared-folder.ts'

const root = join(import.meta.dirname, '..')
type Row = { readonly requirement: string; readonly level: string; readonly state: string; readonly evidence: string }

/** One line, whose last field may be in quotes. */
function rowOf(line: string): Row {
  const [requirement = '', level = '', state = '', ...rest] = line.split(',')
  const evidence = rest.join(',')
  return { requirement, level, state, evidence: evidence.startsWith('"') ? evidence.slice(1, -1).replaceAll('""', '"') : evidence }
}
const rows = readFileSync(join(root, 'docs/asvs.csv'), 'utf8').trim().split('\n').slice(1).map(rowOf)

/** How many requirements of levels 1 and 2 each chapter of OWASP ASVS 5.0.0 has. */
const inChapter = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7]

describe('docs/asvs.csv', () => {
  test('has every requirement of levels 1 and 2 once', () => {
    expect(inChapter.map((_, index) => rows.filter(({ requirement }) => requirement.startsWith(`${index + 1}.`)).length)).toEqual(inChapter)
    expect(new Set(rows.map(({ requirement }) => requirement)).size).toBe(rows.length)
  })

  const standard = sharedFolder('data/security')
  test.skipIf(standard === null)('has the numbers and levels of the standard itself', () => {
    const text = readFileSync(join(standard ?? '', 'asvs-5.0.0.csv'), 'utf8')
    const numbers = Array.from(
      text.matchAll(/^V\d+,(?:"[^"]*"|[^,]*),V[\d.]+,(?:"[^"]*"|[^,]*),V([\d.]+),(?:"(?:[^"]|"")*"|[^,]*),([12])\r?$/gmu),
    )
    expect(rows.map(({ requirement, level }) => `${requirement} ${level}`)).toEqual(
      numbers.map(([, number, level]) => `${number} ${level}`),
    )
  })

  test('gives each a test, a reason, or marks it as open', () => {
    expect(rows.filter(({ state, evidence }) => !['test', 'reason', 'not yet'].includes(state) || evidence === '')).toEqual([])
  })

  test('names existing tests', () => {
    const files = rows.filter(({ state }) => state === 'test').flatMap(({ evidence }) => evidence.split(' '))
    expect(files.filter((file) => !/\.(?:test|e2e)\.ts$/u.test(file) || !existsSync(join(root, file)))).toEqual([])
  })
})
