import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { Effects } from '../domain/effects.ts'
import { saveActFiles } from '../store/act-file-store.ts'
import { saveConsultation } from '../store/consultation-store.ts'
import { newClock, saveAct } from '../store/dossier-store.ts'
import type { DossierRow, SealedRow } from '../store/dossier-store.ts'
import { saveParts } from '../store/part-store.ts'
import { saveReappointment } from '../store/reappointment-store.ts'
import { saveTransfer } from '../store/transfer-store.ts'
import { applyCorrection } from './correct-applicant.ts'

/**
 * Writes the effects of an act, in its own transaction and with the dossier locked: the act, sealed, first, then what
 * refers to it.
 */
export async function saveEffects(
  tx: Queryable,
  { actor, requestId }: { readonly actor: Actor; readonly requestId: string },
  dossier: DossierRow,
  effects: Effects,
): Promise<SealedRow> {
  const { at, change, holder, parts } = effects
  const act = {
    kind: change.act,
    at,
    actorAccountId: actor.accountId,
    actorName: actor.displayName,
    actorRole: change.role,
    centreId: dossier.centreId,
    agencyId: change.parts?.on?.agencyId ?? dossier.agencyId,
    requestId,
    payload: effects.payload,
  }
  const update = {
    state: change.state,
    interruptedState: change.interruptedState,
    stepNo: change.stepNo,
    supplementCount: change.supplementCount,
    handoverId: effects.handoverId,
    holderKind: change.holderKind,
    holderAccountId: holder.accountId,
    holderRole: effects.holderRole,
    acceptedAt: effects.acceptedAt,
    committedDueAt: effects.due.committed,
    legalDueAt: effects.due.legal,
    finishedAt: effects.finishedAt,
    endedAt: effects.endedAt,
    outcome: effects.outcome,
    supplementBy: effects.supplementBy,
    heldThrough: change.parts?.held ?? null,
    openParts: parts?.openAfter ?? 0,
    joins: change.parts && change.parts.joins.length > 0 ? change.parts.joins : null,
  }
  const sealed = await saveAct(tx, dossier, act, update, {
    closes: effects.closes,
    cause: holder.cause,
    claims: effects.claims,
    turn: effects.turn,
    run: change.clock === 'run',
    papers: effects.papers,
    clocks: effects.begun.map(newClock),
  })
  const { seq } = sealed
  if (effects.transfer) await saveTransfer(tx, dossier, seq, at, effects.transfer)
  if (effects.corrected) await applyCorrection(tx, dossier, seq, effects.corrected)
  if (parts) await saveParts(tx, dossier, seq, at, { ...parts, moved: parts.moved.map((each) => ({ ...each, dossierId: dossier.id })) })
  if (effects.files.length > 0) await saveActFiles(tx, dossier.id, seq, effects.files)
  if (effects.opinion) await saveConsultation(tx, dossier.id, seq, at, effects.opinion)
  if (effects.reappointment) await saveReappointment(tx, dossier.id, seq, at, effects.reappointment)
  for (const { accountId, kind, text } of effects.notices) {
    await sql`insert into dossier.officer_notice (account_id, kind, dossier_id, text, at)
      values (${accountId}, ${kind}, ${dossier.id}, ${text}, ${at.toString()})`.execute(tx)
  }
  return sealed
}
