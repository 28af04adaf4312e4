import { describe, expect, test } from 'vitest'
import { verify } from '#oversight'
import { testCentre } from '../../testing/test-centre.ts'
import { runClockRound } from './commands/clock-round.ts'
import { findPublicView } from './queries/dossier-view.ts'
import { dossiersAt } from './testing/dossier-at.ts'

const centre = await testCentre()
const { db } = centre
const list = await centre.call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&state=published&limit=3')
const [plain = '', consenting = '', closing = ''] = list.body.items.map((item) => item.code)
await db.peek(
  `update procedure.procedure_version set legal_amount = 5, legal_unit = 'working_days', committed_amount = 3, committed_unit = 'working_days'`,
)
await db.peek(`update procedure.version_channel set limit_amount = null, limit_unit = null`)
const rules = async (code: string, clock: object): Promise<void> => {
  await db.peek(
    `update procedure.procedure_version set clock_rules = $2 where procedure_id = (select id from procedure.procedure where code = $1)`,
    [code, JSON.stringify(clock)],
  )
}
await rules(consenting, { silence: 'consent', silenceLaw: 'Luật thử nghiệm Điều 1' })
await rules(closing, { supplementDays: 5, supplementLapse: 'stop' })

const stateOf = async (code: string): Promise<string> =>
  (await db.peek<{ state: string }>('select state from dossier.dossier where code = $1', [code]))[0]?.state ?? ''
const reason = 'Theo biên bản'

// Everything below happened in March 2026; a round runs now, long after.
describe('a round of the clocks', () => {
  test('drafts the apology a late dossier owes, once, however many rounds run at once', async () => {
    const dossiers = await dossiersAt(centre, plain)
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await Promise.all([runClockRound(db), runClockRound(db), runClockRound(db)])
    await runClockRound(db)
    const rows = await db.peek(
      `select kind, decision, days from dossier.reappointment r join dossier.dossier d on d.id = r.dossier_id where d.code = $1`,
      [code],
    )
    expect(rows).toEqual([{ kind: 'apology', decision: null, days: null }])
    expect(await stateOf(code)).toBe('in_progress')
  })

  test('resumes a clock that was stopped as long as its cause allows', async () => {
    const dossiers = await dossiersAt(centre, plain)
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await dossiers.act('2026-03-03T09:00', code, 'suspend', 'case_officer', { cause: 'field_verification', until: '2026-03-04', reason })
    await runClockRound(db)
    expect(await stateOf(code)).toBe('in_progress')
  })

  test('stops a dossier whose applicant let the deadline pass only where the procedure says so', async () => {
    const [told, closed] = [await dossiersAt(centre, plain), await dossiersAt(centre, closing)]
    const ask = { defects: [{ componentNo: null, text: 'Thiếu chữ ký' }] }
    const [waits, ends] = [await told.inAgency('2026-03-02T09:00'), await closed.inAgency('2026-03-02T09:00')]
    await told.act('2026-03-03T09:00', waits, 'request_supplement', 'case_officer', ask)
    await closed.act('2026-03-03T09:00', ends, 'request_supplement', 'case_officer', ask)
    await runClockRound(db)
    expect([await stateOf(waits), await stateOf(ends)]).toEqual(['awaiting_supplement', 'stopped'])
  })

  test('reads silence as consent only where the procedure says so', async () => {
    const dossiers = await dossiersAt(centre, consenting)
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await runClockRound(db)
    expect(await stateOf(code)).toBe('approved')
    const [act] = await db.peek<{ name: string; account: string | null }>(
      `select a.actor_name as name, a.actor_account_id as account from dossier.act a join dossier.dossier d on d.id = a.dossier_id where d.code = $1 and a.kind = 'deem_approved'`,
      [code],
    )
    expect(act).toEqual({ name: 'Hệ thống', account: null })
  })

  test('is shown as an act of the system on the desk, to the applicant and in the log, never as one of an operator', async () => {
    const dossiers = await dossiersAt(centre, consenting)
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await runClockRound(db)
    type Line = { act: string; actorName?: string; actorRoleName?: string; unitName?: string }
    const token = await centre.as('thanhtra')
    const desk = (await centre.call<{ timeline: Line[] }>(token, 'GET', `/dossiers/${code}`)).body.timeline
    expect(desk.find((each) => each.act === 'deem_approved')).toMatchObject({ actorName: 'Hệ thống', actorRoleName: 'Hệ thống' })
    const told = await findPublicView(db.kysely, code)
    expect(told?.timeline.find((each) => each.act === 'deem_approved')?.unitName).toBe('Hệ thống')
    expect(JSON.stringify([desk, told])).not.toContain('Quản trị vận hành')
    const [event] = await db.peek<{ role: string }>(
      `select actor_role as role from dossier.act a join dossier.dossier d on d.id = a.dossier_id where d.code = $1 and a.kind = 'deem_approved'`,
      [code],
    )
    expect(event?.role).toBe('operator')
  })

  test('breaks no invariant', async () => {
    expect((await verify(db.ownerUrl)).filter((finding) => finding.broken > 0)).toEqual([])
  })
})
