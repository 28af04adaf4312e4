import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '#platform/testing/postgres.ts'
import { run } from '../../cli/distribute.ts'
import { findObstacle, listSpreadStatements, readCatalogue } from './distribution.ts'
import type { Catalogue } from './distribution.ts'

const db = await testDatabase()
const owner = new pg.Client({ connectionString: db.ownerUrl })
await owner.connect()
afterAll(async () => await owner.end())

const refused: string[] = []
async function distribute(...args: string[]): Promise<{ exit: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const exit = await run(args, {
    stdout: { write: (text) => (said.out += text) },
    stderr: { write: (text) => (said.err += text) },
    clusterUrl: async () => await Promise.resolve(db.ownerUrl),
  }, async () => await Promise.resolve(refused))
  return { exit, ...said }
}

describe('the plan', () => {
  const of = (name: string, references: string[] = [], standing: 'local' | 'distributed' | 'reference' = 'local') => ({
    name,
    hasLocality: true,
    references,
    standing,
  })
  const catalogue = (tables: Catalogue['tables'], needsRowTriggers = false): Catalogue => ({ citus: '14.0-1', tables, needsRowTriggers })

  test('of the real schema names every table once, after those its foreign keys name', async () => {
    const real = await readCatalogue(owner)
    const plan = listSpreadStatements(real)
    const named = plan.flatMap((statement) => /^select create_\w+\('([\w.]+)'/u.exec(statement)?.[1] ?? [])
    expect(named.length).toBeGreaterThan(95)
    expect(new Set(named).size).toBe(named.length)
    expect(named.slice(0, 2)).toEqual(['platform.locality', 'practice.clock'])
    expect(named).not.toContain('platform.migration')
    const early = real.tables.flatMap(({ name, references }) =>
      references.filter((each) => each !== name && named.indexOf(each) > named.indexOf(name)).map((each) => `${name} before ${each}`),
    )
    expect(early).toEqual([])
    expect(plan).toContain('call platform.use_row_triggers()')
    expect(plan.filter((each) => each.includes("'default'"))).toHaveLength(1)
  })

  test('goes on where it stopped, and is empty when nothing is left', () => {
    const all = [of('practice.clock', [], 'distributed'), of('a.b', ['a.c'], 'local'), of('a.c', [], 'distributed')]
    const locality = { name: 'platform.locality', hasLocality: false, references: [], standing: 'reference' as const }
    expect(listSpreadStatements(catalogue([...all, locality])).at(-1)).toBe(
      "select create_distributed_table('a.b', 'locality_id', colocate_with => 'practice.clock')",
    )
    expect(listSpreadStatements(catalogue(all.map((each) => ({ ...each, standing: 'distributed' }))))).toEqual([])
  })

  test('a table may name itself; tables that name one another in a circle are refused by name', () => {
    expect(() => listSpreadStatements(catalogue([of('a.b', ['a.b'])]))).not.toThrow()
    expect(() => listSpreadStatements(catalogue([of('a.b', ['a.c']), of('a.c', ['a.b']), of('a.d')]))).toThrow('circle: a.b, a.c')
  })

  test('needs Citus 14', () => {
    expect(findObstacle({ citus: null })).toContain('has no Citus')
    expect(findObstacle({ citus: '13.2-1' })).toContain('this database has 13.2-1')
    expect([findObstacle({ citus: '14.0-1' }), findObstacle({ citus: '15.1-1' })]).toEqual([null, null])
  })
})

describe('motcua distribute', () => {
  test('refuses a database without Citus, says the first way, and changes nothing', async () => {
    const { exit, out, err } = await distribute()
    expect([exit, out]).toEqual([1, ''])
    expect(err).toContain('A PostgreSQL for each province is the first way')
    expect((await readCatalogue(owner)).needsRowTriggers).toBe(true)
    expect((await distribute('--all')).exit).toBe(2)
  })

  test('prints the plan on any database', async () => {
    const { exit, out } = await distribute('--plan')
    expect(exit).toBe(0)
    expect(out).toContain("select create_reference_table('platform.locality');\n")
  })

  test('the call of migrations does nothing on one machine', async () => {
    await owner.query(`call platform.distribute('dossier.act')`)
  })

  // Citus cannot be installed here: in its place functions of the same names, which refuse what it refuses about foreign keys.
  test('runs the plan, names the steps left, and finds nothing to do the second time', async () => {
    await owner.query(`
      create table pg_dist_partition (logicalrelid regclass primary key, partmethod "char" not null);
      create function keep_order(relation regclass, method "char") returns void language plpgsql as $$
      declare
        missing text;
      begin
        select string_agg(k.confrelid::regclass::text, ', ') into missing from pg_constraint k
          where k.conrelid = relation and k.contype = 'f' and k.confrelid <> relation
            and not exists (select from pg_dist_partition p where p.logicalrelid = k.confrelid);
        if missing is not null then raise exception '% has foreign keys to local tables: %', relation, missing; end if;
        if exists (select from pg_trigger where tgrelid = relation and tgnewtable is not null) then
          raise exception '% has a trigger with a transition table', relation;
        end if;
        insert into pg_dist_partition values (relation, method);
      end
      $$;
      create function create_reference_table(relation regclass) returns void language sql as $$ select keep_order(relation, 'n') $$;
      create function create_distributed_table(relation regclass, by text, colocate_with text) returns void language sql
        as $$ select keep_order(relation, 'h') $$;
      set allow_system_table_mods = on;
      insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
        values (4071, 'citus', 10, 'public'::regnamespace, false, '13.1-1')`)
    expect((await distribute()).err).toContain('this database has 13.1-1')
    await owner.query(`update pg_extension set extversion = '14.0-1' where extname = 'citus'`)
    // A statement that a spread database refuses, and a table of nobody, are named, and nothing is done.
    refused.push('x.ts: insert-select: insert into')
    await owner.query('create table practice.stray (id integer primary key)')
    const stopped = await distribute()
    expect([stopped.exit, stopped.out]).toEqual([1, ''])
    expect(stopped.err).toContain('x.ts: insert-select')
    expect(stopped.err).toContain('practice.stray: ')
    refused.pop()
    await owner.query('drop table practice.stray')
    const first = await distribute()
    expect([first.exit, first.err]).toEqual([0, ''])
    expect(first.out).toContain("isolate_tenant_to_new_shard('practice.clock', 47, 'CASCADE'); -- H47")
    const { tables, needsRowTriggers } = await readCatalogue(owner)
    expect(needsRowTriggers).toBe(false)
    expect(tables.filter(({ standing }) => standing === 'local').map(({ name }) => name)).toEqual(['platform.migration'])
    const again = await distribute()
    expect([again.exit, again.out]).toEqual([0, 'Everything is spread already.\n'])

    // A table of a later migration follows, and once.
    await owner.query(`create table practice.later (locality_id integer not null references platform.locality, primary key (locality_id))`)
    for (const _time of [1, 2]) await owner.query(`call platform.distribute('practice.later')`)
    expect((await readCatalogue(owner)).tables.find(({ name }) => name === 'practice.later')?.standing).toBe('distributed')
  })
})
