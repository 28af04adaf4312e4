import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { otherLocality, testDatabase, testLocality } from '#platform/testing/postgres.ts'
import { sealRecord } from './commands/seal-record.ts'
import { isIncluded, leafHash } from './domain/merkle.ts'
import { checkRecord } from './queries/check-record.ts'
import { getRecord } from './queries/get-record.ts'
import { openActs, proveInclusion } from './queries/prove.ts'
import { sha256 } from './store/digest.ts'
import { recordedSources } from './store/recorded-rows.ts'

// The drill of the insider: somebody with the rights of the database's superuser, who can switch triggers off and write what they like, but
// has not got the key file. A few hundred rows of every table that is recorded; what is done to them must be named, and nothing else.
const db = await testDatabase()
const other = db.as(otherLocality)
const owner = new pg.Client({ connectionString: db.ownerUrl })
await owner.connect()
await owner.query('set session_replication_role = replica; set timezone = "Asia/Ho_Chi_Minh"')
afterAll(async () => await owner.end())

const [agency, centre, officer, second] = Array.from({ length: 4 }, () => crypto.randomUUID())

/** Rows of every recorded table, in both localities alike: two dossiers of one code, two officers of one name. */
async function fill(locality: number): Promise<void> {
  await owner.query(`set motcua.locality_id = ${locality}`)
  await owner.query(`
    insert into dossier.dossier (locality_id, id, code, procedure_version_id, procedure_code, agency_id, centre_id, channel, handling,
        applicant_kind, applicant_name, applicant_folded, applicant_id_number, applicant_address, applicant_phone, state, holder_kind, received_at,
        last_seq, last_hash)
      select ${locality}, md5('d' || n || ${locality})::uuid, 'H47.01-261130-' || lpad(n::text, 4, '0'), uuidv7(), '1.000001', '${agency}', '${centre}',
        'direct', 'forwarded', 'person', 'A', 'a', '012345678901', 'x', '0905000000', 'filed', 'counter', now(), 8, '\\x00' from generate_series(1, 40) n`)
  for (let seq = 1; seq <= 8; seq += 1)
    await owner.query(`
      insert into dossier.act (locality_id, dossier_id, seq, kind, at, actor_account_id, actor_name, actor_role, centre_id, request_id, payload, prev_hash, hash)
        select locality_id, id, ${seq}, 'note', at, '${officer}', 'Nguyễn Văn "Năm"', 'case_officer', '${centre}', request, payload, before,
          dossier.seal_of(before, code, ${seq}, 'note', at, '${officer}', 'Nguyễn Văn "Năm"', 'case_officer', request, payload)
        from (select d.locality_id, d.id, d.code, date_trunc('milliseconds', now()) as at, 'r${seq}-' || d.code as request, '{"no":${seq}}' as payload,
            coalesce((select hash from dossier.act a where a.locality_id = d.locality_id and a.dossier_id = d.id and a.seq = ${seq - 1}),
              decode(repeat('00', 32), 'hex')) as before
          from dossier.dossier d where d.locality_id = ${locality}) x`)
  await owner.query(`
    insert into dossier.access (locality_id, dossier_id, account_id, role)
      select ${locality}, md5('d' || n || ${locality})::uuid, '${officer}', 'case_officer' from generate_series(1, 40) n;
    insert into payment.transaction (locality_id, id, kind, on_day, at, centre_id, author_name)
      select ${locality}, md5('t' || n || ${locality})::uuid, 'collect', current_date, now(), '${centre}', 'x' from generate_series(1, 12) n;
    insert into payment.entry (locality_id, transaction_id, no, account, amount_dong, centre_id, on_day)
      select t.locality_id, t.id, e.no, case e.no when 1 then 'bank' else 'due' end, case e.no when 1 then 5 else -5 end, '${centre}', current_date
      from payment.transaction t cross join generate_series(1, 2) as e (no) where t.locality_id = ${locality};
    insert into payment.payment (locality_id, bill_id, centre_id, method, amount_dong, lines, cashier_name, on_day, at, transaction_id)
      select ${locality}, uuidv7(), '${centre}', 'cash', 1000 + n, '{1}', 'x', current_date, now(), md5('t' || n || ${locality})::uuid from generate_series(1, 12) n;
    insert into payment.receipt (locality_id, kind, template_symbol, series_symbol, year, number, payment_id, centre_id, collector_name, tax_code, payer_name,
        dossier_code, items, amount_dong, amount_words, method, issued_on, issued_at, issued_by_name)
      select ${locality}, 'original', 'A', 'B', 2026, n, uuidv7(), '${centre}', 'x', '1', 'x', 'x', '[]', 1000, 'x', 'cash', current_date, now(), 'x'
      from generate_series(1, 12) n;
    insert into payment.cash_day (locality_id, centre_id, cashier_id, on_day, opening_dong, closed_at, closed_by, expected_dong, counted_dong)
      select ${locality}, '${centre}', '${officer}', current_date - n, 0, now(), '${officer}', 5, 5 from generate_series(0, 5) n;
    insert into dossier.register_year (locality_id, centre_id, year, lines) values (${locality}, '${centre}', 2026, 12);
    insert into dossier.register_line (locality_id, centre_id, year, line, book, dossier_id)
      select ${locality}, '${centre}', 2026, n, 1, md5('d' || n || ${locality})::uuid from generate_series(1, 12) n;
    insert into payment.bank_notice (locality_id, id, bank_reference, centre_id, amount_dong, content, paid_at, received_at, state)
      select ${locality}, md5('n' || n || ${locality})::uuid, 'FT-' || n, '${centre}', 1000 + n, 'MC' || n, now(), now(), 'unmatched'
      from generate_series(1, 12) n;
    insert into payment.notice_use (locality_id, notice_id, no, kind, amount_dong, payment_id, asked_by_name, asked_at, decision, decided_by_name, decided_at)
      select ${locality}, md5('n' || n || ${locality})::uuid, 1, 'payment', 1000, uuidv7(), 'x', now(), 'done', 'x', now() from generate_series(1, 6) n;
    insert into payment.notice_use (locality_id, notice_id, no, kind, amount_dong, return_to, return_reference, asked_by_name, asked_at, decision, decided_by_name, decided_at)
      select ${locality}, md5('n' || n || ${locality})::uuid, 1, 'return', 1000, 'x', 'FT', 'x', now(), 'declined', 'y', now() from generate_series(7, 12) n;
    insert into payment.bill_line (locality_id, bill_id, no, kind, name, tariff_dong, due_dong, timing, state)
      select ${locality}, md5('b' || n || ${locality})::uuid, 1, 'fee', 'Lệ phí ' || n, 1000, 1000, 'accept', 'owed' from generate_series(1, 12) n;
    insert into payment.adjustment (locality_id, bill_id, line_no, seq, kind, from_dong, to_dong, to_timing, ground, law, reason, author_id, author_name, at)
      select ${locality}, md5('b' || n || ${locality})::uuid, 1, 1, 'exempt', 1000, 0, 'accept', 'x', 'x', 'x', '${officer}', 'x', now() from generate_series(1, 6) n;
    insert into payment.reversal (locality_id, payment_id, centre_id, kind, amount_dong, reason, asked_by, asked_by_name, asked_at, needs_second,
        decision, decided_by, decided_by_name, decided_at)
      select ${locality}, uuidv7(), '${centre}', 'refund', 1000, 'x', '${officer}', 'x', now(), true, 'declined', '${second}', 'y', now()
      from generate_series(1, 6) n;
    insert into feedback.rating (locality_id, on_day, centre_id, result, attitude)
      select ${locality}, current_date - 1, '${centre}', (array['very_good', 'good', 'bad'])[1 + n % 3], 'good' from generate_series(1, 12) n;
    insert into identity.account_event (locality_id, account_id, kind, by_name)
      select ${locality}, '${officer}', 'role_given', 'x' from generate_series(1, 6) n;
    insert into identity.role_grant (locality_id, account_id, role, valid_during)
      select ${locality}, '${officer}', 'case_officer', tstzrange(now() - n * interval '1 day', null) from generate_series(1, 6) n;
    insert into platform.setting_change (locality_id, by_name, subject, key, after)
      select ${locality}, 'x', 'centre', n::text, '{}' from generate_series(1, 6) n;
    insert into calendar.deadline_setting (locality_id, name, value, basis)
      select ${locality}, 'firstDay', (array['counted', 'not_counted'])[1 + n % 2], 'văn bản ' || n from generate_series(1, 6) n;
    insert into calendar.decree (locality_id, kind, name, basis, reason, content, entered_by, entered_by_name, entered_by_role)
      select ${locality}, 'days', 'x', 'x' || n, 'x', '{}', '${officer}', 'x', 'operator' from generate_series(1, 6) n;
    insert into calendar.decree_day (locality_id, on_day, kind, name, basis, entry)
      select ${locality}, current_date + n, 'holiday', 'x', 'x', n from generate_series(1, 6) n;
    insert into calendar.office_hours (locality_id, agency_id, valid_during)
      select ${locality}, uuidv7(), daterange('2026-01-01', null) from generate_series(1, 6) n;
    insert into calendar.office_session (locality_id, office_hours_id, weekday, opens_minute, closes_minute)
      select locality_id, id, 1, 420, 690 from calendar.office_hours where locality_id = ${locality}`)
}
await fill(otherLocality)
await fill(testLocality)
await owner.query(`set motcua.locality_id = ${testLocality}`)

