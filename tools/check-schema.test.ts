import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { faultsOfSchema, tablesOfLocalities } from './check-schema.ts'

const schema = readFileSync(join(import.meta.dirname, '../db/schema.generated.sql'), 'utf8')

describe('a schema that can be sharded by locality', () => {
  test('every table, trigger, number and function keeps the rules', () => {
    expect(faultsOfSchema(schema)).toEqual([])
  })

  test('every table was read', () => {
    expect(tablesOfLocalities(schema).length).toBe([...schema.matchAll(/^create table /gmu)].length - 2)
    expect(tablesOfLocalities(schema).length).toBeGreaterThan(95)
  })
})

const sound = `create table a.b (
  locality_id integer not null,
  id bigint generated always as identity not null,
  at timestamp with time zone default a.now() not null,
  constraint b_pkey PRIMARY KEY (locality_id, id),
  constraint b_c_fkey FOREIGN KEY (locality_id, id) REFERENCES a.c(locality_id, id),
  constraint b_once EXCLUDE USING gist (locality_id WITH =, id WITH =)
);
CREATE INDEX b_at ON a.b USING btree (locality_id, at);
CREATE TRIGGER keep AFTER INSERT ON a.b FOR EACH ROW EXECUTE FUNCTION a.keep();
grant insert, select on a.b to motcua_app;
grant usage on sequence of id to motcua_app;

CREATE OR REPLACE FUNCTION a.now()
 RETURNS timestamp with time zone
 LANGUAGE sql
RETURN now();
`

describe('the checker', () => {
  test('finds nothing wrong with a sound table', () => {
    expect(faultsOfSchema(sound)).toEqual([])
  })

  test.each([
    ['PRIMARY KEY (locality_id, id)', 'PRIMARY KEY (id)', 'key'],
    ['FOREIGN KEY (locality_id, id) REFERENCES a.c(locality_id, id)', 'FOREIGN KEY (id) REFERENCES a.c(id)', 'key'],
    ['REFERENCES a.c(locality_id, id)', 'REFERENCES a.c(id, locality_id)', 'key'],
    ['gist (locality_id WITH =, id WITH =)', 'gist (id WITH =)', 'key'],
    ['btree (locality_id, at)', 'btree (at)', 'key'],
    ['  locality_id integer not null,\n', '', 'key'],
    ['FOR EACH ROW', 'REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT', 'transition-table'],
    ['grant usage on sequence of id to motcua_app;\n', '', 'identity-without-sequence'],
    ['RETURN now();', 'RETURN (SELECT at FROM a.b);', 'function-reads-table'],
  ] as const)('reports a fault in %s', (before, after, rule) => {
    expect([...new Set(faultsOfSchema(sound.replace(before, after)).map((each) => each.rule))]).toEqual([rule])
  })
})
