import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelFrom, orderFrom, priorityGrounds, findTicketActRefusal, ticketActs, ticketStates } from './ticket.ts'
import type { PriorityGround, TicketAct, TicketState } from './ticket.ts'

const minute = 60_000
const arrivals = fc.array(
  fc.record({ afterMs: fc.integer({ min: 0, max: 4 * minute }), priority: fc.option(fc.constantFrom(...priorityGrounds), { nil: null }) }),
  { minLength: 2, maxLength: 60 },
)

describe('the published order', () => {
  it('never lets a person be overtaken by one who came more than the head start later, however many have priority', () => {
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 0, max: 60 }), (people, headStart) => {
        let at = 0
        const queue = people.map(({ afterMs, priority }) => ({
          at: (at += afterMs),
          order: orderFrom(at, priority as PriorityGround | null, headStart),
        }))
        for (const one of queue) {
          for (const later of queue) {
            if (later.at > one.at + headStart * minute) expect(later.order).toBeGreaterThan(one.order)
          }
        }
      }),
      { numRuns: 100 },
    )
  })

  it('keeps the order of arrival among those with priority, and among those without', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.constantFrom<PriorityGround | null>('elderly', null), (one, other, priority) => {
        expect(orderFrom(one, priority, 15) < orderFrom(other, priority, 15)).toBe(one < other)
      }),
      { numRuns: 50 },
    )
  })

  it('nobody starves: a person without priority is served although only people with priority come after, faster than they are served', () => {
    const headStart = 15
    const waiting = [{ name: 'ordinary', order: orderFrom(0, null, headStart) }]
    let servedAt: number | null = null
    // Two with priority come every minute, one is served.
    for (let at = 0; at < 120 && servedAt === null; at += 1) {
      waiting.push(...[1, 2].map((n) => ({ name: `priority ${at} ${n}`, order: orderFrom(at * minute + n, 'disabled', headStart) })))
      waiting.sort((a, b) => a.order - b.order)
      if (waiting.shift()?.name === 'ordinary') servedAt = at
    }
    // Thirty came within the head start, so thirty were served before.
    expect(servedAt).toBe(30)
  })
})

describe('acts on a ticket', () => {
  const may: Readonly<Record<TicketState, readonly TicketAct[]>> = {
    waiting: ['call', 'leave'],
    called: ['recall', 'hold', 'transfer', 'no_show', 'finish'],
    held: ['call', 'leave'],
    finished: [],
    no_show: ['call'],
    left: [],
  }
  it.each(ticketStates)('%s', (state) => {
    expect(ticketActs.filter((act) => findTicketActRefusal(act, { state, isHolder: true, reason: 'x' }) === null)).toEqual(may[state])
  })

  it('by an officer of another counter: only acts on people who are at no counter', () => {
    const done = ticketActs.filter((act) =>
      ticketStates.some((state) => findTicketActRefusal(act, { state, isHolder: false, reason: 'x' }) === null),
    )
    expect(done).toEqual(['call', 'leave'])
  })

  it('a call out of order needs a reason', () => {
    const silent = ticketActs.filter((act) =>
      ticketStates.some((state) => findTicketActRefusal(act, { state, isHolder: true, reason: '' }) === null),
    )
    expect(silent).toEqual(['recall', 'transfer', 'no_show', 'finish'])
  })
})

it('a number has a letter and at least three digits', () => {
  expect([7, 12, 123, 1234].map((number) => labelFrom({ prefix: 'A', number }))).toEqual(['A007', 'A012', 'A123', 'A1234'])
})
