import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { readConfig } from '#platform/config/config.ts'
import type { Config } from '#platform/config/config.ts'
import type { Database } from '#platform/db/database.ts'
import { openInstallation, prepareInstallation } from '#platform/db/installation.ts'
import { localityWanted } from '../server/src/packs/locality-wanted.ts'
import type { Installation } from '#platform/db/installation.ts'
import { loadDemonstration } from '../server/src/packs/load-demonstration.ts'
import { HttpClient } from './http-client.ts'

export type BenchCentre = {
  readonly config: Config
  readonly installation: Installation
  /** The application's own role, as the server has it. */
  readonly database: Database
  readonly address: string
  /** The process of the server. */
  readonly serverPid: number
  signIn(login: string): Promise<string>
  get<T>(path: string, token?: string): Promise<T>
  /** Statistics and visibility, as autovacuum brings them up to date by and by. */
  vacuum(): Promise<void>
  stop(): Promise<void>
}

/**
 * The demonstration centre in a temporary folder with PostgreSQL as shipped (fsync on), and its server in a
 * process of its own, so that the load generator and the server do not share an event loop.
 * @param worker Whether the server also runs its jobs.
 */
export async function openBenchCentre({ worker = true }: { readonly worker?: boolean } = {}): Promise<BenchCentre> {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-bench-'))
  const settings = { PORT: '0', MOTCUA_DATA: folder, MOTCUA_LOG: 'warn', MOTCUA_WORKER: String(worker) }
  const config = readConfig(settings)
  const installation = await prepareInstallation(config, { locality: localityWanted(config) })
  const database = openInstallation(installation, config)
  let server: ChildProcess | undefined
  const stop = async (): Promise<void> => {
    if (server?.connected) server.disconnect()
    await database.close()
    await installation.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await loadDemonstration(database.kysely, config.pack ?? 'packs/demo-centre')
    const { child, address } = await startServer(settings)
    server = child
    // A connection for each: between two calls a million dossiers may be seeded, and no server keeps one open that long.
    const call = async <T>(method: string, path: string, headers: Record<string, string>, body?: string): Promise<T> => {
      const client = await HttpClient.open(address)
      const answer = await client.request(method, `/api/v1${path}`, headers, body).finally(() => client.close())
      if (answer.status >= 400) throw new Error(`${method} ${path} → ${answer.status} ${answer.body}`)
      return JSON.parse(answer.body) as T
    }
    return {
      config,
      installation,
      database,
      address,
      serverPid: child.pid ?? 0,
      signIn: async (login) =>
        (
          await call<{ token: string }>(
            'POST',
            '/sessions',
            { 'idempotency-key': `sign-in-${login}-${performance.now()}` },
            JSON.stringify({ login, password: 'motcua-demo' }),
          )
        ).token,
      get: async (path, token) => await call('GET', path, token === undefined ? {} : { authorization: `Bearer ${token}` }),
      vacuum: async () => {
        const owner = new pg.Client({ connectionString: installation.ownerUrl })
        await owner.connect()
        await owner.query('vacuum analyze')
        await owner.end()
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startServer(settings: Record<string, string>): Promise<{ child: ChildProcess; address: string }> {
  const child = fork(join(import.meta.dirname, 'serve.ts'), [], {
    // NODE_OPTIONS so that the server too can be profiled (`--cpu-prof`).
    env: { PATH: process.env['PATH'], NODE_OPTIONS: process.env['NODE_OPTIONS'] ?? '', ...settings },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const address = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { address: string }).address))
    child.once('exit', (code) => reject(new Error(`the server ended at its start (${code})`)))
  })
  return { child, address }
}
