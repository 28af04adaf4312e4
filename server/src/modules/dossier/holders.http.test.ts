import { describe, expect, test } from 'vitest'
import { createAccount, grantRole, hashPassword } from '#identity'
import type { Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId } from '#kernel/ids.ts'
import { demoPassword } from '../../packs/index.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { verify } from '../oversight/queries/verify.ts'

const { db, call, as, centreId } = await testCentre()

type Charge = { clockMs: number; workMs: number }
type Ledger = {
  whole: Charge
  causes: (Charge & { cause: string })[]
  entries: (Charge & {
    from: string
    to: string
    holderKind: string
    officerName: string | null
    stepName: string | null
    cause: string
    collecting: boolean
  })[]
}
type View = {
  code: string
  state: string
  holder: { kind: string; officerName: string | null } | null
  claim: { name: string; isMine: boolean; until: string } | null
  step: { role: string } | null
  timeline: { seq: number; act: string; actorName: string; note: string }[]
  actions: { act: string; allowed: boolean; code: string | null; reason: string | null }[]
  lookupSecret: string
}
type Problem = { code: string; detail: string }
type Procedure = {
  code: string
  agency: { code: string }
  components: { no: number; originals: number | null; copies: number | null; required: boolean }[]
}

const procedure = (await call<Procedure>(null, 'GET', '/procedures/1.001612')).body
const agencies = (await call<{ items: { id: string; code: string }[] }>(null, 'GET', '/agencies')).body.items
const agencyId = agencies.find((each) => each.code === procedure.agency.code)?.id as AgencyId
const passwordHash = await hashPassword(demoPassword)

async function officer(login: string, displayName: string, ...granted: Role[]): Promise<{ id: AccountId; login: string }> {
  const { id } = await createAccount(db.kysely, {
    login,
    displayName,
    title: '',
    agencyId,
    unitId: null,
    passwordHash,
    demonstration: true,
  })
  for (const role of granted) await grantRole(db.kysely, { accountId: id, role, agencyId, centreId: null })
  return { id, login }
}

const an = await officer('an', 'Chuyên viên An', 'case_officer')
const binh = await officer('binh', 'Chuyên viên Bình', 'case_officer')

const logins: Record<string, string> = {
  case_officer: 'an',
  unit_head: 'truongphong.skhdt',
  signatory: 'lanhdao.skhdt',
  clerk: 'vanthu.skhdt',
}

async function act(login: string, code: string, name: string, more: object = {}) {
  return await call<View & Problem>(await as(login), 'POST', `/dossiers/${code}/acts`, { act: name, ...more })
}
const see = async (login: string, code: string): Promise<View> => (await call<View>(await as(login), 'GET', `/dossiers/${code}`)).body
const ledgerOf = async (login: string, code: string): Promise<Ledger> =>
  (await call<Ledger>(await as(login), 'GET', `/dossiers/${code}/ledger`)).body

