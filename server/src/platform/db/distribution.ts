import type pg from 'pg'

// How the tables of a database are spread over the machines of a Citus cluster: a plan made of what the catalogue says. docs/scaling.md.

/** The first release that runs on PostgreSQL 18. */
export const citusNeeded = 14

export type CatalogueTable = {
  /** `schema.table` */
  readonly name: string
  readonly hasLocality: boolean
  /** Other tables that its foreign keys name. */
  readonly references: readonly string[]
  /** What the cluster knows of it. */
  readonly standing: 'local' | 'reference' | 'distributed'
}

export type Catalogue = {
  /** Version of the extension; `null` without it. */
  readonly citus: string | null
  readonly tables: readonly CatalogueTable[]
  /** Whether a trigger by the statement still stands where a spread database needs one for each row. */
  readonly needsRowTriggers: boolean
}

/** Tables with one row for each locality: every machine has a copy. */
const copiedTables = ['platform.locality']
/** Stays where the server connects. */
const localTables = ['platform.migration']
/** Named by the functions that others call in defaults, so it is known to the cluster before them. */
const first = 'practice.clock'

/** The reason why the database cannot be spread; `null` when it can. */
export function findObstacle({ citus }: Pick<Catalogue, 'citus'>): string | null {
  if (citus === null)
    return `This database has no Citus. A PostgreSQL for each province is the first way to more machines (docs/scaling.md). For a cluster install Citus ${citusNeeded} or later on every machine, run "create extension citus" in this database, add the workers, and run this again.`
  const major = Number(/^\d+/u.exec(citus)?.[0] ?? 0)
  return major >= citusNeeded
    ? null
    : `Citus ${citusNeeded} or later is needed, because it is the first for PostgreSQL 18; this database has ${citus}.`
}

/**
 * The statements that spread what is not spread yet, in the order in which they can run: what every machine copies, then each table after
 * those its foreign keys name. Empty when everything is spread.
 * @throws Error for tables that name one another in a circle
 */
export function listSpreadStatements({ tables, needsRowTriggers }: Catalogue): string[] {
  const copied = tables.filter(({ name, standing }) => copiedTables.includes(name) && standing === 'local')
  const spread = orderByForeignKeys(tables.filter(({ name, hasLocality }) => hasLocality && !copiedTables.includes(name) && !localTables.includes(name)))
  const due = spread.filter(({ standing }) => standing === 'local')
  const [anchor] = spread
  const statements = [
    ...(needsRowTriggers ? ['call platform.use_row_triggers()'] : []),
    ...copied.map(({ name }) => `select create_reference_table('${name}')`),
    ...due.map(({ name }) => `select create_distributed_table('${name}', 'locality_id', colocate_with => '${name === anchor?.name ? 'default' : (anchor?.name ?? 'default')}')`),
  ]
  return statements.length === 0 ? [] : [...settings, ...statements]
}

/** Of the session that runs the plan. Triggers for each row touch rows of their own locality alone, which is on the same machine. */
const settings = [
  'set citus.enable_unsafe_triggers = on',
  'set citus.enable_local_reference_table_foreign_keys = off',
  "set citus.multi_shard_modify_mode = 'sequential'",
]

/** Tables that belong to no locality and are neither copied nor known to stay where they are. */
export function findStrays({ tables }: Catalogue): string[] {
  return tables.filter(({ name, hasLocality }) => !hasLocality && !copiedTables.includes(name) && !localTables.includes(name)).map(({ name }) => name)
}

function orderByForeignKeys(tables: readonly CatalogueTable[]): CatalogueTable[] {
  const byName = new Map(tables.map((table) => [table.name, table]))
  const waiting = [...tables].sort((a, b) => Number(b.name === first) - Number(a.name === first) || (a.name < b.name ? -1 : 1))
  const ordered: CatalogueTable[] = []
  const isPlaced = (name: string): boolean => !byName.has(name) || ordered.some((table) => table.name === name)
  while (waiting.length > 0) {
    const at = waiting.findIndex(({ name, references }) => references.every((each) => each === name || isPlaced(each)))
    const [next] = at < 0 ? [] : waiting.splice(at, 1)
    if (!next) throw new Error(`The foreign keys of these tables go round in a circle: ${waiting.map(({ name }) => name).join(', ')}`)
    ordered.push(next)
  }
  return ordered
}

/** What the catalogue of a database says of its tables and of the cluster. A table's partitions follow it and are not listed. */
export async function readCatalogue(db: Pick<pg.Client, 'query'>): Promise<Catalogue> {
  const { rows: extensions } = await db.query<{ version: string }>(`select extversion as version from pg_extension where extname = 'citus'`)
  const citus = extensions[0]?.version ?? null
  const known = citus === null ? [] : (await db.query<{ name: string; method: string }>(`
    select logicalrelid::regclass::text as name, partmethod::text as method from pg_dist_partition`)).rows
  const { rows: tables } = await db.query<Omit<CatalogueTable, 'standing'>>(`
    select n.nspname || '.' || c.relname as name,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'locality_id' and not a.attisdropped) as "hasLocality",
      array(select distinct rn.nspname || '.' || rc.relname
        from pg_constraint k
        join pg_class rc on rc.oid = k.confrelid
        join pg_namespace rn on rn.oid = rc.relnamespace
        where k.conrelid = c.oid and k.contype = 'f' and not rc.relispartition
        order by 1) as references
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition
      and n.nspname !~ '^(pg_|citus)' and n.nspname not in ('information_schema', 'public', 'pgboss')
    order by 1`)
  const { rows: triggers } = await db.query(`
    select from pg_trigger where (tgoldtable is not null or tgnewtable is not null) and not tgisinternal`)
  return {
    citus,
    tables: tables.map((table): CatalogueTable => {
      const method = known.find(({ name }) => name === table.name)?.method
      return { ...table, standing: method === undefined ? 'local' : method === 'n' ? 'reference' : 'distributed' }
    }),
    needsRowTriggers: triggers.length > 0,
  }
}

/** What no statement on one machine can do, in the order in which an operator does it. */
export function listOperatorSteps(localities: readonly { readonly id: number; readonly code: string }[]): string[] {
  return [
    "On every machine: shared_preload_libraries = 'citus', citus.enable_unsafe_triggers = on, max_prepared_transactions at least the number of connections, the same timezone, clocks set by NTP, and a database with the same ICU collation.",
    'Between the machines: TLS, and pg_hba.conf and .pgpass for the logins of the localities, under which the coordinator asks the workers.',
    'Run "motcua logins" again: logins made before the cluster was one are then known on all machines.',
    'Start every server against the coordinator only: numbers of papers and background jobs are there.',
    `A machine of its own for a large province: ${localities.map(({ id, code }) => `select isolate_tenant_to_new_shard('${first}', ${id}, 'CASCADE'); -- ${code}`).join(' ') || '(no locality yet)'} then citus_move_shard_placement(…, 'auto').`,
    'A standby for every machine; a backup of each, at one citus_create_restore_point.',
    'Run "motcua verify", and look at pg_stat_statements of the coordinator: a hot statement with more than one task is a fault.',
  ]
}
