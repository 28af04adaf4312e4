import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureLogins } from '#platform/db/logins.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { verify } from '#oversight'
import type { SealedAct } from './modules/dossier/domain/act-chain.ts'
import { sealAct } from './modules/dossier/store/act-seal.ts'
import { testCentre } from './testing/test-centre.ts'

// Logged state changes only together with an act. All attempts use the login of a server, not the owner's.
const centre = await testCentre()
const { db, call, as, centreId } = centre
const procedures = await call<{ items: { code: string }[] }>(
  null,
  'GET',
  '/procedures?handling=forwarded&agency=H47.01&state=published&limit=1',
)

/** A dossier that went to its agency and whose clock is suspended. */
async function stopped(): Promise<string> {
  type View = { code: string; step: { role: string } | null }
  const counter = await as('tiepnhan1')
  const { code } = (
    await call<View>(counter, 'POST', '/dossiers', {
      procedureCode: procedures.body.items[0]?.code,
      centreId,
      applicant: { kind: 'person', fullName: 'Nguyễn Thị Thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905000001' },
      papers: Array.from({ length: 30 }, (_, index) => ({ componentNo: index + 1, originals: 2, copies: 2 })),
    })
  ).body
  const list = await call<{ number: string }>(counter, 'POST', '/handovers', {
    direction: 'to_agency',
    agencyCode: 'H47.01',
    centreId,
    dossierCodes: [code],
  })
  const agency = await as('thuly.skhdt')
  expect((await call(agency, 'POST', `/handovers/${list.body.number}/receive`, { dossierCodes: [code] })).status).toBe(200)
  const logins: Record<string, string> = { unit_head: 'truongphong.skhdt', clerk: 'vanthu.skhdt' }
  for (;;) {
    const { step } = (await call<View>(agency, 'GET', `/dossiers/${code}`)).body
    if (step?.role === 'case_officer') break
    await call(await as(logins[step?.role ?? ''] ?? ''), 'POST', `/dossiers/${code}/acts`, { act: 'complete_step' })
  }
  const done = await call(agency, 'POST', `/dossiers/${code}/acts`, {
    act: 'suspend',
    cause: 'force_majeure',
    reason: 'Bão số 9, đường bị chia cắt',
  })
  expect(done.body).toMatchObject({ state: 'suspended' })
  return (await db.peek<{ id: string }>('select id from dossier.dossier where code = $1', [code]))[0]?.id ?? ''
}
let session: pg.Client
let id = ''
let other = ''

beforeAll(async () => {
  const password = randomUUID()
  const suffix = `_${password.slice(0, 8)}`
  await ensureLogins(db.ownerUrl, () => password, suffix)
  const url = new URL(db.ownerUrl)
  url.username = `motcua_app_47${suffix}`
  url.password = password
  session = new pg.Client({ connectionString: url.href, options: '-c role=motcua_app' })
  await session.connect()
  id = await stopped()
  other = await stopped()
})
afterAll(async () => {
  await session.end()
})

/** Runs statements in one transaction of the application's login, to the commit; gives the names of what refused, or `done`. */
async function tried(...statements: string[]): Promise<string> {
  try {
    await session.query('begin')
    for (const statement of statements) await session.query(statement.replaceAll(':id', `'${id}'`).replaceAll(':other', `'${other}'`))
    await session.query('commit')
    return 'done'
  } catch (error) {
    await session.query('rollback')
    const { code: state, constraint } = error as { code: string; constraint?: string }
    return constraint ?? state
  }
}

const forbidden = '42501'
const act = (payload = '{}', of = ':id', seq = 'last_seq + 1', hash?: string) => {
  const request = randomUUID()
  const said = `${seq}, 'note_late', date_trunc('milliseconds', now()), 'x', 'counter_officer', '${request}', '${payload}', last_hash`
  const sealed = `dossier.seal_of(last_hash, code, ${seq}, 'note_late', date_trunc('milliseconds', now()), null, 'x', 'counter_officer',
    '${request}', '${payload}')`
  return `insert into dossier.act (dossier_id, seq, kind, at, actor_name, actor_role, request_id, payload, prev_hash, hash)
   select id, ${said}, ${hash ?? sealed} from dossier.dossier where id = ${of}`
}
const follow = (of = ':id') => `update dossier.dossier d set last_seq = a.seq, last_hash = a.hash
  from dossier.act a where d.id = ${of} and a.dossier_id = d.id and a.seq = d.last_seq + 1`

