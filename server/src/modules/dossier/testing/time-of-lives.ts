import { defaultDeadlineSettings, nationalCalendar } from '#calendar'
import type { DeadlineSettings } from '#calendar'
import type { Limits } from '../domain/clocks.ts'
import type { Timing } from '../domain/dossier-life.ts'

/** Time as lives in memory count it: by the national calendar and the ordinary office week. */
export const calendar = nationalCalendar()

/** What a life depends on beside its acts, with every agency keeping the same hours. */
export function timingOf(limits: Limits, onSupplement: DeadlineSettings['onSupplement'] = 'pause'): Timing {
  return { calendar, calendarAt: () => calendar, limits, settings: { ...defaultDeadlineSettings, onSupplement } }
}
