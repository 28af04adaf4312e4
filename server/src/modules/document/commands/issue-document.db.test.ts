import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AccountId, DossierId } from '#kernel/ids.ts'
import { inTransaction } from '#platform/db/database.ts'
import { otherLocality, testDatabase, testLocality } from '#platform/testing/postgres.ts'
import { renderForm } from '../adapters/render-form.ts'
import { sampleReceiptSlip, sampleRefusal, sampleSupplementRequest } from '../domain/sample-forms.ts'
import { getIssuedDocument, listIssuedDocuments } from '../queries/get-issued-document.ts'
import { issueDocument } from './issue-document.ts'

const database = await testDatabase()
const db = database.kysely
let issuedBy: AccountId

beforeAll(async () => {
  const [account] = await database.peek<{ id: AccountId }>(
    `insert into identity.account (locality_id, login, display_name, password_hash) values ($1, 'tiepnhan1', 'Trần Văn Hiếu', '-') returning id`,
    [testLocality],
  )
  issuedBy = account!.id
})

let made = 0
function aDossierId(): DossierId {
  made += 1
  return `01900000-0000-7000-8000-${String(made).padStart(12, '0')}` as DossierId
}
/** The database numbers only what is issued within a year of today: a number far from today would never be reported as missing. */
const thisYear = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').year
const inYear = <Data extends { issuedAt: string }>(data: Data, year = thisYear): Data => ({
  ...data,
  issuedAt: `${year}-03-02T08:00:00+07:00`,
})
const aReceiptSlip = inYear(sampleReceiptSlip)
const aSupplementRequest = inYear(sampleSupplementRequest)
const aRefusal = inYear(sampleRefusal)
const series = (number: string): number => Number(number.split('/')[0])

test('an issued form is kept byte for byte as it was printed, under its hash and number', async () => {
  const dossierId = aDossierId()
  const issued = await issueDocument(db, {
    form: 'receipt-slip',
    dossierId,
    issuedBy,
    data: aReceiptSlip,
  })
  const kept = await getIssuedDocument(db, { dossierId, form: 'receipt-slip' })
  const printed = renderForm('receipt-slip', { ...aReceiptSlip, number: issued.number })
  expect(Buffer.from(kept.bytes).equals(printed)).toBe(true)
  expect(issued.number).toMatch(/^\d+\/TNHS$/u)
  expect(issued.sha256).toBe(createHash('sha256').update(printed).digest('hex'))
  expect(kept).toMatchObject({
    id: issued.id,
    number: issued.number,
    sha256: issued.sha256,
    size: printed.byteLength,
  })
  expect(Temporal.Instant.from(kept.issuedAt).equals(Temporal.Instant.from(aReceiptSlip.issuedAt))).toBe(true)
})

test('a slip takes less than 53 kB of the disk, and no issued byte is lost', async () => {
  const dossierId = aDossierId()
  await issueDocument(db, { form: 'receipt-slip', dossierId, issuedBy, data: aReceiptSlip })
  const { rows } = await sql<{ stored: number; size: number; sound: boolean }>`
    select pg_column_size(bytes) as stored, size, content_sha256 = sha256(bytes) as sound
    from document.issued_document
    where dossier_id = ${dossierId}`.execute(db)
  expect(rows).toEqual([{ stored: expect.any(Number), size: expect.any(Number), sound: true }])
  expect(rows[0]!.stored).toBeLessThan(53_000)
  expect(rows[0]!.size).toBeLessThan(90_000)
})

test('the papers of a dossier are listed in the order they were issued, and the latest of a kind is the one in force', async () => {
  const dossierId = aDossierId()
  await issueDocument(db, { form: 'supplement-request', dossierId, issuedBy, data: aSupplementRequest })
  await issueDocument(db, { form: 'receipt-slip', dossierId, issuedBy, data: aReceiptSlip })
  const again = await issueDocument(db, {
    form: 'receipt-slip',
    dossierId,
    issuedBy,
    data: aReceiptSlip,
  })
  const listed = await listIssuedDocuments(db, dossierId)
  expect(listed.map(({ form }) => form)).toEqual(['supplement-request', 'receipt-slip', 'receipt-slip'])
  expect((await getIssuedDocument(db, { dossierId, form: 'receipt-slip' })).id).toBe(again.id)
})

