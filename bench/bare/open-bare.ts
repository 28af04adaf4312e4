import { fork } from 'node:child_process'
import { join } from 'node:path'
import pg from 'pg'
import type { BenchCentre } from '../bench-centre.ts'
import { nameFrom } from '../names.ts'

export type BareServer = {
  readonly address: string
  readonly pid: number
  /** Codes of seeded dossiers, in an order that no index has. */
  readonly codes: readonly string[]
  stop(): void
}

const schema = `
  create extension pg_trgm;
  create table session (token text primary key, account text not null);
  create table dossier (
    id bigint generated always as identity primary key, code text not null unique, account text not null, name text not null,
    id_number text not null, address text not null, phone text not null, state text not null, agency int not null,
    step int not null default 1, seq int not null default 1, received_at timestamptz not null, due_at timestamptz not null);
  create table paper (dossier bigint not null references dossier, no int not null, originals int not null, copies int not null, primary key (dossier, no));
  create table act (dossier bigint not null references dossier, seq int not null, kind text not null, account text not null, at timestamptz not null, primary key (dossier, seq));
  create index on dossier (agency, due_at, id) where state = 'in_progress';
  create index on dossier using gin (name gin_trgm_ops);
  insert into session values ('bare', 'counter');`

const seed = `
  insert into dossier (code, account, name, id_number, address, phone, state, agency, step, seq, received_at, due_at)
    select 'SEED-' || n, 'counter', name, '0490' || lpad(n::text, 8, '0'), 'Tổ 1, phường trình diễn', '09' || lpad(n::text, 8, '0'),
      case when n % 10 = 0 then 'in_progress' else 'returned' end, n % 20 / 10 + 1, 1, 10, now() - n * interval '5 minutes', now() + n * interval '1 minute'
    from (select name, place - 1 as n from unnest($1::text[]) with ordinality as each(name, place)) named`
const seedMore = [
  'insert into paper select id, no, 1, 0 from dossier cross join generate_series(1, 2) no',
  `insert into act select id, no, 'complete_step', 'officer', received_at from dossier cross join generate_series(1, 10) no`,
]

/** The bare server in a process of its own, over a database of its own in the centre's PostgreSQL, with as many dossiers. */
export async function openBareServer(centre: BenchCentre, dossiers: number): Promise<BareServer> {
  const owner = new pg.Client({ connectionString: centre.installation.ownerUrl })
  await owner.connect()
  await owner.query('create database motcua_bare')
  await owner.end()
  const url = Object.assign(new URL(centre.installation.ownerUrl), { pathname: '/motcua_bare' }).href
  const codes = await seedBare(url, dossiers)
  const child = fork(join(import.meta.dirname, 'serve.ts'), [], {
    env: { PATH: process.env['PATH'], BARE_DATABASE_URL: url },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const address = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { address: string }).address))
    child.once('exit', (code) => reject(new Error(`the bare server ended at its start (${code})`)))
  })
  return { address, pid: child.pid ?? 0, codes, stop: () => child.disconnect() }
}

async function seedBare(url: string, dossiers: number): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(schema)
    await client.query(seed, [Array.from({ length: dossiers }, (_, index) => nameFrom(index))])
    for (const text of seedMore) await client.query(text)
    await client.query('vacuum analyze')
    const { rows } = await client.query<{ code: string }>('select code from dossier order by md5(code)')
    return rows.map((row) => row.code)
  } finally {
    await client.end()
  }
}
