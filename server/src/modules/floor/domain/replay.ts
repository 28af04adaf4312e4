/** The snapshot of a statement of PostgreSQL: transactions below `xmin` and those between that are not in `running`. */
export type Snapshot = { readonly xmin: number; readonly xmax: number; readonly running: ReadonlySet<number> }

/** `10:20:10,14,15`, as PostgreSQL writes it. */
export function snapshotFrom(text: string): Snapshot {
  const [xmin = '0', xmax = '0', running = ''] = text.split(':')
  return { xmin: Number(xmin), xmax: Number(xmax), running: new Set(running === '' ? [] : running.split(',').map(Number)) }
}

/** Something that happened to a ticket, as the record says it. `orderAt` and `queueId` are those after it. */
export type TicketEvent = {
  /** Ids of later events of one ticket are greater. */
  readonly id: string
  readonly ticketId: string
  readonly kind: string
  readonly state: string
  readonly queueId: string
  readonly orderAt: number
  /** Of a call by the rule: the queues its counter served. */
  readonly served: readonly string[] | null
  readonly writtenIn: number
  readonly seen: Snapshot
}

/** A call that the published order does not explain: who was called, and who should have been. */
export type OrderDifference = { readonly event: TicketEvent; readonly called: string; readonly expected: string | null }

/**
 * Replays a day: for each call by the rule, who stood first among those its statement could see waiting. A ticket that another
 * transaction was calling at that very instant was locked, and is passed over as the database passed it over; such a transaction is one the
 * statement did not see and which did something to the ticket.
 * @param events of one hall and one day
 */
export function replayDay(events: readonly TicketEvent[]): OrderDifference[] {
  const inOrder = events.toSorted((a, b) => a.writtenIn - b.writtenIn)
  const byTicket = new Map<string, TicketEvent[]>()
  for (const event of inOrder) {
    const theirs = byTicket.get(event.ticketId)
    if (theirs) theirs.push(event)
    else byTicket.set(event.ticketId, [event])
  }
  // Who waited for the lock of a ticket may have the smaller transaction number and yet come later.
  for (const theirs of byTicket.values()) theirs.sort((a, b) => (a.id < b.id ? -1 : 1))
  // A ticket takes part until everybody who calls later sees that it is over.
  const alive = new Set<string>()
  const issued = inOrder.filter(({ kind }) => kind === 'issue')
  let next = 0
  return inOrder.flatMap((event): OrderDifference[] => {
    if (event.kind !== 'call_next' || event.served === null) return []
    for (; next < issued.length && (issued[next]?.writtenIn ?? 0) < event.seen.xmax; next += 1) alive.add(issued[next]?.ticketId ?? '')
    let first: TicketEvent | null = null
    for (const ticketId of alive) {
      const theirs = byTicket.get(ticketId) ?? []
      const last = theirs.at(-1)
      if (last && last.writtenIn < event.seen.xmin && isOver(last.state)) {
        alive.delete(ticketId)
        continue
      }
      const seen = theirs.filter((each) => isVisible(each.writtenIn, event.seen))
      const now = seen.at(-1)
      if (now?.state !== 'waiting' || !event.served.includes(now.queueId)) continue
      const isLockedByAnother = theirs.some(
        (each) => each.writtenIn !== event.writtenIn && !isVisible(each.writtenIn, event.seen) && wasUnderWay(each, event),
      )
      if (ticketId !== event.ticketId && isLockedByAnother) continue
      if (first === null || isBefore(now, first)) first = now
    }
    return first?.ticketId === event.ticketId ? [] : [{ event, called: event.ticketId, expected: first?.ticketId ?? null }]
  })
}

const isOver = (state: string): boolean => state === 'finished' || state === 'left'

function isVisible(writtenIn: number, { xmin, xmax, running }: Snapshot): boolean {
  return writtenIn < xmin || (writtenIn < xmax && !running.has(writtenIn))
}

/**
 * Whether the other had begun before this call was over: it was running already, or it did not see this call either. One that began after this
 * call had committed could not have locked anything.
 */
function wasUnderWay(other: TicketEvent, call: TicketEvent): boolean {
  return call.seen.running.has(other.writtenIn) || !isVisible(call.writtenIn, other.seen)
}

function isBefore(a: TicketEvent, b: TicketEvent): boolean {
  return a.orderAt === b.orderAt ? a.ticketId < b.ticketId : a.orderAt < b.orderAt
}
