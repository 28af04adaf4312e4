import { instantFrom, millisOf } from '#kernel/instant.ts'
import { correctedNames, promiseRecorded, readAnyRecord } from './act-record.ts'
import type { Corrected } from './act-record.ts'
import { causeRule } from './clock-causes.ts'
import type { DossierAct } from './act-rows.ts'

type Act = { readonly kind: DossierAct; readonly at: string; readonly payload: string }

/** The reason why a slip is outdated, and the day that a new one promises; `null` where none is promised. */
export type Overtaking = { readonly act: Act; readonly promisedAt: string | null }

/**
 * The act that made the applicant's slip outdated: the last that moved the promised day, or corrected the person, since the
 * slip was issued; `null` while the slip is right. A stopped clock has no day, so the slip keeps its own until there is one.
 * @param issuedAt when the latest slip was issued; `null` when there is none yet, whose promise is then that of acceptance
 */
export function findOvertakingAct(acts: readonly Act[], issuedAt: string | null): Overtaking | null {
  const accepted = acts.findLast((act) => act.kind === 'accept')
  if (!accepted) return null
  const since = instantFrom(issuedAt ?? accepted.at)
  let onSlip: string | null = null
  let now: string | null = null
  let mover: Act | null = null
  let corrector: Act | null = null
  for (const act of acts) {
    const isOnSlip = Temporal.Instant.compare(instantFrom(act.at), since) <= 0
    // The first slip is printed from the row, corrected or not.
    if (!isOnSlip && issuedAt !== null && isCorrection(act)) corrector = act
    const day = promiseRecorded(act)
    if (day === undefined || day === null) continue
    if (isOnSlip) onSlip = day
    else if (!isSame(day, now ?? onSlip)) mover = act
    if (!isOnSlip) now = day
  }
  const promisedAt = now ?? onSlip
  const hasMoved = now !== null && !isSame(now, onSlip)
  const act = hasMoved ? (mover ?? corrector) : corrector
  return act && { act, promisedAt }
}

export function isCorrection(act: Pick<Act, 'kind'>): boolean {
  return act.kind === 'correct_contact' || act.kind === 'correct_identity'
}

/** Instants are stored in whole seconds by some acts and milliseconds by others. */
function isSame(one: string, other: string | null): boolean {
  if (other === null) return false
  return Math.floor(millisOf(one) / 1000) === Math.floor(millisOf(other) / 1000)
}

/** The reason printed on a replacing slip: the act that moved the day. */
export function replacementReason(act: Act): string {
  const record = readAnyRecord(act)
  const why = record.reason ?? ''
  const cause = record.cause ? causeRule(record.cause).name : ''
  const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('. ')
  switch (act.kind) {
    case 'reproject':
      return joined(record.decree ? `${record.decree.name} (${record.decree.basis})` : '', why)
    case 'approve_extension':
      return joined('Gia hạn thời gian giải quyết', why)
    case 'supplement':
      return 'Đã nhận giấy tờ bổ sung, thời hạn được tính lại'
    case 'confirm_payment':
      return 'Người nộp đã thực hiện nghĩa vụ tài chính, thời hạn được tính tiếp'
    case 'resume':
      return joined('Hồ sơ được giải quyết tiếp sau khi tạm dừng', why)
    case 'restart_clock':
      return joined('Thời hạn được tính lại từ đầu', cause, why)
    case 'correct_contact':
    case 'correct_identity': {
      // In the order of the form: the sealed record sorts its keys.
      const { corrected = {} } = record
      const fields = Object.entries(correctedNames).flatMap(([field, name]) => (corrected[field as keyof Corrected] ? [name] : []))
      return `Bản in lại sau khi sửa ${fields.join(', ')}`
    }
    case 'receive':
      return 'Cơ quan có thẩm quyền đã nhận hồ sơ, thời hạn bắt đầu được tính'
    default:
      return joined('Ngày hẹn trả thay đổi', cause, why)
  }
}
