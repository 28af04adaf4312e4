import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { createAgency } from '#agency'
import { createCentre } from '#centre'
import type { AccountId, AgencyId, DossierId } from '#kernel/ids.ts'
import { buildServer } from '#platform/http/server.ts'
import { testDatabase, testLocality } from '#platform/testing/postgres.ts'
import { inviteToRate } from '../commands/invite-to-rate.ts'
import { findRatingLink } from '../commands/rating-link.ts'
import { feedbackRoutes } from './rating-routes.ts'

const db = await testDatabase()
const staff = {
  localityId: testLocality,
  accountId: crypto.randomUUID() as AccountId,
  displayName: 'Cán bộ',
  grants: [],
}
const app = await buildServer({
  database: db,
  routes: feedbackRoutes,
  authenticate: (token) => Promise.resolve(token === 'a-staff-session-token' ? { id: 's', actor: staff } : null),
  anonymous: { localityId: testLocality, accountId: null, displayName: '', grants: [] },
  publicUrl: () => 'http://127.0.0.1',
  secureCookies: false,
  trustProxy: false,
  logger: pino({ level: 'silent' }),
})
const { id: centreId } = await createCentre(db.kysely, {
  code: 'TT',
  name: 'Trung tâm',
  address: 'Tam Kỳ',
  phone: '1022',
})
await createAgency(db.kysely, {
  code: 'H47.01',
  name: 'Sở Tư pháp',
  shortName: 'STP',
  kind: 'provincial',
  sortOrder: 1,
})
const [agency] = await db.peek<{ id: string }>(`select id from agency.agency`)

async function aLink(): Promise<string> {
  const id = crypto.randomUUID() as DossierId
  await db.peek(`begin; set local session_replication_role = replica;
    insert into dossier.dossier (locality_id, id, code, procedure_version_id, procedure_code, agency_id, centre_id, channel, handling,
      applicant_kind, applicant_name, applicant_folded, applicant_id_number, applicant_address, applicant_phone,
      state, holder_kind, received_at, ended_at, outcome, last_seq, last_hash)
    values (${testLocality}, '${id}', '${id}', uuidv7(), '1.000001', '${agency!.id}', '${centreId}', 'direct', 'forwarded', 'person', 'A', 'a',
      '012345678901', 'Tam Kỳ', '0905000000', 'returned', 'none', now(), now(), 'early', 1, '\\x00'); commit`)
  await inviteToRate(db.kysely, db, {
    dossierId: id,
    agencyId: agency!.id as AgencyId,
    centreId,
    officerId: null,
    procedureName: 'Đăng ký khai sinh',
  })
  const link = await findRatingLink(db.kysely, db, id, 'http://127.0.0.1')
  return `/api/v1/ratings/${link!.split('/').at(-1)}`
}

const answers = { result: 'good', attitude: 'very_bad' }
const cast = async (url: string, key: string, payload: object = answers, headers: Record<string, string> = {}) =>
  await app.inject({ method: 'POST', url, payload, headers: { 'idempotency-key': key, ...headers } })

describe('POST /ratings/{token}', () => {
  test('records a rating once; a repetition, with the same key or another, is refused because the link was used', async () => {
    const url = await aLink()
    expect((await app.inject({ method: 'GET', url })).json()).toMatchObject({
      open: true,
      procedureName: 'Đăng ký khai sinh',
    })
    const first = await cast(url, 'one')
    expect([first.statusCode, first.json()]).toEqual([201, { recorded: true }])
    for (const key of ['one', 'two']) {
      const other = await cast(url, key)
      expect([other.statusCode, other.json().code]).toEqual([410, 'RATING_LINK_CLOSED'])
    }
    expect((await app.inject({ method: 'GET', url })).json()).toMatchObject({ open: false })
    expect(await db.peek('select from platform.idempotency')).toEqual([])
  })

  test('stays open until a person submits: GET, HEAD and an empty POST do not use up the link', async () => {
    const url = await aLink()
    await app.inject({ method: 'GET', url })
    await app.inject({ method: 'HEAD', url })
    await app.inject({ method: 'GET', url, headers: { purpose: 'prefetch', 'sec-purpose': 'prefetch' } })
    expect((await cast(url, 'empty', {})).statusCode).toBe(422)
    const answers = await Promise.all([cast(url, 'a'), cast(url, 'a')])
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 410])
  })

  test.each(['motcua=an-ended-session', '__Host-motcua=x', 'motcua-practice=x', 'motcua-device=x; other=1', '__Host-motcua-device=x'])(
    'is refused to a browser of the desk, for every user: %s',
    async (cookie) => {
      const url = await aLink()
      const answer = await cast(url, 'desk', answers, { cookie })
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'RATING_NOT_BY_STAFF'])
      expect((await cast(url, 'citizen', answers, { cookie: 'lang=vi; notmotcua=1' })).statusCode).toBe(201)
    },
  )

  test('is refused to anyone signed in as staff', async () => {
    const url = await aLink()
    const answer = await cast(url, 'staff', answers, { authorization: 'Bearer a-staff-session-token' })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'RATING_NOT_BY_STAFF'])
    expect((await app.inject({ method: 'GET', url })).json()).toMatchObject({ open: true })
  })

  test.each([
    { payload: { result: 'good' }, field: '/body/attitude' },
    { payload: { result: 'neutral', attitude: 'good' }, field: '/body/result' },
    { payload: { ...answers, comment: 'x'.repeat(1001) }, field: '/body/comment' },
  ])('names the field that is wrong: $field', async ({ payload, field }) => {
    const answer = await cast(await aLink(), crypto.randomUUID(), payload)
    expect(answer.statusCode).toBe(422)
    expect(answer.json().fields.map((fault: { field: string }) => fault.field)).toContain(field)
  })

  test('an unknown link is a problem document, with GET and with POST', async () => {
    const url = '/api/v1/ratings/AAAAAAAAAAAAAAAAAAAAAA'
    for (const answer of [await app.inject({ method: 'GET', url }), await cast(url, 'unknown')]) {
      expect(answer.statusCode).toBe(404)
      expect(answer.json()).toMatchObject({ code: 'RATING_LINK_UNKNOWN' })
    }
  })
})
