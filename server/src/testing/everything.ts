import { moduleNames } from '../architecture.ts'
import type { TestDatabase } from '#platform/testing/postgres.ts'

/**
 * A hash of every row of every table of some schemas: equal when nothing at all has changed. It uses the position of each row and
 * which transaction wrote it, which a row cannot change without changing; reading the contents took twenty times as long.
 */
export async function everythingOf(
  db: TestDatabase,
  schemas: readonly string[] = [...moduleNames, 'platform'],
  leftOut: ReadonlySet<string> = new Set(),
): Promise<() => Promise<Record<string, string>>> {
  const found = await db.peek<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname = any($1) order by 1`,
    [schemas],
  )
  const parts = found
    .filter(({ name }) => !leftOut.has(name))
    .map(
      ({ name }) =>
        `select '${name}' as name, coalesce(sum(hashtextextended(t.ctid::text || ' ' || t.xmin::text, 0)), 0)::text as hash from ${name} t`,
    )
  return async () => {
    const rows = await db.peek<{ name: string; hash: string }>(parts.join(' union all '))
    return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]))
  }
}
