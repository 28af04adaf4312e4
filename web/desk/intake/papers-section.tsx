import type { Problem, Procedure } from '#web-api'
import { Button, Checkbox, fieldId, Notice } from '#web-ui'
import { intakeKeys } from '../lib/keys.ts'
import { fieldError } from '../lib/problem-view.tsx'
import { t } from '../text.ts'
import { type IntakeForm, paperAsAsked, papersNotInHand } from './intake-form.ts'

export interface PapersSectionProps {
  form: IntakeForm
  setForm: (change: (form: IntakeForm) => IntakeForm) => void
  problem: Problem | null
  procedure: Procedure
  onComplete: () => void
}

/** The checklist: the papers that were submitted, how many, and those that were not. */
export function PapersSection({ form, setForm, problem, procedure, onComplete }: PapersSectionProps) {
  const missing = papersNotInHand(form, procedure.components)
  const change = (no: number, part: Partial<IntakeForm['papers'][string]>) =>
    setForm((current) => {
      const component = procedure.components.find((each) => each.no === no)
      const before = current.papers[no] ?? (component ? paperAsAsked(component) : { isReceived: true, originals: 1, copies: 0 })
      return { ...current, papers: { ...current.papers, [no]: { ...before, ...part } } }
    })

  return (
    <section className="intake-part" aria-labelledby="part-papers">
      <div className="row" data-justify="between">
        <h2 id="part-papers">{t('intake.papers')}</h2>
        <Button id={fieldId('papers')} keyHint={intakeKeys.papersComplete} onPress={onComplete}>
          {t('intake.papers.all')}
        </Button>
      </div>
      {procedure.components.length === 0 ? <p>{t('intake.papers.none')}</p> : null}
      <ul className="papers">
        {procedure.components.map((component) => {
          const paper = form.papers[component.no]
          const error = fieldError(problem, `papers.${component.no}`)
          return (
            <li key={component.no} className="papers__line">
              <Checkbox
                id={fieldId(`papers.${component.no}`)}
                isSelected={paper?.isReceived === true}
                onChange={(isReceived) => change(component.no, { isReceived })}
              >
                {component.name}
                {component.required ? null : <span className="muted"> {t('intake.papers.ifAny')}</span>}
                {error ? <span className="field__error">{error}</span> : null}
              </Checkbox>
              <span className="papers__counts">
                <PaperCount
                  label={t('intake.papers.originals')}
                  paper={component.name}
                  value={paper?.isReceived ? paper.originals : null}
                  asked={component.originals ?? 0}
                  onChange={(originals) => change(component.no, { originals })}
                />
                <PaperCount
                  label={t('intake.papers.copies')}
                  paper={component.name}
                  value={paper?.isReceived ? paper.copies : null}
                  asked={component.copies ?? 0}
                  onChange={(copies) => change(component.no, { copies })}
                />
              </span>
            </li>
          )
        })}
      </ul>
      {procedure.components.length > 0 && missing.length > 0 ? (
        <Notice tone="soon">
          <p>{t('intake.papers.missing', { count: missing.length })}</p>
        </Notice>
      ) : null}
    </section>
  )
}

function PaperCount(props: { label: string; paper: string; value: number | null; asked: number; onChange: (value: number) => void }) {
  return (
    <label className="papers__count small">
      <span className="muted">{props.label}</span>
      <input
        className="input"
        type="number"
        min={0}
        max={99}
        tabIndex={props.value === null ? -1 : 0}
        readOnly={props.value === null}
        value={props.value ?? props.asked}
        aria-label={`${props.label}: ${props.paper}`}
        onChange={(event) => {
          const count = Number.parseInt(event.target.value, 10)
          props.onChange(Number.isNaN(count) ? 0 : Math.min(Math.max(count, 0), 99))
        }}
      />
    </label>
  )
}
