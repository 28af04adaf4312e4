import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { issueSetupCode, openAccount } from '#identity'
import { readConfig } from '#platform/config/config.ts'
import { testDatabase } from '#platform/testing/postgres.ts'
import { createApp } from './app.ts'

// A locality with nobody in it, as the first start of an installation finds it. Each test begins with an empty one.
const db = await testDatabase()
const app = await createApp(readConfig({ PORT: '0', MOTCUA_LOG: 'silent' }), db, { perMinute: 1_000_000 })
await app.http.ready()

const password = 'con trâu ăn cỏ non'
type Reply = { status: number; body: { code?: string; login?: string; awaitsFirstAccount?: boolean; fields?: { field: string }[] } }

let networks = 0
async function opens(code: string, more: { login?: string; password?: string; at?: string } = {}): Promise<Reply> {
  const answer = await app.http.inject({
    method: 'POST',
    url: '/api/v1/setup/account',
    remoteAddress: more.at ?? `10.7.${(networks += 1)}.9`,
    payload: { code, login: more.login ?? 'quantri', displayName: 'Trần Mở Cửa', password: more.password ?? password },
  })
  return { status: answer.statusCode, body: answer.json() }
}
const awaits = async (): Promise<boolean | undefined> =>
  (await app.http.inject({ method: 'GET', url: '/api/v1/setup' })).json<Reply['body']>().awaitsFirstAccount
const logins = async (): Promise<string[]> =>
  (await db.peek<{ login: string }>('select login from identity.account order by login')).map(({ login }) => login)

/** No accounts again. Sessions, roles and events are deleted with them. */
async function emptied(): Promise<void> {
  await db.peek('truncate identity.account, identity.setup_code, identity.sign_in_guard cascade')
}
async function codeOfStart(): Promise<string> {
  await emptied()
  const code = await issueSetupCode(db.kysely)
  if (code === null) throw new Error('no code was made')
  return code
}

