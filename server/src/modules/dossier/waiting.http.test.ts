import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { createAccount, findOfficer, grantRole, hashPassword } from '#identity'
import type { Actor, Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId } from '#kernel/ids.ts'
import { inTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { demoPassword } from '../../packs/index.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { verify } from '../oversight/queries/verify.ts'
import { createHandover, receiveHandover } from './commands/handovers.ts'
import { doAct } from './commands/do-act.ts'
import { fileDossier } from './commands/file-dossier.ts'
import { replaceOfficer } from './commands/replace-officer.ts'
import type { DossierAct } from './domain/act-rows.ts'
import type { ActInput } from './domain/act-facts.ts'

// Two transactions, of which the first to begin is the last to get the lock: its act is dated after the act it waited for.

const { db, call, as, centreId } = await testCentre()

type Procedure = { code: string; agency: { code: string }; components: { no: number; originals: number | null; copies: number | null }[] }
const procedure = (await call<Procedure>(null, 'GET', '/procedures/1.001612')).body
const agencies = (await call<{ items: { id: string; code: string }[] }>(null, 'GET', '/agencies')).body.items
const agencyId = agencies.find((each) => each.code === procedure.agency.code)?.id as AgencyId
const centre = centreId as CentreId
const passwordHash = await hashPassword(demoPassword)

let made = 0
/** Somebody who may do everything there is to do with a dossier here, and whom the director of both houses may replace. */
async function officer(displayName: string): Promise<{ id: AccountId; login: string; actor: Actor }> {
  made += 1
  const login = `nguoi${made}`
  const { id } = await createAccount(db.kysely, {
    login,
    displayName,
    title: '',
    agencyId,
    unitId: null,
    passwordHash,
    demonstration: true,
  })
  await grantRole(db.kysely, { accountId: id, role: 'counter_officer', agencyId: null, centreId: centre })
  await grantRole(db.kysely, { accountId: id, role: 'case_officer', agencyId, centreId: null })
  return { id, login, actor: await actorOf(id) }
}
async function actorOf(id: AccountId): Promise<Actor> {
  const found = await findOfficer(db.kysely, id)
  if (!found) throw new Error('no such account')
  return { localityId: db.localityId, accountId: id, displayName: found.name, grants: found.grants }
}
const director = await (async () => {
  const { id } = await createAccount(db.kysely, {
    login: 'giamdoc2',
    displayName: 'Giám đốc hai nhà',
    title: '',
    agencyId,
    unitId: null,
    passwordHash,
    demonstration: true,
  })
  const roles: [Role, AgencyId | null, CentreId | null][] = [
    ['centre_manager', null, centre],
    ['signatory', agencyId, null],
  ]
  for (const [role, agency, place] of roles) await grantRole(db.kysely, { accountId: id, role, agencyId: agency, centreId: place })
  return { id, login: 'giamdoc2', actor: await actorOf(id) }
})()

const [headId] = await db.peek<{ id: AccountId }>(`select id from identity.account where login = 'truongphong.skhdt'`)
if (!headId) throw new Error('the pack has no head of the unit')
const head = await actorOf(headId.id)

const application = {
  procedureCode: procedure.code,
  centreId: centre,
  applicant: { kind: 'person', fullName: 'Nguyễn Thị Thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905000001' },
  papers: procedure.components.map((paper) => ({
    componentNo: paper.no,
    originals: paper.originals ?? 1,
    copies: paper.copies ?? 1,
    certified: 0,
  })),
} as const

const now = async <Result>(work: (tx: Queryable) => Promise<Result>): Promise<Result> => await inTransaction(db.kysely, work)
const file = async (actor: Actor): Promise<string> =>
  (
    await now(
      async (tx) =>
        await fileDossier(tx, db, actor, randomUUID(), { ...application, channel: 'direct', resultMethod: 'counter', accept: true }),
    )
  ).code
const act = async (tx: Queryable, actor: Actor, code: string, name: DossierAct, input: ActInput = {}) =>
  await doAct(tx, actor, randomUUID(), { code, act: name, input })
const forward = async (actor: Actor, code: string): Promise<string> =>
  (
    await now(
      async (tx) =>
        await createHandover(tx, actor, randomUUID(), {
          direction: 'to_agency',
          agencyCode: procedure.agency.code,
          centreId: centre,
          dossierCodes: [code],
        }),
    )
  ).number
const receive = async (tx: Queryable, actor: Actor, number: string, code: string) =>
  await receiveHandover(tx, actor, randomUUID(), number, [code])
async function inAgency(actor: Actor): Promise<string> {
  const code = await file(actor)
  const number = await forward(actor, code)
  await now(async (tx) => await receive(tx, actor, number, code))
  await now(async (tx) => await act(tx, head, code, 'complete_step'))
  return code
}

/** Runs `late` in a transaction that began, and whose time is therefore fixed, before `first` begins and commits. */
async function beganBefore<First, Late>(first: () => Promise<First>, late: (tx: Queryable, first: First) => Promise<Late>): Promise<Late> {
  return await inTransaction(db.kysely, async (tx) => {
    await sql`select platform.now(), pg_sleep(0.005)`.execute(tx)
    return await late(tx, await first())
  })
}

const heldBy = async (code: string): Promise<AccountId | null> =>
  (await db.peek<{ id: AccountId | null }>('select holder_account_id as id from dossier.dossier where code = $1', [code]))[0]?.id ?? null

/** Acts in the order of their numbers, and whether each is dated no earlier than the one before. */
async function inOrder(code: string): Promise<boolean> {
  const rows = await db.peek<{ at: string }>(
    'select a.at from dossier.act a join dossier.dossier d on d.id = a.dossier_id where d.code = $1 order by a.seq',
    [code],
  )
  const instants = rows.map((row) => Temporal.Instant.from(row.at).epochMilliseconds)
  return instants.length > 1 && instants.every((at, index) => index === 0 || at >= (instants[index - 1] ?? 0))
}

describe('an act that began first and got its lock last is dated after the act it waited for', () => {
  test('a replacement, after a dossier the officer filed meanwhile: it passes to the successor with the others', async () => {
    const [an, binh] = [await officer('An'), await officer('Bình')]
    const code = await beganBefore(
      async () => await file(an.actor),
      async (tx, filed) => {
        await replaceOfficer(tx, director.actor, randomUUID(), { fromId: an.id, toId: binh.id, reason: 'Điều động' })
        return filed
      },
    )
    expect([await heldBy(code), await inOrder(code)]).toEqual([binh.id, true])
  })

  test.each<[string, DossierAct, ActInput, DossierAct, ActInput]>([
    ['a step completed after a claim', 'claim', {}, 'complete_step', {}],
    ['a claim after a suspension was ended', 'suspend', { cause: 'force_majeure', reason: 'x' }, 'resume', {}],
    ['a release after a claim', 'claim', {}, 'release', {}],
  ])('%s', async (_what, first, firstInput, second, secondInput) => {
    const an = await officer('An')
    const code = await inAgency(an.actor)
    await beganBefore(
      async () => await now(async (tx) => await act(tx, an.actor, code, first, firstInput)),
      async (tx) => await act(tx, an.actor, code, second, secondInput),
    )
    expect(await inOrder(code)).toBe(true)
  })

  test('a colleague’s take-over, after the claim it takes away was renewed', async () => {
    const an = await officer('An')
    const code = await inAgency(an.actor)
    await now(async (tx) => await act(tx, an.actor, code, 'claim'))
    await beganBefore(
      async () =>
        await now(
          async (tx) =>
            await act(tx, an.actor, code, 'suspend', { cause: 'force_majeure', reason: 'x' }).then(
              async () => await act(tx, an.actor, code, 'resume'),
            ),
        ),
      async (tx) => await act(tx, head, code, 'take_over', { reason: 'Việc gấp' }),
    )
    expect([await heldBy(code), await inOrder(code)]).toEqual([null, true])
  })

  test('a list received, after it was made', async () => {
    const an = await officer('An')
    const code = await file(an.actor)
    await beganBefore(
      async () => await forward(an.actor, code),
      async (tx, number) => await receive(tx, an.actor, number, code),
    )
    expect(await inOrder(code)).toBe(true)
  })

  test('an acceptance at the counter, after the filing', async () => {
    const [an, binh] = [await officer('An'), await officer('Bình')]
    const code = await beganBefore(
      async () =>
        (
          await now(
            async (tx) =>
              await fileDossier(tx, db, an.actor, randomUUID(), {
                ...application,
                channel: 'direct',
                resultMethod: 'counter',
                accept: false,
              }),
          )
        ).code,
      async (tx, filed) => {
        await act(tx, binh.actor, filed, 'accept', { papers: [] })
        return filed
      },
    )
    expect([await heldBy(code), await inOrder(code)]).toEqual([binh.id, true])
  })

  test('an act, after the duty it was decided by has ended: refused, and nothing is done', async () => {
    const [an, binh] = [await officer('An'), await officer('Bình')]
    const code = await inAgency(an.actor)
    await now(async (tx) => await act(tx, an.actor, code, 'claim'))
    const order = async () =>
      await now(async (tx) => await replaceOfficer(tx, director.actor, randomUUID(), { fromId: an.id, toId: binh.id, reason: 'Điều động' }))
    const tried = beganBefore(order, async (tx) => await act(tx, an.actor, code, 'complete_step'))
    await expect(tried).rejects.toMatchObject({ refusal: { code: 'DUTY_ENDED' } })
    const filing = async (tx: Queryable) =>
      await fileDossier(tx, db, an.actor, randomUUID(), { ...application, channel: 'direct', resultMethod: 'counter', accept: true })
    await expect(beganBefore(async () => undefined, filing)).rejects.toMatchObject({ refusal: { code: 'DUTY_ENDED' } })
    expect(await heldBy(code)).toBe(binh.id)
  })
})

describe('orders that cross', () => {
  test('work does not pass to a successor whose duty ended meanwhile', async () => {
    const [an, binh, chi] = [await officer('An'), await officer('Bình'), await officer('Chi')]
    const code = await file(an.actor)
    const replace = async (tx: Queryable, fromId: AccountId, toId: AccountId) =>
      await replaceOfficer(tx, director.actor, randomUUID(), { fromId, toId, reason: 'Điều động' })
    const tried = beganBefore(
      async () => await now(async (tx) => await replace(tx, binh.id, chi.id)),
      async (tx) => await replace(tx, an.id, binh.id),
    )
    await expect(tried).rejects.toMatchObject({ refusal: { code: 'SUCCESSOR_UNFIT' } })
    expect(await heldBy(code)).toBe(an.id)
  })

  test('the second of two orders for one officer finds no one left to replace', async () => {
    const [an, binh, chi] = [await officer('An'), await officer('Bình'), await officer('Chi')]
    const replace = async (tx: Queryable, toId: AccountId) =>
      await replaceOfficer(tx, director.actor, randomUUID(), { fromId: an.id, toId, reason: 'Điều động' })
    const tried = beganBefore(
      async () => await now(async (tx) => await replace(tx, binh.id)),
      async (tx) => await replace(tx, chi.id),
    )
    await expect(tried).rejects.toMatchObject({ refusal: { code: 'OFFICER_NOT_REPLACEABLE' } })
  })

  test('two concurrent orders to replace each other: one order is kept, nothing is lost and there is no deadlock', async () => {
    const [an, binh] = [await officer('An'), await officer('Bình')]
    const codes = [await file(an.actor), await file(binh.actor)]
    const token = await as(director.login)
    const order = async (from: AccountId, to: AccountId) =>
      await call<{ code?: string }>(token, 'POST', `/officers/${from}/replacement`, { successorId: to, reason: 'Điều động' })
    const answers = await Promise.all([order(an.id, binh.id), order(binh.id, an.id)])
    expect(answers.map((each) => each.status).toSorted()).toEqual([200, 409])
    const stays = answers[0]?.status === 200 ? binh.id : an.id
    expect(await Promise.all(codes.map(heldBy))).toEqual([stays, stays])
  })
})

describe('at the instant an officer is replaced', () => {
  test('their filings and claims pass to the successor or are refused, and never remain with them', { timeout: 120_000 }, async () => {
    const token = await as(director.login)
    for (let round = 0; round < 12; round++) {
      const [an, binh] = [await officer('An'), await officer('Bình')]
      const waiting = await inAgency((await officer('Chi')).actor)
      const own = await as(an.login)
      const [done, ...others] = await Promise.all([
        call<{ detail?: string }>(token, 'POST', `/officers/${an.id}/replacement`, { successorId: binh.id, reason: 'Điều động' }),
        ...Array.from({ length: 4 }, async () => await call(own, 'POST', '/dossiers', application)),
        call(own, 'POST', `/dossiers/${waiting}/acts`, { act: 'claim' }),
      ])
      expect([round, done.status, done.body.detail]).toEqual([round, 200, undefined])
      for (const each of others) expect([200, 201, 401, 403], JSON.stringify(each.body)).toContain(each.status)
      const left = await db.peek<{ n: number }>(
        `select ((select count(*) from dossier.dossier where holder_account_id = $1 and ended_at is null)
          + (select count(*) from dossier.claim where account_id = $1))::int as n`,
        [an.id],
      )
      expect([round, left[0]?.n]).toEqual([round, 0])
    }
  })
})

test('every dossier has one holder, holdings without gaps and an unbroken chain after these tests', async () => {
  expect((await verify(db.ownerUrl)).filter((finding) => finding.broken > 0)).toEqual([])
})
