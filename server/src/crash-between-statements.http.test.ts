import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { describe, expect, test } from 'vitest'
import { verify } from '#oversight'
import { moduleNames } from './architecture.ts'
import { manyAgencies, threeAtOnce } from './modules/dossier/testing/many-agencies.ts'
import { everyAct, logins } from './testing/every-act.ts'
import { everythingOf } from './testing/everything.ts'
import { testCentre } from './testing/test-centre.ts'

// The connection of a request is cut before its first statement, before its second, and so on until the request passes:
// a crash between any two statements. After each cut the whole database is compared with what it was.
const centre = await testCentre()
const { db, call, as } = centre
const { acts: reachable, names, ready, send } = await everyAct(centre)

/**
 * Statement at which the connection dies, counted from the start of the request; `after` lets the server finish it first. From a
 * number on, it is the first statement that no request was cut at after the same statements: what every act does first is cut once.
 */
type Cut = { readonly from: number; readonly when: 'before' } | { readonly at: 'commit'; readonly when: 'after' }
const cutAfter = new Set<string>()
let cut: Cut | null = null
let statements: string[] = []
let fell = false
let cuts = 0

/** Before anything is written a cut loses nothing that could be half there: the first statement and whatever follows a writing are cut. */
function isNewPlace(): boolean {
  const isAfterWriting = statements.some((text) =>
    /^\s*(?:insert|update|delete|with\b[\s\S]*\b(?:insert into|update|delete from)\b)/iu.test(text),
  )
  if (statements.length > 1 && !isAfterWriting) return false
  const said = statements.join(';')
  if (cutAfter.has(said)) return false
  cutAfter.add(said)
  return true
}

const cuttable = new WeakSet<pg.PoolClient>()
const connect = db.pool.connect.bind(db.pool) as () => Promise<pg.PoolClient>
Object.assign(db.pool, {
  connect: async () => {
    const client = await connect()
    if (!cuttable.has(client)) {
      cuttable.add(client)
      const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>
      const kill = async (): Promise<void> => {
        fell = true
        await db.peek('select pg_terminate_backend($1, 5000)', [(client as unknown as { processID: number }).processID])
      }
      Object.assign(client, {
        query: async (...args: unknown[]) => {
          const text = String((args[0] as { text?: string }).text ?? args[0])
          // The board is woken after the answer, by whichever connection is free.
          // Statements that a cut connection still attempts are not counted as places.
          if (!cut || fell || text.includes('pg_notify')) return await query(...args)
          statements.push(text)
          const here = 'at' in cut ? text === 'commit' : statements.length >= cut.from && isNewPlace()
          if (here && cut.when === 'before') await kill()
          const result = await query(...args)
          if (here && cut.when === 'after') {
            await kill()
            throw new Error('the connection was lost before the answer came')
          }
          return result
        },
      })
    }
    return client
  },
})

/** One request under a cut. @returns whether the cut happened */
async function under<T>(when: Cut, work: () => Promise<T>): Promise<{ reply: T; fell: boolean; statements: readonly string[] }> {
  cut = when
  statements = []
  fell = false
  try {
    return { reply: await work(), fell, statements }
  } finally {
    cut = null
  }
}

/** Everything the modules keep, table by table. Left out: what one may lose or look at without an effect,
 * and the modules no act writes to. */
const passing = new Set([
  'dossier.access',
  'dossier.code_series',
  'identity.session',
  'identity.sign_in_guard',
  'identity.security_event',
  'platform.server_key',
])
const everything = await everythingOf(
  db,
  [...moduleNames.filter((module) => !['agency', 'calendar', 'centre', 'procedure'].includes(module)), 'platform'],
  passing,
)

async function actsOf(): Promise<number> {
  return (await db.peek<{ n: number }>('select count(*)::int as n from dossier.act'))[0]?.n ?? 0
}

