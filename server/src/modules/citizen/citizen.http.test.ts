import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { openIdentityProvider } from '#citizen'
import type { IdentityProvider } from '#citizen'
import { filesOf } from '../../testing/files-of.ts'
import { openCitizenBrowser } from '../../testing/citizen-browser.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { standInAcr, standInClient, startStandInProvider } from '../../demo/stand-in-provider.ts'

const publicUrl = 'http://portal.test'
const standIn = await startStandInProvider(0, [`${publicUrl}/dang-nhap/xong`])
const other = await startStandInProvider(0, [`${publicUrl}/dang-nhap/xong`])
afterAll(async () => {
  await standIn.close()
  await other.close()
})
const providerOf = (issuer: string, acr: readonly string[] = [standInAcr]): IdentityProvider =>
  openIdentityProvider({ issuer, clientId: standInClient, clientSecret: null, acr, name: 'Thử' })
let provider: IdentityProvider | null = providerOf(standIn.issuer)
const centre = await testCentre({ MOTCUA_PUBLIC_URL: publicUrl }, { identity: () => provider })
const { call, as, db } = centre
const { onTheSpot } = filesOf(centre)
const browser = () => openCitizenBrowser(centre)
const people = async () => (await db.peek<{ n: number }>('select count(*)::int as n from citizen.person'))[0]?.n ?? 0

