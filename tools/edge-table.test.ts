import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const text = readFileSync('docs/edge-table.md', 'utf8')
const rows = text.split('\n').flatMap((line) => {
  const cells = line.startsWith('| ') && !line.startsWith('| Edge') ? line.split('|').map((cell) => cell.trim()) : []
  const [, edge = '', here = '', shownBy = '', link = ''] = cells
  return edge === '' ? [] : [{ edge, here, shownBy, file: /\]\(([^)]+)\)/u.exec(link)?.[1] ?? null }]
})
/** The eighteen edges at which systems of this kind were compared; none may fall out of the table. */
const compared = [
  ['Working hours, the lunch break included'],
  ['Holidays'],
  ['Make-up working days, swapped days at Tết'],
  ['A calendar for each agency and counter'],
  ['Receipt after hours'],
  ['The law’s clock and the promised one'],
  ['A clock for each step and agency', 'The steps fit the limit by law'],
  ['A stop is an interval with cause, law and author'],
  ['Several stops', 'A stop is capped'],
  ['Suspending, restarting and extending are three things'],
  ['The clock runs again when the applicant answers'],
  ['The applicant’s own deadline, and what follows'],
  ['A holiday that comes late', 'The slip of a date that moved'],
  ['A date that rolled is explained'],
  ['Silence as consent or refusal'],
  ['A warning goes out exactly once'],
  ['The due date is derived'],
  ['The citizen can compute it again'],
] as const

const shown = rows.filter((row) => row.shownBy !== 'not yet')

describe('docs/edge-table.md', () => {
  test('has every edge once, with how the system handles it', () => {
    expect(rows.length).toBeGreaterThanOrEqual(18)
    expect(new Set(rows.map((row) => row.edge)).size).toBe(rows.length)
    expect(rows.filter((row) => row.here === '' || row.shownBy === '')).toEqual([])
  })

  test.each(compared.flat())('%s: is in the table and shown', (edge) => {
    expect(shown.map((row) => row.edge.replaceAll("'", '’'))).toContain(edge)
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
