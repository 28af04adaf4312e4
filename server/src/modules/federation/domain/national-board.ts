import { definition, onTimePercentFrom, addFigures } from './closed-day.ts'
import type { ClosedDay, DayFigures } from './closed-day.ts'

/**
 * Why the last reading of a place failed. `altered`: what was sent is not what the place recorded. `forked`: its record does not extend
 * the state seen before. Both, and `unsigned`, mean that somebody changed something: the figures sent are not taken.
 */
export const provinceFaults = ['unreachable', 'unreadable', 'other_place', 'other_definition', 'unsigned', 'altered', 'forked'] as const
export type ProvinceFault = (typeof provinceFaults)[number]

/** A place whose figures are read, as the file of them names it. */
export type Province = { readonly code: string; readonly name: string; readonly address: string; readonly vkey: string }

/** How far a place has been read. */
export type ProvinceReading = {
  readonly code: string
  readonly askedAt: string
  readonly readAt: string | null
  readonly fault: ProvinceFault | null
  readonly faultSince: string | null
}

export type ProvinceDay = Pick<ClosedDay, 'on' | 'revision' | 'asOf' | 'figures'> & { readonly onTimePercent: number | null }

export type ProvinceLine = {
  readonly code: string
  readonly name: string
  readonly address: string
  readonly readAt: string | null
  readonly fault: ProvinceFault | null
  readonly faultSince: string | null
  /** `null`: there are no figures of the day, which is something other than zeros. */
  readonly day: ProvinceDay | null
  /** Where there are none of the day: the latest there are, which are not in the total. */
  readonly last: ProvinceDay | null
}

export type NationalBoard = {
  readonly on: string
  readonly definition: string
  /** When the places were last asked; `null` before the first time. */
  readonly askedAt: string | null
  /** Whether that is longer ago than readings are apart. */
  readonly isStale: boolean
  readonly provinces: readonly ProvinceLine[]
  /** The sum over the places that have figures of the day; `null` when none has. */
  readonly total: (DayFigures & { readonly onTimePercent: number | null }) | null
  readonly counted: number
}

const staleAfterMinutes = 45

/** @param days the latest revision of days of places, of the day shown and before */
export function buildNationalBoard(asked: {
  readonly on: string
  readonly now: Temporal.Instant
  readonly provinces: readonly Province[]
  readonly readings: readonly ProvinceReading[]
  readonly days: readonly (ClosedDay & { readonly code: string })[]
}): NationalBoard {
  const { on, now, readings } = asked
  const ours = asked.days.filter((day) => day.definition === definition)
  const provinces = asked.provinces.map(({ code, name, address }): ProvinceLine => {
    const reading = readings.find((each) => each.code === code)
    const days = ours.filter((day) => day.code === code)
    const day = days.find((each) => each.on === on)
    const last = days.filter((each) => each.on < on).sort((a, b) => (a.on < b.on ? 1 : -1))[0]
    return {
      code,
      name,
      address,
      readAt: reading?.readAt ?? null,
      fault: reading?.fault ?? null,
      faultSince: reading?.faultSince ?? null,
      day: day ? toShownDay(day) : null,
      last: day || !last ? null : toShownDay(last),
    }
  })
  const counted = provinces.flatMap(({ day }) => (day ? [day.figures] : []))
  const total = counted.length === 0 ? null : addFigures(counted)
  const askedAt =
    readings
      .map((each) => each.askedAt)
      .sort()
      .at(-1) ?? null
  return {
    on,
    definition,
    askedAt,
    isStale: askedAt !== null && Temporal.Instant.from(askedAt).until(now).total('minutes') > staleAfterMinutes,
    provinces,
    total: total && { ...total, onTimePercent: onTimePercentFrom(total) },
    counted: counted.length,
  }
}

function toShownDay({ on, revision, asOf, figures }: ClosedDay): ProvinceDay {
  return { on, revision, asOf, figures, onTimePercent: onTimePercentFrom(figures) }
}