describe('signing in with an electronic identity', () => {
  test('opens a session of the citizen and redirects to the page they requested', async () => {
    const person = browser()
    expect((await person.call('GET', '/citizen')).body).toMatchObject({ code: 'CITIZEN_SIGN_IN_NEEDED' })
    const { status, body, cookies } = await person.signIn('cd-01', '/thu-tuc/1.001612')
    expect([status, body]).toEqual([201, { next: '/thu-tuc/1.001612' }])
    expect(cookies[0]).toMatch(/^nguoi-dan=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/u)
    expect((await person.call('GET', '/citizen')).body).toMatchObject({
      person: { kind: 'person', name: 'Nguyễn Thị Thử', idNumber: '049190000001', bornOn: '1990-03-12' },
      sessions: [{ isThis: true }],
    })
  })

  test('a person is their (issuer, subject): one mail address is two people, one name at two providers is two people', async () => {
    const before = await people()
    await browser().signIn('cd-02')
    await browser().signIn('cd-03')
    expect(await people()).toBe(before + 2)
    await browser().signIn('cd-02')
    expect(await people()).toBe(before + 2)
    provider = providerOf(other.issuer)
    await browser().signIn('cd-02')
    provider = providerOf(standIn.issuer)
    expect(await people()).toBe(before + 3)
  })

  test('an organisation, and somebody of whom only the year of birth is known', async () => {
    const [firm, elder] = [browser(), browser()]
    await firm.signIn('tc-01')
    await elder.signIn('cd-04')
    expect((await firm.call('GET', '/citizen')).body).toMatchObject({ person: { kind: 'organisation', idNumber: '4000000001' } })
    expect((await elder.call('GET', '/citizen')).body).toMatchObject({ person: { name: 'Zơrâm Thử', bornOn: '1988' } })
  })

  test('the provider’s response opens no session in another browser, a second time, or changed', async () => {
    const [person, thief] = [browser(), browser()]
    const query = await person.comeBack('cd-01')
    expect((await thief.call('POST', '/citizen-sign-ins', { query })).body).toMatchObject({ code: 'CITIZEN_SIGN_IN_FAILED' })
    await thief.comeBack('cd-02')
    expect((await thief.call('POST', '/citizen-sign-ins', { query })).body).toMatchObject({ code: 'CITIZEN_SIGN_IN_FAILED' })
    const changed = query.replace(/state=[^&]*/u, 'state=made-up')
    expect((await person.call('POST', '/citizen-sign-ins', { query: changed })).body).toMatchObject({ code: 'CITIZEN_SIGN_IN_FAILED' })
    const begun = [...person.ours]
    expect((await person.call('POST', '/citizen-sign-ins', { query })).status).toBe(201)
    for (const [name, value] of begun) person.ours.set(name, value)
    expect((await person.call('POST', '/citizen-sign-ins', { query })).body).toMatchObject({ code: 'CITIZEN_SIGN_IN_FAILED' })
    expect((await browser().call('POST', '/citizen-sign-ins', { query: 'error=access_denied&state=x' })).status).toBe(422)
  })

  test('an unconfirmed level of assurance opens no session', async () => {
    provider = providerOf(standIn.issuer, ['3'])
    expect((await browser().signIn('cd-01')).body).toMatchObject({ code: 'CITIZEN_IDENTITY_TOO_WEAK' })
    provider = providerOf(standIn.issuer)
  })

  test('while the provider is away, a signed-in person stays signed in, and everything public answers', async () => {
    const person = browser()
    await person.signIn('cd-01')
    const broken = createServer((_request, response) => response.writeHead(502).end('<html>'))
    await new Promise<void>((done) => broken.listen(0, '127.0.0.1', done))
    const gone = `http://127.0.0.1:${(broken.address() as AddressInfo).port}`
    provider = providerOf(gone)
    expect((await browser().call('POST', '/citizen-sign-ins/begin', {})).body).toMatchObject({ code: 'CITIZEN_SIGN_IN_CLOSED' })
    await new Promise((done) => broken.close(done))
    const answer = await browser().call('POST', '/citizen-sign-ins/begin', {})
    expect([answer.status, answer.body['code']]).toEqual([409, 'CITIZEN_SIGN_IN_CLOSED'])
    expect((await person.call('GET', '/citizen')).status).toBe(200)
    expect((await call(null, 'GET', '/board')).status).toBe(200)
    provider = providerOf(standIn.issuer)
    expect((await browser().signIn('cd-01')).status).toBe(201)
  })

  test('without a provider no one can sign in, and the page says so', async () => {
    provider = null
    expect((await browser().call('GET', '/citizen-sign-ins')).body).toEqual({ isOpen: false, providerName: null })
    expect((await browser().call('POST', '/citizen-sign-ins/begin', {})).body).toMatchObject({ code: 'CITIZEN_SIGN_IN_CLOSED' })
    provider = providerOf(standIn.issuer)
  })

  test('signing out ends the session at once, in this browser or in another one of the same person, never of somebody else', async () => {
    const [here, there, stranger] = [browser(), browser(), browser()]
    await here.signIn('cd-05')
    await there.signIn('cd-05')
    await stranger.signIn('cd-06')
    type Own = { sessions: { id: string; isThis: boolean }[] }
    const { sessions } = (await here.call<Own>('GET', '/citizen')).body
    expect(sessions.map((each) => each.isThis)).toEqual([false, true])
    expect((await stranger.call('DELETE', `/citizen/sessions/${sessions[0]?.id}`)).body).toMatchObject({
      code: 'CITIZEN_SESSION_NOT_FOUND',
    })
    expect((await here.call('DELETE', `/citizen/sessions/${sessions[0]?.id}`)).status).toBe(200)
    expect((await there.call('GET', '/citizen')).status).toBe(401)
    const out = await here.call('DELETE', `/citizen/sessions/${sessions[1]?.id}`)
    expect(out.cookies[0]).toMatch(/^nguoi-dan=; .*Max-Age=0/u)
    expect((await here.call('GET', '/citizen')).status).toBe(401)
  })

  test('the two kinds of session are separate: an officer is no citizen, and a citizen no officer', async () => {
    const person = browser()
    await person.signIn('cd-01')
    const token = await as('tiepnhan1')
    expect((await call(token, 'GET', '/citizen')).body).toMatchObject({ code: 'CITIZEN_SIGN_IN_NEEDED' })
    expect((await person.call('GET', '/sessions/current')).status).toBe(401)
    person.ours.set('motcua', person.ours.get('nguoi-dan') ?? '')
    expect((await person.call('GET', '/sessions/current')).status).toBe(401)
    person.ours.set('nguoi-dan', token)
    expect((await person.call('GET', '/citizen')).status).toBe(401)
  })
})

