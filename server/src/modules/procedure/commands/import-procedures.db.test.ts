import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '#platform/testing/postgres.ts'
import type { ImportFormat } from '../domain/source-row.ts'
import { importProcedures } from './import-procedures.ts'
import { readSourceLines } from './read-source-lines.ts'
import type { SourceLine } from './read-source-lines.ts'

const db = await testDatabase()
const folder = new URL('../../../../../../shared/data/procedures/', import.meta.url).pathname
const file = (name: string): string => `${folder}${name}`

async function* linesOf(rows: readonly unknown[]): AsyncGenerator<SourceLine> {
  for (const [index, row] of rows.entries()) yield { line: index + 1, text: typeof row === 'string' ? row : JSON.stringify(row) }
}

const importRows = (rows: readonly unknown[], format: ImportFormat = 'national') => importProcedures(db.kysely, linesOf(rows), { format })

function aRawRow(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ma_thu_tuc: '1.900001',
    ten_thu_tuc: 'Cấp bản sao thử nghiệm',
    cap_thuc_hien: 'Cấp xã',
    linh_vuc: 'Chứng thực',
    cach_thuc_thuc_hien: 'Hình thức nộpThời gianPhí, lệ phíMô tảTrực tiếp2 Ngày làm việc8,000 Việt Nam Đồng',
    thanh_phan_ho_so: '--Tên giấy tờMẫu đơn, tờ khaiSố lượngBản chính giấy tờ cần sao1 bản chính',
    ...change,
  }
}

async function versionsOf(code: string) {
  return await db.peek<{ name: string; during: string; set_aside: number; state: string; source: string; legal: string | null }>(
    `select v.name, v.valid_during::text as during, v.set_aside, v.publish_state as state, v.source,
            v.legal_amount::float8 || ' ' || v.legal_unit as legal
     from procedure.procedure_version v join procedure.procedure p using (locality_id) where v.procedure_id = p.id and p.code = $1
     order by v.created_at, v.id`,
    [code],
  )
}

describe('a file of made-up rows', () => {
  test('a row is created once and unchanged the second time', async () => {
    const first = await importRows([aRawRow()])
    expect(first).toMatchObject({ read: 1, created: 1, updated: 0, unchanged: 0, rejected: [] })
    expect(await importRows([aRawRow()])).toMatchObject({ read: 1, created: 0, updated: 0, unchanged: 1, rejected: [] })
    expect(await versionsOf('1.900001')).toMatchObject([{ set_aside: 0, state: 'not_at_centre', legal: '2 working_days' }])
  })

  test('a row that changes on the day of its import replaces its version and keeps the old one', async () => {
    await importRows([aRawRow({ ma_thu_tuc: '1.900002' })])
    const changed = aRawRow({ ma_thu_tuc: '1.900002', ten_thu_tuc: 'Cấp bản sao đã đổi tên' })
    expect(await importRows([changed])).toMatchObject({ updated: 1 })
    expect(await importRows([changed])).toMatchObject({ unchanged: 1 })
    const versions = await versionsOf('1.900002')
    expect(versions.map(({ name, set_aside }) => [name, set_aside])).toEqual([
      ['Cấp bản sao thử nghiệm', 1],
      ['Cấp bản sao đã đổi tên', 0],
    ])
  })

  test('a row that changes later ends the earlier version the day the new one begins', async () => {
    await importRows([aRawRow({ ma_thu_tuc: '1.900003' })])
    await db.peek(`update procedure.procedure_version set valid_during = daterange('2026-01-05', null)
                   where procedure_id = (select id from procedure.procedure where code = '1.900003')`)
    await importRows([aRawRow({ ma_thu_tuc: '1.900003', linh_vuc: 'Hộ tịch' })])
    const [earlier, later] = await versionsOf('1.900003')
    const today = /^\[(\S+),\)$/u.exec(later?.during ?? '')?.[1]
    expect(today).toMatch(/^\d{4}-\d\d-\d\d$/u)
    expect(earlier).toMatchObject({ during: `[2026-01-05,${today})`, set_aside: 0 })
  })

  test('an ambiguous text is stored as unknown, to be completed, with the reason', async () => {
    const report = await importRows([
      aRawRow({ ma_thu_tuc: '1.900004', cach_thuc_thuc_hien: 'Hình thức nộpThời gianPhí, lệ phíMô tảTrực tiếp120 VNĐ' }),
    ])
    expect(report.warnings).toMatchObject([{ line: 1, code: '1.900004', kind: 'to_complete' }])
    expect(report.warnings[0]?.reason).toContain('120 VNĐ')
    expect(await versionsOf('1.900004')).toMatchObject([{ state: 'to_complete', legal: null }])
  })

  test('bad rows are rejected one by one with their reasons, and the others are imported', async () => {
    const report = await importRows([
      '{"ma_thu_tuc": "1.900010", ',
      '[1, 2]',
      aRawRow({ ma_thu_tuc: '1.90001' }),
      aRawRow({ ma_thu_tuc: '1.900011', ten_thu_tuc: ' ' }),
      aRawRow({ ma_thu_tuc: '1.900012', ten_thu_tuc: 'Ä\u0090Äƒng kÃ½ káº¿t hÃ´n' }),
      aRawRow({ ma_thu_tuc: '1.900013', mau_la: 1 }),
      aRawRow({ ma_thu_tuc: '1.900013' }),
      { thu_tuc_id: '1.900014', metadata: {}, tables: {} },
      {},
      aRawRow({ ma_thu_tuc: '1.900015', ten_thu_tuc: 'Tên có ký tự \u0000 lạ' }),
      aRawRow({ ma_thu_tuc: '1.900016' }),
    ])
    expect(report.rejected.map(({ line, kind }) => [line, kind])).toEqual([
      [1, 'json_broken'],
      [2, 'not_an_object'],
      [3, 'code_invalid'],
      [4, 'name_missing'],
      [5, 'encoding_wrong'],
      [7, 'code_repeated'],
      [8, 'format_wrong'],
      [9, 'format_wrong'],
    ])
    expect(report).toMatchObject({ read: 11, created: 3 })
    expect(report.warnings).toContainEqual(expect.objectContaining({ line: 6, kind: 'keys_unknown' }))
  })

  test('the application may not reword or remove what was published', async () => {
    await importRows([aRawRow({ ma_thu_tuc: '1.900005' })])
    await expect(db.pool.query(`update procedure.procedure_version set name = 'khác'`)).rejects.toThrow(/permission denied/u)
    await expect(db.pool.query('delete from procedure.version_component')).rejects.toThrow(/permission denied/u)
  })

  test('two imports at once create each procedure once', async () => {
    const rows = [aRawRow({ ma_thu_tuc: '1.900006' }), aRawRow({ ma_thu_tuc: '1.900007' })]
    const [a, b] = await Promise.all([importRows(rows), importRows(rows)])
    expect([a.created + b.created, a.unchanged + b.unchanged]).toEqual([2, 2])
    expect(await versionsOf('1.900006')).toHaveLength(1)
  })
})

