import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import pg from 'pg'
import type { LocalityId } from '#kernel/ids.ts'

// The application's logins: one for each locality and each practice place. `platform.current_locality()` reads the locality from
// the login's name, so no session setting can leave its locality.

/** `motcua_app_47`, or `motcua_app_47_hue` where several installations share a cluster. */
export const loginName = /^motcua_app_(\d+)(_[a-z0-9_]+)?$/u

export function loginOf(localityId: number, suffix = ''): string {
  return `motcua_app_${localityId}${suffix}`
}

/** The address of the same application for another locality: the login of the practice place beside it has the same password. */
export function addressFor(appUrl: string, localityId: LocalityId): string {
  const url = new URL(appUrl)
  const parts = loginName.exec(url.username)
  if (!parts) throw new Error(`DATABASE_URL must name a login of the application, such as motcua_app_47; it names "${url.username}".`)
  url.username = loginOf(localityId, parts[2])
  return url.href
}

/** The locality a login belongs to. @throws Error when it is no login of the application */
export function localityOfLogin(appUrl: string): LocalityId {
  const parts = loginName.exec(new URL(appUrl).username)
  if (!parts) {
    throw new Error(
      `DATABASE_URL must be the address of the application's login, such as motcua_app_47, not of the owner. Make it as the owner:\n` +
        '  MOTCUA_OWNER_URL=postgres://owner… npm run -s motcua -- logins\nand serve with the DATABASE_URL it prints.',
    )
  }
  return Number(parts[1]) as LocalityId
}

/** The locality a login is of: that of the practice place is the locality of its real place, since one process serves both. */
export function localityBeside(id: number): LocalityId {
  return (id >= 1_000_000 ? id - 1_000_000 : id) as LocalityId
}

/**
 * Makes the logins of all localities, or gives them new passwords: each province its own, so that who runs one opens no other. They
 * may become the application's roles and nothing else.
 * @param passwordOf asked with the locality, also for the practice place beside it
 */
export async function ensureLogins(
  ownerUrl: string,
  passwordOf: (localityId: LocalityId) => string,
  suffix = '',
): Promise<{ id: number; code: string; login: string; password: string }[]> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await owner.query('select pg_advisory_lock(4073)')
    // Rights on the database itself are of this database, and are not copied with it.
    const { rows: database } = await owner.query<{ name: string }>('select quote_ident(current_database()) as name')
    await owner.query(`revoke temporary, create on database ${database[0]?.name ?? ''} from public`)
    const { rows } = await owner.query<{ id: number; code: string; login: string; made: boolean }>(
      `select l.id, l.code, 'motcua_app_' || l.id || $1 as login, exists (select from pg_roles where rolname = 'motcua_app_' || l.id || $1) as made
       from platform.locality l order by l.id`,
      [suffix],
    )
    const logins = rows.map((row) => ({ ...row, password: passwordOf(localityBeside(row.id)) }))
    for (const { login, made, password } of logins) {
      const name = pg.escapeIdentifier(login)
      if (!made) await owner.query(`create role ${name} login nosuperuser nocreatedb nocreaterole`)
      await owner.query(`alter role ${name} with login password ${pg.escapeLiteral(password)}`)
      // The login has the application's rights itself: on a database that is spread over machines it is by its own name that it is
      // let in everywhere, and a pooler passes on no role that a session took on. Reports are a role it may take on.
      await owner.query(`grant motcua_app to ${name} with inherit true, set true`)
      await owner.query(`grant motcua_report to ${name} with inherit false, set true`)
      await owner.query(`alter role ${name} inherit`)
      await owner.query(`alter role ${name} set timezone = 'Asia/Ho_Chi_Minh'`)
      // Settings that a connection cannot pass through a pooler are still in force. The server's own limits are the same or shorter.
      await owner.query(`alter role ${name} set statement_timeout = '120s'`)
      await owner.query(`alter role ${name} set lock_timeout = '60s'`)
      await owner.query(`alter role ${name} set idle_in_transaction_session_timeout = '300s'`)
    }
    return logins
  } finally {
    await owner.end()
  }
}

/** The logins of our own PostgreSQL, with passwords made from the secret in the data folder. @returns the address of one locality's application */
export async function ensureOwnLogins(ownerUrl: string, passwordFile: string, localityId: LocalityId): Promise<string> {
  if (!existsSync(passwordFile)) writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
  const secret = readFileSync(passwordFile, 'utf8').trim()
  const passwordOf = (id: LocalityId): string => createHmac('sha256', secret).update(`login of ${id}`).digest('base64url')
  await ensureLogins(ownerUrl, passwordOf)
  await dropFormerLogin(ownerUrl)
  const url = new URL(ownerUrl)
  url.username = loginOf(localityId)
  url.password = passwordOf(localityId)
  return url.href
}

/** The one login of earlier versions could go into any locality. */
async function dropFormerLogin(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await owner.query('drop role if exists motcua_login')
  } finally {
    await owner.end()
  }
}
