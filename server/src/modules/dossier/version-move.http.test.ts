import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { findSession } from '#identity'
import { verify } from '#oversight'
import { createProcedureVersion, findVersionForIntake } from '#procedure'
import type { Limit, ProcedureInput, ProcedureVersion } from '#procedure'
import type { ProcedureVersionId } from '#kernel/ids.ts'
import { inTransaction } from '#platform/db/database.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { confirmMove, previewMove } from './commands/order-version-move.ts'
import { stepVersionMove } from './commands/move-version.ts'

const { app, call, as, centreId, db } = await testCentre()

type View = {
  code: string
  state: string
  step: { no: number } | null
  clocks: { kind: string; dueAt: string | null }[]
  timeline: { seq: number; act: string; actName: string; note: string; actorName: string }[]
}
type Problem = { code: string; detail: string; fields?: { field: string }[] }
type Preview = {
  fingerprint: string
  running: number
  movable: number
  dueChanges: number
  groups: { stepWas: { no: number } | null; stepIs: { no: number } | null; count: number }[]
  stays: { code: string; count: number; why: string }[]
  missing: { name: string; count: number }[]
  dossiers: { code: string; dueWas: string | null; dueIs: string | null; obstacle: { code: string } | null; missing: string[] }[]
}
type Run = {
  id: string
  state: string
  running: number
  seen: number
  moved: number
  stayed: number
  dueChanged: number
  dossiers: { code: string; why: string | null }[]
} & Problem

const today = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString()
const listed = await call<{ items: { code: string }[] }>(
  null,
  'GET',
  '/procedures?handling=forwarded&state=published&limit=1&agency=H47.01',
)
const like = await findVersionForIntake(db.kysely, listed.body.items[0]?.code ?? '', today)
if (!like) throw new Error('the pack has no forwarded procedure')
const steps: ProcedureInput['steps'] = [
  { no: 1, name: 'Thẩm định hồ sơ', role: 'case_officer', unitName: null, hours: 8 },
  { no: 2, name: 'Xem xét', role: 'unit_head', unitName: null, hours: 4 },
  { no: 3, name: 'Ký duyệt', role: 'signatory', unitName: null, hours: 4 },
  { no: 4, name: 'Phát hành', role: 'clerk', unitName: null, hours: 1 },
]
const workingDays = (amount: number): Limit => ({ amount, unit: 'working_days' })

let numbered = 500_000
/** A procedure of this test's own in its first version, as received from today. */
async function procedure(): Promise<ProcedureVersion> {
  numbered += 1
  const { procedureId: _p, versionId: _v, validFrom: _f, validTo: _t, ...said } = like as ProcedureVersion
  const whole: ProcedureInput = {
    ...said,
    code: `2.${numbered}`,
    name: `Thủ tục thử ${numbered}`,
    process: undefined,
    steps,
    legalLimit: workingDays(20),
    committedLimit: workingDays(15),
    channels: said.channels.map((channel) => ({ ...channel, limit: null, fees: [] })),
  }
  await createProcedureVersion(db.kysely, whole)
  return await inForce(whole.code)
}

async function inForce(code: string): Promise<ProcedureVersion> {
  const version = await findVersionForIntake(db.kysely, code, today)
  if (!version) throw new Error(`${code} is not in force`)
  return version
}

async function renewed(version: ProcedureVersion, changes: Partial<ProcedureInput>): Promise<ProcedureVersion> {
  const { procedureId: _p, versionId: _v, validFrom: _f, validTo: _t, ...said } = version
  await createProcedureVersion(db.kysely, { ...said, ...changes })
  const next = await inForce(version.code)
  expect(next.versionId).not.toBe(version.versionId)
  return next
}

async function received(version: ProcedureVersion, body: object = {}): Promise<View> {
  const answer = await call<View>(await as('tiepnhan1'), 'POST', '/dossiers', {
    procedureCode: version.code,
    centreId,
    applicant: {
      kind: 'person',
      fullName: 'Nguyễn Thị Thử',
      idNumber: '049190000001',
      address: 'Phường Tam Kỳ',
      phone: '0905000001',
      email: 'thu@example.vn',
    },
    papers: version.components.map((paper) => ({
      componentNo: paper.no,
      originals: Math.max(1, paper.originals ?? 1),
      copies: paper.copies ?? 1,
    })),
    ...body,
  })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}

