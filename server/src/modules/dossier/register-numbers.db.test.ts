import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { CentreId } from '#kernel/ids.ts'
import { linesOfBook } from '#document'
import { inTransaction } from '#platform/db/database.ts'
import { pdfWords, tight } from '../../testing/pdf-words.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { fileDossier } from './commands/file-dossier.ts'
import { dossiersAt } from './testing/dossier-at.ts'

const centre = await testCentre()
const { db, call, as } = centre
const list = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&state=published&limit=1')
const procedureCode = list.body.items[0]?.code ?? ''
const dossiers = await dossiersAt(centre, procedureCode)
// A second centre of the same province: its books are its own.
const [second] = await db.peek<{ id: string }>(
  `insert into centre.centre select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'code', 'TTX', 'name', 'Trung tâm xã'))).*
   from centre.centre c where c.id = $1 returning id`,
  [centre.centreId],
)

const papers = Array.from({ length: 30 }, (_, index) => ({ componentNo: index + 1, originals: 2, copies: 2, certified: 0 }))
const file = async (when: string, centreId = centre.centreId, accept = true): Promise<string> =>
  await dossiers.at(when, async (tx) => {
    const filed = await fileDossier(tx, db, dossiers.actor('counter_officer'), randomUUID(), {
      procedureCode,
      channel: 'direct',
      centreId: centreId as CentreId,
      applicant: { kind: 'person', fullName: 'Trần Văn Thử', idNumber: '049190000002', address: 'Phường Tam Kỳ', phone: '0905000002' },
      papers,
      resultMethod: 'counter',
      accept,
    })
    return filed.code
  })
const accept = async (when: string, code: string): Promise<void> => await dossiers.act(when, code, 'accept', 'counter_officer', { papers })
const placeOf = async (code: string) =>
  (
    await db.peek<{ year: number; line: number; book: number }>(
      `select r.year, r.line, r.book from dossier.register_line r join dossier.dossier d on d.id = r.dossier_id where d.code = $1`,
      [code],
    )
  )[0] ?? null
const linesOf = async (year: number, centreId = centre.centreId): Promise<number[]> =>
  (
    await db.peek<{ line: number }>('select line from dossier.register_line where centre_id = $1 and year = $2 order by line', [
      centreId,
      year,
    ])
  ).map(({ line }) => line)
const run = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)

describe('the number in the register', () => {
  test('is assigned at acceptance and kept: a dossier filed earlier and accepted later takes the next number and moves no other', async () => {
    const early = await file('2031-03-02T08:00', centre.centreId, false)
    const [b, c] = [await file('2031-03-02T09:00'), await file('2031-03-02T10:00')]
    expect([await placeOf(early), (await placeOf(b))?.line, (await placeOf(c))?.line]).toEqual([null, 1, 2])
    await accept('2031-03-02T11:00', early)
    expect([(await placeOf(early))?.line, (await placeOf(b))?.line, (await placeOf(c))?.line]).toEqual([3, 1, 2])
  })

  test('begins at 1 on 1 January and in each centre, by the year of the acceptance', async () => {
    const waits = await file('2032-12-31T16:00', centre.centreId, false)
    expect(await placeOf(await file('2032-12-31T16:30'))).toMatchObject({ year: 2032, line: 1, book: 1 })
    await accept('2033-01-01T00:00', waits)
    expect(await placeOf(waits)).toMatchObject({ year: 2033, line: 1 })
    const there = await file('2033-01-03T09:00', second?.id)
    expect([await placeOf(there), await linesOf(2033)]).toEqual([{ year: 2033, line: 1, book: 1 }, [1]])
  })

  test('has no gap where an acceptance is rolled back after everything but its commit', async () => {
    await file('2034-02-01T09:00')
    const failed = dossiers.at('2034-02-01T09:10', async (tx) => {
      await fileDossier(tx, db, dossiers.actor('counter_officer'), randomUUID(), {
        procedureCode,
        channel: 'direct',
        centreId: centre.centreId as CentreId,
        applicant: { kind: 'person', fullName: 'Không Thành', idNumber: '049190000002', address: 'Phường Tam Kỳ', phone: '0905000002' },
        papers,
        resultMethod: 'counter',
        accept: true,
      })
      await sql`set constraints all immediate`.execute(tx)
      throw new Error('the line fell')
    })
    await expect(failed).rejects.toThrow('the line fell')
    await file('2034-02-01T09:20')
    expect(await linesOf(2034)).toEqual(run(2))
  })

  test('is unique and continuous however many counters accept at once, and a slow one blocks no other', async () => {
    let release = (): void => undefined
    const held = new Promise<void>((done) => (release = done))
    let isFiled = (): void => undefined
    const filed = new Promise<void>((done) => (isFiled = done))
    const slow = inTransaction(db.kysely, async (tx) => {
      await sql`select set_config('motcua.now', '2035-02-01T09:00:00+07', true)`.execute(tx)
      await fileDossier(tx, db, dossiers.actor('counter_officer'), randomUUID(), {
        procedureCode,
        channel: 'direct',
        centreId: centre.centreId as CentreId,
        applicant: { kind: 'person', fullName: 'Người Chậm', idNumber: '049190000002', address: 'Phường Tam Kỳ', phone: '0905000002' },
        papers,
        resultMethod: 'counter',
        accept: true,
      })
      isFiled()
      await held
    })
    await filed
    // The slow one has accepted and not committed: the others still commit.
    await Promise.all(run(20).map(async () => await file('2035-02-01T09:01')))
    expect(await linesOf(2035)).toEqual(run(20))
    release()
    await slow
    expect(await linesOf(2035)).toEqual(run(21))
  })

  test('continues from book to book, each with the lines of the printed book', async () => {
    await db.peek(`insert into dossier.dossier select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'code', 'H47.98-360101-' || lpad(n::text, 5, '0'),
        'accepted_at', timestamptz '2036-03-02 01:00+00' + n * interval '1 minute', 'handover_id', null))).*
      from dossier.dossier d, generate_series(1, ${linesOfBook + 1}) n where d.id = (select id from dossier.dossier where accepted_at is not null limit 1)`)
    const [last, before] = await db.peek<{ line: number; book: number }>(
      'select line, book from dossier.register_line where year = 2036 order by line desc limit 2',
    )
    expect([before, last]).toEqual([
      { line: linesOfBook, book: 1 },
      { line: linesOfBook + 1, book: 2 },
    ])
  })

  test('cannot be written by any statement of the application', async () => {
    for (const statement of [
      'update dossier.register_line set line = line + 1',
      'delete from dossier.register_line',
      'update dossier.register_year set lines = 0',
      `insert into dossier.register_year (locality_id, centre_id, year, lines) select locality_id, id, 2040, 1 from centre.centre`,
    ])
      await expect(db.pool.query(statement)).rejects.toThrow('permission denied')
  })
})

test('the slip and the printed book show the assigned number', async () => {
  const code = await file('2027-05-04T09:00')
  await file('2027-05-04T09:30')
  const late = await file('2027-05-04T10:00')
  const slip = await pdfWords((await call<Buffer>(await as('tiepnhan1'), 'GET', `/dossiers/${late}/documents/receipt-slip.pdf`)).body)
  expect(slip).toContain(tight('Quyển số: 01/2027 Số thứ tự: 03'))
  const book = await pdfWords((await call<Buffer>(await as('tiepnhan1'), 'GET', `/centres/${centre.centreId}/registers/2027/1.pdf`)).body)
  expect(book).toContain(tight(`01 ${code}`))
  expect(book).toContain(tight(`03 ${late}`))
})
