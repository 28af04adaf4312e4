import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { verify } from '#oversight'

// The real server, started as `npm start` starts it, on a folder of its own; killed without warning while
// counters file. Only processes started here are ever signalled.
const folder = mkdtempSync(join(tmpdir(), 'motcua-crash-'))
const root = join(import.meta.dirname, '../..')

type Server = { readonly address: string; readonly process: ChildProcess; readonly ended: Promise<void> }
let server: Server

async function start(): Promise<Server> {
  const child = spawn(process.execPath, ['server/src/start.ts'], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PORT: '0',
      MOTCUA_DATA: folder,
      MOTCUA_PACK: 'packs/demo-centre',
      MOTCUA_LOG: 'silent',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  let output = ''
  const address = await new Promise<string>((done, fail) => {
    const listen = (text: Buffer): void => {
      output += String(text)
      const ready = /motcua ready on (\S+)/u.exec(output)?.[1]
      if (ready) done(ready)
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('exit', (code) => fail(new Error(`the server ended (${code}) before it was ready:\n${output}`)))
  })
  return { address, process: child, ended }
}

function postmaster(): { pid: number; ownerUrl: string } {
  const lines = readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')
  const password = readFileSync(join(folder, 'postgres-password'), 'utf8').trim()
  return { pid: Number(lines[0]), ownerUrl: `postgres://postgres:${password}@127.0.0.1:${lines[3]}/motcua` }
}

/** False after the process has ended and was reaped by its parent or the system. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function hasEnded(pid: number): Promise<void> {
  await vi.waitUntil(() => !isAlive(pid), { timeout: 30_000, interval: 50 })
}

type Answer = { status: number; code: string | null; isReplay: boolean }

async function post(path: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  return await fetch(`${server.address}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  })
}

const tokens: string[] = []
let centreId = ''

/** One person at one counter. The idempotency key is kept, even if the answer is lost. */
type Intention = { readonly key: string; readonly nth: number; acknowledged: string | null }
const intentions: Intention[] = []

async function file(intention: Intention): Promise<Answer> {
  const { nth, key } = intention
  const body = {
    procedureCode: '1.001612',
    centreId,
    applicant: {
      kind: 'person',
      fullName: `Người nộp ${nth}`,
      idNumber: `0491${String(90_000_000 + nth)}`,
      address: 'Phường Tam Kỳ',
      phone: '0905000001',
    },
    papers: [],
    accept: false,
  }
  const answer = await post('/dossiers', body, { authorization: `Bearer ${tokens[nth % tokens.length]}`, 'idempotency-key': key })
  const { code } = (await answer.json()) as { code: string }
  if (answer.status === 201) intention.acknowledged = code
  return { status: answer.status, code, isReplay: answer.headers.get('idempotency-replayed') === 'true' }
}

/** Eight counters file without pause; `strike` comes down once enough has been acknowledged, in the middle of the rest. */
async function fileUntilStruck(strike: () => void): Promise<Intention[]> {
  const mine: Intention[] = []
  let acknowledged = 0
  let isStruck = false
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (!isStruck && mine.length < 400) {
        const intention: Intention = { key: randomUUID(), nth: intentions.length, acknowledged: null }
        intentions.push(intention)
        mine.push(intention)
        try {
          const { status } = await file(intention)
          if (status === 201) acknowledged += 1
        } catch {
          // The connection ended with the process: it is unknown whether this one was stored.
        }
        if (acknowledged >= 40 && !isStruck) {
          isStruck = true
          strike()
        }
      }
    }),
  )
  return mine
}

async function query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client(postmaster().ownerUrl)
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}

beforeAll(async () => {
  server = await start()
  for (const login of ['tiepnhan1', 'tiepnhan2', 'tiepnhan3', 'tiepnhan4']) {
    const session = (await (await post('/sessions', { login, password: 'motcua-demo' }, {})).json()) as { token: string }
    tokens.push(session.token)
  }
  const centres = (await (await fetch(`${server.address}/api/v1/centres`)).json()) as { items: { id: string }[] }
  centreId = centres.items[0]?.id ?? ''
})

afterAll(async () => {
  server.process.kill('SIGKILL')
  await server.ended
  if (existsSync(join(folder, 'postgres/postmaster.pid'))) {
    const { pid } = postmaster()
    if (isAlive(pid)) process.kill(pid, 'SIGINT')
    await hasEnded(pid)
  }
  rmSync(folder, { recursive: true, force: true })
})

const killServer = (): void => void server.process.kill('SIGKILL')
const killPostgres = (): void => void process.kill(postmaster().pid, 'SIGKILL')

test('PostgreSQL killed under a running server is restarted automatically, and nothing acknowledged is lost', async () => {
  const { pid, ownerUrl } = postmaster()
  const struck = await fileUntilStruck(killPostgres)
  await hasEnded(pid)
  await vi.waitUntil(async () => (await fetch(`${server.address}/readyz`).catch(() => null))?.status === 200, {
    timeout: 30_000,
    interval: 50,
  })
  expect(server.process.exitCode).toBeNull()
  expect(postmaster()).toMatchObject({ ownerUrl })
  expect(postmaster().pid).not.toBe(pid)
  // Everyone presses the button again.
  for (const intention of struck) {
    const before = intention.acknowledged
    const { status, code } = await file(intention)
    expect(status).toBe(201)
    if (before !== null) expect(code).toBe(before)
  }
  const [count] = await query<{ dossiers: number }>(`select count(*)::int as dossiers from dossier.dossier`)
  expect(count?.dossiers).toBe(intentions.length)
}, 60_000)

describe('killed without warning while eight counters file', () => {
  test.each([
    { what: 'the server', strike: killServer, endsPostgres: false },
    { what: 'PostgreSQL', strike: killPostgres, endsPostgres: true },
    {
      what: 'both at once',
      endsPostgres: true,
      strike() {
        killPostgres()
        killServer()
      },
    },
  ])(
    '$what: each acknowledged write exists once, and each retried one exists once',
    { timeout: 60_000 },
    async ({ strike, endsPostgres }) => {
      const { pid } = postmaster()
      const struck = await fileUntilStruck(strike)
      killServer()
      await server.ended
      if (endsPostgres) await hasEnded(pid)
      server = await start()

      const acknowledged = struck.filter((each) => each.acknowledged !== null)
      expect(acknowledged.length).toBeGreaterThanOrEqual(40)
      const codes = acknowledged.map((each) => each.acknowledged)
      const found = await query<{ code: string; n: number }>(
        `select code, count(*)::int as n from dossier.dossier where code = any($1) group by code`,
        [codes],
      )
      expect(found.length).toBe(codes.length)
      expect(found.every(({ n }) => n === 1)).toBe(true)

      // Everyone presses the button again: those who had an answer get the same one, the others get theirs.
      for (const intention of struck) {
        const before = intention.acknowledged
        const { status, code, isReplay } = await file(intention)
        expect(status).toBe(201)
        if (before !== null) expect([code, isReplay]).toEqual([before, true])
      }

      const [count] = await query<{ dossiers: number }>(`select count(*)::int as dossiers from dossier.dossier`)
      expect(count?.dossiers).toBe(intentions.length)
      expect(new Set(intentions.map((each) => each.acknowledged)).size).toBe(intentions.length)
      expect((await verify(postmaster().ownerUrl)).filter(({ broken }) => broken > 0)).toEqual([])
    },
  )
})
