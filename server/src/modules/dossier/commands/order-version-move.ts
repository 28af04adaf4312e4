import { createHash } from 'node:crypto'
import type { Actor, Role } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { ProcedureVersionId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { findVersionById, findVersionForIntake, judgeProcedureReach, listVersions } from '#procedure'
import type { Queryable } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { actRules } from '../domain/dossier-acts.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import type { StepMap, TimeRule } from '../domain/version-move.ts'
import { carryOutVersionMovesJob } from '../jobs/carry-out-version-moves.ts'
import { countOfVersions } from '../queries/dossiers-of-version.ts'
import { previewVersionMove } from '../queries/preview-version-move.ts'
import { stepsOf } from '../queries/process-run.ts'
import type { MoveTerms, VersionMovePreview } from '../queries/preview-version-move.ts'
import { insertVersionMove } from '../store/version-move-store.ts'

export type ProposedMove = {
  readonly code: string
  readonly fromVersionId: ProcedureVersionId
  readonly steps: StepMap
  readonly time: TimeRule
}

/**
 * What moving the running dossiers of a version to the one in force today would do; nothing is written.
 * @throws Refused VERSION_MOVE_UNKNOWN, PROCEDURE_NOT_YOURS
 */
export async function previewMove(
  db: Queryable,
  actor: Actor,
  proposed: ProposedMove,
  page: { offset: number; limit: number },
): Promise<VersionMovePreview & { fingerprint: string; toVersionId: string }> {
  const today = await todayOf(db)
  const terms = await termsOf(db, proposed, today)
  mustReachBoth(actor, terms)
  return { ...(await previewVersionMove(db, terms, page)), fingerprint: fingerprintOf(terms, today), toVersionId: terms.to.versionId }
}

/**
 * Stores the order of the move, which is carried out page by page.
 *
 * The fingerprint is of the two versions, the counterparts, the time rule and the day: a version published in between
 * invalidates it. New and closed dossiers do not, or a busy centre could never confirm; a decree on working
 * time moves dates by a separate act.
 * @throws Refused VERSION_MOVE_UNKNOWN, PROCEDURE_NOT_YOURS, VERSION_MOVE_STALE, VERSION_MOVE_NEEDS_BASIS, VERSION_MOVE_NOTHING, VERSION_MOVE_UNDER_WAY
 */
export async function confirmMove(
  tx: Queryable,
  actor: Actor,
  order: ProposedMove & { readonly reason: string; readonly legalBasis: string },
  fingerprint: string,
): Promise<string> {
  const role = roleOf(actor)
  const today = await todayOf(tx)
  const terms = await termsOf(tx, order, today)
  mustReachBoth(actor, terms)
  if (fingerprintOf(terms, today) !== fingerprint) throw new Refused(refusalFrom(dossierRefusals, 'VERSION_MOVE_STALE'))
  const legalBasis = tidy(order.legalBasis)
  if (order.time === 'shorten_both' && legalBasis === '') {
    const message = 'Xin ghi số, ngày và điều khoản của văn bản rút ngắn thời hạn.'
    throw new Refused(refusalFrom(dossierRefusals, 'VERSION_MOVE_NEEDS_BASIS', {}, [{ field: '/body/legalBasis', message }]))
  }
  const running = (await countOfVersions(tx, [terms.from.versionId])).get(terms.from.versionId) ?? 0
  if (running === 0) throw new Refused(refusalFrom(dossierRefusals, 'VERSION_MOVE_NOTHING'))
  const id = await insertVersionMove(tx, {
    procedureCode: order.code,
    fromVersionId: terms.from.versionId,
    toVersionId: terms.to.versionId,
    steps: order.steps,
    time: order.time,
    reason: tidy(order.reason),
    legalBasis,
    by: actor.accountId ?? '',
    byName: actor.displayName,
    byRole: role,
    running,
  })
  if (id === null) throw new Refused(refusalFrom(dossierRefusals, 'VERSION_MOVE_UNDER_WAY'))
  await enqueue(tx, carryOutVersionMovesJob, {}, { once: id, inSeconds: 30 })
  return id
}

async function termsOf(db: Queryable, { code, fromVersionId, steps, time }: ProposedMove, today: string): Promise<MoveTerms> {
  const to = await findVersionForIntake(db, code, today)
  const isOurs = (await listVersions(db, code)).some((version) => version.id === fromVersionId)
  const from = isOurs ? await findVersionById(db, fromVersionId) : null
  if (!from || !to || to.versionId === fromVersionId) throw new Refused(refusalFrom(dossierRefusals, 'VERSION_MOVE_UNKNOWN'))
  return { from, to, of: { from: await stepsOf(db, from), to: await stepsOf(db, to) }, steps, time }
}

/** A move is done to dossiers of every centre. */
function mustReachBoth(actor: Actor, { from, to }: MoveTerms): void {
  const refusal = judgeProcedureReach(actor, [from.agencyId, to.agencyId])
  if (refusal) throw new Refused(refusal)
}

function roleOf(actor: Actor): Role {
  const roles = actRules.change_version.rows.flatMap((row) => row.by)
  const role = roles.find((each) => actor.grants.some((grant) => grant.role === each))
  if (role === undefined || actor.accountId === null) throw new Error('the route lets only those in who may order a move')
  return role
}

function fingerprintOf({ from, to, steps, time }: MoveTerms, today: string): string {
  return createHash('sha256')
    .update(canonicalJson({ from: from.versionId, to: to.versionId, steps: { ...steps }, time, today }))
    .digest('hex')
    .slice(0, 32)
}

async function todayOf(db: Queryable): Promise<string> {
  return (await databaseNow(db)).toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString()
}
