import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { docxOf, eicar, fileZoo } from '../../../testing/file-zoo.ts'
import { onePage } from '../../../testing/pdf-builder.ts'
import { standInClamd } from '../../../testing/stand-in-clamd.ts'
import { fileInspector } from '../adapters/file-inspector.ts'
import { clamdScanner } from '../adapters/virus-scanner.ts'
import { judgeFile } from '../commands/judge-file.ts'
import { documentRefusals } from '../domain/refusals.ts'
import { run } from './files.ts'

const now = '2026-11-24T00:00:00Z'
const inspector = fileInspector(undefined)
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-files-'))
})
afterAll(async () => {
  await inspector.close()
  await rm(folder, { recursive: true })
})

describe('the sample files', () => {
  test('has at least sixty samples, for every refusal of bytes', () => {
    expect(fileZoo.length).toBeGreaterThanOrEqual(60)
    const met = new Set(fileZoo.map(({ code }) => code))
    const ofBytes = Object.keys(documentRefusals).filter(
      (code) => code.startsWith('FILE_') && !/DIGEST|NOT_FOUND|WITHDRAWN|NOT_PDF|INFECTED|NOT_SCANNED/u.test(code),
    )
    expect(ofBytes.filter((code) => !met.has(code))).toEqual([])
  })

  test.each(fileZoo.map((animal) => [animal.what, animal] as const))('%s', async (_what, { name, bytes, outcome, code, keptAs }) => {
    const judged = await judgeFile(inspector, { sentName: name, bytes: bytes(), sender: 'a' }, now)
    expect(judged).toMatchObject(
      outcome === 'refused' ? { outcome, refusal: { code } } : { outcome, file: { name: keptAs ?? name, unscanned: null } },
    )
    if (judged.outcome === 'refused') expect(judged.refusal.message).not.toMatch(/\{\w+\}/u)
  })
})

async function judged(
  names: readonly string[],
  clamd?: string,
): Promise<{ exit: number; lines: Record<string, unknown>[]; faults: string }> {
  let [out, faults] = ['', '']
  const into = (take: (text: string) => void): Writable =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        take(chunk.toString())
        done()
      },
    })
  const exit = await run(['judge', ...names.map((name) => join(folder, name))], {
    stdout: into((text) => (out += text)),
    stderr: into((text) => (faults += text)),
    trustFolder: () => undefined,
    clamd: () => clamd,
  })
  const lines = out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  return { exit, lines, faults }
}

describe('motcua files judge', () => {
  beforeAll(async () => {
    await writeFile(join(folder, 'don.pdf'), onePage())
    await writeFile(join(folder, 'xau.docx'), docxOf({ 'word/media/a.txt': eicar }))
    await writeFile(join(folder, 'trong.pdf'), '')
  })

  test('prints one line per file, in the given order, and exits with 1 when one is not accepted', async () => {
    const { exit, lines } = await judged(['don.pdf', 'trong.pdf'])
    expect(exit).toBe(1)
    expect(lines).toMatchObject([
      {
        kind: 'application/pdf',
        size: onePage().length,
        sha256: expect.stringMatching(/^[\da-f]{64}$/u) as string,
        outcome: 'accepted',
        code: null,
        reason: null,
      },
      { kind: null, size: 0, outcome: 'refused', code: 'FILE_EMPTY', reason: documentRefusals.FILE_EMPTY.vietnamese },
    ])
    expect(Object.keys(lines[0] ?? {})).toEqual(['file', 'kind', 'size', 'sha256', 'outcome', 'code', 'reason'])
  })

  test('reports an unreadable file, and a call without a file', async () => {
    expect(await judged(['khong-co.pdf'])).toMatchObject({ exit: 2, lines: [], faults: expect.stringContaining('ENOENT') as string })
    expect(await judged([])).toMatchObject({ exit: 2, faults: expect.stringContaining('Usage') as string })
  })

  test('a file in which the virus scanner finds something is refused, with the name of the virus', async () => {
    const clamd = await standInClamd((bytes) =>
      bytes.includes('[Content_Types]') ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0',
    )
    try {
      const { exit, lines } = await judged(['don.pdf', 'xau.docx'], clamd.address)
      expect(exit).toBe(1)
      expect(lines).toMatchObject([
        { outcome: 'accepted' },
        { outcome: 'refused', code: 'FILE_INFECTED', reason: expect.stringContaining('Eicar-Test-Signature') as string },
      ])
      expect(clamd.heard).toEqual(['zINSTREAM', 'zINSTREAM'])
    } finally {
      await clamd.close()
    }
  })

  test('a missing scanner leaves the file in quarantine; faults that need no scanner are still refused', async () => {
    const clamd = await standInClamd(() => null)
    await clamd.close()
    expect((await judged(['don.pdf', 'trong.pdf'], clamd.address)).lines).toMatchObject([
      { outcome: 'quarantined', code: 'FILE_NOT_SCANNED' },
      { outcome: 'refused', code: 'FILE_EMPTY' },
    ])
  })
})

test.each([
  ['says that the file is too large for it', 'INSTREAM size limit exceeded. ERROR\0'],
  ['says something else', 'stream: Access denied. ERROR\0'],
  ['breaks off', null],
  ['breaks off in the middle of its sentence', 'stream: O'],
  ['says nothing', 'silence'],
])('a scanner that %s has not called the file clean', async (_what, answer) => {
  const clamd = await standInClamd(() => answer)
  try {
    expect(await clamdScanner(clamd.address, 200).scan(Buffer.alloc(200_000))).toMatchObject({ outcome: 'away' })
  } finally {
    await clamd.close()
  }
})
