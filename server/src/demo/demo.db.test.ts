import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test(
  'a day at the centre and the weeks after it, walked through the public API, end with boards that agree and every invariant kept',
  { timeout: 180_000 },
  async () => {
    // Enough dossiers for every turn of the day to fall on a procedure that takes it.
    const child = spawn(process.execPath, ['server/src/cli.ts', 'demo', '--dossiers', '90', '--online', '10'], {
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
    // Ten filed online: every turn of those once.
    expect(told).toMatch(/online: 10 filed over \d+ procedures with \d+ files, \d paid/u)
    // In the practice place the weeks after: two late ones, one of them still open, each with the board's own figure beside it.
    expect(told).toMatch(/Những tuần sau \(chạy thử\).*\nTrễ hạn +2 +2\nĐang quá hạn +1 +1\n/u)
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
      'apologise',
      'restart_clock',
    ]) {
      expect(told, act).toMatch(new RegExp(`\\b${act} \\d`, 'u'))
    }
  },
)
