import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

export type Pgbouncer = {
  readonly port: number
  /** The address of a database as this pooler gives it. */
  through(url: string): string
  /** What `SHOW …` of its console says. */
  show<Row extends pg.QueryResultRow>(what: string): Promise<Row[]>
  stop(): Promise<void>
}

export type Login = { readonly login: string; readonly password: string }

/**
 * Starts PgBouncer in transaction mode before a PostgreSQL, as Debian configures it but for the logins. As root it runs as nobody: it
 * refuses root.
 */
export async function startPgbouncer(
  command: string,
  postgresUrl: string,
  logins: readonly Login[],
  settings: Readonly<Record<string, string>> = {},
): Promise<Pgbouncer> {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-pgbouncer-'))
  chmodSync(folder, 0o755)
  const port = await freePort()
  const { hostname, port: postgresPort } = new URL(postgresUrl)
  const users = [...logins, { login: 'console', password: 'console' }]
  writeFileSync(join(folder, 'users'), users.map(({ login, password }) => `"${login}" "${password}"`).join('\n'))
  const lines = {
    listen_addr: '127.0.0.1',
    listen_port: String(port),
    auth_type: 'scram-sha-256',
    auth_file: join(folder, 'users'),
    admin_users: 'console',
    pool_mode: 'transaction',
    max_client_conn: '1000',
    default_pool_size: '8',
    server_idle_timeout: '5',
    ...settings,
  }
  const ini = `[databases]\n* = host=${hostname} port=${postgresPort}\n[pgbouncer]\n${Object.entries(lines)
    .map(([name, value]) => `${name} = ${value}`)
    .join('\n')}\n`
  writeFileSync(join(folder, 'pgbouncer.ini'), ini)
  const args = ['-q', join(folder, 'pgbouncer.ini')]
  const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups', command, ...args]
  const child = process.getuid?.() === 0 ? spawn('setpriv', nobody, { stdio: 'ignore' }) : spawn(command, args, { stdio: 'ignore' })
  let hasEnded = false
  const ended = new Promise<void>((done) => child.once('exit', () => done((hasEnded = true) as never)))
  const show = async <Row extends pg.QueryResultRow>(what: string): Promise<Row[]> => {
    const console = new pg.Client({ host: '127.0.0.1', port, user: 'console', password: 'console', database: 'pgbouncer' })
    await console.connect()
    try {
      return (await console.query<Row>(`show ${what}`)).rows
    } finally {
      await console.end()
    }
  }
  for (;;) {
    try {
      await show('version')
      break
    } catch (error) {
      if (hasEnded) throw new Error('PgBouncer ended at its start', { cause: error })
      await new Promise((again) => setTimeout(again, 50))
    }
  }
  return {
    port,
    show,
    through: (url) => Object.assign(new URL(url), { host: `127.0.0.1:${port}` }).href,
    async stop() {
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done))
  const { port } = probe.address() as AddressInfo
  await new Promise((done) => probe.close(done))
  return port
}