describe('with the login of the application the database refuses, without an act, to', () => {
  test.each([
    [
      'move a due date',
      `update dossier.dossier set committed_due_at = coalesce(committed_due_at, now()) + interval '9 days' where id = :id`,
      'dossier_follows_its_act',
    ],
    ['move the limit of the law', `update dossier.dossier set legal_due_at = now() where id = :id`, 'dossier_follows_its_act'],
    [
      'change a state',
      `update dossier.dossier set state = 'accepted', interrupted_state = null, supplement_by = null where id = :id`,
      'dossier_follows_its_act',
    ],
    ['skip steps', `update dossier.dossier set step_no = 4 where id = :id`, 'dossier_follows_its_act'],
    [
      'give it to another officer',
      `update dossier.dossier set holder_account_id = gen_random_uuid() where id = :id`,
      'dossier_follows_its_act',
    ],
    ['count a supplement less', `update dossier.dossier set supplement_count = 7 where id = :id`, 'dossier_follows_its_act'],
    ['put an older seal at its end', `update dossier.dossier set last_seq = 1 where id = :id`, 'dossier_follows_its_act'],
    [
      'make a dossier of no act',
      `insert into dossier.dossier select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'code', 'H47.01-010101-0001'))).* from dossier.dossier d where d.id = :id`,
      'dossier_follows_its_act',
    ],
    [
      'end a stop of the clock',
      `update dossier.clock_stop set to_at = now() where dossier_id = :id and to_at is null`,
      'changes_with_an_act',
    ],
    [
      'put in a stop',
      `insert into dossier.clock_stop (dossier_id, seq, cause, law, from_at, to_at) values (:id, 99, 'supplement', 'x', '2020-01-01', '2020-01-13')`,
      'changes_with_an_act',
    ],
    ['lengthen a limit', `update dossier.clock set limit_amount = 99 where dossier_id = :id`, 'changes_with_an_act'],
    [
      'close a holding',
      `update dossier.holding set to_at = now(), work_ms = 0, fell_late = false where dossier_id = :id and to_at is null`,
      'changes_with_an_act',
    ],
    [
      'put in a holding',
      `insert into dossier.holding (dossier_id, seq, kind, from_at, to_at) values (:id, 99, 'outside', '2020-01-01', '2020-01-02')`,
      'changes_with_an_act',
    ],
    ['charge less time', `update dossier.holding set work_ms = 0 where dossier_id = :id and to_at is not null`, 'changes_with_a_run'],
    [
      'hand in a paper',
      `insert into dossier.paper (dossier_id, component_no, round, name, originals, copies) values (:id, 1, 99, 'x', 1, 1)`,
      'changes_with_an_act',
    ],
    [
      'claim it',
      `insert into dossier.claim (dossier_id, step_no, account_id, since_at, peers_from, until_at) select :id, 1, id, now(), now(), now() from identity.account limit 1`,
      'changes_with_an_act',
    ],
    [
      're-appoint it',
      `insert into dossier.reappointment (dossier_id, seq, kind, cause, law, reason, asked_at, due_before) values (:id, 99, 'apology', 'x', 'x', 'x', now(), now())`,
      'changes_with_an_act',
    ],
    [
      'ask another agency',
      `insert into dossier.consultation (dossier_id, seq, agency_id, question, days, asked_at, due_at) select :id, 99, agency_id, 'x', 1, now(), now() + interval '1 day' from dossier.dossier where id = :id`,
      'changes_with_an_act',
    ],
    [
      'say it was handed over in time',
      `insert into dossier.transfer (dossier_id, act_seq, kind, agency_id, centre_id, from_at, due_at, done_at) select :id, 99, 'handed_over', agency_id, centre_id, now(), now(), now() from dossier.dossier where id = :id`,
      'changes_with_an_act',
    ],
    [
      'open a part',
      `insert into dossier.part (dossier_id, no, step_no, kind, agency_id, lead_agency_id, role, hours, opened_at, opened_seq) select :id, 1, 1, 'work', agency_id, agency_id, 'case_officer', 1, now(), 1 from dossier.dossier where id = :id`,
      'changes_with_an_act',
    ],
    [
      'make a bill out to another',
      `insert into payment.bill (dossier_id, dossier_code, agency_id, centre_id, payer_name, procedure_name, reference, created_at)
        select id, code, agency_id, centre_id, applicant_name, 'x', 'MC22222222', now() from dossier.dossier where id = :id;
        update payment.bill set payer_name = 'x' where dossier_id = :id`,
      'bill_keeps_its_payer',
    ],
    ['delete an act', 'delete from dossier.act where dossier_id = :id', forbidden],
    ['change an act', `update dossier.act set payload = '{}' where dossier_id = :id`, forbidden],
    [
      'say which transaction wrote an act',
      `insert into dossier.act (dossier_id, seq, kind, at, actor_name, actor_role, request_id, payload, prev_hash, hash, written_in) values (:id, 99, 'x', now(), 'x', 'x', 'x', '{}', sha256('x'), sha256('x'), '1')`,
      forbidden,
    ],
    ['change the queue', `update dossier.queue set due_at = now() where dossier_id = :id`, forbidden],
    ['change the figures of a day', 'update dossier.day_figures set late = 0', forbidden],
    [
      'add to the figures of a day',
      `insert into dossier.figure_change (on_day, agency_id, received, early, on_time, late, refused, withdrawn, stopped, settled) values (now(), :id, 1, 0, 0, 0, 0, 0, 0, 0)`,
      forbidden,
    ],
    ['change an applicant', `update dossier.dossier set applicant_name = 'x' where id = :id`, forbidden],
    ['take the guard away', 'alter table dossier.dossier disable trigger dossier_moves_with_its_act', forbidden],
  ])('%s', async (_name, statement, refused) => {
    expect(await tried(statement)).toBe(refused)
  })

  test('end a stop with an act of yesterday, or with one of another dossier', async () => {
    const end = `update dossier.clock_stop set to_at = now() where dossier_id = :id and to_at is null`
    expect(await tried(end)).toBe('changes_with_an_act')
    expect(await tried(act('{}', ':other'), follow(':other'), end)).toBe('changes_with_an_act')
  })
})

