// Reads db/migrations and lists what a database that is spread over machines refuses in them. docs/scaling.md says why.
// Used by check-migrations.test.ts; has no command line of its own.

export const migrationRules = {
  'not-distributed':
    'a table of a localities’ data is followed by "call platform.distribute(…)": else it stays on one machine, without its rows’ neighbours',
  'two-constraints': 'an alter table adds one constraint and does nothing else',
  'set-storage': 'how a column is stored is said in create table: it cannot be changed on a spread one',
} as const

export type MigrationFault = { readonly rule: keyof typeof migrationRules; readonly found: string }

/** Migrations up to this one came with the command that spreads a database, and are run before it. */
export const lastBeforeSpreading = '0480-printed-papers-are-compressed.sql'

export function faultsOfMigration(text: string): MigrationFault[] {
  const plain = text.replaceAll(/--[^\n]*/gu, '')
  const called = new Set(Array.from(plain.matchAll(/call platform\.distribute\('([\w.]+)'\)/giu), ([, name]) => name))
  const made = Array.from(plain.matchAll(/\bcreate table (?:if not exists )?([a-z_]+\.[a-z_]+)\s*\(/giu), ([, name = '']) => name)
  const altered = plain.split(';').filter((statement) => /^\s*alter table\b/iu.test(statement))
  return [
    ...made.filter((name) => !called.has(name)).map((found) => ({ rule: 'not-distributed' as const, found })),
    ...altered
      .filter((statement) => /\badd constraint\b[\s\S]*,\s*(?:add|drop|alter)\b|,\s*add constraint\b/iu.test(statement))
      .map((statement) => ({ rule: 'two-constraints' as const, found: statement.trim().slice(0, 80) })),
    ...altered
      .filter((statement) => /\bset storage\b/iu.test(statement))
      .map((statement) => ({ rule: 'set-storage' as const, found: statement.trim().slice(0, 80) })),
  ]
}
