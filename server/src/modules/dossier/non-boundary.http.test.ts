import { describe, expect, test } from 'vitest'
import { verify } from '#oversight'
import { testCentre } from '../../testing/test-centre.ts'
import { findPublicView, getDossierView } from './queries/dossier-view.ts'
import { dossiersAt } from './testing/dossier-at.ts'

const centre = await testCentre()
const { db, call, as } = centre
// The centre has an identifier of its own, with which what it receives for others is numbered.
await db.peek(`update centre.centre set code = 'H47.90' where code = 'TTHCC'`)
const procedures = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&state=published&limit=1')
const code = procedures.body.items[0]?.code ?? ''
const dossiers = await dossiersAt(centre, code)
await db.peek(
  `update procedure.procedure_version set legal_amount = 3, legal_unit = 'working_days', committed_amount = 3, committed_unit = 'working_days'`,
)
await db.peek(`update procedure.version_channel set limit_amount = null, limit_unit = null`)

const agencies = (await call<{ items: { code: string }[] }>(null, 'GET', '/agencies')).body.items.map((each) => each.code)
const competent = (await call<{ agency: { code: string } }>(null, 'GET', `/procedures/${code}`)).body.agency.code
const [here] = (await call<{ items: { code: string; agencyCodes: string[] }[] }>(null, 'GET', '/centres')).body.items
const serve = async (agencyCodes: string[], login = 'giamdoc') =>
  await call<{ agencyCodes: string[]; code: string }>(await as(login), 'PUT', `/centres/${here?.code ?? ''}/agencies`, { agencyCodes })
const see = async (when: string, of: string) =>
  await dossiers.at(when, async (tx) => (await getDossierView(tx, dossiers.actor('case_officer'), of)).view)
const track = async (when: string, of: string) => await dossiers.at(when, async (tx) => await findPublicView(tx, of))

describe('an intake for an agency the centre does not serve', () => {
  test('begins when the competent agency receives it: 26/11 at 09:00 and three working days end on Tuesday 01/12 at 09:00', async () => {
    expect(here?.agencyCodes).toEqual([])
    expect((await serve(agencies.filter((each) => each !== competent))).status).toBe(200)

    const away = await dossiers.accepted('2026-11-23T10:00')
    expect(away).toMatch(/^H47\.90-261123-/u)
    const waiting = await see('2026-11-25T10:00', away)
    expect(waiting).toMatchObject({ clockFrom: 'competent_agency', clocks: [], acceptedAt: '2026-11-23T10:00:00+07:00' })
    expect(waiting.beginning).toMatch(/phi địa giới.*Cơ quan chưa nhận/u)
    expect(await track('2026-11-25T10:00', away)).toMatchObject({ dueAt: null, beginning: waiting.beginning })
    const faults = async () => (await verify(db.ownerUrl)).filter((finding) => finding.broken > 0)
    expect(await faults()).toEqual([])

    await dossiers.handOver('2026-11-26T09:00', away)
    const running = await see('2026-11-26T10:00', away)
    expect(
      running.clocks.map((clock) => [clock.startedAt && Temporal.Instant.from(clock.startedAt).epochMilliseconds, clock.dueAt]),
    ).toEqual(
      Array.from({ length: 2 }, () => [Temporal.Instant.from('2026-11-26T09:00:00+07:00').epochMilliseconds, '2026-12-01T09:00:00+07:00']),
    )
    expect([running.acceptedAt, running.beginning]).toEqual([
      '2026-11-23T10:00:00+07:00',
      expect.stringMatching(/Cơ quan nhận hồ sơ lúc .*26\/11/u),
    ])
    expect((await track('2026-11-26T10:00', away))?.dueAt).toBe('2026-12-01T09:00:00+07:00')
    expect(await faults()).toEqual([])

    // Facts pinned at intake do not change when the centre later serves other agencies.
    expect((await serve([])).body.agencyCodes).toEqual([])
    expect((await see('2026-11-26T10:00', away)).clockFrom).toBe('competent_agency')
    const ours = await dossiers.accepted('2026-11-26T09:00')
    expect(ours.startsWith(`${competent}-261126-`)).toBe(true)
    expect(await see('2026-11-26T10:00', ours)).toMatchObject({ clockFrom: 'acceptance', beginning: null })
  })

  test('only a manager of the centre names the agencies, and only known ones', async () => {
    expect([(await serve([], 'tiepnhan1')).status, (await serve(['H47.99'])).status]).toEqual([403, 422])
  })
})
