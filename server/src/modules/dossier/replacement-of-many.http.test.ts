import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { createAccount, grantRole, hashPassword } from '#identity'
import type { Json } from '#kernel/canonical-json.ts'
import type { AccountId, AgencyId } from '#kernel/ids.ts'
import { demoPassword } from '../../packs/index.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { sealText } from './domain/act-chain.ts'

// The five thousand are rows made by hand, which no acts lead to: they have a database of their own.
const { db, call, as, centreId } = await testCentre()

type View = { code: string; step: { role: string } | null }
type Procedure = { code: string; agency: { code: string }; components: { no: number; originals: number | null; copies: number | null }[] }

const procedure = (await call<Procedure>(null, 'GET', '/procedures/1.001612')).body
const agencies = (await call<{ items: { id: string; code: string }[] }>(null, 'GET', '/agencies')).body.items
const agencyId = agencies.find((each) => each.code === procedure.agency.code)?.id as AgencyId
const passwordHash = await hashPassword(demoPassword)

async function caseOfficer(login: string): Promise<AccountId> {
  const { id } = await createAccount(db.kysely, {
    login,
    displayName: login,
    title: '',
    agencyId,
    unitId: null,
    passwordHash,
    demonstration: true,
  })
  await grantRole(db.kysely, { accountId: id, role: 'case_officer', agencyId, centreId: null })
  return id
}

/** The code of a dossier that waits for a case officer of the agency. */
async function waitingInAgency(): Promise<string> {
  const counter = await as('tiepnhan1')
  const { body } = await call<View>(counter, 'POST', '/dossiers', {
    procedureCode: procedure.code,
    centreId,
    applicant: { kind: 'person', fullName: 'Nguyễn Thị Thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905 000 001' },
    papers: procedure.components.map((paper) => ({ componentNo: paper.no, originals: paper.originals ?? 1, copies: paper.copies ?? 1 })),
  })
  const list = await call<{ number: string }>(counter, 'POST', '/handovers', {
    direction: 'to_agency',
    agencyCode: procedure.agency.code,
    centreId,
    dossierCodes: [body.code],
  })
  await call(await as('an'), 'POST', `/handovers/${list.body.number}/receive`, { dossierCodes: [body.code] })
  const logins: Record<string, string> = { unit_head: 'truongphong.skhdt', clerk: 'vanthu.skhdt' }
  let view = (await call<View>(await as('an'), 'GET', `/dossiers/${body.code}`)).body
  while (view.step?.role !== 'case_officer') {
    const login = logins[view.step?.role ?? ''] ?? ''
    view = (await call<View>(await as(login), 'POST', `/dossiers/${body.code}/acts`, { act: 'complete_step' })).body
  }
  return body.code
}

test('five thousand dossiers pass to the successor in one act, each with its seal', { timeout: 180_000 }, async () => {
  const [an, binh] = [await caseOfficer('an'), await caseOfficer('binh')]
  const code = await waitingInAgency()
  // In pages: the register counts one line after the other, and five thousand in one transaction count each over all before it.
  for (let page = 0; page < 10; page += 1) await multiply(code, an, page * 500, 500)
  // What autovacuum does within a minute. Without statistics the planner takes the locality for one row in two hundred.
  for (const table of ['dossier', 'act', 'clock', 'holding', 'claim', 'queue']) await db.peek(`analyze dossier.${table}`)
  const done = await call<{ dossiers: number }>(await as('lanhdao.skhdt'), 'POST', `/officers/${an}/replacement`, {
    successorId: binh,
    reason: 'Điều động công tác',
  })
  expect([done.status, done.body.dossiers], JSON.stringify(done.body)).toEqual([200, 5000])
  const { rows } = await db.pool.query('select count(*)::int as n from dossier.dossier where holder_account_id = $1', [binh])
  expect(rows[0].n).toBe(5000)
  const { rows: seals } = await db.pool.query(`select count(distinct hash)::int as n from dossier.act where kind = 'reassign'`)
  expect(seals[0].n).toBe(5000)
})

/** Dossiers like one that exists, each with its own code and chain of two acts, held by one officer. */
async function multiply(code: string, accountId: AccountId, from: number, count: number): Promise<void> {
  const at = Date.now()
  const rows = Array.from({ length: count }, (_, index) => {
    const copy = `H47.01-010101-${String(from + index + 1).padStart(4, '0')}`
    const seal = (before: string, seq: number, kind: string, payload: Json): string =>
      createHash('sha256')
        .update(
          sealText(before, {
            dossierCode: copy,
            seq,
            kind,
            atMs: at,
            actorAccountId: null,
            actorName: 'x',
            actorRole: 'counter_officer',
            requestId: copy,
            payload,
          }),
        )
        .digest('hex')
    const first = seal('0'.repeat(64), 1, 'file', {})
    return { c: copy, h1: first, h2: seal(first, 2, 'accept', { state: 'in_progress' }) }
  })
  await db.peek(
    `with x as (select * from jsonb_to_recordset($1::jsonb) as x(c text, h1 text, h2 text)),
     t as (select * from dossier.dossier where code = $2),
     d as (
       insert into dossier.dossier (locality_id, code, procedure_version_id, procedure_code, agency_id, centre_id, channel, handling, applicant_kind,
         applicant_name, applicant_folded, applicant_id_number, applicant_address, applicant_phone, state, step_no, holder_kind, holder_agency_id,
         holder_account_id, holder_role, received_at, accepted_at, committed_due_at, legal_due_at, last_seq, last_hash)
       select t.locality_id, x.c, t.procedure_version_id, t.procedure_code, t.agency_id, t.centre_id, 'direct', t.handling, t.applicant_kind, t.applicant_name,
         t.applicant_folded, t.applicant_id_number, t.applicant_address, t.applicant_phone, t.state, t.step_no, t.holder_kind, t.holder_agency_id, $3,
         t.holder_role, to_timestamp($4::bigint / 1000.0), to_timestamp($4::bigint / 1000.0), t.committed_due_at, t.legal_due_at, 2, decode(x.h2, 'hex')
       from x cross join t returning locality_id, id, code, step_no, agency_id, received_at),
     a as (
       insert into dossier.act (locality_id, dossier_id, seq, kind, at, actor_name, actor_role, request_id, payload, prev_hash, hash)
       select d.locality_id, d.id, s.seq, s.kind, d.received_at, 'x', 'counter_officer', d.code, s.payload,
         case s.seq when 1 then decode(repeat('00', 32), 'hex') else decode(x.h1, 'hex') end, decode(case s.seq when 1 then x.h1 else x.h2 end, 'hex')
       from d join x on x.c = d.code cross join (values (1, 'file', '{}'), (2, 'accept', '{"state":"in_progress"}')) s(seq, kind, payload)),
     k as (
       insert into dossier.clock (locality_id, dossier_id, kind, limit_amount, limit_unit, started_at)
       select d.locality_id, d.id, c.kind, c.limit_amount, c.limit_unit, c.started_at from d, t join dossier.clock c on c.dossier_id = t.id)
     insert into dossier.holding (locality_id, dossier_id, seq, kind, agency_id, account_id, step_no, step_role, from_at)
     select d.locality_id, d.id, 1, 'agency', d.agency_id, $3, d.step_no, 'case_officer', d.received_at from d`,
    [JSON.stringify(rows), code, accountId, at],
  )
}
