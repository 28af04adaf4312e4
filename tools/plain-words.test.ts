import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Visitor, parseSync } from 'oxc-parser'
import { describe, expect, test } from 'vitest'

/** Words that slow a reader down, each with the plain ones. */
const plainer: readonly (readonly [pattern: string, plain: string])[] = [
  ['told', 'notified, shown, reported'],
  ['whoever', 'anyone who, the holder, the caller'],
  ['anew', 'again, recomputed, new'],
  ["nobody[’']s", 'unclaimed, unknown, without a holder'],
  ['the house', 'the centre, the installation, internal'],
  ['(?:stands?|stood) still', 'is stopped, is blocked'],
  ['as (?:it|they) (?:now )?stands?', 'current'],
  ['(?:comes?|came) to be', 'is created'],
  ['what becomes of', 'the outcome, the change'],
  ['is at hand', 'is available'],
  ['mend(?:s|ed)?', 'correct, fix, repair'],
  ['lets? go of', 'deletes, frees, releases'],
  ['goes by', 'uses'],
  ['as it came', 'unchanged'],
  ['f[ae]lls? late', 'becomes late'],
  ['all the same', 'still'],
]
const privateWord = new RegExp(String.raw`(?<!\w)(?:${plainer.map(([pattern]) => `(${pattern})`).join('|')})(?!\w)`, 'giu')

/** Words of `plainer` in a text, each as `line: word (plainer words)`. Code between backquotes is not read. */
function findPrivateWords(text: string): string[] {
  return text.split('\n').flatMap((line, at) =>
    [...line.replace(/`[^`]*`/gu, '').matchAll(privateWord)].map(([word, ...groups]) => {
      const plain = plainer[groups.findIndex((group) => group !== undefined)]?.[1] ?? ''
      return `${String(at + 1)}: ${word} (${plain})`
    }),
  )
}

/** Properties whose text a person reads. */
const sentenceKeys = ['english', 'inEnglish', 'summary', 'description', 'reason']

/** The comments, test titles and sentences of a source file, each on its line. */
function keepProse(file: string, text: string): string {
  const { program, comments } = parseSync(file, text)
  const ranges: { start: number; end: number }[] = [...comments]
  new Visitor({
    CallExpression: (node) => {
      const title = node.arguments[0]
      if (!/^(?:describe|it|test)\b/u.test(text.slice(node.start, node.start + 9))) return
      if (title?.type === 'Literal' || title?.type === 'TemplateLiteral') ranges.push({ start: title.start + 1, end: title.end - 1 })
    },
    Property: ({ key, value }) => {
      if (key.type !== 'Identifier' || !sentenceKeys.includes(key.name)) return
      if (value.type === 'Literal' || value.type === 'TemplateLiteral') ranges.push({ start: value.start + 1, end: value.end - 1 })
    },
  }).visit(program)
  let [kept, from] = ['', 0]
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    kept += `${text.slice(from, start).replaceAll(/[^\n]+/gu, ' ')}${text.slice(start, end)}`
    from = end
  }
  return kept
}

/** The texts of a catalogue, each on its line. */
const withoutKeys = (catalogue: string): string => catalogue.replaceAll(/^\s*"[^"]*":/gmu, '')

function read(folder: string, ending: RegExp): { file: string; text: string }[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name) && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
}

const pages = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].map((file) => ({ file, text: readFileSync(file, 'utf8') })),
  ...read('docs', /\.md$/u),
  ...read('server', /\.md$/u),
]
const code = ['bench', 'e2e', 'server/src', 'tools', 'web'].flatMap((folder) => read(folder, /(?<!generated)\.tsx?$/u))

describe('the words of documents and of the code', () => {
  test('are those of the field, in the documents', () => {
    const written = pages.filter(({ text }) => !text.startsWith('<!-- Made by'))
    expect(written.length).toBeGreaterThan(60)
    expect(written.flatMap(({ file, text }) => findPrivateWords(text).map((found) => `${file}:${found}`))).toEqual([])
  })

  test('are those of the field, in comments, titles of tests, refusals and descriptions', () => {
    expect(code.length).toBeGreaterThan(1000)
    const suspect = code.filter(({ text }) => text.search(privateWord) >= 0)
    expect(suspect.flatMap(({ file, text }) => findPrivateWords(keepProse(file, text)).map((found) => `${file}:${found}`))).toEqual([])
  })

  test('are those of the field, in the English catalogues', () => {
    const catalogues = read('web', /^en\.json$/u)
    expect(catalogues.length).toBeGreaterThan(2)
    const found = catalogues.flatMap(({ file, text }) => findPrivateWords(withoutKeys(text)).map((word) => `${file}:${word}`))
    expect(found).toEqual([])
  })

  test('a word is found in any case, with its line; a longer word and code are not', () => {
    expect(findPrivateWords('Retold.\nWhoever is told `anew`')).toEqual([
      '2: Whoever (anyone who, the holder, the caller)',
      '2: told (notified, shown, reported)',
    ])
  })

  test('a comment, a title and a sentence are read, a name in the code is not', () => {
    const source = ['const told = 1 // told', "test.each([told])('whoever', () => told)", "const act = { english: 'anew', told: 'told' }"]
    expect(findPrivateWords(keepProse('a.ts', source.join('\n'))).map((found) => found.replace(/ \(.*/u, ''))).toEqual([
      '1: told',
      '2: whoever',
      '3: anew',
    ])
  })
})

describe('the records of decisions', () => {
  const records = pages.filter(({ file }) => /^docs\/adr\/\d/u.test(file))

  test('begin with `# NNNN. Title` and a status line', () => {
    const faulty = records.filter(({ file, text }) => {
      const number = /(\d{4})-[^/]*$/u.exec(file)?.[1] ?? ''
      return !new RegExp(`^# ${number}\\. [A-Z].*\\n\\n\\*\\*Status\\*\\* \\w`, 'u').test(text)
    })
    expect(records.length).toBeGreaterThan(50)
    expect(faulty.map(({ file }) => file)).toEqual([])
  })

  test('are in the index, in order, under their titles', () => {
    const rows = records
      .toSorted((a, b) => (a.file < b.file ? -1 : 1))
      .map(({ file, text }) => {
        const [, number = '', title = ''] = /^# (\d{4})\. (.*)/u.exec(text) ?? []
        return `| [${number}](${file.slice('docs/adr/'.length)}) | ${title} |`
      })
    const index = readFileSync('docs/adr/README.md', 'utf8')
    expect(index.split('\n').filter((line) => line.startsWith('| ['))).toEqual(rows)
  })
})
