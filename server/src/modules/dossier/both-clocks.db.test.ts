import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { verify } from '#oversight'
import { openDatabase } from '#platform/db/database.ts'
import { testLocality } from '#platform/testing/postgres.ts'
import { Refused } from '#kernel/refusal.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { runClockRound } from './commands/clock-round.ts'
import { outcomeOf } from './domain/outcome.ts'
import { dossiersAt } from './testing/dossier-at.ts'

// The law gives ten working days, the centre promises three: every legal consequence waits for the tenth.
const centre = await testCentre()
const { db } = centre
const list = await centre.call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&state=published&limit=4')
const [plain = '', consenting = '', refusing = '', oneLimit = ''] = list.body.items.map((item) => item.code)
await db.peek(
  `update procedure.procedure_version set legal_amount = 10, legal_unit = 'working_days', committed_amount = 3, committed_unit = 'working_days'`,
)
await db.peek(`update procedure.version_channel set limit_amount = null, limit_unit = null`)
await db.peek(
  `update procedure.procedure_version set committed_amount = 10 where procedure_id = (select id from procedure.procedure where code = $1)`,
  [oneLimit],
)
for (const [code, silence] of [
  [consenting, 'consent'],
  [refusing, 'refusal'],
])
  await db.peek(
    `update procedure.procedure_version set clock_rules = $2 where procedure_id = (select id from procedure.procedure where code = $1)`,
    [code, JSON.stringify({ silence, silenceLaw: 'Luật thử nghiệm Điều 1' })],
  )

const stateOf = async (code: string): Promise<string> =>
  (await db.peek<{ state: string }>('select state from dossier.dossier where code = $1', [code]))[0]?.state ?? ''
const dueOf = async (code: string): Promise<{ promise: string; law: string } | undefined> =>
  (
    await db.peek<{ promise: string; law: string }>(
      `select to_char(committed_due_at at time zone 'Asia/Ho_Chi_Minh', 'MM-DD"T"HH24:MI') as promise,
        to_char(legal_due_at at time zone 'Asia/Ho_Chi_Minh', 'MM-DD"T"HH24:MI') as law from dossier.dossier where code = $1`,
      [code],
    )
  )[0]
const kindsOf = async (code: string): Promise<string[]> =>
  (
    await db.peek<{ kind: string }>(
      `select a.kind from dossier.act a join dossier.dossier d on d.id = a.dossier_id where d.code = $1 order by a.seq`,
      [code],
    )
  ).map(({ kind }) => kind)
async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code
    throw error
  }
  return 'nothing refused it'
}
/** A round as it would be at another time: its whole connection lives then. */
async function roundAt(when: string): Promise<void> {
  const then = openDatabase({ url: db.ownerUrl, localityId: testLocality, role: 'motcua_app', poolSize: 3 })
  then.pool.on('connect', (client) => void client.query(`set motcua.now = '${when}:00+07'`))
  try {
    await runClockRound(then)
  } finally {
    await then.close()
  }
}
const reason = 'Theo biên bản'

describe('silence', () => {
  test.each([
    ['consent', consenting, 'approved'],
    ['refusal', refusing, 'refused'],
  ])('that means %s takes effect at the limit by law, and not at the promise', async (_meaning, procedure, after) => {
    const dossiers = await dossiersAt(centre, procedure)
    const code = await dossiers.inAgency('2026-03-02T09:00')
    expect(await dueOf(code)).toEqual({ promise: '03-05T09:00', law: '03-16T09:00' })
    await roundAt('2026-03-06T09:00')
    expect(await stateOf(code)).toBe('in_progress')
    await roundAt('2026-03-16T09:00')
    expect(await stateOf(code), 'the last instant of the limit is still within it').toBe('in_progress')
    await roundAt('2026-03-16T09:01')
    expect(await stateOf(code)).toBe(after)
  })

  test('is not postponed by an extension of the promise', async () => {
    const dossiers = await dossiersAt(centre, consenting)
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await dossiers.act('2026-03-03T09:00', code, 'request_extension', 'case_officer', { cause: 'complex_content', days: 20, reason })
    await dossiers.act('2026-03-03T10:00', code, 'approve_extension', 'signatory')
    expect(await dueOf(code)).toEqual({ promise: '04-02T09:00', law: '03-16T09:00' })
    await roundAt('2026-03-17T09:00')
    expect(await stateOf(code)).toBe('approved')
  })
})

