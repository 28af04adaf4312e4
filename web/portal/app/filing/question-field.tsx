import type { ReactNode } from 'react'
import type { DraftQuestion } from '#web-api'
import { FieldFault, faultOf } from '../form-faults.tsx'
import type { Fault } from '../form-faults.tsx'
import { useWords } from '../use-words.ts'

const inputs: Readonly<
  Record<string, { readonly inputMode?: 'numeric' | 'tel' | 'email'; readonly autoComplete?: string; readonly narrow?: true }>
> = {
  name: { autoComplete: 'name' },
  phone: { inputMode: 'tel', autoComplete: 'tel', narrow: true },
  email: { inputMode: 'email', autoComplete: 'email' },
  number: { inputMode: 'numeric', narrow: true },
  day: { inputMode: 'numeric', narrow: true },
  birth_day: { inputMode: 'numeric', autoComplete: 'bday', narrow: true },
  id_number: { narrow: true },
}

/** One question of a form. One that is not asked now stays hidden until its condition comes true. */
export function QuestionField({ question, faults }: { question: DraftQuestion; faults: readonly Fault[] }): ReactNode {
  const { id, kind, isAsked, when } = question
  const fault = faultOf(faults, id)
  return (
    <div className="question" hidden={!isAsked} {...(when ? { 'data-when': when.question, 'data-when-is': when.is.join(' ') } : {})}>
      {question.isLocked ? (
        <LockedAnswer question={question} fault={fault} />
      ) : kind === 'choice' || kind === 'choices' || kind === 'yes_no' ? (
        <ChoiceField question={question} fault={fault} />
      ) : (
        <TextField question={question} fault={fault} />
      )}
    </div>
  )
}

/** What the electronic identity says: shown with where it comes from, and not to be typed over. */
function LockedAnswer({ question, fault }: { question: DraftQuestion; fault: string | undefined }): ReactNode {
  const { t } = useWords()
  return (
    <div className="field" id={question.id} tabIndex={-1}>
      <span className="field__label">{question.label}</span>
      <FieldFault id={`${question.id}-fault`} message={fault} />
      <strong lang="vi">{question.typed.join(', ')}</strong>
      <span className="field__hint">{t('file.locked')}</span>
    </div>
  )
}

function Label({ question }: { question: DraftQuestion }): ReactNode {
  const { t } = useWords()
  return (
    <>
      {question.label}
      {!question.required && <span className="muted"> ({t('file.optional')})</span>}
    </>
  )
}

function TextField({ question, fault }: { question: DraftQuestion; fault: string | undefined }): ReactNode {
  const { id, kind, hint, typed } = question
  const { narrow, ...look } = inputs[kind] ?? {}
  const described = [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ')
  const common = {
    id,
    name: id,
    defaultValue: typed.join(', '),
    'aria-invalid': fault !== undefined,
    ...(described === '' ? {} : { 'aria-describedby': described }),
  }
  const isLong = kind === 'paragraph' || kind === 'address'
  return (
    <div className="field">
      <label htmlFor={id}>
        <Label question={question} />
      </label>
      {hint && (
        <span className="field__hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <FieldFault id={`${id}-fault`} message={fault} />
      {isLong ? (
        <textarea className="input" rows={kind === 'paragraph' ? 6 : 2} {...common} />
      ) : (
        <input className="input" type="text" {...look} {...common} {...(narrow ? { 'data-narrow': '' } : {})} />
      )}
    </div>
  )
}

function ChoiceField({ question, fault }: { question: DraftQuestion; fault: string | undefined }): ReactNode {
  const { t } = useWords()
  const { id, kind, hint, typed } = question
  const choices =
    kind === 'yes_no'
      ? [
          { id: 'yes', label: t('file.yes') },
          { id: 'no', label: t('file.no') },
        ]
      : question.choices
  const described = [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ')
  return (
    <fieldset
      className="field choices"
      id={id}
      tabIndex={-1}
      {...(described === '' ? {} : { 'aria-describedby': described })}
      {...(fault ? { 'aria-invalid': true } : {})}
    >
      <legend>
        <Label question={question} />
      </legend>
      {hint && (
        <span className="field__hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <FieldFault id={`${id}-fault`} message={fault} />
      {choices.map((choice) => (
        <label key={choice.id} className="choice">
          <input type={kind === 'choices' ? 'checkbox' : 'radio'} name={id} value={choice.id} defaultChecked={typed.includes(choice.id)} />
          <span>{choice.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
