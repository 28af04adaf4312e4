import { refusalFrom, Refused } from '#kernel/refusal.ts'
import type { AgencyId, CentreId } from '#kernel/ids.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'
import { contentOf } from '../domain/calendar-change.ts'
import type { CalendarChange } from '../domain/calendar-change.ts'
import { isoOf } from '../domain/civil-day.ts'
import { calendarRefusals } from '../domain/refusals.ts'
import { insertDecree, lockCalendar } from '../store/calendar-store.ts'
import { enterDecreeDays } from './enter-decree-days.ts'
import { setOfficeHours } from './set-office-hours.ts'

/** A change of working time as it was decided: what, on what ground, and why it is entered. */
export type NewDecree = {
  readonly change: CalendarChange
  readonly name: string
  /** The deciding document, in Vietnamese. */
  readonly basis: string
  readonly reason: string
  /** `YYYY-MM-DD`. */
  readonly decreedOn: string | null
  readonly by: { readonly accountId: string; readonly name: string; readonly role: string }
}

/** Locks the calendar exclusively, so that the caller then reads the calendar this decree will change. */
export async function beginDecree(tx: Queryable): Promise<void> {
  await lockCalendar(tx)
}

/**
 * Stores a decree with its ground, reason and author, and puts its days or hours in force. Part of the caller's
 * transaction, which also begins the re-projection: a calendar never changes without it.
 * @throws Refused DECREE_DAY_INVALID, OFFICE_HOURS_INVALID, OFFICE_HOURS_OVERLAP, DECREE_CHANGES_NOTHING
 */
export async function enterDecree(tx: Queryable, decree: NewDecree): Promise<{ id: string }> {
  await lockCalendar(tx)
  const { change, by } = decree
  const basis = tidy(decree.basis)
  const { id } = await insertDecree(tx, {
    kind: change.kind,
    name: tidy(decree.name),
    basis,
    reason: tidy(decree.reason),
    decreedOn: decree.decreedOn,
    content: contentOf(change),
    by,
  })
  const isChanged =
    change.kind === 'days'
      ? await enterDecreeDays(tx, change.days, { by: by.accountId, decreedOn: decree.decreedOn, decreeId: id }).then(
          ({ created, updated }) => created + updated > 0,
        )
      : (await setOfficeHours(tx, {
          agencyId: change.agencyId as AgencyId | null,
          centreId: change.centreId as CentreId | null,
          fromOn: isoOf(change.fromDay),
          hours: change.hours,
          basis,
          by: by.accountId,
          decreeId: id,
        })) === 'created'
  if (!isChanged) throw new Refused(refusalFrom(calendarRefusals, 'DECREE_CHANGES_NOTHING'))
  return { id }
}