const publicUrl = 'https://mc.example.vn'
const sealed = await sealRecord(db, publicUrl)
await sealRecord(other, 'https://khac.example.vn')
const firstNote = (await getRecord(db.kysely))?.note ?? ''

const seen = async (outside: readonly string[] = []): Promise<string[]> =>
  (await checkRecord(db, outside)).differences.map(({ table, key, kind }) => `${table} ${key} ${kind}`).sort()

/** Does something to a table behind everybody's back, looks, and puts the table back. */
async function tampered<T>(tables: readonly string[], statements: string, look: () => Promise<T>): Promise<T> {
  for (const table of tables) await owner.query(`create table keep_${table.replace('.', '_')} as table ${table}`)
  await owner.query(statements)
  try {
    return await look()
  } finally {
    for (const table of tables)
      await owner.query(
        `delete from ${table}; insert into ${table} select * from keep_${table.replace('.', '_')}; drop table keep_${table.replace('.', '_')}`,
      )
  }
}

const here = `locality_id = ${testLocality}`
/** Of each recorded table: a change of one row in the middle, as SQL after `set`, and its order. */
const edits: Readonly<Record<string, string>> = {
  'dossier.act': `payload = '{"no":99}'`,
  'dossier.access': `role = 'clerk'`,
  'payment.payment': 'amount_dong = 1',
  'payment.transaction': `reason = 'khác'`,
  'payment.receipt': `payer_name = 'khác'`,
  'dossier.register_line': 'book = 2',
  'payment.bank_notice': `content = 'khác'`,
  'payment.notice_use': `asked_by_name = 'khác'`,
  'payment.bill_line': `name = 'Phí khác', kind = 'charge'`,
  'payment.adjustment': `law = 'khác'`,
  'payment.reversal': `reason = 'khác'`,
  'payment.cash_day': 'counted_dong = 4, expected_dong = 4',
  'feedback.rating': `result = 'very_bad'`,
  'identity.account_event': `kind = 'role_ended'`,
  'identity.role_grant': `role = 'inspector'`,
  'platform.setting_change': `by_name = 'khác'`,
  'calendar.deadline_setting': `basis = 'khác'`,
  'calendar.decree': `reason = 'khác'`,
  'calendar.decree_day': `kind = 'makeup_workday'`,
  'calendar.office_hours': `basis = 'khác'`,
}
const tables = Object.keys(edits)
/** What is decided on a row later is recorded under a name of its own. */
const decisions = ['payment.notice_use.decision', 'payment.reversal.decision']
const rowOf = (table: string, offset = 3): string =>
  `select ctid from ${table} where ${here} order by ${table === 'dossier.act' ? 'dossier_id, seq' : 'ctid'} limit 1 offset ${offset}`
