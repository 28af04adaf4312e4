import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import { asProblem, type CitizenCard, type Problem } from '#web-api'
import { Checkbox, Notice, plainForms, RadioGroup, Select, TextField } from '#web-ui'
import { api } from '../lib/api.ts'
import { intakeKeys } from '../lib/keys.ts'
import { fieldError } from '../lib/problem-view.tsx'
import { t } from '../text.ts'
import {
  changesBetween,
  type FieldChange,
  isAnotherPerson,
  openDifferences,
  personTypedOver,
  typedNumber,
  withCard,
  withCardAgain,
  withPersonConfirmed,
  withPersonOf,
  withRepresentativeCard,
} from './card-in-form.ts'
import { AnotherCard, CardTaken, EditedOverCard } from './card-questions.tsx'
import { type IntakeForm, looksLikeCard } from './intake-form.ts'
import { followBurst, noBurst, scannedCard } from './scanner-burst.ts'

export interface PersonSectionProps {
  form: IntakeForm
  setForm: (change: (form: IntakeForm) => IntakeForm) => void
  problem: Problem | null
  scanRef: RefObject<HTMLInputElement | null>
  phoneRef: RefObject<HTMLInputElement | null>
  /** The card with which this intake began, when the one before it was another person's. */
  firstCard: CitizenCard | null
  /** Another person is here: their intake begins with `card`, and `held` (what is the first person's) stays a draft. */
  onAnotherPerson: (card: CitizenCard, held: IntakeForm) => void
  /** The telephone was typed: on to the procedure. */
  onDone: () => void
}

function isNameOrNumber(target: EventTarget): boolean {
  return target instanceof HTMLInputElement && ['applicant.fullName', 'applicant.idNumber'].includes(target.name)
}

