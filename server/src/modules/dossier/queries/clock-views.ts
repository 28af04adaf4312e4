import { instantFrom } from '#kernel/instant.ts'
import type { Language } from '#kernel/language.ts'
import { limitText as clockLimitText } from '#calendar'
import type { WorkingCalendar } from '#calendar'
import { limitText } from '#procedure'
import { dueOfClock } from '../domain/clocks.ts'
import type { Clock } from '../domain/clocks.ts'
import { outcomeOf } from '../domain/outcome.ts'
import { local } from './clocks.ts'
import type { DossierRecord } from './dossier-record.ts'
import { timeLeftOf } from './time-left.ts'

/** Both clocks as people read them. */
export function clockViews(row: DossierRecord, calendar: WorkingCalendar, now: Temporal.Instant, language: Language = 'vi') {
  return row.clocks.map((clock) => {
    const computed = dueOfClock(calendar, clock, row.stops, language)
    const ended = row.finishedAt ?? row.endedAt
    const openStop = row.stops.find(
      (stop) => stop.toAt === null && (stop.endsBy === null || Temporal.Instant.compare(now, instantFrom(stop.endsBy)) < 0),
    )
    const status = ended ? ('ended' as const) : openStop || computed.dueAt === null ? ('stopped' as const) : ('running' as const)
    return {
      kind: clock.kind,
      limit: clock.limit,
      limitText: writeLimit(language, clock.limit),
      startedAt: clock.startedAt,
      dueAt: local(computed.dueAt),
      status,
      remaining: timeLeftOf(
        calendar,
        now,
        { ...row, dueAt: computed.dueAt, stop: row.stops.find((stop) => stop.toAt === null) ?? null },
        language,
      ),
      /** Early, on time or late by this limit; `null` while it is open, or where no clock had begun. */
      mark: ended === null ? null : outcomeOf(instantFrom(ended), computed.dueAt),
      because: computed.because.map((reason) => ({ ...reason })),
      sentence: computed.sentence,
    }
  })
}

/** A limit in the language of the reader. */
export function writeLimit(language: Language, limit: Clock['limit']): string {
  return language === 'en' ? clockLimitText(limit, 'en') : limitText(limit)
}
