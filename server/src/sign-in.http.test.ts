import { randomUUID } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { describe, expect, test } from 'vitest'
import { createAccount, grantRole, hashPassword, issueOneTimePassword, openAccount } from '#identity'
import type { Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId } from '#kernel/ids.ts'
import { pruneSignIns } from './modules/identity/commands/prune-sign-ins.ts'
import { testCentre } from './testing/test-centre.ts'

const { app, db, call, centreId } = await testCentre()
const { items: agencies } = (await call<{ items: { id: string; code: string }[] }>(null, 'GET', '/agencies')).body
const agencyId = agencies[0]?.id as AgencyId
const own = 'con trâu ăn cỏ non'

type Problem = { code: string; details?: { with?: string; seconds?: number; because?: string; fault?: string } }
type Session = { token: string; step: string | null; areas: string[]; confirmsWith: string }
let made = 0
let address = 0
/** An address nobody has used, in a network of its own. */
const newAddress = (): string => `10.${(address += 1) >> 8}.${address & 255}.7`

/** A member of staff as the operator makes one: with a one-time password. */
async function newcomer(role: Role): Promise<{ id: AccountId; login: string; oneTime: string }> {
  const login = `nguoi.moi${(made += 1)}`
  const place = { agencyId: ['counter_officer', 'centre_manager', 'operator', 'procedure_designer'].includes(role) ? null : agencyId }
  const { id } = await openAccount(db.kysely, 'command_line', {
    login,
    displayName: `Người mới số ${made}`,
    role,
    ...place,
    centreId: role === 'counter_officer' || role === 'centre_manager' ? (centreId as CentreId) : null,
  })
  return { id, login, oneTime: await issueOneTimePassword(db.kysely, 'command_line', id) }
}

/** One who has chosen a password already. */
let ownHash: string | undefined
async function settled(role: Role): Promise<{ id: AccountId; login: string }> {
  const login = `da.quen${(made += 1)}`
  ownHash ??= await hashPassword(own)
  const { id } = await createAccount(db.kysely, {
    login,
    displayName: `Người quen số ${made}`,
    title: '',
    agencyId,
    unitId: null,
    passwordHash: ownHash,
  })
  await grantRole(db.kysely, {
    accountId: id,
    role,
    agencyId: role === 'counter_officer' ? null : agencyId,
    centreId: centreId as CentreId,
  })
  return { id, login }
}

const signsIn = async (login: string, password: string) => await call<Session & Problem>(null, 'POST', '/sessions', { login, password })

/** A sign-in from somewhere: an address, a browser with what it keeps. */
async function tries(login: string, password: string, from: { at?: string; cookie?: string; token?: string } = {}) {
  const answer = await app.http.inject({
    method: 'POST',
    url: '/api/v1/sessions',
    remoteAddress: from.at ?? newAddress(),
    headers: { ...(from.cookie ? { cookie: from.cookie } : {}), ...(from.token ? { authorization: `Bearer ${from.token}` } : {}) },
    payload: { login, password },
  })
  const device = answer.cookies.find(({ name }) => name === 'motcua-device')
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: answer.json<Session & Problem>(),
    cookie: `motcua-device=${device?.value}`,
  }
}

/** The code of an application, at this step of thirty seconds or a later one. */
function codeOf(base32: string, ahead = 0): string {
  return new TOTP({ secret: Secret.fromBase32(base32), issuer: 'Một cửa', digits: 6, period: 30 }).generate({
    timestamp: Date.now() + ahead * 30_000,
  })
}

/** Through the first sign-in to a free way: the password, then the application. */
async function enrolled(role: Role) {
  const person = await newcomer(role)
  const { body } = await signsIn(person.login, person.oneTime)
  await call(body.token, 'POST', '/account/password', { current: person.oneTime, next: own })
  const { body: totp } = await call<{ base32: string }>(body.token, 'POST', '/account/totp')
  const added = await call<{ recoveryCodes: string[] }>(body.token, 'POST', '/account/totp/confirmation', { code: codeOf(totp.base32) })
  return { ...person, token: body.token, base32: totp.base32, recoveryCodes: added.body.recoveryCodes }
}

