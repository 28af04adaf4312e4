import { sql } from 'kysely'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { instantText } from '#kernel/vietnam-time.ts'
import { databaseFault, databaseNow, runningClock } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { practiceRefusals } from '../domain/refusals.ts'

/** How far the clock of everybody who practises goes at one asking. */
const mostDaysAtOnce = 31

/**
 * Moves the practice clock forward to an instant; from then on it runs at its usual pace. It never goes back: acts
 * already done would come after what follows them.
 * @returns the time it now is in practice.
 * @throws Refused PRACTICE_CLOCK_BACK, PRACTICE_CLOCK_LEAP, PRACTICE_CLOCK_TOO_FAR
 */
export async function moveClock(tx: Queryable, to: Temporal.Instant): Promise<Temporal.Instant> {
  const now = await databaseNow(tx)
  if (Temporal.Instant.compare(to, now) < 0) {
    throw new Refused(refusalFrom(practiceRefusals, 'PRACTICE_CLOCK_BACK', { now: instantText(now), to: instantText(to) }))
  }
  // A slip of the finger on the year would take every running dossier of every practitioner with it, for good.
  if (Temporal.Instant.compare(to, now.add({ hours: 24 * mostDaysAtOnce })) > 0) {
    throw new Refused(refusalFrom(practiceRefusals, 'PRACTICE_CLOCK_LEAP', { days: mostDaysAtOnce, now: instantText(now) }))
  }
  try {
    await sql`insert into practice.clock as c (ahead) values (greatest(${to.toString()}::timestamptz - now(), interval '0'))
      on conflict (locality_id) do update set ahead = greatest(c.ahead, excluded.ahead)`.execute(tx)
  } catch (error) {
    if (databaseFault(error)?.constraint === 'clock_not_behind') throw new Refused(refusalFrom(practiceRefusals, 'PRACTICE_CLOCK_TOO_FAR'))
    if (databaseFault(error)?.constraint === 'clock_only_in_practice') throw new Refused(refusalFrom(practiceRefusals, 'ONLY_IN_PRACTICE'))
    throw error
  }
  // This transaction began with the old clock; the statements that follow use the new one.
  await sql`select set_config('motcua.ahead', ahead::text, true) from practice.clock`.execute(tx)
  // Not the time of the transaction, which is fixed at its first statement.
  return await runningClock(tx)
}
