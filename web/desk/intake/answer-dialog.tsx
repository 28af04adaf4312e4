import { useState } from 'react'
import type { Problem, ProcedurePromise } from '#web-api'
import { Button, Dialog } from '#web-ui'
import { fieldError, ProblemSummary } from '../lib/problem-view.tsx'
import { type Defect, defectsFrom, wholeOrTyped } from '../dossier/act-needs.ts'
import { ActWarning, AnswerFields, type AnswerWords, SupplementDaysField } from '../dossier/answer-fields.tsx'
import { t } from '../text.ts'
import type { WordedAnswer } from './intake-form.ts'

export interface AnswerDialogProps {
  applicant: string
  answer: ProcedurePromise['answers'][number]
  /** Papers of the checklist that were not submitted: the points of a request to complete. */
  missing: readonly Defect[]
  grounds: readonly string[]
  problem: Problem | null
  attempt: number
  isPending: boolean
  isDrafting: boolean
  /** Text typed before the form behind had to be corrected; it is not typed twice. */
  begun: AnswerWords | null
  onClose: () => void
  onSend: (answer: WordedAnswer, words: AnswerWords) => void
  /** The paper is read before it is sent. */
  onReadDraft: (answer: WordedAnswer, words: AnswerWords) => void
}

/** Mẫu 02 or Mẫu 03 before there is a dossier: it is created when this is sent, and not before. */
export function AnswerDialog({ applicant, answer, missing, grounds, problem, attempt, ...doing }: AnswerDialogProps) {
  const { act, needs } = answer
  const { isPending, isDrafting, begun, onClose, onSend, onReadDraft } = doing
  const [words, setWords] = useState<AnswerWords>(
    begun ?? { defects: needs.includes('defects') ? missing.map(({ text }) => text).join('\n') : '', supplementDays: '', reason: '' },
  )
  const set = (part: Partial<AnswerWords>) => setWords((current) => ({ ...current, ...part }))
  const worded = () => answerFrom(act, needs, words, missing)
  const error = (field: string) => fieldError(problem, field)
  return (
    <Dialog title={answer.name} isOpen onClose={onClose}>
      <form
        noValidate
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          onSend(worded(), words)
        }}
      >
        <ProblemSummary problem={problem} attempt={attempt} />
        {applicant.trim() === '' ? null : <p>{applicant}</p>}
        <ActWarning warning={answer.warning} />
        {needs.includes('supplementDays') ? <SupplementDaysField words={words} set={set} error={error} /> : null}
        <AnswerFields needs={needs} words={words} set={set} error={error} grounds={act === 'refuse' ? grounds : []} />
        {answer.draft ? (
          <div>
            <Button isPending={isDrafting} onPress={() => onReadDraft(worded(), words)}>
              {t('act.readDraft', { title: answer.draft.title })}
            </Button>
          </div>
        ) : null}
        <p className="muted small">{answer.law ? t('act.law', { law: answer.law }) : null}</p>
        <div className="dialog__foot">
          <Button onPress={onClose}>{t('act.cancel')}</Button>
          <Button kind={act === 'refuse' ? 'danger' : 'primary'} type="submit" isPending={isPending}>
            {answer.name}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** The answer as the API takes it: exactly what it needs. */
export function answerFrom(
  act: ProcedurePromise['answers'][number]['act'],
  needs: readonly string[],
  words: AnswerWords,
  missing: readonly Defect[],
): WordedAnswer {
  const reason = words.reason.trim()
  return {
    accept: false,
    answer: act,
    ...(needs.includes('defects') ? { defects: defectsFrom(words.defects, missing) } : {}),
    ...(reason === '' ? {} : { reason }),
    // What is no number goes as it was typed, so that the server can say which field is wrong.
    ...(words.supplementDays.trim() === '' ? {} : { supplementDays: wholeOrTyped(words.supplementDays) as number }),
  }
}

/** Whether the fault lies in what this dialog asks for; otherwise the form behind it must be corrected first. */
export function isAboutAnswer({ fields }: Problem): boolean {
  return fields.every(({ field }) => /^(?:reason|defects|supplementDays)(?:\.|$)/u.test(field))
}
