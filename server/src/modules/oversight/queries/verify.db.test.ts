import { createHash, randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { AgencyId } from '#kernel/ids.ts'
import { testCentre } from '../../../testing/test-centre.ts'
import { dossiersAt } from '../../dossier/testing/dossier-at.ts'
import { run as runVerify } from '../cli/verify.ts'
import { verify } from './verify.ts'

// Each promise broken on a copy of a sound database, behind the back of everything that keeps it. A check that cannot fail is none.
const centre = await testCentre()
const { db, call, as, centreId } = centre
const admin = new pg.Client(inject('postgresAdminUrl' as never) as unknown as string)
const copies: string[] = []

async function file(): Promise<string> {
  const token = await as('tiepnhan1')
  const { components } = (await call<{ components: { no: number }[] }>(null, 'GET', '/procedures/1.001612')).body
  const { body, status } = await call<{ code: string }>(token, 'POST', '/dossiers', {
    procedureCode: '1.001612',
    centreId,
    applicant: { kind: 'person', fullName: 'Người thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905000001' },
    papers: components.map(({ no }) => ({ componentNo: no, originals: 1, copies: 1 })),
  })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body.code
}

let open = ''
let withdrawn = ''
let [inAgency, asked, corrected, consulted] = ['', '', '', '']
const forwarded = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&state=published&limit=1')
const lives = await dossiersAt(centre, forwarded.body.items[0]?.code ?? '')
beforeAll(async () => {
  await admin.connect()
  open = await file()
  withdrawn = await file()
  const ended = await call(await as('tiepnhan1'), 'POST', `/dossiers/${withdrawn}/acts`, { act: 'withdraw', reason: 'Người nộp xin rút' })
  if (ended.status >= 400) throw new Error(JSON.stringify(ended.body))
  inAgency = await lives.inAgency('2026-03-02T09:00')
  await lives.act('2026-03-03T09:00', inAgency, 'request_extension', 'case_officer', {
    cause: 'complex_content',
    days: 2,
    reason: 'Hồ sơ nhiều',
  })
  asked = await lives.inAgency('2026-03-02T09:00')
  await lives.act('2026-03-03T09:00', asked, 'request_supplement', 'case_officer', {
    defects: [{ componentNo: null, text: 'Thiếu chữ ký' }],
    reason: 'Thiếu chữ ký',
  })
  consulted = await lives.inAgency('2026-03-02T09:00')
  const [other] = await db.peek<{ id: AgencyId }>(
    'select id from agency.v_agency where id <> (select agency_id from dossier.dossier where code = $1) order by code limit 1',
    [consulted],
  )
  if (!other) throw new Error('there is one agency only')
  await lives.act('2026-03-03T09:00', consulted, 'consult', 'case_officer', {
    agencyId: other.id,
    question: 'Đất có tranh chấp không?',
    days: 3,
  })
  const { accountId, displayName, localityId } = lives.another('case_officer')
  const asked_ = { accountId, displayName, localityId, grants: [{ role: 'case_officer', agencyId: other.id, centreId: null }] } as const
  await lives.actBy('2026-03-04T09:00', consulted, 'answer_consultation', asked_, { answer: 'Không có tranh chấp' })
  corrected = await lives.accepted('2026-03-02T09:00')
  for (const phone of ['0905000003', '0905000004'])
    await lives.act('2026-03-02T10:00', corrected, 'correct_contact', 'counter_officer', { contact: { phone }, reason: 'Đọc nhầm' })
})
afterAll(async () => {
  for (const name of copies) await admin.query(`drop database ${name} with (force)`)
  await admin.end()
}, 600_000)

/** The address of a copy in which `statements` were done without triggers or foreign keys. */
async function brokenCopy(statements: string): Promise<string> {
  const name = `broken_${randomBytes(6).toString('hex')}`
  const source = new URL(db.ownerUrl).pathname.slice(1)
  for (let tries = 1; ; tries += 1) {
    await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [source])
    try {
      await admin.query(`create database ${name} template ${source}`)
      break
    } catch (error) {
      // Someone came back between the two statements.
      if (tries > 20) throw error
    }
  }
  copies.push(name)
  const url = new URL(db.ownerUrl)
  url.pathname = `/${name}`
  const client = new pg.Client(url.href)
  await client.connect()
  await client.query(`set session_replication_role = replica; set motcua.locality_id = 47`)
  try {
    await client.query(statements)
  } finally {
    await client.end()
  }
  return url.href
}

