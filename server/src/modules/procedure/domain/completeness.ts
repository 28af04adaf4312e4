import { commonQuestionIds, commonSectionIds, findFormFaults } from '#form/domain'
import { faultOfLimit } from '#kernel/limit.ts'
import type { ProcedureInput } from './procedure.ts'
import { isProcedureCode } from './procedure.ts'

/**
 * Why a procedure in its current state cannot be received at the centre, in Vietnamese, or `null` when it can.
 * @law 63/2010/NĐ-CP Điều 8
 */
export function obstacleToPublishing(procedure: ProcedureInput): string | null {
  if (!isProcedureCode(procedure.code)) return 'mã thủ tục không đúng dạng 1.001193.'
  if (procedure.name.trim() === '') return 'thiếu tên thủ tục.'
  const numbers = new Set(procedure.steps.map(({ no }) => no))
  if (numbers.size !== procedure.steps.length) return 'hai bước mang cùng một số.'
  if (new Set(procedure.components.map(({ no }) => no)).size !== procedure.components.length) return 'hai giấy tờ mang cùng một số.'
  if (new Set(procedure.channels.map(({ channel }) => channel)).size !== procedure.channels.length)
    return 'một hình thức nộp được ghi hai lần.'
  for (const step of procedure.steps) {
    if (step.nextNo != null && (step.nextNo <= step.no || !numbers.has(step.nextNo))) return `bước ${step.no} chuyển tới bước không có.`
    if (step.returnNo != null && (step.returnNo >= step.no || !numbers.has(step.returnNo))) return `bước ${step.no} trả lại bước không có.`
    if (step.hours < 0) return `bước ${step.no} có thời gian âm.`
  }
  const { legalLimit, committedLimit } = procedure
  // The printed and promised limit must be the counted one: one rule for a limit, wherever it is entered.
  for (const limit of [legalLimit, committedLimit, ...procedure.channels.map((channel) => channel.limit)]) {
    const faulty = limit && faultOfLimit(limit)
    if (faulty) return `${faulty.charAt(0).toLowerCase()}${faulty.slice(1)}`
  }
  if (legalLimit && committedLimit && legalLimit.unit === committedLimit.unit && committedLimit.amount > legalLimit.amount) {
    return 'thời hạn cam kết dài hơn thời hạn theo quy định.'
  }
  if (procedure.form) {
    const [fault] = findFormFaults(procedure.form, {
      componentNos: procedure.components.map(({ no }) => no),
      taken: [...commonQuestionIds, ...commonSectionIds],
    })
    if (fault !== undefined) return `biểu mẫu điện tử: ${fault.charAt(0).toLowerCase()}${fault.slice(1)}`
  }
  if (procedure.publishState !== 'published') return null
  if (!procedure.agencyId) return 'chưa có cơ quan giải quyết.'
  if (!procedure.handling) return 'chưa chọn cách giải quyết (tại chỗ, chuyển cơ quan, trong ngày).'
  if (!legalLimit && !committedLimit) return 'chưa có thời hạn giải quyết.'
  if (procedure.handling === 'forwarded' && procedure.steps.length + (procedure.process?.steps.length ?? 0) === 0)
    return 'chưa có quy trình giải quyết.'
  if (procedure.toComplete.length > 0) return `còn mục cần hoàn thiện: ${procedure.toComplete[0]?.reason ?? ''}`
  return null
}