describe('the connection is cut before each statement in turn', () => {
  test.each(reachable)('$act: nothing or the whole of it, and the retries have one effect', { timeout: 120_000 }, async ({ found }) => {
    const code = await ready(found)
    const key = randomUUID()
    const acts = await actsOf()
    // One session look-up, and the acts of the person, even if answers are lost.
    await as(logins[found.doing.role] ?? '')
    const before = await everything()
    let passed = false
    let last = 0
    while (last < 80 && !passed) {
      const tried = await under({ from: last + 1, when: 'before' }, async () => await send(code, found.doing, found.life, key))
      last = tried.statements.length
      if (tried.fell) {
        cuts += 1
        expect(tried.reply.status, `cut before statement ${last}: ${tried.statements.at(-1)}`).toBeGreaterThanOrEqual(500)
        expect(await everything(), `cut before statement ${last}: ${tried.statements.at(-1)}`).toEqual(before)
      } else {
        expect(tried.reply.status, JSON.stringify(tried.reply.body)).toBeLessThan(300)
        passed = true
      }
    }
    expect(passed).toBe(true)
    const done = await everything()
    const again = await send(code, found.doing, found.life, key)
    expect([again.status < 300, again.headers['idempotency-replayed']]).toEqual([true, 'true'])
    expect(await everything()).toEqual(done)
    expect((await actsOf()) - acts).toBe(1)
  })

  test.each(reachable)('$act: committed and the answer lost, the retry gets the first answer', { timeout: 60_000 }, async ({ found }) => {
    const code = await ready(found)
    const key = randomUUID()
    const acts = await actsOf()
    const tried = await under({ at: 'commit', when: 'after' }, async () => await send(code, found.doing, found.life, key))
    expect([tried.fell, tried.reply.status >= 500]).toEqual([true, true])
    expect((await actsOf()) - acts).toBe(1)
    const done = await everything()
    const again = await send(code, found.doing, found.life, key)
    expect([again.status < 300, again.headers['idempotency-replayed']]).toEqual([true, 'true'])
    expect(await everything()).toEqual(done)
  })

  test.each([
    ['opens three parts', 'thuly.skhdt', 0],
    ['closes one part of three', 'thuly.sct', 1],
    ['closes the last but one with its join, and the part it waited for', 'thuly.stp', 2],
  ])('a step that %s: nothing or the whole of it', { timeout: 120_000 }, async (_what, login, done) => {
    const many = manyAgencies(centre)
    const code = await many.inAgency(await many.procedure(threeAtOnce({ kind: 'any' })))
    const result = { result: { number: '1/YK', name: 'Ý kiến' } }
    if (done > 0) await many.act('thuly.skhdt', code, 'complete_step')
    if (done > 1) await many.act('thuly.sct', code, 'complete_step')
    await as(login)
    const key = randomUUID()
    const before = await everything()
    let [passed, last] = [false, 0]
    while (last < 80 && !passed) {
      const tried = await under({ from: last + 1, when: 'before' }, async () => await many.act(login, code, 'complete_step', result, key))
      last = tried.statements.length
      if (tried.fell) {
        cuts += 1
        expect(tried.reply.status, `cut before statement ${last}`).toBeGreaterThanOrEqual(500)
        expect(await everything(), `cut before statement ${last}: ${tried.statements.at(-1)}`).toEqual(before)
      } else {
        expect(tried.reply.status, JSON.stringify(tried.reply.body)).toBe(200)
        passed = true
      }
    }
    expect(passed).toBe(true)
    const after = await everything()
    expect((await many.act(login, code, 'complete_step', result, key)).status).toBe(200)
    expect(await everything()).toEqual(after)
  })

  test.each([
    [
      'asked to be completed',
      { answer: 'request_supplement', defects: [{ text: 'Đơn chưa ký' }], supplementDays: 10 },
      'awaiting_supplement',
    ],
    ['refused', { answer: 'refuse', reason: 'Không thuộc thẩm quyền của tỉnh' }, 'refused'],
  ])('a filing that is %s at once: the dossier with its answer, or neither', { timeout: 120_000 }, async (_what, answer, state) => {
    const listed = await call<{ items: { code: string }[] }>(
      null,
      'GET',
      '/procedures?handling=forwarded&agency=H47.01&state=published&limit=1',
    )
    const filing = {
      procedureCode: listed.body.items[0]?.code,
      centreId: centre.centreId,
      applicant: { kind: 'person', fullName: 'Lê Thử', idNumber: '049190000009', address: 'Phường Tam Kỳ', phone: '0905000009' },
      papers: [],
      ...answer,
    }
    const token = await as('tiepnhan1')
    const key = randomUUID()
    const file = async () => await call<{ code: string; state: string }>(token, 'POST', '/dossiers', filing, key)
    const before = await everything()
    let [passed, last] = [false, 0]
    while (last < 80 && !passed) {
      const tried = await under({ from: last + 1, when: 'before' }, file)
      last = tried.statements.length
      if (tried.fell) {
        cuts += 1
        expect(tried.reply.status, `cut before statement ${last}`).toBeGreaterThanOrEqual(500)
        expect(await everything(), `cut before statement ${last}: ${tried.statements.at(-1)}`).toEqual(before)
      } else {
        expect([tried.reply.status, tried.reply.body.state]).toEqual([201, state])
        passed = true
      }
    }
    expect(passed).toBe(true)
    const after = await everything()
    expect((await file()).status).toBe(201)
    expect(await everything()).toEqual(after)
  })

  test('every act was interrupted, the server survived, and the record is complete', async () => {
    expect(reachable.map((each) => each.act)).toEqual(names)
    expect(names.length).toBeGreaterThanOrEqual(15)
    console.log('CUTS', cuts)
    expect(cuts).toBeGreaterThanOrEqual(names.length * 3)
    expect((await call(null, 'GET', '/centres')).status).toBe(200)
    expect((await verify(db.ownerUrl)).filter(({ broken }) => broken > 0)).toEqual([])
  })
})
