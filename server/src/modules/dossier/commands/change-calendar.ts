import { createHash } from 'node:crypto'
import { beginDecree, contentOf, enterDecree, loadCalendarsAround, remarksOn } from '#calendar'
import type { CalendarChange } from '#calendar'
import { dayFrom } from '#calendar'
import { dutyAt } from '#identity'
import type { Actor, Role } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Json } from '#kernel/canonical-json.ts'
import type { AccountId, AgencyId, CentreId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'
import { calendarRefusals } from '#calendar'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { carryOutReprojectionsJob } from '../jobs/carry-out-reprojections.ts'
import { previewReprojection } from '../queries/preview-reprojection.ts'
import type { ReprojectionPreview } from '../queries/preview-reprojection.ts'
import { countRunning } from '../queries/running-dossiers.ts'
import { findDecreeWithEffect } from '../queries/list-reprojections.ts'
import { findUnfinished, insertReprojection } from '../store/reprojection-store.ts'

export type ProposedDecree = {
  readonly change: CalendarChange
  readonly name: string
  readonly basis: string
  readonly reason: string
  readonly decreedOn: string | null
}

export type Preview = ReprojectionPreview & { readonly fingerprint: string; readonly remarks: readonly string[] }

/**
 * What a decree would move, before anything is written.
 * @throws Refused DECREE_NOT_YOURS, DECREE_DAY_INVALID, OFFICE_HOURS_INVALID, OFFICE_HOURS_OVERLAP
 */
export async function previewDecree(
  db: Queryable,
  actor: Actor,
  change: CalendarChange,
  page: { offset: number; limit: number },
): Promise<Preview> {
  roleFor(actor, change)
  const around = await calendarsAround(db, change)
  const today = await todayOf(db)
  const office =
    change.kind === 'office_hours' ? { agencyId: change.agencyId as AgencyId | null, centreId: change.centreId as CentreId | null } : {}
  return {
    ...(await previewReprojection(db, around, page)),
    fingerprint: fingerprintOf(around.version, change, today),
    remarks: remarksOn(around.before(office), change, dayFrom(today)),
  }
}

/**
 * Puts a decree in force and begins the re-projection of every running dossier; both or neither. The calendar is locked
 * exclusively meanwhile, so an act uses either only the old one, and is then re-projected, or only the new one.
 *
 * The fingerprint covers the calendar, the change and the day: another decree in between, other days or
 * another date invalidate it. New and closed dossiers do not, or a busy centre could never confirm.
 * @throws Refused DECREE_PREVIEW_STALE, REPROJECTION_UNDER_WAY and those of the preview
 */
export async function confirmDecree(
  tx: Queryable,
  actor: Actor,
  decree: ProposedDecree,
  fingerprint: string,
): Promise<{ decreeId: string; runId: string }> {
  const role = roleFor(actor, decree.change)
  await beginDecree(tx)
  const underWay = await findUnfinished(tx)
  if (underWay) {
    const { seen = 0, running = 0 } = (await findDecreeWithEffect(tx, underWay.decreeId))?.run ?? {}
    throw new Refused(refusalFrom(dossierRefusals, 'REPROJECTION_UNDER_WAY', { name: underWay.decree.name, seen, running }))
  }
  const around = await calendarsAround(tx, decree.change)
  if (fingerprintOf(around.version, decree.change, await todayOf(tx)) !== fingerprint)
    throw new Refused(refusalFrom(dossierRefusals, 'DECREE_PREVIEW_STALE'))
  const by = { accountId: actor.accountId as AccountId, name: actor.displayName, role }
  const { id } = await enterDecree(tx, { ...decree, by })
  const runId = await insertReprojection(tx, id, await countRunning(tx))
  await enqueue(tx, carryOutReprojectionsJob, {}, { once: runId, inSeconds: 30 })
  return { decreeId: id, runId }
}

async function calendarsAround(db: Queryable, change: CalendarChange) {
  const around = await loadCalendarsAround(db, change)
  if ('code' in around) throw new Refused(refusalFrom(calendarRefusals, around.code, { ...around.details }))
  return around
}

/** Provincial matters need a grant over the whole province; the hours of a centre are also its manager's to set. */
function roleFor(actor: Actor, change: CalendarChange): Role {
  const place =
    change.kind === 'office_hours'
      ? { agencyId: change.agencyId as AgencyId | null, centreId: change.centreId as CentreId | null }
      : { agencyId: null, centreId: null }
  const isOfCentre = place.centreId !== null
  const role =
    dutyAt(actor, ['operator'], { agencyId: null, centreId: null }) ??
    dutyAt(actor, isOfCentre ? ['operator', 'centre_manager'] : [], place)
  if (role === null || actor.accountId === null) throw new Refused(refusalFrom(calendarRefusals, 'DECREE_NOT_YOURS'))
  return role
}

/** What of the calendar the actor may change: the days of the province, the hours of these centres (`null`: of any office). */
export function mayChange(actor: Actor): { days: boolean; centreIds: CentreId[] | null } {
  const isOfAll = dutyAt(actor, ['operator'], { agencyId: null, centreId: null }) !== null
  const centreIds = actor.grants.flatMap((grant) =>
    grant.role === 'centre_manager' && grant.agencyId === null && grant.centreId !== null ? [grant.centreId] : [],
  )
  const isOfEveryCentre = actor.grants.some(
    (grant) => grant.role === 'centre_manager' && grant.agencyId === null && grant.centreId === null,
  )
  return { days: isOfAll, centreIds: isOfAll || isOfEveryCentre ? null : centreIds }
}

function fingerprintOf(version: string, change: CalendarChange, today: string): string {
  return createHash('sha256')
    .update(canonicalJson({ version, today, change: contentOf(change) as Json }))
    .digest('hex')
    .slice(0, 32)
}

async function todayOf(db: Queryable): Promise<string> {
  return (await databaseNow(db)).toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString()
}
