import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { describe, expect, test } from 'vitest'
import { buildModules, buildIdleParts, routesFrom } from './modules.ts'
import { everyAct } from './testing/every-act.ts'
import { everythingOf } from './testing/everything.ts'
import { testCentre } from './testing/test-centre.ts'

const centre = await testCentre()
const { db, call, as, centreId } = centre
const { acts, ready } = await everyAct(centre)

/** A dossier on which this act is the next. */
async function before(act: string): Promise<string> {
  const found = acts.find((each) => each.act === act)?.found
  if (!found) throw new Error(`no way to ${act}`)
  return await ready(found)
}

const code = await before('complete_step')
await before('receive')
const returnable = await before('return_result')
const [handover] = await db.peek<{ number: string }>('select number from dossier.handover where closed_at is null limit 1')
const [procedure] = await db.peek<{ code: string }>(`select procedure_code as code from dossier.dossier limit 1`)
const [agency] = await db.peek<{ code: string }>(`select code from agency.agency order by code limit 1`)

const readers = ['tiepnhan1', 'thuly.skhdt', 'lanhdao.skhdt', 'giamdoc', 'thanhtra', 'lanhdaotinh', 'thietke', 'vanhanh', null]

describe('GET requests change nothing', () => {
  /** The only readings that leave something behind, each with what and why. */
  const leaves: Readonly<Record<string, { readonly tables: readonly string[]; readonly because: string }>> = {
    'GET /dossiers/:code/documents/:form.pdf': {
      tables: ['document.issued_document'],
      because: 'a form is issued when it is first asked for, and then kept byte for byte',
    },
  }

  const values: Readonly<Record<string, string>> = {
    number: handover?.number ?? '',
    form: 'receipt-slip',
    id: centreId,
    key: 'x',
    year: '2026',
    day: '2026-11-24',
  }
  const gets = routesFrom(buildModules(buildIdleParts(db))).filter(
    (route) => route.method === 'GET' && route.produces !== 'text/event-stream',
  )
  const pathOf = (url: string): string =>
    url.replace(/:(\w+)/gu, (_all, name: string) =>
      name === 'code'
        ? url.startsWith('/dossiers')
          ? code
          : url.startsWith('/agencies')
            ? (agency?.code ?? '')
            : (procedure?.code ?? '')
        : (values[name] ?? randomUUID()),
    )

  test(
    'every GET of the API, asked by everyone who may, leaves every table as it was, but for those named',
    { timeout: 240_000 },
    async () => {
      const everything = await everythingOf(
        db,
        undefined,
        new Set(['identity.session', 'identity.sign_in_guard', 'identity.security_event', 'platform.server_key']),
      )
      for (const login of readers) if (login) await as(login)
      const answered: string[] = []
      let last = await everything()
      for (const route of gets) {
        const name = `GET ${route.url}`
        const touched = new Set<string>()
        for (const login of readers) {
          const { status } = await call(
            login ? await as(login) : null,
            'GET',
            pathOf(route.url) + (route.url === '/dossiers' ? '?q=Thu' : ''),
          )
          expect(status, `${name} by ${login ?? 'anyone'}`).toBeLessThan(500)
          if (status !== 200) continue
          answered.push(name)
          const now = await everything()
          for (const [table, hash] of Object.entries(now)) if (last[table] !== hash) touched.add(table)
          last = now
          // Further callers ask for the same; two are enough to find a read that writes only for some.
          if (answered.filter((each) => each === name).length > 1) break
        }
        // The owner of a dossier may see who was shown it: what a route says it shows leaves a row (ADR 0104).
        const looks = route.reads && !('nobody' in route.reads) ? ['dossier.access'] : []
        const allowed = [...looks, ...(leaves[name]?.tables ?? [])]
        expect([name, [...touched].filter((table) => !allowed.includes(table))]).toEqual([name, []])
      }
      expect(new Set(answered).size).toBeGreaterThan(gets.length * 0.55)
      for (const name of Object.keys(leaves)) expect(gets.map((route) => `GET ${route.url}`)).toContain(name)
    },
  )

  test('who may only read can do no act: the inspector and the leaders are refused every one', async () => {
    for (const login of ['thanhtra', 'lanhdaotinh', 'giamdoc']) {
      const { status } = await call(await as(login), 'POST', `/dossiers/${code}/acts`, { act: 'complete_step' })
      expect([login, status]).toEqual([login, 403])
    }
  })
})

