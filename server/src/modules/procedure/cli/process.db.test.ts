import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, describe, expect, test } from 'vitest'
import { testCentre } from '../../../testing/test-centre.ts'
import { run } from './process.ts'

const { db, call } = await testCentre()
const folder = mkdtempSync(join(tmpdir(), 'motcua-process-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

async function motcua(...args: string[]) {
  let stdout = ''
  let stderr = ''
  const sink = (take: (text: string) => void): Writable =>
    new Writable({ write: (chunk, _encoding, done) => (take(String(chunk)), done()) })
  const code = await run(args, {
    stdout: sink((text) => (stdout += text)),
    stderr: sink((text) => (stderr += text)),
    openDatabase: async () => db,
  })
  return { code, stdout, stderr }
}

describe('motcua process', () => {
  test('an export can be imported again, with every step', async () => {
    const { items } = (await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?state=published&handling=forwarded&limit=1'))
      .body
    const code = items[0]!.code
    const out = await motcua('export', code)
    expect([out.code, out.stdout.slice(0, 5)]).toEqual([0, '<?xml'])
    expect(out.stdout).toContain('BPMNShape')
    const file = join(folder, 'a.bpmn')
    writeFileSync(file, out.stdout)
    const checked = await motcua('import', file, '--check')
    const { steps } = (await call<{ steps: { no: number }[] }>(null, 'GET', `/procedures/${code}`)).body
    expect(JSON.parse(checked.stdout).steps.map((step: { no: number }) => step.no)).toEqual(steps.map((step) => step.no))
  })

  test('a refused file is reported with code and element, and the exit code is 1', async () => {
    const file = join(folder, 'b.bpmn')
    writeFileSync(file, '<!DOCTYPE a [<!ENTITY b "c">]><definitions/>')
    const { code, stdout } = await motcua('import', file, '--check')
    expect([code, JSON.parse(stdout).faults[0].code]).toEqual([1, 'BPMN_DOCTYPE'])
  })

  test.each([['export', '9.999999'], ['export'], ['import', 'nowhere.bpmn', '--check'], ['import', 'x']])(
    'wrong call: %s %s',
    async (...args) => {
      expect((await motcua(...args)).code).toBe(2)
    },
  )
})
