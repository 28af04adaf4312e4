import { setTimeout } from 'node:timers/promises'
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { verify } from '#oversight'
import { everyAct } from './testing/every-act.ts'
import { testCentre } from './testing/test-centre.ts'

const centre = await testCentre()
const { db, as, call, centreId } = centre
const { acts, names, ready, send } = await everyAct(centre)

async function count(what: string): Promise<number> {
  return (await db.peek<{ n: number }>(`select count(*)::int as n from ${what}`))[0]?.n ?? 0
}

const filing = acts.find((each) => each.act === 'file')?.found
if (!filing) throw new Error('nothing can be filed')

describe('a retry storm', () => {
  test('a hundred at once under one key: one dossier, one code, one answer', async () => {
    const key = randomUUID()
    const [dossiers, done] = [await count('dossier.dossier'), await count('dossier.act')]
    const answers = await Promise.all(Array.from({ length: 100 }, async () => await send('', filing.doing, filing.life, key)))
    expect(new Set(answers.map((each) => each.status))).toEqual(new Set([201]))
    expect(new Set(answers.map((each) => JSON.stringify(each.body))).size).toBe(1)
    expect([(await count('dossier.dossier')) - dossiers, (await count('dossier.act')) - done]).toEqual([1, 1])
    expect(answers.filter((each) => each.headers['idempotency-replayed'] === undefined)).toHaveLength(1)
  })

  test('twenty people, a hundred tries each in waves, twenty dossiers', { timeout: 120_000 }, async () => {
    const before = await count('dossier.dossier')
    const keys = Array.from({ length: 20 }, () => randomUUID())
    const codes = new Map<string, Set<unknown>>(keys.map((key) => [key, new Set()]))
    for (let wave = 0; wave < 10; wave++) {
      await Promise.all(
        keys.flatMap((key) =>
          Array.from({ length: 10 }, async () => {
            let answer = await send('', filing.doing, filing.life, key)
            // Refused early while two hundred wait: nothing was done, and the same key is sent again.
            while (answer.status === 503) {
              await setTimeout(100)
              answer = await send('', filing.doing, filing.life, key)
            }
            expect(answer.status).toBe(201)
            codes.get(key)?.add(answer.body['code'])
          }),
        ),
      )
    }
    expect([...codes.values()].map((each) => each.size)).toEqual(keys.map(() => 1))
    expect(new Set([...codes.values()].flatMap((each) => [...each])).size).toBe(20)
    expect((await count('dossier.dossier')) - before).toBe(20)
  })
})

describe('the same act, twice at once', () => {
  const onDossier = acts.filter(({ act }) => !['file', 'forward', 'receive'].includes(act))

  test.each(onDossier)('$act under two keys: one effect, and the loser gets the name of the winner', async ({ act, found }) => {
    const code = await ready(found)
    const seq = (await db.peek<{ seq: number }>('select last_seq as seq from dossier.dossier where code = $1', [code]))[0]?.seq
    const before = await count('dossier.act')
    const answers = await Promise.all([1, 2, 3].map(async () => await send(code, found.doing, found.life, randomUUID(), { afterSeq: seq })))
    const lost = answers.filter((each) => each.status !== 200)
    expect(answers.map((each) => each.status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
    for (const { body } of lost) {
      expect(body['code']).toBe('DOSSIER_CHANGED')
      const [winner] = await db.peek<{ name: string }>(
        `select actor_name as name from dossier.act a join dossier.dossier d on d.id = a.dossier_id where d.code = $1 and a.kind = $2 order by a.seq desc limit 1`,
        [code, act],
      )
      expect(String(body['detail'])).toContain(winner?.name ?? 'nobody')
    }
    expect((await count('dossier.act')) - before).toBe(1)
  })

  test.each(acts.filter(({ act }) => act === 'forward' || act === 'receive'))(
    '$act of one dossier under two keys: one list has it',
    async ({ found }) => {
      const code = await ready(found)
      const before = await count('dossier.act')
      const answers = await Promise.all([1, 2].map(async () => await send(code, found.doing, found.life)))
      expect(answers.filter((each) => each.status < 300)).toHaveLength(1)
      expect(answers.filter((each) => each.status >= 400 && each.status < 500)).toHaveLength(1)
      expect((await count('dossier.act')) - before).toBe(1)
    },
  )

  test('two people, two different acts on one step: the second sees what the first did, by name', async () => {
    const found = acts.find((each) => each.act === 'complete_step')?.found
    if (!found) throw new Error('no step can be completed')
    const code = await ready(found)
    const seq = (await db.peek<{ seq: number }>('select last_seq as seq from dossier.dossier where code = $1', [code]))[0]?.seq
    const suspend = async (login: string) =>
      await call<{ code?: string; detail?: string }>(await as(login), 'POST', `/dossiers/${code}/acts`, {
        act: 'suspend',
        cause: 'field_verification',
        reason: 'Xác minh',
        afterSeq: seq,
      })
    const [officer, head] = await Promise.all([suspend('thuly.skhdt'), suspend('truongphong.skhdt')])
    const [won, lost, name] = officer.status === 200 ? [officer, head, 'Cán bộ thụ lý'] : [head, officer, 'Trưởng phòng']
    expect([won.status, lost.status, lost.body.code]).toEqual([200, 409, 'DOSSIER_CHANGED'])
    expect(lost.body.detail).toMatch(new RegExp(`^${name}.* vừa thực hiện “Tạm dừng” lúc \\d\\d:\\d\\d`, 'u'))
    const open = await db.peek(
      `select from dossier.clock_stop s join dossier.dossier d on d.id = s.dossier_id where d.code = $1 and s.to_at is null`,
      [code],
    )
    expect(open).toHaveLength(1)
  })

  test('one dossier never has two holders: the table itself refuses a second open holding and a second open stop', async () => {
    const found = acts.find((each) => each.act === 'resume')?.found
    if (!found) throw new Error('nothing can be suspended')
    const code = await ready(found)
    const insert = async (text: string): Promise<unknown> =>
      await db.peek(text, [code]).catch((error: { constraint?: string }) => error.constraint)
    expect(
      await insert(
        `insert into dossier.holding (locality_id, dossier_id, seq, kind, from_at) select locality_id, id, 999, 'counter', now() from dossier.dossier where code = $1`,
      ),
    ).toBe('holding_one_open_per_dossier')
    expect(
      await insert(
        `insert into dossier.clock_stop (locality_id, dossier_id, seq, cause, law, from_at) select locality_id, id, 999, 'force_majeure', 'x', now() from dossier.dossier where code = $1`,
      ),
    ).toBe('clock_stop_one_open_per_dossier')
  })

  test('every act of the API was run concurrently, and no invariant is broken', async () => {
    expect(acts.map((each) => each.act)).toEqual(names)
    expect(centreId).not.toBe('')
    expect((await verify(db.ownerUrl)).filter(({ broken }) => broken > 0)).toEqual([])
  })
})
