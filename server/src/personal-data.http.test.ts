import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { buildModules, buildIdleParts, routesFrom } from './modules.ts'
import { filesOf } from './testing/files-of.ts'
import { png } from './testing/arriving-files.ts'
import { testCentre } from './testing/test-centre.ts'
import { twoOfEverything } from './testing/two-of-everything.ts'

const centre = await testCentre()
const { call, db, as } = centre
const two = await twoOfEverything(centre)
const { upload } = filesOf(centre)
const year = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').year

/** Fields that speak of a person who came, wherever in an answer they stand. */
const personal =
  /^(?:applicant|applicantName|applicantPhone|applicantIdNumber|idNumber|address|phone|email|representativeName|payerName|lookupSecret)$/u
/** Routes whose fields of these names are of the centre or its staff, or of the card that the caller has just read. */
const ofTheHouse =
  /^\w+ \/(?:agencies|centres|locality|practice|account|citizen-card|national-figures)(?:s?$|\/(?:totp|tickets|:code$|:code\/agencies|:code\/counters(?:\/:no)?$|procedures\/:code))/u

function namesIn(schema: unknown, names = new Set<string>()): Set<string> {
  if (Array.isArray(schema)) for (const each of schema) namesIn(each, names)
  else if (schema !== null && typeof schema === 'object')
    for (const [key, value] of Object.entries(schema)) {
      if (key === 'properties') for (const name of Object.keys(value as object)) names.add(name)
      namesIn(value, names)
    }
  return names
}

async function wordsOf(bytes: Uint8Array): Promise<string> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const pdf = await getDocument({ data: new Uint8Array(bytes) }).promise
  const pages = Array.from({ length: pdf.numPages }, async (_, index) => (await (await pdf.getPage(index + 1)).getTextContent()).items)
  return (await Promise.all(pages))
    .flat()
    .map((item) => ('str' in item ? item.str : ''))
    .join(' ')
}

describe('every route that returns personal data declares it', () => {
  const routes = routesFrom(buildModules(buildIdleParts(db)))
  test('a new route with personal fields, or with bytes of a dossier, must declare it', () => {
    const silent = routes.filter(({ method, url, reads, response, produces }) => {
      if (reads || ofTheHouse.test(`${method} ${url}`)) return false
      const bytes = produces !== 'application/json' && /dossiers|receipts|registers|handovers|bills|cash-books|slip/u.test(url)
      const schema = z.toJSONSchema(response, { io: 'input', unrepresentable: 'any' })
      return bytes || [...namesIn(schema)].some((name) => personal.test(name))
    })
    expect(silent.map(({ method, url }) => `${method} ${url}`)).toEqual([])
  })

  test('exceptions have a reason, and none is a staff view of a dossier', () => {
    const exempt = routes.flatMap(({ method, url, reads }) =>
      reads && 'nobody' in reads ? [{ name: `${method} ${url}`, why: reads.nobody }] : [],
    )
    expect(exempt.filter(({ why }) => why.length < 15)).toEqual([])
    expect(exempt.filter(({ name }) => name.startsWith('GET /dossiers/'))).toEqual([])
  })
})

type Row = { purpose: string; seen_by: string; role: string; n: number }
const rowsSince = async (at: string): Promise<Row[]> =>
  await db.peek<Row>(
    `select purpose, seen_by, role, coalesce(cardinality(dossier_ids), 1) as n from dossier.access where at > $1::timestamptz order by at, id`,
    [at],
  )
const nowOf = async (): Promise<string> => (await db.peek<{ now: string }>('select now()::text as now'))[0]?.now ?? ''

