import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test(
  'a day at the centre, walked through the public API, ends with a board that agrees and every invariant kept',
  { timeout: 180_000 },
  async () => {
    // Enough dossiers for every turn of the day to fall on a procedure that takes it.
    const child = spawn(process.execPath, ['server/src/cli.ts', 'demo', '--dossiers', '90'], {
      cwd: join(import.meta.dirname, '../../..'),
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], MOTCUA_LOG: 'silent' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let told = ''
    child.stdout.on('data', (text: Buffer) => (told += String(text)))
    child.stderr.on('data', (text: Buffer) => (told += String(text)))
    const code = await new Promise((done) => child.once('exit', done))
    expect(told).toContain('The count and the board agree; every invariant holds.')
    expect(code).toBe(0)
    for (const act of [
      'request_supplement',
      'suspend',
      'resume',
      'confirm_payment',
      'request_extension',
      'approve_extension',
      'claim',
      'stop',
      'withdraw',
      'refuse',
      'return_to_previous_step',
    ]) {
      expect(told, act).toMatch(new RegExp(`\\b${act} \\d`, 'u'))
    }
  },
)
