import type { Actor } from '#kernel/actor.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'
import type { DossierAct } from '../domain/act-rows.ts'
import { actsThat } from '../domain/dossier-acts.ts'
import { extension, isPastLaw } from '../domain/clock-turn.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { calendarFor, local } from './clocks.ts'
import { dueOfBoth } from '../domain/clocks.ts'
import { findDossierRow } from './dossier-record.ts'
import { ceilingOf } from '../domain/clocks.ts'
import { sightOfDossier } from './may-look.ts'

/** Acts by which another day is promised. */
export const promisingActs = actsThat((rule) => rule.promises === true)

/**
 * The day an act would promise, were it done now, beside the day promised so far.
 * @throws Refused DOSSIER_NOT_FOUND
 */
export async function previewNewDay(
  db: Queryable,
  actor: Actor,
  code: string,
  { act, days }: { readonly act: DossierAct; readonly days: number },
) {
  const row = await findDossierRow(db, code)
  if (!row || !(await sightOfDossier(db, actor, row))) throw new Refused(refusalFrom(dossierRefusals, 'DOSSIER_NOT_FOUND'))
  const [calendar, now] = [await calendarFor(db, row), await databaseNow(db)]
  const { committed: before, legal } = dueOfBoth(calendar, row)
  const { by, moves, cause, effect } = extension('complex_content', days)
  const granted = { cause, effect, by, moves, fromAt: now.toString(), toAt: now.toString(), endsBy: null }
  const after =
    act === 'apologise'
      ? ceilingOf(calendar, now, days)
      : dueOfBoth(calendar, { clocks: row.clocks, stops: [...row.stops, granted] }).committed
  return { dueBefore: local(before), dueAfter: local(after), legalDueAt: local(legal), isPastLaw: isPastLaw(after, legal) }
}
