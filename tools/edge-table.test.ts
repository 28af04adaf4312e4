import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const text = readFileSync('docs/edge-table.md', 'utf8')
const rows = text.split('\n').flatMap((line) => {
  const cells = line.startsWith('| ') && !line.startsWith('| Edge') ? line.split('|').map((cell) => cell.trim()) : []
  const [, edge = '', here = '', shownBy = '', link = ''] = cells
  return edge === '' ? [] : [{ edge, here, shownBy, file: /\]\(([^)]+)\)/u.exec(link)?.[1] ?? null }]
})
const shown = rows.filter((row) => row.shownBy !== 'not yet')

describe('docs/edge-table.md', () => {
  test('has every edge once, with what becomes of it here', () => {
    expect(rows.length).toBeGreaterThanOrEqual(18)
    expect(new Set(rows.map((row) => row.edge)).size).toBe(rows.length)
    expect(rows.filter((row) => row.here === '' || row.shownBy === '')).toEqual([])
  })

  test.each(shown)('$edge: its test exists', ({ shownBy, file }) => {
    const path = join('docs', file ?? 'no-file')
    expect([file, existsSync(path)]).toEqual([file, true])
    const titles = [...readFileSync(path, 'utf8').matchAll(/\b(?:test|it)(?:\.each\(.*?\))?\(\s*(['"`])(.*?)\1\s*,/gu)].map(
      (match) => match[2] ?? '',
    )
    expect(
      titles.filter((title) => title.includes(shownBy)),
      shownBy,
    ).not.toEqual([])
  })

  test('counts openly what is not shown yet', () => {
    expect(/Rows not yet shown: \*\*(\d+)\*\*/u.exec(text)?.[1]).toBe(String(rows.length - shown.length))
    expect(rows.filter((row) => row.shownBy === 'not yet' && row.file !== null)).toEqual([])
  })
})