describe.skipIf(!existsSync(file('national_raw.jsonl.gz')))('the real files of shared/data', () => {
  const real = async (name: string, format: ImportFormat) => {
    const { read, created, updated, unchanged, rejected } = await importProcedures(db.kysely, readSourceLines(file(name)), { format })
    return { read, created, updated, unchanged, rejected }
  }

  test(
    'all 1,843 and 60 are imported, and a second import changes nothing; the two exports of the portal do not overwrite each other',
    { timeout: 240_000 },
    async () => {
      const all = (n: number, what: 'created' | 'updated' | 'unchanged') => ({
        read: n,
        created: 0,
        updated: 0,
        unchanged: 0,
        rejected: [],
        [what]: n,
      })
      expect(await real('national_parsed.jsonl.gz', 'national')).toEqual(all(1843, 'created'))
      const raw = await real('national_raw.jsonl.gz', 'national')
      expect(raw).toMatchObject({ read: 1843, created: 0, rejected: [] })
      expect(raw.updated + raw.unchanged).toBe(1843)
      expect(await real('structured_defence.jsonl.gz', 'structured')).toEqual(all(60, 'created'))
      expect(await real('national_parsed.jsonl.gz', 'national')).toEqual(all(1843, 'unchanged'))
      expect(await real('national_raw.jsonl.gz', 'national')).toEqual(all(1843, 'unchanged'))
      expect(await real('structured_defence.jsonl.gz', 'structured')).toEqual(all(60, 'unchanged'))
    },
  )

  test('clear limits are imported and unclear ones never guessed', async () => {
    const rows = await db.peek<{ state: string; n: number }>(
      `select publish_state as state, count(*)::integer as n from procedure.procedure_version where set_aside = 0 and source <> 'centre'
         and procedure_id not in (select id from procedure.procedure where code like '1.9000%') group by 1 order by 1`,
    )
    expect(rows.map(({ state }) => state)).toEqual(['not_at_centre', 'to_complete'])
    const odd = await db.peek(
      `select 1 from procedure.procedure_version v where v.set_aside = 0 and v.publish_state = 'not_at_centre'
         and exists (select from procedure.version_channel c where c.version_id = v.id and c.limit_amount is null)`,
    )
    expect(odd).toHaveLength(0)
  })
})
