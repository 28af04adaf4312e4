import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createAccount, grantRole, hashPassword } from '#identity'
import type { Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId } from '#kernel/ids.ts'
import { readConfig } from '#platform/config/config.ts'
import { createApp } from '../../app.ts'
import { demoPassword } from '../../packs/index.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { verify } from '../oversight/queries/verify.ts'

const { db, call, as, centreId } = await testCentre()

type View = {
  code: string
  state: string
  holder: { kind: string; officerName: string | null } | null
  claim: { name: string } | null
  step: { role: string } | null
  clocks: { kind: string; dueAt: string | null }[]
  timeline: { seq: number; act: string; actorName: string; note: string }[]
}
type Problem = { code: string; detail: string }
type Procedure = { code: string; agency: { code: string }; components: { no: number; originals: number | null; copies: number | null }[] }
type Work = { held: number; claimed: number; late: number; handovers: number; lateOnes: { code: string }[] }
type Officers = {
  items: {
    id: string
    name: string
    mayReplace: boolean
    absence: { id: string; isNow: boolean } | null
    roles: { role: string; onBehalfOf: { name: string } | null }[]
  }[]
}

const procedure = (await call<Procedure>(null, 'GET', '/procedures/1.001612')).body
const agencies = (await call<{ items: { id: string; code: string }[] }>(null, 'GET', '/agencies')).body.items
const agencyId = agencies.find((each) => each.code === procedure.agency.code)?.id as AgencyId
const passwordHash = await hashPassword(demoPassword)

let made = 0
async function officer(displayName: string, ...granted: Role[]): Promise<{ id: AccountId; login: string }> {
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
  for (const role of granted) await grantRole(db.kysely, { accountId: id, role, agencyId, centreId: null })
  return { id, login }
}

async function act(login: string, code: string, name: string, more: object = {}) {
  return await call<View & Problem>(await as(login), 'POST', `/dossiers/${code}/acts`, { act: name, ...more })
}
const see = async (login: string, code: string): Promise<View> => (await call<View>(await as(login), 'GET', `/dossiers/${code}`)).body
const replace = async (by: string, from: AccountId, to: AccountId, key?: string) =>
  await call<{ dossiers: number; late: number; handovers: number } & Problem>(
    await as(by),
    'POST',
    `/officers/${from}/replacement`,
    { successorId: to, reason: 'Điều động công tác' },
    key,
  )

async function inAgency(receiver: string): Promise<View> {
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
  await call(await as(receiver), 'POST', `/handovers/${list.body.number}/receive`, { dossierCodes: [body.code] })
  let view = await see(receiver, body.code)
  const logins: Record<string, string> = { unit_head: 'truongphong.skhdt', clerk: 'vanthu.skhdt' }
  while (view.step?.role !== 'case_officer') view = (await act(logins[view.step?.role ?? ''] ?? '', body.code, 'complete_step')).body
  return view
}

