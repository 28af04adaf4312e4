import { describe, expect, it } from 'vitest'
import type { PastVisit } from './history.ts'
import { randomFrom } from './random.ts'
import { simulateHall } from './simulation.ts'
import { dutiesUnderPlan, fitStaffing } from './staffing.ts'

const forever = { headStartSeconds: 0, patienceSeconds: 1e12, rounds: 1 }
const nobodyLeaves = { turnSeconds: 0, leaveAnyway: 0, agentsPerGroup: 1 }

const visit = (arrivedAt: number, length: number, more: Partial<PastVisit> = {}): PastVisit => ({
  day: '2026-11-02',
  arrivedAt,
  kind: 'intake',
  hasPriority: false,
  service: { from: arrivedAt, to: arrivedAt + length, server: 'A' },
  ...more,
})

describe('the simulated hall', () => {
  it('agrees with Erlang’s formula where arrivals and services are exponential', () => {
    // Three counters, one person each 50 s, 120 s each: 80 % used.
    const random = randomFrom(7)
    const draw = (mean: number): number => -Math.log(1 - random()) * mean
    const days = 40
    const visits: PastVisit[] = []
    for (let day = 1; day <= days; day += 1) {
      for (let at = draw(50); at < 80_000; at += draw(50)) visits.push({ ...visit(at, draw(120)), day: String(day) })
    }
    const duty = [1, 2, 3].map(() => ({ from: 0, to: 200_000 }))
    const { waitMean, servedMean } = simulateHall(visits, { ...nobodyLeaves, duties: Array.from({ length: days }, () => duty) }, forever)
    const load = 120 / 50
    const allBusy = load ** 3 / 6 / (1 - load / 3) / (1 + load + load ** 2 / 2 + load ** 3 / 6 / (1 - load / 3))
    const byErlang = (allBusy * 120) / (3 - load)
    expect(servedMean).toBeGreaterThan(117)
    expect(servedMean).toBeLessThan(123)
    expect(Math.abs(waitMean - byErlang) / byErlang).toBeLessThan(0.1)
  })

  it('serves those with priority as if they had come earlier, and no earlier than that', () => {
    const day = [visit(0, 100), visit(10, 100), visit(40, 100, { hasPriority: true }), visit(200, 1)]
    const waits = (headStartSeconds: number) =>
      simulateHall(day, { ...nobodyLeaves, duties: [[{ from: 0, to: 999 }]] }, { ...forever, headStartSeconds })
    // First 0, then either the second (90) and the third (160), or the third (60) and the second (190); the last 100.
    expect(waits(29).waitMean).toBe((0 + 90 + 160 + 100) / 4)
    expect(waits(31).waitMean).toBe((0 + 60 + 190 + 100) / 4)
    expect([waits(29).waitP90, waits(31).waitP90]).toEqual([160, 190])
  })

  it('turns people away while nobody serves, and removes those who lose patience', () => {
    const day = [visit(5, 10), visit(100, 500), visit(101, 10)]
    const staffing = { ...nobodyLeaves, duties: [[{ from: 50, to: 999 }]] }
    expect(simulateHall(day, staffing, forever).abandoned).toBe(0.3333)
    expect(simulateHall(day, staffing, { ...forever, patienceSeconds: 0.001 }).abandoned).toBe(0.6667)
    expect(simulateHall([], staffing, forever)).toEqual({ servedMean: 0, waitMean: 0, waitP50: 0, waitP90: 0, abandoned: 0 })
  })

  it('has shorter waits with more counters, and is deterministic', () => {
    const day = Array.from({ length: 200 }, (_, n) => visit(n * 100, 180))
    const plan = (count: number) => ({ ...nobodyLeaves, duties: [Array.from({ length: count }, () => ({ from: 0, to: 90_000 }))] })
    const waits = [2, 3].map((count) => simulateHall(day, plan(count), { ...forever, patienceSeconds: 600, rounds: 2 }))
    expect(waits[1]?.waitMean).toBe(0)
    const [few] = [1].map((count) => simulateHall(day, plan(count), { ...forever, patienceSeconds: 600, rounds: 2 }))
    expect(few?.waitMean).toBeGreaterThan(200)
    expect(simulateHall(day, plan(1), { ...forever, patienceSeconds: 600, rounds: 2 })).toEqual(few)
  })
})

describe('staffing estimated from the served load', () => {
  const served = (from: number, to: number, server: string | null): PastVisit => visit(from, 0, { service: { from, to, server } })

  it('takes a pause longer than a service for an absence, and a shorter one for work', () => {
    const day = [served(0, 100, 'A'), served(150, 250, 'A'), served(351, 451, 'A'), served(0, 100, 'B')]
    const { duties } = fitStaffing(
      day,
      Array.from({ length: 24 }, () => 1),
    )
    expect(duties).toEqual([
      [
        { from: 0, to: 250 },
        { from: 351, to: 451 },
        { from: 0, to: 100 },
      ],
    ])
  })

  it('counts no agent for a service without a named agent', () => {
    expect(fitStaffing([served(0, 100, null)], []).duties).toEqual([[]])
  })

  it('computes the size of a shift group, and changes it hour by hour with the plan', () => {
    const day = [0, 1].flatMap((n) => [served(0, 3600, `A${n}`), served(3600, 7200, `A${n}`)])
    const groups = Array.from({ length: 24 }, (_, hour) => (hour < 2 ? 1 : 0))
    const { duties, agentsPerGroup } = fitStaffing(day, groups)
    expect(agentsPerGroup).toBe(2)
    const seconds = (plan: readonly number[], from: number) =>
      dutiesUnderPlan(duties[0] ?? [], groups, plan)
        .filter((duty) => duty.from >= from && duty.to <= from + 3600)
        .reduce((sum, duty) => sum + duty.to - duty.from, 0)
    const plan = Array.from({ length: 24 }, (_, hour) => (hour === 0 ? 2 : 0.5))
    expect([seconds(plan, 0), seconds(plan, 3600)]).toEqual([4 * 3600, 3600])
  })

  it('estimates from the quiet hours how many people leave at any queue length', () => {
    const busy = Array.from({ length: 80 }, (_, n) => visit(n * 10, 0, { service: { from: n * 10, to: n * 10 + 10, server: 'A' } }))
    const quiet = Array.from({ length: 20 }, (_, n) =>
      visit(36_000 + n, 0, { service: n < 5 ? null : { from: 36_000 + n, to: 36_000 + n, server: 'B' } }),
    )
    const present = [served(36_000, 36_001, 'C'), served(36_900, 36_901, 'C')]
    const { leaveAnyway } = fitStaffing([...busy, ...quiet, ...present], [])
    expect(leaveAnyway).toBeCloseTo(5 / 21, 2)
  })
})
