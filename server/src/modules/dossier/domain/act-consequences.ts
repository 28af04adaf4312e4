import type { WorkingCalendar } from '#calendar/domain'
import type { AccountId } from '#kernel/ids.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { ActInput, Change, DossierFacts } from './act-facts.ts'
import type { DossierAct } from './act-rows.ts'
import type { Candidate } from './assignment.ts'
import { ceilingOf } from './clocks.ts'
import type { Dossier } from './dossier.ts'
import type { ConsultationChange, NewPaper, OfficerNotice, ReappointmentChange } from './effects.ts'

/** The question an act asks of another agency, the answer it brings, or that nothing is awaited any more. */
export function opinionOf({ opinion }: Change, input: ActInput, dueAfter: (days: number) => Temporal.Instant): ConsultationChange | null {
  if (opinion === null || opinion === 'close') return opinion
  const days = input.days ?? 0
  return 'ask' in opinion
    ? { ask: opinion.ask, question: tidy(input.question ?? ''), days, dueAt: dueAfter(days) }
    : { heard: opinion.heard, answer: tidy(input.answer ?? '') }
}

/** What an act does to the one new day a dossier may be given. */
export function reappointmentOf(
  act: DossierAct,
  input: ActInput,
  on: {
    readonly at: Temporal.Instant
    readonly calendar: WorkingCalendar
    readonly dueBefore: Temporal.Instant | null
    readonly committedDueAt: Temporal.Instant | null
  },
): ReappointmentChange | null {
  const days = input.days ?? 0
  const reason = tidy(input.reason ?? '')
  const { dueBefore, committedDueAt } = on
  switch (act) {
    case 'request_extension':
      return dueBefore && { do: 'ask', cause: input.cause ?? '', reason, days, dueBefore }
    case 'approve_extension':
      return committedDueAt && { do: 'grant', dueAfter: committedDueAt }
    case 'decline_extension':
      return { do: 'decline' }
    case 'draft_apology':
      return dueBefore && { do: 'draft', dueBefore }
    case 'apologise':
      return dueBefore && { do: 'apologise', reason, days, dueBefore, dueAfter: ceilingOf(on.calendar, on.at, days) }
    default:
      return null
  }
}

/** Papers handed in with an act, by the names of the checklist; lines without papers are left out. */
export function papersOf(input: ActInput, { required }: Pick<DossierFacts, 'required'>): readonly NewPaper[] {
  return (input.papers ?? [])
    .filter((paper) => paper.originals + paper.copies + paper.certified > 0)
    .map((paper) => ({ ...paper, name: required.find((each) => each.no === paper.componentNo)?.name ?? 'Giấy tờ khác', note: '' }))
}

/** What officers are notified of: that their work was taken over, or given to them. */
export function noticesOf(
  { code }: Pick<Dossier, 'code'>,
  facts: DossierFacts,
  change: Change,
  by: {
    readonly input: ActInput
    readonly actorId: AccountId | null
    readonly actorName: string
    readonly assignee: Candidate | null
  },
): readonly OfficerNotice[] {
  const { reason } = by.input
  const former = change.parts?.on ? change.parts.on.claim : facts.hands?.claim
  const notices: OfficerNotice[] = []
  if (change.claim !== null && former && former.accountId !== by.actorId) {
    const why = reason ? ` Lý do: ${tidy(reason)}` : ''
    const text = `${by.actorName} đã nhận lại hồ sơ ${code} mà ông/bà đang nhận.${why}`
    notices.push({ accountId: former.accountId, kind: 'taken_over', text })
  }
  if (by.assignee && by.assignee.accountId !== by.actorId) {
    const text = `${by.actorName} giao ông/bà hồ sơ ${code}.${reason ? ` ${tidy(reason)}` : ''}`
    notices.push({ accountId: by.assignee.accountId, kind: 'assigned', text })
  }
  return notices
}