describe('the first account of a locality without accounts', () => {
  test('is opened with the code the server printed, signs in, and must enrol a second factor before anything else', async () => {
    const code = await codeOfStart()
    expect(await awaits()).toBe(true)
    expect(await opens(code)).toMatchObject({ status: 201, body: { login: 'quantri' } })
    expect(await awaits()).toBe(false)
    const signedIn = await app.http.inject({ method: 'POST', url: '/api/v1/sessions', payload: { login: 'quantri', password } })
    expect(signedIn.json()).toMatchObject({ step: 'enrolment', grants: [{ role: 'operator', agencyId: null, centreId: null }] })
    const events = await db.peek<{ kind: string; by_name: string }>('select kind, by_name from identity.account_event order by id')
    expect(events).toEqual([
      { kind: 'created', by_name: 'Mã thiết lập' },
      { kind: 'role_given', by_name: 'Mã thiết lập' },
    ])
  })

  test('accepts the code with capitals, blanks or without dashes', async () => {
    const code = await codeOfStart()
    expect((await opens(` ${code.toUpperCase().replaceAll('-', ' ')} `)).status).toBe(201)
  })

  test('the database contains only the hash of the code', async () => {
    const code = await codeOfStart()
    const [row] = await db.peek<{ text: string }>(`select setup_code::text as text from identity.setup_code`)
    expect(row?.text).not.toContain(code)
    expect(row?.text).not.toContain(code.replaceAll('-', ''))
  })

  test('a wrong code opens nothing, is reported at its field, and reveals nothing about the other fields', async () => {
    await codeOfStart()
    const refused = await opens('aaaa-bbbb-cccc-dddd', { login: 'X', password: 'a' })
    expect(refused).toMatchObject({ status: 403, body: { code: 'SETUP_CODE_WRONG', fields: [{ field: '/body/code' }] } })
    expect(await logins()).toEqual([])
  })

  test('wrong codes make their network wait, and a right one from elsewhere does not', async () => {
    const code = await codeOfStart()
    const at = '10.99.1.2'
    const codes: (string | undefined)[] = []
    for (let tried = 0; tried < 8; tried += 1) codes.push((await opens('aaaa-bbbb-cccc-dddd', { at })).body.code)
    expect(codes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'SETUP_CODE_WRONG'))
    expect(codes.at(-1)).toBe('SIGN_IN_LIMITED')
    expect((await opens(code, { at })).body.code).toBe('SIGN_IN_LIMITED')
    expect((await opens(code)).status).toBe(201)
  })

  test('a bad login or password is refused after the code, which remains valid; correcting them causes no delay', async () => {
    const code = await codeOfStart()
    const at = '10.98.1.2'
    for (let tried = 0; tried < 7; tried += 1)
      expect(await opens(code, { at, login: 'Có Dấu' })).toMatchObject({ status: 422, body: { code: 'LOGIN_UNUSABLE' } })
    expect(await opens(code, { at, password: 'matkhau12345' })).toMatchObject({
      status: 422,
      body: { code: 'PASSWORD_UNUSABLE', fields: [{ field: '/body/password' }] },
    })
    expect((await opens(code, { at })).status).toBe(201)
  })

  test('the code is valid for a day', async () => {
    const code = await codeOfStart()
    await db.peek(`update identity.setup_code set made_at = made_at - interval '25 hours', expires_at = expires_at - interval '25 hours'`)
    expect((await opens(code)).body.code).toBe('SETUP_CODE_OVER')
    expect(await logins()).toEqual([])
  })

  test('a second start prints another code, and the first becomes invalid', async () => {
    const first = await codeOfStart()
    const second = (await issueSetupCode(db.kysely)) ?? ''
    expect((await opens(first)).body.code).toBe('SETUP_CODE_WRONG')
    expect((await opens(second)).status).toBe(201)
  })

  test('eight concurrent requests open one account', async () => {
    const code = await codeOfStart()
    const answers = await Promise.all(Array.from({ length: 8 }, async (_, at) => await opens(code, { login: `nguoi${at}` })))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(new Set(answers.filter(({ status }) => status !== 201).map(({ body }) => body.code))).toEqual(new Set(['SETUP_DONE']))
    expect(await logins()).toHaveLength(1)
  })
})

describe('after an account exists, however it was made', () => {
  test('the code is deleted, a start makes none, and the page opens no account', async () => {
    const code = await codeOfStart()
    await openAccount(db.kysely, 'command_line', {
      login: 'tu.dong.lenh',
      displayName: 'Người Dòng Lệnh',
      role: 'operator',
      agencyId: null,
      centreId: null,
    })
    expect(await db.peek('select from identity.setup_code')).toEqual([])
    expect(await issueSetupCode(db.kysely)).toBeNull()
    expect(await awaits()).toBe(false)
    expect((await opens(code)).body.code).toBe('SETUP_DONE')
    expect(await logins()).toEqual(['tu.dong.lenh'])
  })

  test('a disabled account counts as an account: disabling all accounts does not reopen the set-up', async () => {
    const code = await codeOfStart()
    expect((await opens(code)).status).toBe(201)
    await db.peek(`update identity.account set status = 'disabled'`)
    expect(await issueSetupCode(db.kysely)).toBeNull()
    expect((await opens(code, { login: `ke.gian.${randomUUID().slice(0, 8)}` })).body.code).toBe('SETUP_DONE')
  })

  test('an account of another locality opens or closes nothing here, and a practice place waits for nobody', async () => {
    await emptied()
    const other = db.as(48 as never)
    await openAccount(other.kysely, 'command_line', {
      login: 'tinh.khac',
      displayName: 'Tỉnh khác',
      role: 'operator',
      agencyId: null,
      centreId: null,
    })
    const code = (await issueSetupCode(db.kysely)) ?? ''
    expect(code).not.toBe('')
    expect(await issueSetupCode(other.kysely)).toBeNull()
    expect(await issueSetupCode((await db.practice()).kysely)).toBeNull()
    expect((await opens(code)).status).toBe(201)
  })
})
