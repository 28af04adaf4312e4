import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '#platform/testing/postgres.ts'
import { run } from './procedures.ts'

const database = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'motcua-procedures-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const row = (code: string): Buffer =>
  Buffer.from(
    `${JSON.stringify({ code, name: 'Cấp giấy phép', channels: [{ channel: 'Trực tiếp', value: 3, unit: 'Ngày', fee_text: 'Miễn phí', rest: 'Miễn phí' }] })}\n`,
  )

async function call(...args: string[]) {
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  const exit = await run(args, { stdout, stderr, openDatabase: () => Promise.resolve(database) })
  stdout.end()
  stderr.end()
  return { exit, out: await text(stdout), progress: await text(stderr) }
}

function file(name: string, content: Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

describe('procedures import', () => {
  test('prints the report as JSON and the progress on stderr, and exits with 0 when every row was accepted', async () => {
    const path = file('good.jsonl', Buffer.concat([Buffer.from('\ufeff'), row('1.700001'), Buffer.from('\r\n'), row('1.700002')]))
    const { exit, out, progress } = await call('import', path, '--format', 'national')
    expect(exit).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ read: 2, created: 2, updated: 0, unchanged: 0, rejected: [] })
    expect(progress).toContain('2 procedures read')
    expect(JSON.parse((await call('import', path, '--format=national')).out)).toMatchObject({ created: 0, unchanged: 2 })
  })

  test('exits with 1 when a row was rejected, and accepts the others', async () => {
    const latin = Buffer.from('{"code":"1.700003","name":"C\u1ea5p"}\n', 'latin1')
    const path = file('mixed.jsonl', Buffer.concat([Buffer.from([0x7b, 0xe9, 0xff, 0x0a]), latin, row('1.700004')]))
    const { exit, out } = await call('import', path, '--format', 'national')
    const report = JSON.parse(out) as { created: number; rejected: { line: number; kind: string }[] }
    expect(exit).toBe(1)
    expect(report.rejected.map(({ line, kind }) => [line, kind])).toContainEqual([1, 'encoding_wrong'])
    expect(report.created).toBeGreaterThanOrEqual(1)
  })

  test('reads a compressed file with any name, and reports a truncated one', async () => {
    const packed = gzipSync(Buffer.concat(Array.from({ length: 2000 }, (_, at) => row(`2.${String(700_000 + at)}`))))
    expect((await call('import', file('packed', packed), '--format', 'national')).exit).toBe(0)
    const cut = await call('import', file('cut.jsonl.gz', packed.subarray(0, packed.length - 50)), '--format', 'national')
    expect(cut.exit).toBe(1)
    expect(JSON.parse(cut.out).rejected.at(-1).kind).toBe('file_broken')
  })

  test.each([
    [[]],
    [['import']],
    [['import', 'x.jsonl']],
    [['import', 'x.jsonl', '--format', 'other']],
    [['export', 'x', '--format', 'national']],
  ])('%j is a wrong call', async (args) => {
    const { exit, out, progress } = await call(...args)
    expect([exit, out]).toEqual([2, ''])
    expect(progress).toContain('Usage')
  })

  test('a missing file is reported', async () => {
    const { exit, progress } = await call('import', join(folder, 'absent.jsonl'), '--format', 'national')
    expect(exit).toBe(2)
    expect(progress).toContain('ENOENT')
  })
})
