import { instantFrom } from '#kernel/instant.ts'
import { giveBackBy, handOverBy } from '#calendar'
import type { WorkingCalendar } from '#calendar'
import { isAfter, transferNames } from '../domain/transfer.ts'
import type { Transfer } from '../domain/transfer.ts'
import { local } from './clocks.ts'

/** A handing over or a giving back as it is stored. */
export type DoneTransfer = { readonly kind: Transfer['kind']; readonly dueAt: string; readonly doneAt: string; readonly isLate: boolean }

type Standing = {
  readonly state: string
  readonly handling: string
  readonly supplementCount: number
  readonly acceptedAt: string | null
  readonly acts: readonly { readonly kind: string; readonly at: string }[]
  readonly transfers: readonly DoneTransfer[]
}

/** By when an accepted dossier is to be with its agency; `null` for one that is not to be handed over, or is there already. */
export function toHandOver(
  row: Pick<Standing, 'state' | 'handling' | 'acceptedAt'>,
  calendar: WorkingCalendar,
  now: Temporal.Instant,
): { by: string; isLate: boolean } | null {
  if (row.state !== 'accepted' || row.handling !== 'forwarded' || row.acceptedAt === null) return null
  const by = handOverBy(calendar, instantFrom(row.acceptedAt))
  return { by: local(by) ?? '', isLate: isAfter(by, now) }
}

/** The deadline for the agency to return a dossier that does not meet the conditions; `null` after the return, and where it holds nothing. */
export function toGiveBack(
  row: Pick<Standing, 'state' | 'handling' | 'supplementCount' | 'acts'>,
  calendar: WorkingCalendar,
  now: Temporal.Instant,
): { by: string; isLate: boolean } | null {
  const received = row.acts.find((act) => act.kind === 'receive')
  if (row.state !== 'in_progress' || row.handling !== 'forwarded' || row.supplementCount > 0 || !received) return null
  const by = giveBackBy(calendar, instantFrom(received.at))
  return { by: local(by) ?? '', isLate: isAfter(by, now) }
}

/** Every handing over and giving back of a dossier, done or still to be done, with what it rests on. */
export function transferViews(row: Standing, calendar: WorkingCalendar, now: Temporal.Instant) {
  const view = (kind: Transfer['kind'], by: string, doneAt: string | null, isLate: boolean) => ({
    kind,
    ...transferNames[kind],
    by,
    doneAt,
    isLate,
  })
  const waiting = [
    ['handed_over', toHandOver(row, calendar, now)],
    ['given_back', toGiveBack(row, calendar, now)],
  ] as const
  return [
    ...row.transfers.map((each) => view(each.kind, local(each.dueAt) ?? '', local(each.doneAt), each.isLate)),
    ...waiting.flatMap(([kind, due]) => (due ? [view(kind, due.by, null, due.isLate)] : [])),
  ]
}

/** The warning before an officer returns a dossier after its deadline: the return is still possible, and is counted as late. */
export function warningOfGivingBack(row: Standing, calendar: WorkingCalendar, now: Temporal.Instant): string | null {
  return toGiveBack(row, calendar, now)?.isLate
    ? 'Đã quá 03 ngày làm việc kể từ ngày cơ quan nhận hồ sơ (61/2018/NĐ-CP Điều 19 khoản 4): việc trả lại để bổ sung vẫn làm được, và được tính là chậm.'
    : null
}
