import { randomUUID } from 'node:crypto'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { afterAll, describe, expect, test } from 'vitest'
import { readConfig } from '#platform/config/config.ts'
import { decodeAnswer } from '#platform/http/packed-answer.ts'
import { createApp } from './app.ts'
import { testCentre } from './testing/test-centre.ts'

// The database and the log contain no secret of a citizen, and nothing links a ballot to its dossier.
const { db, as, centreId, call: inCentre } = await testCentre()
const terminal = '203.0.113.77'
let log = ''
const stream = new Writable({
  write(chunk: Buffer, _encoding, done) {
    log += chunk.toString()
    done()
  },
})
const app = await createApp(readConfig({ PORT: '0', MOTCUA_LOG: 'trace', MOTCUA_TERMINAL_NETWORKS: terminal }), db, {
  perMinute: 1_000_000,
  logger: pino({ level: 'trace' }, stream),
})
await app.http.ready()
afterAll(async () => {
  await app.close()
})

type Answer = { status: number; text: string; body: Record<string, unknown> }
async function call(
  token: string | null,
  path: string,
  body: object,
  key: string = randomUUID(),
  cookie?: string,
  from = terminal,
): Promise<Answer> {
  const answer = await app.http.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    payload: body,
    remoteAddress: from,
    headers: { 'idempotency-key': key, ...(token ? { authorization: `Bearer ${token}` } : {}), ...(cookie ? { cookie } : {}) },
  })
  return { status: answer.statusCode, text: answer.body, body: answer.json() }
}

const { body: found } = await inCentre<{ items: { code: string; components: { no: number }[] }[] }>(
  null,
  'GET',
  '/procedures?handling=on_the_spot&limit=1',
)
const procedure = await inCentre<{ code: string; components: { no: number; originals: number | null; copies: number | null }[] }>(
  null,
  'GET',
  `/procedures/${found.items[0]?.code ?? ''}`,
)
const application = {
  procedureCode: procedure.body.code,
  centreId,
  applicant: { kind: 'person', fullName: 'Nguyễn Thị Thử', idNumber: '049190007771', address: 'Tổ 1', phone: '0905007771' },
  papers: procedure.body.components.map(({ no, originals, copies }) => ({
    componentNo: no,
    originals: originals ?? 1,
    copies: copies ?? 0,
  })),
}

const token = await as('tiepnhan1')
const filingKey = randomUUID()
const filed = await call(token, '/dossiers', application, filingKey)
const { code, lookupSecret: secret } = filed.body as { code: string; lookupSecret: string }
await call(token, `/dossiers/${code}/acts`, { act: 'approve' })
await call(token, `/dossiers/${code}/acts`, { act: 'record_result', result: { number: '1', name: 'Bản sao' } })
const returned = await call(token, `/dossiers/${code}/acts`, { act: 'return_result', receivedBy: 'Nguyễn Thị Thử' })
const tracked = await call(null, '/tracking', { code, secret })
const ratingToken = String(tracked.body['ratingUrl']).split('/').at(-1) ?? ''
const comment = 'Một câu không ai khác viết'
const rated = await call(null, `/ratings/${ratingToken}`, { result: 'very_bad', attitude: 'bad', comment })

/** Tables of which some row, as text, contains the words. */
async function tablesWith(words: string): Promise<string[]> {
  const tables = await db.peek<{ name: string }>(`select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') order by 1`)
  const hex = Buffer.from(words).toString('hex')
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await db.peek(`select from ${name} t where position($1 in t::text) > 0 or position($2 in t::text) > 0 limit 1`, [
      words,
      hex,
    ])
    if (rows.length > 0) found.push(name)
  }
  return found
}