describe('replacing an officer at once', () => {
  test('moves the held and claimed dossiers, keeps every clock, and names who ordered it', async () => {
    const [an, binh] = [await officer('Chuyên viên An', 'case_officer'), await officer('Chuyên viên Bình', 'case_officer')]
    const held = await inAgency(an.login)
    const waiting = await inAgency(an.login)
    const free = await inAgency(an.login)
    for (const { code } of [held, waiting]) await act(an.login, code, 'claim')
    await act(an.login, waiting.code, 'request_supplement', { defects: [{ text: 'Thiếu bản vẽ' }] })

    const preview = await call<Work>(await as('lanhdao.skhdt'), 'GET', `/officers/${an.id}/work`)
    expect(preview.body).toMatchObject({ held: 1, claimed: 1, late: 0, handovers: 0, lateOnes: [] })
    const done = await replace('lanhdao.skhdt', an.id, binh.id)
    expect([done.status, done.body]).toEqual([200, { dossiers: 2, late: 0, handovers: 0 }])

    const moved = await see(binh.login, held.code)
    expect([moved.holder?.officerName, moved.claim?.name]).toEqual(['Chuyên viên Bình', 'Chuyên viên Bình'])
    expect(moved.clocks.map((clock) => clock.dueAt)).toEqual(held.clocks.map((clock) => clock.dueAt))
    expect(moved.timeline[0]).toMatchObject({
      act: 'reassign',
      actorName: expect.stringMatching(/^Lãnh đạo/),
      note: expect.stringContaining('Chuyên viên An → Chuyên viên Bình'),
    })
    expect((await see(binh.login, free.code)).timeline.some((each) => each.act === 'reassign')).toBe(false)
    // What waited for the applicant comes back to the successor.
    expect((await act('tiepnhan1', waiting.code, 'supplement', { papers: [], answered: [1] })).body.holder?.officerName).toBe(
      'Chuyên viên Bình',
    )
    expect((await act(binh.login, held.code, 'complete_step')).status).toBe(200)
    const orders = await db.pool.query('select ordered_by_name, reason, dossiers from dossier.replacement where from_account_id = $1', [
      an.id,
    ])
    expect(orders.rows).toEqual([{ ordered_by_name: expect.stringMatching(/^Lãnh đạo/), reason: 'Điều động công tác', dossiers: 2 }])
  })

  test('two concurrent requests are one: for an absence, and for a granted role', async () => {
    const [an, binh] = [await officer('Vắng An', 'signatory'), await officer('Thay Bình', 'case_officer')]
    const [{ day } = { day: '' }] = await db.peek<{ day: string }>(`select (now() at time zone 'Asia/Ho_Chi_Minh')::date::text as day`)
    const days = { fromOn: day, toOn: day }
    const given = { ...days, fromAccountId: an.id, toAccountId: binh.id, role: 'signatory', agencyId, style: 'KT', basis: '02/QĐ' }
    const token = await as(an.login)
    const codes = async (path: string, body: object) =>
      (await Promise.all(Array.from({ length: 5 }, async () => await call<Problem>(token, 'POST', path, body))))
        .map(({ status, body: { code } }) => (status === 201 ? 'done' : code))
        .toSorted()
    expect(await codes('/absences', { ...days, accountId: an.id, reason: 'Ốm' })).toEqual([
      ...Array<string>(4).fill('ABSENCE_THERE_ALREADY'),
      'done',
    ])
    expect(await codes('/delegations', given)).toEqual([...Array<string>(4).fill('DELEGATION_REFUSED'), 'done'])
    const rows = await db.peek(
      `select from identity.absence where account_id = $1
      union all select from identity.delegation where from_account_id = $1`,
      [an.id],
    )
    expect(rows).toHaveLength(2)
  })

  test('of a signatory is ordered by the head of the agency, and not by an equal, who may not give their role away either', async () => {
    const [deputy, other, successor] = [
      await officer('Phó Giám đốc An', 'signatory'),
      await officer('Phó Giám đốc Bình', 'signatory'),
      await officer('Chuyên viên Chi', 'case_officer'),
    ]
    const refused = await replace(other.login, deputy.id, successor.id)
    expect(refused.body.code).toBe('OFFICER_NOT_REPLACEABLE')
    const today = (await db.peek<{ day: string }>(`select (now() at time zone 'Asia/Ho_Chi_Minh')::date::text as day`))[0]?.day
    const order = { fromOn: today, toOn: today, style: 'KT', basis: '01/QĐ' }
    const given = { ...order, fromAccountId: deputy.id, toAccountId: successor.id, role: 'signatory', agencyId }
    const gave = async (by: string) => await call<{ id: string } & Problem>(await as(by), 'POST', '/delegations', given)
    expect((await gave(other.login)).body.code).toBe('DELEGATION_REFUSED')
    const away = await call<Problem>(await as(other.login), 'POST', '/absences', {
      accountId: deputy.id,
      fromOn: today,
      toOn: today,
      reason: 'Đi công tác',
    })
    expect(away.body.code).toBe('ABSENCE_NOT_YOURS')
    const byHead = await gave('lanhdao.skhdt')
    expect(byHead.status, JSON.stringify(byHead.body)).toBe(201)
    expect((await call<Problem>(await as(other.login), 'POST', `/delegations/${byHead.body.id}/end`)).body.code).toBe(
      'DELEGATION_NOT_FOUND',
    )
    const seen = async (login: string) =>
      (await call<Officers>(await as(login), 'GET', '/officers')).body.items.find((each) => each.id === deputy.id)?.mayReplace
    expect([await seen(other.login), await seen('lanhdao.skhdt')]).toEqual([false, true])
    expect((await replace('lanhdao.skhdt', deputy.id, other.id)).status).toBe(200)
  })

  test('ends their access with the next request, on every server', async () => {
    const [an, binh] = [await officer('An', 'case_officer'), await officer('Bình', 'case_officer')]
    const other = await createApp(readConfig({ PORT: '0', MOTCUA_LOG: 'silent' }), db, { perMinute: 1_000_000 })
    try {
      await other.http.ready()
      const token = await as(an.login)
      const elsewhere = async () =>
        (await other.http.inject({ method: 'GET', url: '/api/v1/inbox', headers: { authorization: `Bearer ${token}` } })).statusCode
      expect(await elsewhere()).toBe(200)
      expect((await replace('lanhdao.skhdt', an.id, binh.id)).status).toBe(200)
      expect([await elsewhere(), (await call(token, 'GET', '/inbox')).status]).toEqual([401, 401])
      // Signing in again opens nothing: the roles are ended, not only the sessions.
      const again = await call<{ token: string }>(null, 'POST', '/sessions', { login: an.login, password: demoPassword })
      expect((await call(again.body.token, 'GET', '/inbox')).status).toBe(403)
    } finally {
      await other.http.close()
    }
  })

  test('an act that waited for the dossier meanwhile is not done by the old roles', async () => {
    const [an, binh] = [await officer('An', 'case_officer'), await officer('Bình', 'case_officer')]
    const { code } = await inAgency(an.login)
    await act(an.login, code, 'claim')
    const token = await as(an.login)
    const [late, done] = await Promise.all([
      call<Problem>(token, 'POST', `/dossiers/${code}/acts`, { act: 'suspend', cause: 'force_majeure', reason: 'x' }),
      replace('lanhdao.skhdt', an.id, binh.id),
    ])
    expect(done.status).toBe(200)
    // Either it came first and is kept, or it is refused; it is never done after the order.
    const { timeline } = await see(binh.login, code)
    const seqOf = (name: string): number => timeline.find((each) => each.act === name)?.seq ?? 0
    if (late.status === 200) expect(seqOf('suspend')).toBeLessThan(seqOf('reassign'))
    else expect([401, 403, 409]).toContain(late.status)
    expect((await see(binh.login, code)).holder?.officerName).toBe('Bình')
  })

  test('is one order, even if two people press at once', async () => {
    const [an, binh] = [await officer('An', 'case_officer'), await officer('Bình', 'case_officer')]
    const { code } = await inAgency(an.login)
    await act(an.login, code, 'claim')
    const key = randomUUID()
    const answers = await Promise.all([replace('lanhdao.skhdt', an.id, binh.id, key), replace('lanhdao.skhdt', an.id, binh.id, key)])
    expect(answers.map((each) => each.status)).toEqual([200, 200])
    const { rows } = await db.pool.query('select count(*)::int as n from dossier.replacement where from_account_id = $1', [an.id])
    expect(rows[0].n).toBe(1)
  })

  test.each([
    ['the head of another agency', 'lanhdao.sxd'],
    ['the manager of the centre, for an officer of an agency', 'giamdoc'],
  ])('cannot be ordered by %s', async (_who, login) => {
    const [an, binh] = [await officer('An', 'case_officer'), await officer('Bình', 'case_officer')]
    const tried = await replace(login, an.id, binh.id)
    expect([tried.status, tried.body.code]).toEqual([404, 'OFFICER_NOT_REPLACEABLE'])
    expect((await call(await as(an.login), 'GET', '/inbox')).status).toBe(200)
  })

  test('reports a successor who cannot do the work, and then changes nothing', async () => {
    const [an, clerk] = [await officer('An', 'case_officer'), await officer('Văn thư mới', 'clerk')]
    const { code } = await inAgency(an.login)
    await act(an.login, code, 'claim')
    const tried = await replace('lanhdao.skhdt', an.id, clerk.id)
    expect([tried.status, tried.body.code]).toEqual([409, 'SUCCESSOR_UNFIT'])
    expect(tried.body.detail).toContain('1 hồ sơ')
    expect((await call(await as(an.login), 'GET', '/inbox')).status).toBe(200)
  })

  test('the manager of the centre replaces an officer of the counter: dossiers and open lists pass on, drafts do not', async () => {
    const token = await as('tiepnhan3')
    await call(token, 'PUT', '/drafts/ban-nhap', { form: { fullName: 'x' } })
    const { body } = await call<View>(token, 'POST', '/dossiers', {
      procedureCode: procedure.code,
      centreId,
      applicant: { kind: 'person', fullName: 'Nguyễn Thị Thử', idNumber: '049190000001', address: 'x', phone: '0905 000 001' },
      papers: procedure.components.map((paper) => ({ componentNo: paper.no, originals: paper.originals ?? 1, copies: paper.copies ?? 1 })),
    })
    await call(token, 'POST', '/handovers', {
      direction: 'to_agency',
      agencyCode: procedure.agency.code,
      centreId,
      dossierCodes: [body.code],
    })
    const id = async (login: string) =>
      (await db.pool.query('select id from identity.account where login = $1', [login])).rows[0].id as AccountId
    const done = await replace('giamdoc', await id('tiepnhan3'), await id('tiepnhan4'))
    expect([done.status, done.body]).toEqual([200, { dossiers: 1, late: 0, handovers: 1 }])
    const lists = await call<{ items: { createdBy: string }[] }>(await as('tiepnhan4'), 'GET', '/handovers?state=open')
    expect(lists.body.items[0]?.createdBy).toBe('Cán bộ tiếp nhận 4')
    expect((await call(await as('tiepnhan4'), 'GET', '/drafts/ban-nhap')).status).toBe(404)
    const notices = await call<{ items: { id: string; kind: string; text: string }[] }>(await as('tiepnhan4'), 'GET', '/notices')
    expect(notices.body.items[0]).toMatchObject({ kind: 'successor', text: expect.stringContaining('thay Cán bộ tiếp nhận 3: 1 hồ sơ') })
    await call(await as('tiepnhan4'), 'POST', `/notices/${notices.body.items[0]?.id}/seen`)
    expect((await call<{ items: unknown[] }>(await as('tiepnhan4'), 'GET', '/notices')).body.items).toEqual([])
  })
})

