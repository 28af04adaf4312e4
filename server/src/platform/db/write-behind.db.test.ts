import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { inTransaction } from './database.ts'
import { writeBehind } from './write-behind.ts'
import { testDatabase } from '../testing/postgres.ts'

const db = await testDatabase()

beforeAll(async () => {
  await db.peek('create table public.line (no int primary key, text text not null)')
  await db.peek('grant select, insert, update on public.line to motcua_app')
})

const lines = async (): Promise<number[]> => (await db.peek<{ no: number }>('select no from public.line order by no')).map(({ no }) => no)
const add = (no: number, text: string | null = 'x') => sql`insert into public.line (no, text) values (${no}, ${text})`

test('deferred writes keep the order of the program, and the next statement sees them', async () => {
  const seen = await inTransaction(db.kysely, async (tx) => {
    await writeBehind(tx, add(1))
    await writeBehind(tx, sql`update public.line set text = 'second' where no = ${1}`)
    return (await sql<{ text: string }>`select text from public.line where no = ${1}`.execute(tx)).rows
  })
  expect(seen).toEqual([{ text: 'second' }])
  expect(await lines()).toEqual([1])
})

test('a failed write fails the next statement with its own error, and the transaction is rolled back', async () => {
  const work = inTransaction(db.kysely, async (tx) => {
    await writeBehind(tx, add(2))
    await writeBehind(tx, add(2))
    await writeBehind(tx, add(3))
    await sql`select 1`.execute(tx)
  })
  await expect(work).rejects.toMatchObject({ code: '23505', constraint: 'line_pkey' })
  expect(await lines()).toEqual([1])
})

test('a failed write right before the commit fails the commit with its own error', async () => {
  const work = inTransaction(db.kysely, async (tx) => {
    await writeBehind(tx, add(4))
    await writeBehind(tx, add(5, null))
  })
  await expect(work).rejects.toMatchObject({ code: '23502' })
  expect(await lines()).toEqual([1])
})

test('the connection is usable again for the next caller, in a transaction or not', async () => {
  const failing = async (): Promise<void> => await inTransaction(db.kysely, async (tx) => await writeBehind(tx, add(1)))
  // More than the pool has connections, so that each is used again after a failure.
  for (let turn = 0; turn < 40; turn += 1) {
    await expect(failing()).rejects.toMatchObject({ code: '23505' })
    expect((await sql<{ one: number }>`select ${1}::int as one`.execute(db.kysely)).rows).toEqual([{ one: 1 }])
  }
  await inTransaction(db.kysely, async (tx) => await writeBehind(tx, add(6)))
  expect(await lines()).toEqual([1, 6])
})

test('an error in the transaction rolls back its deferred writes', async () => {
  const work = inTransaction(db.kysely, async (tx) => {
    await writeBehind(tx, add(7))
    throw new Error('refused')
  })
  await expect(work).rejects.toThrow('refused')
  expect(await lines()).toEqual([1, 6])
})

test('outside a transaction it is awaited like any statement', async () => {
  await writeBehind(db.kysely, add(8))
  await expect(writeBehind(db.kysely, add(8))).rejects.toMatchObject({ code: '23505' })
  expect(await lines()).toEqual([1, 6, 8])
})

test('concurrent transactions keep their own writes and failures', async () => {
  const answers = await Promise.allSettled(
    Array.from({ length: 200 }, async (_, index) => {
      await inTransaction(db.kysely, async (tx) => {
        await writeBehind(tx, add(100 + index))
        if (index % 3 === 0) await writeBehind(tx, add(1))
        await writeBehind(tx, add(1000 + index))
      })
    }),
  )
  for (const [index, { status }] of answers.entries()) expect([index, status]).toEqual([index, index % 3 === 0 ? 'rejected' : 'fulfilled'])
  const kept = Array.from({ length: 200 }, (_, index) => index).filter((index) => index % 3 !== 0)
  expect(await lines()).toEqual([1, 6, 8, ...kept.map((index) => 100 + index), ...kept.map((index) => 1000 + index)])
})
