import { describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { findVersionForIntake, createProcedureVersions } from '#procedure'
import { verify } from '#oversight'
import { inTransaction } from '#platform/db/database.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { escalate } from './commands/escalate.ts'
import { eventLogText } from './queries/event-log.ts'
import { join, manyAgencies, signed, split, step, threeAtOnce, to } from './testing/many-agencies.ts'
import type { DossierSeen } from './testing/many-agencies.ts'

const centre = await testCentre()
const { db, call, as, centreId } = centre
const { procedure, inAgency, act, see, agencyOf } = manyAgencies(centre)

const clean = async () => (await verify(db.ownerUrl)).filter((finding) => finding.broken > 0)
const done = (reply: { status: number; body: DossierSeen }): DossierSeen => {
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body
}
/** A dossier whose three parts are open. */
async function withParts(code?: string): Promise<string> {
  const dossier = await inAgency(code ?? (await procedure(threeAtOnce())))
  done(await act('thuly.skhdt', dossier, 'complete_step'))
  return dossier
}

type Parts = {
  total: number
  nextCursor: string | null
  items: { dossierCode: string; no: number; stepNo: number; agencyName: string; dueAt: string }[]
}
const parts = async (login: string, query: string) => (await call<Parts>(await as(login), 'GET', `/parts?${query}`)).body
const inbox = async (login: string, tab: string) =>
  (
    await call<{ total: number; items: { code: string; holderName: string; stepName: string | null }[] }>(
      await as(login),
      'GET',
      `/inbox?tab=${tab}&limit=200`,
    )
  ).body

describe('lists', () => {
  test('an agency sees its own parts by time left, a role those it can do, and the lead all parts it leads', async () => {
    const code = await withParts()
    const of = (list: Parts) => list.items.filter((each) => each.dossierCode === code).map((each) => each.stepNo)
    expect(of(await parts('thuly.sct', 'tab=mine'))).toEqual([3])
    expect(of(await parts('truongphong.sct', 'tab=mine'))).toEqual([])
    expect(of(await parts('truongphong.sct', 'tab=agency'))).toEqual([3])
    expect(of(await parts('thuly.skhdt', 'tab=mine'))).toEqual([2])
    expect(of(await parts('truongphong.skhdt', 'tab=led'))).toEqual([3, 5, 2])
    expect(of(await parts('thuly.sxd', 'tab=agency'))).toEqual([])
    expect(of(await parts('thuly.sxd', 'tab=agency&agency=H47.02'))).toEqual([])
    expect(of(await parts('giamdoc', 'tab=agency&agency=H47.02'))).toEqual([3])
  })

  test('pages have no gaps and no duplicates', async () => {
    for (let i = 0; i < 3; i += 1) await withParts()
    const seen: string[] = []
    let cursor = ''
    do {
      const page = await parts('truongphong.skhdt', `tab=led&limit=2${cursor}`)
      seen.push(...page.items.map((each) => `${each.dossierCode} ${each.no}`))
      cursor = page.nextCursor === null ? '' : `&cursor=${encodeURIComponent(page.nextCursor)}`
    } while (cursor !== '')
    const { total } = await parts('truongphong.skhdt', 'tab=led')
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe(total)
  })

  test('the lead keeps a dossier in sight while another agency has the part that holds it, and keeps its authority', async () => {
    const code = await withParts()
    const mine = (await inbox('truongphong.skhdt', 'unit')).items.filter((each) => each.code === code)
    expect(mine).toMatchObject([{ holderName: 'Sở Công Thương', stepName: '3 phần việc đang mở' }])
    expect((await inbox('thuly.sct', 'unit')).items.filter((each) => each.code === code)).toHaveLength(1)
    const asked = done(
      await act('thuly.skhdt', code, 'consult', { agencyId: await agencyOf('H47.04'), question: 'Về quy hoạch?', days: 2 }),
    )
    expect(asked.holder?.name).toBe('Sở Công Thương')
    done(await act('thuly.skhdt', code, 'suspend', { cause: 'field_verification', reason: 'Thực địa' }))
    const back = done(await act('thuly.skhdt', code, 'resume'))
    expect(back.holder?.name).toBe('Sở Công Thương')
    expect(await clean()).toEqual([])
  })

  test('the holder of the slip sees at which agencies it is and until when, and no name', async () => {
    const filed = await call<{ code: string; lookupSecret: string }>(await as('tiepnhan1'), 'POST', '/dossiers', {
      procedureCode: await procedure(
        [step(1, join), step(2, join, { agencyCode: 'H47.02', kind: 'sub_dossier' }), ...signed(3)],
        split({ kind: 'all' }, to(3), to(1), to(2)),
      ),
      centreId,
      applicant: { kind: 'person', fullName: 'Trần Thử', idNumber: '049190000007', address: 'Tam Kỳ', phone: '0905000007' },
      papers: [{ componentNo: 1, originals: 1, copies: 0 }],
    })
    const { code, lookupSecret } = filed.body
    const list = await call<{ number: string }>(await as('tiepnhan1'), 'POST', '/handovers', {
      direction: 'to_agency',
      agencyCode: 'H47.01',
      centreId,
      dossierCodes: [code],
    })
    await call(await as('thuly.skhdt'), 'POST', `/handovers/${list.body.number}/receive`, { dossierCodes: [code] })
    const tracked = await call<{ parts: object[] }>(null, 'POST', '/tracking', { code, secret: lookupSecret })
    expect(tracked.body.parts).toMatchObject([
      { agencyName: 'Sở Kế hoạch và Đầu tư', code: null },
      { agencyName: 'Sở Công Thương', kind: 'sub_dossier', code: `${code}-01`, dueAt: expect.any(String) as string },
    ])
    expect(JSON.stringify(tracked.body)).not.toContain('Cán bộ thụ lý Sở')
  })

  test('every access by an agency that has a part is recorded', async () => {
    const code = await withParts()
    await see('thuly.stp', code)
    const rows = await db.peek(
      `select from dossier.access x join identity.account a on a.id = x.account_id and a.locality_id = x.locality_id
        join dossier.dossier d on d.id = x.dossier_id where d.code = $1 and a.login = 'thuly.stp'`,
      [code],
    )
    expect(rows).toHaveLength(1)
  })
})

describe('external effects on parts', () => {
  test('an overdue part is reported once to the heads of its agency and of the lead', async () => {
    const code = await withParts()
    const round = async (when: string) =>
      await inTransaction(db.kysely, async (tx) => {
        await sql`select set_config('motcua.now', ${when}, true)`.execute(tx)
        await escalate(tx)
      })
    const later = Temporal.Now.instant()
      .add({ hours: 24 * 20 })
      .toString()
    await round(later)
    await round(later)
    const alerts = await db.peek<{ armed: string; agency: string; roles: string[] }>(
      `select a.armed_for as armed, v.code as agency, a.roles from dossier.alert a join agency.v_agency v on v.id = a.agency_id
        join dossier.dossier d on d.id = a.dossier_id where d.code = $1 and a.rung = 'part_late' order by a.armed_for`,
      [code],
    )
    expect(alerts.map(({ armed, agency }) => [armed, agency])).toEqual([
      ['part 1', 'H47.01'],
      ['part 2', 'H47.02'],
      ['part 2 of lead', 'H47.01'],
      ['part 3', 'H47.06'],
      ['part 3 of lead', 'H47.01'],
    ])
  })

  test('an officer with a part is replaced: the part passes with its claim to a successor who can do it', async () => {
    const code = await withParts()
    done(await act('thuly.skhdt', code, 'claim', { stepNo: 2 }))
    done(await act('thuly.sct', code, 'claim', { stepNo: 3 }))
    const accountOf = async (login: string): Promise<string> =>
      (await db.peek<{ id: string }>('select id from identity.account where login = $1', [login]))[0]?.id ?? ''
    const order = async (toLogin: string) =>
      await call<{ code: string; dossiers: number }>(
        await as('lanhdao.sct'),
        'POST',
        `/officers/${await accountOf('thuly.sct')}/replacement`,
        {
          successorId: await accountOf(toLogin),
          reason: 'Chuyển công tác',
        },
      )
    expect((await order('vanthu.sct')).body).toMatchObject({ code: 'SUCCESSOR_UNFIT' })
    await db.peek(
      `insert into identity.role_grant (locality_id, account_id, role, agency_id, valid_during)
        select locality_id, id, 'case_officer', agency_id, tstzrange('2010-01-01', null) from identity.account where login = 'truongphong.sct'`,
    )
    const replaced = await order('truongphong.sct')
    expect(replaced.status, JSON.stringify(replaced.body)).toBeLessThan(300)
    const after = (await see('thuly.skhdt', code)).body
    expect(after.parts.map((part) => part.officer?.name ?? null)).toEqual([
      expect.stringContaining('thụ lý') as string,
      expect.stringContaining('Trưởng phòng') as string,
      null,
    ])
    expect(after.holder).toMatchObject({ name: 'Sở Công Thương', officerName: expect.stringContaining('Trưởng phòng') as string })
    expect(await clean()).toEqual([])
  })

  test('the control sheet has a line for each part, and names the agencies that took part', async () => {
    const code = await withParts()
    done(await act('thuly.stp', code, 'complete_step', { result: { number: '3/YK', name: 'Ý kiến' } }))
    const sheet = await call<Uint8Array>(await as('thuly.skhdt'), 'GET', `/dossiers/${code}/control-sheet.pdf`)
    expect(sheet.status).toBe(200)
  })

  test('the accountability report counts completed and open parts by agency', async () => {
    const code = await withParts()
    done(await act('thuly.stp', code, 'complete_step', { result: { number: '3/YK', name: 'Ý kiến' } }))
    const { body } = await call<{ parts: { agencyName: string; done: number; late: number; open: number }[] }>(
      await as('giamdoc'),
      'GET',
      '/reports/holders',
    )
    const law = body.parts.find((each) => each.agencyName === 'Sở Tư pháp')
    const counted = await db.peek<{ done: number; open: number }>(
      `select count(*) filter (where how = 'done')::int as done, count(*) filter (where closed_at is null)::int as open
        from dossier.part where agency_id = $1`,
      [await agencyOf('H47.06')],
    )
    expect(law).toMatchObject({ done: counted[0]?.done, open: counted[0]?.open, late: 0 })
    const mine = await call<{ parts: { agencyName: string }[] }>(await as('truongphong.stp'), 'GET', '/reports/holders')
    expect(mine.body.parts.map((each) => each.agencyName)).toEqual(['Sở Tư pháp'])
  })

  test('the event log contains the completion, opening and closing of each part', async () => {
    const code = await withParts(await procedure(threeAtOnce({ kind: 'any' })))
    done(await act('thuly.stp', code, 'complete_step', { result: { number: '3/YK', name: 'Ý kiến' } }))
    const pieces: string[] = []
    for await (const piece of eventLogText(db, { from: null, to: null, agencyIds: null }, 'xes')) pieces.push(piece)
    const trace = pieces.find((piece) => piece.includes(`value="${code}"`)) ?? ''
    expect(trace).toContain(
      `<int key="part:opened:3" value="3"><int key="step" value="5"/><string key="agency" value="H47.06"/><string key="code" value="${code}-01"/></int>`,
    )
    expect(trace).toMatch(/<int key="part" value="3">/u)
    expect(trace).toMatch(/<int key="part:closed:2" value="2">.*?<string key="how" value="joined"\/>/u)
  })
})

/** Office hours of one agency, as the API takes them. */
async function hoursOf(change: object): Promise<void> {
  const operator = await as('vanhanh')
  const preview = await call<{ fingerprint: string; fields?: object }>(operator, 'POST', '/decrees/preview', {
    change,
    basis: '1/QĐ-UBND',
    limit: 10,
  })
  expect(preview.status, JSON.stringify(preview.body)).toBe(200)
  const decreed = await call(operator, 'POST', '/decrees', {
    change,
    name: 'Giờ làm việc mới',
    basis: '1/QĐ-UBND',
    reason: 'Sửa chữa trụ sở',
    fingerprint: preview.body.fingerprint,
  })
  expect(decreed.status, JSON.stringify(decreed.body)).toBe(201)
  await centre.app.reprojected()
}

describe('decrees and versions', () => {
  test('a decree moves the deadlines of parts with that of the dossier, and leaves the dossier where it is held', async () => {
    const code = await withParts()
    const before = (await see('thuly.skhdt', code)).body
    const longest = before.parts.find((part) => part.stepNo === 2)?.dueAt ?? ''
    const change = { kind: 'days', days: [{ kind: 'swapped_off', on: longest.slice(0, 10), name: 'Nghỉ do bão' }] }
    const words = { name: 'Thông báo nghỉ do bão', basis: 'Công điện 12/CĐ-UBND', reason: 'Bão đổ bộ' }
    const operator = await as('vanhanh')
    const preview = await call<{ fingerprint: string }>(operator, 'POST', '/decrees/preview', { change, basis: words.basis, limit: 10 })
    const decreed = await call(operator, 'POST', '/decrees', { change, ...words, fingerprint: preview.body.fingerprint })
    expect(decreed.status, JSON.stringify(decreed.body)).toBe(201)
    await centre.app.reprojected()
    const after = (await see('thuly.skhdt', code)).body
    expect(Date.parse(after.parts.find((part) => part.stepNo === 2)?.dueAt ?? '')).toBeGreaterThan(Date.parse(longest))
    expect(after.holder?.name).toBe(before.holder?.name)
    expect(await clean()).toEqual([])
  })

  test('other hours at one agency move its part alone', async () => {
    const code = await withParts()
    const before = (await see('thuly.skhdt', code)).body
    const change = {
      kind: 'office_hours',
      agencyId: await agencyOf('H47.02'),
      fromOn: Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').add({ days: 1 }).toString(),
      sessions: [{ weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '10:00' }],
    }
    const moved = await db.peek<{ n: number }>('select count(*)::int as n from dossier.act')
    await hoursOf(change)
    const after = (await see('thuly.skhdt', code)).body
    const due = (of: DossierSeen, stepNo: number): number => Date.parse(of.parts.find((part) => part.stepNo === stepNo)?.dueAt ?? '')
    expect(due(after, 3)).toBeGreaterThan(due(before, 3))
    expect([due(after, 2), due(after, 5)]).toEqual([due(before, 2), due(before, 5)])
    expect(after.holder?.name).toBe('Sở Công Thương')
    // The dossier's own day stays, so there is no notice.
    expect(await db.peek<{ n: number }>('select count(*)::int as n from dossier.act')).toEqual(moved)
    expect(await clean()).toEqual([])
  })

  test('a dossier with open parts stays on its version, and the order says why', async () => {
    const procedureCode = await procedure(threeAtOnce())
    const [stays, moves] = [await withParts(procedureCode), await inAgency(procedureCode)]
    const today = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString()
    const version = await findVersionForIntake(db.kysely, procedureCode, today)
    if (!version) throw new Error('not in force')
    const { procedureId: _p, versionId, validFrom: _f, validTo: _t, ...said } = version
    await createProcedureVersions(db.kysely, [
      { ...said, name: 'Thủ tục nhiều cơ quan, bản mới', process: { entry: to(1), steps: threeAtOnce({ kind: 'any' }) } },
    ])
    const preview = await call<{
      movable: number
      dossiers: { code: string; obstacle: { code: string; why: string } | null; stepIs: { no: number } | null }[]
    }>(await as('thietke'), 'POST', `/procedures/${procedureCode}/version-moves/preview`, { fromVersionId: versionId, limit: 200 })
    const fate = (code: string) => preview.body.dossiers.find((each) => each.code === code)
    expect(fate(stays)?.obstacle).toMatchObject({ code: 'parts_open', why: expect.stringContaining('phần việc') as string })
    expect(fate(moves)).toMatchObject({ obstacle: null, stepIs: { no: 1 } })
  })
})
