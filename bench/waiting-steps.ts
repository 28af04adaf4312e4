import { sql } from 'kysely'
import pg from 'pg'
import type { ProcedureVersionId } from '#kernel/ids.ts'
import { findVersionById } from '#procedure'
import { agencySteps } from '../server/src/modules/dossier/domain/step.ts'
import { runProcessOf } from '../server/src/modules/dossier/queries/process-run.ts'
import type { BenchCentre } from './bench-centre.ts'

export type Waiting = { readonly id: string; readonly code: string; readonly login: string }

/** Seeded dossiers at a step of a case officer who may complete it now, mixed over agencies. */
export async function dossiersAtAStep(centre: BenchCentre): Promise<Waiting[]> {
  const { rows } = await sql<Waiting & { versionId: ProcedureVersionId }>`
    select d.id, d.code, d.procedure_version_id as "versionId", o.login
    from dossier.dossier d
    join (select distinct on (g.agency_id) g.agency_id, a.login from identity.account a
      join identity.role_grant g on g.account_id = a.id and g.role = 'case_officer' order by g.agency_id, a.login) o on o.agency_id = d.agency_id
    where d.state = 'in_progress' and d.holder_kind = 'agency' and d.last_seq = 10
    order by md5(d.code)`.execute(centre.database.kysely)
  const may = new Map<string, boolean>()
  // Seeded dossiers are at step 1, in many processes the head's: each is moved to its officer's first step.
  // Without an act, so as the owner of the tables.
  const owner = new pg.Client({ connectionString: centre.installation.ownerUrl })
  await owner.connect()
  for (const versionId of new Set(rows.map((row) => row.versionId))) {
    const version = await findVersionById(centre.database.kysely, versionId)
    // Where agencies work in parallel a dossier has parts, which are not seeded.
    if (!version || (await runProcessOf(centre.database.kysely, version))) {
      may.set(versionId, false)
      continue
    }
    const first = agencySteps(version.steps).find((step) => step.role === 'case_officer')
    await owner.query(
      `update dossier.dossier set step_no = $1, holder_role = $2 where procedure_version_id = $3 and state = 'in_progress'`,
      [first?.no ?? null, first?.role ?? null, versionId],
    )
  }
  await owner.end()
  const tokens = new Map<string, string>()
  for (const { versionId, code, login } of rows) {
    if (may.has(versionId)) continue
    const token = tokens.get(login) ?? (await centre.signIn(login))
    tokens.set(login, token)
    const view = await centre.get<{ actions: { act: string; allowed: boolean }[] }>(`/dossiers/${code}`, token)
    may.set(
      versionId,
      view.actions.some((action) => action.act === 'complete_step' && action.allowed),
    )
  }
  const found = rows.filter((row) => may.get(row.versionId))
  if (found.length < 100) throw new Error(`only ${found.length} dossiers wait at a step; give --dossiers`)
  return found.map(({ id, code, login }) => ({ id, code, login }))
}