async function received(): Promise<View> {
  const { status, body } = await call<View>(await as('tiepnhan1'), 'POST', '/dossiers', {
    procedureCode: procedure.code,
    centreId,
    applicant: { kind: 'person', fullName: 'Nguyễn Thị Thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905 000 001' },
    papers: procedure.components.map((paper) => ({ componentNo: paper.no, originals: paper.originals ?? 1, copies: paper.copies ?? 1 })),
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

async function pass(direction: string, sender: string, receiver: string, code: string): Promise<void> {
  const list = await call<{ number: string }>(await as(sender), 'POST', '/handovers', {
    direction,
    agencyCode: procedure.agency.code,
    centreId,
    dossierCodes: [code],
  })
  expect(list.status, JSON.stringify(list.body)).toBe(201)
  const taken = await call(await as(receiver), 'POST', `/handovers/${list.body.number}/receive`, { dossierCodes: [code] })
  expect(taken.body).toEqual({ received: 1, left: 0 })
}

async function inAgency(): Promise<View> {
  const dossier = await received()
  await pass('to_agency', 'tiepnhan1', 'an', dossier.code)
  let view = await see('an', dossier.code)
  // The head assigns first, where the procedure says so.
  while (view.step?.role !== 'case_officer') view = (await act(logins[view.step?.role ?? ''] ?? '', dossier.code, 'complete_step')).body
  return { ...view, lookupSecret: dossier.lookupSecret }
}

/** Moves a claim back in time, as if its officer had been silent since. */
async function silentFor(code: string, hours: number): Promise<void> {
  await db.peek(
    `update dossier.claim set since_at = since_at - $2::interval, peers_from = peers_from - $2::interval, until_at = until_at - $2::interval
     where dossier_id = (select id from dossier.dossier where code = $1)`,
    [code, `${hours} hours`],
  )
}

async function toSigning(): Promise<View> {
  let dossier = await inAgency()
  while (dossier.step?.role !== 'signatory')
    dossier = (await act(logins[dossier.step?.role ?? ''] ?? '', dossier.code, 'complete_step')).body
  return dossier
}

describe('taking a dossier', () => {
  test('makes the officer the holder for a working day and excludes colleagues from the step', async () => {
    const { code } = await inAgency()
    const claimed = await act('an', code, 'claim')
    expect([claimed.status, claimed.body.holder?.officerName, claimed.body.claim?.isMine]).toEqual([200, 'Chuyên viên An', true])
    const tried = await act('binh', code, 'complete_step')
    expect([tried.status, tried.body.code]).toEqual([409, 'CLAIMED_BY_ANOTHER'])
    expect(tried.body.detail).toMatch(/^Chuyên viên An đã nhận việc này đến \d\d:\d\d ngày/)
    expect((await see('binh', code)).actions.find((each) => each.act === 'complete_step')).toMatchObject({
      allowed: false,
      code: 'CLAIMED_BY_ANOTHER',
    })
  })

  test('unclaimed work may be done by any officer of the role', async () => {
    const { code } = await inAgency()
    expect((await act('binh', code, 'complete_step')).status).toBe(200)
  })

  test('two officers at once: one has it, the other gets the name of the holder', async () => {
    const { code } = await inAgency()
    const answers = await Promise.all([act('an', code, 'claim'), act('binh', code, 'claim')])
    const won = answers.find((each) => each.status === 200)
    const lost = answers.find((each) => each.status !== 200)
    expect([won?.status, lost?.status, lost?.body.code]).toEqual([200, 409, 'CLAIMED_BY_ANOTHER'])
    expect(lost?.body.detail).toContain(won?.body.holder?.officerName)
    expect((await see('an', code)).timeline.filter((each) => each.act === 'claim')).toHaveLength(1)
  })

  test('pressed twice, or retried after a lost answer, it is one claim', async () => {
    const { code } = await inAgency()
    const key = crypto.randomUUID()
    const token = await as('an')
    const send = async () => await call<View>(token, 'POST', `/dossiers/${code}/acts`, { act: 'claim' }, key)
    const answers = await Promise.all([send(), send()])
    expect((await send()).status).toBe(200)
    expect(answers.map((each) => each.status)).toEqual([200, 200])
    expect((await see('an', code)).timeline.filter((each) => each.act === 'claim')).toHaveLength(1)
  })

  test('a claim expires by itself: an absent officer never blocks', async () => {
    const { code } = await inAgency()
    await act('an', code, 'claim')
    await silentFor(code, 24 * 30)
    expect((await see('binh', code)).claim).toBeNull()
    expect((await act('binh', code, 'claim')).body.holder?.officerName).toBe('Chuyên viên Bình')
  })

  test('an act of the officer renews it', async () => {
    const { code } = await inAgency()
    await act('an', code, 'claim')
    const { rows: before } = await db.pool.query(
      'select until_at from dossier.claim where dossier_id = (select id from dossier.dossier where code = $1)',
      [code],
    )
    await silentFor(code, 1)
    await act('an', code, 'suspend', { cause: 'force_majeure', reason: 'Bão' })
    await act('an', code, 'resume')
    const { rows: after } = await db.pool.query(
      'select until_at from dossier.claim where dossier_id = (select id from dossier.dossier where code = $1)',
      [code],
    )
    expect(Date.parse(after[0].until_at)).toBeGreaterThanOrEqual(Date.parse(before[0].until_at))
    expect((await see('an', code)).holder?.officerName).toBe('Chuyên viên An')
  })

  test('a finished step has no officer until somebody of the next role claims it', async () => {
    const { code } = await inAgency()
    await act('an', code, 'claim')
    const next = (await act('an', code, 'complete_step')).body
    expect([next.claim, next.holder?.officerName]).toEqual([null, null])
    const { rows } = await db.pool.query(
      'select count(*)::int as n from dossier.claim where dossier_id = (select id from dossier.dossier where code = $1)',
      [code],
    )
    expect(rows[0].n).toBe(0)
  })

  test('released, it is free again at once', async () => {
    const { code } = await inAgency()
    await act('an', code, 'claim')
    expect((await act('binh', code, 'release')).body.code).toBe('CLAIM_NOT_YOURS')
    expect((await act('an', code, 'release')).body.holder?.officerName).toBeNull()
    expect((await act('binh', code, 'claim')).status).toBe(200)
  })

  test('after the applicant’s supplement it returns to the officer who had it', async () => {
    const { code } = await inAgency()
    await act('an', code, 'claim')
    await act('an', code, 'request_supplement', { defects: [{ text: 'Thiếu bản vẽ' }] })
    expect((await see('an', code)).holder).toMatchObject({ kind: 'applicant', officerName: null })
    expect((await act('tiepnhan1', code, 'supplement', { papers: [], answered: [1] })).body.holder).toMatchObject({
      kind: 'agency',
      officerName: 'Chuyên viên An',
    })
  })

  test('there is never more than one claim on a step: the database refuses a second', async () => {
    const { code } = await inAgency()
    await act('an', code, 'claim')
    await expect(
      db.pool.query(
        `insert into dossier.claim (dossier_id, step_no, account_id, since_at, peers_from, until_at)
         select dossier_id, step_no, $2, since_at, peers_from, until_at from dossier.claim where dossier_id = (select id from dossier.dossier where code = $1)`,
        [code, binh.id],
      ),
    ).rejects.toMatchObject({ code: '23505' })
  })
})

describe('taking over from a colleague', () => {
  test('needs a reason, and half a working day of silence; then both are on record', async () => {
    const { code } = await inAgency()
    await act('an', code, 'claim')
    const early = await act('binh', code, 'take_over', { reason: 'Gấp' })
    expect([early.status, early.body.code]).toEqual([409, 'TAKE_OVER_TOO_EARLY'])
    // Silent since half the claim, not yet lapsed.
    await db.peek(
      `update dossier.claim set since_at = now() - interval '1 hour', peers_from = now() - interval '1 second' where account_id = $1`,
      [an.id],
    )
    expect((await act('binh', code, 'take_over', { reason: ' ' })).body.code).toBe('ACT_NEEDS')
    const taken = await act('binh', code, 'take_over', { reason: 'An đi họp cả ngày' })
    expect([taken.status, taken.body.holder?.officerName]).toEqual([200, 'Chuyên viên Bình'])
    expect(taken.body.timeline[0]).toMatchObject({
      act: 'take_over',
      actorName: 'Chuyên viên Bình',
      note: expect.stringContaining('An đi họp cả ngày'),
    })
    expect((await act('an', code, 'complete_step')).body.code).toBe('CLAIMED_BY_ANOTHER')
  })

  test('the unit head frees it at any time without becoming its holder', async () => {
    const { code } = await inAgency()
    await act('an', code, 'claim')
    const freed = await act('truongphong.skhdt', code, 'take_over', { reason: 'Phân công lại' })
    expect([freed.status, freed.body.claim, freed.body.holder?.officerName]).toEqual([200, null, null])
    expect((await act('binh', code, 'claim')).status).toBe(200)
  })

  test('an unclaimed step cannot be taken over', async () => {
    const { code } = await inAgency()
    expect((await act('truongphong.skhdt', code, 'take_over', { reason: 'x' })).body.code).toBe('NOTHING_TO_TAKE_OVER')
  })
})

describe('the inbox, by holder', () => {
  type Inbox = { total: number; items: { code: string; agencyName: string; officerName: string | null; handoverNumber: string | null }[] }
  const inbox = async (login: string, query: string) => (await call<Inbox>(await as(login), 'GET', `/inbox?limit=200&${query}`)).body
  const has = async (login: string, query: string, code: string) => (await inbox(login, query)).items.some((item) => item.code === code)

  test('own, unclaimed, and those of an absent colleague', async () => {
    const { code } = await inAgency()
    const where = async () => ({
      mine: await has('an', 'who=me', code),
      nobody: await has('an', 'who=nobody', code),
      away: await has('binh', 'who=away', code),
      anyone: await has('binh', 'who=anyone', code),
    })
    expect(await where()).toEqual({ mine: false, nobody: true, away: false, anyone: true })
    await act('an', code, 'claim')
    expect(await where()).toEqual({ mine: true, nobody: false, away: false, anyone: true })
    expect(await has('binh', 'who=me', code)).toBe(false)
    const today = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString()
    const absence = await call<{ id: string }>(await as('an'), 'POST', '/absences', {
      accountId: an.id,
      fromOn: today,
      toOn: today,
      reason: 'Nghỉ ốm',
    })
    expect(absence.status, JSON.stringify(absence.body)).toBeLessThan(300)
    expect(await where()).toEqual({ mine: true, nobody: false, away: true, anyone: true })
    await call(await as('an'), 'POST', `/absences/${absence.body.id}/end`)
    await silentFor(code, 24 * 30)
    expect(await where()).toMatchObject({ nobody: true, away: false })
  })

  test('dossiers that wait for the applicant remain the officer’s own', async () => {
    const { code } = await inAgency()
    await act('an', code, 'claim')
    await act('an', code, 'request_supplement', { defects: [{ text: 'Thiếu bản vẽ' }] })
    expect([await has('an', 'tab=awaiting&who=me', code), await has('binh', 'tab=awaiting&who=me', code)]).toEqual([true, false])
  })

  test('a line names its agency, officer and list; the count is that of the filter', async () => {
    const { code } = await inAgency()
    await act('an', code, 'claim')
    const mine = await inbox('an', 'who=me')
    expect(mine.items.find((item) => item.code === code)).toMatchObject({
      officerName: 'Chuyên viên An',
      agencyName: expect.stringContaining('Sở'),
      handoverNumber: null,
    })
    expect(mine.total).toBe(mine.items.length)
    const waiting = await received()
    const list = await call<{ number: string }>(await as('tiepnhan1'), 'POST', '/handovers', {
      direction: 'to_agency',
      agencyCode: procedure.agency.code,
      centreId,
      dossierCodes: [waiting.code],
    })
    expect((await inbox('tiepnhan1', 'tab=handover')).items.find((item) => item.code === waiting.code)?.handoverNumber).toBe(
      list.body.number,
    )
  })
})

describe('four eyes', () => {
  test('an officer who worked on a dossier neither approves nor refuses it', async () => {
    const dossier = await toSigning()
    await grantRole(db.kysely, { accountId: binh.id, role: 'signatory', agencyId, centreId: null })
    const other = await inAgency()
    let view = (await act('binh', other.code, 'complete_step')).body
    while (view.step?.role !== 'signatory') view = (await act(logins[view.step?.role ?? ''] ?? '', other.code, 'complete_step')).body
    for (const name of ['approve', 'refuse']) {
      const tried = await act('binh', other.code, name, { reason: 'x' })
      expect([tried.status, tried.body.code]).toEqual([403, 'DRAFTER_CANNOT_DECIDE'])
    }
    // On a dossier of others the same person signs.
    expect((await act('binh', dossier.code, 'approve')).status).toBe(200)
    expect((await act('lanhdao.skhdt', other.code, 'approve')).status).toBe(200)
  })

  test('the officer who received a dossier at the counter does not sign its result at the agency', async () => {
    const dossier = await toSigning()
    const { rows } = await db.pool.query(`select id from identity.account where login = 'tiepnhan1'`)
    await grantRole(db.kysely, { accountId: rows[0].id as AccountId, role: 'signatory', agencyId, centreId: null })
    const tried = await act('tiepnhan1', dossier.code, 'approve')
    expect([tried.status, tried.body.code]).toEqual([403, 'RECEIVER_CANNOT_SIGN'])
    await db.peek(`delete from identity.role_grant where account_id = $1 and role = 'signatory'`, [rows[0].id])
  })
})

describe('the ledger of a dossier', () => {
  test('charges its whole life to the millisecond, by officer, and names whose time it was', async () => {
    const dossier = await inAgency()
    await act('an', dossier.code, 'claim')
    await act('an', dossier.code, 'request_supplement', { defects: [{ text: 'Thiếu bản vẽ' }] })
    await act('tiepnhan1', dossier.code, 'supplement', { papers: [], answered: [1] })
    let view = await see('an', dossier.code)
    while (view.state === 'in_progress') {
      const role = view.step?.role ?? ''
      view = (await act(logins[role] ?? '', dossier.code, role === 'signatory' ? 'approve' : 'complete_step')).body
    }
    await act('vanthu.skhdt', dossier.code, 'record_result', { result: { number: '7', name: 'Giấy chứng nhận' } })
    await pass('to_centre', 'vanthu.skhdt', 'tiepnhan1', dossier.code)
    await act('tiepnhan1', dossier.code, 'return_result', { receivedBy: 'Chủ hồ sơ' })

    const ledger = await ledgerOf('an', dossier.code)
    const sum = (key: keyof Charge): number => ledger.entries.reduce((total, entry) => total + entry[key], 0)
    expect([sum('clockMs'), sum('workMs')]).toEqual([ledger.whole.clockMs, ledger.whole.workMs])
    expect(ledger.causes.reduce((total, each) => total + each.clockMs, 0)).toBe(ledger.whole.clockMs)
    expect(ledger.entries.map((entry) => entry.to).slice(0, -1)).toEqual(ledger.entries.map((entry) => entry.from).slice(1))
    expect(ledger.entries.map((entry) => [entry.holderKind, entry.cause])).toContainEqual(['applicant', 'applicant'])
    expect(ledger.entries.at(-1)).toMatchObject({ holderKind: 'counter', cause: 'applicant', collecting: true })
    expect(ledger.entries.filter((entry) => entry.officerName === 'Chuyên viên An').length).toBeGreaterThanOrEqual(2)
    expect(await ledgerOf('thanhtra', dossier.code)).toEqual(ledger)
  })

  test('is as hidden as the dossier from another agency', async () => {
    const { code } = await inAgency()
    const answer = await call<Problem>(await as('thuly.sxd'), 'GET', `/dossiers/${code}/ledger`)
    expect([answer.status, answer.body.code]).toEqual([404, 'DOSSIER_NOT_FOUND'])
  })

  test('its owner sees with the slip how long each side held it, and no officer’s name', async () => {
    const dossier = await inAgency()
    await act('an', dossier.code, 'claim')
    const { body } = await call<{ heldBy: (Charge & { name: string; cause: string })[] }>(null, 'POST', '/tracking', {
      code: dossier.code,
      secret: dossier.lookupSecret,
    })
    expect(body.heldBy.map((each) => each.cause)).toEqual(['inside', 'inside'])
    expect(JSON.stringify(body)).not.toContain('Chuyên viên An')
  })
})

test('every open dossier has exactly one holder, the officer’s name included, and every seal holds', async () => {
  expect((await verify(db.ownerUrl)).filter((finding) => finding.broken > 0)).toEqual([])
})
