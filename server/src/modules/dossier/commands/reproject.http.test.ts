import { spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { dayFrom, loadWorkingCalendar } from '#calendar'
import type { CalendarChange } from '#calendar'
import { findSession } from '#identity'
import { verify } from '#oversight'
import { inTransaction } from '#platform/db/database.ts'
import { testCentre } from '../../../testing/test-centre.ts'
import { tellOfMovesJob } from '../jobs/tell-of-moves.ts'
import { findUnfinished } from '../store/reprojection-store.ts'
import { confirmDecree, previewDecree } from './change-calendar.ts'
import { stepReprojection } from './reproject.ts'

const { app, call, as, centreId, db } = await testCentre()

type View = {
  code: string
  state: string
  clocks: { kind: string; dueAt: string | null; because: { day: string; kind: string; name: string; basis: string; sentence: string }[] }[]
  timeline: { seq: number; act: string; actName: string; note: string; actorName: string }[]
}
type Problem = { code: string; detail: string; fields?: { field: string }[] }
type Preview = {
  fingerprint: string
  running: number
  moved: number
  becomesLate: number
  noLongerLate: number
  suspended: number
  closed: { count: number; codes: string[] }
  agencies: { moved: number; mostDays: number }[]
  dossiers: { code: string; dueWas: string; dueIs: string; days: number; turned: string | null }[]
  remarks: string[]
}
type Decree = {
  id: string
  run: { state: string; moved: number; seen: number; running: number }
  dossiers: { code: string; dueWas: string; dueIs: string }[]
}
type Procedure = { code: string; agency: { code: string }; components: { no: number; originals: number | null; copies: number | null }[] }

const procedures = await call<{ items: { code: string }[] }>(
  null,
  'GET',
  '/procedures?handling=forwarded&state=published&limit=100&agency=H47.01',
)
const procedure = (await call<Procedure>(null, 'GET', `/procedures/${procedures.body.items[0]?.code}`)).body
const spots = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=on_the_spot&state=published&limit=100')
const onTheSpot = (await call<Procedure>(null, 'GET', `/procedures/${spots.body.items[0]?.code}`)).body

function application(of: Procedure) {
  return {
    procedureCode: of.code,
    centreId,
    applicant: { kind: 'person', fullName: 'Nguyễn Thị Thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905 000 001' },
    papers: of.components.map((paper) => ({ componentNo: paper.no, originals: paper.originals ?? 1, copies: paper.copies ?? 1 })),
  }
}

async function received(of = procedure): Promise<View> {
  const { status, body } = await call<View>(await as('tiepnhan1'), 'POST', '/dossiers', application(of))
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

async function seen(code: string): Promise<View> {
  const { status, body } = await call<View>(await as('tiepnhan1'), 'GET', `/dossiers/${code}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

const promised = (view: View): string => view.clocks.find((clock) => clock.kind === 'committed')?.dueAt ?? ''

/** A dossier settled at the counter from receipt to return, and its rows as they are then. */
async function closed(): Promise<string> {
  const { code } = await received(onTheSpot)
  for (const body of [
    { act: 'approve' },
    { act: 'record_result', result: { number: '1', name: 'Bản sao' } },
    { act: 'return_result', receivedBy: 'Chủ hồ sơ' },
  ]) {
    expect((await call(await as('tiepnhan1'), 'POST', `/dossiers/${code}/acts`, body)).status).toBe(200)
  }
  return code
}

async function bytesOf(code: string): Promise<string> {
  const rows = await db.peek<{ all: string }>(
    `select d::text || (select string_agg(a::text, '|' order by a.seq) from dossier.act a where a.dossier_id = d.id) as all from dossier.dossier d where code = $1`,
    [code],
  )
  return rows[0]?.all ?? ''
}

const off = (on: string, name = 'Nghỉ do bão') => ({ kind: 'days' as const, days: [{ kind: 'swapped_off' as const, on, name }] })
const worked = (on: string) => ({ kind: 'days' as const, days: [{ kind: 'revoked' as const, on, name: 'Thu hồi ngày nghỉ' }] })
type Change = ReturnType<typeof off> | ReturnType<typeof worked> | { kind: 'office_hours'; [key: string]: unknown }
const words = { name: 'Thông báo nghỉ do bão', basis: 'Công điện 12/CĐ-UBND', reason: 'Bão đổ bộ, cơ quan đóng cửa' }

async function preview(change: Change, login = 'vanhanh'): Promise<Preview> {
  const { status, body } = await call<Preview>(await as(login), 'POST', '/decrees/preview', { change, basis: words.basis, limit: 200 })
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

async function confirm(change: Change, fingerprint: string, login = 'vanhanh', key: string = randomUUID()) {
  return await call<Decree & Problem>(await as(login), 'POST', '/decrees', { change, ...words, fingerprint }, key)
}

async function decreed(change: Change): Promise<Decree> {
  const { status, body } = await confirm(change, (await preview(change)).fingerprint)
  expect(status, JSON.stringify(body)).toBe(201)
  await app.reprojected()
  return (await call<Decree>(await as('vanhanh'), 'GET', `/decrees/${body.id}?limit=200`)).body
}

/** What the worker does once a decree is carried out. */
async function tellOf(decreeId: string): Promise<void> {
  const asked = await db.peek<{ data: { runId: string; after: null } }>(
    `select data from pgboss.job where name like 'tell-of-moves.%' and data ->> 'runId' = (select id::text from dossier.reprojection where decree_id = $1)`,
    [decreeId],
  )
  expect(asked).toHaveLength(1)
  for (const { data } of asked) await tellOfMovesJob.run({ database: db, publicUrl: '', logger: silent }, data)
}
const silent = { info: () => undefined, warn: () => undefined }

/** The decree is in force and its run begun, but nobody carries it out: as when the process dies right after the commit. */
async function decreedAndLeft(on: string): Promise<string> {
  const session = await findSession(db.kysely, db.localityId, await as('vanhanh'))
  if (!session) throw new Error('the operator is not signed in')
  const change: CalendarChange = {
    kind: 'days',
    days: [{ day: dayFrom(on), kind: 'swapped_off', name: 'Nghỉ do bão', basis: words.basis }],
  }
  const { fingerprint } = await previewDecree(db.kysely, session.actor, change, { offset: 0, limit: 1 })
  const { runId } = await inTransaction(
    db.kysely,
    async (tx) => await confirmDecree(tx, session.actor, { change, ...words, decreedOn: null }, fingerprint),
  )
  return runId
}

async function moves(code: string): Promise<string[]> {
  const rows = await db.peek<{ request: string }>(
    `select a.request_id as request from dossier.act a join dossier.dossier d on d.id = a.dossier_id where d.code = $1 and a.kind = 'reproject' order by a.seq`,
    [code],
  )
  return rows.map((row) => row.request)
}

async function broken() {
  return (await verify(db.ownerUrl)).filter((finding) => finding.broken > 0)
}

/** A day of the dossier's time on which the office works: its last. */
const lastDayOf = (view: View): string => promised(view).slice(0, 10)

describe('Holiday added late re-projects', () => {
  test('every running dossier moves, closed ones stay as they are, and the reason is on record', async () => {
    const done = await closed()
    const before = await bytesOf(done)
    const [first, second] = [await received(), await received()]
    const day = lastDayOf(first)
    const shown = await preview(off(day))
    expect(shown).toMatchObject({ running: 2, moved: 2, suspended: 0 })
    expect(shown.agencies).toMatchObject([{ moved: 2 }])
    expect(shown.dossiers.map((each) => each.code).sort()).toEqual([first.code, second.code].sort())
    expect(promised(await seen(first.code))).toBe(promised(first))
    expect(await db.peek('select 1 from calendar.decree')).toEqual([])

    const decree = await decreed(off(day))
    expect(decree.run).toMatchObject({ state: 'finished', running: 2, seen: 2, moved: 2 })
    const after = await seen(first.code)
    expect(promised(after)).toBe(shown.dossiers.find((each) => each.code === first.code)?.dueIs)
    expect(promised(after) > promised(first)).toBe(true)
    expect(after.timeline[0]).toMatchObject({
      act: 'reproject',
      actName: 'Điều chỉnh ngày hẹn trả do lịch làm việc thay đổi',
      actorName: 'Cán bộ quản trị vận hành',
    })
    expect(after.timeline[0]?.note).toMatch(
      /^Hẹn trả \d\d:\d\d [^,]+, .+ nay là .+Thông báo nghỉ do bão \(Công điện 12\/CĐ-UBND\)\. Bão đổ bộ/u,
    )
    expect(decree.dossiers.find((each) => each.code === first.code)).toMatchObject({ dueWas: promised(first), dueIs: promised(after) })
    expect(await bytesOf(done)).toBe(before)
    expect(await broken()).toEqual([])
    // Once the decree is carried out: each owner is notified of the day, by the act that moved it; no owner of a dossier that did not move.
    const told = `select 1 from pgboss.job where name like 'act-done.%' and data ->> 'kind' = 'reproject'`
    expect(await db.peek(told)).toEqual([])
    await tellOf(decree.id)
    const asked = await db.peek<{ code: string; seq: number }>(
      `select data ->> 'code' as code, (data ->> 'seq')::int as seq from pgboss.job where name like 'act-done.%' and data ->> 'kind' = 'reproject' order by 1`,
    )
    expect(asked).toEqual([first.code, second.code].sort().map((code) => ({ code, seq: after.timeline[0]?.seq })))
  })

  test('Roll & explain: the date says which day moved it, and by what document', async () => {
    const dossier = await received()
    const day = lastDayOf(dossier)
    await decreed(off(day, 'Nghỉ phòng dịch'))
    const because = (await seen(dossier.code)).clocks.find((clock) => clock.kind === 'committed')?.because
    expect(because?.find((each) => each.day === day)).toMatchObject({ kind: 'swapped_off', name: 'Nghỉ phòng dịch', basis: words.basis })
  })

  test('a suspended dossier is not touched and resumes by the new calendar', async () => {
    const dossier = await received()
    const list = await call<{ number: string }>(await as('tiepnhan1'), 'POST', '/handovers', {
      direction: 'to_agency',
      agencyCode: procedure.agency.code,
      centreId,
      dossierCodes: [dossier.code],
    })
    await call(await as('thuly.skhdt'), 'POST', `/handovers/${list.body.number}/receive`, { dossierCodes: [dossier.code] })
    const act = async (body: object) => await call<View & Problem>(await as('thuly.skhdt'), 'POST', `/dossiers/${dossier.code}/acts`, body)
    expect((await act({ act: 'suspend', cause: 'force_majeure', reason: 'Bão' })).status).toBe(200)
    const before = await bytesOf(dossier.code)
    expect((await preview(off(lastDayOf(dossier)))).suspended).toBe(1)
    await decreed(off(lastDayOf(dossier)))
    expect(await bytesOf(dossier.code)).toBe(before)
    const resumed = await act({ act: 'resume' })
    expect([resumed.status, promised(resumed.body) > promised(dossier)]).toEqual([200, true])
    expect(await broken()).toEqual([])
  })

  test('a dossier received between preview and confirmation is promised, and moved, like any other', async () => {
    const dossier = await received()
    const day = lastDayOf(dossier)
    const { fingerprint } = await preview(off(day))
    const between = await received()
    expect((await confirm(off(day), fingerprint)).status).toBe(201)
    const after = await received()
    await app.reprojected()
    expect(promised(await seen(between.code)).slice(0, 10)).toBe(promised(after).slice(0, 10))
    expect([(await moves(between.code)).length, (await moves(after.code)).length]).toEqual([1, 0])
    expect(await broken()).toEqual([])
  })
})

describe('the slip of a dossier that moved', () => {
  test('is issued again with the new date, names the one it replaces, and both are kept', async () => {
    const dossier = await received()
    const path = `/dossiers/${dossier.code}/documents/receipt-slip.pdf`
    const slip = async () => {
      const { status, body } = await call<Buffer>(await as('tiepnhan1'), 'GET', path)
      expect(status).toBe(200)
      return Buffer.from(body as unknown as Uint8Array).toString('base64')
    }
    const first = await slip()
    await decreed(off(lastDayOf(dossier), 'Nghỉ phải in lại giấy hẹn'))
    const [second, again] = await Promise.all([slip(), slip()])
    expect(second).not.toBe(first)
    expect([again, await slip()]).toEqual([second, second])
    const kept = await db.peek<{ number: string; bytes: string }>(
      `select i.number, translate(encode(i.bytes, 'base64'), E'\\n', '') as bytes from document.issued_document i join dossier.dossier d on d.id = i.dossier_id where d.code = $1 order by i.id`,
      [dossier.code],
    )
    expect(kept.map((each) => each.bytes)).toEqual([first, second])
    expect(new Set(kept.map((each) => each.number)).size).toBe(2)
  })

  test('is issued once, with the new date, when none was printed before', async () => {
    const dossier = await received()
    await decreed(off(lastDayOf(dossier), 'Nghỉ trước khi in'))
    const path = `/dossiers/${dossier.code}/documents/receipt-slip.pdf`
    const digest = async () =>
      createHash('sha256')
        .update((await call<Buffer>(await as('tiepnhan1'), 'GET', path)).body)
        .digest('hex')
    expect(await digest()).toBe(await digest())
  })
})

describe('confirming', () => {
  test('is refused when the calendar changed since the preview, and nothing is stored', async () => {
    const dossier = await received()
    const { fingerprint } = await preview(off(lastDayOf(dossier), 'Cũ'))
    await decreed(off(lastDayOf(dossier), 'Khác'))
    const { status, body } = await confirm(off(lastDayOf(dossier), 'Cũ'), fingerprint)
    expect([status, body.code]).toEqual([409, 'DECREE_PREVIEW_STALE'])
    expect(await db.peek(`select 1 from calendar.decree_day where name = 'Cũ'`)).toEqual([])
  })

  test('two decrees at once: one is carried out, the other is shown the new calendar', async () => {
    const dossier = await received()
    const changes = [off(lastDayOf(dossier), 'Một'), off(lastDayOf(dossier), 'Hai')]
    const prints = await Promise.all(changes.map(async (change) => (await preview(change)).fingerprint))
    const answers = await Promise.all(changes.map(async (change, index) => await confirm(change, prints[index] ?? '')))
    await app.reprojected()
    expect(answers.map((each) => each.status).sort()).toEqual([201, 409])
    expect(['DECREE_PREVIEW_STALE', 'REPROJECTION_UNDER_WAY']).toContain(answers.find((each) => each.status === 409)?.body.code)
    expect(await broken()).toEqual([])
  })

  test('the same confirmation twice is one decree', async () => {
    const dossier = await received()
    const { fingerprint } = await preview(off(lastDayOf(dossier)))
    const key = randomUUID()
    const answers = await Promise.all([
      confirm(off(lastDayOf(dossier)), fingerprint, 'vanhanh', key),
      confirm(off(lastDayOf(dossier)), fingerprint, 'vanhanh', key),
    ])
    await app.reprojected()
    expect(new Set(answers.map((each) => each.body.id)).size).toBe(1)
    expect(await moves(dossier.code)).toHaveLength(1)
  })

  test('a day that is off already changes nothing and is refused', async () => {
    const dossier = await received()
    await decreed(off(lastDayOf(dossier), 'Như nhau'))
    const { status, body } = await confirm(
      off(lastDayOf(dossier), 'Như nhau'),
      (await preview(off(lastDayOf(dossier), 'Như nhau'))).fingerprint,
    )
    expect([status, body.code]).toEqual([409, 'DECREE_CHANGES_NOTHING'])
  })

  test('days of the province are the operator\u2019s, hours of a centre also its manager\u2019s', async () => {
    const hours = {
      kind: 'office_hours' as const,
      centreId,
      fromOn: '2031-01-01',
      sessions: [{ weekdays: [1, 2, 3, 4, 5], from: '07:30', to: '16:30' }],
    }
    const ask = async (login: string, change: object) => {
      const { status, body } = await call<Problem>(await as(login), 'POST', '/decrees/preview', { change })
      return [status, body.code]
    }
    expect(await ask('giamdoc', off('2031-03-03'))).toEqual([403, 'DECREE_NOT_YOURS'])
    expect(await ask('giamdoc', { ...hours, centreId: null })).toEqual([403, 'DECREE_NOT_YOURS'])
    expect(await ask('giamdoc', hours)).toEqual([200, undefined])
    expect(await ask('vanhanh', hours)).toEqual([200, undefined])
    expect(await ask('tiepnhan1', hours)).toEqual([403, 'ROLE_NOT_ALLOWED'])
    expect(await ask('thanhtra', hours)).toEqual([403, 'ROLE_NOT_ALLOWED'])
  })

  test('new hours of a centre hold from their day and leave the days before as they were', async () => {
    const dossier = await received()
    const day = lastDayOf(dossier)
    const change = {
      kind: 'office_hours' as const,
      centreId,
      fromOn: day,
      sessions: [{ weekdays: [1, 2, 3, 4, 5], from: '07:30', to: '10:00' }],
    }
    const done = await confirm(change, (await preview(change, 'giamdoc')).fingerprint, 'giamdoc')
    expect(done.status, JSON.stringify(done.body)).toBe(201)
    await app.reprojected()
    const due = promised(await seen(dossier.code))
    expect(due.slice(0, 10)).toBe(day)
    expect(due.slice(11, 16) <= '10:00').toBe(true)
    // The API lists the hours of each place with their legal basis: those of the centre, and the default.
    type Hours = { centreId: string | null; fromOn: string | null; basis: string; standing: string; sessions: { from: string }[] }
    const { items } = (await call<{ items: Hours[] }>(null, 'GET', '/office-hours')).body
    expect(items.filter((each) => each.centreId === centreId)).toMatchObject([
      {
        fromOn: day,
        basis: words.basis,
        standing: 'to_come',
        sessions: Array.from({ length: 5 }, () => ({ from: '07:30', to: '10:00', counts: true })),
      },
    ])
    expect(items.find((each) => each.centreId === null)).toMatchObject({ standing: 'now' })
    expect(await broken()).toEqual([])
  })

  test.each([
    [
      'a swap without the day worked instead',
      { kind: 'days', days: [{ kind: 'swap', on: '2031-03-03', name: 'Hoán đổi' }] },
      '/body/change/days/0/workOn',
    ],
    [
      'a last day before the first',
      { kind: 'days', days: [{ kind: 'holiday', on: '2031-03-03', until: '2031-03-01', name: 'Nghỉ' }] },
      '/body/change/days/0/until',
    ],
    [
      'half a day without its end',
      { kind: 'days', days: [{ kind: 'holiday', on: '2031-03-03', from: '07:00', name: 'Nghỉ' }] },
      '/body/change/days/0/to',
    ],
  ])('reports the fault: %s', async (_what, change, field) => {
    const { status, body } = await call<Problem>(await as('vanhanh'), 'POST', '/decrees/preview', { change })
    expect([status, body.code, body.fields?.[0]?.field]).toEqual([422, 'DECREE_DAY_INVALID', field])
  })
})

describe('an act and a decree at once', () => {
  test('an act before its page moves the dossier first, and the page then has nothing to do', async () => {
    const dossier = await received()
    const runId = await decreedAndLeft(lastDayOf(dossier))
    const acted = await call<View>(await as('tiepnhan1'), 'POST', '/handovers', {
      direction: 'to_agency',
      agencyCode: procedure.agency.code,
      centreId,
      dossierCodes: [dossier.code],
    })
    expect(acted.status, JSON.stringify(acted.body)).toBe(201)
    expect((await seen(dossier.code)).timeline.map((each) => each.act)).toEqual(['forward', 'reproject', 'accept', 'file'])
    while (!(await stepReprojection(db.kysely, runId, 7))) await Promise.resolve()
    expect(await moves(dossier.code)).toEqual([`reproject:${runId}`])
    expect(await broken()).toEqual([])
  })

  test('a locked dossier is skipped and processed at the end; neither effect is lost', async () => {
    const dossier = await received()
    let release = (): void => undefined
    const released = new Promise<void>((done) => {
      release = done
    })
    const runId = await decreedAndLeft(lastDayOf(dossier))
    let locked = (): void => undefined
    const isLocked = new Promise<void>((done) => {
      locked = done
    })
    const work = inTransaction(db.kysely, async (tx) => {
      await sql`select from dossier.dossier where code = ${dossier.code} for no key update`.execute(tx)
      locked()
      await released
      await sql`update dossier.dossier set summary = summary, step_no = 3 where code = ${dossier.code}`.execute(tx).catch(() => undefined)
    })
    await isLocked
    // Everything but the passed over is done while the other transaction still has its dossier.
    for (;;) {
      const [run] = await db.peek<{ divided: boolean; waiting: number; left: number }>(
        `select r.is_divided as divided, (count(*) filter (where p.waits))::int as waiting, (count(*) filter (where not p.waits and p.done_at is null))::int as left
         from dossier.reprojection r left join dossier.reprojection_page p on p.reprojection_id = r.id where r.id = $1 group by r.is_divided`,
        [runId],
      )
      if (run?.divided && run.left === 0) {
        expect(run.waiting).toBe(1)
        break
      }
      await stepReprojection(db.kysely, runId, 5)
    }
    const end = (async () => {
      while (!(await stepReprojection(db.kysely, runId))) await Promise.resolve()
    })()
    release()
    await Promise.all([work.catch(() => undefined), end])
    expect(await moves(dossier.code)).toEqual([`reproject:${runId}`])
    expect(await broken()).toEqual([])
  })

  test('a decree waits for the acts that count by the old calendar, and later acts wait for it', async () => {
    const dossier = await received()
    const day = lastDayOf(dossier)
    const { fingerprint } = await preview(off(day))
    let confirmed: Promise<{ status: number }> | undefined
    await inTransaction(db.kysely, async (tx) => {
      await loadWorkingCalendar(tx)
      confirmed = confirm(off(day), fingerprint)
      // The decree is in the queue now; it cannot be in force before this transaction ends.
      await expect.poll(async () => (await db.peek(`select 1 from pg_locks where locktype = 'advisory' and not granted`)).length).toBe(1)
      expect(await db.peek('select 1 from dossier.reprojection where finished_at is null')).toEqual([])
    })
    expect((await confirmed)?.status).toBe(201)
    await app.reprojected()
    expect(await moves(dossier.code)).toHaveLength(1)
  })

  test('many acts while a decree is carried out: none lost, every seal in order', async () => {
    const dossiers = await Promise.all(Array.from({ length: 12 }, async () => await received()))
    const day = lastDayOf(dossiers[0] as View)
    const { fingerprint } = await preview(off(day, 'Nghỉ giữa lúc bận'))
    const acts = dossiers.map(
      async (dossier) =>
        await call(await as('tiepnhan1'), 'POST', '/handovers', {
          direction: 'to_agency',
          agencyCode: procedure.agency.code,
          centreId,
          dossierCodes: [dossier.code],
        }),
    )
    const filed = Array.from({ length: 8 }, async () => await received())
    const [decree, ...done] = await Promise.all([confirm(off(day, 'Nghỉ giữa lúc bận'), fingerprint), ...acts])
    await Promise.all(filed)
    await app.reprojected()
    expect([decree?.status, ...done.map((each) => each.status)]).toEqual(Array.from({ length: 13 }, () => 201))
    for (const dossier of dossiers) {
      const kinds = (await seen(dossier.code)).timeline.map((each) => each.act)
      expect(kinds.filter((kind) => kind === 'forward')).toHaveLength(1)
      expect(kinds.filter((kind) => kind === 'reproject')).toHaveLength(1)
    }
    expect(await broken()).toEqual([])
  })
})

describe('several workers on one run', () => {
  test('share its pages: each dossier is moved once, and the run ends once', async () => {
    const dossiers = await Promise.all(Array.from({ length: 12 }, async () => await received()))
    const runId = await decreedAndLeft(lastDayOf(dossiers[0] as View))
    const step = async (): Promise<void> => {
      while (!(await stepReprojection(db.kysely, runId, 2))) await Promise.resolve()
    }
    // Another transaction locks one dossier the whole time, so every step takes that dossier last.
    const busy = inTransaction(db.kysely, async (tx) => {
      await sql`select from dossier.dossier where code = ${dossiers[3]?.code} for no key update`.execute(tx)
      await expect
        .poll(async () => (await db.peek('select 1 from dossier.reprojection_page where reprojection_id = $1 and waits', [runId])).length)
        .toBe(1)
    })
    await Promise.all([busy, step(), step(), step()])
    for (const dossier of dossiers) expect(await moves(dossier.code)).toEqual([`reproject:${runId}`])
    const [run] = await db.peek(
      `select seen, moved, (select sum(moved)::int from dossier.reprojection_page where reprojection_id = r.id) as "byPage",
         (select count(*)::int from pgboss.job where name like 'tell-of-moves.%' and data ->> 'runId' = r.id::text) as tellings
       from dossier.reprojection r where id = $1`,
      [runId],
    )
    expect(run).toMatchObject({ byPage: run?.['moved'], tellings: 1 })
    expect(run?.['seen']).toBeGreaterThanOrEqual(dossiers.length)
    expect(await broken()).toEqual([])
  })

  test('applicants are notified after the run has ended, of every page, and not during the run', async () => {
    const dossier = await received()
    const runId = await decreedAndLeft(lastDayOf(dossier))
    const asked = `select data ->> 'code' as code from pgboss.job where name like 'act-done.%' and data ->> 'kind' = 'reproject' and data ->> 'code' = $1`
    await stepReprojection(db.kysely, runId, 1)
    expect(await db.peek(asked, [dossier.code])).toEqual([])
    while (!(await stepReprojection(db.kysely, runId, 1))) await Promise.resolve()
    const work = { database: db, publicUrl: '', logger: silent }
    await tellOfMovesJob.run(work, { runId, after: null })
    expect(await db.peek(asked, [dossier.code])).toHaveLength(1)
  })
})

describe('a process that dies', () => {
  test('leaves a run that another process completes, every dossier moved exactly once', async () => {
    const dossiers = await Promise.all(Array.from({ length: 6 }, async () => await received()))
    const runId = await decreedAndLeft(lastDayOf(dossiers[0] as View))
    const child = spawn(process.execPath, ['--input-type=module', '--eval', stepper], {
      env: { PATH: process.env['PATH'], DATABASE: db.ownerUrl, RUN: runId, HERE: import.meta.dirname },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise<void>((done) => child.once('exit', () => done()))
    // Killed the moment it says that a page is done, which is while it is at work on the next.
    await new Promise<void>((done) => child.stdout.once('data', () => done()))
    child.kill('SIGKILL')
    await ended
    expect(
      await db.peek(`select 1 from pgboss.job where name like 'carry-out-reprojections.%' and singleton_key = $1`, [runId]),
    ).toHaveLength(1)
    const [left] = await db.peek<{ finished: boolean; seen: number }>(
      `select finished_at is not null as finished, (select sum(seen)::int from dossier.reprojection_page where reprojection_id = r.id) as seen
       from dossier.reprojection r where id = $1`,
      [runId],
    )
    expect(left?.finished).toBe(false)
    expect(left?.seen).toBeGreaterThan(0)
    // Watching the run is enough to resume it.
    const [{ id } = { id: '' }] = await db.peek<{ id: string }>('select decree_id as id from dossier.reprojection where id = $1', [runId])
    await call(await as('vanhanh'), 'GET', `/decrees/${id}`)
    await app.reprojected()
    expect(await findUnfinished(db.kysely)).toBeNull()
    for (const dossier of dossiers) expect(await moves(dossier.code)).toEqual([`reproject:${runId}`])
    expect(await broken()).toEqual([])
  })
})

/** Another process at work on the run, one dossier a page. */
const stepper = `
  await import(process.env.HERE + '/../../../platform/testing/setup.ts')
  const { openDatabase } = await import(process.env.HERE + '/../../../platform/db/database.ts')
  const { stepReprojection } = await import(process.env.HERE + '/reproject.ts')
  const database = openDatabase({ url: process.env.DATABASE, localityId: 47, role: 'motcua_app', poolSize: 1 })
  for (;;) {
    if (await stepReprojection(database.kysely, process.env.RUN, 1)) break
    process.stdout.write('page\\n')
  }
  await database.close()
`

describe('after any sequence of decrees entered late', () => {
  test('every due instant is the derived one, every chain verifies, closed dossiers are byte for byte as they were', async () => {
    const done = [await closed(), await closed()]
    const before = await Promise.all(done.map(bytesOf))
    const base = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh')
    const change = fc.record({
      kind: fc.constantFrom('holiday', 'swapped_off', 'makeup_workday', 'revoked', 'swap', 'file', 'half'),
      offset: fc.integer({ min: -5, max: 40 }),
      name: fc.constantFrom('A', 'B', 'C'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (sequence) => {
        for (const { kind, offset, name } of sequence) {
          if (kind === 'file') {
            await received()
            continue
          }
          const on = base.add({ days: offset }).toString()
          const entry = {
            kind: kind === 'half' ? 'holiday' : kind,
            on,
            name,
            ...(kind === 'half' ? { from: '13:30', to: '17:00' } : {}),
            ...(kind === 'swap' ? { workOn: base.add({ days: offset + 3 }).toString() } : {}),
          }
          const wanted = { kind: 'days', days: [entry] } as unknown as Change
          const { status, body } = await confirm(wanted, (await preview(wanted)).fingerprint)
          expect([201, 409], JSON.stringify(body)).toContain(status)
          if (status === 409) expect(body.code).toBe('DECREE_CHANGES_NOTHING')
          await app.reprojected()
        }
        expect(await broken()).toEqual([])
        expect(await Promise.all(done.map(bytesOf))).toEqual(before)
      }),
      { seed: 20_261_124, numRuns: 12 },
    )
  })
})
