/** A question of a form as a draft shows it, as far as an answer depends on it. */
export type AskedQuestion = {
  readonly id: string
  readonly kind: string
  readonly typed: readonly string[]
  readonly isAsked: boolean
  readonly isLocked: boolean
  readonly choices: readonly { readonly id: string }[]
}

const words: Readonly<Record<string, string>> = {
  yes_no: 'no',
  day: '02/03/2020',
  birth_day: '1961',
  number: '2',
  phone: '0905 000 009',
  email: 'mau@example.com',
  id_number: '049190000777',
  name: 'Hồ Thị Mẫu',
  paragraph: 'Đề nghị cấp lại giấy đã mất ngày 02/03/2026.\nGiấy cũ do Sở cấp năm 2019.',
}

/**
 * Invented answers to the questions of a draft that are still open or were answered wrongly: valid values, no real person's data.
 * Empty when nothing is open. Answers may open further questions, so that a draft is asked again until nothing is.
 */
export function answersFrom(draft: {
  readonly sections: readonly { readonly questions: readonly AskedQuestion[] }[]
  readonly faults: readonly { readonly field: string }[]
}): Readonly<Record<string, string | string[]>> {
  const isWrong = ({ id, typed }: AskedQuestion): boolean => typed.length > 0 && draft.faults.some(({ field }) => field === id)
  return Object.fromEntries(
    draft.sections
      .flatMap(({ questions }) => questions)
      .filter((each) => each.isAsked && !each.isLocked && (each.typed.length === 0 || isWrong(each)))
      .map((each) => [each.id, answerTo(each, isWrong(each))]),
  )
}

/** Where the first answer to a number or a day does not do, a year or a day to come is wanted. */
function answerTo({ kind, choices }: AskedQuestion, isSecond: boolean): string | string[] {
  const first = choices[0]?.id ?? ''
  if (kind === 'choices') return [first]
  if (kind === 'choice') return first
  if (isSecond && kind === 'number') return '2000'
  if (isSecond && kind === 'day') return '31/12/2027'
  return words[kind] ?? 'Thôn 3, xã Mẫu, thành phố Đà Nẵng'
}
