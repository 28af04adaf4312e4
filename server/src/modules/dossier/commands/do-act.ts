import type { Actor } from '#kernel/actor.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { instantText } from '#kernel/vietnam-time.ts'
import { behalfAt, dutyLock } from '#identity'
import { raiseBill, raiseCharges } from '#payment'
import type { ProcedureVersion } from '#procedure'
import type { Queryable } from '#platform/db/database.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { actDone } from '../jobs/act-done.ts'
import type { ActInput, Change } from '../domain/act-facts.ts'
import type { DossierAct } from '../domain/act-rows.ts'
import { carryOut, isEffects } from '../domain/carry-out.ts'
import { actRules } from '../domain/dossier-acts.ts'
import type { Effects } from '../domain/effects.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { isSystem } from '../domain/system-actor.ts'
import type { ActCommand } from '../domain/world.ts'
import type { Announced } from '../domain/announced.ts'
import { announceWork } from '../store/announce.ts'
import { holdDossier } from '../store/dossier-store.ts'
import type { DossierRow, SealedRow } from '../store/dossier-store.ts'
import { findDossierRecord, lockedRowOf } from '../queries/dossier-record.ts'
import type { DossierRecord, Moment } from '../queries/dossier-record.ts'
import { lookUpFor } from '../queries/look-up-for-act.ts'
import { recordAfter, shownAt } from '../queries/record-after.ts'
import { assess, billOf, dutyOf } from '../queries/load-facts.ts'
import { mayReadDossier } from '../queries/may-look.ts'
import { caughtUp } from './reproject.ts'
import { saveEffects } from './save-effects.ts'

/** The act somebody wants to do on a dossier. */
export type WantedAct = {
  readonly code: string
  readonly act: DossierAct
  readonly input?: ActInput
  /** The list a `forward` puts the dossier on. */
  readonly handoverId?: string
  /** The caller was already proved to be the owner of the dossier. */
  readonly isOwner?: boolean
  /** The last act the person saw. */
  readonly afterSeq?: number | undefined
}

export type DoneAct = {
  /** The row as the act found it. */
  readonly dossier: DossierRow
  readonly change: Change
  readonly at: Temporal.Instant
  /** The dossier after the act; `null` where it must be read from the database. */
  readonly after: { readonly record: DossierRecord; readonly moment: Moment } | null
}

/**
 * Does one act on one dossier: lock, load, decide, save. The lock serialises concurrent acts; the second is
 * decided on the state after the first.
 * @throws Refused DOSSIER_NOT_FOUND, DOSSIER_CHANGED, DUTY_ENDED and every code of `carryOut`
 */
export async function doAct(tx: Queryable, actor: Actor, requestId: string, wanted: WantedAct): Promise<DoneAct> {
  const { record, moment } = await lockedRecord(tx, actor, wanted)
  if (wanted.afterSeq !== undefined && wanted.afterSeq !== record.lastSeq) throw new Refused(whoCameBetween(record))
  const at = moment.clock
  const assessment = await assess(tx, record, at, moment.calendar)
  const command: ActCommand = {
    act: wanted.act,
    input: wanted.input ?? {},
    duty: dutyOf(actor, record),
    actor: { name: actor.displayName, isAway: moment.isAway },
    handoverId: wanted.handoverId,
    behalfOf: (role, place) => behalfAt(actor, role, place),
  }
  const { dossier, found } = await lookUpFor(tx, record, assessment, command)
  // An officer who was replaced while this request waited for the lock has lost the roles of the request.
  if (!moment.hasDuty) throw new Refused(refusalFrom(dossierRefusals, 'DUTY_ENDED'))
  const effects = carryOut(dossier, command, { ...assessment.world, found })
  if (!isEffects(effects)) throw new Refused(effects)

  const locked = lockedRowOf(record)
  const row = effects.begun.length > 0 ? locked : await caughtUp(tx, locked, record, assessment.calendar, at)
  const sealed = await saveEffects(tx, { actor, requestId }, row, effects)
  await collect(tx, actor, assessment.version, { row, sealed, effects })
  if (effects.hasSequel) await enqueue(tx, actDone, { dossierId: row.id, seq: sealed.seq, kind: wanted.act, code: wanted.code })
  announceWork(tx, officesOf(record, effects.change))
  const after = row === locked && isPlain(effects) && !dossier.rules ? recordAfter(record, effects, sealed) : null
  return { dossier: row, change: effects.change, at, after: after && { record: after, moment: { ...moment, now: shownAt(at) } } }
}

/** The offices whose lists an act may change. Parts, and questions to other agencies, may be anybody's. */
function officesOf(record: DossierRecord, { parts, opinion }: Change): Announced {
  if (parts !== null || opinion !== null) return 'anywhere'
  return [record.agencyId, record.centreId]
}

/** Locks a dossier for a caller who may see it, with their duty, and reads it under the lock. */
async function lockedRecord(
  tx: Queryable,
  actor: Actor,
  { code, isOwner = false }: Pick<WantedAct, 'code' | 'isOwner'>,
): Promise<{ record: DossierRecord; moment: Moment }> {
  const held = await holdDossier(tx, code, actor.accountId === null ? null : dutyLock(actor.accountId))
  if (!held || !(isOwner || isSystem(actor) || (await mayReadDossier(tx, actor, held))))
    throw new Refused(refusalFrom(dossierRefusals, 'DOSSIER_NOT_FOUND'))
  const found = await findDossierRecord(tx, code, actor.accountId)
  if (!found) throw new Error('a dossier that is locked is there')
  return found
}

/** Asks the payment module for what the act makes payable. */
async function collect(
  tx: Queryable,
  actor: Actor,
  version: ProcedureVersion,
  { row, sealed, effects }: { readonly row: DossierRow; readonly sealed: SealedRow; readonly effects: Effects },
): Promise<void> {
  if (effects.collect === null) return
  const place = { agencyId: row.agencyId, centreId: row.centreId, channel: row.channel }
  const bill = { ...billOf(version, place), dossierId: row.id, dossierCode: row.code, payerName: row.applicantName }
  if (typeof effects.collect === 'string') await raiseBill(tx, actor, bill)
  else await raiseCharges(tx, actor, bill, effects.collect, sealed.seq)
}

/** Whether the dossier after the act can be computed in memory. Parts, questions, new days, corrections, files and money are read again. */
function isPlain({ opinion, reappointment, corrected, files, change }: Effects): boolean {
  return !opinion && !reappointment && !corrected && files.length === 0 && !change.awaitsPayment
}

function whoCameBetween({ acts }: Pick<DossierRecord, 'acts'>): Refusal {
  const last = acts.at(-1)
  if (!last) throw new Error('a dossier without its last act')
  return refusalFrom(dossierRefusals, 'DOSSIER_CHANGED', {
    who: last.actorName,
    what: actRules[last.kind].name,
    when: instantText(Temporal.Instant.from(last.at)),
  })
}