describe('statements for each view', () => {
  let count = 0
  let counting = false
  const counted = new WeakSet<pg.PoolClient>()
  const connect = db.pool.connect.bind(db.pool) as () => Promise<pg.PoolClient>
  Object.assign(db.pool, {
    connect: async () => {
      const client = await connect()
      if (!counted.has(client)) {
        counted.add(client)
        const query = client.query.bind(client) as (...args: unknown[]) => unknown
        Object.assign(client, {
          query(...args: unknown[]) {
            if (counting && !String((args[0] as { text?: string }).text ?? args[0]).includes('pg_notify')) count += 1
            return query(...args)
          },
        })
      }
      return client
    },
  })

  async function cost(login: string | null, path: string): Promise<number> {
    const token = login ? await as(login) : null
    await call(token, 'GET', path) // what is remembered for the life of the process is paid for here
    count = 0
    counting = true
    const { status } = await call(token, 'GET', path)
    counting = false
    expect(status, path).toBe(200)
    return count
  }

  /** Never to be raised without asking why: session included, and the two statements that keep who was shown what. */
  const budgets: readonly (readonly [login: string | null, path: string, most: number])[] = [
    ['thuly.skhdt', '/inbox?tab=mine&limit=50', 5],
    ['thuly.skhdt', '/inbox?tab=unit&limit=50', 5],
    ['tiepnhan1', '/inbox?tab=unit&limit=200', 5],
    ['tiepnhan1', '/inbox?tab=mine&limit=200', 5],
    ['tiepnhan1', '/inbox?tab=handover&limit=50', 5],
    ['tiepnhan1', '/inbox?tab=awaiting&limit=50', 5],
    ['tiepnhan1', '/inbox?tab=results&limit=50', 5],
    ['tiepnhan1', '/dossiers?q=Thu', 4],
    ['tiepnhan1', `/dossiers/${returnable}`, 8],
    ['tiepnhan1', '/handovers', 5],
    [null, '/procedures?limit=50', 6],
    [null, '/board', 8],
  ]

  test(
    'stay within the budget of each list, and are the same with many dossiers of many procedures and agencies',
    { timeout: 240_000 },
    async () => {
      const measure = async (): Promise<(readonly [string, number])[]> => {
        const costs: (readonly [string, number])[] = []
        for (const [login, path] of budgets) costs.push([path, await cost(login, path)])
        return costs
      }
      const few = await measure()
      for (const [i, [path, spent]] of few.entries()) expect([path, spent <= (budgets[i]?.[2] ?? 0), spent]).toEqual([path, true, spent])

      const list = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?state=published&limit=40')
      const filed = await Promise.all(
        list.body.items.flatMap((item) =>
          [1, 2].map(
            async () =>
              await call(await as('tiepnhan1'), 'POST', '/dossiers', {
                procedureCode: item.code,
                centreId,
                applicant: {
                  kind: 'person',
                  fullName: 'Trần Văn Thử',
                  idNumber: '049190000002',
                  address: 'Phường Tam Kỳ',
                  phone: '0905000002',
                },
                papers: [],
                accept: false,
              }),
          ),
        ),
      )
      expect(list.body.items.length).toBe(40)
      expect(new Set(filed.map((each) => each.status))).toEqual(new Set([201]))
      for (let i = 0; i < 6; i++) await before('complete_step')
      await before('return_result')
      expect(await measure()).toEqual(few)
    },
  )
})
