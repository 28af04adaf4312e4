import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

// `npm start` and `npm run motcua` as people run them, on folders of their own. Only processes started here are signalled.
const root = join(import.meta.dirname, '../..')
const parent = mkdtempSync(join(tmpdir(), 'motcua-start-'))
// PostgreSQL, which is not root, passes through it.
chmodSync(parent, 0o755)
let folders = 0
const newFolder = (): string => join(parent, `data-${(folders += 1)}`)
afterAll(() => rmSync(parent, { recursive: true, force: true }))

type Run = { readonly code: number | null; readonly output: string }

/** Runs a program to its end; a server that is ready is looked at by `whenReady` and then asked to stop. */
async function run(
  script: string[],
  settings: Record<string, string>,
  whenReady?: (address: string, output: string) => Promise<void>,
): Promise<Run> {
  const child = spawn(process.execPath, script, {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], MOTCUA_PRACTICE_PORT: 'off', MOTCUA_LOG: 'silent', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let looked: Promise<void> | undefined
  const listen = (text: Buffer): void => {
    output += String(text)
    const address = /motcua ready on (\S+)/u.exec(output)?.[1]
    if (address && !looked) looked = (whenReady?.(address, output) ?? Promise.resolve()).finally(() => child.kill('SIGTERM'))
  }
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  const code = await new Promise<number | null>((done) => child.once('exit', (exit) => done(exit)))
  await looked
  return { code, output }
}

const start = async (settings: Record<string, string>, whenReady?: (address: string, output: string) => Promise<void>) =>
  await run(['server/src/start.ts'], settings, whenReady)
const motcua = async (args: string[], settings: Record<string, string>) => await run(['server/src/cli.ts', ...args], settings)
/** A postmaster removes its own file when it ends. */
const hasPostmaster = (folder: string): boolean => existsSync(join(folder, 'postgres/postmaster.pid'))

describe('a start that fails', () => {
  test.each([
    ['a port that is no number', { PORT: 'abc' }, 'PORT: must be a whole number'],
    ['a pack that is not there', { PORT: '0', MOTCUA_PACK: 'packs/khong-co' }, 'MOTCUA_PACK=none'],
    [
      'a pack of another locality',
      { PORT: '0', MOTCUA_LOCALITY: 'H17' },
      'MOTCUA_LOCALITY is H17, but the pack packs/demo-centre is for H47',
    ],
    ['an address this machine does not have', { PORT: '0', MOTCUA_HOST: '203.0.113.7' }, 'Correct MOTCUA_HOST'],
  ])('%s: says what to do, and never begins a database', async (_, settings, advice) => {
    const folder = newFolder()
    const { code, output } = await start({ MOTCUA_DATA: folder, ...settings })
    expect(code).toBe(1)
    expect(output).toContain(advice)
    expect(existsSync(join(folder, 'postgres'))).toBe(false)
  })

  test('a port that is taken: says which to choose, and never begins a database', async () => {
    const taken = createServer()
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done))
    const { port } = taken.address() as AddressInfo
    const folder = newFolder()
    const { code, output } = await start({ MOTCUA_DATA: folder, PORT: String(port) })
    taken.close()
    expect(code).toBe(1)
    expect(output).toMatch(new RegExp(`Port ${port} is taken.*PORT=\\d+ npm start`, 'u'))
    expect(existsSync(join(folder, 'postgres'))).toBe(false)
  })

  test('a fault found after the database has begun stops that database', async () => {
    const folder = newFolder()
    const settings = { MOTCUA_DATA: folder, PORT: '0', MOTCUA_PACK: 'none', MOTCUA_LOCALITY: 'H17' }
    const { code } = await start({ ...settings, MOTCUA_SIGNING_CERTIFICATE: '/khong/co.p12' })
    expect(code).toBe(1)
    expect(existsSync(join(folder, 'postgres'))).toBe(true)
    expect(hasPostmaster(folder)).toBe(false)
  })
})

describe('an installation with nobody in it', () => {
  const folder = newFolder()
  const settings = { MOTCUA_DATA: folder, PORT: '0', MOTCUA_PACK: 'none' }
  const codeIn = (output: string): string | undefined => /^ +((?:[a-z2-9]{4}-){3}[a-z2-9]{4})$/mu.exec(output)?.[1]

  test('prints a set-up code at every start until there is an account, and then none', async () => {
    const first = await start(settings)
    expect(codeIn(first.output)).toBeDefined()
    const second = await start(settings, async (address) => {
      expect(await (await fetch(`${address}/api/v1/setup`)).json()).toEqual({ awaitsFirstAccount: true })
    })
    expect(codeIn(second.output)).not.toBe(codeIn(first.output))
    expect((await motcua(['accounts', 'add', 'quantri', '--name', 'Trần A', '--role', 'operator'], settings)).code).toBe(0)
    const third = await start(settings)
    expect(third.output).toContain('motcua ready on')
    expect(codeIn(third.output)).toBeUndefined()
    expect(third.output).not.toContain('thiet-lap-ban-dau')
  })
})

describe('two localities in one database', () => {
  const folder = newFolder()
  const settings = { MOTCUA_DATA: folder, PORT: '0', MOTCUA_PACK: 'none' }

  test('the first is begun by its code; a second is added once, and never under another name', async () => {
    const first = await start({ ...settings, MOTCUA_LOCALITY: 'H17' }, async (address) => {
      const { items } = (await (await fetch(`${address}/api/v1/centres`)).json()) as { items: unknown[] }
      expect(items).toEqual([])
    })
    expect(first.output).toContain('motcua ready on')
    expect(hasPostmaster(folder)).toBe(false)

    expect(await motcua(['locality', 'add', 'H48', 'Tỉnh', 'Quảng', 'Nam'], settings)).toMatchObject({ code: 0 })
    const again = await motcua(['locality', 'add', 'H48', 'Tỉnh Quảng Nam'], settings)
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining('there already') })
    const clash = await motcua(['locality', 'add', 'H48', 'Tỉnh Khác'], settings)
    expect(clash).toMatchObject({ code: 1, output: expect.stringContaining('H48 is already "Tỉnh Quảng Nam"') })
    expect((await motcua(['locality', 'add', 'QN', 'Tỉnh Khác'], settings)).code).toBe(2)
    expect((await motcua(['locality', 'list'], settings)).output).toBe('H17\tĐịa phương H17\nH48\tTỉnh Quảng Nam\n')
  })

  test('without a word which one, a start says so; with it, each is served', async () => {
    const unsaid = await start(settings)
    expect(unsaid).toMatchObject({ code: 1, output: expect.stringContaining('MOTCUA_LOCALITY=H17') })
    expect(hasPostmaster(folder)).toBe(false)
    const second = await start({ ...settings, MOTCUA_LOCALITY: 'H48' }, async (address) => {
      expect(await (await fetch(`${address}/`)).text()).toContain('Tỉnh Quảng Nam')
    })
    expect(second.output).toContain('motcua ready on')
  })
})
