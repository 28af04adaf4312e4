import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { createAgency } from '#agency'
import { createCentre } from '#centre'
import type { Role } from '#kernel/actor.ts'
import { readConfig } from '#platform/config/config.ts'
import { otherLocality } from '#platform/testing/postgres.ts'
import { createApp } from './app.ts'
import { contentDigest, png } from './testing/arriving-files.ts'
import { testCentre } from './testing/test-centre.ts'
import { personWith, twoOfEverything } from './testing/two-of-everything.ts'

/*
 * The reading routes of a dossier and the acts offered, over HTTP: two agencies of one name, two centres, two localities. What is expected is
 * written here by hand. `authorisation-matrix.test.ts` has every act in every situation; this shows that the server asks what is decided there.
 */

const centre = await testCentre()
const { app, db, call } = centre
const two = await twoOfEverything(centre)
const other = db.as(otherLocality)
const otherApp = await createApp(readConfig({ PORT: '0', MOTCUA_LOG: 'silent' }), other, { perMinute: 1_000_000 })
await otherApp.http.ready()
afterAll(async () => {
  await otherApp.close()
})

const places = ['A1', 'A2', 'B1', 'B2'] as const
type Dossier = { readonly code: string; readonly file: string; readonly list: string }
const dossiers = new Map<string, Dossier>()
for (const place of places) {
  const { code } = await two.receive(place)
  const counter = two.counter[Number(place[1]) as 1 | 2]
  const sent = await app.http.inject({
    method: 'POST',
    url: `/api/v1/dossiers/${code}/files?purpose=paper`,
    headers: {
      authorization: `Bearer ${counter}`,
      'idempotency-key': randomUUID(),
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment; filename="giay.png"',
      'content-digest': contentDigest(png),
    },
    payload: Buffer.from(png),
  })
  expect(sent.statusCode, sent.body).toBe(201)
  dossiers.set(place, { code, file: sent.json<{ id: string }>().id, list: '' })
}
const missing: Dossier = { code: 'H47.01-010101-0001', file: randomUUID(), list: '' }

/** Each role with three ways of being bound; where each counts. */
const bounds = [
  { name: 'unbound', bound: {}, where: places as readonly string[] },
  { name: 'agency A', bound: { agency: 'A' }, where: ['A1', 'A2'] },
  { name: 'centre 2', bound: { centre: 2 }, where: ['A2', 'B2'] },
  { name: 'agency B at centre 1', bound: { agency: 'B', centre: 1 }, where: ['B1'] },
] as const
const working: readonly Role[] = ['counter_officer', 'case_officer', 'unit_head', 'signatory', 'clerk']
const looking: readonly Role[] = [...working, 'centre_manager', 'provincial_leader', 'inspector']
const everybody: readonly Role[] = [...looking, 'procedure_designer', 'operator']

/** Who is let in at all, and what else is asked of who may look: the papers are for who works there or runs the centre. */
const routes: readonly { readonly path: (dossier: Dossier) => string; readonly roles: readonly Role[]; readonly papers?: true }[] = [
  { path: ({ code }) => `/dossiers/${code}`, roles: looking },
  { path: ({ code }) => `/dossiers/${code}/ledger`, roles: looking },
  { path: ({ code }) => `/dossiers/${code}/new-day?act=apologise&days=2`, roles: looking },
  { path: ({ code }) => `/dossiers/${code}/files`, roles: looking },
  { path: ({ code, file }) => `/dossiers/${code}/files/${file}`, roles: looking, papers: true },
  { path: ({ code }) => `/dossiers/${code}/proof`, roles: looking },
  { path: ({ code }) => `/dossiers/${code}/notices`, roles: looking.filter((role) => role !== 'provincial_leader') },
  { path: ({ code }) => `/dossiers/${code}/accesses`, roles: ['inspector'] },
  { path: ({ code }) => `/dossiers/${code}/documents/receipt-slip.pdf`, roles: looking },
  { path: ({ code }) => `/dossiers/${code}/control-sheet.pdf`, roles: looking },
]

/** The acts of the counter on a dossier that is accepted and not yet handed over; nobody else may act on it. */
const offeredToTheCounter = ['forward', 'withdraw', 'claim', 'correct_contact', 'correct_identity']

type View = { actions: { act: string; allowed: boolean }[] }
let cells = 0

describe('who sees what of which dossier, over HTTP', () => {
  test.each(everybody)('%s, bound in four ways', async (role) => {
    const wrong: string[] = []
    for (const { name, bound, where } of bounds) {
      const { token } = await two.person({ role, ...bound })
      for (const place of [...places, 'missing'] as const) {
        const dossier = dossiers.get(place) ?? missing
        const reaches = (where as readonly string[]).includes(place)
        for (const { path, roles, papers } of routes) {
          const isWatching = role === 'provincial_leader' || role === 'inspector'
          const expected = !roles.includes(role) ? 403 : !reaches ? 404 : papers && isWatching ? 403 : 200
          const { status, body } = await call<View>(token, 'GET', path(dossier))
          cells += 1
          if (status !== expected) wrong.push(`${role} of ${name}, ${path(dossier)} at ${place}: ${status}, not ${expected}`)
          if (status !== 200 || path(dossier) !== `/dossiers/${dossier.code}`) continue
          const allowed = body.actions.filter((action) => action.allowed).map(({ act }) => act)
          cells += body.actions.length
          const may = role === 'counter_officer' ? offeredToTheCounter : []
          if (allowed.toSorted().join() !== may.toSorted().join()) wrong.push(`${role} of ${name} at ${place} is offered ${allowed.join()}`)
        }
      }
    }
    expect(wrong).toEqual([])
  })

  test('who has not signed in sees nothing of any', async () => {
    const wrong: string[] = []
    for (const dossier of [...dossiers.values(), missing])
      for (const { path } of routes) {
        const { status } = await call(null, 'GET', path(dossier))
        cells += 1
        if (status !== 401) wrong.push(`${path(dossier)}: ${status}`)
      }
    expect(wrong).toEqual([])
  })
})

describe('another locality', () => {
  test('has neither these dossiers nor these sessions, nor does this one have its', async () => {
    await createAgency(other.kysely, { code: 'H48.01', name: 'Sở của nơi khác', shortName: 'Nơi khác', kind: 'provincial', sortOrder: 1 })
    await createCentre(other.kysely, { code: 'TTHCC', name: 'Trung tâm nơi khác', address: 'Phường Hải Châu', phone: '0236 000 001' })
    const wrong: string[] = []
    for (const role of everybody) {
      const there = (await personWith(other.kysely, [{ role, agencyId: null, centreId: null }])).token
      const here = (await two.person({ role })).token
      for (const dossier of dossiers.values())
        for (const { path, roles } of routes) {
          const url = `/api/v1${path(dossier)}`
          const ask = async (at: typeof app, token: string): Promise<number> =>
            (await at.http.inject({ method: 'GET', url, headers: { authorization: `Bearer ${token}` } })).statusCode
          const found = [await ask(otherApp, there), await ask(otherApp, here), await ask(app, there)]
          const expected = [roles.includes(role) ? 404 : 403, 401, 401]
          cells += found.length
          if (found.join() !== expected.join()) wrong.push(`${role} ${path(dossier)}: ${found.join()}, not ${expected.join()}`)
        }
    }
    expect(wrong).toEqual([])
  })

  test('these are more than three thousand cells', () => {
    expect(cells).toBeGreaterThan(3000)
  })
})
