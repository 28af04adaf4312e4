import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { readConfig } from '#platform/config/config.ts'
import { prepareInstallation } from '#platform/db/installation.ts'
import { localityWanted } from '../server/src/packs/locality-wanted.ts'
import { hundredth, progress } from './statistics.ts'

/**
 * What partitions by month of `dossier_id` cost and save: two copies of the acts and the holdings of as many dossiers over two years, one whole
 * and one in partitions, with the constraints, the indexes and the policy that they have, asked by prepared statements as the server asks.
 * Processor milliseconds of the backend, in alternating rounds, so that other work on the machine counts for both.
 */
export async function run({
  dossiers,
  times = 1500,
  rounds = 3,
}: {
  readonly dossiers: number
  readonly times?: number
  readonly rounds?: number
}): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-bench-'))
  const config = readConfig({ PORT: '0', MOTCUA_DATA: folder, MOTCUA_LOG: 'silent' })
  const installation = await prepareInstallation(config, { locality: localityWanted(config) })
  const locality = String(installation.localityId)
  const owner = new pg.Client({ connectionString: installation.ownerUrl, options: `-c motcua.locality_id=${locality}` })
  try {
    await owner.connect()
    await makeCopies(owner, dossiers)
    const found = []
    for (const [name, text] of Object.entries(statements)) {
      progress(name)
      found.push(await compare({ url: installation.ownerUrl, locality, name, text, times, rounds }))
    }
    progress('')
    return { scenario: 'partitions', dossiers, partitions, statements: found, detach: await detachOldest(owner) }
  } finally {
    await owner.end()
    await installation.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const months = 24
/** The months back, the running one, and one for what fits in none. */
const partitions = months + 2
const kinds = ['whole', 'parted'] as const

async function makeCopies(owner: pg.Client, dossiers: number): Promise<void> {
  await owner.query(`create schema trial; grant usage on schema trial to motcua_app;
    create function trial.id_at(days integer) returns uuid language sql volatile as $$ select uuidv7(make_interval(days => -days)) $$;
    create function trial.first_id(at timestamptz) returns uuid language sql immutable
      as $$ select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid $$;
    create table trial.dossier (locality_id integer not null, id uuid not null, primary key (locality_id, id));
    insert into trial.dossier select platform.current_locality(), trial.id_at(n % ${months * 30}) from generate_series(1, ${dossiers}) n;
    analyze trial.dossier;
    grant select on trial.dossier to motcua_app`)
  for (const table of ['act', 'holding'])
    for (const kind of kinds) {
      const name = `trial.${table}_${kind}`
      progress(`filling ${name}`)
      await owner.query(
        `create table ${name} (like dossier.${table} including all) ${kind === 'parted' ? 'partition by range (dossier_id)' : ''};
         alter table ${name} add foreign key (locality_id, dossier_id) references trial.dossier;
         call platform.confine('${name}');
         grant select, insert, update on ${name} to motcua_app`,
      )
      if (kind === 'parted') await addPartitions(owner, name)
      // The keys are right by their making; looking each up would take most of the time.
      await owner.query('set session_replication_role = replica')
      await owner.query(fill[table as 'act'].replace('TABLE', name))
      await owner.query('set session_replication_role = origin')
      await owner.query(`vacuum analyze ${name}`)
    }
}

async function addPartitions(owner: pg.Client, name: string): Promise<void> {
  await owner.query(`create table ${name}_other partition of ${name} default`)
  for (let back = months; back >= 0; back -= 1)
    await owner.query(
      `do $$ begin execute format('create table ${name}_${back} partition of ${name} for values from (%L) to (%L)',
         trial.first_id(date_trunc('month', now()) - interval '${back} months'),
         trial.first_id(date_trunc('month', now()) - interval '${back - 1} months')); end $$`,
    )
}

const fill = {
  act: `insert into TABLE (locality_id, dossier_id, seq, kind, at, actor_name, actor_role, request_id, payload, prev_hash, hash)
    select d.locality_id, d.id, s, 'complete_step', now(), 'Cán bộ trình diễn', 'case_officer', 'r' || s, '{"state":"in_progress","step":1}',
      decode(repeat('00', 32), 'hex'), decode(repeat('01', 32), 'hex')
    from trial.dossier d cross join generate_series(1, 10) s`,
  holding: `insert into TABLE (locality_id, dossier_id, seq, cause, kind, agency_id, step_role, from_at, to_at, work_ms)
    select d.locality_id, d.id, s, 'inside', 'agency', uuidv7(), 'case_officer', now() - s * interval '1 hour',
      case when s < 3 or d.id < trial.first_id(now() - interval '30 days') then now() - (d.id::text < '8')::int * s * interval '30 minutes' end, 1
    from trial.dossier d cross join generate_series(1, 3) s`,
} as const

/** `TABLE` is the copy asked; `$1` a dossier that is there, `$2` a number no other execution has. */
const statements: Readonly<Record<string, string>> = {
  'the acts of a dossier': 'select seq, kind, at, payload, hash from ACT where dossier_id = $1 and $2::int > 0 order by seq',
  'its last act': 'select seq, hash from ACT where dossier_id = $1 and $2::int > 0 order by seq desc limit 1',
  'an act by its request': `select seq from ACT where dossier_id = $1 and request_id = 'r' || ($2::int % 10) and kind = 'complete_step'`,
  'how many acts': 'select count(*) from ACT where dossier_id = $1 and $2::int > 0',
  'acts of twenty dossiers':
    'select a.dossier_id, a.seq from ACT a where $2::int > 0 and a.dossier_id = any(array(select id from trial.dossier where id >= $1 order by id limit 20))',
  'dossier, last act and holder':
    'select d.id, a.seq, h.kind from trial.dossier d join ACT a on a.locality_id = d.locality_id and a.dossier_id = d.id and a.seq = 10 left join HOLDING h on h.locality_id = d.locality_id and h.dossier_id = d.id and h.to_at is null where d.id = $1 and $2::int > 0',
  'the open holding': 'select kind, agency_id from HOLDING where dossier_id = $1 and to_at is null and $2::int > 0',
  'all holdings of a dossier': 'select seq, from_at, to_at from HOLDING where dossier_id = $1 and $2::int > 0 order by seq',
  'an act is added': `insert into ACT (dossier_id, seq, kind, at, actor_name, actor_role, request_id, payload, prev_hash, hash)
    select $1, 100 + $2::int, 'approve', now(), 'Cán bộ', 'case_officer', 'n' || $2::int, '{"state":"approved"}', decode(repeat('01', 32), 'hex'), decode(repeat('02', 32), 'hex') returning seq`,
  'a holding is added': `insert into HOLDING (dossier_id, seq, cause, kind, agency_id, step_role, from_at, to_at, work_ms)
    select $1, 100 + $2::int, 'inside', 'agency', $1, 'case_officer', now() + $2::int * interval '1 hour', now() + $2::int * interval '1 hour', 1 returning seq`,
  'a holding is closed': 'update HOLDING set work_ms = $2::int where dossier_id = $1 and seq = 2 returning seq',
}

type Asked = {
  readonly url: string
  readonly locality: string
  readonly name: string
  readonly text: string
  readonly times: number
  readonly rounds: number
}

async function compare({ url, locality, name, text, times, rounds }: Asked): Promise<object> {
  const spent = { whole: 0, parted: 0 }
  const touched = { whole: 0, parted: 0 }
  for (let round = 0; round < rounds; round += 1)
    for (const kind of round % 2 === 0 ? kinds : kinds.toReversed()) {
      const app = new pg.Client({ connectionString: url, options: `-c role=motcua_app -c motcua.locality_id=${locality}` })
      await app.connect()
      try {
        const { rows } = await app.query<{ id: string; pid: number }>(
          `select id, pg_backend_pid() as pid from trial.dossier order by hashtext(id::text) limit 500`,
        )
        const pid = rows[0]?.pid ?? 0
        const asked = { name: 's', text: text.replaceAll('ACT', `trial.act_${kind}`).replaceAll('HOLDING', `trial.holding_${kind}`) }
        const ask = async (n: number): Promise<unknown> =>
          await app.query({ ...asked, values: [rows[n % rows.length]?.id, round * 10_000 + n + 1] })
        for (let n = 0; n < 12; n += 1) await ask(n)
        const before = processorMs(pid)
        for (let n = 12; n < times; n += 1) await ask(n)
        spent[kind] += processorMs(pid) - before
        const plan = await app.query<{ 'QUERY PLAN': string }>(
          `explain (costs off, analyze, timing off, summary off, buffers off) execute s('${rows[0]?.id ?? ''}', ${round * 10_000 + times + 1})`,
        )
        touched[kind] = new Set(
          plan.rows.flatMap((row) =>
            row['QUERY PLAN'].includes('never executed')
              ? []
              : (/\btrial\d*\.?(\w+_(?:whole|parted)\w*)| on (\w+_(?:whole|parted)\w*)/u
                  .exec(row['QUERY PLAN'])
                  ?.slice(1)
                  .filter(Boolean) ?? []),
          ),
        ).size
      } finally {
        await app.end()
      }
    }
  const each = (kind: 'whole' | 'parted'): number => hundredth((spent[kind] / (rounds * (times - 12))) * 1000)
  return {
    name,
    wholeUs: each('whole'),
    partedUs: each('parted'),
    ratio: hundredth(spent.whole / Math.max(1, spent.parted)),
    tables: touched.parted,
  }
}

/** User and system time of a process, in steps of the kernel's clock. */
function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Whether an old month leaves without waiting for the rest. */
async function detachOldest(owner: pg.Client): Promise<object> {
  const begun = performance.now()
  await owner.query(`alter table trial.act_parted detach partition trial.act_parted_${months}`)
  return { milliseconds: hundredth(performance.now() - begun) }
}
