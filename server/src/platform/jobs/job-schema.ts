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
    if (version === undefined || version >= jobSchemaVersion) return
    await owner.query(getMigrationPlans('pgboss', version))
  }
  await owner.query(`
    grant usage on schema pgboss to motcua_app;
    grant select, insert, update, delete on all tables in schema pgboss to motcua_app;
    grant execute on all functions in schema pgboss to motcua_app;
    grant usage on all sequences in schema pgboss to motcua_app`)
}