const waitOut = async (): Promise<void> => {
  await db.peek(`update identity.sign_in_guard set at = at - interval '2 hours'`)
}
const letConfirmationLapse = async (): Promise<void> => {
  await db.peek(`update identity.session set confirmed_at = now() - interval '11 minutes'`)
}

describe('the first sign-in with a one-time password', () => {
  test('allows nothing but changing the password', async () => {
    const { login, oneTime } = await newcomer('counter_officer')
    const { status, body } = await signsIn(login, oneTime)
    expect([status, body.step, body.areas]).toEqual([201, 'password', []])
    for (const [method, path] of [
      ['GET', '/inbox'],
      ['GET', '/account'],
      ['GET', '/sessions'],
      ['POST', '/account/totp'],
      ['POST', '/dossiers'],
    ] as const) {
      const refused = await call<Problem>(body.token, method, path, method === 'POST' ? {} : undefined)
      expect([path, refused.status, refused.body.code]).toEqual([path, 403, 'PASSWORD_CHANGE_NEEDED'])
    }
    expect((await call(body.token, 'POST', '/account/password', { current: oneTime, next: own })).status).toBe(200)
    const { body: now } = await call<Session>(body.token, 'GET', '/sessions/current')
    expect([now.step, now.areas.length > 0]).toEqual([null, true])
    expect((await call(body.token, 'GET', '/inbox')).status).toBe(200)
    expect((await signsIn(login, oneTime)).body.code).toBe('SIGN_IN_FAILED')
    expect((await signsIn(login, own)).body.step).toBeNull()
  })

  test.each([
    ['ngắn quá', 'PASSWORD_UNUSABLE', 'short'],
    ['matkhau123456', 'PASSWORD_UNUSABLE', 'common'],
  ])('%s is no password', async (next, code, fault) => {
    const { login, oneTime } = await newcomer('clerk')
    const { token } = (await signsIn(login, oneTime)).body
    const refused = await call<Problem>(token, 'POST', '/account/password', { current: oneTime, next })
    expect([refused.status, refused.body.code, refused.body.details?.fault]).toEqual([422, code, fault])
    const same = await call<Problem>(token, 'POST', '/account/password', { current: oneTime, next: oneTime })
    expect(same.body.details?.fault).toBe('same')
  })

  test('one that is a week old is invalid', async () => {
    const { id, login, oneTime } = await newcomer('clerk')
    await db.peek(`update identity.account set password_set_at = now() - interval '8 days' where id = $1`, [id])
    expect((await signsIn(login, oneTime)).body.code).toBe('ONE_TIME_PASSWORD_OVER')
    expect((await signsIn(login, 'sai hẳn rồi nhé')).body.code).toBe('SIGN_IN_FAILED')
  })

  test('no table contains it in clear text', async () => {
    const { oneTime, login } = await newcomer('clerk')
    const { token } = (await signsIn(login, oneTime)).body
    await call(token, 'POST', '/account/password', { current: oneTime, next: own })
    const tables = await db.peek<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('identity', 'platform')`,
    )
    for (const { name } of tables) {
      const [{ found } = { found: -1 }] = await db.peek<{ found: number }>(
        `select count(*)::int as found from ${name} t where t::text like '%' || $1 || '%' or t::text like '%' || $2 || '%'`,
        [oneTime, own],
      )
      expect([name, found]).toEqual([name, 0])
    }
  })
})

describe('one’s own password', () => {
  test('is changed with the old one, and the other sessions end', async () => {
    const { login } = await settled('clerk')
    const [here, there] = [(await signsIn(login, own)).body.token, (await signsIn(login, own)).body.token]
    const wrong = await call<Problem>(here, 'POST', '/account/password', { current: 'không phải đâu', next: 'hoa sen nở trong ao' })
    expect([wrong.status, wrong.body.code]).toEqual([403, 'PASSWORD_WRONG'])
    expect((await call(here, 'POST', '/account/password', { current: own, next: 'hoa sen nở trong ao' })).status).toBe(200)
    expect((await call(here, 'GET', '/inbox')).status).toBe(200)
    const ended = await call<Problem>(there, 'GET', '/inbox')
    expect([ended.status, ended.body.code, ended.body.details?.because]).toEqual([401, 'SESSION_ENDED', 'password_changed'])
  })

  test('changed six times at once with one old password is changed once', async () => {
    const { login } = await settled('clerk')
    const { token } = (await signsIn(login, own)).body
    const next = (no: number): string => `hoa sen nở trong ao số ${no}`
    const seen = await Promise.all(
      Array.from({ length: 6 }, async (_, no) => await call<Problem>(token, 'POST', '/account/password', { current: own, next: next(no) })),
    )
    const done = seen.flatMap(({ status }, no) => (status === 200 ? [no] : []))
    expect(done).toHaveLength(1)
    expect(new Set(seen.filter(({ status }) => status !== 200).map(({ body }) => body.code))).toEqual(new Set(['PASSWORD_WRONG']))
    expect((await tries(login, next(done[0] ?? -1))).status).toBe(201)
  })
})

/** Proves to be there, from a browser with what it keeps. */
async function proves(token: string, cookie: string, code: string): Promise<{ status: number; body: Problem }> {
  const answer = await app.http.inject({
    method: 'POST',
    url: '/api/v1/sessions/current/confirmation',
    headers: { authorization: `Bearer ${token}`, cookie },
    payload: { kind: 'code', code },
  })
  return { status: answer.statusCode, body: answer.json<Problem>() }
}

describe('the second factor', () => {
  test('is chosen before any work by roles that sign, publish, operate or manage', async () => {
    for (const role of ['signatory', 'procedure_designer', 'operator', 'centre_manager'] as const) {
      const { login, oneTime } = await newcomer(role)
      const { token } = (await signsIn(login, oneTime)).body
      await call(token, 'POST', '/account/password', { current: oneTime, next: own })
      expect([role, (await call<Session>(token, 'GET', '/sessions/current')).body.step]).toEqual([role, 'enrolment'])
      const refused = await call<Problem>(token, 'GET', '/procedures/1.001612/draft')
      expect([role, refused.body.code]).toEqual([role, 'SECOND_FACTOR_ENROLMENT_NEEDED'])
    }
  })

  test('is required at the next sign-in: the password alone opens nothing', async () => {
    const { login, base32, token: first } = await enrolled('signatory')
    expect((await call(first, 'GET', '/inbox')).status).toBe(200)
    const { token, step } = (await signsIn(login, own)).body
    expect(step).toBe('second_factor')
    expect((await call<Problem>(token, 'GET', '/inbox')).body.code).toBe('SECOND_FACTOR_NEEDED')
    expect((await call<Problem>(token, 'POST', '/account/password', { current: own, next: 'hoa sen nở' })).body.code).toBe(
      'SECOND_FACTOR_NEEDED',
    )
    expect((await call<Problem>(token, 'POST', '/account/totp')).body.code).toBe('SECOND_FACTOR_NEEDED')
    const byPassword = await call<Problem>(token, 'POST', '/sessions/current/confirmation', { kind: 'password', password: own })
    expect(byPassword.body.code).toBe('SECOND_FACTOR_ASKED_FOR')
    const wrong = await call<Problem>(token, 'POST', '/sessions/current/confirmation', { kind: 'code', code: '000000' })
    expect([wrong.status, wrong.body.code]).toEqual([403, 'CODE_WRONG'])
    const code = codeOf(base32, 1)
    expect((await call(token, 'POST', '/sessions/current/confirmation', { kind: 'code', code })).status).toBe(200)
    expect((await call(token, 'GET', '/inbox')).status).toBe(200)
    // Each code is valid once, in any session.
    const again = (await signsIn(login, own)).body.token
    expect((await call<Problem>(again, 'POST', '/sessions/current/confirmation', { kind: 'code', code })).body.code).toBe('CODE_WRONG')
  })

  test('an enrolment that was not confirmed does not count', async () => {
    const { login } = await settled('clerk')
    const { token } = (await signsIn(login, own)).body
    await call(token, 'POST', '/account/totp')
    expect((await call<Problem>(token, 'POST', '/account/totp/confirmation', { code: '000000' })).body.code).toBe('CODE_WRONG')
    expect((await signsIn(login, own)).body.step).toBeNull()
  })

  test('resists guesses by a stranger who has the password, from ever new browsers, and does not delay its owner', async () => {
    const { login, base32 } = await enrolled('signatory')
    const home = await tries(login, own)
    expect((await proves(home.body.token, home.cookie, codeOf(base32, 1))).status).toBe(200)
    const seen: string[] = []
    for (let guess = 0; guess < 12; guess += 1) {
      const stranger = await tries(login, own)
      seen.push((await proves(stranger.body.token, stranger.cookie, String(100_000 + guess))).body.code)
    }
    expect([seen.slice(0, 5), seen.includes('SIGN_IN_LIMITED')]).toEqual([Array<string>(5).fill('CODE_WRONG'), true])
    const again = await tries(login, own, { cookie: home.cookie })
    // A step that is still to come is taken as the clock's own: the codes before it are spent.
    await db.peek(`update identity.totp set last_step = 0`)
    expect((await proves(again.body.token, again.cookie, codeOf(base32))).status).toBe(200)
    // A browser where only the password was right is no known device.
    const elsewhere = await tries(login, own)
    expect((await proves(elsewhere.body.token, elsewhere.cookie, codeOf(base32, 1))).body.code).toBe('SIGN_IN_LIMITED')
  })

  test('a recovery code replaces it once', async () => {
    const { login, recoveryCodes } = await enrolled('operator')
    expect(new Set(recoveryCodes).size).toBe(10)
    const code = (recoveryCodes[3] ?? '').toUpperCase().replace('-', ' ')
    const { token } = (await signsIn(login, own)).body
    expect((await call(token, 'POST', '/sessions/current/confirmation', { kind: 'recovery_code', code })).status).toBe(200)
    expect((await call(token, 'GET', '/accounts')).status).toBe(200)
    const again = (await signsIn(login, own)).body.token
    const spent = await call<Problem>(again, 'POST', '/sessions/current/confirmation', { kind: 'recovery_code', code })
    expect(spent.body.code).toBe('CODE_WRONG')
  })

  test('codes cannot be guessed: each wrong one makes the next wait longer', async () => {
    const { login } = await enrolled('centre_manager')
    const { token } = (await signsIn(login, own)).body
    const seen = []
    for (let guess = 0; guess < 9; guess += 1) {
      const code = String(100_000 + guess)
      seen.push((await call<Problem>(token, 'POST', '/sessions/current/confirmation', { kind: 'code', code })).body.code)
    }
    expect(seen.slice(0, 5)).toEqual(Array<string>(5).fill('CODE_WRONG'))
    expect(seen.slice(5)).toContain('SIGN_IN_LIMITED')
  })

  test('its secret is stored encrypted, and cannot be decrypted in the row of another account', async () => {
    const [one, two] = [await enrolled('signatory'), await enrolled('signatory')]
    const rows = await db.peek<{ secret: Buffer }>(`select secret from identity.totp where account_id = $1`, [one.id])
    expect(rows[0]?.secret.includes(Buffer.from(Secret.fromBase32(one.base32).bytes))).toBe(false)
    await db.peek(`update identity.totp set secret = $1, last_step = 0 where account_id = $2`, [rows[0]?.secret, two.id])
    const { token } = (await signsIn(two.login, own)).body
    const stolen = await call(token, 'POST', '/sessions/current/confirmation', { kind: 'code', code: codeOf(one.base32) })
    expect(stolen.status).not.toBe(200)
  })

  test('when removed although the role needs one, leaves a session that can only enrol another', async () => {
    const { token } = await enrolled('signatory')
    expect((await call(token, 'DELETE', '/account/totp')).status).toBe(200)
    expect((await call<Problem>(token, 'GET', '/inbox')).body.code).toBe('SECOND_FACTOR_ENROLMENT_NEEDED')
  })
})

describe('before signing and exporting', () => {
  test.each([
    ['signatory', 'POST', '/dossiers/H47.01-260101-0001/acts', { act: 'approve' }],
    ['signatory', 'POST', '/dossiers/H47.01-260101-0001/acts', { act: 'approve_extension' }],
    ['signatory', 'POST', '/dossiers/H47.01-260101-0001/acts', { act: 'apologise', days: 2, reason: 'x' }],
    ['signatory', 'POST', '/dossiers/H47.01-260101-0001/acts', { act: 'refuse', reason: 'x' }],
    ['centre_manager', 'POST', `/procedures/1.001612/versions/${randomUUID()}/publish`, { revision: 1 }],
    ['centre_manager', 'GET', '/reports/holders.csv', undefined],
    ['centre_manager', 'GET', `/centres/${centreId}/registers/2026/all.csv`, undefined],
    ['counter_officer', 'GET', `/centres/${centreId}/registers/2026/1.pdf`, undefined],
    ['centre_manager', 'PUT', '/centres/TTHCC/agencies', { agencyCodes: [] }],
    ['centre_manager', 'GET', `/receipts.csv?centreId=${centreId}&day=2026-11-02`, undefined],
    ['operator', 'POST', `/accounts/${randomUUID()}/one-time-password`, undefined],
  ] as const)('%s must confirm their presence: %s %s', async (role, method, path, body) => {
    const person = await enrolled(role)
    const before = await call<Problem>(person.token, method, path, body)
    expect(before.body.code).not.toBe('CONFIRMATION_NEEDED')
    await letConfirmationLapse()
    const refused = await call<Problem>(person.token, method, path, body)
    expect([refused.status, refused.body.code, refused.body.details?.with]).toEqual([403, 'CONFIRMATION_NEEDED', 'second_factor'])
    await call(person.token, 'POST', '/sessions/current/confirmation', { kind: 'code', code: codeOf(person.base32, 1) })
    expect((await call<Problem>(person.token, method, path, body)).body.code).not.toBe('CONFIRMATION_NEEDED')
  })

  test('an inspector confirms with the password to export the event log', async () => {
    const { login } = await settled('inspector')
    const { token } = (await signsIn(login, own)).body
    expect((await call(token, 'GET', '/reports/eventlog.xes')).status).toBe(200)
    await letConfirmationLapse()
    expect((await call<Problem>(token, 'GET', '/reports/eventlog.xes')).body.code).toBe('CONFIRMATION_NEEDED')
    expect((await call<Problem>(token, 'GET', '/reports/eventlog.csv')).body.code).toBe('CONFIRMATION_NEEDED')
  })

  test('a person without a second factor confirms with the password', async () => {
    const { login } = await settled('counter_officer')
    const { token } = (await signsIn(login, own)).body
    await letConfirmationLapse()
    const path = '/dossiers/H47.01-260101-0001/acts'
    const refused = await call<Problem>(token, 'POST', path, { act: 'approve' })
    expect([refused.body.code, refused.body.details?.with]).toEqual(['CONFIRMATION_NEEDED', 'password'])
    // A route that signs nothing needs no confirmation.
    expect((await call<Problem>(token, 'POST', path, { act: 'withdraw', reason: 'x' })).body.code).toBe('DOSSIER_NOT_FOUND')
    expect((await call<Problem>(token, 'POST', path, { act: 'refuse', reason: 'x' })).body.code).toBe('DOSSIER_NOT_FOUND')
    expect((await call(token, 'POST', '/sessions/current/confirmation', { kind: 'password', password: own })).status).toBe(200)
    expect((await call<Problem>(token, 'POST', path, { act: 'approve' })).body.code).toBe('DOSSIER_NOT_FOUND')
  })
})

describe('wrong passwords', () => {
  test('eighty concurrent officers from one address all sign in', async () => {
    const people: { login: string }[] = []
    for (let each = 0; each < 80; each += 1) people.push(await settled('clerk'))
    const at = newAddress()
    const seen = await Promise.all(people.map(async ({ login }) => (await tries(login, own, { at })).status))
    expect(seen).toEqual(Array<number>(80).fill(201))
  })

  test('fourteen right passwords at once for one login are fourteen sessions', async () => {
    const { login } = await settled('clerk')
    const at = newAddress()
    const seen = await Promise.all(Array.from({ length: 14 }, async () => (await tries(login, own, { at })).status))
    expect(seen).toEqual(Array<number>(14).fill(201))
  })

  test('guesses elsewhere do not keep a known device waiting, nor another network for long', async () => {
    const { login } = await settled('clerk')
    const home = newAddress()
    const { cookie } = await tries(login, own, { at: home })
    for (let guess = 0; guess < 10; guess += 1) await tries(login, `đoán bừa ${guess}`)
    expect((await tries(login, own, { at: home, cookie })).status).toBe(201)
    expect((await tries(login, own)).status).toBe(201)
    // And not even from everywhere at once.
    for (let guess = 0; guess < 60; guess += 1) await tries(login, `đoán bừa ${guess}`)
    expect((await tries(login, own)).status).toBe(429)
    expect((await tries(login, own, { at: newAddress(), cookie })).status).toBe(201)
  })

  test('a neighbour’s guesses on the same network do not keep a known device waiting', async () => {
    const { login } = await settled('clerk')
    const hall = newAddress()
    const { cookie } = await tries(login, own, { at: hall })
    for (let guess = 0; guess < 12; guess += 1) await tries(login, `đoán bừa ${guess}`, { at: hall })
    const stranger = await tries(login, own, { at: hall })
    expect([stranger.status, stranger.body.code]).toEqual([429, 'SIGN_IN_LIMITED'])
    expect(Number(stranger.headers['retry-after'])).toBe(stranger.body.details?.seconds)
    expect((await tries(login, own, { at: hall, cookie })).status).toBe(201)
    await waitOut()
    expect((await tries(login, own, { at: hall })).status).toBe(201)
  })

  test('a device is known only to the account that used it, and cannot be forged', async () => {
    const [one, two] = [await settled('clerk'), await settled('clerk')]
    const at = newAddress()
    const { cookie } = await tries(one.login, own, { at })
    for (let guess = 0; guess < 12; guess += 1) await tries(two.login, 'đoán bừa mãi', { at, cookie })
    expect((await tries(two.login, own, { at, cookie })).status).toBe(429)
    const fixed = await tries(one.login, own, { at: newAddress(), cookie: `motcua-device=${'A'.repeat(43)}` })
    expect(fixed.cookie).not.toContain('AAAA')
    expect((await tries(one.login, own, { at: newAddress(), cookie })).cookie).toBe(cookie)
  })

  test('a known device does not allow guessing either', async () => {
    const { login } = await settled('clerk')
    const { cookie } = await tries(login, own)
    const seen = []
    for (let guess = 0; guess < 14; guess += 1) seen.push((await tries(login, 'đoán bừa mãi', { cookie })).status)
    expect(seen.slice(0, 10)).toEqual(Array<number>(10).fill(401))
    expect(seen.slice(10)).toContain(429)
  })

  test('one password tried on many logins is stopped, also by one who has a session; the hall’s known devices are not', async () => {
    const at = newAddress()
    const officer = await settled('clerk')
    const { cookie, body } = await tries(officer.login, own, { at })
    const seen = []
    for (let guess = 0; guess < 120; guess += 1) {
      seen.push((await tries(`khong.co${guess}`, 'con trâu ăn cỏ', { at: at.replace(/7$/u, String(guess)), token: body.token })).status)
    }
    expect(seen.filter((status) => status === 401).length).toBeLessThanOrEqual(80)
    expect(seen.slice(90).filter((status) => status === 429).length).toBeGreaterThan(20)
    expect((await tries(officer.login, own, { at, cookie })).status).toBe(201)
    expect((await tries(officer.login, own)).status).toBe(201)
  })

  test('sixty wrong ones from a network do not stop the next right one there', async () => {
    const at = newAddress()
    const { login } = await settled('clerk')
    for (let guess = 0; guess < 60; guess += 1) await tries(`khong.co${guess}`, 'sai', { at })
    expect((await tries(login, own, { at })).status).toBe(201)
  })

  test('guesses sent all at once are counted one after another', async () => {
    const { login } = await settled('clerk')
    const at = newAddress()
    const seen = await Promise.all(Array.from({ length: 30 }, async () => (await tries(login, 'sai', { at })).status))
    expect(seen.filter((status) => status === 401).length).toBeLessThanOrEqual(6)
  })

  test('the counts are rows: they survive the process and are shared with others', async () => {
    const { login } = await settled('clerk')
    const at = newAddress()
    for (let guess = 0; guess < 8; guess += 1) await tries(login, 'sai', { at })
    const rows = await db.peek<{ level: number }>(`select level from identity.sign_in_guard where level >= 5`)
    expect(rows.length).toBeGreaterThan(0)
    await db.peek(`update identity.sign_in_guard set level = 0`)
    expect((await tries(login, own, { at })).status).toBe(201)
  })
})

describe('sessions', () => {
  test('end after inactivity, and not while somebody works', async () => {
    const { id, login } = await settled('clerk')
    const { token } = (await signsIn(login, own)).body
    const seen = async (minutes: number) =>
      await db.peek(`update identity.session set last_seen_at = now() - make_interval(mins => $2) where account_id = $1`, [id, minutes])
    await seen(29)
    expect((await call(token, 'GET', '/inbox')).status).toBe(200)
    const [row] = await db.peek<{ recent: boolean }>(
      `select last_seen_at > now() - interval '10 seconds' as recent from identity.session where account_id = $1`,
      [id],
    )
    expect(row?.recent).toBe(true)
    await seen(31)
    expect((await call<Problem>(token, 'GET', '/inbox')).body.code).toBe('SESSION_NEEDED')
  })

  test('the time of last use is written once a minute, not at every request', async () => {
    const { id, login } = await settled('clerk')
    const { token } = (await signsIn(login, own)).body
    const last = async () =>
      (await db.peek<{ at: string }>(`select last_seen_at as at from identity.session where account_id = $1`, [id]))[0]?.at
    const before = await last()
    for (let request = 0; request < 5; request += 1) await call(token, 'GET', '/inbox')
    expect(await last()).toEqual(before)
  })

  test('are ten at most; the oldest ends and says why', async () => {
    const { login } = await settled('clerk')
    const tokens = []
    for (let each = 0; each < 11; each += 1) tokens.push((await signsIn(login, own)).body.token)
    const first = await call<Problem>(tokens[0] ?? '', 'GET', '/inbox')
    expect([first.body.code, first.body.details?.because]).toEqual(['SESSION_ENDED', 'too_many'])
    const { body } = await call<{ items: { lastSeenAt: string }[] }>(tokens[10] ?? '', 'GET', '/sessions')
    expect(body.items).toHaveLength(10)
    expect((await call<{ ended: number }>(tokens[10] ?? '', 'DELETE', '/sessions')).body.ended).toBe(9)
    expect((await call<Problem>(tokens[5] ?? '', 'GET', '/inbox')).body.details?.because).toBe('ended_by_owner')
    expect((await call(tokens[10] ?? '', 'GET', '/inbox')).status).toBe(200)
  })

  test('that ended long ago, and expired counts, are deleted', async () => {
    const { id, login } = await settled('clerk')
    await signsIn(login, own)
    await signsIn(login, own)
    await db.peek(`update identity.session set revoked_at = now() - interval '8 days' where account_id = $1`, [id])
    const { token } = (await signsIn(login, own)).body
    await db.peek(`update identity.sign_in_guard set at = now() - interval '2 days'`)
    expect(await pruneSignIns(db.kysely)).toBeGreaterThanOrEqual(2)
    expect(await db.peek(`select from identity.session where account_id = $1`, [id])).toHaveLength(1)
    expect(await db.peek(`select from identity.sign_in_guard`)).toHaveLength(0)
    expect((await call(token, 'GET', '/inbox')).status).toBe(200)
  })
})
