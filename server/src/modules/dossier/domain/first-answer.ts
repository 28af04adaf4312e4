import { addWorkingMinutes } from '#calendar/domain'
import type { WorkingCalendar } from '#calendar/domain'

/** Working minutes within which the centre answers a dossier filed online: accepts it, asks for a supplement or refuses. */
export const firstAnswerMinutes = 480

/**
 * By when the centre owes its first answer to a dossier filed online: eight working hours of the centre from the filing, at any hour.
 * @law 45/2020/NĐ-CP (thông báo tiếp nhận trực tuyến chậm nhất 08 giờ làm việc; chưa đối chiếu với 118/2025/NĐ-CP và 310/2026/NĐ-CP)
 */
export function computeFirstAnswerDue(calendar: WorkingCalendar, filedAt: Temporal.Instant): Temporal.Instant {
  return addWorkingMinutes(calendar, filedAt, firstAnswerMinutes)
}
