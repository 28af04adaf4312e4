import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { testCentre } from './testing/test-centre.ts'

// More requests than the database can answer: the queue is bounded, and further requests are refused at once.
const waiting = 20
const { db, as, call, centreId } = await testCentre({}, { limits: { waiting } })
const connections = db.pool.options.max

type Problem = { readonly code: string; readonly details?: { readonly seconds?: number } }
type Filed = Problem & { readonly state?: string }

test(
  'while the database is blocked, requests wait up to the length of the queue; the others are refused at once and none is lost',
  { timeout: 60_000 },
  async () => {
    const [token, other] = [await as('tiepnhan1'), await as('tiepnhan2')]
    const body = {
      procedureCode: '1.001612',
      centreId,
      applicant: { kind: 'person', fullName: 'Trần Thị Đông', idNumber: '049190000009', address: 'Phường Tam Kỳ', phone: '0905000009' },
      papers: [],
      accept: false,
    }
    const file = async (who: string, key: string) => await call<Filed>(who, 'POST', '/dossiers', body, key)
    expect((await file(token, randomUUID())).status).toBe(201)

    const owner = new pg.Client({ connectionString: db.ownerUrl })
    await owner.connect()
    await owner.query('begin')
    await owner.query('lock table dossier.dossier in access exclusive mode')
    const keys = Array.from({ length: 3 * (connections + waiting) }, () => randomUUID())
    const started = performance.now()
    const refusedAfter: number[] = []
    let [underWay, refused] = [0, 0]
    const answers = keys.map(async (key, index) => {
      underWay += 1
      const answer = await file(index % 2 === 0 ? token : other, key)
      underWay -= 1
      if (answer.status === 503) {
        refused += 1
        refusedAfter.push(performance.now() - started)
      }
      return answer
    })
    await vi.waitFor(() => expect(underWay).toBeLessThanOrEqual(connections + waiting), { timeout: 8_000, interval: 20 })
    expect(refused).toBeGreaterThanOrEqual(keys.length - connections - waiting)
    expect(Math.max(...refusedAfter)).toBeLessThan(5_000)
    await owner.query('rollback')
    await owner.end()

    const done = await Promise.all(answers)
    expect(new Set(done.map(({ status }) => status))).toEqual(new Set([201, 503]))
    for (const { status, body: said, headers } of done)
      if (status === 503) expect([said.code, said.details?.seconds, headers['retry-after']]).toEqual(['SERVER_BUSY', 2, '2'])
    // Refused before anything was done: the same key files the dossier now, and once.
    const again = await Promise.all(
      keys.slice(-connections).map(async (key, index) => await file((keys.length - connections + index) % 2 === 0 ? token : other, key)),
    )
    expect(again.map(({ status }) => status)).toEqual(again.map(() => 201))
    const filed = done.filter(({ status }) => status === 201).length
    const repeated = again.filter(({ headers }) => headers['idempotency-replayed'] === 'true').length
    const [row] = await db.peek<{ count: number }>('select count(*)::int as count from dossier.dossier where applicant_id_number = $1', [
      '049190000009',
    ])
    expect(row?.count).toBe(1 + filed + again.length - repeated)
  },
)
