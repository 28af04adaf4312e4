import { sql } from 'kysely'
import { formFrom } from '#form'
import type { Form } from '#form'
import { dossierRefusals } from '#dossier'
import { findVersionForIntake } from '#procedure'
import type { ProcedureVersion } from '#procedure'
import type { AgencyId, CentreId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'

export type ReceivingCentre = { readonly id: CentreId; readonly name: string }

/** What one files online now: the version in force, its form for this kind of applicant, and the centres that receive it. */
export type OpenForm = {
  readonly version: ProcedureVersion
  readonly form: Form
  readonly centres: readonly ReceivingCentre[]
  /** `YYYY-MM-DD`. */
  readonly today: string
}

/** @throws Refused ONLINE_NOT_OFFERED */
export async function getOpenForm(db: Queryable, code: string, kind: 'person' | 'organisation'): Promise<OpenForm> {
  const { rows } = await sql<{ today: string }>`select platform.today()::text as today`.execute(db)
  const today = rows[0]?.today ?? ''
  const version = await findVersionForIntake(db, code, today)
  const isOffered =
    version?.publishState === 'published' &&
    version.serviceLevel !== 'none' &&
    version.agencyId !== null &&
    version.channels.some(({ channel }) => channel === 'online')
  const centres = isOffered && version.agencyId ? await centresFor(db, version.agencyId) : []
  if (!version || centres.length === 0) throw new Refused(refusalFrom(dossierRefusals, 'ONLINE_NOT_OFFERED'))
  return { version, centres, today, form: formFrom(version.form ?? null, { kind, centres }) }
}

/** Centres that receive for an agency: those that serve it, or every centre if none does. */
async function centresFor(db: Queryable, agencyId: AgencyId): Promise<readonly ReceivingCentre[]> {
  const { rows } = await sql<ReceivingCentre & { serves: boolean }>`select c.id, c.name,
      not exists (select from centre.v_served_agency s where s.centre_id = c.id)
        or exists (select from centre.v_served_agency s
          where s.centre_id = c.id and s.agency_id = ${agencyId}) as serves
    from centre.v_centre c order by c.name`.execute(db)
  const serving = rows.filter(({ serves }) => serves)
  return (serving.length > 0 ? serving : rows).map(({ id, name }) => ({ id, name }))
}
