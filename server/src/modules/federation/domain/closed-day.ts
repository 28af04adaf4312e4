/**
 * What a place publishes of a day that is over: counts of its dossiers, defined as the public board defines them (`reporting/domain/board.ts`),
 * summed over its agencies. What changes afterwards (what is overdue now) is not among them.
 */
export const figureNames = [
  'received',
  'early',
  'onTime',
  'late',
  'waiting',
  'refused',
  'withdrawn',
  'stopped',
  'waitingAtIntake',
  'refusedAtIntake',
  'withdrawnAtIntake',
  'stoppedAtIntake',
  'endedLate',
  'earlyByLaw',
  'onTimeByLaw',
  'lateByLaw',
  'endedLateByLaw',
] as const

export type FigureName = (typeof figureNames)[number]
export type DayFigures = Readonly<Record<FigureName, number>>

/** Changes when the definition of a figure changes: figures of two definitions are never added up. */
export const definition = 'motcua-day-1'

export type ClosedDay = {
  /** `YYYY-MM-DD` in Vietnam. */
  readonly on: string
  readonly revision: number
  /** When it was counted, ISO 8601 with +07:00. */
  readonly asOf: string
  readonly definition: string
  readonly figures: DayFigures
}

/** Counts of one day as the ledger has them; only days on which something happened. */
export type CountedDay = { readonly on: string } & DayFigures

const nothing = Object.fromEntries(figureNames.map((name) => [name, 0])) as DayFigures

export function figuresFrom(counted: DayFigures): DayFigures {
  return Object.fromEntries(figureNames.map((name) => [name, counted[name]])) as DayFigures
}

export function addFigures(all: readonly DayFigures[]): DayFigures {
  return Object.fromEntries(figureNames.map((name) => [name, all.reduce((sum, each) => sum + each[name], 0)])) as DayFigures
}

export function isSameFigures(one: DayFigures, other: DayFigures): boolean {
  return figureNames.every((name) => one[name] === other[name])
}

/** Share of the results of the day that were not late, in per cent to one decimal; `null` when there was no result. */
export function onTimePercentFrom({ early, onTime, late }: DayFigures): number | null {
  const results = early + onTime + late
  return results === 0 ? null : Math.round(((early + onTime) / results) * 1000) / 10
}

/** How far back days are closed when a place closes its first. */
const firstDays = 400

/**
 * Every day that is over, with its figures: a day on which nothing happened has zeros, and what waited goes on from the day before.
 * @param counted in the order of their days
 */
export function listDaysToClose(counted: readonly CountedDay[], today: string): { readonly on: string; readonly figures: DayFigures }[] {
  const [first] = counted
  if (!first) return []
  const end = Temporal.PlainDate.from(today)
  const earliest = end.subtract({ days: firstDays })
  const byDay = new Map(counted.map((each) => [each.on, each]))
  const before = counted.findLast(({ on }) => Temporal.PlainDate.compare(on, earliest) < 0)
  let [waiting, waitingAtIntake] = [before?.waiting ?? 0, before?.waitingAtIntake ?? 0]
  const found: { on: string; figures: DayFigures }[] = []
  let day = Temporal.PlainDate.from(first.on)
  if (Temporal.PlainDate.compare(day, earliest) < 0) day = earliest
  for (; Temporal.PlainDate.compare(day, end) < 0; day = day.add({ days: 1 })) {
    const on = day.toString()
    const figures = byDay.get(on)
    ;[waiting, waitingAtIntake] = [figures?.waiting ?? waiting, figures?.waitingAtIntake ?? waitingAtIntake]
    found.push({ on, figures: figures ? figuresFrom(figures) : { ...nothing, waiting, waitingAtIntake } })
  }
  return found
}

/** The key of a closed day in the record. */
export function recordKeyFrom(on: string, revision: number): string {
  return `${on}/${revision}`
}

/** The closed day that the text of a leaf says; `null` when it says none. */
export function closedDayFrom(text: string): ClosedDay | null {
  const [on, revision, micros, named, figures] = arrayFrom(text)
  if (typeof on !== 'string' || !/^\d{4}-\d\d-\d\d$/u.test(on) || typeof named !== 'string') return null
  if (!isCount(revision) || revision < 1 || !isCount(micros) || typeof figures !== 'object' || figures === null) return null
  const all = figures as Record<string, unknown>
  const counts = figureNames.map((name) => [name, all[name]] as const)
  if (named === definition && !counts.every(([, value]) => isCount(value))) return null
  const asOf = Temporal.Instant.fromEpochMilliseconds(Math.floor(micros / 1000)).toString({ timeZone: 'Asia/Ho_Chi_Minh' })
  return { on, revision, asOf, definition: named, figures: Object.fromEntries(counts) as DayFigures }
}

function arrayFrom(text: string): readonly unknown[] {
  try {
    const read: unknown = JSON.parse(text)
    return Array.isArray(read) ? read : []
  } catch {
    return []
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value)
}
