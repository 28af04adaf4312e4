import type { DossierAct, Need } from './act-rows.ts'
import { actRules } from './dossier-acts.ts'
import { askedFor } from './needs.ts'

/** The two answers to a filing at a counter beside acceptance. Given with the filing, so that neither exists without the other. */
export const intakeAnswers = ['request_supplement', 'refuse'] as const satisfies readonly DossierAct[]
export type IntakeAnswer = (typeof intakeAnswers)[number]

/**
 * Missing papers lead to a supplement request; a dossier is refused only for a fault that no paper can cure.
 * @law 61/2018/NĐ-CP Điều 17 khoản 2
 */
export const noRefusalForMissingPapers =
  'Thiếu giấy tờ không phải là căn cứ từ chối: khi đó lập phiếu yêu cầu bổ sung (Mẫu số 02). Chỉ từ chối khi hồ sơ không thuộc thẩm quyền hoặc không đáp ứng yêu cầu, điều kiện của thủ tục.'

/** The text to the applicant with an answer, as far as the answer has one. */
export function listWordsOfAnswer(act: IntakeAnswer): readonly ('defects' | 'reason' | 'supplementDays')[] {
  const { needs } = askedAtIntake(act)
  return needs.flatMap((need) => {
    if (need === 'reasonForRequest') return ['reason' as const]
    return need === 'defects' || need === 'reason' || need === 'supplementDays' ? [need] : []
  })
}

function askedAtIntake(act: IntakeAnswer): ReturnType<typeof askedFor> {
  return askedFor(act, { state: 'filed', holderKind: 'counter', awaited: [] })
}

/** What the counter may answer instead of accepting, and what must be given with each. */
export function listIntakeAnswers(): {
  readonly act: IntakeAnswer
  readonly name: string
  readonly law: string | null
  readonly needs: Need[]
  readonly warning: string | null
}[] {
  return intakeAnswers.map((act) => ({
    act,
    name: actRules[act].name,
    ...askedAtIntake(act),
    warning: act === 'refuse' ? noRefusalForMissingPapers : null,
  }))
}
