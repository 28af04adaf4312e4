import type { DossierId } from '#kernel/ids.ts'
import { sql } from 'kysely'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { keepHeldFiles } from '#document'
import type { Database, Queryable } from '#platform/db/database.ts'
import type { ActInput } from '../domain/act-facts.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { doAct } from './do-act.ts'
import { makeOwnerActor } from './file-online.ts'

/** What whoever filed a dossier online may do to it themselves; the act table says when. */
export const ownerActs = ['supplement', 'withdraw', 'correct_contact'] as const
export type OwnerAct = (typeof ownerActs)[number]

/**
 * One act of the applicant on their own dossier. That it is theirs is the caller's to have seen, in the same transaction.
 * @param heldFor for which what was uploaded is held: it comes with a supplement
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
  if (heldFor !== undefined) {
    const { rows } = await sql<{ id: DossierId }>`select id from dossier.dossier where code = ${code}`.execute(tx)
    const [dossier] = rows
    if (!dossier) throw new Refused(refusalFrom(dossierRefusals, 'DOSSIER_NOT_FOUND'))
    // Under the act that follows, which locks the dossier, seals them, and undoes this if it is refused.
    await keepHeldFiles(tx, heldFor, dossier.id, person)
  }
  await doAct(tx, makeOwnerActor(database, person.name), requestId, { code, act, input, isOwner: true })
}
