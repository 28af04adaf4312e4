import { byDay, meanOf, quantileOf } from './history.ts'
import type { PastVisit } from './history.ts'

/** Somebody serves from one second of the day to another. */
export type Duty = { readonly from: number; readonly to: number }

/** Estimates from the served load how a past day was staffed and how many people left. */
export type Staffing = {
  /** By day, in the order of `byDay`. */
  readonly duties: readonly (readonly Duty[])[]
  /** Seconds between two services while somebody waits. */
  readonly turnSeconds: number
  /** Share of arrivals who leave whatever the queue is: the share who left in the quietest quarter hours. */
  readonly leaveAnyway: number
  /** Served load per number of shift groups at work: how many people one group is. */
  readonly agentsPerGroup: number
}

const quarter = 900
const quarters = 96

/**
 * Fits the number of agents to the served load. A person who served is taken to be on duty from their first service to their last,
 * without the pauses that are longer than a service takes on average: those were spent elsewhere. Waits are not read.
 * @param groups shift groups at work in each of the 24 hours
 */
export function fitStaffing(visits: readonly PastVisit[], groups: readonly number[]): Staffing {
  const services = visits.flatMap(({ service }) => (service ? [service.to - service.from] : []))
  const longestPause = meanOf(services)
  const days = byDay(visits)
  const pauses: number[] = []
  const duties = days.map((day) => dutiesOf(day, longestPause, pauses))
  const turn = quantileOf(
    pauses.toSorted((a, b) => a - b),
    0.2,
  )
  return {
    duties,
    turnSeconds: turn,
    leaveAnyway: quietShareOfLeaving(days, duties),
    agentsPerGroup: agentsPerGroup(duties, groups),
  }
}

function dutiesOf(day: readonly PastVisit[], longestPause: number, pauses: number[]): Duty[] {
  const byServer = new Map<string, Duty[]>()
  for (const { service } of day) {
    if (service === null || service.server === null) continue
    const theirs = byServer.get(service.server)
    if (theirs) theirs.push(service)
    else byServer.set(service.server, [service])
  }
  return [...byServer.values()].flatMap((services) => {
    const inOrder = services.toSorted((a, b) => a.from - b.from)
    const duties: { from: number; to: number }[] = []
    for (const { from, to } of inOrder) {
      const last = duties.at(-1)
      if (last) pauses.push(Math.max(0, from - last.to))
      if (last && from - last.to <= longestPause) last.to = Math.max(last.to, to)
      else duties.push({ from, to })
    }
    return duties
  })
}

/** Seconds of each quarter hour that lie within the intervals. */
function secondsByQuarter(intervals: readonly Duty[]): number[] {
  const seconds = Array.from({ length: quarters }, () => 0)
  for (const { from, to } of intervals) {
    for (let q = Math.max(0, Math.floor(from / quarter)); q < quarters && q * quarter < to; q += 1) {
      seconds[q] = (seconds[q] ?? 0) + Math.min(to, (q + 1) * quarter) - Math.max(from, q * quarter)
    }
  }
  return seconds
}

function countByQuarter(visits: readonly PastVisit[]): number[] {
  const counts = Array.from({ length: quarters }, () => 0)
  for (const { arrivedAt } of visits) {
    const q = Math.floor(arrivedAt / quarter)
    counts[q] = (counts[q] ?? 0) + 1
  }
  return counts
}

/** Of the open quarter hours those least loaded, with a fifth of all arrivals: there hardly anybody waits, so those who leave would leave anyway. */
function quietShareOfLeaving(days: readonly (readonly PastVisit[])[], duties: readonly (readonly Duty[])[]): number {
  const open = days.flatMap((day, index) => {
    const capacity = secondsByQuarter(duties[index] ?? [])
    const load = secondsByQuarter(day.flatMap(({ service }) => (service ? [service] : [])))
    const arrivals = countByQuarter(day)
    const left = countByQuarter(day.filter(({ service }) => service === null))
    return capacity.flatMap((seconds, q) =>
      seconds === 0 || !arrivals[q] ? [] : [{ use: (load[q] ?? 0) / seconds, arrivals: arrivals[q], left: left[q] ?? 0 }],
    )
  })
  const wanted = open.reduce((sum, { arrivals }) => sum + arrivals, 0) / 5
  let arrivals = 0
  let left = 0
  for (const each of open.toSorted((a, b) => a.use - b.use)) {
    if (arrivals >= wanted) break
    arrivals += each.arrivals
    left += each.left
  }
  return arrivals === 0 ? 0 : left / arrivals
}

function agentsPerGroup(duties: readonly (readonly Duty[])[], groups: readonly number[]): number {
  const seconds = duties.flat().reduce((sum, { from, to }) => sum + to - from, 0)
  const groupHours = groups.reduce((sum, each) => sum + each, 0) * duties.length
  return groupHours === 0 ? 0 : seconds / 3600 / groupHours
}

/**
 * The duties under another shift plan: in each hour as many times the agents as it has times the groups. Parts of an agent are carried
 * on from hour to hour, so that half an agent more is one more every second hour.
 */
export function dutiesUnderPlan(duties: readonly Duty[], before: readonly number[], planned: readonly number[]): Duty[] {
  const changed: Duty[] = []
  let carried = 0
  for (const piece of duties.flatMap(byHour).toSorted((a, b) => a.from - b.from)) {
    const hour = Math.min(23, Math.floor(piece.from / 3600))
    const groups = before[hour] ?? 0
    carried += groups === 0 ? 0 : (planned[hour] ?? 0) / groups
    // A rounding fault of the sum must not cost an agent.
    for (; carried >= 1 - 1e-9; carried -= 1) changed.push(piece)
  }
  return changed
}

function byHour({ from, to }: Duty): Duty[] {
  const pieces: Duty[] = []
  for (let at = from; at < to;) {
    const end = Math.min(to, (Math.floor(at / 3600) + 1) * 3600)
    pieces.push({ from: at, to: end })
    at = end
  }
  return pieces
}
