import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

export type EmptyInstallation = {
  readonly address: string
  /** The output of the start, as the operator reads it. */
  readonly output: string
}

/** `npm start` for work, on a folder of its own: no pack, nobody, nothing but what a person puts into it. Once per file. */
export async function emptyInstallation(settings: Readonly<Record<string, string>> = {}): Promise<EmptyInstallation> {
  const root = join(import.meta.dirname, '..')
  const folder = mkdtempSync(join(tmpdir(), 'motcua-opening-'))
  const child = spawn(process.execPath, ['server/src/start.ts'], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PORT: '0',
      MOTCUA_DATA: folder,
      MOTCUA_PACK: 'none',
      MOTCUA_PRACTICE_PORT: 'off',
      MOTCUA_LOG: 'silent',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  afterAll(async () => {
    child.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  })
  let output = ''
  const address = await new Promise<string>((ready, fail) => {
    const listen = (text: Buffer): void => {
      output += String(text)
      const found = /motcua ready on (\S+)/u.exec(output)?.[1]
      if (found !== undefined) ready(found)
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('exit', (code) => fail(new Error(`the start ended with ${code}:\n${output}`)))
  })
  return { address, output }
}
