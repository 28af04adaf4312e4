import { byDay, meanOf, quantileOf } from './history.ts'
import type { PastVisit } from './history.ts'
import { randomFrom } from './random.ts'
import type { Duty, Staffing } from './staffing.ts'
import { TimedQueue } from './timed-queue.ts'

export type HallAssumptions = {
  /** Seconds for which the clock of a person with priority is set back. */
  readonly headStartSeconds: number
  /** Seconds after which one in e (63 in 100) of those still waiting has left. It cannot be found without reading waits: it is given. */
  readonly patienceSeconds: number
  /** How often the whole history is simulated, each time with other random numbers. */
  readonly rounds: number
}

/** Seconds over the served; the share of all who came and were not served. */
export type HallForecast = {
  readonly servedMean: number
  readonly waitMean: number
  readonly waitP50: number
  readonly waitP90: number
  readonly abandoned: number
}

/**
 * Simulates recorded days: the same people come at the same times, each service takes as long as recorded, and a person who left then gets
 * a service of their kind. People leave when they lose patience; those who come while nobody serves go away.
 * The same input gives the same answer.
 */
export function simulateHall(
  visits: readonly PastVisit[],
  staffing: Staffing,
  assumptions: HallAssumptions,
  plan: (duties: readonly Duty[]) => readonly Duty[] = (duties) => duties,
): HallForecast {
  const lengths = new Map<string, number[]>()
  for (const { kind, service } of visits) {
    if (!service) continue
    const ofKind = lengths.get(kind)
    if (ofKind) ofKind.push(service.to - service.from)
    else lengths.set(kind, [service.to - service.from])
  }
  const anyLength = [...lengths.values()].flat()
  const days = byDay(visits)
  const waits: number[] = []
  const served: number[] = []
  for (let round = 1; round <= assumptions.rounds; round += 1) {
    const random = randomFrom(round)
    for (const [index, day] of days.entries()) {
      const people = day.map((visit) => {
        const ofKind = lengths.get(visit.kind) ?? anyLength
        const drawn = ofKind[Math.floor(random() * ofKind.length)] ?? 0
        return { ...visit, length: visit.service ? visit.service.to - visit.service.from : drawn }
      })
      liveDay(people, plan(staffing.duties[index] ?? []), staffing, assumptions, random, (wait, length) => {
        waits.push(wait)
        served.push(length)
      })
    }
  }
  const sorted = waits.toSorted((a, b) => a - b)
  const came = visits.length * assumptions.rounds
  return {
    servedMean: rounded(meanOf(served)),
    waitMean: rounded(meanOf(waits)),
    waitP50: quantileOf(sorted, 0.5),
    waitP90: quantileOf(sorted, 0.9),
    abandoned: came === 0 ? 0 : Math.round(((came - waits.length) / came) * 10_000) / 10_000,
  }
}

const rounded = (seconds: number): number => Math.round(seconds * 10) / 10

type Waiting = { readonly arrivedAt: number; readonly length: number; readonly leavesAt: number }
type Moment =
  | { readonly what: 'begins' | 'free'; readonly until: number }
  | ({ readonly what: 'comes' } & Waiting & { hasPriority: boolean })

/** Of events at one second the agents come first, so that a person who arrives then finds them. */
const rank = { begins: 0, free: 1, comes: 2 } as const

function liveDay(
  people: readonly (PastVisit & { readonly length: number })[],
  duties: readonly Duty[],
  { turnSeconds, leaveAnyway }: Staffing,
  { headStartSeconds, patienceSeconds }: HallAssumptions,
  random: () => number,
  onServed: (wait: number, length: number) => void,
): void {
  const moments = new TimedQueue<Moment>()
  const waiting = new TimedQueue<Waiting>()
  for (const { from, to } of duties) moments.add(from, rank.begins, { what: 'begins', until: to })
  for (const { arrivedAt, length, hasPriority } of people) {
    // Drawn for everybody, so that one person's fate does not shift the chances of those after them.
    const [fate, patience] = [random(), -Math.log(1 - random()) * patienceSeconds]
    if (fate < leaveAnyway || !duties.some(({ from, to }) => from <= arrivedAt && arrivedAt < to)) continue
    moments.add(arrivedAt, rank.comes, { what: 'comes', arrivedAt, length, hasPriority, leavesAt: arrivedAt + patience })
  }
  let idle: number[] = []
  const serve = (at: number, person: Waiting, until: number): void => {
    onServed(at - person.arrivedAt, person.length)
    moments.add(at + person.length + turnSeconds, rank.free, { what: 'free', until })
  }
  for (let next = moments.take(); next; next = moments.take()) {
    const { at, value } = next
    if (value.what === 'comes') {
      idle = idle.filter((until) => until > at)
      const until = Math.max(...idle)
      if (idle.length > 0) {
        idle.splice(idle.indexOf(until), 1)
        serve(at, value, until)
      } else waiting.add(at - (value.hasPriority ? headStartSeconds : 0), 0, value)
      continue
    }
    if (at >= value.until) continue
    let first = waiting.take()
    while (first && first.value.leavesAt < at) first = waiting.take()
    if (first) serve(at, first.value, value.until)
    else idle.push(value.until)
  }
}
