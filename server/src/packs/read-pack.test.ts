import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { run } from './cli/packs.ts'
import { readPack } from './read-pack.ts'

const root = mkdtempSync(join(tmpdir(), 'motcua-pack-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(root, 'pack-'))
  cpSync('packs/demo-centre', folder, { recursive: true })
})

function edit(file: string, from: string | RegExp, to: string): void {
  const path = join(folder, file)
  const before = readFileSync(path, 'utf8')
  const after = before.replace(from, to)
  expect(after, 'the edit must find its place').not.toBe(before)
  writeFileSync(path, after)
}

describe('readPack', () => {
  test('a misspelt key is a fault with its place, not silently ignored', () => {
    edit('pack.yaml', 'openingHoursNote:', 'openingHourNote:')
    const { faults } = readPack(folder)
    expect(faults.map((fault) => fault.where)).toContain('pack.yaml › centres.0')
    expect(faults.find((fault) => fault.where === 'pack.yaml › centres.0')?.message).toContain('openingHourNote')
  })

  test('every fault of every file is reported at once', () => {
    edit('procedures/stp.yaml', "code: '2.000635'", "code: '2000635'")
    edit('procedures/sxd.yaml', 'handling: forwarded', 'handling: posted')
    edit('procedures/cat.yaml', /amount: 8, unit: working_days/u, 'amount: 0, unit: working_days')
    const wheres = readPack(folder).faults.map((fault) => fault.where)
    expect(wheres).toContain('procedures/stp.yaml › procedures.0.code')
    expect(wheres).toContain('procedures/sxd.yaml › procedures.0.handling')
    expect(wheres.some((where) => where.startsWith('procedures/cat.yaml › procedures.0.'))).toBe(true)
  })

  test('a fault of form says what is expected, in Vietnamese', () => {
    edit('procedures/stp.yaml', "code: '2.000635'", "code: '2000635'")
    expect(readPack(folder).faults).toEqual([
      {
        where: 'procedures/stp.yaml › procedures.0.code',
        message: 'mã thủ tục có dạng 1.001193 hoặc 1.001193.000.00.00.H47',
      },
    ])
  })

  test('text that is not YAML is reported with its line', () => {
    edit('procedures/syt.yaml', 'agency: H47.07', 'agency: [H47.07')
    expect(readPack(folder).faults[0]?.where).toMatch(/^procedures\/syt\.yaml, dòng \d+$/u)
  })

  test('a key given twice is refused', () => {
    edit('procedures/syt.yaml', 'agency: H47.07', 'agency: H47.07\nagency: H47.08')
    expect(readPack(folder).faults[0]).toMatchObject({ message: 'Không phải YAML đúng: DUPLICATE_KEY.' })
  })

  test('a folder that is no pack says which file is missing', () => {
    const faults = readPack(join(root, 'nothing')).faults
    expect(faults.map((fault) => fault.where)).toEqual(['pack.yaml', 'procedures'])
  })

  test('decomposed letters and stray spaces enter in one form', () => {
    edit('procedures/stp.yaml', 'Cấp bản sao trích lục hộ tịch', `"Cấp  bản sao ${'trích lục'.normalize('NFD')} hộ tịch"`)
    expect(readPack(folder).pack?.procedures.map((procedure) => procedure.name)).toContain('Cấp bản sao trích lục hộ tịch')
  })
})

describe('motcua packs', () => {
  const io = () => {
    const out: string[] = []
    const err: string[] = []
    return {
      out,
      err,
      stdout: { write: (text: string) => out.push(text) },
      stderr: { write: (text: string) => err.push(text) },
      openDatabase: () => Promise.reject(new Error('a check needs no database')),
    }
  }

  test('check counts a sound pack and opens no database', async () => {
    const streams = io()
    expect(await run(['check', folder], streams)).toBe(0)
    expect(JSON.parse(streams.out.join(''))).toMatchObject({ agencies: 20, counters: 20, declaredRegistered: 685 })
  })

  test('check names each fault of a broken pack and exits with 1', async () => {
    edit('procedures/skhdt.yaml', 'committed: { amount: 2, unit: working_days }', 'committed: { amount: 9, unit: working_days }')
    const streams = io()
    expect(await run(['check', folder], streams)).toBe(1)
    expect(streams.err.join('')).toBe(
      'procedures/skhdt.yaml › procedures.0 (1.001612): Thời hạn cam kết dài hơn thời hạn theo quy định.\n',
    )
  })

  test('a broken pack is not loaded: the database is never opened', async () => {
    edit('pack.yaml', 'registered: 685', 'registered: 684')
    expect(await run(['load', folder], io())).toBe(1)
  })

  test('called without a folder it prints its usage and exits with 2', async () => {
    const streams = io()
    expect(await run(['check'], streams)).toBe(2)
    expect(streams.err.join('')).toContain('motcua packs load')
  })
})
