import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type BoardOptions = {
  /** A running server with the demonstration pack; without it one is started in a folder of its own. */
  readonly address?: string
  /** Screens watching the board at once; 400 by default. */
  readonly listeners?: number
  /** Dossiers received while they watch. */
  readonly acts?: number
  /** Counters receiving at the same time. */
  readonly counters?: number
}

/**
 * From the moment an officer sends a dossier (`POST /dossiers`) to the moment each watching screen has the figure
 * that includes it: act, commit, notification, one reading of the ledger, and the event on 400 lines. The client
 * runs on the same machine and takes part of it. Baseline in the same run: one client that sends the same act and
 * then asks `GET /board` itself. Prints one JSON line.
 */
export async function run(options: BoardOptions = {}): Promise<void> {
  const { listeners = 400, acts = 200, counters = 2 } = options
  const server = options.address ? { address: options.address, stop: () => Promise.resolve() } : await startServer()
  try {
    const receive = await officersOf(server.address, counters)
    await receive(0)
    const baseline: number[] = []
    for (let i = 0; i < 40; i += 1) {
      const sentAt = performance.now()
      await receive(0)
      await (await fetch(`${server.address}/api/v1/board`)).text()
      baseline.push(performance.now() - sentAt)
    }

    const before = (await (await fetch(`${server.address}/api/v1/board`)).json()) as {
      today: { received: number }
    }
    const watch = watching(before.today.received, acts, listeners)
    const screens = await Promise.all(Array.from({ length: listeners }, () => aScreen(server.address, watch.see)))
    const actMs: number[] = []
    const startedAt = performance.now()
    let sent = 0
    await Promise.all(
      Array.from({ length: counters }, async (_, counter) => {
        while (sent < acts) {
          sent += 1
          const sentAt = performance.now()
          await receive(counter)
          // Received figures only say how many: the n-th to be acknowledged is the n-th to be seen.
          watch.acknowledged(sentAt)
          actMs.push(performance.now() - sentAt)
        }
      }),
    )
    const seconds = (performance.now() - startedAt) / 1000
    const latencies = await watch.all
    for (const screen of screens) screen.destroy()

    const at = quantiles(latencies)
    const base = quantiles(baseline)
    process.stdout.write(
      `${JSON.stringify({
        scenario: 'board',
        listeners,
        acts,
        counters,
        actsPerSecond: Math.round(acts / seconds),
        samples: latencies.length,
        ...at,
        act: quantiles(actMs),
        baseline: { name: 'one client: the act, then GET /board', ...base },
        ratio: Number((at.p50Ms / base.p50Ms).toFixed(2)),
        target: 'p99 ≤ 1000 ms with 400 listeners',
      })}\n`,
    )
  } finally {
    await server.stop()
  }
}

/** Joins what was sent to what each screen saw: a screen that shows `received = n` has seen every act up to the n-th. */
function watching(before: number, acts: number, listeners: number) {
  const sentAt: number[] = []
  const early: { readonly received: number; readonly at: number; readonly screen: number }[] = []
  const seen: number[] = []
  const latencies: number[] = []
  const { promise: all, resolve } = Promise.withResolvers<number[]>()
  const settle = (screen: number, received: number, at: number): void => {
    let next = seen[screen] ?? before
    while (next < received && next - before < sentAt.length) {
      latencies.push(at - (sentAt[next - before] ?? at))
      next += 1
    }
    seen[screen] = next
    // The board may know of an act before its own officer does.
    if (next < received) early.push({ screen, received, at })
    if (latencies.length >= acts * listeners) resolve(latencies)
  }
  return {
    all,
    see: (screen: number, received: number): void => settle(screen, received, performance.now()),
    acknowledged(at: number): void {
      sentAt.push(at)
      for (const each of early.splice(0)) settle(each.screen, each.received, each.at)
    },
  }
}

let screensMade = 0

async function aScreen(address: string, see: (screen: number, received: number) => void): Promise<IncomingMessage> {
  const screen = screensMade
  screensMade += 1
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${address}/api/v1/board/stream`, { agent: false }, resolve).on('error', reject)
  })
  if (response.statusCode !== 200) throw new Error(`GET /board/stream → ${response.statusCode}`)
  let text = ''
  let isFirst = true
  response.setEncoding('utf8').on('data', (part: string) => {
    text += part
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const received = /"today":\{"received":(\d+)/u.exec(block)?.[1]
      if (received !== undefined && !isFirst) see(screen, Number(received))
      if (received !== undefined) isFirst = false
    }
  })
  return response
}

type Listing = { items: { code: string; handling: string }[] }
type Detail = { components: { no: number; originals: number | null; copies: number | null }[] }

/** Signs the counters in and returns what one of them does: receive a dossier with all its papers. */
async function officersOf(address: string, counters: number): Promise<(counter: number) => Promise<void>> {
  const call = async <T>(method: string, path: string, token: string | null, body?: unknown): Promise<T> => {
    const answer = await fetch(`${address}/api/v1${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path} → ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const tokens = await Promise.all(
    Array.from({ length: counters }, async (_, index) => {
      const login = `tiepnhan${(index % 4) + 1}`
      return (await call<{ token: string }>('POST', '/sessions', null, { login, password: 'motcua-demo' })).token
    }),
  )
  const { items } = await call<Listing>('GET', '/procedures?state=published&handling=forwarded&limit=1', null)
  const procedureCode = items[0]?.code
  if (!procedureCode) throw new Error('the pack has no procedure to receive')
  const { components } = await call<Detail>('GET', `/procedures/${procedureCode}`, null)
  const centres = await call<{ items: { id: string }[] }>('GET', '/centres', null)
  const papers = components.map(({ no, originals, copies }) => ({
    componentNo: no,
    originals: originals ?? 1,
    copies: copies ?? 0,
  }))
  const body = {
    procedureCode,
    channel: 'direct',
    centreId: centres.items[0]?.id,
    applicant: {
      kind: 'person',
      fullName: 'Nguyễn Văn Đo',
      idNumber: '049090000001',
      address: 'Tổ 1',
      phone: '0910000001',
    },
    papers,
    accept: true,
  }
  return async (counter) => void (await call('POST', '/dossiers', tokens[counter % tokens.length] ?? null, body))
}

async function startServer(): Promise<{ address: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-bench-'))
  const child = spawn(process.execPath, [join(import.meta.dirname, '../server/src/start.ts')], {
    env: { ...process.env, PORT: '0', MOTCUA_DATA: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const address = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString()
      const ready = /motcua ready on (\S+)/u.exec(text)?.[1]
      if (ready) resolve(ready)
    })
    void ended.then(() => reject(new Error(`the server ended before it was ready:\n${text}`)))
  })
  return {
    address,
    async stop() {
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function quantiles(values: readonly number[]): {
  p50Ms: number
  p95Ms: number
  p99Ms: number
  maxMs: number
} {
  const sorted = Float64Array.from(values).sort()
  const at = (share: number): number => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: at(1) }
}
