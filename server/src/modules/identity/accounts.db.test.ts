import { describe, expect, test } from 'vitest'
import { createAgency, createUnit } from '#agency'
import { createCentre } from '#centre'
import { endDuty, findSession, signIn } from '#identity'
import type { Actor } from '#kernel/actor.ts'
import type { AccountId } from '#kernel/ids.ts'
import { inTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { testDatabase } from '#platform/testing/postgres.ts'
import { run } from './cli/accounts.ts'
import { endRole, setAccountActive } from './commands/manage-accounts.ts'
import { findAccount } from './queries/managed-account.ts'

const db = await testDatabase()
const centre = { address: 'Số 1', phone: '1022', openingHoursNote: '' }
await createCentre(db.kysely, { code: 'TT1', name: 'Trung tâm', ...centre })
await createCentre(db.kysely, { code: 'TT2', name: 'Trung tâm', ...centre })
// Two agencies of one name, with units of one code: only the codes tell them apart.
for (const code of ['H47.01', 'H47.02']) {
  const { id } = await createAgency(db.kysely, { code, name: 'Sở Một', shortName: 'S1', kind: 'provincial', sortOrder: 1 })
  await createUnit(db.kysely, { agencyId: id, code: 'P01', name: 'Phòng Một' })
}

async function call(...args: string[]) {
  const out: string[] = []
  const errors: string[] = []
  const stdout = { write: (text: string) => out.push(text) }
  const code = await run(args, { stdout, stderr: { write: (text: string) => errors.push(text) }, openDatabase: async () => db })
  return { code, out: out.join(''), lastLine: out.join('').trimEnd().split('\n').at(-1) ?? '', errors: errors.join('') }
}

const signsIn = async (login: string, password: string): Promise<string> => {
  const { token } = await signIn(db.kysely, { login, password, userAgent: 'test' })
  return token
}

describe('motcua accounts', () => {
  test('an empty installation gets its first account from the command line, and its password alone on the last line', async () => {
    const { code, lastLine } = await call('add', 'quantri', '--name', 'Người quản trị', '--role', 'operator')
    expect(code).toBe(0)
    expect(lastLine).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/u)
    const session = await findSession(db.kysely, db.localityId, await signsIn('quantri', lastLine))
    expect(session?.actor.grants).toEqual([{ role: 'operator', agencyId: null, centreId: null }])
  })

  test('a role is valid at the places of its codes', async () => {
    const { lastLine } = await call('add', 'thuly', '--name', 'Thụ lý', '--role', 'case_officer', '--agency', 'H47.02', '--unit', 'P01')
    const session = await findSession(db.kysely, db.localityId, await signsIn('thuly', lastLine))
    const [agency] = await db.peek<{ id: string }>(`select id from agency.agency where code = 'H47.02'`)
    expect(session?.actor.grants).toEqual([{ role: 'case_officer', agencyId: agency?.id, centreId: null }])
    const [unit] = await db.peek<{ code: string }>(
      `select g.code from identity.account a join agency.unit u on u.id = a.unit_id join agency.agency g on g.id = u.agency_id where login = 'thuly'`,
    )
    expect(unit?.code).toBe('H47.02')
  })

  test.each([
    [['add', 'a1', '--name', 'A', '--role', 'counter_officer'], 1, 'ROLE_REACH_INCOMPLETE'],
    [['add', 'a1', '--name', 'A', '--role', 'clerk', '--centre', 'TT1'], 1, 'ROLE_REACH_INCOMPLETE'],
    [['add', 'a1', '--name', 'A', '--role', 'citizen'], 1, 'ROLE_REACH_INCOMPLETE'],
    [['add', 'a1', '--name', 'A', '--role', 'clerk', '--agency', 'H47.99'], 1, 'PLACE_UNKNOWN'],
    [['add', 'a1', '--name', 'A', '--role', 'clerk', '--agency', 'H47.01', '--unit', 'P77'], 1, 'PLACE_UNKNOWN'],
    [['add', 'quantri', '--name', 'A', '--role', 'operator'], 1, 'LOGIN_TAKEN'],
    [['add', 'Có dấu', '--name', 'A', '--role', 'operator'], 1, 'LOGIN_UNUSABLE'],
    [['passwd', 'khongco'], 1, 'ACCOUNT_NOT_FOUND'],
    [['add', 'a1', '--role', 'operator'], 2, '--name'],
    [['add', 'a1', '--name', 'A'], 2, '--role'],
    [['add', 'a1', '--name', 'A', '--role', 'king'], 2, 'king'],
    [['add', '--name', 'A', '--role', 'operator'], 2, ''],
    [['frobnicate'], 2, ''],
    [[], 2, ''],
  ])('%j is refused with a reason, and stores nothing', async (args, code, reason) => {
    const answer = await call(...args)
    expect(answer.code).toBe(code)
    expect(answer.errors).toContain(reason)
    expect(await db.peek(`select from identity.account where login = 'a1'`)).toEqual([])
  })

  test('a new one-time password ends the old one and every session', async () => {
    const first = (await call('add', 'vanthu', '--name', 'Văn thư', '--role', 'clerk', '--agency', 'H47.01')).lastLine
    const token = await signsIn('vanthu', first)
    const second = (await call('passwd', 'vanthu')).lastLine
    expect(second).not.toBe(first)
    expect(await findSession(db.kysely, db.localityId, token)).toBeNull()
    await expect(signsIn('vanthu', first)).rejects.toThrow('SIGN_IN_FAILED')
    expect(await signsIn('vanthu', second)).toBeTruthy()
  })

  test('disabling ends sessions at once; enabling brings back the roles', async () => {
    const { lastLine } = await call('add', 'quay1', '--name', 'Quầy', '--role', 'counter_officer', '--centre', 'TT1')
    const token = await signsIn('quay1', lastLine)
    expect((await call('disable', 'quay1')).code).toBe(0)
    expect(await findSession(db.kysely, db.localityId, token)).toBeNull()
    await expect(signsIn('quay1', lastLine)).rejects.toThrow('SIGN_IN_FAILED')
    expect((await call('enable', 'quay1')).code).toBe(0)
    expect(await findSession(db.kysely, db.localityId, token)).toBeNull()
    expect((await findSession(db.kysely, db.localityId, await signsIn('quay1', lastLine)))?.actor.grants).toHaveLength(1)
  })

  test('a role is ended, never removed, and can be given again', async () => {
    const { lastLine } = await call('add', 'quay2', '--name', 'Quầy', '--role', 'counter_officer', '--centre', 'TT1')
    expect((await call('grant', 'quay2', '--role', 'counter_officer', '--centre', 'TT2')).code).toBe(0)
    expect(await call('grant', 'quay2', '--role', 'counter_officer', '--centre', 'TT2')).toMatchObject({ code: 1 })
    const token = await signsIn('quay2', lastLine)
    expect((await call('revoke', 'quay2', '--role', 'counter_officer', '--centre', 'TT1')).code).toBe(0)
    expect(await call('revoke', 'quay2', '--role', 'counter_officer', '--centre', 'TT1')).toMatchObject({ code: 1 })
    const [second] = await db.peek<{ id: string }>(`select id from centre.centre where code = 'TT2'`)
    expect((await findSession(db.kysely, db.localityId, token))?.actor.grants).toEqual([
      { role: 'counter_officer', agencyId: null, centreId: second?.id },
    ])
    expect((await call('grant', 'quay2', '--role', 'counter_officer', '--centre', 'TT1')).code).toBe(0)
    const grants = await db.peek(`select from identity.role_grant g join identity.account a on a.id = g.account_id where login = 'quay2'`)
    expect(grants).toHaveLength(3)
  })

  test('the list shows the roles and places of each account', async () => {
    const { out } = await call('list')
    expect(out).toContain('thuly\tThụ lý\tone_time\tcase_officer@H47.02')
    expect(out).toContain('quantri\tNgười quản trị\tone_time\toperator')
    expect(out).not.toContain('argon2')
  })

  test('changes of an account are recorded and never altered', async () => {
    const kinds = await db.peek<{ kind: string }>(
      `select kind from identity.account_event e join identity.account a on a.id = e.account_id where login = 'quay1' order by e.id`,
    )
    expect(kinds.map(({ kind }) => kind)).toEqual(['created', 'role_given', 'one_time_password', 'disabled', 'enabled'])
    await expect(db.pool.query(`update identity.account_event set by_name = 'x'`)).rejects.toThrow('permission denied')
    await expect(db.pool.query(`delete from identity.account_event`)).rejects.toThrow('permission denied')
  })

  test('an account whose duty was ended can get another one', async () => {
    const [account] = await db.peek<{ id: string }>(`select id from identity.account where login = 'quay2'`)
    await endDuty(db.kysely, (account?.id ?? '') as AccountId)
    expect((await call('grant', 'quay2', '--role', 'clerk', '--agency', 'H47.01')).code).toBe(0)
  })
})