describe('acting for another', () => {
  const today = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh')
  const days = { fromOn: today.toString(), toOn: today.add({ days: 7 }).toString() }

  test('an absent officer’s claim blocks no one, and colleagues see the absence', async () => {
    const [an, binh] = [await officer('Vắng An', 'case_officer'), await officer('Bình', 'case_officer')]
    const { code } = await inAgency(an.login)
    await act(an.login, code, 'claim')
    expect((await act(binh.login, code, 'claim')).body.code).toBe('CLAIMED_BY_ANOTHER')
    const noted = await call<{ id: string }>(await as('truongphong.skhdt'), 'POST', '/absences', {
      accountId: an.id,
      ...days,
      reason: 'Nghỉ phép',
    })
    expect(noted.status, JSON.stringify(noted.body)).toBe(201)
    const seen = await call<Officers>(await as('truongphong.skhdt'), 'GET', '/officers')
    expect(seen.body.items.find((each) => each.id === an.id)?.absence?.isNow).toBe(true)
    expect((await act(binh.login, code, 'claim')).body.holder?.officerName).toBe('Bình')
    const told = await call<{ items: { kind: string }[] }>(await as(an.login), 'GET', '/notices')
    expect(told.body.items.map((each) => each.kind)).toEqual(['taken_over'])
    expect((await call(await as(an.login), 'POST', `/absences/${noted.body.id}/end`)).status).toBe(200)
  })

  test('an absence cannot be recorded from another agency', async () => {
    const an = await officer('An', 'case_officer')
    const tried = await call<Problem>(await as('truongphong.sxd'), 'POST', '/absences', { accountId: an.id, ...days, reason: 'x' })
    expect([tried.status, tried.body.code]).toEqual([403, 'ABSENCE_NOT_YOURS'])
  })

  test('a signatory’s deputy signs for named days, and the record carries both names', async () => {
    const deputy = await officer('Phó An', 'clerk')
    const { code } = await inAgency('thuly.skhdt')
    const logins: Record<string, string> = { case_officer: 'thuly.skhdt', unit_head: 'truongphong.skhdt', clerk: 'vanthu.skhdt' }
    let view = await see('thuly.skhdt', code)
    while (view.step?.role !== 'signatory') view = (await act(logins[view.step?.role ?? ''] ?? '', code, 'complete_step')).body
    expect((await act(deputy.login, code, 'approve')).body.code).toBe('DOSSIER_WRONG_ROLE')
    const fromId = (await db.pool.query(`select id from identity.account where login = 'lanhdao.skhdt'`)).rows[0].id as string
    const order = {
      fromAccountId: fromId,
      toAccountId: deputy.id,
      role: 'signatory',
      agencyId,
      ...days,
      style: 'KT',
      basis: 'Quyết định 12/QĐ-SKHĐT',
    }
    const given = await call<{ id: string } & Problem>(await as('lanhdao.skhdt'), 'POST', '/delegations', order)
    expect(given.status, JSON.stringify(given.body)).toBe(201)
    const signed = await act(deputy.login, code, 'approve')
    expect([signed.status, signed.body.timeline[0]?.actorName]).toEqual([200, 'Phó An'])
    expect(signed.body.timeline[0]?.note).toMatch(/^KT\. Lãnh đạo .*\(Quyết định 12\/QĐ-SKHĐT\)/)

    // A delegated role cannot be delegated, and directs nobody.
    const third = await officer('Người thứ ba', 'clerk')
    const on = await call<Problem>(await as(deputy.login), 'POST', '/delegations', {
      ...order,
      fromAccountId: deputy.id,
      toAccountId: third.id,
    })
    expect([on.status, on.body.code]).toEqual([409, 'DELEGATION_REFUSED'])
    expect((await replace(deputy.login, third.id, deputy.id)).body.code).toBe('OFFICER_NOT_REPLACEABLE')

    expect((await call(await as('lanhdao.skhdt'), 'POST', `/delegations/${given.body.id}/end`)).status).toBe(200)
    const { body } = await call<Officers>(await as(deputy.login), 'GET', '/officers')
    expect(body.items.find((each) => each.id === deputy.id)?.roles.map((each) => each.role)).toEqual(['clerk'])
  })

  test.each([
    ['somebody else’s role', 'thuly.skhdt', {}],
    ['a role in another agency', 'lanhdao.sxd', {}],
    ['days that are over', 'lanhdao.skhdt', { fromOn: '2020-01-01', toOn: '2020-01-02' }],
    ['more than a year', 'lanhdao.skhdt', { toOn: today.add({ years: 2 }).toString() }],
  ])('is refused for %s', async (_what, by, wrong) => {
    const fromId = (await db.pool.query(`select id from identity.account where login = 'lanhdao.skhdt'`)).rows[0].id as string
    const to = await officer('Phó', 'clerk')
    const tried = await call<Problem>(await as(by), 'POST', '/delegations', {
      fromAccountId: fromId,
      toAccountId: to.id,
      role: 'signatory',
      agencyId,
      ...days,
      style: 'KT',
      basis: 'x',
      ...wrong,
    })
    expect([tried.status, tried.body.code]).toEqual([409, 'DELEGATION_REFUSED'])
  })
})

test('every dossier has one holder, holdings without gaps and an unbroken chain after these tests', async () => {
  expect((await verify(db.ownerUrl)).filter((finding) => finding.broken > 0)).toEqual([])
})
