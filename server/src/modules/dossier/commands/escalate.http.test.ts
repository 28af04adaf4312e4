import { describe, expect, test } from 'vitest'
import { openDatabase } from '#platform/db/database.ts'
import { testLocality } from '#platform/testing/postgres.ts'
import { testCentre } from '../../../testing/test-centre.ts'
import { escalate } from './escalate.ts'

const { db, call, as, centreId } = await testCentre()

type Procedure = { code: string; agency: { code: string }; components: { no: number; originals: number | null; copies: number | null }[] }
const list = (
  await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&state=published&agency=H47.01&limit=50')
).body.items
const procedure = (await call<Procedure>(null, 'GET', `/procedures/${list[0]?.code}`)).body

async function received(): Promise<{ code: string; due: Temporal.Instant }> {
  const { status, body } = await call<{ code: string; clocks: { kind: string; dueAt: string }[] }>(
    await as('tiepnhan1'),
    'POST',
    '/dossiers',
    {
      procedureCode: procedure.code,
      centreId,
      applicant: { kind: 'person', fullName: 'Nguyễn Thị Thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905000001' },
      papers: procedure.components.map((paper) => ({ componentNo: paper.no, originals: paper.originals ?? 1, copies: paper.copies ?? 1 })),
      accept: true,
    },
  )
  expect(status, JSON.stringify(body)).toBe(201)
  return { code: body.code, due: Temporal.Instant.from(body.clocks.find(({ kind }) => kind === 'committed')?.dueAt ?? '') }
}

/** A round as it would be at another time: the whole connection lives then. */
async function roundAt(at: Temporal.Instant): Promise<number> {
  const then = openDatabase({ url: db.ownerUrl, localityId: testLocality, role: 'motcua_app', poolSize: 3 })
  then.pool.on('connect', (client) => void client.query(`set motcua.now = '${at.toString()}'`))
  try {
    return await escalate(then.kysely)
  } finally {
    await then.close()
  }
}

const rungsOf = async (code: string): Promise<string[]> =>
  (
    await db.peek<{ rung: string }>(
      `select rung from dossier.alert a join dossier.dossier d on d.id = a.dossier_id where d.code = $1 order by a.made_at, rung`,
      [code],
    )
  ).map(({ rung }) => rung)

describe('the ladder of warnings', () => {
  test('each rung is reported once, however many rounds run', async () => {
    const { code, due } = await received()
    await escalate(db.kysely)
    expect(await rungsOf(code)).not.toContain('late')
    await roundAt(due.subtract({ minutes: 30 }))
    await roundAt(due.subtract({ minutes: 20 }))
    expect((await rungsOf(code)).filter((rung) => rung === 'soon')).toHaveLength(1)
    await roundAt(due.add({ minutes: 90 }))
    await roundAt(due.add({ minutes: 95 }))
    expect((await rungsOf(code)).filter((rung) => rung === 'late')).toHaveLength(1)
  })

  test('two concurrent rounds report it once', async () => {
    const { code, due } = await received()
    await Promise.all(Array.from({ length: 4 }, async () => await roundAt(due.add({ hours: 2 }))))
    expect((await rungsOf(code)).filter((rung) => rung === 'late')).toHaveLength(1)
  })

  test('a dossier without an act for two working days is reported to the superior of its holder', async () => {
    const { code, due } = await received()
    await roundAt(due.add({ hours: 24 * 30 }))
    const [alert] = await db.peek<{ roles: string[] }>(
      `select a.roles from dossier.alert a join dossier.dossier d on d.id = a.dossier_id where d.code = $1 and rung = 'silent'`,
      [code],
    )
    expect(alert?.roles).toEqual(['centre_manager'])
  })

  test('an ended dossier is no longer reported', async () => {
    const { code, due } = await received()
    await call(await as('tiepnhan1'), 'POST', `/dossiers/${code}/acts`, { act: 'withdraw', reason: 'Người nộp đổi ý' })
    await roundAt(due.add({ hours: 3 }))
    expect(await rungsOf(code)).toEqual([])
  })

  test('only its addressees see an alert; a seen alert no longer counts', async () => {
    const { code, due } = await received()
    await roundAt(due.add({ hours: 3 }))
    const mine = async (login: string) =>
      (
        await call<{ unseen: number; items: { id: string; code: string; rung: string; rungName: string }[] }>(
          await as(login),
          'GET',
          '/alerts',
        )
      ).body
    const manager = await mine('giamdoc')
    const alert = manager.items.find((item) => item.code === code && item.rung === 'late')
    expect(alert).toMatchObject({ rungName: 'Trễ hẹn' })
    expect((await mine('lanhdao.stp')).items.some((item) => item.code === code)).toBe(false)
    const seen = await call<{ seen: number }>(await as('giamdoc'), 'POST', '/alerts/seen', { ids: [alert?.id] })
    expect(seen.body.seen).toBe(1)
    expect((await mine('giamdoc')).unseen).toBe(manager.unseen - 1)
    // Somebody else's alert cannot be marked by guessing its number.
    expect((await call<{ seen: number }>(await as('lanhdao.stp'), 'POST', '/alerts/seen', { ids: [alert?.id] })).body.seen).toBe(0)
  })
})
