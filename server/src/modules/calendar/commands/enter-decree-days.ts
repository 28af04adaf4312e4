import { refusalFrom, Refused } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { inTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { faultOfDay } from '../domain/calendar-change.ts'
import { isoOf } from '../domain/civil-day.ts'
import type { DecreeDay } from '../domain/decree-day.ts'
import { calendarRefusals } from '../domain/refusals.ts'
import { insertDecreeDays, loadDecreeDays, lockCalendar, renewVersion } from '../store/calendar-store.ts'
import type { EnteredDecreeDay } from '../store/calendar-store.ts'

/**
 * Writes what a decision says of some days. The last entry of a day counts; entering the same again adds nothing, so a
 * pack may be loaded twice. Nothing is ever changed or removed: a day is taken back by entering it as `revoked`.
 * A cache of a compiled calendar is invalidated by the version, which every change increases.
 */
export async function enterDecreeDays(
  db: Queryable,
  days: readonly DecreeDay[],
  entry: {
    readonly by: string | null
    readonly decreedOn?: string | null | undefined
    /** The decree these days are part of. */
    readonly decreeId?: string | undefined
  },
): Promise<{ created: number; updated: number; unchanged: number }> {
  for (const day of days) refuseUnsound(day)
  return await inTransaction(db, async (tx) => {
    await lockCalendar(tx)
    const known = new Map(((await loadDecreeDays(tx)) as readonly EnteredDecreeDay[]).map((day) => [day.day, day]))
    const entered: EnteredDecreeDay[] = []
    const count = { created: 0, updated: 0, unchanged: 0 }
    for (const given of days) {
      const day = { ...given, name: tidy(given.name), basis: tidy(given.basis) }
      const latest = known.get(day.day)
      if (latest && same(latest, day)) {
        count.unchanged += 1
        continue
      }
      count[latest ? 'updated' : 'created'] += 1
      const next = { ...day, entry: (latest?.entry ?? 0) + 1 }
      known.set(day.day, next)
      entered.push(next)
    }
    if (entered.length > 0) {
      await insertDecreeDays(tx, entered, {
        accountId: entry.by,
        decreedOn: entry.decreedOn ?? null,
        decreeId: entry.decreeId ?? null,
      })
      await renewVersion(tx)
    }
    return count
  })
}

function refuseUnsound(day: DecreeDay): void {
  const fault = faultOfDay(day)
  if (fault) throw new Refused(refusalFrom(calendarRefusals, 'DECREE_DAY_INVALID', { day: isoOf(day.day), fault }))
}

function same(a: DecreeDay, b: DecreeDay): boolean {
  return (
    a.kind === b.kind &&
    a.name === b.name &&
    a.basis === b.basis &&
    a.occasion === b.occasion &&
    a.swapsWith === b.swapsWith &&
    a.part?.fromMinute === b.part?.fromMinute &&
    a.part?.toMinute === b.part?.toMinute
  )
}
