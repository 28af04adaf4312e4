import { instantText } from '#kernel/vietnam-time.ts'

/**
 * Where a dossier's time begins, in words, when that is not acceptance; `null` when it is.
 * @law 309/2026/NĐ-CP Điều 8 khoản 3
 */
export function beginningText(
  clockFrom: 'acceptance' | 'competent_agency',
  agencyName: string,
  startedAt: Temporal.Instant | null,
): string | null {
  if (clockFrom === 'acceptance') return null
  return `Tiếp nhận phi địa giới hành chính: thời hạn tính từ khi ${agencyName} nhận hồ sơ (309/2026/NĐ-CP Điều 8 khoản 3). ${
    startedAt === null ? 'Cơ quan chưa nhận hồ sơ.' : `Cơ quan nhận hồ sơ lúc ${instantText(startedAt)}.`
  }`
}
