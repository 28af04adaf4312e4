import { Readable, Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { verify } from '#oversight'
import { testCentre } from '../../testing/test-centre.ts'
import { run } from './cli/eventlog.ts'
import type { LifeOnDatabase } from './testing/live-on-database.ts'
import { Lives, compared, drawScripts } from './testing/live-on-database.ts'
import type { Doing } from './testing/random-life.ts'
import { manyAgencies, threeAtOnce } from './testing/many-agencies.ts'

const centre = await testCentre()
// Its procedures cost nothing: a result waits until its fee is paid, and these lives are not about money.
await centre.db.peek('delete from procedure.version_fee')
const { call, centreId, db } = centre
// In force from the first day of any script, or its acts would be those of officers without duty.
await db.peek(`update identity.role_grant set valid_during = tstzrange('2010-01-01', null)`)

/** `npm run lives` lives 10,000; a test run lives some. */
const count = Number(process.env['MOTCUA_LIVES'] ?? 120)
const seed = Number(process.env['MOTCUA_LIVES_SEED'] ?? 20_261_124)

async function procedures(): Promise<string[]> {
  const of = async (handling: string): Promise<string[]> =>
    (await call<{ items: { code: string }[] }>(null, 'GET', `/procedures?handling=${handling}&state=published&limit=40`)).body.items.map(
      (item) => item.code,
    )
  const [forwarded, spot, day] = [await of('forwarded'), await of('on_the_spot'), await of('same_day')]
  return [...forwarded, ...forwarded, ...spot.slice(0, 10), ...day.slice(0, 10)]
}

/** Procedures through several agencies: all of them at once, the first of them, as many as are enough. */
async function branching(): Promise<string[]> {
  const many = manyAgencies(centre)
  const joins = [{ kind: 'all' }, { kind: 'any' }, { kind: 'quorum', count: 2 }] as const
  const codes = await Promise.all(joins.map(async (join) => await many.procedure(threeAtOnce(join))))
  await db.peek(
    `update procedure.procedure_version v set valid_during = daterange('2010-01-01', null) from procedure.procedure p
      where p.id = v.procedure_id and p.code = any($1)`,
    [codes],
  )
  return codes
}

/** Directly to the fork: the other lives cover the steps before it. */
const toItsParts: readonly Doing[] = [
  { act: 'accept', role: 'counter_officer' },
  { act: 'forward', role: 'counter_officer' },
  { act: 'receive', role: 'case_officer' },
  { act: 'complete_step', role: 'case_officer' },
]

/** Lives of several agencies, beside the others. */
const alongside = Math.ceil(count / 4)

const lived: LifeOnDatabase[] = []

describe(`${count} random lives on the database`, () => {
  test('accept and refuse the same acts as the lives in memory, also concurrently', { timeout: 3_600_000 }, async () => {
    const lives = await Lives.at(db, centreId, await procedures())
    const throughSeveral = await Lives.at(db, centreId, await branching())
    const scripts = [
      ...drawScripts(seed, count).map((script) => ({ script, through: lives })),
      ...drawScripts(seed + 1, alongside).map((script) => ({ script, through: throughSeveral })),
    ]
    await Promise.all(
      Array.from({ length: 5 }, async () => {
        for (let next = scripts.pop(); next; next = scripts.pop())
          lived.push(await next.through.live(next.script, next.through === lives ? [] : toItsParts))
      }),
    )
    expect(lived.length).toBe(count + alongside)
    expect(lived.filter(({ life }) => life.parts.length > 0).length).toBeGreaterThan(5)
    expect(lived.reduce((sum, each) => sum + each.done, 0)).toBeGreaterThan(count * 2)
    expect(lived.reduce((sum, each) => sum + each.raced, 0)).toBeGreaterThan(count)
  })

  test('have in memory, after each act, the state of the database, from which the answer is made', () => {
    const often = Object.entries(compared).filter(([, times]) => times > 0)
    expect(often.map(([kind]) => kind)).toEqual(
      expect.arrayContaining(['file', 'accept', 'complete_step', 'return_result', 'suspend', 'claim']),
    )
    expect(often.length).toBeGreaterThan(15)
  })

  test('leave rows that equal the lives in memory: state, step, holders, parts, clocks, stops, class', { timeout: 600_000 }, async () => {
    const kept = await db.peek<{ code: string; stored: string }>(`select d.code, jsonb_build_object(
        'state', d.state, 'interrupted', d.interrupted_state, 'step', d.step_no, 'supplements', d.supplement_count, 'onList', d.handover_id is not null,
        'holder', d.holder_kind, 'accepted', d.accepted_at, 'committed', d.committed_due_at, 'legal', d.legal_due_at, 'finished', d.finished_at,
        'ended', d.ended_at, 'outcome', d.outcome,
        'acts', (select jsonb_agg(jsonb_build_array(kind, actor_role, at) order by seq) from dossier.act a where a.dossier_id = d.id and a.locality_id = d.locality_id),
        'holdings', (select jsonb_agg(jsonb_build_array(kind, step_no, agency_id, from_at, to_at) order by seq) from dossier.holding h where h.dossier_id = d.id and h.locality_id = d.locality_id),
        'parts', (select coalesce(jsonb_agg(jsonb_build_array(no, step_no, agency_id, opened_at, due_at, closed_at, how) order by no), '[]') from dossier.part p where p.dossier_id = d.id and p.locality_id = d.locality_id),
        'joins', coalesce(d.joins, '[]'),
        'stops', (select coalesce(jsonb_agg(jsonb_build_array(cause, from_at, to_at) order by from_at, cause), '[]') from dossier.clock_stop s where s.dossier_id = d.id and s.locality_id = d.locality_id)
      )::text as stored from dossier.dossier d`)
    const byCode = new Map(kept.map((row) => [row.code, row.stored]))
    for (const { code, life } of lived) {
      const { facts } = life
      const lived = {
        state: facts.state,
        interrupted: facts.interruptedState,
        step: facts.stepNo,
        supplements: facts.supplementCount,
        onList: facts.onHandover,
        holder: facts.holderKind,
        accepted: life.acceptedAt,
        committed: life.committedDueAt,
        legal: life.legalDueAt,
        finished: life.finishedAt,
        ended: life.endedAt,
        outcome: life.outcome,
        acts: life.acts.map((act) => [act.kind, act.role, act.at]),
        holdings: life.holdings.map((each) => [each.kind, each.stepNo, each.agencyId, each.fromAt, each.toAt]),
        parts: life.parts.map((part) => [part.no, part.stepNo, part.agencyId, part.openedAt, part.dueAt, part.closedAt, part.how]),
        joins: facts.run?.joins ?? [],
        // Two at one instant came in either order, and their answers do not tell which.
        stops: life.stops
          .toSorted(
            (a, b) =>
              Temporal.Instant.compare(Temporal.Instant.from(a.fromAt), Temporal.Instant.from(b.fromAt)) || (a.cause < b.cause ? -1 : 1),
          )
          .map((stop) => [stop.cause, stop.fromAt, stop.toAt]),
      }
      expect(inOneSpelling(JSON.parse(byCode.get(code) ?? 'null')), code).toEqual(inOneSpelling(JSON.parse(JSON.stringify(lived))))
    }
  })

  test('break no invariant: verify is clean over all of them', { timeout: 600_000 }, async () => {
    expect((await verify(db.ownerUrl)).filter(({ broken }) => broken > 0)).toEqual([])
  })

  test('exported as an event log and replayed, get the same verdict', { timeout: 600_000 }, async () => {
    const text = { out: '', err: '' }
    const into = (name: 'out' | 'err'): Writable =>
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          text[name] += chunk.toString()
          done()
        },
      })
    const io = (stdin: string) => ({
      stdin: Readable.from([Buffer.from(stdin)]),
      stdout: into('out'),
      stderr: into('err'),
      openDatabase: async () => await Promise.resolve(db),
    })
    expect(await run(['export', '--format', 'csv'], io(''))).toBe(0)
    const log = text.out
    text.out = ''
    expect(await run(['verdicts', '-'], io(log)), text.err).toBe(0)
    const verdicts = new Map(
      text.out
        .trim()
        .split('\n')
        .slice(1)
        .map((row) => row.split(',') as [string, string]),
    )
    expect(verdicts.size).toBe(lived.length)
    const classOf = {
      early: 'on_time',
      on_time: 'on_time',
      late: 'late',
      refused: 'open',
      withdrawn: 'open',
      stopped: 'open',
      null: 'open',
    } as const
    for (const { code, life } of lived) expect([code, verdicts.get(code)]).toEqual([code, classOf[life.outcome ?? 'null']])
    // So few lives seldom end in time; `npm run lives` and eventlog.test.ts meet all three.
    expect([...new Set(verdicts.values())]).toEqual(expect.arrayContaining(['late', 'open']))
    expect(text.err).toContain('; 0 not what the columns say')
  })
})

/** Instants as numbers, whatever their spelling. */
function inOneSpelling(value: unknown): unknown {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/u.test(value)) return Temporal.Instant.from(value).epochMilliseconds
  if (Array.isArray(value)) return value.map(inOneSpelling)
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inOneSpelling(each)]))
  return value
}