/** Who is in front of me: a card scanned, or typed by hand. */
export function PersonSection({ form, setForm, problem, scanRef, phoneRef, firstCard, onAnotherPerson, onDone }: PersonSectionProps) {
  const [scan, setScan] = useState('')
  const [isReading, setReading] = useState(false)
  const [card, setCard] = useState<CitizenCard | null>(firstCard)
  const [asked, setAsked] = useState<CitizenCard | null>(null)
  /** The form as it was before a card replaced something in it, and what. */
  const [replaced, setReplaced] = useState<{ before: IntakeForm; changes: FieldChange[] } | null>(null)
  const [isNaming, setNaming] = useState(false)
  const [scanProblem, setScanProblem] = useState<string | null>(null)
  const set = (part: Partial<IntakeForm>) => setForm((current) => ({ ...current, ...part }))
  const error = (field: string) => fieldError(problem, field)

  const take = (found: CitizenCard, fill = withCard) => {
    setAsked(null)
    setCard(found)
    const changes = changesBetween(form, fill(form, found))
    setReplaced(changes.length > 0 ? { before: form, changes } : null)
    setForm((current) => fill(current, found))
    phoneRef.current?.focus()
  }
  /** Data of one person never stay beside the card of another: who it is, the officer says. */
  const takeOrAsk = (found: CitizenCard) => {
    if (isAnotherPerson(form, found)) setAsked(found)
    else take(found)
  }

  const read = async (raw: string) => {
    setScan('')
    setScanProblem(null)
    if (!looksLikeCard(raw)) {
      // A number typed by hand instead of a scan is welcome too.
      const typed = plainForms(raw).trim()
      if (/^\d{9,12}$/.test(typed)) takeOrAsk(typedNumber(typed))
      else setScanProblem(t('intake.scan.notCard'))
      return
    }
    setReading(true)
    try {
      const found = await api.readCard(raw)
      takeOrAsk(found)
    } catch (failure) {
      setScanProblem(asProblem(failure).detail)
    } finally {
      setReading(false)
    }
  }

  // A scanner types into whatever has the focus. The card is taken from there, and the field gets back what it held.
  const burst = useRef(noBurst)
  const before = useRef<IntakeForm | null>(null)
  const onTyped = useEffectEvent((text: string, at: number) => {
    const next = followBurst(burst.current, text, at)
    if (next.text === text) before.current = form
    burst.current = next
  })
  const onEnter = useEffectEvent((event: KeyboardEvent) => {
    const scanned = event.target === scanRef.current ? null : scannedCard(burst.current, event.timeStamp)
    burst.current = noBurst
    if (scanned === null) return
    event.preventDefault()
    event.stopPropagation()
    const held = before.current
    if (held) setForm(() => held)
    void read(scanned)
  })
  useEffect(() => {
    // In a field the text comes with the insertion (accented letters have no key of their own), elsewhere with the key.
    const onInsert = (event: InputEvent) => {
      if (event.data) onTyped(event.data, event.timeStamp)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.isComposing) return
      if (event.key === 'Enter' || event.key === 'Tab') onEnter(event)
      else if (event.key.length === 1 && !(event.target instanceof HTMLInputElement)) onTyped(event.key, event.timeStamp)
    }
    document.addEventListener('beforeinput', onInsert, { capture: true })
    document.addEventListener('keydown', onKey, { capture: true })
    return () => {
      document.removeEventListener('beforeinput', onInsert, { capture: true })
      document.removeEventListener('keydown', onKey, { capture: true })
    }
  }, [])

  // The question waits until typing pauses.
  const differences = isNaming ? [] : openDifferences(form)

  return (
    <section className="intake-part" aria-labelledby="part-person">
      <h2 id="part-person">{t('intake.person')}</h2>
      <TextField
        name="scan"
        label={t('intake.scan')}
        hint={t('intake.scan.hint', { key: intakeKeys.scan })}
        value={isReading ? t('intake.scan.reading') : scan}
        onChange={setScan}
        takesFocus
        inputRef={scanRef}
        error={scanProblem ?? undefined}
        onKeyDown={(event) => {
          if ((event.key !== 'Enter' && event.key !== 'Tab') || event.ctrlKey || scan.trim() === '') {
            if (event.key === 'Enter' && !event.ctrlKey) document.getElementById('field-applicant-fullName')?.focus()
            return
          }
          event.preventDefault()
          void read(scan)
        }}
      />
      {asked ? (
        <AnotherCard
          form={form}
          card={asked}
          onAnother={() => onAnotherPerson(asked, form)}
          onSame={() => take(asked, (so, found) => withPersonConfirmed(withCard(so, found)))}
          onRepresentative={() => take(asked, withRepresentativeCard)}
        />
      ) : null}
      {replaced ? (
        <CardTaken
          changes={replaced.changes}
          onUndo={() => {
            setForm((current) => withPersonOf(current, replaced.before))
            setReplaced(null)
          }}
        />
      ) : null}
      {card && card.faults.length > 0 ? (
        <Notice tone="late" isLive>
          <p>{t('intake.scan.faults')}</p>
          <ul>
            {card.faults.map((fault) => (
              <li key={fault.field + fault.message}>{fault.message}</li>
            ))}
          </ul>
          <p>{t('intake.scan.mangled')}</p>
        </Notice>
      ) : null}
      <RadioGroup
        name="kind"
        label={t('intake.kind')}
        value={form.kind}
        onChange={(kind) => set({ kind })}
        items={[
          { id: 'person', text: t('intake.kind.person') },
          { id: 'organisation', text: t('intake.kind.organisation') },
        ]}
      />
      {differences.length > 0 ? (
        <EditedOverCard
          differences={differences}
          onBack={() => setForm(withCardAgain)}
          onSame={() => setForm(withPersonConfirmed)}
          onAnother={() => onAnotherPerson(personTypedOver(form), withCardAgain(form))}
        />
      ) : null}
      <div className="form-grid" onFocus={(event) => setNaming(isNameOrNumber(event.target))} onBlur={() => setNaming(false)}>
        {form.kind === 'organisation' ? (
          <TextField
            className="form-grid__wide"
            name="applicant.organisationName"
            label={t('intake.organisationName')}
            value={form.organisationName}
            onChange={(organisationName) => set({ organisationName })}
            error={error('applicant.organisationName')}
          />
        ) : null}
        <TextField
          name="applicant.fullName"
          label={t('intake.fullName')}
          value={form.fullName}
          onChange={(fullName) => set({ fullName })}
          error={error('applicant.fullName')}
        />
        <TextField
          name="applicant.idNumber"
          label={t('intake.idNumber')}
          inputMode="numeric"
          value={form.idNumber}
          onChange={(idNumber) => set({ idNumber })}
          error={error('applicant.idNumber')}
        />
        <TextField
          name="applicant.bornOn"
          label={t('intake.bornOn')}
          isOptional
          inputMode="numeric"
          value={form.bornOn}
          onChange={(bornOn) => set({ bornOn })}
          error={error('applicant.bornOn')}
        />
        <Select
          name="applicant.sex"
          label={t('intake.sex')}
          items={[
            { id: '', text: t('intake.sex.unsaid') },
            { id: 'male', text: t('intake.sex.male') },
            { id: 'female', text: t('intake.sex.female') },
          ]}
          selectedId={form.sex}
          onSelect={(sex) => set({ sex })}
          error={error('applicant.sex')}
        />
        <TextField
          className="form-grid__wide"
          name="applicant.address"
          label={t('intake.address')}
          value={form.address}
          onChange={(address) => set({ address })}
          error={error('applicant.address')}
        />
        <TextField
          name="applicant.phone"
          label={t('intake.phone')}
          type="tel"
          inputMode="tel"
          value={form.phone}
          onChange={(phone) => set({ phone })}
          inputRef={phoneRef}
          error={error('applicant.phone')}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey) return
            event.preventDefault()
            onDone()
          }}
        />
        <TextField
          name="applicant.email"
          label={t('intake.email')}
          isOptional
          type="email"
          value={form.email}
          onChange={(email) => set({ email })}
          error={error('applicant.email')}
        />
      </div>
      <Checkbox isSelected={form.isRepresented} onChange={(isRepresented) => set({ isRepresented })}>
        {t('intake.represented')}
      </Checkbox>
      {form.isRepresented ? (
        <div className="form-grid">
          <TextField
            name="representative.fullName"
            label={t('intake.representative.fullName')}
            value={form.representativeName}
            onChange={(representativeName) => set({ representativeName })}
            error={error('representative.fullName')}
          />
          <TextField
            name="representative.idNumber"
            label={t('intake.representative.idNumber')}
            inputMode="numeric"
            value={form.representativeId}
            onChange={(representativeId) => set({ representativeId })}
            error={error('representative.idNumber')}
          />
          <TextField
            className="form-grid__wide"
            name="representative.authorisation"
            label={t('intake.representative.authorisation')}
            value={form.authorisation}
            onChange={(authorisation) => set({ authorisation })}
            error={error('representative.authorisation')}
          />
        </div>
      ) : null}
    </section>
  )
}
