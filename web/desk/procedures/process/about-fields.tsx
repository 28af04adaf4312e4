import type { AboutProcedure } from '#web-api'
import { Button, TextField } from '#web-ui'
import { t } from '../../text.ts'

interface AboutFieldsProps {
  about: AboutProcedure
  onChange: (about: AboutProcedure, field: string) => void
}

/** What the procedure is called and gives, and on what ground. */
export function AboutFields({ about, onChange }: AboutFieldsProps) {
  const set = (change: Partial<AboutProcedure>, field: string) => onChange({ ...about, ...change }, field)
  return (
    <div className="stack">
      <TextField
        name="about-name"
        label={t('procedure.name')}
        multiline
        rows={2}
        value={about.name}
        onChange={(name) => set({ name }, 'about-name')}
      />
      <TextField
        name="about-sector"
        label={t('procedure.sector')}
        value={about.sector}
        onChange={(sector) => set({ sector }, 'about-sector')}
      />
      <TextField
        name="about-decision"
        label={t('procedure.decision')}
        isOptional
        value={about.decisionNumber ?? ''}
        onChange={(decisionNumber) => set({ decisionNumber: decisionNumber === '' ? null : decisionNumber }, 'about-decision')}
      />
      <TextField
        name="about-results"
        label={t('procedure.results')}
        hint={t('process.linePerItem')}
        multiline
        value={about.resultNames.join('\n')}
        onChange={(text) => set({ resultNames: text.split('\n') }, 'about-results')}
      />
      <TextField
        name="about-text"
        label={t('procedure.text')}
        hint={t('process.linePerItem')}
        isOptional
        multiline
        rows={4}
        value={about.procedureText.join('\n')}
        onChange={(text) => set({ procedureText: text.split('\n') }, 'about-text')}
      />
      <TextField
        name="about-conditions"
        label={t('procedure.conditions')}
        isOptional
        multiline
        value={about.conditions}
        onChange={(conditions) => set({ conditions }, 'about-conditions')}
      />
      <fieldset className="field">
        <legend>{t('procedure.legalBases')}</legend>
        {about.legalBases.map((base, index) => {
          const change = (part: Partial<typeof base>, field: string) =>
            set({ legalBases: about.legalBases.map((each, at) => (at === index ? { ...each, ...part } : each)) }, `${field}-${index}`)
          return (
            // oxlint-disable-next-line react/no-array-index-key -- lines of a list that has no other order than its own
            <div key={index} className="entry-line">
              <TextField
                name={`basis-number-${index}`}
                label={t('procedure.basis.number', { no: index + 1 })}
                value={base.number}
                onChange={(number) => change({ number }, 'basis-number')}
              />
              <TextField
                name={`basis-title-${index}`}
                label={t('procedure.basis.title', { no: index + 1 })}
                value={base.title}
                onChange={(title) => change({ title }, 'basis-title')}
              />
              <Button
                kind="quiet"
                onPress={() => set({ legalBases: about.legalBases.filter((_each, at) => at !== index) }, `basis-removed-${index}`)}
              >
                {t('process.removeLine')}
                <span className="visually-hidden">: {base.number}</span>
              </Button>
            </div>
          )
        })}
        <div>
          <Button
            icon="plus"
            onPress={() =>
              set({ legalBases: [...about.legalBases, { number: '', title: '', issuedOn: null, issuer: null }] }, 'basis-added')
            }
          >
            {t('process.addBasis')}
          </Button>
        </div>
      </fieldset>
    </div>
  )
}