async function atAgency(version: ProcedureVersion): Promise<View> {
  const dossier = await received(version)
  const list = await call<{ number: string }>(await as('tiepnhan1'), 'POST', '/handovers', {
    direction: 'to_agency',
    agencyCode: 'H47.01',
    centreId,
    dossierCodes: [dossier.code],
  })
  expect(
    (await call(await as('thuly.skhdt'), 'POST', `/handovers/${list.body.number}/receive`, { dossierCodes: [dossier.code] })).status,
  ).toBe(200)
  return dossier
}

const act = async (login: string, code: string, body: object) =>
  await call<View & Problem>(await as(login), 'POST', `/dossiers/${code}/acts`, body)
const seen = async (code: string): Promise<View> => (await call<View>(await as('tiepnhan1'), 'GET', `/dossiers/${code}`)).body
const dueOf = (view: View, kind = 'committed'): string => view.clocks.find((clock) => clock.kind === kind)?.dueAt ?? ''

type Terms = { steps?: Record<string, number>; time?: string }
async function preview(version: ProcedureVersion, terms: Terms = {}, login = 'thietke'): Promise<Preview> {
  const { status, body } = await call<Preview>(await as(login), 'POST', `/procedures/${version.code}/version-moves/preview`, {
    fromVersionId: version.versionId,
    limit: 200,
    ...terms,
  })
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
async function confirm(
  version: ProcedureVersion,
  terms: Terms & { legalBasis?: string },
  fingerprint: string,
  key: string = randomUUID(),
  login = 'congbo',
) {
  const body = { fromVersionId: version.versionId, reason: 'Thống nhất quy trình mới', ...terms, fingerprint }
  return await call<Run>(await as(login), 'POST', `/procedures/${version.code}/version-moves`, body, key)
}
async function moved(version: ProcedureVersion, terms: Terms & { legalBasis?: string } = {}): Promise<Run> {
  const { legalBasis: _basis, ...asked } = terms
  const { status, body } = await confirm(version, terms, (await preview(version, asked)).fingerprint)
  expect(status, JSON.stringify(body)).toBe(201)
  await app.reprojected()
  const done = (await call<Run>(await as('congbo'), 'GET', `/procedures/${version.code}/version-moves/${body.id}?limit=200`)).body
  expect(done.state).toBe('finished')
  return done
}

async function rowOf(code: string) {
  const [row] = await db.peek<{
    version: string
    step: number | null
    held: number | null
    claim: number | null
    moves: number
    mail: number
    bytes: string
  }>(
    `select d.procedure_version_id as version, d.step_no as step, (select step_no from dossier.holding h where h.dossier_id = d.id and h.to_at is null) as held,
      (select step_no from dossier.claim k where k.dossier_id = d.id) as claim,
      (select count(*)::int from dossier.act a where a.dossier_id = d.id and a.kind = 'change_version') as moves,
      (select count(*)::int from pgboss.job j where j.name like 'act-done.%' and j.data ->> 'dossierId' = d.id::text and j.data ->> 'kind' = 'change_version') as mail,
      d::text || (select string_agg(a::text, '|' order by a.seq) from dossier.act a where a.dossier_id = d.id) as bytes
    from dossier.dossier d where code = $1`,
    [code],
  )
  if (!row) throw new Error(`${code} is not there`)
  return row
}
const broken = async () => (await verify(db.ownerUrl)).filter((finding) => finding.broken > 0)

describe('a dossier stays on the version it was filed under', () => {
  test('until an order moves it: previewed without effects, then moved by an act with a reason', async () => {
    const first = await procedure()
    const [counter, agency] = [await received(first), await atAgency(first)]
    const second = await renewed(first, { conditions: 'Điều kiện mới' })
    expect((await rowOf(counter.code)).version).toBe(first.versionId)
    const before = await rowOf(agency.code)
    const shown = await preview(first)
    expect(shown).toMatchObject({ running: 2, movable: 2, dueChanges: 0, stays: [], missing: [] })
    expect(shown.groups.map((group) => [group.stepWas?.no ?? null, group.stepIs?.no ?? null, group.count])).toEqual([
      [null, null, 1],
      [1, 1, 1],
    ])
    expect((await rowOf(agency.code)).bytes).toBe(before.bytes)

    expect(await moved(first)).toMatchObject({ running: 2, seen: 2, moved: 2, stayed: 0, dueChanged: 0 })
    for (const dossier of [counter, agency]) {
      expect(await rowOf(dossier.code)).toMatchObject({ version: second.versionId, moves: 1, mail: 0 })
      const view = await seen(dossier.code)
      expect(dueOf(view)).toBe(dueOf(dossier))
      expect(view.timeline[0]).toMatchObject({
        act: 'change_version',
        actName: 'Chuyển hồ sơ sang phiên bản thủ tục đang có hiệu lực',
        note: 'Thống nhất quy trình mới',
      })
    }
    expect((await act('thuly.skhdt', agency.code, { act: 'complete_step' })).status).toBe(200)
    expect(await broken()).toEqual([])
  })

  test('signed, ended and not yet accepted dossiers are listed with their reason and do not change', async () => {
    const first = await procedure()
    const [waiting, signed, gone, runs] = [
      await received(first, { accept: false }),
      await atAgency(first),
      await received(first),
      await received(first),
    ]
    for (const login of ['thuly.skhdt', 'truongphong.skhdt'])
      expect((await act(login, signed.code, { act: 'complete_step' })).status).toBe(200)
    const approved = await act('lanhdao.skhdt', signed.code, { act: 'approve' })
    expect(approved.status, JSON.stringify(approved.body)).toBe(200)
    expect((await act('tiepnhan1', gone.code, { act: 'withdraw', reason: 'Đổi ý' })).status).toBe(200)
    await renewed(first, { conditions: 'Khác' })
    const before = await Promise.all([waiting, signed, gone].map(async ({ code }) => (await rowOf(code)).bytes))
    const shown = await preview(first)
    expect(shown).toMatchObject({ running: 3, movable: 1 })
    expect(shown.stays.map(({ code, count }) => [code, count]).sort()).toEqual([
      ['not_accepted', 1],
      ['signed', 1],
    ])
    const done = await moved(first)
    expect(done).toMatchObject({ moved: 1, stayed: 2 })
    expect(
      done.dossiers
        .filter((each) => each.why !== null)
        .map((each) => each.code)
        .sort(),
    ).toEqual([waiting.code, signed.code].sort())
    expect(await Promise.all([waiting, signed, gone].map(async ({ code }) => (await rowOf(code)).bytes))).toEqual(before)
    expect((await rowOf(runs.code)).moves).toBe(1)
    expect(await broken()).toEqual([])
  })
})

describe('the step a dossier is at', () => {
  test('moves to the step the designer chose when the new version renumbers it; the claim and the ledger follow', async () => {
    const first = await procedure()
    const dossier = await atAgency(first)
    expect((await act('thuly.skhdt', dossier.code, { act: 'claim' })).status).toBe(200)
    const second = await renewed(first, {
      steps: [
        { no: 1, name: 'Kiểm tra ban đầu', role: 'case_officer', unitName: null, hours: 1 },
        ...steps.map((step) => ({ ...step, no: step.no + 1, name: step.no === 1 ? 'Thẩm định' : step.name })),
      ],
    })
    expect((await preview(first)).stays.map(({ code }) => code)).toEqual(['no_counterpart'])
    expect((await preview(first, { steps: { 1: 3 } })).stays.map(({ code }) => code)).toEqual(['other_role'])
    await moved(first, { steps: { 1: 2 } })
    expect(await rowOf(dossier.code)).toMatchObject({ version: second.versionId, step: 2, held: 2, claim: 2 })
    expect(await broken()).toEqual([])
    const on = await act('thuly.skhdt', dossier.code, { act: 'complete_step' })
    expect(on.status, JSON.stringify(on.body)).toBe(200)
    expect((await rowOf(dossier.code)).step).toBe(3)
    expect(await broken()).toEqual([])
  })

  test('a paper the new version requires is listed, and not required in retrospect', async () => {
    const first = await procedure()
    const dossier = await atAgency(first)
    const asked = {
      no: first.components.length + 1,
      group: '',
      name: 'Bản cam kết bảo vệ môi trường',
      originals: 1,
      copies: 0,
      templateName: null,
      required: true,
    }
    // Numbers shift, words stay: what was handed in is recognised by its name.
    const reordered = [asked, ...first.components].map((component, index) => ({ ...component, no: index + 1, group: '' }))
    await renewed(first, { components: reordered })
    const shown = await preview(first)
    expect(shown.missing).toEqual([{ name: asked.name, count: 1 }])
    expect(shown.dossiers[0]?.missing).toEqual([asked.name])
    await moved(first)
    for (const login of ['thuly.skhdt', 'truongphong.skhdt'])
      expect((await act(login, dossier.code, { act: 'complete_step' })).status).toBe(200)
    expect((await act('lanhdao.skhdt', dossier.code, { act: 'approve' })).status).toBe(200)
  })
})

describe('a promise is never lengthened', () => {
  test.each(['keep', 'shorten_promise', 'shorten_both'])('longer limits keep both dates, with every time rule: %s', async (time) => {
    const first = await procedure()
    const dossier = await received(first)
    await renewed(first, { legalLimit: workingDays(40), committedLimit: workingDays(30) })
    await moved(first, { time, legalBasis: '309/2026/NĐ-CP Điều 8' })
    const view = await seen(dossier.code)
    expect([dueOf(view), dueOf(view, 'legal')]).toEqual([dueOf(dossier), dueOf(dossier, 'legal')])
    expect(await broken()).toEqual([])
  })

  test('shorter limits are used only on request, the law\u2019s only with its legal basis; the applicant is notified', async () => {
    const first = await procedure()
    const [kept, promise, both] = [await received(first), await procedure(), await procedure()]
    const shorter = { legalLimit: workingDays(10), committedLimit: workingDays(7) }
    await renewed(first, shorter)
    await moved(first, { time: 'keep' })
    expect(dueOf(await seen(kept.code))).toBe(dueOf(kept))

    const one = await received(promise)
    await renewed(promise, shorter)
    const shown = await preview(promise, { time: 'shorten_promise' })
    expect(shown.dueChanges).toBe(1)
    expect(await moved(promise, { time: 'shorten_promise' })).toMatchObject({ dueChanged: 1 })
    const after = await seen(one.code)
    expect(dueOf(after)).toBe(shown.dossiers[0]?.dueIs)
    expect(dueOf(after) < dueOf(one)).toBe(true)
    expect(dueOf(after, 'legal')).toBe(dueOf(one, 'legal'))
    expect(after.timeline[0]?.note).toMatch(/^Hẹn trả .+ nay là .+Thống nhất quy trình mới$/u)
    expect((await rowOf(one.code)).mail).toBe(1)

    const other = await received(both)
    await renewed(both, shorter)
    const { fingerprint } = await preview(both, { time: 'shorten_both' })
    const refused = await confirm(both, { time: 'shorten_both' }, fingerprint)
    expect([refused.status, refused.body.code]).toEqual([422, 'VERSION_MOVE_NEEDS_BASIS'])
    await moved(both, { time: 'shorten_both', legalBasis: '309/2026/NĐ-CP Điều 8' })
    const law = await seen(other.code)
    expect(dueOf(law, 'legal') < dueOf(other, 'legal')).toBe(true)
    expect(law.timeline[0]?.note).toContain('Căn cứ: 309/2026/NĐ-CP Điều 8')
    expect(await broken()).toEqual([])
  })

  test('over random versions: no dossier is due later or becomes late, and every chain verifies', { timeout: 120_000 }, async () => {
    const limits = fc.record({
      amount: fc.integer({ min: 1, max: 30 }),
      unit: fc.constantFrom<Limit['unit']>('working_days', 'days', 'working_hours', 'hours', 'months'),
    })
    await fc.assert(
      fc.asyncProperty(
        limits,
        limits,
        fc.constantFrom('keep', 'shorten_promise', 'shorten_both'),
        fc.boolean(),
        async (legal, committed, time, isSuspended) => {
          const first = await procedure()
          const dossier = await atAgency(first)
          if (isSuspended)
            expect((await act('thuly.skhdt', dossier.code, { act: 'suspend', cause: 'force_majeure', reason: 'Bão' })).status).toBe(200)
          const before = await seen(dossier.code)
          await renewed(first, { legalLimit: legal, committedLimit: committed, conditions: 'Mới' })
          await moved(first, { time, legalBasis: 'Luật mới Điều 1' })
          const after = await seen(dossier.code)
          for (const kind of ['committed', 'legal']) expect(dueOf(after, kind) <= dueOf(before, kind)).toBe(true)
          if (!isSuspended) expect(dueOf(after) > Temporal.Now.plainDateTimeISO('Asia/Ho_Chi_Minh').toString()).toBe(true)
        },
      ),
      { seed: 20_261_124, numRuns: 10 },
    )
    expect(await broken()).toEqual([])
  })
})

describe('ordering a move', () => {
  test('is refused when another version came in force since the preview, and twice under one key is one order', async () => {
    const first = await procedure()
    await received(first)
    await renewed(first, { conditions: 'Hai' })
    const { fingerprint } = await preview(first)
    await renewed(first, { conditions: 'Ba' })
    const stale = await confirm(first, {}, fingerprint)
    expect([stale.status, stale.body.code]).toEqual([409, 'VERSION_MOVE_STALE'])
    const fresh = (await preview(first)).fingerprint
    const key = randomUUID()
    const answers = await Promise.all([confirm(first, {}, fresh, key), confirm(first, {}, fresh, key)])
    await app.reprojected()
    expect(new Set(answers.map((each) => each.body.id)).size).toBe(1)
    const again = await confirm(first, {}, fresh)
    expect([again.status, again.body.code]).toEqual([409, 'VERSION_MOVE_NOTHING'])
  })

  test('is for designers and centre managers; no dossier moves to its own version, nor to another procedure\u2019s', async () => {
    const [first, other] = [await procedure(), await procedure()]
    const ask = async (login: string, body: object) => {
      const { status, body: said } = await call<Problem>(await as(login), 'POST', `/procedures/${first.code}/version-moves/preview`, body)
      return [status, said.code]
    }
    expect(await ask('thuly.skhdt', { fromVersionId: first.versionId })).toEqual([403, 'ROLE_NOT_ALLOWED'])
    expect(await ask('thietke', { fromVersionId: first.versionId })).toEqual([404, 'VERSION_MOVE_UNKNOWN'])
    expect(await ask('thietke', { fromVersionId: other.versionId })).toEqual([404, 'VERSION_MOVE_UNKNOWN'])
    const dossier = await received(first)
    const alone = await act('tiepnhan1', dossier.code, { act: 'change_version', reason: 'x' })
    expect([alone.status, alone.body.code]).toEqual([422, 'REQUEST_INVALID'])
  })
})

/** The order is kept, but nobody carries it out: as when the process dies right after the commit. */
async function orderedAndLeft(version: ProcedureVersion): Promise<string> {
  const session = await findSession(db.kysely, db.localityId, await as('congbo'))
  if (!session) throw new Error('the orderer is not signed in')
  const proposed = { code: version.code, fromVersionId: version.versionId as ProcedureVersionId, steps: {}, time: 'keep' as const }
  const { fingerprint } = await previewMove(db.kysely, session.actor, proposed, { offset: 0, limit: 1 })
  return await inTransaction(
    db.kysely,
    async (tx) => await confirmMove(tx, session.actor, { ...proposed, reason: 'Thử', legalBasis: '' }, fingerprint),
  )
}

describe('while the centre is at work', () => {
  test('a locked dossier is skipped and processed at the end, in its new state', async () => {
    const first = await procedure()
    const [busy, free] = [await received(first), await received(first)]
    const second = await renewed(first, { conditions: 'Mới' })
    const id = await orderedAndLeft(first)
    let letGo = (): void => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    let isHeld = (): void => {}
    const taken = new Promise<void>((resolve) => {
      isHeld = resolve
    })
    const worker = inTransaction(db.kysely, async (tx) => {
      await sql`select from dossier.dossier where code = ${busy.code} for no key update`.execute(tx)
      isHeld()
      await held
    })
    await taken
    expect(await stepVersionMove(db.kysely, id)).toBe(false)
    expect([(await rowOf(busy.code)).version, (await rowOf(free.code)).version]).toEqual([first.versionId, second.versionId])
    letGo()
    await worker
    expect(await stepVersionMove(db.kysely, id)).toBe(false)
    expect(await stepVersionMove(db.kysely, id)).toBe(true)
    expect((await rowOf(busy.code)).version).toBe(second.versionId)
    expect(await broken()).toEqual([])
  })

  test('concurrent acts and a move are both recorded, once', async () => {
    const first = await procedure()
    const dossiers = await Promise.all(Array.from({ length: 6 }, async () => await atAgency(first)))
    const second = await renewed(first, { conditions: 'Mới' })
    const id = await orderedAndLeft(first)
    const run = async (): Promise<void> => {
      while (!(await stepVersionMove(db.kysely, id, 2))) {
        // Page by page.
      }
    }
    const [, , ...answers] = await Promise.all([
      run(),
      run(),
      ...dossiers.map(async ({ code }) => await act('thuly.skhdt', code, { act: 'complete_step' })),
    ])
    expect(answers.map((each) => each.status)).toEqual(dossiers.map(() => 200))
    for (const { code } of dossiers) expect(await rowOf(code)).toMatchObject({ version: second.versionId, moves: 1, step: 2 })
    expect(await broken()).toEqual([])
  })

  test('a process killed in the middle leaves an order that another completes, every dossier moved once', async () => {
    const first = await procedure()
    const dossiers = await Promise.all(Array.from({ length: 6 }, async () => await received(first)))
    await renewed(first, { conditions: 'Mới' })
    const id = await orderedAndLeft(first)
    const child = spawn(process.execPath, ['--input-type=module', '--eval', stepper], {
      env: { PATH: process.env['PATH'], DATABASE: db.ownerUrl, RUN: id, HERE: import.meta.dirname },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise<void>((done) => child.once('exit', () => done()))
    // Killed the moment it says that a page is done, which is while it is at work on the next.
    await new Promise<void>((done) => child.stdout.once('data', () => done()))
    child.kill('SIGKILL')
    await ended
    expect(await db.peek(`select 1 from pgboss.job where name like 'carry-out-version-moves.%' and singleton_key = $1`, [id])).toHaveLength(
      1,
    )
    const [left] = await db.peek<{ finished: boolean; seen: number }>(
      'select finished_at is not null as finished, seen from dossier.version_move where id = $1',
      [id],
    )
    expect([left?.finished, (left?.seen ?? 0) > 0]).toEqual([false, true])
    // Watching the order is enough to resume it.
    await call(await as('congbo'), 'GET', `/procedures/${first.code}/version-moves/${id}`)
    await app.reprojected()
    expect((await call<Run>(await as('congbo'), 'GET', `/procedures/${first.code}/version-moves/${id}`)).body).toMatchObject({
      state: 'finished',
      seen: 6,
      moved: 6,
    })
    for (const { code } of dossiers) expect((await rowOf(code)).moves).toBe(1)
    expect(await broken()).toEqual([])
  })
})

/** Another process at work on the order, one dossier a page. */
const stepper = `
  await import(process.env.HERE + '/../../platform/testing/setup.ts')
  const { openDatabase } = await import(process.env.HERE + '/../../platform/db/database.ts')
  const { stepVersionMove } = await import(process.env.HERE + '/commands/move-version.ts')
  const database = openDatabase({ url: process.env.DATABASE, localityId: 47, role: 'motcua_app', poolSize: 1 })
  for (;;) {
    if (await stepVersionMove(database.kysely, process.env.RUN, 1)) break
    process.stdout.write('page\\n')
  }
  await database.close()
`

test('verify finds a dossier whose version differs from its acts', async () => {
  const first = await procedure()
  const dossier = await received(first)
  const second = await renewed(first, { conditions: 'Mới' })
  await db.peek('update dossier.dossier set procedure_version_id = $2 where code = $1', [dossier.code, second.versionId])
  expect((await broken()).map((finding) => [finding.invariant.slice(0, 2), finding.examples])).toEqual([['4d', [dossier.code]]])
  await db.peek('update dossier.dossier set procedure_version_id = $2 where code = $1', [dossier.code, first.versionId])
})

test('the running dossiers of a version are found by an index, from any place of the order', async () => {
  const plan = await inTransaction(db.kysely, async (tx) => {
    // So few rows would be read whole; asked is whether the index answers the condition and the order.
    await sql`set local enable_seqscan = off`.execute(tx)
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select d.id from dossier.dossier d
      where d.procedure_version_id = ${randomUUID()}::uuid and d.ended_at is null and d.finished_at is null and d.id > ${randomUUID()}::uuid
      order by d.id limit 500`.execute(tx)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  })
  expect(plan).toMatch(/dossier_running_version_idx[^]*Index Cond: .*procedure_version_id.*id > /u)
  expect(plan).not.toMatch(/Sort/u)
})
