import { Kysely, PostgresDialect, sql } from 'kysely'
import type { Transaction } from 'kysely'
import pg from 'pg'
import type { LocalityId } from '#kernel/ids.ts'
import type { KeyRing } from '../secrets/key-ring.ts'
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
  /** Runs `handler` for each notification on a channel, reconnecting as long as the database is open. */
  listen(channel: string, handler: (payload: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

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
type Connection = { connectionString: string; options: string; application_name: string }

/**
 * Nothing on the pool may last for ever: one forgotten transaction holds its locks, and back what vacuum removes. The numbers
 * are far above what a request or a batch of a job takes and below what brings a centre to a stand.
 */
const workLimits: StatementLimits = { statementMs: 120_000, lockMs: 60_000, idleMs: 120_000 }
/** An export reads page by page; what waits here is a command line's pipe, never a browser. */
const exportLimits: StatementLimits = { statementMs: 120_000, lockMs: 5_000, idleMs: 300_000 }

/** Opens a pool whose every connection is one role in one locality from its first statement on. */
export function openDatabase(options: ConnectionOptions): Database {
  // A login of the application is what it is by its name. Others, of tests and of the owner, step down to the role and say where.
  const isOwnLogin = loginName.test(decodeURIComponent(new URL(options.url).username))
  const place = isOwnLogin ? '' : `-c role=${options.role} -c motcua.locality_id=${options.localityId} `
  const settings = `${place}-c timezone=Asia/Ho_Chi_Minh`
  const connect = (limits: StatementLimits): Connection => ({
    connectionString: options.url,
    options: `${settings} -c statement_timeout=${limits.statementMs} -c lock_timeout=${limits.lockMs} -c idle_in_transaction_session_timeout=${limits.idleMs}`,
    application_name: 'motcua',
  })
  const connection = connect(workLimits)
  const onConnect = async (client: pg.ClientBase): Promise<void> => await refuseOtherIdentity(client, options)
  let isClosing = false
  // `pool.end()` does not wait for every connection, so errors after the shutdown are expected and ignored.
  const report = (error: Error): void => {
    if (!isClosing) options.onError?.(error)
  }
  // Kept while a quiet centre makes a pause: a new connection plans each statement again, up to five times.
  const pool = new pg.Pool({
    ...connection,
    pipeline: true,
    keepAlive: true,
    onConnect,
    max: options.poolSize,
    idleTimeoutMillis: 600_000,
    connectionTimeoutMillis: 10_000,
  })
  // A connection that breaks while idle is replaced at the next use; without a listener Node would end the process.
  pool.on('error', (error) => report(error))
  // One that breaks in the hands of a request fails that request's next statement; it too must not end the process.
  pool.on('connect', (client) => client.on('error', (error) => report(error)))
  pool.on('connect', prepareStatements)
  if (options.isPractice) pool.on('connect', keepPracticeTime)
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  const asidePool = new pg.Pool({ ...connection, onConnect, max: 2, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 10_000 })
  asidePool.on('error', (error) => report(error))
  asidePool.on('connect', (client) => client.on('error', (error) => report(error)))
  if (options.isPractice) asidePool.on('connect', keepPracticeTime)
  const aside = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: asidePool }) })
  const exportPool = new pg.Pool({ ...connect(exportLimits), onConnect, max: 2, idleTimeoutMillis: 10_000, connectionTimeoutMillis: 10_000 })
  exportPool.on('error', (error) => report(error))
  exportPool.on('connect', (client) => client.on('error', (error) => report(error)))
  if (options.isPractice) exportPool.on('connect', keepPracticeTime)
  const exports = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: exportPool }) })
  const listeners = new Set<() => Promise<void>>()
  return {
    kysely,
    pool,
    aside,
    exports,
    localityId: options.localityId,
    keys: options.keys ?? noKeys,
    isPractice: options.isPractice ?? false,
    async listen(channel, handler) {
      let stopped = false
      let client: pg.Client | undefined
      const connect = async (): Promise<void> => {
        client = new pg.Client(connection)
        client.on('notification', (message) => handler(message.payload ?? ''))
        client.on('error', (error) => {
          report(error)
          void client?.end().catch(() => undefined) // it is broken already; only the reconnection matters
          if (!stopped) setTimeout(() => void connect().catch((again: Error) => report(again)), 500).unref()
        })
        await client.connect()
        await onConnect(client)
        await client.query(`listen ${pg.escapeIdentifier(channel)}`)
      }
      await connect()
      const stop = async (): Promise<void> => {
        stopped = true
        listeners.delete(stop)
        await client?.end().catch(() => undefined) // closing a connection that is already gone is not a failure
      }
      listeners.add(stop)
      return stop
    },
    async close() {
      isClosing = true
      for (const stop of listeners) await stop()
      await kysely.destroy()
      await aside.destroy()
      await exports.destroy()
    },
  }
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
 */
function prepareStatements(client: pg.PoolClient): void {
  const names = new Map<string, string>()
  const direct = client.query.bind(client) as (...args: unknown[]) => Promise<pg.QueryResult>
  const send = sendBehind(client, async (text, values) => {
    if (!Array.isArray(values) || values.length === 0) return await direct(text)
    let name = names.get(text)
    if (name === undefined) {
      // Statements with lists of changing length are many; the connection keeps the first few hundred and no more.
      if (names.size >= mostPrepared) return await direct(text, values)
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
    return await work(tx)
  })
  for (const each of later) each(db)
  return result
}

const afterwards = new WeakMap<Queryable, ((pool: Queryable) => void)[]>()

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
