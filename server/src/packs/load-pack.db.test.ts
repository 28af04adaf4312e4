import { describe, expect, test } from 'vitest'
import { listAgencies, listUnits } from '#agency'
import { listCentres } from '#centre'
import { signIn } from '#identity'
import { otherLocality, testDatabase } from '#platform/testing/postgres.ts'
import { loginsOf } from './check-pack.ts'
import { run } from './cli/packs.ts'
import { demoPassword, loadPack } from './load-pack.ts'
import { notYetPublishedIn } from './pack-gate.ts'
import { readPack } from './read-pack.ts'

const db = await testDatabase()
const { pack } = readPack('packs/demo-centre')
if (!pack) throw new Error('the demonstration pack has faults')
const first = await loadPack(db.kysely, pack)

describe('loadPack', () => {
  test('the first load creates everything the pack names', () => {
    expect(first).toMatchObject({
      agencies: { created: 20, updated: 0, unchanged: 0 },
      centres: { created: 2 },
      counters: { created: 20 },
      collectors: { created: 2 },
      accounts: { created: pack.head.personas.length + 20 * 4 },
      grants: { created: pack.head.personas.length + 20 * 4 },
      procedures: { created: pack.procedures.length },
    })
  })

  test('the second load reports all unchanged', async () => {
    const again = await loadPack(db.kysely, pack)
    for (const [what, count] of Object.entries(again)) {
      expect({ what, created: count.created, updated: count.updated }).toEqual({ what, created: 0, updated: 0 })
    }
    expect(again.procedures.unchanged).toBe(pack.procedures.length)
  })

  test('a procedure the publish gate refuses is not published, with the reason', async () => {
    const rows = await db.peek<{ code: string; gaps: number }>(
      `select p.code, count(g.no)::int as gaps from procedure.procedure_version v
       join procedure.procedure p on p.id = v.procedure_id left join procedure.version_gap g on g.version_id = v.id
       where v.publish_state = 'to_complete' group by p.code order by p.code`,
    )
    const refused = notYetPublishedIn(pack).map(({ procedure, gaps }) => ({ code: procedure.code, gaps: gaps.length }))
    expect(rows).toEqual(refused.sort((a, b) => (a.code < b.code ? -1 : 1)))
    expect(rows.length).toBeGreaterThan(0)
  })

  test('agencies keep the order of the pack and their declared counts', async () => {
    const agencies = await listAgencies(db.kysely)
    expect(agencies.map((agency) => agency.code)).toEqual(pack.head.agencies.map((agency) => agency.code))
    expect(agencies.reduce((sum, agency) => sum + (agency.declaredProcedures?.registered ?? 0), 0)).toBe(685)
    const [business] = agencies
    expect((await listUnits(db.kysely, business!.id)).map((unit) => unit.name)).toContain('Phòng Đăng ký kinh doanh')
  })

  test('the centre has its counters', async () => {
    const [centre] = await listCentres(db.kysely)
    expect(centre?.counters).toHaveLength(18)
    expect(centre?.level).toBe('province')
    expect(centre?.counters[7]).toMatchObject({ number: 8, field: 'Hộ tịch, tư pháp' })
  })

  test('a commune has a centre of its own, and at each centre somebody collects from the first start', async () => {
    const [province, commune] = await listCentres(db.kysely)
    expect([province?.level, commune?.level]).toEqual(['province', 'commune'])
    const collectors = await db.peek<{ centre_id: string; bank_account: string; changed_by: string | null }>(
      'select centre_id, bank_account, changed_by from payment.account order by bank_account',
    )
    expect(collectors.map((row) => [row.centre_id, row.changed_by])).toEqual([
      [province?.id, null],
      [commune?.id, null],
    ])
  })

  test('settings that a person changed are kept when the pack is loaded again', async () => {
    await db.peek(`update payment.account set bank_account = '77777' where bank_account = '0000000000002'`)
    await loadPack(db.kysely, pack)
    expect(await db.peek(`select from payment.account where bank_account = '77777'`)).toHaveLength(1)
    await db.peek(`update payment.account set bank_account = '0000000000002' where bank_account = '77777'`)
  })

  test('every login of the pack is an active account with a role in force', async () => {
    const rows = await db.peek<{ login: string; role: string }>(
      `select login, role from identity.account a join identity.role_grant g on g.account_id = a.id
       where status = 'active' and valid_during @> now()`,
    )
    expect(rows.map((row) => row.login).sort()).toEqual([...loginsOf(pack)].sort())
  })

  test.each(['tiepnhan1', 'thuly.stnmt', 'giamdoc'])('%s can sign in with the demonstration password', async (login) => {
    await expect(
      signIn(db.kysely, { login, password: demoPassword, userAgent: 'test' }),
    ).resolves.toMatchObject({ token: expect.stringMatching(/^.{40,}$/u) })
  })

  test('a corrected agency and procedure change, and nothing else does', async () => {
    const [agency, ...agencies] = pack.head.agencies
    const [procedure, ...procedures] = pack.procedures
    const corrected = {
      head: { ...pack.head, agencies: [{ ...agency!, shortName: 'Kế hoạch' }, ...agencies] },
      procedures: [{ ...procedure!, conditions: 'Điều kiện đã sửa' }, ...procedures],
    }
    const report = await loadPack(db.kysely, corrected)
    expect(report.agencies).toEqual({ created: 0, updated: 1, unchanged: 19 })
    expect(report.procedures).toEqual({ created: 0, updated: 1, unchanged: pack.procedures.length - 1 })
    expect(report.accounts.created + report.grants.created + report.units.created).toBe(0)
  })

  test('a pack of another locality is refused and leaves nothing behind', async () => {
    const elsewhere = db.as(otherLocality)
    await expect(loadPack(elsewhere.kysely, pack)).rejects.toThrow('the pack is for locality H47, the connection for H48')
    expect(await listAgencies(elsewhere.kysely)).toEqual([])
  })

  test('motcua packs load answers with the counts', async () => {
    const out: string[] = []
    const code = await run(['load', 'packs/demo-centre'], {
      stdout: { write: (text: string) => out.push(text) },
      stderr: { write: () => true },
      openDatabase: () => Promise.resolve(db),
    })
    expect(code).toBe(0)
    expect(JSON.parse(out.join('')).units.created).toBe(0)
  })
})
