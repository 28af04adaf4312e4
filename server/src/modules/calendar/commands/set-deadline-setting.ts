import { tidy } from '#kernel/vietnamese.ts'
import { inTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { DeadlineSettings } from '../domain/deadline-settings.ts'
import { insertDeadlineSetting, lockCalendar, renewVersion } from '../store/calendar-store.ts'

/**
 * Chooses how time is counted in the locality where laws leave a choice. Dossiers whose clock has started keep what
 * they started with; only later ones follow.
 * @param entry.basis the decision it rests on, in Vietnamese
 */
export async function setDeadlineSetting<Name extends keyof DeadlineSettings>(
  db: Queryable,
  entry: { readonly name: Name; readonly value: DeadlineSettings[Name]; readonly basis: string; readonly accountId: string | null },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockCalendar(tx)
    await insertDeadlineSetting(tx, { ...entry, basis: tidy(entry.basis) })
    await renewVersion(tx)
  })
}
