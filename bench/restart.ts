import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hundredth, progress } from './statistics.ts'

export type RestartOptions = { readonly times?: number }

type Server = { readonly address: string; readonly process: ChildProcess; readonly ended: Promise<void> }

/**
 * From `kill -9` of the server, of its PostgreSQL, and of both, with requests under way, to the next `GET /readyz` that
 * answers 200. The server is started again as a supervisor would, at once, as is PostgreSQL with it. Baseline, in turn with
 * it: the same after a clean stop. That nothing acknowledged is lost is `crash.db.test.ts`'s to show. Prints one JSON line.
 */
export async function run({ times = 5 }: RestartOptions = {}): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-restart-'))
  const postmaster = (): number => Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
  let server = await start(folder)
  const strikes = {
    clean: () => void server.process.kill('SIGTERM'),
    server: () => void server.process.kill('SIGKILL'),
    database: () => {
      process.kill(postmaster(), 'SIGKILL')
      // A server cannot run without its own database, so a supervisor starts both.
      server.process.kill('SIGKILL')
    },
  }
  const seconds: Record<keyof typeof strikes, number[]> = { clean: [], server: [], database: [] }
  try {
    for (let turn = 0; turn < times; turn += 1) {
      for (const kind of ['clean', 'server', 'database'] as const) {
        progress(`restart: ${kind}, ${turn + 1}/${times}`)
        const stop = pressure(server.address)
        await new Promise((resolve) => setTimeout(resolve, 500))
        const pid = postmaster()
        strikes[kind]()
        const struck = performance.now()
        await server.ended
        stop()
        if (kind === 'database') while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 10))
        const from = kind === 'clean' ? performance.now() : struck
        server = await start(folder)
        while ((await fetch(`${server.address}/readyz`).catch(() => null))?.status !== 200)
          await new Promise((resolve) => setTimeout(resolve, 20))
        seconds[kind].push((performance.now() - from) / 1000)
      }
    }
  } finally {
    server.process.kill('SIGTERM')
    await server.ended
    rmSync(folder, { recursive: true, force: true })
  }
  progress('')
  const of = (values: readonly number[]) => {
    const sorted = values.toSorted((a, b) => a - b)
    return { p50Seconds: hundredth(sorted[Math.floor(sorted.length / 2)] ?? 0), mostSeconds: hundredth(sorted.at(-1) ?? 0) }
  }
  const [clean, killed, database] = [of(seconds.clean), of(seconds.server), of(seconds.database)]
  process.stdout.write(
    `${JSON.stringify({
      scenario: 'restart',
      server: killed,
      database,
      baseline: { what: 'a start after a clean stop', ...clean },
      ratio: hundredth(Math.max(killed.p50Seconds, database.p50Seconds) / clean.p50Seconds),
      target: 'ready again ≤ 5 s after kill -9 of server or database',
      sizes: { times },
    })}\n`,
  )
}

/** Keeps the server busy until it is stopped or the server is gone; the answers do not matter here. */
function pressure(address: string): () => void {
  const over = new AbortController()
  const ask = async (): Promise<void> => {
    while (!over.signal.aborted) {
      const answer = await fetch(`${address}/api/v1/board`, { signal: over.signal })
      await answer.text()
    }
  }
  for (let client = 0; client < 8; client += 1) void ask().catch(() => undefined) // the server was killed under it, as it should be
  return () => over.abort()
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function start(folder: string): Promise<Server> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../server/src/start.ts')], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', MOTCUA_DATA: folder, MOTCUA_LOG: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const address = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString()
      const ready = /motcua ready on (\S+)/u.exec(text)?.[1]
      if (ready) resolve(ready)
    })
    void ended.then(() => reject(new Error(`the server ended before it was ready:\n${text}`)))
  })
  return { address, process: child, ended }
}
