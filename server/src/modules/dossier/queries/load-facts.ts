import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import { dutyAt, roleNames } from '#identity'
import { findVersionById } from '#procedure'
import type { ProcedureVersion } from '#procedure'
import type { Queryable } from '#platform/db/database.ts'
import { agencySteps } from '../domain/decide-act.ts'
import type { DossierFacts, Duty, HandedInPaper, RequiredPaper } from '../domain/decide-act.ts'
import type { DossierRow } from '../store/dossier-store.ts'

/** The version a dossier was filed under. It is kept for ever, so its absence is a broken database. */
export async function versionOf(db: Queryable, dossier: { procedureVersionId: DossierRow['procedureVersionId'] }): Promise<ProcedureVersion> {
  const version = await findVersionById(db, dossier.procedureVersionId)
  if (!version) throw new Error('a dossier without its procedure version')
  return version
}

/**
 * What the checklist asks. Counts the source leaves unknown are asked as one paper of either kind; papers of
 * one case (trường hợp) among several are not demanded, since which case applies is the officer's to see.
 */
export function requiredPapers(version: Pick<ProcedureVersion, 'components'>): RequiredPaper[] {
  const cases = new Set(version.components.map((component) => component.group))
  return version.components.map((component) => ({
    no: component.no,
    name: component.name,
    required: component.required && (cases.size <= 1 || component.group === ''),
    originals: component.originals ?? 0,
    copies: component.copies ?? 0,
  }))
}

export async function loadFacts(db: Queryable, dossier: DossierRow, version: ProcedureVersion): Promise<DossierFacts> {
  const { rows } = await sql<HandedInPaper>`select component_no as "componentNo", originals, copies, certified
    from dossier.paper where dossier_id = ${dossier.id}`.execute(db)
  return {
    state: dossier.state,
    interruptedState: dossier.interruptedState,
    handling: dossier.handling,
    stepNo: dossier.stepNo,
    steps: agencySteps(version.steps),
    supplementCount: dossier.supplementCount,
    onHandover: dossier.handoverId !== null,
    holderKind: dossier.holderKind,
    agencyId: dossier.agencyId,
    centreId: dossier.centreId,
    required: requiredPapers(version),
    handedIn: rows,
  }
}

export function dutyOf(actor: Actor, place: Pick<DossierFacts, 'agencyId' | 'centreId'>): Duty {
  return { accountId: actor.accountId, roleOf: (roles) => dutyAt(actor, roles, place), roleNames }
}
