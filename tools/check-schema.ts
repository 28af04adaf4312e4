// Reads db/schema.generated.sql and lists what would keep a table from being spread over machines by its locality. docs/scaling.md
// says why. Used by check-schema.test.ts and by `motcua distribute`; has no command line of its own.

/** Tables every locality shares: one row for each locality, and what was done to the database. */
export const sharedTables: readonly string[] = ['platform.locality', 'platform.migration']

/** Triggers by the statement that `platform.use_row_triggers()` replaces when a database is spread (ADR 0200). */
export const replacedWhenSpread: readonly string[] = ['dossier_queues_when_moved']

export const schemaRules = {
  key: 'a table of a locality begins every key, index and foreign key with locality_id',
  'transition-table': 'a trigger of a locality’s table is for each row: statements’ tables of changed rows do not exist on a spread one',
  'function-reads-table': 'a function written as RETURN or BEGIN ATOMIC that a default, a policy or a view calls reads no table',
  'identity-without-sequence': 'whoever may add a row may use the sequence that numbers it',
} as const

export type SchemaFault = { readonly rule: keyof typeof schemaRules; readonly table: string; readonly found: string }

/** @param schema as `describeSchema` writes it */
export function faultsOfSchema(schema: string): SchemaFault[] {
  const tables = tablesOf(schema)
  return [
    ...tables.flatMap((table) => [...faultsOfKeys(table), ...faultsOfTriggers(table), ...faultsOfNumbers(table)]),
    ...faultsOfFunctions(schema, tables),
  ]
}

/** Names of all tables that are spread by their locality. */
export function tablesOfLocalities(schema: string): string[] {
  return tablesOf(schema)
    .map(({ name }) => name)
    .filter((name) => !sharedTables.includes(name))
}

type Table = {
  readonly name: string
  readonly columns: readonly string[]
  readonly constraints: readonly string[]
  readonly after: readonly string[]
}

function tablesOf(schema: string): Table[] {
  return [...schema.matchAll(/^create table (\S+) \(\n([\s\S]*?)\n\);\n?((?:.+\n)*)/gmu)].map(([, name = '', inside = '', after = '']) => {
    const lines = inside.split('\n').map((line) => line.trim().replace(/,$/u, ''))
    return {
      name,
      columns: lines.filter((line) => !line.startsWith('constraint ')),
      constraints: lines.filter((line) => line.startsWith('constraint ')),
      after: after.split('\n').filter((line) => line !== ''),
    }
  })
}

function faultsOfKeys({ name, columns, constraints, after }: Table): SchemaFault[] {
  if (sharedTables.includes(name)) return []
  const keys = constraints.filter((line) => /^constraint \S+ (?:PRIMARY KEY|UNIQUE|FOREIGN KEY|EXCLUDE)/u.test(line))
  // An index for searching inside lists holds no place in an order, and is no key.
  const indexes = after.filter((line) => /^CREATE (?:UNIQUE )?INDEX /u.test(line) && !/ USING gin /u.test(line))
  const begins = /(?:PRIMARY KEY|UNIQUE(?: NULLS NOT DISTINCT)?|FOREIGN KEY|EXCLUDE USING gist|USING \w+) \(locality_id\b/u
  const isFromTenant = columns[0]?.startsWith('locality_id ') ?? false
  const hasKey = keys.some((line) => line.includes('PRIMARY KEY'))
  return [
    ...(isFromTenant && hasKey ? [] : ['no primary key, or locality_id is not the first column']),
    ...[...keys, ...indexes].filter((line) => !begins.test(line)),
    ...keys.filter((line) => / REFERENCES /u.test(line) && !/ REFERENCES (?:platform\.locality\(id\)|\S+?\(locality_id[,)])/u.test(line)),
  ].map((found) => ({ rule: 'key', table: name, found }))
}

function faultsOfTriggers({ name, after }: Table): SchemaFault[] {
  return after
    .filter((line) => /^CREATE (?:CONSTRAINT )?TRIGGER /u.test(line) && !line.includes('FOR EACH ROW'))
    .filter((line) => !replacedWhenSpread.some((name) => line.startsWith(`CREATE TRIGGER ${name} `)))
    .map((found) => ({ rule: 'transition-table', table: name, found }))
}

function faultsOfNumbers({ name, columns, after }: Table): SchemaFault[] {
  return columns
    .filter((line) => / generated (?:always|by default) as identity/u.test(line))
    .filter(() => after.some((line) => /^grant (?:[a-z, ]*\b)?insert\b.* to motcua_app;$/u.test(line)))
    .filter((line) => !after.some((each) => each.startsWith(`grant usage on sequence of ${line.split(' ')[0] ?? ''} `)))
    .map((found) => ({ rule: 'identity-without-sequence', table: name, found }))
}

/** Only what is called in defaults, policies and views runs beside the rows; other functions run where the session is. */
function faultsOfFunctions(schema: string, tables: readonly Table[]): SchemaFault[] {
  const called = [...schema.matchAll(/^(?: {2}\w+ .* default .*|-- policy .*)$/gmu), ...schema.matchAll(/^create view [\s\S]*?;\n/gmu)]
    .map(([text]) => text)
    .join('\n')
  return schema.split(/^(?=CREATE OR REPLACE )/gmu).flatMap((text) => {
    const [, name = '', body = ''] =
      /^CREATE OR REPLACE FUNCTION (\w+\.\w+)\([\s\S]*?^(RETURN .*|BEGIN ATOMIC[\s\S]*?^END);$/mu.exec(text) ?? []
    if (name === '' || !called.includes(`${name}(`)) return []
    const reads = tables.find((table) => new RegExp(`\\b(?:FROM|JOIN) \\(*${table.name.replace('.', '\\.')}\\b`, 'u').test(body))
    return reads ? [{ rule: 'function-reads-table' as const, table: reads.name, found: name }] : []
  })
}
