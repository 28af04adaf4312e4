import { sql } from 'kysely'
import { agencyRoles } from '#kernel/actor.ts'
import type { Actor, Role } from '#kernel/actor.ts'
import type { Citizen } from '#kernel/citizen.ts'
import type { AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { mayRead, sightOf } from '#identity'
import type { Sight } from '#identity'
import type { Database, Queryable } from '#platform/db/database.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { lookupSecret, secretMatches } from '../store/lookup-secret.ts'

/** Who asks for a dossier as its owner. */
export type Tracker = { readonly db: Queryable; readonly database: Database; readonly citizen: Citizen | null }

/**
 * The dossier shown to who asks as its owner: by code and secret of the slip, or, without a secret, to the citizen on whose list it
 * is. The secret is checked first, at the same cost whether or not the code exists; a foreign and a missing dossier give the same answer.
 * @throws Refused TRACKING_NOT_FOUND, TRACKING_SECRET_NEEDED
 */
export async function mustTrack({ db, database, citizen }: Tracker, code: string, secret: string | undefined): Promise<DossierId> {
  if (secret === undefined && !citizen) {
    const message = 'Xin nhập mã tra cứu'
    throw new Refused(refusalFrom(dossierRefusals, 'TRACKING_SECRET_NEEDED', {}, [{ field: '/body/secret', message }]))
  }
  if (secret === undefined) {
    const { rows: own } = await sql<{ id: DossierId }>`
      select dossier_id as id from citizen.v_own_dossier
      where person_id = ${citizen?.personId ?? null}::uuid and code = ${code}`.execute(db)
    return trackedIn(own)
  }
  if (!secretMatches(secret, await lookupSecret(db, database, code))) return trackedIn([])
  const { rows } = await sql<{ id: DossierId }>`select id from dossier.dossier where code = ${code}`.execute(db)
  return trackedIn(rows)
}

/** Refuses alike what is not there and what is not the caller's. */
function trackedIn([found]: readonly { readonly id: DossierId }[]): DossierId {
  if (!found) throw new Refused(refusalFrom(dossierRefusals, 'TRACKING_NOT_FOUND'))
  return found.id
}

/** The place of a dossier. */
export type DossierPlace = { readonly id: DossierId; readonly agencyId: AgencyId; readonly centreId: CentreId }

/**
 * How the actor sees a dossier: the one policy, asked with the agencies whose opinion was sought, or that have or had
 * a part of it, unless work or direction at its place already decides. An agency asked may read until its question is closed
 * or the dossier is finished; one that had a part answers for it, and may read on.
 * @law 61/2018/NĐ-CP Điều 19 khoản 6
 */
export async function sightOfDossier(db: Queryable, actor: Actor, dossier: DossierPlace): Promise<Sight | null> {
  const own = sightOf(actor, dossier)
  const mayBeAsked = actor.grants.some(({ role }) => (agencyRoles as readonly Role[]).includes(role))
  if (own?.by === 'work' || own?.by === 'direction' || !mayBeAsked) return own
  const { rows } = await sql<{ agencyId: AgencyId }>`select c.agency_id as "agencyId" from dossier.consultation c
    join dossier.dossier d on d.locality_id = c.locality_id and d.id = c.dossier_id
    where c.dossier_id = ${dossier.id} and c.closed_at is null and d.finished_at is null and d.ended_at is null
    union select p.agency_id from dossier.part p where p.dossier_id = ${dossier.id}`.execute(db)
  return sightOf(
    actor,
    dossier,
    rows.map(({ agencyId }) => agencyId),
  )
}

/** Whether the actor may read a dossier at all. */
export async function mayReadDossier(db: Queryable, actor: Actor, dossier: DossierPlace): Promise<boolean> {
  return mayRead(actor, dossier) || (await sightOfDossier(db, actor, dossier)) !== null
}

/** @throws Refused DOSSIER_NOT_FOUND when there is none, or none the caller may see. */
export async function mustRead(db: Queryable, actor: Actor, code: string): Promise<void> {
  const { rows } = await sql<{ id: DossierId; agencyId: AgencyId; centreId: CentreId }>`
    select id, agency_id as "agencyId", centre_id as "centreId" from dossier.dossier where code = ${code}`.execute(db)
  if (!rows[0] || !(await mayReadDossier(db, actor, rows[0]))) throw new Refused(refusalFrom(dossierRefusals, 'DOSSIER_NOT_FOUND'))
}
