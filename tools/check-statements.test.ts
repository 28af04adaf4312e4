import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { faultsOfStatement, inspectStatements, volatilitiesOf, wideLinesIn, wideLinesOf } from './check-statements.ts'

const here = inspectStatements(join(import.meta.dirname, '..'))

describe('statements that a sharded database can run', () => {
  test('every statement of the server keeps the rules', () => {
    expect(here.violations).toEqual([])
  })

  test('enough was read to mean something', () => {
    expect(here.inserts).toBeGreaterThan(120)
    expect(here.updates).toBeGreaterThan(60)
  })
})

const schema = `CREATE OR REPLACE FUNCTION platform.clock()
 RETURNS timestamp with time zone
 LANGUAGE sql
RETURN now();

CREATE OR REPLACE FUNCTION platform.now()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN now();

CREATE OR REPLACE FUNCTION dossier.mark_of(at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN 'late';
`
const volatilities = volatilitiesOf(schema)
test('no line of SQL is wider than 120 characters', () => {
  expect(wideLinesOf(join(import.meta.dirname, '..'))).toEqual([])
})

test('the width of a line of SQL excludes the code beside it', () => {
  const of = (length: number) => `${'x'.repeat(60)}(sql\`select ${'y'.repeat(length)}\`)`
  expect(wideLinesIn(of(100))).toEqual([])
  expect(wideLinesIn(of(130))).toEqual([{ line: 1, width: 137 }])
  expect(wideLinesIn(`sql\`\n  select ${'y'.repeat(130)}\n\``).map(({ line }) => line)).toEqual([2])
})

const rulesOf = (text: string) => faultsOfStatement(text, volatilities).map(({ rule }) => rule)

describe('the checker', () => {
  test.each([
    ['insert into a.b (x) select x from c', ['insert-select']],
    ['insert into a.b (x) select x from (select 1 as x returning) y', ['insert-select']],
    ['with n as (insert into a.b (x) select 1), m as (insert into a.c (x) select 2 returning x) select from n', ['insert-select']],
    ["insert into a.b (x) select 'returning'", ['insert-select']],
    ['insert into a.b (x) select 1 -- returning', ['insert-select']],
    ['insert into a.b ?', ['insert-unread']],
    ['insert into a.b (x) values (1, (select max(x) from a.b))', ['values-subquery']],
    ['insert into a.b (x) values (1), ((select 2)) on conflict do nothing', ['values-subquery']],
    ['update a.b set x = uuidv7()', ['volatile-update']],
    ['update a.b b set x = 1 where y < platform.clock()', ['volatile-update']],
    ['update ? set x = gen_random_uuid()', ['volatile-update']],
    ['insert into a.b (x) values (1) on conflict (x) do update set x = platform.now()', ['conflict-function']],
    ['insert into a.b (x) select 1 on conflict (x) do update set x = excluded.x, at = now() returning x', ['conflict-function']],
    ["select set_config('motcua.locality_id', ?, false)", ['locality-moved']],
    ['set local motcua.locality_id = 48', ['locality-moved']],
    ['insert into a.b (x) select 1; insert into a.b (x) values (1) returning x', ['insert-select']],
  ] as const)('reports %s', (text, rules) => {
    expect(rulesOf(text)).toEqual(rules)
  })

  test.each([
    'insert into a.b (x) select 1 returning 1',
    'insert into a.b (x) select 1 on conflict do nothing',
    'with n as (insert into a.b (x) select coalesce(max(x), 0) from a.b returning 1) select from n',
    'insert into a.b (x) values (platform.clock(), uuidv7())',
    'insert into a.b (x) values (1) on conflict (x) do update set x = excluded.x where (b.x) is distinct from (excluded.x)',
    'insert into a.b (x) values (1) on conflict (x) do update set x = dossier.mark_of(excluded.at)',
    'insert into a.b default values',
    'update a.b set x = platform.now()',
    'select x from a.b where y > platform.clock() for update',
    'with m as (select uuidv7() as id) update a.b set x = m.id from m',
    'insert into pgboss.job (name) select name from pgboss.queue',
  ])('lets pass %s', (text) => {
    expect(rulesOf(text)).toEqual([])
  })
})