describe('a limit that passes', () => {
  test('is reported to the applicant once for each clock, when it has passed', async () => {
    const dossiers = await dossiersAt(centre, plain)
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await roundAt('2026-03-05T09:00')
    expect(await kindsOf(code)).not.toContain('note_late')
    await roundAt('2026-03-05T09:01')
    await Promise.all([roundAt('2026-03-05T09:05'), roundAt('2026-03-05T09:05')])
    const notes = async () => (await kindsOf(code)).filter((kind) => kind.startsWith('note_late'))
    expect(await notes()).toEqual(['note_late'])
    await roundAt('2026-03-16T09:01')
    await roundAt('2026-03-17T09:01')
    expect(await notes()).toEqual(['note_late', 'note_late_by_law'])
    const asked = await db.peek<{ kind: string }>(
      `select data ->> 'kind' as kind from pgboss.job where name like 'act-done%' and data ->> 'code' = $1 and data ->> 'kind' like 'note_late%' order by 1`,
      [code],
    )
    expect(asked).toEqual([{ kind: 'note_late' }, { kind: 'note_late_by_law' }])
  })

  test('is reported once when both limits are the same', async () => {
    const dossiers = await dossiersAt(centre, oneLimit)
    const code = await dossiers.inAgency('2026-04-01T09:00')
    await roundAt('2026-05-01T09:00')
    expect((await kindsOf(code)).filter((kind) => kind.startsWith('note_late'))).toEqual(['note_late'])
  })

  test('is still reported after an extension was granted', async () => {
    const dossiers = await dossiersAt(centre, plain)
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await dossiers.act('2026-03-03T09:00', code, 'request_extension', 'case_officer', { cause: 'complex_content', days: 1, reason })
    await dossiers.act('2026-03-03T10:00', code, 'approve_extension', 'signatory')
    await roundAt('2026-03-06T08:00')
    expect(await kindsOf(code)).not.toContain('note_late')
    await roundAt('2026-03-06T09:01')
    expect(await kindsOf(code)).toContain('note_late')
  })
})

describe('the report of holders', () => {
  test('names the holder at whom the promise passed, and the one at whom the limit of the law passed', async () => {
    const dossiers = await dossiersAt(centre, plain)
    // Three working days and ten: Monday the 6th and Wednesday the 15th.
    const code = await dossiers.inAgency('2026-04-01T09:00')
    expect(await dueOf(code)).toEqual({ promise: '04-06T09:00', law: '04-15T09:00' })
    await dossiers.act('2026-04-07T09:00', code, 'complete_step', 'unit_head')
    await dossiers.act('2026-04-16T09:00', code, 'complete_step', 'case_officer')
    type Line = { step: string | null; turns: number; late: number; lateByLaw: number }
    const report = await centre.call<{ lines: Line[]; total: Line }>(
      await centre.as('giamdoc'),
      'GET',
      '/reports/holders?from=2026-04-07&to=2026-04-16',
    )
    expect(report.body.total).toMatchObject({ turns: 2, late: 1, lateByLaw: 1 })
    const of = (step: string) => report.body.lines.find((line) => line.step === step)
    expect(of('unit_head')).toMatchObject({ turns: 1, late: 1, lateByLaw: 0 })
    expect(of('case_officer')).toMatchObject({ turns: 1, late: 0, lateByLaw: 1 })
  })
})