const one = (code: string): string => `(select id from dossier.dossier where code = '${code}')`
const id = (): string => `'${randomUUID()}'`
const payment = (bill: string, lines: string): string => `
  insert into payment.payment (locality_id, bill_id, centre_id, method, amount_dong, lines, cashier_name, on_day, at, transaction_id)
  values (47, ${bill}, ${id()}, 'cash', 1000, ${lines}, 'x', '2026-01-01', now(), ${id()});`

/** A collector of the centre, and the change that set it; not of the one that it is when nothing `isSaid`. */
const collector = (isSaid: boolean): string => `
  update centre.centre set code = 'TT-01' where id = '${centreId}';
  insert into payment.account (locality_id, centre_id, collector_name, tax_code, bank_bin, bank_account, template_symbol, series_symbol, changed_at)
  values (47, '${centreId}', 'x', '0400000000', '970400', '1', '01BLP0-001', 'BI-26T', now());
  insert into platform.setting_change (locality_id, by_name, subject, key, after, at)
  values (47, 'x', 'collector', 'TT-01', '{"collectorName":"trước","taxCode":"0400000000"}', now() - interval '1 hour'),
    (47, 'x', 'collector', '${isSaid ? 'TT-01' : 'TT-02'}', '{"collectorName":"x","taxCode":"0400000000","bankBin":"970400","bankAccount":"1",
      "templateSymbol":"01BLP0-001","seriesSymbol":"BI-26T","refundLimitDong":0}', now());`

/** A PDF that was never checked. */
const arrived = (file: string): string => `
  insert into document.file_content (locality_id, sha256, size, bytes) values (47, sha256('tệp'), octet_length('tệp'), 'tệp');
  insert into document.file (locality_id, id, dossier_id, purpose, name, media_type, size, content_sha256, uploaded_at, uploaded_by, uploaded_by_name, uploaded_role)
  values (47, '${file}', ${one(open)}, 'other', 'don.pdf', 'application/pdf', octet_length('tệp'), sha256('tệp'), now(), ${id()}, 'x', 'clerk');`

