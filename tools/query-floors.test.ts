import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'
import { describe, expect, test } from 'vitest'
import { contentsOf, sourcesIn } from './check-architecture.ts'

// A query that imports a query that imports a query: a change at the bottom is felt at the top. The height of this tower is limited, and the
// page of a dossier is its roof.

const root = join(import.meta.dirname, '..')
const folder = 'server/src/modules/dossier'
const specifiersOf = (file: string): string[] => contentsOf(parseSync(file, readFileSync(join(root, file), 'utf8'))).specifiers
const files = sourcesIn(root, folder).filter((file) => !file.endsWith('.test.ts') && !file.includes('/testing/'))

/** The number of floors under and with each file, types included. @throws when files import one another in a circle */
function floorsOf(imports: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const floors = new Map<string, number>()
  const visit = (file: string, from: readonly string[]): number => {
    if (from.includes(file)) throw new Error(`${file} is part of a circle`)
    const known = floors.get(file)
    if (known !== undefined) return known
    const floor = 1 + Math.max(0, ...(imports.get(file) ?? []).map((next) => visit(next, [...from, file])))
    floors.set(file, floor)
    return floor
  }
  for (const file of imports.keys()) visit(file, [])
  return floors
}

describe('the queries of dossiers', () => {
  test('are at most seven layers deep', () => {
    const queries = files.filter((file) => file.startsWith(`${folder}/queries/`))
    const imports = new Map(
      queries.map((file) => [
        file,
        specifiersOf(file).flatMap((each) => (each.startsWith('./') ? [`${folder}/queries/${each.slice(2)}`] : [])),
      ]),
    )
    const floors = floorsOf(imports)
    expect(floors.size).toBeGreaterThan(40)
    expect([...floors].filter(([, floor]) => floor > 7)).toEqual([])
  })

  test('do not depend on the page of a dossier: only routes and the door import it', () => {
    const importers = files.filter((file) => specifiersOf(file).some((each) => each.endsWith('/dossier-view.ts')))
    expect(importers.filter((file) => !file.startsWith(`${folder}/http/`))).toEqual([`${folder}/index.ts`])
  })

  test('the depth is counted from the lowest layer', () => {
    const tower = new Map([
      ['a', ['b', 'c']],
      ['b', ['c']],
      ['c', []],
    ])
    expect([...floorsOf(tower)]).toEqual([
      ['c', 1],
      ['b', 2],
      ['a', 3],
    ])
    expect(() =>
      floorsOf(
        new Map([
          ['a', ['b']],
          ['b', ['a']],
        ]),
      ),
    ).toThrow('circle')
  })
})