const keyOf = async (table: string, offset = 3): Promise<string> => {
  const source = recordedSources.find(({ name }) => name === table)
  if (!source) throw new Error(`${table} is not recorded`)
  return (await owner.query(`select ${source.key} as key from ${source.from} where t.ctid = (${rowOf(table, offset)})`)).rows[0]
    .key as string
}

describe('the record', () => {
  test('contains every row of every table once, for each locality separately, and is complete', async () => {
    const { rows } = await owner.query(
      'select source, count(*)::int as count from record.leaf where locality_id = 47 group by 1 order by 1',
    )
    const counts = Object.fromEntries(rows.map(({ source, count }: { source: string; count: number }) => [source, count]))
    expect(counts).toMatchObject({
      'dossier.act': 320,
      'dossier.access': 40,
      'payment.payment': 12,
      'feedback.rating': 12,
      'record.round': 1,
    })
    expect(Object.keys(counts).sort()).toEqual([...tables, ...decisions, 'record.round'].sort())
    expect(sealed.size).toBe(Object.values(counts).reduce((a, b) => a + b, 0))
    expect(await checkRecord(db)).toMatchObject({ size: sealed.size, waiting: 0, differences: [] })
    expect(await checkRecord(other)).toMatchObject({ origin: 'khac.example.vn/api/v1/record', differences: [] })
  })

  test('continues where it ended: new rows are appended once, and an older checkpoint is still valid', async () => {
    await owner.query(`insert into dossier.access (locality_id, dossier_id, account_id, role) values (47, uuidv7(), '${second}', 'clerk')`)
    expect((await checkRecord(db)).waiting).toBe(1)
    expect(await sealRecord(db, 'https://ten-moi.example.vn')).toEqual({ appended: 1, size: sealed.size + 2 })
    expect(await sealRecord(db, publicUrl)).toEqual({ appended: 0, size: sealed.size + 2 })
    expect(await seen([firstNote])).toEqual([])
    expect((await getRecord(db.kysely))?.origin).toBe('mc.example.vn/api/v1/record')
  })

  test('waits for a transaction that began before others ended, and misses none', async () => {
    const slow = new pg.Client({ connectionString: db.ownerUrl })
    await slow.connect()
    const row = `insert into dossier.access (locality_id, dossier_id, account_id, role) values (47, uuidv7(), '${second}', 'clerk')`
    await slow.query(`begin; ${row}`)
    await owner.query(row)
    const before = (await sealRecord(db, publicUrl)).size
    await sealRecord(db, publicUrl)
    await slow.query('commit')
    await slow.end()
    expect(await sealRecord(db, publicUrl)).toEqual({ appended: 1, size: before + 2 })
    expect(await seen()).toEqual([])
  })

  test('is the same with two concurrent sealers', async () => {
    await owner.query(
      `insert into dossier.access (locality_id, dossier_id, account_id, role) select 47, uuidv7(), '${second}', 'clerk' from generate_series(1, 20)`,
    )
    const both = await Promise.all([sealRecord(db, publicUrl), sealRecord(db, publicUrl)])
    expect(both.map(({ appended }) => appended).sort((a, b) => a - b)).toEqual([0, 20])
    expect(await seen()).toEqual([])
  })

  test('records the ratings of a day after its end, in an order that does not reveal theirs', async () => {
    await owner.query(
      `insert into feedback.rating (locality_id, on_day, centre_id, result, attitude) values (47, current_date, '${centre}', 'good', 'good')`,
    )
    expect((await sealRecord(db, publicUrl)).appended).toBe(0)
    const { rows } = await owner.query(`select r.ctid::text as place from record.leaf l join feedback.rating r on r.id::text = l.key
      where l.locality_id = 47 and r.locality_id = 47 and l.source = 'feedback.rating' order by l.leaf_index`)
    const places = rows.map(({ place }: { place: string }) => Number(/,(\d+)\)/u.exec(place)?.[1]))
    // One in 479 million that chance leaves twelve rows in order.
    expect(places).not.toEqual([...places].sort((a, b) => a - b))
  })

  test('shows an act to those who may see it, and proves it under the signed root', async () => {
    const record = await getRecord(db.kysely)
    const [leaf, ...rest] = await openActs(db.kysely, 'H47.01-261130-0007', 5)
    if (!record || !leaf) throw new Error('nothing recorded')
    expect(rest).toEqual([])
    expect(leaf.key).toBe('H47.01-261130-0007/5')
    const path = await proveInclusion(db.kysely, leaf.index, record.size)
    expect(isIncluded(sha256, { leaf: leafHash(sha256, leaf.entry), index: leaf.index, size: record.size, path, root: record.root })).toBe(
      true,
    )
  })

  test('cannot be changed by the application', async () => {
    for (const table of ['leaf', 'round', 'tile', 'checkpoint'])
      for (const statement of [`delete from record.${table}`, `update record.${table} set locality_id = 47`, `truncate record.${table}`])
        await expect(db.pool.query(statement)).rejects.toThrow('permission denied')
    await expect(db.pool.query(`update record.log set origin = 'x'`)).rejects.toThrow('permission denied')
    await expect(
      db.pool.query(`insert into dossier.access (account_id, role, dossier_id, written_in) values (uuidv7(), 'clerk', uuidv7(), '3')`),
    ).rejects.toThrow('permission denied')
    expect((await other.pool.query('select distinct locality_id from record.leaf')).rows).toEqual([{ locality_id: otherLocality }])
  })
})

