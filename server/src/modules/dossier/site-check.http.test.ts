import { describe, expect, test } from 'vitest'
import { verify } from '#oversight'
import { testCentre } from '../../testing/test-centre.ts'
import { dossiersAt } from './testing/dossier-at.ts'

const centre = await testCentre()
const { db, call, as } = centre
const dossiers = await dossiersAt(centre, '1.001612')

type Answer = {
  code: string
  clocks: { kind: string; dueAt: string }[]
  timeline: { act: string; note: string }[]
  fields?: { field: string; message: string }[]
}
const record = async (code: string, more: object, login = 'thuly.skhdt') =>
  await call<Answer>(await as(login), 'POST', `/dossiers/${code}/acts`, { act: 'record_site_check', ...more })
const siteCheck = {
  at: '2026-03-04T09:30:00+07:00',
  place: '15 Trần Cao Vân, phường Tam Kỳ',
  participants: 'Thụ lý; cán bộ địa chính phường; người nộp',
  content: 'Địa điểm kinh doanh đúng như giấy đề nghị',
}

describe('a check on the spot', () => {
  test('is recorded with its time, place, people and content, and changes no clock', async () => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    const before = await call<Answer>(await as('thuly.skhdt'), 'GET', `/dossiers/${code}`)
    const done = await record(code, { siteCheck })
    expect(done.status, JSON.stringify(done.body)).toBe(200)
    expect(done.body.timeline[0]).toMatchObject({ act: 'record_site_check' })
    for (const said of ['09:30', '04/03/2026', siteCheck.place, siteCheck.participants, siteCheck.content])
      expect(done.body.timeline[0]?.note).toContain(said)
    expect(done.body.clocks.map((each) => each.dueAt)).toEqual(before.body.clocks.map((each) => each.dueAt))
    const [sealed] = await db.peek<{ payload: string }>(
      `select a.payload from dossier.act a join dossier.dossier d on d.id = a.dossier_id where d.code = $1 and a.kind = 'record_site_check'`,
      [code],
    )
    expect(JSON.parse(sealed?.payload ?? '{}')).toMatchObject({ siteCheck: { ...siteCheck, at: '2026-03-04T02:30:00Z' } })
    // A second visit is a second record.
    expect((await record(code, { siteCheck: { ...siteCheck, content: 'Đã xem lại' } })).status).toBe(200)
  })

  test.each([
    ['without anything', {}, 'ACT_NEEDS', '/body/siteCheck/place'],
    ['without a place', { siteCheck: { ...siteCheck, place: ' ' } }, 'REQUEST_INVALID', '/body/siteCheck/place'],
    ['without people', { siteCheck: { ...siteCheck, participants: '' } }, 'REQUEST_INVALID', '/body/siteCheck/participants'],
    ['with no instant', { siteCheck: { ...siteCheck, at: '31/02/2026 9:30' } }, 'REQUEST_INVALID', '/body/siteCheck/at'],
    ['that is still to come', { siteCheck: { ...siteCheck, at: '2099-03-04T09:30:00+07:00' } }, 'SITE_CHECK_TO_COME', '/body/siteCheck/at'],
  ])('%s is refused, with the field', async (_what, body, code, field) => {
    const dossier = await dossiers.inAgency('2026-03-02T09:00')
    const refused = await record(dossier, body)
    expect([refused.body.code, refused.body.fields?.[0]?.field]).toEqual([code, field])
    expect(refused.body.fields?.[0]?.message).toMatch(/^Xin /u)
  })

  test.each(['tiepnhan1', 'giamdoc', 'thuly.stp'])('cannot be recorded by %s', async (login) => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    expect((await record(code, { siteCheck }, login)).status).toBeGreaterThanOrEqual(400)
  })
})

test('every invariant holds after these tests', async () => {
  expect((await verify(db.ownerUrl)).filter((finding) => finding.broken > 0)).toEqual([])
})