describe('with an act', () => {
  test('an act that goes on from none, or that its dossier does not follow, is refused', async () => {
    expect(
      await tried(
        act('{}', ':id', '99'),
        `update dossier.dossier set last_seq = 99, last_hash = (select hash from dossier.act where dossier_id = :id and seq = 99) where id = :id`,
      ),
    ).toBe('act_goes_on')
    expect(await tried(act())).toBe('act_goes_on')
  })

  test('a dossier whose state differs from its act is refused', async () => {
    for (const payload of [
      '{"state":"returned"}',
      '{"step":4}',
      '{"committedDueAt":"2030-01-01T00:00:00Z"}',
      '{"legalDueAt":"2030-01-01T00:00:00Z"}',
      '{"holder":"none"}',
      '{"officer":"11111111-1111-7111-8111-111111111111"}',
    ])
      expect([payload, await tried(act(payload), follow())]).toEqual([payload, 'dossier_follows_its_act'])
  })

  test('that says nothing of a change, the change is refused', async () => {
    for (const change of [
      `state = 'accepted', interrupted_state = null, supplement_by = null`,
      `interrupted_state = 'accepted'`,
      `step_no = 1`,
      `holder_account_id = (select id from identity.account a where a.id is distinct from holder_account_id order by id limit 1)`,
      `holder_kind = 'counter', holder_agency_id = null, holder_account_id = null`,
      `committed_due_at = now()`,
      `legal_due_at = now()`,
      `accepted_at = now()`,
      `supplement_count = 1`,
      `procedure_version_id = (select v.id from procedure.procedure_version v
        where v.id <> procedure_version_id order by v.id limit 1)`,
    ])
      expect([change, await tried(act(), follow(), `update dossier.dossier set ${change} where id = :id`)]).toEqual([
        change,
        'dossier_follows_its_act',
      ])
  })

  test('the change is done', async () => {
    expect(
      await tried(act(), follow(), `update dossier.clock_stop set to_at = least(now(), ends_by) where dossier_id = :id and to_at is null`),
    ).toBe('done')
  })

  test('whose seal is made up the commit is refused', async () => {
    for (const hash of ['sha256(last_hash)', 'last_hash', `decode(repeat('00', 32), 'hex')`])
      expect([hash, await tried(act('{}', ':id', 'last_seq + 1', hash), follow())]).toEqual([hash, 'act_is_sealed'])
  })

  test('every word of which an act is made is in its seal, in the spelling of the application', async () => {
    const odd = ['Nguyễn Văn "Ất" \\ dấu\tvà\n dòng', 'e\u0001\b\f\r\u007f', '\u2028 𠮷 ₫ </x>', '']
    for (const name of odd) {
      const sealed: SealedAct = {
        dossierCode: `H47.01-${name}`,
        seq: 7,
        kind: 'note_late',
        atMs: 1_764_493_200_123,
        actorAccountId: odd.indexOf(name) % 2 ? null : '01a22bae-261c-7fe0-8758-f1f5c6224e58',
        actorName: name,
        actorRole: 'counter_officer',
        requestId: `r ${name}`,
        payload: { reason: name, days: 1.5, none: null },
      }
      const previous = Buffer.alloc(32, 7)
      const { rows } = await session.query<{ hash: Buffer }>(
        `select dossier.seal_of($1, $2, $3, $4, to_timestamp($5::numeric / 1000), $6, $7, $8, $9, $10) as hash`,
        [
          previous,
          sealed.dossierCode,
          sealed.seq,
          sealed.kind,
          sealed.atMs,
          sealed.actorAccountId,
          name,
          sealed.actorRole,
          sealed.requestId,
          canonicalJson(sealed.payload),
        ],
      )
      expect([name, rows[0]?.hash.toString('hex')]).toEqual([name, sealAct(previous, sealed).toString('hex')])
    }
  })

  test('whose words are made up is named by the verification', async () => {
    const findings = await verify(db.ownerUrl)
    expect(findings.filter(({ broken }) => broken > 0).map(({ invariant }) => invariant.slice(0, 1))).toContain('4')
  })
})
