import { Kysely, PostgresDialect, sql } from 'kysely'
import type { Transaction } from 'kysely'
import pg from 'pg'
import type { LocalityId } from '#kernel/ids.ts'
import type { KeyRing } from '../secrets/key-ring.ts'
import { createListener } from './listener.ts'
import type { Listener } from './listener.ts'
import { loginName } from './logins.ts'
import { keepPracticeTime } from './practice-time.ts'
import { sendBehind } from './write-behind.ts'

/**
 * Queries are written in SQL through Kysely's `sql` tag; each states the type of its own rows, so no
 * table types are kept by hand. A `Queryable` is the pool or an open transaction.
 */
export type Queryable = Kysely<unknown>

export type Database = {
  readonly kysely: Queryable
  readonly pool: pg.Pool
  /**
   * A few connections apart from the pool, for short statements that must not be part of the caller's
   * transaction. Taking them from the pool itself would let a full pool of transactions each wait for one more.
   */
  readonly aside: Queryable
  /** Connections of their own for what reads many rows at once: however many exports run, the pool has its own. */
  readonly exports: Queryable
  /** The locality every connection of this pool is confined to by row-level security. */
  readonly localityId: LocalityId
  /** Keys from outside the database; what is secret is stored sealed with them. */
  readonly keys: KeyRing
  /** Whether this is the place for practice (chạy thử): own rows, own codes, a clock that can be moved. */
  readonly isPractice: boolean
  /** Hears what the database tells; `null` behind a pooler, which passes on no notification: what is watched is then read again and again. */
  readonly listener: Listener | null
  close(): Promise<void>
}

/** What stands between the process and PostgreSQL: nothing, or a pooler that lends a connection for one transaction at a time. */
export type Pooler = 'off' | 'transaction' | 'prepared'

export type ConnectionOptions = {
  readonly url: string
  readonly localityId: LocalityId
  /** `motcua_app` for the server; never the owner. */
  readonly role: 'motcua_app' | 'motcua_report'
  readonly poolSize: number
  /** Refuses a login that is a superuser or owns the schema. Tests and verification step down from the owner instead. */
  readonly isServing?: boolean
  /** Without one, whatever needs a secret fails. */
  readonly keys?: KeyRing
  /** Time then runs by the practice clock of the locality. */
  readonly isPractice?: boolean
  readonly pooler?: Pooler
  /** Of another place in the same database: one connection hears for all. */
  readonly listener?: Listener | null
  /** How long a connection that nobody uses is kept. */
  readonly idleMs?: number
  readonly onError?: (error: Error) => void
}

// int8 and numeric arrive as text by default; counts and money here are far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
// Calendar days stay text: a `Date` would carry them into another zone. Instants become text in UTC too.
pg.types.setTypeParser(pg.types.builtins.DATE, (text: string) => text)
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text: string) => instantText(text))

/** `2026-11-23 10:00:00.123+07` as PostgreSQL prints it → ISO 8601 with the +07:00 offset of the session. */
function instantText(text: string): string {
  const iso = text.replace(' ', 'T')
  return /[+-]\d\d$/u.test(iso) ? `${iso}:00` : iso
}

type StatementLimits = { readonly statementMs: number; readonly lockMs: number; readonly idleMs: number }
type Connection = { connectionString: string; options?: string; application_name: string }

/**
 * Nothing on the pool may last for ever: one forgotten transaction holds its locks, and back what vacuum removes. The numbers
 * are far above what a request or a batch of a job takes and below what brings a centre to a stand.
 */
const workLimits: StatementLimits = { statementMs: 120_000, lockMs: 60_000, idleMs: 120_000 }
/** An export reads page by page; what waits here is a command line's pipe, never a browser. */
const exportLimits: StatementLimits = { statementMs: 120_000, lockMs: 5_000, idleMs: 300_000 }

/**
 * How many connections of each kind there are. Behind a pooler they are few, together eight for a real centre and its practice
 * place: it is the pooler that has many, and a process that holds more takes them from the others.
 */
function sizesOf({ poolSize, pooler = 'off', isPractice = false }: ConnectionOptions): { work: number; aside: number; exports: number } {
  if (pooler === 'off') return { work: poolSize, aside: 2, exports: 2 }
  return isPractice ? { work: 1, aside: 1, exports: 0 } : { work: Math.min(poolSize, 4), aside: 1, exports: 1 }
}

