import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import { citizenRefusals } from '../domain/refusals.ts'
import { deleteOwnDossier, endSession, insertOwnDossier } from '../store/citizen-store.ts'

/** Puts a dossier on the person's list. That it is theirs was shown before: by the secret of its slip. */
export async function addOwnDossier(tx: Queryable, personId: string, code: string): Promise<void> {
  await insertOwnDossier(tx, personId, code, 'slip')
}

/** Takes a dossier off the list; the dossier itself is as it was. @throws Refused OWN_DOSSIER_NOT_FOUND */
export async function removeOwnDossier(tx: Queryable, personId: string, code: string): Promise<void> {
  if (!(await deleteOwnDossier(tx, personId, code))) throw new Refused(refusalFrom(citizenRefusals, 'OWN_DOSSIER_NOT_FOUND'))
}

/** Signs one browser out. @throws Refused CITIZEN_SESSION_NOT_FOUND */
export async function endOwnSession(tx: Queryable, personId: string, sessionId: string): Promise<void> {
  if (!(await endSession(tx, personId, sessionId))) throw new Refused(refusalFrom(citizenRefusals, 'CITIZEN_SESSION_NOT_FOUND'))
}
