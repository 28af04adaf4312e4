import { join } from 'node:path'
import pg from 'pg'
import type { LocalityId } from '#kernel/ids.ts'
import { keyPathOf } from '../config/config.ts'
import type { Config } from '../config/config.ts'
import type { KeyRing } from '../secrets/key-ring.ts'
import { openKeys, openKeysOfApplication } from '../secrets/open-keys.ts'
import { openDatabase } from './database.ts'
import type { ConnectionOptions, Database } from './database.ts'
import { addressFor, ensureOwnLogins, localityOfLogin } from './logins.ts'
import { migrate, migrationNames } from './migrate.ts'
import { ensureLocality } from './localities.ts'
import type { Locality, LocalityWish } from './localities.ts'
import { startPostgres } from './postgres-server.ts'

/** A database that is up to date, ours or an outside one, before it is known which locality is served. */
export type Cluster = {
  /** Owner of the schema: migrations, verification and localities only. */
  readonly ownerUrl: string
  /** Keys of the key file, compared with the database. */
  readonly keys: KeyRing
  /** Migrations applied just now. */
  readonly migrated: readonly string[]
  /** Stops the PostgreSQL this call started; an outside one, or one another process runs, is left alone. */
  stop(): Promise<void>
}

/** A database that is up to date and ready to be opened in the locality this process serves. */
export type Installation = Cluster & {
  /** Of the application's login for this locality, which owns nothing. */
  readonly appUrl: string
  readonly locality: Locality
  readonly localityId: LocalityId
  /** The practice place beside it. */
  readonly practiceLocalityId: LocalityId
}

export type InstallationOptions = {
  readonly adopts?: boolean
  /** Absent: the one `MOTCUA_LOCALITY` names, or the only one there is. */
  readonly locality?: LocalityWish
}

/**
 * Finds or starts PostgreSQL, creates the database the first time, and migrates.
 * @throws Error saying what is wrong and what to do.
 */
export async function prepareCluster(config: Config, options: { readonly adopts?: boolean } = {}): Promise<Cluster> {
  if (config.databaseUrl !== undefined || config.ownerUrl !== undefined) {
    if (config.ownerUrl === undefined) throw new Error(ownerNeeded)
    const migrated = await migrate(config.ownerUrl)
    const keys = await openKeys({ path: keyPathOf(config), mayCreate: false }, config.ownerUrl)
    return { migrated, keys, ownerUrl: config.ownerUrl, stop: async () => {} }
  }
  const server = await startPostgres({ folder: config.dataFolder, ...options })
  try {
    const ownerUrl = await ensureDatabase(server.adminUrl)
    const migrated = await migrate(ownerUrl)
    const keys = await openKeys({ path: keyPathOf(config), mayCreate: true }, ownerUrl)
    return { migrated, keys, ownerUrl, stop: async () => await server.stop() }
  } catch (error) {
    await server.stop()
    throw error
  }
}

const ownerNeeded =
  "This needs the database owner's login: set MOTCUA_OWNER_URL. DATABASE_URL is the application's login, which owns nothing and can neither migrate nor verify."

/**
 * Makes the database ready and finds the locality to serve, creating it the first time. With an outside PostgreSQL and no owner's
 * login the database must be ready already: the serving process need not be able to change the schema.
 * @throws Error saying what is wrong and what to do; everything this call started is stopped.
 */