describe('reading leaves a row with the role that was used', () => {
  test('every view of a dossier, by officers, heads and inspectors', async () => {
    const dossier = await two.receive('A1')
    const file = (await upload('tiepnhan1', dossier.code, 'giay.png', png)).body
    const manager = (await two.person({ role: 'centre_manager', centre: 1 })).token
    // The first grant is not the one that opens a dossier of centre 1.
    const both = (await two.person({ role: 'centre_manager', centre: 2 }, { role: 'inspector' })).token
    const doors = [
      ['', 'open'],
      ['/ledger', 'open'],
      ['/new-day?act=apologise&days=2', 'open'],
      ['/files', 'open'],
      ['/proof', 'open'],
      ['/notices', 'open'],
      ['/proof.pdf', 'print'],
      ['/control-sheet.pdf', 'print'],
      ['/documents/receipt-slip.pdf', 'print'],
    ] as const
    for (const [token, role, by] of [
      [two.counter[1], 'counter_officer', 'work'],
      [manager, 'centre_manager', 'direction'],
      [both, 'inspector', 'oversight'],
    ] as const)
      for (const [door, purpose] of doors) {
        const before = await nowOf()
        expect([door, (await call(token, 'GET', `/dossiers/${dossier.code}${door}`)).status]).toEqual([door, 200])
        expect([door, await rowsSince(before)]).toEqual([door, [{ purpose, seen_by: by, role, n: 1 }]])
      }
    const before = await nowOf()
    await call(two.counter[1], 'GET', `/dossiers/${dossier.code}/files/${file.id}`)
    await call(two.counter[1], 'GET', `/dossiers?q=${dossier.idNumber}`)
    await call(two.counter[1], 'GET', `/centres/${two.centres[1]}/registers/${year}/all.csv`)
    expect((await rowsSince(before)).map(({ purpose }) => purpose)).toEqual(['file', 'search', 'export'])
    const filed = await two.receive('A1', { accept: false })
    const later = await nowOf()
    const draft = { act: 'refuse', reason: 'Không thuộc thẩm quyền' }
    expect((await call(two.counter[1], 'POST', `/dossiers/${filed.code}/document-drafts`, draft)).status).toBe(200)
    expect((await rowsSince(later)).map(({ purpose, role }) => [purpose, role])).toEqual([['print', 'counter_officer']])
  })

  test('a page is one row with all the dossiers it showed; a refused request leaves none; the session is named', async () => {
    for (const place of ['A1', 'A1', 'B1'] as const) await two.receive(place)
    const before = await nowOf()
    const page = await call<{ items: { code: string }[] }>(two.counter[1], 'GET', '/inbox?tab=unit&limit=200')
    expect(await rowsSince(before)).toEqual([{ purpose: 'list', seen_by: 'work', role: 'counter_officer', n: page.body.items.length }])
    const then = await nowOf()
    expect((await call(two.counter[2], 'GET', `/dossiers/${page.body.items[0]?.code}`)).status).toBe(404)
    expect(await rowsSince(then)).toEqual([])
    const [last] = await db.peek<{ n: number }>(`select count(*)::int as n from dossier.access where session_id is null`)
    expect(last?.n).toBe(0)
  })

  test('a hundred concurrent rows are all kept', async () => {
    const { code } = await two.receive('A1')
    const before = await nowOf()
    await Promise.all(Array.from({ length: 100 }, async () => await call(two.counter[1], 'GET', `/dossiers/${code}/notices`)))
    expect((await rowsSince(before)).length).toBe(100)
  })
})

describe('the owner sees which roles looked, and no names', () => {
  test('with code and secret: looks, searches and exports of their centre; the inspector sees the officer too', async () => {
    const dossier = await two.receive('A1')
    await call(two.counter[1], 'GET', `/dossiers/${dossier.code}`)
    await call(two.counter[1], 'GET', `/dossiers?q=${dossier.idNumber}`)
    await call(two.counter[1], 'GET', `/centres/${two.centres[1]}/registers/${year}/all.csv`)
    await call(two.counter[2], 'GET', `/centres/${two.centres[2]}/registers/${year}/all.csv`)
    const ask = async (secret: string) =>
      await call<{ items: { purpose: string; roleName: string }[] }>(null, 'POST', '/tracking/accesses', { code: dossier.code, secret })
    const seen = await ask(dossier.lookupSecret ?? '')
    expect(seen.body.items.map(({ purpose }) => purpose)).toContain('open')
    expect(seen.body.items.filter(({ purpose }) => purpose === 'search').length).toBe(1)
    expect(seen.body.items[0]?.roleName).toBe('Cán bộ tiếp nhận')
    expect(JSON.stringify(seen.body)).not.toMatch(/Cán bộ tiếp nhận 1|officerName/u)
    expect((await ask('AAAAAAAA')).status).toBe(404)
    const inspected = await call<{ items: { officerName: string }[] }>(await as('thanhtra'), 'GET', `/dossiers/${dossier.code}/accesses`)
    expect(inspected.body.items.map(({ officerName }) => officerName)).toContain('Cán bộ tiếp nhận 1')
    for (const login of ['tiepnhan1', 'giamdoc'])
      expect((await call(await as(login), 'GET', `/dossiers/${dossier.code}/accesses`)).status).toBe(403)
  })
})