/** A change, the checks that must report it, and a word that their examples must contain. */
const breaks: [invariant: string, statements: () => string, named: () => string][] = [
  ['1a', () => `delete from dossier.holding where dossier_id = ${one(open)} and to_at is null`, () => open],
  [
    '1b',
    () =>
      `update dossier.holding set kind = case kind when 'applicant' then 'outside' else 'applicant' end where dossier_id = ${one(open)} and to_at is null`,
    () => open,
  ],
  ['1c', () => `delete from dossier.clock where dossier_id = ${one(open)}`, () => open],
  ['1d', () => `update dossier.dossier set committed_due_at = committed_due_at + interval '1 day' where code = '${open}'`, () => open],
  ['1e', () => `update dossier.holding set account_id = ${id()} where dossier_id = ${one(open)} and to_at is null`, () => open],
  [
    '1f',
    () => `insert into dossier.claim (locality_id, dossier_id, step_no, account_id, since_at, peers_from, until_at)
      values (47, ${one(withdrawn)}, 1, ${id()}, now(), now(), now())`,
    () => withdrawn,
  ],
  ['1g', () => `update dossier.dossier set open_parts = 1 where code = '${open}'`, () => open],
  ['1i', () => `delete from dossier.called_by where dossier_id = ${one(open)}`, () => open],
  ['1h', () => `delete from dossier.queue where dossier_id = ${one(open)}`, () => open],
  ['1h', () => `update dossier.queue set due_at = 'infinity' where dossier_id = ${one(open)}`, () => open],
  ['1h', () => `update dossier.queue set legal_due_at = 'infinity' where dossier_id = ${one(open)}`, () => open],
  [
    '1h',
    () => `insert into dossier.queue (locality_id, dossier_id, due_at, legal_due_at, agency_id, centre_id, state, handling, holder_kind, open_parts)
      select locality_id, id, 'infinity', 'infinity', agency_id, centre_id, state, handling, 'applicant', 0 from dossier.dossier where code = '${withdrawn}'`,
    () => withdrawn,
  ],
  [
    '2a',
    () => `insert into dossier.holding (locality_id, dossier_id, seq, kind, from_at, to_at)
      select locality_id, dossier_id, seq + 1, 'applicant', to_at + interval '1 hour', to_at + interval '2 hours' from dossier.holding
      where dossier_id = ${one(withdrawn)} order by seq desc limit 1`,
    () => withdrawn,
  ],
  ['2b', () => `update dossier.dossier set received_at = received_at - interval '1 hour' where code = '${open}'`, () => open],
  [
    '2c',
    () => `update dossier.holding set work_ms = work_ms + 60000 where dossier_id = ${one(withdrawn)} and to_at is not null`,
    () => withdrawn,
  ],
  [
    '3',
    () => `alter table dossier.dossier drop constraint dossier_ended_has_outcome;
      update dossier.dossier set outcome = null where code = '${withdrawn}'`,
    () => withdrawn,
  ],
  ['3b', () => `update dossier.dossier set outcome = 'stopped' where code = '${withdrawn}'`, () => '20'],
  ['3b', () => `update dossier.figure_change set late_by_law = late_by_law + 1`, () => '20'],
  ['3b', () => `update dossier.figure_change set ended_late = ended_late + 1`, () => '20'],
  ['3b', () => `update dossier.figure_change set refused_at_intake = refused_at_intake + 1`, () => '20'],
  ['3b', () => `delete from dossier.register_line where dossier_id = ${one(open)}`, () => 'received on'],
  ['4a', () => `update dossier.act set actor_name = 'Người khác' where dossier_id = ${one(open)} and seq = 1`, () => `${open} act 1`],
  ['4b', () => `delete from dossier.act where dossier_id = ${one(open)} and seq = 2`, () => open],
  ['4c', () => `update dossier.act set kind = 'supplement' where dossier_id = ${one(open)} and kind = 'accept'`, () => open],
  ['4d', () => `update dossier.dossier set procedure_version_id = ${id()} where code = '${open}'`, () => open],
  ['4d', () => `update dossier.dossier set handling = 'on_the_spot' where code = '${withdrawn}'`, () => withdrawn],
  [
    '4e',
    () => `insert into dossier.part (locality_id, dossier_id, no, step_no, kind, agency_id, lead_agency_id, role, hours, opened_at, opened_seq,
        closed_at, closed_seq, how, work_ms, late)
      select locality_id, id, 1, 2, 'work', agency_id, agency_id, 'case_officer', 8, received_at, 1, received_at, 2, 'ended', 0, false
      from dossier.dossier where code = '${open}'`,
    () => open,
  ],
  // Changes that an owner of the database could make to a record; each is found by folding the acts.
  [
    '4f',
    () => `insert into dossier.clock_stop (locality_id, dossier_id, seq, cause, law, from_at, to_at, effect)
      select locality_id, id, 99, 'force_majeure', 'x', accepted_at, accepted_at + interval '12 days', 'pause' from dossier.dossier where code = '${open}'`,
    () => `${open}: the clock was turned (force_majeure)`,
  ],
  ['4f', () => `update dossier.dossier set step_no = 4 where code = '${inAgency}'`, () => `${inAgency}: step is 4, the acts say`],
  [
    '4f',
    () => `update dossier.dossier set supplement_count = 0 where code = '${asked}'`,
    () => `${asked}: supplements asked is 0, the acts say 1`,
  ],
  ['4f', () => `delete from dossier.paper where dossier_id = ${one(open)}`, () => `${open}: paper 1 of act 1: none in hand`],
  [
    '4f',
    () => `update dossier.paper set copies = copies + 1 where dossier_id = ${one(open)} and component_no = 1`,
    () => `${open}: paper 1`,
  ],
  [
    '4f',
    () => `update dossier.dossier set applicant_name = 'Người Khác', applicant_folded = 'nguoi khac', applicant_id_number = '049190000009'
      where code = '${open}'`,
    () => `${open}: the applicant is not who the acts say: họ tên, số giấy tờ`,
  ],
  [
    '4f',
    () => `update dossier.dossier set applicant_phone = '0905000009' where code = '${corrected}'`,
    () => `${corrected}: the applicant is not who the acts say: số điện thoại`,
  ],
  [
    '4f',
    () => `update dossier.dossier set representative_name = 'Người Khác' where code = '${open}'`,
    () => `${open}: the applicant is not who the acts say: representativeName`,
  ],
  [
    '4f',
    () => `update dossier.dossier set summary = 'Việc khác', result_method = 'post', counter_id = ${id()} where code = '${open}'`,
    () => `${open}: the applicant is not who the acts say: summary, resultMethod, counterId`,
  ],
  ['4i', () => `update dossier.reappointment set days = 9, reason = 'Lý do khác' where dossier_id = ${one(inAgency)}`, () => inAgency],
  [
    '4i',
    () => `update dossier.reappointment set asked_at = asked_at - interval '1 day' where dossier_id = ${one(inAgency)}`,
    () => inAgency,
  ],
  [
    '8h',
    () => `insert into payment.bill (locality_id, id, dossier_id, dossier_code, agency_id, centre_id, payer_name, procedure_name, reference, created_at)
      select 47, id, id, code, agency_id, centre_id, 'Người Khác', 'x', 'MC22222222', now() from dossier.dossier where code = '${open}'`,
    () => open,
  ],
  ['4i', () => `delete from dossier.reappointment where dossier_id = ${one(inAgency)}`, () => inAgency],
  [
    '4i',
    () =>
      `update dossier.reappointment set decision = 'declined', decided_at = asked_at, decided_seq = seq where dossier_id = ${one(inAgency)}`,
    () => inAgency,
  ],
  ['4j', () => `delete from dossier.handover_item where dossier_id = ${one(inAgency)}`, () => inAgency],
  [
    '4j',
    () => `update dossier.handover_item set received_at = null, received_by = null where dossier_id = ${one(inAgency)}`,
    () => inAgency,
  ],
  ['4k', () => `delete from dossier.consultation where dossier_id = ${one(consulted)}`, () => consulted],
  ['4k', () => `update dossier.consultation set answer = 'Có tranh chấp' where dossier_id = ${one(consulted)}`, () => consulted],
  ['4k', () => `update dossier.consultation set question = 'Việc khác?' where dossier_id = ${one(consulted)}`, () => consulted],
  ['4k', () => `update dossier.consultation set due_at = due_at + interval '1 day' where dossier_id = ${one(consulted)}`, () => consulted],
  [
    '4k',
    () => `update dossier.consultation set agency_id = (select agency_id from dossier.dossier where code = '${consulted}')
      where dossier_id = ${one(consulted)}`,
    () => consulted,
  ],
  [
    '4k',
    () => `update dossier.consultation set answer = null, answered_at = null, answered_seq = null, closed_at = answered_at
      where dossier_id = ${one(consulted)}`,
    () => consulted,
  ],
  [
    '4k',
    () => `insert into dossier.consultation (locality_id, dossier_id, seq, agency_id, question, days, asked_at, due_at, answer, answered_at, answered_seq)
      select 47, id, 2, agency_id, 'Đồng ý không?', 3, accepted_at, accepted_at + interval '3 days', 'Đồng ý', accepted_at, 2
      from dossier.dossier where code = '${open}'`,
    () => open,
  ],
  [
    '4f',
    () => `update dossier.clock set settings = settings || '{"onSupplement": "pause"}' where dossier_id = ${one(inAgency)}`,
    () => `${inAgency}: the committed clock counts by`,
  ],
  [
    '4f',
    () =>
      `update dossier.clock set settings = settings || '{"dueTime": "end_of_day"}' where dossier_id = ${one(withdrawn)} and kind = 'legal'`,
    () => `${withdrawn}: the legal clock counts by`,
  ],
  [
    '4f',
    () => `update dossier.dossier set clock_from = 'competent_agency' where code = '${withdrawn}'`,
    () => `${withdrawn}: beginning of the clocks is competent_agency, the acts say acceptance`,
  ],
  ['4j', () => `update dossier.holding set cause = 'applicant' where dossier_id = ${one(inAgency)} and kind = 'agency'`, () => inAgency],
  [
    '8h',
    () => `insert into payment.bill (locality_id, id, dossier_id, dossier_code, agency_id, centre_id, payer_name, procedure_name, reference, created_at)
      select 47, id, id, code, agency_id, ${id()}, applicant_name, 'x', 'MC22222222', now() from dossier.dossier where code = '${open}'`,
    () => open,
  ],
  ['4j', () => `update dossier.handover_item set received_by = ${id()} where dossier_id = ${one(inAgency)}`, () => inAgency],
  [
    '4f',
    () => `update dossier.dossier set holder_kind = 'outside', holder_account_id = null where code = '${inAgency}';
      update dossier.holding set kind = 'outside', account_id = null where dossier_id = ${one(inAgency)} and to_at is null`,
    () => `${inAgency}: holder is outside, the acts say agency`,
  ],
  [
    '4f',
    () => `update dossier.dossier set holder_account_id = '44444444-4444-7444-8444-444444444444' where code = '${open}';
      update dossier.holding set account_id = '44444444-4444-7444-8444-444444444444' where dossier_id = ${one(open)} and to_at is null`,
    () => `${open}: officer is 44444444`,
  ],
  [
    '4f',
    () => `update dossier.holding set from_at = from_at - interval '1 second' where dossier_id = ${one(inAgency)} and to_at is null`,
    () => inAgency,
  ],
  ['4f', () => `update dossier.dossier set state = 'approved' where code = '${inAgency}'`, () => `${inAgency}: state is approved`],
  [
    '4f',
    () => `update dossier.dossier set committed_due_at = committed_due_at + interval '1 day' where code = '${open}'`,
    () => `${open}: committed due is`,
  ],
  [
    '4f',
    () => `update dossier.dossier set legal_due_at = legal_due_at + interval '1 day' where code = '${inAgency}'`,
    () => `${inAgency}: legal due is`,
  ],
  [
    '4f',
    () => `update dossier.clock set limit_amount = limit_amount + 5 where dossier_id = ${one(open)} and kind = 'committed'`,
    () => `${open}: clocks are`,
  ],
  [
    '4f',
    () =>
      `delete from dossier.act where dossier_id = ${one(asked)} and seq = (select last_seq from dossier.dossier where code = '${asked}')`,
    () => `${asked}: state is awaiting_supplement, the acts say`,
  ],
  [
    '4f',
    () => `update dossier.clock_stop set from_at = from_at - interval '1 hour' where dossier_id = ${one(asked)}`,
    () => `${asked}: turn`,
  ],
  ['4f', () => `delete from dossier.clock_stop where dossier_id = ${one(asked)}`, () => `${asked}: the turn of act`],
  ['4f', () => `update dossier.dossier set outcome = 'refused' where code = '${withdrawn}'`, () => `${withdrawn}: outcome is refused`],
  [
    '4g',
    () => `insert into payment.bill_line (locality_id, bill_id, no, kind, name, tariff_dong, due_dong, timing, state, asked_seq, basis)
        values (47, '22222222-2222-7222-8222-222222222222', 1, 'charge', 'x', 1000, 1000, 'duty', 'owed', 3, 'x');
      insert into payment.bill (locality_id, id, dossier_id, dossier_code, agency_id, centre_id, payer_name, procedure_name, reference, created_at)
        values (47, '22222222-2222-7222-8222-222222222222', ${one(open)}, 'HS-1', ${id()}, ${id()}, 'x', 'x', 'MC22222222', now())`,
    () => open,
  ],
  ['4h', () => `delete from dossier.register_line where dossier_id = ${one(open)}`, () => open],
  ['4h', () => `update dossier.register_year set lines = lines + 1`, () => '20'],
  [
    '5',
    () => `do $$ declare c text; begin
        for c in select conname from pg_constraint where conrelid = 'dossier.dossier'::regclass and contype = 'u' loop
          execute format('alter table dossier.dossier drop constraint %I cascade', c); end loop; end $$;
      update dossier.dossier set code = '${open}' where code = '${withdrawn}'`,
    () => open,
  ],
  ['6', () => `alter table notification.notice no force row level security`, () => 'notification.notice'],
  ['6', () => `alter table platform.idempotency disable row level security`, () => 'platform.idempotency'],
  ['6b', () => `grant update on dossier.act to motcua_app`, () => 'UPDATE'],
  ['6c', () => `alter table dossier.clock_stop disable trigger changes_with_an_act`, () => 'dossier.clock_stop'],
  [
    '6c',
    () => `drop trigger dossier_moves_with_its_act on dossier.dossier; drop trigger dossier_follows_its_act on dossier.dossier`,
    () => 'dossier.dossier',
  ],
  ['6c', () => `grant update (due_at) on dossier.queue to motcua_app`, () => 'dossier.queue'],
  [
    '8a',
    () => `insert into payment.entry (locality_id, transaction_id, no, account, amount_dong, centre_id, on_day)
      values (47, '11111111-1111-7111-8111-111111111111', 1, 'bank', 5, ${id()}, '2026-01-01')`,
    () => '11111111-1111-7111-8111-111111111111',
  ],
  [
    '8b',
    () =>
      `insert into payment.receipt_series (locality_id, template_symbol, series_symbol, year, last_number) values (47, '01BLP0-001', 'BI-26T', 2026, 3)`,
    () => 'BI-26T/2026',
  ],
  ['8c', () => payment(id(), `'{}'`), () => ''],
  [
    '8d',
    () => `insert into payment.bill (locality_id, id, dossier_id, dossier_code, agency_id, centre_id, payer_name, procedure_name, reference, created_at)
        values (47, '22222222-2222-7222-8222-222222222222', ${id()}, 'HS-1', ${id()}, ${id()}, 'x', 'x', 'MC22222222', now());
      insert into payment.bill_line (locality_id, bill_id, no, kind, name, tariff_dong, due_dong, timing, state)
        values (47, '22222222-2222-7222-8222-222222222222', 1, 'fee', 'x', 1000, 1000, 'accept', 'paid')`,
    () => 'HS-1',
  ],
  [
    '8d',
    () => `insert into payment.bill (locality_id, id, dossier_id, dossier_code, agency_id, centre_id, payer_name, procedure_name, reference, created_at)
        values (47, '22222222-2222-7222-8222-222222222222', ${id()}, 'HS-2', ${id()}, ${id()}, 'x', 'x', 'MC22222222', now());
      insert into payment.bill_line (locality_id, bill_id, no, kind, name, tariff_dong, due_dong, timing, state)
        values (47, '22222222-2222-7222-8222-222222222222', 1, 'fee', 'x', 2000, 2000, 'accept', 'paid');
      ${payment(`'22222222-2222-7222-8222-222222222222'`, `'{1}'`)}`,
    () => 'HS-2',
  ],
  [
    '8f',
    () => `${payment(id(), `'{}'`)} update payment.payment set method = 'bank', noticed = true, bank_reference = 'FT-1'`,
    () => 'FT-1',
  ],
  [
    '8j',
    // The bank announced it, and an officer confirmed it once more, with the reference typed another way.
    () => `${collector(true)}
      ${payment(id(), `'{}'`)}
      update payment.payment set method = 'bank', centre_id = '${centreId}', bank_reference = 'ft.00 7';
      insert into payment.bank_notice (locality_id, bank_reference, centre_id, amount_dong, content, paid_at, received_at, state, transaction_id)
      values (47, 'FT007', '${centreId}', 1000, 'x', now(), now(), 'unmatched', ${id()})`,
    () => 'FT007',
  ],
  [
    '8g',
    () => `insert into payment.account (locality_id, centre_id, collector_name, tax_code, bank_bin, bank_account, template_symbol, series_symbol,
        changed_by, changed_at)
      values (47, '${centreId}', 'x', '0400000000', '970400', '1', '01BLP0-001', 'BI-26T', ${id()}, now()) on conflict do nothing;
      insert into payment.entry (locality_id, transaction_id, no, account, amount_dong, centre_id, on_day)
      values (47, ${id()}, 1, 'unmatched', 5, '${centreId}', '2026-01-01')`,
    () => centreId,
  ],
  ...[
    '',
    `delete from platform.setting_change where subject = 'collector';`,
    `update payment.account set collector_name = 'Người thu khác';`,
    `update payment.account set bank_account = '99';`,
    `update payment.account set refund_limit_dong = refund_limit_dong + 1;`,
    'delete from payment.account;',
  ].map((change, n): (typeof breaks)[number] => ['8i', () => collector(n > 0) + change, () => 'TT-01']),
  [
    '8e',
    () =>
      `insert into payment.cash_day (locality_id, centre_id, cashier_id, on_day, opening_dong) values (47, ${id()}, ${id()}, '2026-01-01', 5)`,
    () => '2026-01-01',
  ],
  [
    '9a',
    () => `alter table document.file_content drop constraint file_content_hash_true;
      insert into document.file_content (locality_id, sha256, size, bytes) values (47, sha256('một'), 3, 'hai')`,
    () => createHash('sha256').update('một').digest('hex'),
  ],
  [
    '9b',
    () =>
      `insert into dossier.act_file (locality_id, dossier_id, seq, file_id, content_sha256) values (47, ${one(open)}, 1, ${id()}, sha256('một'))`,
    () => open,
  ],
  [
    '4n',
    () => `insert into dossier.first_answer (locality_id, dossier_id, centre_id, filed_at, due_at)
      select locality_id, id, centre_id, received_at, received_at + interval '1 day' from dossier.dossier where code = '${open}'`,
    () => open,
  ],
  ['9c', () => arrived('33333333-3333-7333-8333-333333333333'), () => '33333333-3333-7333-8333-333333333333'],
]