describe('what is left of a citizen’s secrets', () => {
  test('the walk was done', () => {
    expect([filed.status, returned.status, tracked.status, rated.status]).toEqual([201, 200, 200, 201])
    expect(ratingToken).toMatch(/^[\w-]{22}$/u)
  })

  test('the officer who returned the result learns that there is an invitation, and not the link', async () => {
    expect(returned.body['invitedToRate']).toBe(true)
    expect(returned.text).not.toContain('danh-gia')
    const other = await call(token, '/dossiers', application)
    const { code: second, lookupSecret } = other.body as { code: string; lookupSecret: string }
    await call(token, `/dossiers/${second}/acts`, { act: 'approve' })
    await call(token, `/dossiers/${second}/acts`, { act: 'record_result', result: { number: '2', name: 'Bản sao' } })
    await call(token, `/dossiers/${second}/acts`, { act: 'return_result', receivedBy: 'A' })
    const slip = { code: second, secret: lookupSecret }
    // An officer who has the secret, signed in or on a machine of the desk.
    expect((await call(token, '/tracking', slip)).body['ratingUrl']).toBeNull()
    for (const cookie of ['motcua=ended', 'motcua-device=x'])
      expect((await call(null, '/tracking', slip, randomUUID(), cookie)).body['ratingUrl']).toBeNull()
    expect((await call(null, '/tracking', slip)).body['ratingUrl']).toMatch(/\/danh-gia\//)
  })

  test('the secret of the slip, which the officer printed, opens no ballot but at a terminal of the centre', async () => {
    const other = await call(token, '/dossiers', application)
    const { code: third, lookupSecret } = other.body as { code: string; lookupSecret: string }
    await call(token, `/dossiers/${third}/acts`, { act: 'approve' })
    await call(token, `/dossiers/${third}/acts`, { act: 'record_result', result: { number: '3', name: 'Bản sao' } })
    // The officer's own telephone: nobody is signed in there, and it has no cookie of the desk.
    const byTelephone = async () =>
      (await call(null, '/tracking', { code: third, secret: lookupSecret }, randomUUID(), undefined, '198.51.100.5')).body
    expect(await byTelephone()).toMatchObject({ ratingUrl: null, mayRateElsewhere: false })
    await call(token, `/dossiers/${third}/acts`, { act: 'return_result', receivedBy: 'A' })
    const seen = await byTelephone()
    expect(seen).toMatchObject({ ratingUrl: null, mayRateElsewhere: true })
    expect(JSON.stringify(seen)).not.toContain('danh-gia')
    const atTerminal = (await call(null, '/tracking', { code: third, secret: lookupSecret })).body
    expect(atTerminal).toMatchObject({ ratingUrl: expect.stringContaining('/danh-gia/'), mayRateElsewhere: false })
    const link = String(atTerminal['ratingUrl']).split('/').at(-1) ?? ''
    expect((await call(null, `/ratings/${link}`, { result: 'good', attitude: 'good' })).status).toBe(201)
    expect(await byTelephone()).toMatchObject({ ratingUrl: null, mayRateElsewhere: false })
  })

  test.each([
    ['the token of the link', () => ratingToken],
    ['the secret of the slip', () => secret],
    ['the comment on a ballot that waits', () => comment],
  ])('%s is in no table', async (_what, words) => {
    expect(await tablesWith(words())).toEqual([])
  })

  test('the citizen’s number is stored with the dossier, not in stored answers', async () => {
    expect(await tablesWith('049190007771')).not.toContain('platform.idempotency')
  })

  test('a rating leaves no stored answer, no job, no address', async () => {
    expect(await db.peek(`select from platform.idempotency where caller like 'address:%'`)).toEqual([])
    expect(await tablesWith('203.0.113.77')).toEqual([])
    const jobs = await db.peek<{ data: string }>(
      `select data::text as data from pgboss.job where name like 'count-ballots.%' and data::text <> '{}'`,
    )
    expect(jobs).toEqual([])
  })

  test('the log names neither token, secret, comment nor number', () => {
    expect(log).toContain('/ratings/:token')
    expect([ratingToken, secret, comment, '049190007771'].filter((words) => log.includes(words))).toEqual([])
  })

  test('the same filing repeated gets the same answer, byte for byte, also after the dossier has gone on', async () => {
    const again = await call(token, '/dossiers', application, filingKey)
    expect([again.status, again.text]).toEqual([filed.status, filed.text])
  })

  test('a stored answer does not open for another key or caller', async () => {
    const [row] = await db.peek<{ caller: string; key: string; sealed: Buffer }>(
      `select caller, key, sealed from platform.idempotency where key = $1`,
      [filingKey],
    )
    expect(row).toBeDefined()
    // Packed before it is sealed.
    const open = (caller: string, key: string) => decodeAnswer(db.keys.open(row!.sealed, `answer ${db.localityId} ${caller} ${key}`))
    expect(open(row!.caller, row!.key)).toContain(code)
    expect(() => open(row!.caller, 'other')).toThrow()
    expect(() => open('other', row!.key)).toThrow()
  })
})
