import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { roles } from '#kernel/actor.ts'
import { actRules } from '../server/src/modules/dossier/domain/dossier-acts.ts'
import { dossierActs } from '../server/src/modules/dossier/domain/act-rows.ts'
import { shownStates, stateNames } from '../server/src/modules/dossier/domain/dossier-states.ts'
import { roleNames } from '../server/src/modules/identity/domain/role-names.ts'

/** Rows of every table of the glossary: the identifier in backquotes, then the Vietnamese term. */
function readGlossary(text: string): { identifier: string; vietnamese: string }[] {
  return text.split('\n').flatMap((line) => {
    const cells = line.startsWith('| `') ? line.split('|').map((cell) => cell.trim()) : []
    const identifier = /^`([^`]+)`$/u.exec(cells[1] ?? '')?.[1]
    return identifier === undefined ? [] : [{ identifier, vietnamese: cells[2] ?? '' }]
  })
}

const rows = readGlossary(readFileSync('docs/glossary.md', 'utf8'))
const vietnameseOf = new Map(rows.map((row) => [row.identifier, row.vietnamese]))
const headwords = new Set(vietnameseOf.keys())

/** Names from a list that are not headwords. */
const missing = (names: readonly string[]): string[] => names.filter((name) => !headwords.has(name))

describe('docs/glossary.md', () => {
  test('reads as a table: every headword has a Vietnamese term', () => {
    expect(rows.length).toBeGreaterThan(100)
    expect(rows.filter((row) => row.vietnamese === '')).toEqual([])
  })

  test('no headword occurs twice', () => {
    const seen = new Map<string, number>()
    for (const { identifier } of rows) seen.set(identifier, (seen.get(identifier) ?? 0) + 1)
    expect([...seen].filter(([, count]) => count > 1)).toEqual([])
  })

  test('every module folder is a headword', () => {
    const modules = readdirSync('server/src/modules', { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
    expect(modules).toContain('dossier')
    expect(missing(modules)).toEqual([])
  })

  const tables = readdirSync('db/migrations')
    .filter((name) => name.endsWith('.sql'))
    .flatMap((name) => [...readFileSync(`db/migrations/${name}`, 'utf8').matchAll(/^create table (?:if not exists )?([\w.]+)/gmu)])
    .map((match) => match[1] ?? '')

  test('every table of the migrations is a headword', () => {
    expect(tables).toContain('dossier.act')
    expect(missing(tables)).toEqual([])
  })

  test('every table named in the glossary exists', () => {
    const named = [...headwords].filter((word) => word.includes('.'))
    expect(named.filter((word) => !tables.includes(word))).toEqual([])
  })

  test('a table that is not a headword would be found', () => {
    expect(missing(['dossier.act', 'dossier.forgotten'])).toEqual(['dossier.forgotten'])
  })

  test.each(shownStates.map((state) => [state, stateNames[state]] as const))('state %s is “%s”', (state, name) => {
    expect(vietnameseOf.get(state)).toBe(name)
  })

  test.each(dossierActs.map((act) => [act, actRules[act].name] as const))('act %s is “%s”', (act, name) => {
    expect(vietnameseOf.get(act)).toBe(name)
  })

  test.each(roles.map((role) => [role, roleNames[role]] as const))('role %s is “%s”', (role, name) => {
    expect(vietnameseOf.get(role)).toBe(name)
  })
})