test('the unchanged copy has no fault; the tests below break every check', async () => {
  const sound = await verify(await brokenCopy('select 1'))
  expect(sound.filter(({ broken }) => broken > 0)).toEqual([])
  expect(sound.map(({ invariant }) => invariant.split('.')[0]).toSorted()).toEqual([...new Set(breaks.map(([name]) => name))].toSorted())
})

test.each(breaks)('%s is named when it is broken', async (invariant, statements, named) => {
  const findings = (await verify(await brokenCopy(statements()))).filter(({ broken }) => broken > 0)
  const found = findings.find((each) => each.invariant.startsWith(`${invariant}. `))
  expect(found, JSON.stringify(findings)).toBeDefined()
  expect(found?.examples.join()).toContain(named())
})

test('the command exits with 1 and names the invariant and the dossier', async () => {
  const url = await brokenCopy(`update dossier.act set actor_name = 'Người khác' where dossier_id = ${one(open)} and seq = 1`)
  let out = ''
  const stdout = { write: (text: string) => ((out += text), true) } as unknown as NodeJS.WriteStream
  const io = { stdout, stderr: { isTTY: false } as NodeJS.WriteStream, ownerUrl: async () => url, openDatabase: async () => db }
  expect(await runVerify([], io)).toBe(1)
  expect(out).toContain(`BROKEN 4a. the chain of seals of every dossier verifies`)
  expect(out).toContain(`${open} act 1`)
})
