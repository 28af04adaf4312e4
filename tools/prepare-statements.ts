// Has PostgreSQL prepare a statement without running it, and compares the columns it describes with a declared row type.
// Used by server/src/statements.db.test.ts; has no command line of its own.
import type pg from 'pg'
import type { ColumnKind, DeclaredRow } from './read-statements.ts'

/** `isNullable`: the column of a table that may be null; `false` also where PostgreSQL does not say (an expression, a view). */
export type DescribedColumn = { readonly name: string; readonly kind: ColumnKind; readonly isNullable: boolean }

type Field = { readonly name: string; readonly tableID: number; readonly columnID: number; readonly dataTypeID: number }
type Wire = {
  parse(message: { name: string; text: string; types: never[] }): void
  describe(message: { type: 'S'; name: string }): void
  sync(): void
}

/** The columns a statement gives, those that nothing can read apart; or why it cannot be prepared. */
export async function describeColumns(client: pg.Client, text: string): Promise<DescribedColumn[] | string> {
  const described = await prepared(client, text)
  if (typeof described === 'string') return described
  return await Promise.all(
    described
      .filter(({ name, dataTypeID }) => name !== '?column?' && dataTypeID !== voidOid)
      .map(async (field) => ({
        name: field.name,
        kind: kinds.get(field.dataTypeID) ?? null,
        isNullable: field.tableID !== 0 && mayBeNull((await nullableColumns(client)).get(`${field.tableID} ${field.columnID}`), text),
      })),
  )
}

/** The faults of a declared row. A column that may not be null may still be declared so: an outer join gives null for it. */
export function rowFaults(row: DeclaredRow, described: readonly DescribedColumn[]): string[] {
  const names = new Set(described.map(({ name }) => name))
  return [
    ...[...row].filter(([key, { isOptional }]) => !names.has(key) && !isOptional).map(([key]) => `${key} is declared and not given`),
    ...described.flatMap(({ name, kind, isNullable }) => {
      const declared = row.get(name)
      if (!declared) return [`${name} is given and not declared`]
      if (kind !== null && declared.kind !== null && kind !== declared.kind) return [`${name} is ${kind}, declared ${declared.kind}`]
      return isNullable && !declared.isNullable ? [`${name} may be null`] : []
    }),
  ]
}

/** A statement that leaves out what is null gives none. */
function mayBeNull(column: string | undefined, text: string): boolean {
  return column !== undefined && !new RegExp(`\\b${column} is not null`, 'iu').test(text)
}

async function prepared(client: pg.Client, text: string): Promise<readonly Field[] | string> {
  return await new Promise((done) => {
    let fields: readonly Field[] = []
    client.query({
      submit(connection: Wire) {
        connection.parse({ name: '', text, types: [] })
        connection.describe({ type: 'S', name: '' })
        connection.sync()
      },
      handleRowDescription: (message: { fields: readonly Field[] }) => void (fields = message.fields),
      // After an error the client drops the statement; its end is not reported.
      handleError: (error: Error) => done(error.message),
      handleReadyForQuery: () => done(fields),
    } as unknown as pg.Submittable)
  })
}

/** The result of a function that is called for its effects. */
const voidOid = 2278

const nullable = new WeakMap<pg.Client, Promise<ReadonlyMap<string, string>>>()

async function nullableColumns(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  const kept = nullable.get(client)
  if (kept) return await kept
  const found = client
    .query<{ key: string; name: string }>(
      `select a.attrelid || ' ' || a.attnum as key, a.attname as name
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
       where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attnotnull and not t.typnotnull`,
    )
    .then(({ rows }) => new Map(rows.map(({ key, name }) => [key, name])))
  nullable.set(client, found)
  return await found
}

/** Types by their object id, as the connection of the server reads them (`platform/db/database.ts`). */
const kinds: ReadonlyMap<number, ColumnKind> = new Map<number, ColumnKind>([
  [16, 'boolean'],
  [17, 'bytes'],
  // int8, int2, int4, float4, float8
  ...[20, 21, 23, 700, 701].map((oid) => [oid, 'number'] as const),
  // name, text, char, varchar, date, timestamptz, uuid, numeric
  ...[19, 25, 1042, 1043, 1082, 1184, 2950, 1700].map((oid) => [oid, 'string'] as const),
])
