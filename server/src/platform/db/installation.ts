import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { LocalityId } from '#kernel/ids.ts'
import type { Config } from '../config/config.ts'
import type { KeyRing } from '../secrets/key-ring.ts'
import { openKeys } from '../secrets/open-keys.ts'
import { openDatabase } from './database.ts'
import type { Database } from './database.ts'
import { migrate } from './migrate.ts'
import { ensureLocality } from './localities.ts'
import type { Locality, LocalityWish } from './localities.ts'
import { startPostgres } from './postgres-server.ts'

/** A database that is up to date, ours or an outside one, before it is known which locality is served. */
export type Cluster = {
  /** Owner of the schema: migrations, verification and localities only. */
  readonly ownerUrl: string
  readonly appUrl: string
  /** Keys of the key file, compared with the database. */
  readonly keys: KeyRing
  /** Migrations applied just now. */
  readonly migrated: readonly string[]
  /** Stops the PostgreSQL this call started; an outside one, or one another process runs, is left alone. */
  stop(): Promise<void>
}

/** A database that is up to date and ready to be opened in the locality this process serves. */
export type Installation = Cluster & {
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
  if (config.databaseUrl !== undefined) {
    const migrated = await migrate(config.databaseUrl)
    const keys = await openKeys({ path: keyPath(config), mayCreate: false }, config.databaseUrl)
    // The owner's login steps down to the application's role on every connection.
    return { migrated, keys, ownerUrl: config.databaseUrl, appUrl: config.databaseUrl, stop: async () => {} }
  }
  const server = await startPostgres({ folder: config.dataFolder, ...options })
  try {
    const ownerUrl = await ensureDatabase(server.adminUrl)
    const migrated = await migrate(ownerUrl)
    const keys = await openKeys({ path: keyPath(config), mayCreate: true }, ownerUrl)
    const appUrl = await ensureLogin(ownerUrl, config.dataFolder)
    return { migrated, keys, ownerUrl, appUrl, stop: async () => await server.stop() }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/**
 * Makes the database ready and finds the locality to serve, creating it the first time.
 * @throws Error saying what is wrong and what to do; nothing this call started goes on running.
 */
export async function prepareInstallation(config: Config, options: InstallationOptions = {}): Promise<Installation> {
  const cluster = await prepareCluster(config, options.adopts === undefined ? {} : { adopts: options.adopts })
  try {
    const { locality, practiceLocalityId } = await ensureLocality(cluster.ownerUrl, options.locality ?? { code: config.locality })
    return { ...cluster, locality, localityId: locality.id, practiceLocalityId }
  } catch (error) {
    await cluster.stop()
    throw error
  }
}

export function openInstallation(installation: Installation, config: Config, onError?: (error: Error) => void): Database {
  return openDatabase({
    url: installation.appUrl,
    localityId: installation.localityId,
    role: 'motcua_app',
    keys: installation.keys,
    poolSize: config.poolSize,
    ...(onError ? { onError } : {}),
  })
}

/** The practice place of the installation: a few connections are enough for people who try things out. */
export function openPractice(installation: Installation, onError?: (error: Error) => void): Database {
  return openDatabase({
    url: installation.appUrl,
    localityId: installation.practiceLocalityId,
    isPractice: true,
    role: 'motcua_app',
    keys: installation.keys,
    poolSize: 4,
    ...(onError ? { onError } : {}),
  })
}

/** Beside the cluster, not in it: a copy of the database's files alone opens nothing. */
export function keyPath(config: Pick<Config, 'keyFile' | 'dataFolder'>): string {
  return config.keyFile ?? join(config.dataFolder, 'motcua.key')
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

/** The server's own login: it can become the application's role and nothing more, so no bug in it can become the owner. */
async function ensureLogin(ownerUrl: string, folder: string): Promise<string> {
  const file = join(folder, 'application-password')
  if (!existsSync(file)) {
    const password = randomBytes(24).toString('base64url')
    const owner = new pg.Client({ connectionString: ownerUrl })
    await owner.connect()
    try {
      await owner.query(`drop role if exists motcua_login`)
      await owner.query(`create role motcua_login login noinherit password ${pg.escapeLiteral(password)} in role motcua_app, motcua_report`)
    } finally {
      await owner.end()
    }
    writeFileSync(file, password, { mode: 0o600 })
  }
  const url = new URL(ownerUrl)
  url.username = 'motcua_login'
  url.password = readFileSync(file, 'utf8').trim()
  return url.href
}