/** Opens a pool whose every connection is one role in one locality from its first statement on. */
export function openDatabase(options: ConnectionOptions): Database {
  const { pooler = 'off', isPractice = false } = options
  const sizes = sizesOf(options)
  const onConnect = async (client: pg.ClientBase): Promise<void> => await refuseOtherIdentity(client, options)
  let isClosing = false
  // `pool.end()` does not wait for every connection, so errors after the shutdown are expected and ignored.
  const report = (error: Error): void => {
    if (!isClosing) options.onError?.(error)
  }
  const openPool = (limits: StatementLimits, config: pg.PoolConfig): pg.Pool => {
    const opened = new pg.Pool({ ...connectionOf(options, limits), onConnect, connectionTimeoutMillis: 10_000, ...config })
    // A connection that breaks while idle is replaced at the next use; without a listener Node would end the process.
    opened.on('error', report)
    // One that breaks in the hands of a request fails that request's next statement; it too must not end the process.
    opened.on('connect', (client) => client.on('error', report))
    return opened
  }
  const kyselyOf = (pool: pg.Pool): Queryable => new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  // Kept while a quiet centre makes a pause: a new connection plans each statement again, up to five times.
  const pool = openPool(workLimits, { pipeline: true, keepAlive: true, max: sizes.work, idleTimeoutMillis: options.idleMs ?? 600_000 })
  pool.on('connect', (client) => prepareStatements(client, pooler === 'transaction' ? 0 : mostPrepared))
  const asidePool = openPool(workLimits, { max: sizes.aside, idleTimeoutMillis: 30_000 })
  const exportPool = sizes.exports === 0 ? asidePool : openPool(exportLimits, { max: sizes.exports, idleTimeoutMillis: 10_000 })
  if (isPractice) for (const each of new Set([pool, asidePool, exportPool])) each.on('connect', keepPracticeTime)
  const [kysely, aside] = [kyselyOf(pool), kyselyOf(asidePool)]
  const exports = exportPool === asidePool ? aside : kyselyOf(exportPool)
  for (const each of [kysely, aside, exports]) homes.set(each, kysely)
  const own = pooler === 'off' && !options.listener ? createListener(connectionOf(options, workLimits), onConnect, report) : null
  return {
    kysely,
    pool,
    aside,
    exports,
    localityId: options.localityId,
    keys: options.keys ?? noKeys,
    isPractice,
    listener: pooler === 'off' ? (options.listener ?? own) : null,
    async close() {
      isClosing = true
      await own?.close()
      await kysely.destroy()
      await aside.destroy()
      if (exports !== aside) await exports.destroy()
    },
  }
}

/** @throws Error when a pooler stands before the database and the login is not the application's own */
function connectionOf({ url, role, localityId, pooler = 'off' }: ConnectionOptions, limits: StatementLimits): Connection {
  // A login of the application is what it is by its name. Others, of tests and of the owner, step down to the role and say where.
  const isOwnLogin = loginName.test(decodeURIComponent(new URL(url).username))
  const connection = { connectionString: url, application_name: 'motcua' }
  if (pooler !== 'off') {
    // A pooler passes on no setting of a connection; those of the login hold: its zone, its time limits.
    if (!isOwnLogin) throw new Error('Behind a pooler (MOTCUA_POOLER) only a login of the application is served, such as motcua_app_47.')
    return connection
  }
  const place = isOwnLogin ? '' : `-c role=${role} -c motcua.locality_id=${localityId} `
  const times = `-c statement_timeout=${limits.statementMs} -c lock_timeout=${limits.lockMs} -c idle_in_transaction_session_timeout=${limits.idleMs}`
  return { ...connection, options: `${place}-c timezone=Asia/Ho_Chi_Minh ${times}` }
}

/**
 * The first statement of every connection: who it is, where it is, and what it could do. Settings of a connection are lost on
 * some ways to a database, such as a pooler's; row-level security would then be off without an error.
 * @throws Error saying which login must be used instead
 */
async function refuseOtherIdentity(client: pg.ClientBase, { role, localityId, isServing }: ConnectionOptions): Promise<void> {
  const { rows } = await client.query<{ role: string; locality: number | null; isFree: boolean; isOwner: boolean; hasRole: boolean; login: string }>(
    `select current_user as role, platform.current_locality() as locality, session_user as login, pg_has_role(current_user, $1, 'usage') as "hasRole",
       (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as "isFree",
       (select r.rolsuper or r.rolbypassrls or n.nspowner = r.oid from pg_roles r, pg_namespace n
         where r.rolname = session_user and n.nspname = 'platform') as "isOwner"`,
    [role],
  )
  const found = rows[0]
  if (!found) throw new Error('the database does not say who is connected')
  if (found.isFree || (found.role !== role && !(found.role === found.login && loginName.test(found.login))))
    throw new Error(
      `The connection is "${found.role}" and must be a login of the application or "${role}", which are bound by row-level security. Nothing is served.`,
    )
  if (!found.hasRole)
    throw new Error(`The login "${found.login}" does not have the rights of "${role}". Recreate the logins, as the owner: npm run -s motcua -- logins`)
  if (found.locality !== localityId)
    throw new Error(`The connection is in locality ${found.locality ?? 'none'} and must be in ${localityId}. Nothing is served.`)
  if (isServing && found.isOwner)
    throw new Error(
      `The login "${found.login}" owns the schema or is a superuser. Serve with the application's login: npm run -s motcua -- logins, with MOTCUA_OWNER_URL set, prints its address.`,
    )
}