test('a form that was never issued is refused as not found', async () => {
  await expect(getIssuedDocument(db, { dossierId: aDossierId(), form: 'refusal' })).rejects.toMatchObject({
    refusal: { code: 'DOCUMENT_NOT_FOUND', kind: 'not_found' },
  })
})

describe('numbers', () => {
  test('each form and each year has its own series, from 1', async () => {
    const issue = async (year: number) =>
      (await issueDocument(db, { form: 'refusal', dossierId: aDossierId(), issuedBy, data: inYear(aRefusal, year) })).number
    const [last, next] = [thisYear - 1, thisYear + 1]
    expect([await issue(last), await issue(last), await issue(next), await issue(last)]).toEqual(['01/TC', '02/TC', '01/TC', '03/TC'])
  })

  test('a year that is not near today has no number', async () => {
    await expect(
      issueDocument(db, { form: 'refusal', dossierId: aDossierId(), issuedBy, data: inYear(aRefusal, thisYear + 2) }),
    ).rejects.toThrow(`year ${thisYear + 2} is not near`)
  })

  test('two concurrent first papers of a year get two numbers', async () => {
    const issue = async () => (await issueDocument(db, { form: 'refusal', dossierId: aDossierId(), issuedBy, data: aRefusal })).number
    const numbers = await Promise.all(Array.from({ length: 8 }, issue))
    expect(numbers.map(series).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })

  test('an open transaction blocks no other, and one rolled back leaves a gap and no paper', async () => {
    const issue = async (tx: typeof db, dossierId = aDossierId()) =>
      series((await issueDocument(tx, { form: 'refusal', dossierId, issuedBy, data: inYear(aRefusal, thisYear + 1) })).number)
    const before = await issue(db)
    const given: number[] = []
    const lost = aDossierId()
    const rolledBack = inTransaction(db, async (tx) => {
      given.push(await issue(tx, lost))
      given.push(await issue(db)) // another connection, while this transaction is still open
      throw new Error('the act was refused')
    })
    await expect(rolledBack).rejects.toThrow('the act was refused')
    expect([...given, await issue(db)]).toEqual([before + 1, before + 2, before + 3])
    expect(await listIssuedDocuments(db, lost)).toEqual([])
  })
})

describe('an issued paper is permanent', () => {
  test.each([
    { how: 'changed', attempt: sql`update document.issued_document set number = '99/TC'` },
    { how: 'deleted', attempt: sql`delete from document.issued_document` },
    { how: 'emptied', attempt: sql`truncate document.issued_document` },
  ])('a paper is never $how by the application', async ({ attempt }) => {
    await expect(attempt.execute(db)).rejects.toMatchObject({ code: '42501' })
  })

  test.each([
    { what: 'hash is not that of its bytes', hash: '00', size: 3, constraint: 'issued_document_hash_true' },
    { what: 'size is not that of its bytes', hash: null, size: 4, constraint: 'issued_document_size_true' },
  ])('a row whose $what is refused', async ({ hash, size, constraint }) => {
    await expect(
      sql`insert into document.issued_document (dossier_id, form, year, series, number, issued_at, issued_by, size, content_sha256, bytes)
        values (${aDossierId()}, 'refusal', 2060, 1, '01/TC', now(), ${issuedBy}, ${size}::integer,
          coalesce(decode(${hash}::text, 'hex'), sha256('abc'::bytea)), 'abc'::bytea)`.execute(db),
    ).rejects.toMatchObject({ constraint })
  })

  test('another locality sees none of these rows', async () => {
    const dossierId = aDossierId()
    await issueDocument(db, { form: 'refusal', dossierId, issuedBy, data: aRefusal })
    expect(await listIssuedDocuments(db, dossierId)).toHaveLength(1)
    expect(await listIssuedDocuments(database.as(otherLocality).kysely, dossierId)).toEqual([])
  })
})
