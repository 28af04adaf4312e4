import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { AgencyId, CentreId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { mayRead } from '#identity'
import type { Database, Queryable } from '#platform/db/database.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { lookupSecret, secretMatches } from '../store/lookup-secret.ts'

/**
 * Whether code and secret are those of a slip. The secret is judged first and costs the same whether or not the code exists.
 * @throws Refused TRACKING_NOT_FOUND
 */
export async function mustTrack(db: Queryable, database: Database, code: string, secret: string): Promise<void> {
  const matches = secretMatches(secret, await lookupSecret(database, code))
  const { rows } = matches ? await sql`select from dossier.dossier where code = ${code}`.execute(db) : { rows: [] }
  if (rows.length === 0) throw new Refused(refusalFrom(dossierRefusals, 'TRACKING_NOT_FOUND'))
}

/** @throws Refused DOSSIER_NOT_FOUND when there is none, or none the caller may see. */
export async function mustRead(db: Queryable, actor: Actor, code: string): Promise<void> {
  const { rows } = await sql<{ agencyId: AgencyId; centreId: CentreId }>`
    select agency_id as "agencyId", centre_id as "centreId" from dossier.dossier where code = ${code}`.execute(db)
  if (!rows[0] || !mayRead(actor, rows[0])) throw new Refused(refusalFrom(dossierRefusals, 'DOSSIER_NOT_FOUND'))
}