const noKeys: KeyRing = {
  get currentId(): string {
    throw new Error('This connection was opened without the key file.')
  },
  seal: () => {
    throw new Error('This connection was opened without the key file.')
  },
  open: () => {
    throw new Error('This connection was opened without the key file.')
  },
}

const mostPrepared = 300

/**
 * Has each parametrised statement parsed and planned once per connection instead of at every use: reading a dossier
 * plans for longer than it runs. PostgreSQL itself goes on planning by the values where a general plan is dearer.
 * @param most none behind a pooler that knows no prepared statements
 */
function prepareStatements(client: pg.PoolClient, most: number): void {
  const names = new Map<string, string>()
  const direct = client.query.bind(client) as (...args: unknown[]) => Promise<pg.QueryResult>
  const send = sendBehind(client, async (text, values) => {
    if (!Array.isArray(values) || values.length === 0) return await direct(text)
    let name = names.get(text)
    if (name === undefined) {
      // Statements with lists of changing length are many; the connection keeps the first few hundred and no more.
      if (names.size >= most) return await direct(text, values)
      name = `s${names.size}`
      names.set(text, name)
    }
    return await direct({ name, text, values })
  })
  const query = (...args: unknown[]): unknown => {
    const [text, values] = args
    return typeof text === 'string' && typeof args.at(-1) !== 'function' ? send(text, values) : direct(...args)
  }
  Object.assign(client, { query })
}

/**
 * Runs `work` in one transaction; commits when it returns, rolls back when it throws.
 * Called inside a transaction it joins it: the outermost caller decides.
 */
export async function inTransaction<T>(db: Queryable, work: (tx: Queryable) => Promise<T>): Promise<T> {
  if (isTransaction(db)) return await work(db)
  const later: ((pool: Queryable) => void)[] = []
  const result = await db.transaction().execute(async (tx) => {
    afterwards.set(tx, later)
    homes.set(tx, findHome(db))
    return await work(tx)
  })
  for (const each of later) each(db)
  return result
}

const afterwards = new WeakMap<Queryable, ((pool: Queryable) => void)[]>()

const homes = new WeakMap<Queryable, object>()

/** What stands for the database and locality of a pool or transaction, for what is remembered of them: one process may serve several. */
export function findHome(db: Queryable): object {
  return homes.get(db) ?? db
}

/** Has `work` called once the transaction has committed, and never if it does not. Not awaited, and lost with the process. */
export function afterCommit(tx: Queryable, work: (pool: Queryable) => void): void {
  afterwards.get(tx)?.push(work)
}

export function isTransaction(db: Queryable): db is Transaction<unknown> {
  return db.isTransaction
}

// Of each transaction under way: deciding an act and showing what came of it ask for the same instant three times.
const nowOf = new WeakMap<Queryable, Promise<Temporal.Instant>>()

/** The database clock: the only "now" there is. Inside a transaction it is fixed, and is read once. */
export async function databaseNow(db: Queryable): Promise<Temporal.Instant> {
  if (!isTransaction(db)) return await askNow(db)
  const known = nowOf.get(db) ?? askNow(db)
  nowOf.set(db, known)
  return await known
}

async function askNow(db: Queryable): Promise<Temporal.Instant> {
  const { rows } = await sql<{ now: string }>`select platform.now() as now`.execute(db)
  const row = rows[0]
  if (!row) throw new Error('the database gave no time')
  return Temporal.Instant.from(row.now)
}

/**
 * The database clock as it runs, in whole milliseconds: for an act that had to wait for a lock. Read after
 * the lock was taken, it is never before the act that was waited for.
 */
export async function runningClock(tx: Queryable): Promise<Temporal.Instant> {
  const { rows } = await sql<{ at: string }>`select platform.clock() as at`.execute(tx)
  const row = rows[0]
  if (!row) throw new Error('the database gave no time')
  return Temporal.Instant.fromEpochMilliseconds(Temporal.Instant.from(row.at).epochMilliseconds)
}

/** SQLSTATE and constraint name of a database error, for turning a promise that was kept into a refusal. */
export function databaseFault(error: unknown): { code: string; constraint: string | undefined } | undefined {
  if (error && typeof error === 'object' && 'code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/u.test(error.code)) {
    const constraint = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined
    return { code: error.code, constraint }
  }
  return undefined
}
