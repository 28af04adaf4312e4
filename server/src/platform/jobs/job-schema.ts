import pg from 'pg'
import { getConstructionPlans, getMigrationPlans } from 'pg-boss'

/** The version of its tables that the installed pg-boss expects; a test compares it with what it makes. */
export const jobSchemaVersion = 46

/**
 * Makes or brings up to date the tables of the job queue, as the owner of the database; the application's role gets what
 * running jobs needs and owns nothing. Called under the lock of the migrations.
 */
export async function prepareJobSchema(owner: pg.Client): Promise<void> {
  const { rows: found } = await owner.query<{ there: boolean }>(`select to_regclass('pgboss.version') is not null as there`)
  if (!found[0]?.there) await owner.query(getConstructionPlans('pgboss'))
  else {
    const { rows } = await owner.query<{ version: number }>('select version from pgboss.version')
    const version = rows[0]?.version
    if (version !== undefined && version < jobSchemaVersion) await owner.query(getMigrationPlans('pgboss', version))
  }
  await owner.query(`
    grant usage on schema pgboss to motcua_app;
    grant select, insert, update, delete on all tables in schema pgboss to motcua_app;
    grant execute on all functions in schema pgboss to motcua_app;
    grant usage on all sequences in schema pgboss to motcua_app`)
  await takeBackWhatNobodyUses(owner)
  await confineJobs(owner)
}

/**
 * Tables of pg-boss for what is not used here: its own version, warnings kept, jobs that wait for jobs, events, lists of processes. The
 * instants at which its rounds began are written; dependencies and processes (there are none of either) are swept by every round.
 */
async function takeBackWhatNobodyUses(owner: pg.Client): Promise<void> {
  await owner.query(`
    revoke insert, update, delete on pgboss.version, pgboss.warning, pgboss.subscription from motcua_app;
    revoke insert, update on pgboss.job_dependency from motcua_app;
    revoke insert on pgboss.instance from motcua_app;
    grant update (cron_on, bam_on, flow_on, reindex_on, monitor_backoff_on) on pgboss.version to motcua_app`)
}

/**
 * The queues of a locality carry its number, and its logins change and remove no other's jobs. They may see and ask for others': one
 * process hands on what comes round by the clock for all, through a queue of pg-boss's own. Payloads name rows and no people.
 */
async function confineJobs(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(`
    select c.oid::regclass::text as name
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'name' and not a.attisdropped
    where c.relnamespace = 'pgboss'::regnamespace and c.relkind in ('r', 'p')
      and not exists (select from pg_policy where polrelid = c.oid and polname = 'confined_update')`)
  const own = `split_part(name, '.', 2) = platform.current_locality()::text or starts_with(name, '__pgboss')`
  for (const { name } of rows)
    await owner.query(`
      alter table ${name} enable row level security;
      create policy seen on ${name} for select using (true);
      create policy asked_for on ${name} for insert with check (true);
      create policy confined_update on ${name} for update using (${own});
      create policy confined_delete on ${name} for delete using (${own})`)
}