export async function prepareInstallation(config: Config, options: InstallationOptions = {}): Promise<Installation> {
  if (config.databaseUrl !== undefined && config.ownerUrl === undefined) return await findPrepared(config, config.databaseUrl)
  const cluster = await prepareCluster(config, options.adopts === undefined ? {} : { adopts: options.adopts })
  try {
    const wish = config.databaseUrl === undefined ? (options.locality ?? { code: config.locality }) : { ...options.locality }
    const { locality, practiceLocalityId } = await ensureLocality(cluster.ownerUrl, { ...wish, ...(config.locality === undefined ? {} : { code: config.locality }) })
    const appUrl =
      config.databaseUrl ?? (config.ownerUrl === undefined ? await ensureOwnLogins(cluster.ownerUrl, join(config.dataFolder, 'application-password'), locality.id) : null)
    if (appUrl !== null && localityOfLogin(appUrl) !== locality.id)
      throw new Error(`DATABASE_URL is the login of locality ${localityOfLogin(appUrl)}, and the settings say ${locality.code} (${locality.id}). Make them agree.`)
    return { ...cluster, appUrl: appUrl ?? '', locality, localityId: locality.id, practiceLocalityId }
  } catch (error) {
    await cluster.stop()
    throw error
  }
}

/** An outside database, seen by the application's login alone. */
async function findPrepared(config: Config, appUrl: string): Promise<Installation> {
  const localityId = localityOfLogin(appUrl)
  const client = new pg.Client({ connectionString: appUrl })
  await client.connect()
  try {
    const { rows: applied } = await client.query<{ name: string }>('select name from platform.migration')
    const missing = migrationNames().filter((name) => !applied.some((each) => each.name === name))
    if (missing.length > 0)
      throw new Error(`The database is ${missing.length} migrations behind (${missing[0]} …). Run, with MOTCUA_OWNER_URL set: npm run -s motcua -- logins`)
    const { rows } = await client.query<Locality>('select id, code, name, demonstration from platform.locality')
    const locality = rows[0]
    if (!locality) throw new Error(`The database has no locality ${localityId}, to which the login of DATABASE_URL belongs.`)
    if (config.locality !== undefined && config.locality !== locality.code)
      throw new Error(`MOTCUA_LOCALITY is ${config.locality}, and the login of DATABASE_URL belongs to ${locality.code}. Make them agree.`)
    const keys = await openKeysOfApplication(keyPathOf(config), client, localityId)
    return {
      get ownerUrl(): string {
        throw new Error(ownerNeeded)
      },
      appUrl,
      keys,
      migrated: [],
      locality,
      localityId,
      practiceLocalityId: (1_000_000 + localityId) as LocalityId,
      stop: async () => {},
    }
  } finally {
    await client.end()
  }
}

export function openInstallation(
  installation: Installation,
  config: Config,
  onError?: (error: Error) => void,
  shared: Pick<ConnectionOptions, 'idleMs' | 'listener'> = {},
): Database {
  if (installation.appUrl === '') throw new Error('Set DATABASE_URL to the application’s login; "motcua logins" makes it and prints its address.')
  return openDatabase({
    url: installation.appUrl,
    localityId: installation.localityId,
    isServing: true,
    role: 'motcua_app',
    keys: installation.keys,
    poolSize: config.poolSize,
    pooler: config.pooler,
    ...shared,
    ...(onError ? { onError } : {}),
  })
}

/** The practice place of the installation: a few connections are enough for people who try things out. */
export function openPractice(installation: Installation, config: Pick<Config, 'pooler'>, live: Pick<Database, 'listener'>, onError?: (error: Error) => void): Database {
  return openDatabase({
    url: addressFor(installation.appUrl, installation.practiceLocalityId),
    localityId: installation.practiceLocalityId,
    isServing: true,
    isPractice: true,
    role: 'motcua_app',
    keys: installation.keys,
    poolSize: 4,
    pooler: config.pooler,
    listener: live.listener,
    ...(onError ? { onError } : {}),
  })
}

async function ensureDatabase(adminUrl: string): Promise<string> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    const found = await admin.query(`select from pg_database where datname = 'motcua'`)
    if (found.rowCount === 0) {
      // Two processes may start at the same moment; the one that loses finds the database made.
      await admin.query('create database motcua').catch((error: { code?: string }) => {
        if (error.code !== '42P04' && error.code !== '23505') throw error
      })
    }
  } finally {
    await admin.end()
  }
  const url = new URL(adminUrl)
  url.pathname = '/motcua'
  return url.href
}
