import type { Language } from '#kernel/language.ts'
import { instantText, shortPromiseText } from '#kernel/vietnam-time.ts'

/**
 * Where a dossier's time begins, in words, when that is not acceptance; `null` when it is.
 * @law 309/2026/NĐ-CP Điều 8 khoản 3
 */
export function beginningText(
  clockFrom: 'acceptance' | 'competent_agency',
  agencyName: string,
  startedAt: Temporal.Instant | null,
  language: Language = 'vi',
): string | null {
  if (clockFrom === 'acceptance') return null
  if (language === 'en')
    return `Received for an agency elsewhere: the limit runs from when ${agencyName} has the dossier (309/2026/NĐ-CP Điều 8 khoản 3). ${
      startedAt === null ? 'The agency does not have it yet.' : `The agency has had it since ${shortPromiseText(startedAt)}.`
    }`
  return `Tiếp nhận phi địa giới hành chính: thời hạn tính từ khi ${agencyName} nhận hồ sơ (309/2026/NĐ-CP Điều 8 khoản 3). ${
    startedAt === null ? 'Cơ quan chưa nhận hồ sơ.' : `Cơ quan nhận hồ sơ lúc ${instantText(startedAt)}.`
  }`
}
