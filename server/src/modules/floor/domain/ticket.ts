/** Why somebody goes ahead of others (đối tượng ưu tiên). */
export const priorityGrounds = ['elderly', 'disabled', 'pregnant', 'merit', 'small_child'] as const
export type PriorityGround = (typeof priorityGrounds)[number]

/** What a queue is for. `guidance` is where somebody goes who does not know what to choose: a greeter helps. */
export const queueKinds = ['intake', 'collection', 'guidance'] as const
export type QueueKind = (typeof queueKinds)[number]

export const ticketStates = ['waiting', 'called', 'held', 'finished', 'no_show', 'left'] as const
export type TicketState = (typeof ticketStates)[number]

/** `A012`: the letter of the queue and at least three digits. It stays with a person who is sent on to another queue. */
export function labelFrom({ prefix, number }: { readonly prefix: string; readonly number: number }): string {
  return `${prefix}${String(number).padStart(3, '0')}`
}

/**
 * The published order: people are called in the order of arrival, and a person with priority counts as having come `headStartMinutes`
 * earlier. So nobody is overtaken by anyone who came more than that after them, and nobody starves.
 * @returns milliseconds since 1970; the smallest is called first
 */
export function orderFrom(joinedAtMs: number, priority: PriorityGround | null, headStartMinutes: number): number {
  return joinedAtMs - (priority === null ? 0 : headStartMinutes * 60_000)
}

/** What staff do with a ticket. `call` is out of order: back from a pause, back after not showing up, or ahead for a reason. */
export const ticketActs = ['call', 'recall', 'hold', 'transfer', 'no_show', 'finish', 'leave'] as const
export type TicketAct = (typeof ticketActs)[number]

type TicketActRule = {
  readonly from: readonly TicketState[]
  readonly to: TicketState
  /** Done by the officer at whose counter the person is, or by who runs the centre. */
  readonly byHolder: boolean
  readonly needsReason: boolean
}

/** What may be done with a ticket in which state, as data. */
export const ticketActRules: Readonly<Record<TicketAct, TicketActRule>> = {
  call: { from: ['waiting', 'held', 'no_show'], to: 'called', byHolder: false, needsReason: true },
  recall: { from: ['called'], to: 'called', byHolder: true, needsReason: false },
  hold: { from: ['called'], to: 'held', byHolder: true, needsReason: true },
  transfer: { from: ['called'], to: 'waiting', byHolder: true, needsReason: false },
  no_show: { from: ['called'], to: 'no_show', byHolder: true, needsReason: false },
  finish: { from: ['called'], to: 'finished', byHolder: true, needsReason: false },
  leave: { from: ['waiting', 'held'], to: 'left', byHolder: false, needsReason: true },
}

export type TicketActRefusal = 'TICKET_WRONG_STATE' | 'TICKET_NOT_AT_YOUR_COUNTER' | 'TICKET_REASON_NEEDED'

/** Why the act may not be done now, or `null`. */
export function findTicketActRefusal(
  act: TicketAct,
  facts: { readonly state: TicketState; readonly isHolder: boolean; readonly reason: string },
): TicketActRefusal | null {
  const rule = ticketActRules[act]
  if (!rule.from.includes(facts.state)) return 'TICKET_WRONG_STATE'
  if (rule.byHolder && !facts.isHolder) return 'TICKET_NOT_AT_YOUR_COUNTER'
  return rule.needsReason && facts.reason === '' ? 'TICKET_REASON_NEEDED' : null
}

/** What people call the states. */
export const ticketStateNames: Readonly<Record<TicketState, string>> = {
  waiting: 'đang chờ',
  called: 'đang được phục vụ',
  held: 'tạm gác',
  finished: 'đã xong',
  no_show: 'gọi không có mặt',
  left: 'đã về',
}