describe('a person who only oversees gets no document that shows more than the screen', () => {
  test('forms, control sheet and register are masked; the secret is on no copy that the centre keeps', async () => {
    const dossier = await two.receive('A1')
    const secret = dossier.lookupSecret ?? '?'
    const slip = `/dossiers/${dossier.code}/documents/receipt-slip.pdf`
    const paths = [slip, `/dossiers/${dossier.code}/control-sheet.pdf`, `/centres/${two.centres[1]}/registers/${year}/1.pdf`]
    const read = async (login: string, path: string) => await wordsOf((await call<Buffer>(await as(login), 'GET', path)).body)
    for (const path of paths) {
      for (const login of ['thanhtra', 'lanhdaotinh']) {
        const words = await read(login, path)
        for (const hidden of [dossier.idNumber, dossier.phone, 'đường Kín', '@example.vn', secret])
          expect([path, hidden, words.includes(hidden)]).toEqual([path, hidden, false])
      }
      expect([path, (await read('tiepnhan1', path)).includes(secret)]).toEqual([path, false])
    }
    expect(await read('tiepnhan1', slip)).toContain(dossier.idNumber)
    const csv = await call<Buffer>(await as('thanhtra'), 'GET', `/centres/${two.centres[1]}/registers/${year}/all.csv`)
    expect(csv.body.toString()).not.toMatch(/đường Kín|09057/u)
  })

  test('each copy for the applicant has a new secret, and the previous one becomes invalid', async () => {
    const dossier = await two.receive('A1')
    const print = async (token: string) => await call<Buffer>(token, 'POST', `/dossiers/${dossier.code}/applicant-slips`)
    const opens = async (secret: string) => (await call(null, 'POST', '/tracking', { code: dossier.code, secret })).status
    const first = dossier.lookupSecret ?? ''
    expect(await wordsOf((await print(two.counter[1])).body)).toContain(first)
    expect(await opens(first)).toBe(200)
    const again = await wordsOf((await print(two.counter[1])).body)
    expect(again).not.toContain(first)
    expect(await opens(first)).toBe(404)
    const second = /mã tra cứu:\s*([2-9A-Z]{8})/u.exec(again)?.[1] ?? ''
    expect(await opens(second)).toBe(200)
    for (const [token, status] of [
      [two.counter[2], 404],
      [await as('thuly.skhdt'), 403],
      [await as('thanhtra'), 403],
      [await as('giamdoc'), 403],
    ] as const)
      expect((await print(token)).status).toBe(status)
    const [kept] = await db.peek<{ text: string }>(`select string_agg(data::text, '') as text from document.issued_document`)
    expect(kept?.text).not.toContain(second)
  })

  test('the letters of an applicant without a slip have the look-up secret on the applicant’s print only', async () => {
    const { body: filed } = await call<{ code: string }>(two.counter[1], 'POST', '/dossiers', {
      procedureCode: two.procedures.A,
      centreId: two.centres[1],
      applicant: { kind: 'person', fullName: 'Người Không Phiếu', idNumber: '049190000077', address: 'Tam Kỳ', phone: '0905000077' },
      papers: [],
      accept: false,
    })
    const url = `/dossiers/${filed.code}`
    const refused = await call(two.counter[1], 'POST', `${url}/acts`, { act: 'refuse', reason: 'Không thuộc thẩm quyền của cơ quan' })
    expect(refused.status, JSON.stringify(refused.body)).toBe(200)
    const printed = await call<Buffer>(two.counter[1], 'POST', `${url}/applicant-slips`, { form: 'refusal' })
    const words = await wordsOf(printed.body)
    const secret = /mã tra\s+cứu:\s+([2-9A-Z]{8})\s/u.exec(words)?.[1] ?? ''
    expect(words).toContain(filed.code)
    expect((await call(null, 'POST', '/tracking', { code: filed.code, secret })).status).toBe(200)
    const kept = await call<Buffer>(two.counter[1], 'GET', `${url}/documents/refusal.pdf`)
    expect(await wordsOf(kept.body)).not.toMatch(/mã tra\s+cứu:/u)
    const other = await call<{ code: string }>(two.counter[1], 'POST', `${url}/applicant-slips`, { form: 'supplement-request' })
    expect(other.body.code).toBe('DOCUMENT_NOT_ISSUED')
  })

  test('another counter officer must give a reason to print a copy, and every print is in the security log', async () => {
    const dossier = await two.receive('A1')
    const other = await as('tiepnhan2')
    const print = async (token: string, body?: object) =>
      await call<{ code?: string }>(token, 'POST', `/dossiers/${dossier.code}/applicant-slips`, body)
    const needs = async (token: string) =>
      (await call<{ slipNeedsReason: boolean }>(token, 'GET', `/dossiers/${dossier.code}`)).body.slipNeedsReason
    expect([await needs(two.counter[1]), await needs(other)]).toEqual([false, true])
    for (const body of [undefined, {}, { reason: '   ' }]) {
      const refused = await print(other, body)
      expect([refused.status, refused.body.code]).toEqual([422, 'SLIP_REASON_NEEDED'])
    }
    expect((await print(other, { reason: 'Người nộp làm mất giấy' })).status).toBe(200)
    expect((await print(two.counter[1])).status).toBe(200)
    const printed = await db.peek<{ login: string; reason: string }>(
      `select a.login, s.reason from dossier.applicant_slip s join dossier.dossier d on d.id = s.dossier_id
       join identity.account a on a.id = s.account_id where d.code = $1 order by s.generation`,
      [dossier.code],
    )
    expect(printed).toEqual([
      { login: 'tiepnhan2', reason: 'Người nộp làm mất giấy' },
      { login: 'tiepnhan1', reason: '' },
    ])
    await expect
      .poll(async () => {
        const rows = await db.peek<{ login: string }>(`select a.login from identity.security_event e
          join identity.account a on a.id = e.account_id where e.event = 'slip.printed'`)
        return new Set(rows.map(({ login }) => login))
      })
      .toEqual(new Set(['tiepnhan1', 'tiepnhan2']))
  })
})