describe('four eyes on the clock', () => {
  test('the person who asked for an extension cannot grant it; another signatory can', async () => {
    const dossiers = await dossiersAt(centre, plain)
    const code = await dossiers.inAgency('2026-03-02T09:00')
    const both = { ...dossiers.actor('signatory') }
    const asking = { ...both, grants: [...both.grants, ...dossiers.actor('case_officer').grants] }
    await dossiers.actBy('2026-03-03T09:00', code, 'request_extension', asking, { cause: 'complex_content', days: 2, reason })
    expect(await refusal(dossiers.actBy('2026-03-03T10:00', code, 'approve_extension', both))).toBe('ASKER_CANNOT_GRANT')
    await dossiers.actBy('2026-03-03T10:00', code, 'approve_extension', dossiers.another('signatory'))
  })

  test('the clock is not restarted by the officer of the current step, nor by one who worked on it', async () => {
    const dossiers = await dossiersAt(centre, plain)
    const code = await dossiers.inAgency('2026-03-02T09:00')
    const head = dossiers.actor('unit_head')
    const both = { ...head, grants: [...head.grants, ...dossiers.actor('case_officer').grants] }
    const restart = { cause: 'request_changed' as const, reason }
    expect(await refusal(dossiers.actBy('2026-03-03T09:00', code, 'restart_clock', both, restart))).toBe('HOLDER_CANNOT_MOVE_CLOCK')
    await dossiers.actBy('2026-03-03T10:00', code, 'complete_step', both)
    expect(await refusal(dossiers.actBy('2026-03-03T11:00', code, 'restart_clock', both, restart))).toBe('HOLDER_CANNOT_MOVE_CLOCK')
    await dossiers.actBy('2026-03-03T11:00', code, 'restart_clock', dossiers.another('signatory'), restart)
    expect(await dueOf(code)).toEqual({ promise: '03-06T11:00', law: '03-17T11:00' })
  })
})

describe('an extension is requested', () => {
  test('a day before the promise by our rule, and a day before the limit by law by the rule of the law', async () => {
    const dossiers = await dossiersAt(centre, plain)
    const ask = async (when: string, code: string): Promise<string> =>
      await refusal(dossiers.act(when, code, 'request_extension', 'case_officer', { cause: 'complex_content', days: 2, reason }))
    const late = await dossiers.inAgency('2026-03-02T09:00')
    expect(await ask('2026-03-05T08:00', late)).toBe('EXTENSION_AFTER_PROMISE')
    expect(await ask('2026-03-16T08:00', late), 'the law speaks first where both have come').toBe('EXTENSION_TOO_LATE')
    expect(await ask('2026-03-04T16:59', await dossiers.inAgency('2026-03-02T09:00'))).toBe('nothing refused it')
  })
})

describe('the figures', () => {
  test('classify early, on time and late like the decision, for every instant and limit', async () => {
    const second = fc
      .integer({ min: 0, max: 5 * 86_400 })
      .map((seconds) => Temporal.Instant.from('2026-03-01T00:00:00+07:00').add({ seconds }))
    const half = fc.constantFrom(0, 500)
    const hours = fc.integer({ min: 0, max: 120 }).map((count) => Temporal.Instant.from('2026-03-01T00:00:00+07:00').add({ hours: count }))
    const pairs = fc.sample(
      fc
        .tuple(fc.oneof(second, hours), half, fc.oneof(second, hours), half)
        .map(([at, a, due, b]) => [at.add({ milliseconds: a }), due.add({ milliseconds: b })]),
      2000,
    )
    const { rows } = await sql<{ n: number; mark: string }>`
      select x.n::int, dossier.mark_of(x.at, x.due) as mark
      from unnest(${pairs.map(([at]) => String(at))}::timestamptz[], ${pairs.map(([, due]) => String(due))}::timestamptz[])
        with ordinality as x (at, due, n) order by x.n`.execute(db.kysely)
    const wrong = rows.flatMap(({ mark }, index) => {
      const [at, due] = pairs[index] ?? []
      return at && due && outcomeOf(at, due) === mark ? [] : [`${String(at)} by ${String(due)}: ${mark}`]
    })
    expect(wrong).toEqual([])
    expect(outcomeOf(Temporal.Now.instant(), null)).toBe('on_time')
  })

  test('break no invariant', async () => {
    expect((await verify(db.ownerUrl)).filter((finding) => finding.broken > 0)).toEqual([])
  })
})
