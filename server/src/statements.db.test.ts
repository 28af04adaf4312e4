import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '#platform/testing/postgres.ts'
import { describeColumns, rowFaults } from '../../tools/prepare-statements.ts'
import { StatementReader } from '../../tools/read-statements.ts'

const db = await testDatabase()
const owner = new pg.Client({ connectionString: db.ownerUrl })
await owner.connect()
afterAll(async () => await owner.end())
const statements = new StatementReader(join(import.meta.dirname, '../..')).statements()

/** Texts that a program puts together from data; each has tests of its own that run it. */
const composedFromData: Readonly<Record<string, string>> = {
  'server/src/modules/record/commands/seal-record.ts': 'The text is made of the rows of recorded-rows.ts.',
  'server/src/modules/record/queries/prove.ts': 'As above.',
}

/** Columns that may be null, and never are in the rows that the statement reads. */
const neverNullHere: Readonly<Record<string, string>> = {
  'dossier/queries/register-page.ts receivedAt': 'A dossier has a line in the register since it was accepted.',
  'dossier/queries/register-book.ts receivedAt': 'As above.',
  'payment/commands/close-money-case.ts askedBy': 'A return is asked for by somebody (constraint of payment.notice_use).',
  'payment/queries/bank-notices.ts to': 'A return has where it goes (constraint of payment.notice_use).',
  'payment/queries/bank-notices.ts reference': 'As above.',
  'platform/jobs/list-jobs.ts failedAt': 'pg-boss writes when a job failed with its state.',
}

test('every statement of the server can be prepared, and its row type has the columns that PostgreSQL gives', async () => {
  const faults: string[] = []
  const excused = new Set<string>()
  let compared = 0
  for (const { file, line, text, row } of statements) {
    const described = await describeColumns(owner, text)
    if (typeof described === 'string') {
      if (file in composedFromData) excused.add(file)
      else faults.push(`${file}:${line}: ${described}`)
      continue
    }
    if (row === null) continue
    compared += 1
    for (const fault of rowFaults(row, described)) {
      const key = `${file.replace(/^server\/src\/(modules\/)?/u, '')} ${fault.split(' ')[0]}`
      if (fault.endsWith('may be null') && key in neverNullHere) excused.add(key)
      else faults.push(`${file}:${line}: ${fault}`)
    }
  }
  expect(faults).toEqual([])
  expect([...excused].sort()).toEqual([...Object.keys(composedFromData), ...Object.keys(neverNullHere)].sort())
  // Enough was read to mean something, and few row types are not followed.
  expect(statements.length).toBeGreaterThan(550)
  expect(compared).toBeGreaterThan(310)
  const unread = statements.filter(({ row, declaresRow }) => declaresRow && row === null).map(({ file }) => file)
  expect([...new Set(unread)]).toEqual(['server/src/modules/payment/commands/reverse-payment.ts'])
}, 120_000)

test('a declared row that differs from the described columns is reported', () => {
  const declared = (kind: 'string' | 'number', isNullable = false, isOptional = false) => ({ kind, isNullable, isOptional })
  const described = [
    { name: 'id', kind: 'string' as const, isNullable: false },
    { name: 'n', kind: 'number' as const, isNullable: false },
    { name: 'at', kind: 'string' as const, isNullable: true },
  ]
  expect(
    rowFaults(
      new Map([
        ['id', declared('string')],
        ['n', declared('number')],
        ['at', declared('string', true)],
      ]),
      described,
    ),
  ).toEqual([])
  expect(
    rowFaults(
      new Map([
        ['id', declared('string', true)],
        ['m', declared('number')],
        ['at', declared('string')],
        ['x', declared('string', true, true)],
      ]),
      described,
    ),
  ).toEqual(['m is declared and not given', 'n is given and not declared', 'at may be null'])
  expect(
    rowFaults(
      new Map([
        ['id', declared('number')],
        ['n', declared('string')],
        ['at', declared('string', true)],
      ]),
      described,
    ),
  ).toEqual(['id is string, declared number', 'n is number, declared string'])
})
