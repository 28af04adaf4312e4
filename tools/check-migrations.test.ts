import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { faultsOfMigration, lastBeforeSpreading } from './check-migrations.ts'

const folder = join(import.meta.dirname, '../db/migrations')

describe('migrations that a spread database can run', () => {
  test('every later one keeps the rules', () => {
    const later = readdirSync(folder).filter((name) => name.endsWith('.sql') && name > lastBeforeSpreading)
    const found = later.flatMap((name) => faultsOfMigration(readFileSync(join(folder, name), 'utf8')).map((fault) => ({ name, ...fault })))
    expect(found).toEqual([])
  })

  test.each([
    ['create table a.b (\n  locality_id integer\n);', ['not-distributed']],
    ["create table a.b (id integer);\ncall platform.distribute('a.c');", ['not-distributed']],
    ["create table a.b (id integer);\ncall platform.confine('a.b');\ncall platform.distribute('a.b');", []],
    ['-- create table a.b (id integer);', []],
    ['alter table a.b add constraint c check (d > 0), add constraint e check (d < 9);', ['two-constraints']],
    ['alter table a.b add column d integer, add constraint c check (d > 0);', ['two-constraints']],
    ['alter table a.b add constraint c check (d in (1, 2));', []],
    ['alter table a.b alter column d set storage external;', ['set-storage']],
  ] as const)('of %j it finds %j', (text, rules) => {
    expect(faultsOfMigration(text).map(({ rule }) => rule)).toEqual(rules)
  })
})
