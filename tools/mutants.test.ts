import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mutants } from './mutants/list.ts'

const root = join(import.meta.dirname, '..')

test('every mutant of npm run mutants still applies: its text occurs once in its file, and its tests exist', () => {
  const stale = mutants.filter(({ file, find }) => readFileSync(join(root, file), 'utf8').split(find).length !== 2)
  expect(stale.map(({ name }) => name)).toEqual([])
  expect(mutants.flatMap(({ tests }) => tests.filter((each) => !existsSync(join(root, each))))).toEqual([])
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length)
})
