import { describe, expect, test } from 'vitest'
import { findSession } from '#identity'
import { dayFrom } from '#calendar'
import type { CalendarChange } from '#calendar'
import { verify } from '#oversight'
import { inTransaction } from '#platform/db/database.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { confirmDecree, previewDecree } from './commands/change-calendar.ts'
import { doAct } from './commands/do-act.ts'
import { stepReprojection } from './commands/reproject.ts'
import { dossiersAt } from './testing/dossier-at.ts'

const centre = await testCentre()
const { db, call, as, app } = centre
const procedure = (await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&state=published&limit=1')).body
  .items[0]?.code
if (!procedure) throw new Error('the pack has no procedure')
await db.peek(
  `update procedure.procedure_version set legal_amount = 5, legal_unit = 'working_days', committed_amount = 5, committed_unit = 'working_days'`,
)
await db.peek(`update procedure.version_channel set limit_amount = null, limit_unit = null`)
const dossiers = await dossiersAt(centre, procedure)
const hour = 3_600_000

type Charge = { seq: number; hours: number; late: boolean }
const charges = async (code: string): Promise<Charge[]> =>
  await db.peek<Charge>(
    `select h.seq, (h.work_ms / ${hour}.0)::float8 as hours, h.fell_late as late from dossier.holding h join dossier.dossier d on d.id = h.dossier_id
     where d.code = $1 and h.to_at is not null order by h.seq`,
    [code],
  )
const words = { name: 'Nghỉ do bão', basis: 'Công điện 12/CĐ-UBND', reason: 'Bão đổ bộ', decreedOn: null }
const off = (on: string): CalendarChange => ({
  kind: 'days',
  days: [{ day: dayFrom(on), kind: 'swapped_off', name: 'Nghỉ do bão', basis: words.basis }],
})

/** Puts a day off in force and carries it out by default. */
async function decreed(on: string, carriedOut = true): Promise<string> {
  const session = await findSession(db.kysely, db.localityId, await as('vanhanh'))
  if (!session) throw new Error('the operator is not signed in')
  const { fingerprint } = await previewDecree(db.kysely, session.actor, off(on), { offset: 0, limit: 1 })
  const { runId } = await inTransaction(
    db.kysely,
    async (tx) => await confirmDecree(tx, session.actor, { change: off(on), ...words }, fingerprint),
  )
  if (carriedOut) while (!(await stepReprojection(db.kysely, runId))) await app.reprojected()
  return runId
}

const finding = async () => (await verify(db.ownerUrl)).find((each) => each.invariant.startsWith('2c.'))

/** With the unit head from Monday 2 March 9:00, with the next holder from Thursday 5 March 9:00; due Monday 9 March 9:00. */
async function passedOn(): Promise<string> {
  const code = await dossiers.inAgency('2026-03-02T09:00')
  await dossiers.act('2026-03-05T09:00', code, 'complete_step', 'unit_head')
  return code
}

describe('a day off decreed in retrospect', () => {
  test('is removed from the working time of closed intervals, for running dossiers, waiting ones and those whose act came first', async () => {
    const [running, waiting, ended] = [await passedOn(), await passedOn(), await passedOn()]
    await dossiers.act('2026-03-06T09:00', waiting, 'suspend', 'case_officer', {
      cause: 'financial_duty',
      paidElsewhere: { office: 'Thuế cơ sở 3', notice: 'Thông báo số 12/TB-TCS3' },
      reason: 'Chờ nộp thuế',
    })
    await dossiers.act('2026-03-06T09:00', ended, 'withdraw', 'counter_officer', { reason: 'Người nộp rút' })
    const before = await charges(running)
    // Three days of eight hours each: 7:00–11:30 and 13:30–17:00.
    expect(before.at(-1)).toEqual({ seq: before.length, hours: 24, late: false })
    const kept = await charges(ended)
    await decreed('2026-03-03')
    expect((await charges(running)).at(-1)?.hours).toBe(16)
    expect((await charges(waiting)).slice(0, -1).at(-1)?.hours).toBe(16)
    expect(await charges(ended)).toEqual(kept)
    const verified = await finding()
    expect(verified).toMatchObject({
      broken: 0,
      invariant: expect.stringMatching(/[1-9]\d* of dossiers closed before the calendar changed/u),
    })
  })

  test('moves the lateness to the holder at whom the promised instant now passes', async () => {
    const code = await passedOn()
    // Due Tuesday 10 March 9:00 (the day off above is counted); it passes in the hand of the case officer.
    await dossiers.act('2026-03-10T15:00', code, 'complete_step', 'case_officer')
    const late = async () => (await charges(code)).filter((each) => each.late).map((each) => each.seq)
    const fellIn = await late()
    expect(fellIn).toHaveLength(1)
    await decreed('2026-03-09')
    const passes = await late()
    expect(passes).not.toEqual(fellIn)
    expect((await finding())?.broken).toBe(0)
  })

  test('waits its turn: until the run reaches a dossier verify reports it, and an act that comes first recomputes its dossier itself', async () => {
    const [first, later] = [await passedOn(), await passedOn()]
    const { seq = 0, hours: before = 0 } = (await charges(later)).at(-1) ?? {}
    const runId = await decreed('2026-03-04', false)
    expect(await finding()).toMatchObject({ broken: 0, invariant: expect.stringContaining('wait for a decree') })
    await inTransaction(db.kysely, async (tx) => await doAct(tx, dossiers.actor('case_officer'), 'x', { code: first, act: 'claim' }))
    expect((await charges(first)).find((each) => each.seq === seq)?.hours).toBe(before - 8)
    expect((await charges(later)).at(-1)?.hours).toBe(before)
    while (!(await stepReprojection(db.kysely, runId))) await app.reprojected()
    expect((await charges(later)).at(-1)?.hours).toBe(before - 8)
    expect((await finding())?.broken).toBe(0)
  })
})

describe('verify', () => {
  test.each([
    ['working time', `work_ms = work_ms + 1`, /interval \d+: work$/u],
    ['lateness', `fell_late = not fell_late`, /interval \d+: late$/u],
  ])('names the interval whose stored %s differs from the calendar', async (_what, change, expected) => {
    const code = await passedOn()
    const tamper = async (set: string): Promise<void> => {
      await db.peek(
        `update dossier.holding h set ${set} from dossier.dossier d where d.id = h.dossier_id and d.code = $1 and h.to_at is not null
         and h.seq = (select max(seq) from dossier.holding x where x.dossier_id = d.id and x.to_at is not null)`,
        [code],
      )
    }
    await tamper(change)
    const found = await finding()
    expect([found?.broken, found?.examples[0]]).toEqual([1, expect.stringMatching(expected)])
    expect(found?.examples[0]).toContain(code)
    await tamper(change.replace('+ 1', '- 1'))
    expect((await finding())?.broken).toBe(0)
  })
})
