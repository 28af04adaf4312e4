import { sql } from 'kysely'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { keepHeldFiles } from '#document'
import type { Database, Queryable } from '#platform/db/database.ts'
import type { ActInput } from '../domain/act-facts.ts'
import { electronicPapersFrom } from '../domain/carry-out-online-filing.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { requiredPapers, versionOf } from '../queries/load-facts.ts'
import type { DossierRow } from '../store/dossier-store.ts'
import type { OwnerAct } from '../domain/owner-acts.ts'
import { doAct } from './do-act.ts'
import { makeOwnerActor } from './file-online.ts'

/**
 * One act of the applicant on their own dossier. The caller must have checked the ownership in the same transaction.
 * @param heldFor the key under which uploads are held; they belong to a supplement
 * @throws Refused those of `doAct`
 */
export async function doActOfOwner(
  tx: Queryable,
  database: Database,
  requestId: string,
  wanted: {
    readonly code: string
    readonly act: OwnerAct
    readonly input: ActInput
    readonly person: { readonly id: string; readonly name: string }
    readonly heldFor?: string | undefined
  },
): Promise<void> {
  const { code, act, input, person, heldFor } = wanted
  let papers: ActInput['papers']
  if (heldFor !== undefined) {
    const { rows } = await sql<Pick<DossierRow, 'id' | 'procedureVersionId'>>`select id, procedure_version_id as "procedureVersionId"
      from dossier.dossier where code = ${code}`.execute(tx)
    const [dossier] = rows
    if (!dossier) throw new Refused(refusalFrom(dossierRefusals, 'DOSSIER_NOT_FOUND'))
    // Belongs to the act that follows, which locks the dossier, seals the files, and rolls this back if it is refused.
    const came = (await keepHeldFiles(tx, heldFor, dossier.id, person)).flatMap(({ componentNo }) => componentNo ?? [])
    papers = electronicPapersFrom(requiredPapers(await versionOf(tx, dossier)), new Set(came))
  }
  const given = heldFor === undefined ? input : { ...input, papers }
  await doAct(tx, makeOwnerActor(database, person.name), requestId, { code, act, input: given, isOwner: true })
}
