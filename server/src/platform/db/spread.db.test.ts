import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '#platform/testing/postgres.ts'

const db = await testDatabase()
const owner = new pg.Client({ connectionString: db.ownerUrl, options: '-c motcua.locality_id=47' })
await owner.connect()
afterAll(async () => await owner.end())

/** A dossier as bare as the queue needs it; nothing else of the schema looks on. */
async function insertDossier(id: string, code: string): Promise<void> {
  await owner.query(`set session_replication_role = replica`)
  await owner.query(
    `insert into dossier.dossier (id, code, procedure_version_id, procedure_code, agency_id, centre_id, channel, handling, applicant_kind,
       applicant_name, applicant_folded, applicant_id_number, applicant_address, applicant_phone, state, holder_kind, received_at, last_seq, last_hash)
     values ($1, $2, $1, '1.001612', $1, $1, 'direct', 'forwarded', 'person', 'Người thử', 'nguoi thu', '049190000001', 'Tam Kỳ', '0905000001',
       'filed', 'counter', now(), 1, decode(repeat('00', 32), 'hex'))`,
    [id, code],
  )
  await owner.query(`insert into dossier.queue (locality_id, dossier_id, due_at, legal_due_at, agency_id, centre_id, state, handling, holder_kind, open_parts)
    select 47, id, 'infinity', 'infinity', agency_id, centre_id, state, handling, holder_kind, 0 from dossier.dossier where id = '${id}'`)
  await owner.query('set session_replication_role = origin')
}

const queued = async (id: string): Promise<unknown[]> =>
  (await owner.query('select step_no, holder_kind from dossier.queue where dossier_id = $1', [id])).rows

test('the queue follows a dossier equally in one statement and row by row', async () => {
  const ids = [randomUUID(), randomUUID()] as const
  await insertDossier(ids[0], 'H47-1')
  await insertDossier(ids[1], 'H47-2')
  // Only the queue looks on: the other promises of a dossier need its whole life.
  await owner.query('alter table dossier.dossier disable trigger user')
  for (const [way, id] of [
    ['statement', ids[0]],
    ['row', ids[1]],
  ] as const) {
    if (way === 'row') await owner.query('call platform.use_row_triggers()')
    await owner.query('alter table dossier.dossier enable trigger dossier_queues_when_moved')
    await owner.query('update dossier.dossier set step_no = 2 where id = $1', [id])
    expect(await queued(id), way).toEqual([{ step_no: 2, holder_kind: 'counter' }])
    await owner.query('update dossier.dossier set last_seq = last_seq + 1 where id = $1', [id])
    expect(await queued(id), way).toEqual([{ step_no: 2, holder_kind: 'counter' }])
    await owner.query(`update dossier.dossier set ended_at = now(), finished_at = now(), outcome = 'on_time', state = 'returned', holder_kind = 'none' where id = $1`, [id])
    expect(await queued(id), way).toEqual([])
  }
})

test('the locality of a session is evaluated once, and the plan uses it', async () => {
  const { rows } = await db.pool.query<{ 'QUERY PLAN': string }>('explain (costs off) select id from dossier.dossier')
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).toContain('locality_id = 47')
  expect(plan).not.toContain('current_locality')
})

test('the clock of the practice place is set in each transaction and reads no table', async () => {
  const practice = await db.practice()
  await practice.pool.query(`insert into practice.clock (ahead) values ('40 days')`)
  const ahead = async (): Promise<unknown> =>
    (await practice.pool.query(`select extract(day from platform.now() - now())::int as days, current_setting('motcua.ahead', true) as said`)).rows[0]
  expect(await ahead()).toEqual({ days: 40, said: '40 days' })
  await db.peek(`update practice.clock set ahead = '41 days'`)
  expect(await ahead()).toEqual({ days: 41, said: '41 days' })
  // A statement that fails leaves the connection as it was.
  await expect(practice.pool.query('select 1 / 0')).rejects.toThrow('division by zero')
  expect(await ahead()).toEqual({ days: 41, said: '41 days' })
  expect((await db.pool.query('select platform.now() = now() as real')).rows).toEqual([{ real: true }])
})
