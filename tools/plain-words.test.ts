import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

/** Words that slow a reader down, each with the plain ones. */
const plainer: Readonly<Record<string, string>> = {
  told: 'notified, shown, reported',
  whoever: 'anyone who, the holder, the caller',
  anew: 'again, recomputed, new',
}

/** This table quotes the names of tests word for word. */
const quoted = ['docs/edge-table.md']

/** Words of `plainer` in a text, each as `line: word (plainer words)`. Code between backquotes is not read. */
function findPrivateWords(text: string): string[] {
  return text.split('\n').flatMap((line, at) =>
    [...line.replace(/`[^`]*`/gu, '').matchAll(/[A-Za-z]+/gu)].flatMap(([word]) => {
      const better = plainer[word.toLowerCase()]
      return better === undefined ? [] : [`${String(at + 1)}: ${word} (${better})`]
    }),
  )
}

const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync('docs', { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name)),
].map((file) => ({ file, text: readFileSync(file, 'utf8') }))

describe('the words of the documents', () => {
  test('are those of the field: told, whoever and anew have plainer ones', () => {
    const written = pages.filter(({ file, text }) => !text.startsWith('<!-- Made by') && !quoted.includes(file))
    expect(written.length).toBeGreaterThan(60)
    expect(written.flatMap(({ file, text }) => findPrivateWords(text).map((found) => `${file}:${found}`))).toEqual([])
  })

  test('a word is found in any case, with its line; a longer word and code are not', () => {
    expect(findPrivateWords('Retold.\nWhoever is told `anew`')).toEqual([
      '2: Whoever (anyone who, the holder, the caller)',
      '2: told (notified, shown, reported)',
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
