import { beforeEach, describe, expect, it } from 'vitest'
import { replayDay, snapshotFrom } from './replay.ts'
import type { TicketEvent } from './replay.ts'

let last = 0
beforeEach(() => {
  last = 0
})
/** One after another unless a snapshot is given: each sees everybody before it. */
function event(ticketId: string, kind: string, more: Partial<TicketEvent> = {}): TicketEvent {
  last += 1
  return {
    id: String(last).padStart(6, '0'),
    ticketId,
    kind,
    state: kind === 'call_next' || kind === 'call' ? 'called' : kind === 'finish' ? 'finished' : kind === 'leave' ? 'left' : 'waiting',
    queueId: 'q1',
    orderAt: Number(ticketId.slice(1)),
    served: kind === 'call_next' ? ['q1'] : null,
    writtenIn: last,
    seen: snapshotFrom(`${last}:${last}:`),
    ...more,
  }
}

const told = (events: TicketEvent[]) => replayDay(events).map(({ called, expected }) => [called, expected])

describe('replaying a day', () => {
  it('reports nothing when everybody was called in order, and names those a call skipped', () => {
    expect(told([event('t1', 'issue'), event('t2', 'issue'), event('t1', 'call_next'), event('t2', 'call_next')])).toEqual([])
    expect(told([event('t1', 'issue'), event('t2', 'issue'), event('t2', 'call_next'), event('t1', 'call_next')])).toEqual([['t2', 't1']])
  })

  it('uses the published order, not the order of arrival: a head start gives an earlier place', () => {
    const events = [
      event('t5', 'issue'),
      event('t9', 'issue', { orderAt: 2 }),
      event('t9', 'call_next', { orderAt: 2 }),
      event('t5', 'call_next'),
    ]
    expect(told(events)).toEqual([])
  })

  it('considers the queues a counter served, also when a person was sent to another queue', () => {
    const events = [
      event('t1', 'issue'),
      event('t2', 'issue', { queueId: 'q2' }),
      event('t2', 'call_next', { queueId: 'q2', served: ['q2'] }),
      event('t1', 'call_next'),
      event('t1', 'transfer', { queueId: 'q2' }),
      event('t3', 'issue', { queueId: 'q2' }),
      event('t3', 'call_next', { queueId: 'q2', served: ['q1', 'q2'] }),
    ]
    expect(told(events)).toEqual([['t3', 't1']])
  })

  it('ignores people who were set aside, did not come or left, and calls out of order that have a reason', () => {
    const events = [
      event('t1', 'issue'),
      event('t2', 'issue'),
      event('t3', 'issue'),
      event('t1', 'leave'),
      event('t2', 'call'),
      event('t2', 'hold', { state: 'held' }),
      event('t3', 'call_next'),
    ]
    expect(told(events)).toEqual([])
  })

  it('accepts only one exception: another call had locked the ticket at that instant', () => {
    const [one, two] = [event('t1', 'issue'), event('t2', 'issue')]
    // Both begun before either had committed: 11 had the lock of t1, so 12 took t2.
    const first = event('t1', 'call_next', { writtenIn: 11, seen: snapshotFrom('11:11:') })
    const second = event('t2', 'call_next', { writtenIn: 12, seen: snapshotFrom('11:12:11') })
    expect(told([one, two, second, first])).toEqual([])
    // Here the other began only after this call had been committed: nothing was locked.
    const late = event('t1', 'call_next', { writtenIn: 13, seen: snapshotFrom('13:13:') })
    expect(told([one, two, { ...second, seen: snapshotFrom('12:12:') }, late])).toEqual([['t2', 't1']])
  })

  it('does not expect a ticket that the call could not see yet', () => {
    const [one, two] = [event('t2', 'issue', { writtenIn: 1 }), event('t1', 'issue', { writtenIn: 5 })]
    expect(told([one, two, event('t2', 'call_next', { writtenIn: 6, seen: snapshotFrom('5:6:5') })])).toEqual([])
    expect(told([one, two, event('t2', 'call_next', { writtenIn: 6, seen: snapshotFrom('6:6:') })])).toEqual([['t2', 't1']])
  })
})
