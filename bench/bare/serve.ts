import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import pg from 'pg'

// The baseline of the side-by-side measurement: node:http, `pg` and five small tables. It knows a session, stores what is
// sent and reads it again. It has no rights, no clocks, no seals and no repetition of a request: what those cost is the ratio.
// It ends with the process that started it.
const pool = new pg.Pool({ connectionString: process.env['BARE_DATABASE_URL'], max: 16 })
// Its database may stop before it does.
pool.on('error', () => process.exit())

type Body = {
  readonly applicant: { readonly fullName: string; readonly idNumber: string; readonly address: string; readonly phone: string }
  readonly papers: readonly { readonly componentNo: number; readonly originals: number; readonly copies: number }[]
}

const statement = (name: string, text: string, values: unknown[]): pg.QueryConfig => ({ name, text, values })

async function accountOf(request: IncomingMessage): Promise<string> {
  const token = (request.headers.authorization ?? '').slice('Bearer '.length)
  const { rows } = await pool.query<{ account: string }>(statement('session', 'select account from session where token = $1', [token]))
  if (!rows[0]) throw new Error('no session')
  return rows[0].account
}

async function inTransaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

let number = 0

async function file(account: string, { applicant, papers }: Body): Promise<object> {
  number += 1
  const code = `BARE-${process.pid}-${number}`
  return await inTransaction(async (client) => {
    const { rows } = await client.query(
      statement(
        'file',
        `insert into dossier (code, account, name, id_number, address, phone, state, agency, received_at, due_at)
         values ($1, $2, $3, $4, $5, $6, 'accepted', 1, now(), now() + interval '10 days') returning id, code, state, received_at, due_at`,
        [code, account, applicant.fullName, applicant.idNumber, applicant.address, applicant.phone],
      ),
    )
    const { id } = rows[0] as { id: string }
    await client.query(
      statement('papers', 'insert into paper (dossier, no, originals, copies) select $1, * from unnest($2::int[], $3::int[], $4::int[])', [
        id,
        papers.map((paper) => paper.componentNo),
        papers.map((paper) => paper.originals),
        papers.map((paper) => paper.copies),
      ]),
    )
    await client.query(
      statement('act', 'insert into act (dossier, seq, kind, account, at) values ($1, 1, $2, $3, now())', [id, 'accept', account]),
    )
    return { ...rows[0], applicant, papers }
  })
}

async function step(account: string, code: string): Promise<object> {
  return await inTransaction(async (client) => {
    const { rows } = await client.query(statement('lock', 'select id, seq, step from dossier where code = $1 for update', [code]))
    const found = rows[0] as { id: string; seq: number; step: number }
    const after = await client.query(
      statement('step', 'update dossier set step = step + 1, seq = seq + 1 where id = $1 returning code, state, step, seq', [found.id]),
    )
    await client.query(
      statement('act of step', 'insert into act (dossier, seq, kind, account, at) values ($1, $2, $3, $4, now())', [
        found.id,
        found.seq + 1,
        'complete_step',
        account,
      ]),
    )
    return after.rows[0] as object
  })
}

async function open(code: string): Promise<object> {
  const { rows } = await pool.query(statement('open', 'select * from dossier where code = $1', [code]))
  const { id } = rows[0] as { id: string }
  const papers = await pool.query(statement('papers of', 'select no, originals, copies from paper where dossier = $1 order by no', [id]))
  const acts = await pool.query(statement('acts of', 'select seq, kind, account, at from act where dossier = $1 order by seq', [id]))
  return { ...rows[0], papers: papers.rows, acts: acts.rows }
}

async function inbox(): Promise<object> {
  const { rows } = await pool.query(
    statement(
      'inbox',
      `select code, name, state, step, due_at from dossier where agency = $1 and state = 'in_progress' order by due_at, id limit 50`,
      [1],
    ),
  )
  return { items: rows }
}

async function search(text: string): Promise<object> {
  const { rows } = await pool.query(
    statement('search', `select code, name, state, received_at from dossier where name ilike $1 order by received_at desc limit 20`, [
      `%${text}%`,
    ]),
  )
  return { items: rows }
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Body
}

const server = createServer((request, response) => {
  const answer = async (): Promise<object> => {
    const account = await accountOf(request)
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bare')
    const [, first = '', code = ''] = pathname.split('/')
    if (request.method === 'POST') {
      const body = await bodyOf(request)
      return first === 'dossiers' ? await file(account, body) : await step(account, code)
    }
    return first === 'inbox' ? await inbox() : first === 'search' ? await search(searchParams.get('q') ?? '') : await open(code)
  }
  answer().then(
    (body) => {
      const text = JSON.stringify(body)
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text)
    },
    (error: Error) => {
      response.writeHead(500, { 'content-length': Buffer.byteLength(error.message) }).end(error.message)
    },
  )
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address && typeof address === 'object') process.send?.({ address: `http://127.0.0.1:${address.port}` })
})
process.on('disconnect', () => process.exit())
