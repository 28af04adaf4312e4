import type { Change, DossierFacts } from './act-facts.ts'

/** A handing over to the agency, or a giving back by it, with the instant by which the law wants it done. */
export type Transfer = {
  readonly kind: 'handed_over' | 'given_back'
  readonly fromAt: Temporal.Instant
  readonly dueAt: Temporal.Instant
}

export const transferNames: Readonly<Record<Transfer['kind'], { readonly name: string; readonly law: string }>> = {
  handed_over: {
    name: 'Bàn giao cho cơ quan giải quyết',
    law: '61/2018/NĐ-CP Điều 18 khoản 2, khoản 3: trong ngày làm việc; tiếp nhận sau 15 giờ thì đầu giờ ngày làm việc tiếp theo',
  },
  given_back: {
    name: 'Trả lại hồ sơ chưa đủ điều kiện',
    law: '61/2018/NĐ-CP Điều 19 khoản 4: trong 03 ngày làm việc kể từ ngày cơ quan nhận hồ sơ',
  },
}

/** By when each is to be done; the calendar of the dossier's place decides. */
export type TransferDays = {
  readonly handOverBy: (acceptedAt: Temporal.Instant) => Temporal.Instant
  readonly giveBackBy: (receivedAt: Temporal.Instant) => Temporal.Instant
}

/**
 * The handover or return that a change makes, and its deadline. A list alone hands nothing over: the agency's receipt does,
 * for until then the counter holds the dossier. A request for a supplement by the agency is the giving back.
 *
 * @param agencyReceivedAt when the agency received it; `null` where this is not recorded
 * @law 61/2018/NĐ-CP Điều 18 khoản 2, khoản 3; Điều 19 khoản 4
 */
export function transferOf(
  facts: Pick<DossierFacts, 'state' | 'handling'>,
  change: Pick<Change, 'act'>,
  on: { readonly acceptedAt: Temporal.Instant | null; readonly agencyReceivedAt: Temporal.Instant | null } & TransferDays,
): Transfer | null {
  if (facts.handling !== 'forwarded') return null
  if (change.act === 'receive' && facts.state === 'accepted' && on.acceptedAt !== null)
    return { kind: 'handed_over', fromAt: on.acceptedAt, dueAt: on.handOverBy(on.acceptedAt) }
  if (change.act === 'request_supplement' && facts.state === 'in_progress' && on.agencyReceivedAt !== null)
    return { kind: 'given_back', fromAt: on.agencyReceivedAt, dueAt: on.giveBackBy(on.agencyReceivedAt) }
  return null
}

/** Whether it was done, or by now should have been done, after its time. An instant at midnight is the end of its day. */
export function isAfter(dueAt: Temporal.Instant, at: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, dueAt) > 0
}