describe('two operators who act on each other concurrently', () => {
  const operator = async (login: string) => {
    const { lastLine } = await call('add', login, '--name', `Người ${login}`, '--role', 'operator')
    const session = await findSession(db.kysely, db.localityId, await signsIn(login, lastLine))
    if (!session?.actor.accountId) throw new Error('an operator has an account')
    return { actor: session.actor, accountId: session.actor.accountId }
  }
  const grantOf = async (accountId: AccountId) => (await findAccount(db.kysely, accountId))?.grants[0]?.id ?? ''
  const isOperator = async (accountId: AccountId) => {
    const account = await findAccount(db.kysely, accountId)
    return account?.isActive === true && account.grants.length > 0
  }

  test.each([
    ['disable', async (tx, by, other) => await setAccountActive(tx, by.actor, other.accountId, false)],
    ['end the role of', async (tx, by, other) => await endRole(tx, by.actor, other.accountId, await grantOf(other.accountId))],
  ] as [string, (tx: Queryable, by: Operator, other: Operator) => Promise<void>][])(
    '%s each other: one of them remains active',
    async (how, act) => {
      const [one, other] = [await operator(`mot-${how.length}`), await operator(`hai-${how.length}`)]
      const done = await Promise.allSettled([
        inTransaction(db.kysely, async (tx) => await act(tx, one, other)),
        inTransaction(db.kysely, async (tx) => await act(tx, other, one)),
      ])
      expect(done.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      expect(done.find((each) => each.status === 'rejected')?.reason).toMatchObject({ refusal: { code: 'ACCOUNT_NOT_YOURS_TO_RUN' } })
      expect([await isOperator(one.accountId), await isOperator(other.accountId)].toSorted()).toEqual([false, true])
    },
  )
})

type Operator = { readonly actor: Actor; readonly accountId: AccountId }