describe('the insider', () => {
  test('edits a row of each table', async () => {
    const keys: string[] = []
    for (const table of tables) keys.push(`${table} ${await keyOf(table)} edited`)
    const statements = tables.map((table) => `update ${table} set ${edits[table]} where ctid = (${rowOf(table)})`)
    expect(await tampered(tables, statements.join(';'), seen)).toEqual(keys.sort())
  })

  test('edits a dependent row: an entry of the book, a session of office hours', async () => {
    const found = await tampered(
      ['payment.entry', 'calendar.office_session'],
      `update payment.entry set amount_dong = amount_dong * 2 where ${here} and transaction_id = md5('t3' || ${testLocality})::uuid;
       update calendar.office_session set closes_minute = 700 where ctid = (${rowOf('calendar.office_session', 0)})`,
      seen,
    )
    expect(found.map((each) => each.replace(/ \S+ /u, ' '))).toEqual(['calendar.office_hours edited', 'payment.transaction edited'])
  })

  test('swaps the register numbers of two dossiers', async () => {
    const found = await tampered(
      ['dossier.register_line'],
      `update dossier.register_line set line = line + 100 where ${here} and line in (4, 5);
       update dossier.register_line set line = 109 - line where ${here} and line > 100`,
      seen,
    )
    expect(found).toEqual([`dossier.register_line ${centre}/2026/4 reordered`, `dossier.register_line ${centre}/2026/5 reordered`])
  })

  test('writes another reference, sum or time into a notice of the bank', async () => {
    const notice = async (change: string): Promise<string[]> =>
      await tampered(['payment.bank_notice'], `update payment.bank_notice set ${change} where ${here} and bank_reference = 'FT-3'`, seen)
    const { rows } = await owner.query(`select id from payment.bank_notice where ${here} and bank_reference = 'FT-3'`)
    for (const change of [`bank_reference = 'FT-99'`, 'amount_dong = 7', `paid_at = paid_at - interval '1 day'`])
      expect(await notice(change)).toEqual([`payment.bank_notice ${rows[0].id} edited`])
  })

  test('changes who decided on a return or a refund, and takes a decision back', async () => {
    const found = await tampered(
      ['payment.notice_use', 'payment.reversal'],
      `update payment.notice_use set decided_by_name = 'khác' where ${here} and notice_id = md5('n8' || ${testLocality})::uuid;
       update payment.notice_use set decision = null, decided_at = null where ${here} and notice_id = md5('n9' || ${testLocality})::uuid;
       update payment.notice_use set decided_by_name = 'khác' where ${here} and notice_id = md5('n2' || ${testLocality})::uuid;
       update payment.reversal set decided_by_name = 'khác' where ctid = (${rowOf('payment.reversal')})`,
      seen,
    )
    const noticeId = async (n: number): Promise<string> =>
      (await owner.query(`select md5('n${n}' || ${testLocality})::uuid as id`)).rows[0].id as string
    expect(found).toEqual(
      [
        `payment.notice_use.decision ${await noticeId(8)}/1 edited`,
        `payment.notice_use.decision ${await noticeId(9)}/1 deleted`,
        `payment.notice_use ${await noticeId(2)}/1 edited`,
        `payment.reversal.decision ${await keyOf('payment.reversal')} edited`,
      ].sort(),
    )
  })

  test('edits an act and recomputes the seals of its chain to the end', async () => {
    const found = await tampered(
      ['dossier.act'],
      `do $$ declare each record; before bytea; begin
         for each in select a.*, d.code from dossier.act a join dossier.dossier d on d.locality_id = a.locality_id and d.id = a.dossier_id
             where a.${here} and d.code = 'H47.01-261130-0002' and seq >= 4 order by seq loop
           if each.seq = 4 then each.payload := '{"no":44}'; before := each.prev_hash; end if;
           each.hash := dossier.seal_of(before, each.code, each.seq, each.kind, each.at, each.actor_account_id, each.actor_name, each.actor_role, each.request_id, each.payload);
           update dossier.act set payload = each.payload, prev_hash = before, hash = each.hash where ${here} and dossier_id = each.dossier_id and seq = each.seq;
           before := each.hash;
         end loop; end $$`,
      seen,
    )
    expect(found).toEqual(['dossier.act H47.01-261130-0002/4 edited'])
  })

  test('edits a seal alone', async () => {
    const found = await tampered(
      ['dossier.act'],
      `update dossier.act set hash = sha256('x') where ctid = (${rowOf('dossier.act', 7)})`,
      seen,
    )
    expect(found).toEqual([`dossier.act ${await keyOf('dossier.act', 7)} edited`])
  })

  test('deletes a row of each table', async () => {
    const keys: string[] = []
    for (const table of tables) keys.push(`${table} ${await keyOf(table)} deleted`)
    keys.push(`payment.reversal.decision ${await keyOf('payment.reversal')} deleted`)
    const statements = tables.map((table) => `delete from ${table} where ctid = (${rowOf(table)})`)
    const found = await tampered(tables, statements.join(';'), seen)
    // The act after the one that is gone no longer follows it.
    expect(found.filter((each) => !/^dossier\.act \S+ edited$/u.test(each))).toEqual(keys.sort())
  })

  test('deletes a complete dossier', async () => {
    const found = await tampered(
      ['dossier.act', 'dossier.dossier'],
      `delete from dossier.act where ${here} and dossier_id = md5('d9' || ${testLocality})::uuid; delete from dossier.dossier where ${here} and code like '%0009'`,
      seen,
    )
    expect(found).toEqual(Array.from({ length: 8 }, (_, n) => `dossier.act H47.01-261130-0009/${n + 1} deleted`))
  })

  test('inserts a backdated row', async () => {
    // An hour went by since the sealer looked, as far as the rows can tell.
    const old = `now() - interval '1 hour'`
    const found = await tampered(
      ['dossier.access', 'payment.payment', 'identity.account_event', 'feedback.rating'],
      `insert into dossier.access (locality_id, id, dossier_id, account_id, role, at) values (47, '${agency}', uuidv7(), '${second}', 'clerk', ${old});
       insert into payment.payment (locality_id, id, bill_id, centre_id, method, amount_dong, lines, cashier_name, on_day, at, transaction_id)
         values (47, '${agency}', uuidv7(), '${centre}', 'cash', 1, '{1}', 'x', current_date, ${old}, uuidv7());
       insert into identity.account_event (locality_id, id, account_id, kind, by_name, at) values (47, '${agency}', '${officer}', 'enabled', 'x', ${old});
       insert into feedback.rating (locality_id, id, on_day, centre_id, result, attitude) values (47, '${agency}', current_date - 2, '${centre}', 'good', 'good')`,
      async () => {
        const before = await seen()
        // They are reported even if they were recorded meanwhile.
        await tampered(['record.log', 'record.leaf', 'record.tile', 'record.round', 'record.checkpoint'], 'select 1', async () => {
          await sealRecord(db, publicUrl)
          expect(await seen()).toEqual(before)
        })
        return before
      },
    )
    expect(found).toEqual(
      ['dossier.access', 'feedback.rating', 'identity.account_event', 'payment.payment'].map((table) => `${table} ${agency} inserted`),
    )
  })

  test('swaps two acts, and two ratings', async () => {
    const found = await tampered(
      ['dossier.act', 'feedback.rating'],
      `update dossier.act set seq = seq + 100 where ${here} and dossier_id = md5('d4' || ${testLocality})::uuid and seq in (3, 4);
       update dossier.act set seq = 107 - seq where ${here} and dossier_id = md5('d4' || ${testLocality})::uuid and seq in (103, 104);
       with two as (select id, result, row_number() over (order by result) as n from (select distinct on (result) id, result from feedback.rating where ${here} and on_day < current_date) x limit 2)
         update feedback.rating r set result = o.result from two t, two o where r.${here} and r.id = t.id and o.n = 3 - t.n`,
      seen,
    )
    expect(found.filter((each) => each.startsWith('dossier'))).toEqual([
      'dossier.act H47.01-261130-0004/3 reordered',
      'dossier.act H47.01-261130-0004/4 reordered',
      'dossier.act H47.01-261130-0004/5 edited',
    ])
    expect(found.filter((each) => each.startsWith('feedback')).map((each) => each.split(' ')[2])).toEqual(['reordered', 'reordered'])
  })

  test('cuts off the end of a dossier, and of each table', async () => {
    const acts = await tampered(
      ['dossier.act'],
      `delete from dossier.act where ${here} and dossier_id = md5('d6' || ${testLocality})::uuid and seq > 6`,
      seen,
    )
    expect(acts).toEqual(['dossier.act H47.01-261130-0006/7 truncated', 'dossier.act H47.01-261130-0006/8 truncated'])
    const cut = tables.map(
      (table) => `delete from ${table} t where ${here} and exists (select from record.leaf l where l.${here} and l.source = '${table}'
        and l.key = ${table === 'dossier.act' ? `(select code from dossier.dossier d where d.id = t.dossier_id) || '/' || t.seq` : recordedSources.find(({ name }) => name === table)?.key}
        and l.leaf_index > (select percentile_disc(0.5) within group (order by leaf_index) from record.leaf l where l.${here} and l.source = '${table}'))`,
    )
    const found = await tampered(tables, cut.join(';'), seen)
    const kinds = new Map(
      tables.map((table) => [table, new Set(found.filter((each) => each.startsWith(`${table} `)).map((each) => each.split(' ')[2]))]),
    )
    expect([...kinds].map(([table, set]) => `${table} ${[...set].join()}`)).toEqual(tables.map((table) => `${table} truncated`))
  })

  test('edits a row and its leaf, and the tile too', async () => {
    const key = await keyOf('payment.payment')
    const forged = `update payment.payment set amount_dong = 1 where ctid = (${rowOf('payment.payment')});
      update record.leaf set body = sha256(salt || convert_to((select ${recordedSources.find(({ name }) => name === 'payment.payment')?.text} from payment.payment t where t.${here} and t.id = '${key}'), 'UTF8'))
        where ${here} and source = 'payment.payment' and key = '${key}'`
    const [{ index }] = (
      await owner.query(`select leaf_index as index from record.leaf where ${here} and source = 'payment.payment' and key = '${key}'`)
    ).rows as [{ index: number }]
    const found = await tampered(['payment.payment', 'record.leaf'], forged, seen)
    expect(found).toEqual([expect.stringMatching(new RegExp(`^record\\.leaf (?:${index}|\\d+-\\d+) edited$`, 'u'))])
  })

  test('edits, deletes, moves and cuts off leaves', async () => {
    expect(await tampered(['record.leaf'], `update record.leaf set body = sha256('x') where ${here} and leaf_index = 20`, seen)).toContain(
      'record.leaf 20 edited',
    )
    expect(await tampered(['record.leaf'], `delete from record.leaf where ${here} and leaf_index = 20`, seen)).toContain(
      'record.leaf 20 deleted',
    )
    const swap = `update record.leaf set leaf_index = 100000 + leaf_index where ${here} and leaf_index in (20, 30);
      update record.leaf set leaf_index = 100050 - leaf_index where ${here} and leaf_index > 100000`
    expect(await tampered(['record.leaf'], swap, seen)).toEqual(['record.leaf 20 reordered', 'record.leaf 30 reordered'])
    const { size } = await checkRecord(db)
    const cut = await tampered(['record.leaf'], `delete from record.leaf where ${here} and leaf_index >= ${size - 5}`, seen)
    expect(cut).toContain(`record.leaf ${size - 5}-${size - 1} truncated`)
  })

  test('edits a tile and a checkpoint, or takes the last checkpoint away', async () => {
    expect(
      await tampered(
        ['record.tile'],
        `update record.tile set hashes = overlay(hashes placing '\\x00000000'::bytea from 33) where ${here} and level = 0 and n = 0`,
        seen,
      ),
    ).toEqual(['record.tile 0/0 edited'])
    const { size } = await checkRecord(db)
    expect(
      await tampered(['record.checkpoint'], `update record.checkpoint set root = sha256('x') where ${here} and size = ${size}`, seen),
    ).toContain(`record.checkpoint ${size} edited`)
    expect(await tampered(['record.checkpoint'], `delete from record.checkpoint where ${here} and size = ${size}`, seen)).toEqual([
      `record.checkpoint ${size} truncated`,
    ])
  })

  test('restores the database of yesterday, which only an external checkpoint reveals', async () => {
    const outside = (await getRecord(db.kysely))?.note ?? ''
    const [{ size }] = (await owner.query(`select size from record.checkpoint where ${here} order by size limit 1`)).rows as [
      { size: number },
    ]
    const yesterday = ['leaf', 'round', 'tile', 'checkpoint'].map((table) => {
      const at = { leaf: 'leaf_index', round: 'first_index', tile: '(n + 1) * 256', checkpoint: 'size' }[table]
      return `delete from record.${table} where ${here} and ${at} ${table === 'leaf' || table === 'round' ? '>=' : '>'} ${size}`
    })
    const rows = `delete from dossier.access where ${here} and account_id = '${second}'`
    await tampered(
      ['record.leaf', 'record.round', 'record.tile', 'record.checkpoint', 'dossier.access'],
      [...yesterday, rows].join(';'),
      async () => {
        expect(await seen()).toEqual([])
        expect(await seen([outside])).toEqual([expect.stringMatching(/^record\.log \d+-\d+ rolled_back$/u)])
        expect(await seen([firstNote])).toEqual([])
      },
    )
  })

  test('cannot use a checkpoint that this log did not sign', async () => {
    const foreign = (await getRecord(other.kysely))?.note ?? ''
    await expect(checkRecord(db, [foreign])).rejects.toThrow('The checkpoint is of the log khac.example.vn')
    await expect(checkRecord(db, [firstNote.replace(/\n\d+\n/u, '\n7\n')])).rejects.toThrow('not signed with a key of this log')
    await expect(checkRecord(db, ['hello'])).rejects.toThrow('not a checkpoint')
  })

  test('reports no row as inserted that is older than the recording of its table, and reports later ones', async () => {
    const old = `now() - interval '2 hours'`
    await tampered(
      ['record.log', 'record.leaf', 'record.tile', 'record.round', 'record.checkpoint', 'payment.reversal'],
      'select 1',
      async () => {
        // A log that an earlier release began and kept up with, and a row of then.
        await owner.query(`delete from record.leaf where ${here}; delete from record.tile where ${here}; delete from record.round where ${here};
        delete from record.checkpoint where ${here}; update record.log set settled_xid = null, looked_at = null where ${here}`)
        const former = `set written_in = null, asked_at = ${old}, decided_at = ${old}`
        await owner.query(`create table payment.later as table payment.reversal; delete from payment.reversal where ${here}`)
        await sealRecord(db, publicUrl)
        await owner.query(`insert into payment.reversal select * from payment.later where ${here}; drop table payment.later;
        update payment.reversal ${former} where ${here}; update record.log set settled_xid = null where ${here}`)
        expect(await seen()).toEqual([])
        await sealRecord(db, publicUrl)
        expect(await seen()).toEqual([])
        await owner.query(`update record.log set looked_at = now() where ${here}`)
        await owner.query(`insert into payment.reversal (locality_id, id, payment_id, centre_id, kind, amount_dong, reason, asked_by, asked_by_name, asked_at, needs_second)
        values (47, '${agency}', uuidv7(), '${centre}', 'refund', 1, 'x', '${officer}', 'x', ${old}, true)`)
        expect(await seen()).toEqual([`payment.reversal ${agency} inserted`])
        await sealRecord(db, publicUrl)
        expect(await seen()).toEqual([`payment.reversal ${agency} inserted`])
      },
    )
  })

  test('finds the record complete again when everything was restored', async () => {
    expect(await seen([firstNote])).toEqual([])
  })
})
