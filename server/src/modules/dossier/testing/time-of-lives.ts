import { defaultDeadlineSettings, dueSecond, dueSecondAfter, instantOf, localSecondOf, nationalCalendar } from '#calendar'
import type { LimitUnit } from '#calendar'
import type { LifeClock, LifeStop, Timing } from '../domain/dossier-life.ts'
import { endOf, stopsOf } from '../queries/clocks.ts'

/** Time as lives in memory count it: by the national calendar and the ordinary office week. */
export const calendar = nationalCalendar()

/** The due instant as numbers: a life asks for it at every act, and its explanation is tested elsewhere. */
export function dueAt(clock: LifeClock, stops: readonly LifeStop[]): Temporal.Instant | null {
  const second = dueSecondAfter(
    calendar,
    localSecondOf(clock.startedAt),
    { amount: clock.limit.amount, unit: clock.limit.unit as LimitUnit },
    stopsOf(clock, stops).map((stop) => {
      const to = endOf({ toAt: stop.toAt?.toString() ?? null, endsBy: stop.endsBy?.toString() ?? null })
      return {
        from: localSecondOf(stop.fromAt),
        to: to && localSecondOf(to),
        cause: '',
        law: '',
        effect: stop.effect,
        by: stop.by ?? undefined,
      }
    }),
  )
  return second === null ? null : instantOf(second)
}

export const ceiling: Timing['ceiling'] = (from, days) =>
  instantOf(dueSecond(calendar, localSecondOf(from), days, 'working_days', { ...defaultDeadlineSettings, dueTime: 'end_of_office_hours' }))

/** A part's own deadline, as numbers for the same reason. */
export function partDueAt(
  part: { readonly hours: number },
  openedAt: Temporal.Instant,
  stops: readonly LifeStop[],
): Temporal.Instant | null {
  if (part.hours === 0) return null
  return dueAt(
    { kind: 'committed', limit: { amount: part.hours, unit: 'working_hours' }, startedAt: openedAt },
    stops.filter((stop) => stop.effect !== 'extend' && Temporal.Instant.compare(stop.fromAt, openedAt) >= 0),
  )
}