describe('the personal area of a citizen', () => {
  test('a dossier refused before acceptance is marked as refused on the list', async () => {
    const person = browser()
    await person.signIn('cd-03')
    const { body: refused } = await call<{ code: string; lookupSecret: string }>(await as('tiepnhan1'), 'POST', '/dossiers', {
      procedureCode: '1.001612',
      centreId: centre.centreId,
      applicant: { kind: 'person', fullName: 'Lê Thử', idNumber: '049190000009', address: 'Phường Tam Kỳ', phone: '0905000009' },
      papers: [],
      answer: 'refuse',
      reason: 'Không thuộc thẩm quyền',
    })
    const listed = await person.call<{ items: object[] }>('POST', '/citizen/dossiers', { code: refused.code, secret: refused.lookupSecret })
    expect(listed.body.items).toContainEqual(expect.objectContaining({ code: refused.code, stateName: 'Từ chối tiếp nhận' }))
  })

  test('a counter dossier is added to the list with its slip, and is then tracked without it', async () => {
    const [person, stranger] = [browser(), browser()]
    await person.signIn('cd-01')
    await stranger.signIn('cd-02')
    const { code, lookupSecret: secret } = await onTheSpot()
    const notYet = (await person.call('POST', '/tracking', { code })).body
    expect(notYet).toMatchObject({ code: 'TRACKING_NOT_FOUND' })
    expect((await person.call('POST', '/citizen/dossiers', { code, secret: 'AAAA-AAAA' })).body).toMatchObject({
      code: 'TRACKING_NOT_FOUND',
    })
    const added = await person.call<{ items: object[] }>('POST', '/citizen/dossiers', { code: code.toLowerCase(), secret })
    expect([added.status, added.body.items]).toMatchObject([201, [{ code, stateName: 'Được tiếp nhận' }]])
    expect((await person.call('POST', '/citizen/dossiers', { code, secret })).body['items']).toHaveLength(1)

    const asOwner = (await person.call('POST', '/tracking', { code })).body
    const withSlip = (await call(null, 'POST', '/tracking', { code, secret })).body
    // Working time runs on between two questions.
    const still = (view: Record<string, unknown>) => ({ ...view, heldBy: null, clocks: null, remaining: null })
    expect(still(asOwner)).toEqual(still(withSlip))
    for (const path of ['/tracking/notices', '/tracking/accesses', '/tracking/proof'])
      expect([path, (await person.call('POST', path, { code })).status]).toEqual([path, 200])

    const without = (problem: Record<string, unknown>) => ({ ...problem, requestId: null })
    for (const path of ['/tracking', '/tracking/notices', '/tracking/accesses', '/tracking/proof']) {
      const [notTheirs, notThere] = [
        await stranger.call('POST', path, { code }),
        await stranger.call('POST', path, { code: 'H47.01-000000-0000' }),
      ]
      expect(notTheirs.body).toMatchObject({ code: 'TRACKING_NOT_FOUND' })
      expect(without(notTheirs.body)).toEqual(without(notThere.body))
      expect((await call(null, 'POST', path, { code })).body).toMatchObject({ code: 'TRACKING_SECRET_NEEDED' })
    }
    expect((await stranger.call('DELETE', `/citizen/dossiers/${code}`)).body).toMatchObject({ code: 'OWN_DOSSIER_NOT_FOUND' })
    expect((await stranger.call('GET', '/citizen/dossiers')).body).toEqual({ items: [] })
    expect((await person.call('DELETE', `/citizen/dossiers/${code}`)).body).toEqual({ items: [] })
    expect((await person.call('POST', '/tracking', { code })).body).toMatchObject({ code: 'TRACKING_NOT_FOUND' })
  })

  test('who has looked at one’s dossiers, in words, and no officer’s name', async () => {
    const person = browser()
    await person.signIn('cd-06')
    const { code, lookupSecret: secret } = await onTheSpot()
    await person.call('POST', '/citizen/dossiers', { code, secret })
    await call(await as('tiepnhan1'), 'GET', `/dossiers/${code}`)
    const { items } = (await person.call<{ items: object[] }>('GET', '/citizen/accesses')).body
    expect(items[0]).toMatchObject({ code, purposeName: expect.stringContaining('Mở xem hồ sơ') as string })
    expect(JSON.stringify(items)).not.toMatch(/officerName/u)

    const { body } = await person.call<{ dossiers: object[]; looks: object[] }>('GET', '/citizen/export')
    expect(body).toMatchObject({
      person: { name: 'Phạm Nguyễn Hoàng Gia Bảo Thử Nghiệm' },
      dossiers: [{ code, timeline: expect.any(Array) as unknown[] }],
    })
    expect(body.looks).toEqual(items)
  })
})
