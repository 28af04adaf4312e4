import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { LocalityId } from '#kernel/ids.ts'
import type { Config } from '../config/config.ts'
import { openDatabase } from './database.ts'
import type { Database } from './database.ts'
import { migrate } from './migrate.ts'
import { startPostgres } from './postgres-server.ts'

/** A database that is up to date and ready to be opened, ours or an outside one. */
export type Installation = {
  /** Owner of the schema: migrations, verification and packs' locality only. */
  readonly ownerUrl: string
  readonly appUrl: string
  readonly localityId: LocalityId
  /** The practice place beside it. */
  readonly practiceLocalityId: LocalityId
  /** Migrations applied just now. */
  readonly migrated: readonly string[]
  /** Stops the PostgreSQL this call started; an outside one, or one another process runs, is left alone. */
  stop(): Promise<void>
}

/** The locality served when nothing else is said: that of the demonstration pack. */
export const defaultLocality = { id: 47 as LocalityId, code: 'H47', name: 'Tỉnh Quảng Nam (dữ liệu trình diễn)' }

/** Localities of the country have small numbers; those for practice begin here. */
const practiceLocality = (1_000_000 + defaultLocality.id) as LocalityId

/**
 * Finds or starts PostgreSQL, creates the database and the locality the first time, and migrates.
 * @throws Error saying what is wrong and what to do.
 */
export async function prepareInstallation(config: Config, options: { readonly adopts?: boolean } = {}): Promise<Installation> {
  if (config.databaseUrl !== undefined) {
    const ready = await ensureReady(config.databaseUrl)
    // The owner's login steps down to the application's role on every connection.
    return { ...ready, ownerUrl: config.databaseUrl, appUrl: config.databaseUrl, stop: async () => {} }
  }
  const server = await startPostgres({ folder: config.dataFolder, ...options })
  try {
    const ownerUrl = await ensureDatabase(server.adminUrl)
    const ready = await ensureReady(ownerUrl)
    const appUrl = await ensureLogin(ownerUrl, config.dataFolder)
    return { ...ready, ownerUrl, appUrl, stop: async () => await server.stop() }
  } catch (error) {
    await server.stop()
    throw error
  }
}

export function openInstallation(installation: Installation, config: Config, onError?: (error: Error) => void): Database {
  return openDatabase({
    url: installation.appUrl,
    localityId: installation.localityId,
    role: 'motcua_app',
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
    poolSize: 4,
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

async function ensureReady(ownerUrl: string): Promise<{ localityId: LocalityId; practiceLocalityId: LocalityId; migrated: string[] }> {
  const migrated = await migrate(ownerUrl)
  const owner = new pg.Client({ connectionString: ownerUrl, options: `-c motcua.locality_id=${defaultLocality.id}` })
  await owner.connect()
  try {
    await owner.query('insert into platform.locality (id, code, name) values ($1, $2, $3) on conflict do nothing', [
      defaultLocality.id,
      defaultLocality.code,
      defaultLocality.name,
    ])
    // What a new locality brings with it is written as its own: an owner who is no superuser is confined like everybody.
    await owner.query(`select set_config('motcua.locality_id', $1, false)`, [String(practiceLocality)])
    await owner.query(
      `insert into platform.locality (id, code, name, practice_of)
       select $2, 'THU-' || code, name, id from platform.locality where id = $1 on conflict do nothing`,
      [defaultLocality.id, practiceLocality],
    )
  } finally {
    await owner.end()
  }
  return { localityId: defaultLocality.id, practiceLocalityId: practiceLocality, migrated }
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
