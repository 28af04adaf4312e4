import type { CitizenCard } from '#web-api'
import { Button, Notice } from '#web-ui'
import { t } from '../text.ts'
import { type FieldChange, withCard, changesBetween } from './card-in-form.ts'
import type { IntakeForm } from './intake-form.ts'

/** The button of the question about the person that has the focus when filing waits for the answer. */
export const differenceButton = 'intake-same-person'

function personText(name: string | null, idNumber: string | null): string {
  return [name, idNumber].filter(Boolean).join(' · ')
}

function wordsOf({ field }: FieldChange, text: string): string {
  if (text === '') return t('intake.change.empty')
  if (field === 'sex') return t(text === 'male' ? 'intake.sex.male' : 'intake.sex.female')
  return text
}

function fieldText(field: FieldChange['field']): string {
  if (field === 'representativeName') return t('intake.representative.fullName')
  if (field === 'representativeId') return t('intake.representative.idNumber')
  return t(`intake.${field}`)
}

/** Each field with the words before and after. */
function ChangeList({ changes }: { changes: readonly FieldChange[] }) {
  return (
    <ul>
      {changes.map((change) => (
        <li key={change.field}>
          {t('intake.change.line', {
            field: fieldText(change.field),
            from: wordsOf(change, change.from),
            to: wordsOf(change, change.to),
          })}
        </li>
      ))}
    </ul>
  )
}

export interface AnotherCardProps {
  form: IntakeForm
  /** The card that was read and is not in the form yet. */
  card: CitizenCard
  onAnother: () => void
  onSame: () => void
  onRepresentative: () => void
}

/** The scanned card and the form differ: the officer decides whose form it is. */
export function AnotherCard({ form, card, onAnother, onSame, onRepresentative }: AnotherCardProps) {
  return (
    <Notice tone="soon" isLive>
      <p>
        <strong>{t('intake.another.title')}</strong>
      </p>
      <p>{t('intake.another.why', { held: personText(form.fullName, form.idNumber), read: personText(card.fullName, card.idNumber) })}</p>
      <p>{t('intake.another.changes')}</p>
      <ChangeList changes={changesBetween(form, withCard(form, card))} />
      <div className="row">
        <Button kind="primary" takesFocus onPress={onAnother}>
          {t('intake.another.yes')}
        </Button>
        <Button onPress={onSame}>{t('intake.another.no')}</Button>
        {form.isRepresented ? <Button onPress={onRepresentative}>{t('intake.another.representative')}</Button> : null}
      </div>
    </Notice>
  )
}

export interface EditedOverCardProps {
  differences: readonly FieldChange[]
  onAnother: () => void
  onSame: () => void
  onBack: () => void
}

/** The name or number of a scanned card was changed by hand: a slip of the finger, a correction, or the next person? */
export function EditedOverCard({ differences, onAnother, onSame, onBack }: EditedOverCardProps) {
  return (
    <Notice tone="soon" isLive>
      <p>
        <strong>{t('intake.edited.title')}</strong>
      </p>
      <p>{t('intake.edited.why')}</p>
      <ChangeList changes={differences} />
      <div className="row">
        <Button kind="primary" onPress={onBack}>
          {t('intake.edited.back')}
        </Button>
        <Button id={differenceButton} onPress={onSame}>
          {t('intake.edited.same')}
        </Button>
        <Button onPress={onAnother}>{t('intake.another.yes')}</Button>
      </div>
    </Notice>
  )
}

/** The values a card has just replaced, and the undo. */
export function CardTaken({ changes, onUndo }: { changes: readonly FieldChange[]; onUndo: () => void }) {
  return (
    <Notice tone="info" isLive>
      <p>{t('intake.taken')}</p>
      <ChangeList changes={changes} />
      <div className="row">
        <Button onPress={onUndo}>{t('intake.taken.undo')}</Button>
      </div>
    </Notice>
  )
}
