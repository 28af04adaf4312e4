import type { VersionDraftContent } from '#web-api'
import { Button, Checkbox, TextField } from '#web-ui'
import { t } from '../../text.ts'
import { countFrom } from '../../lib/entered-number.ts'
import { NumberField } from './number-field.tsx'

type Papers = VersionDraftContent['components']

interface PapersFieldsProps {
  papers: Papers
  onChange: (papers: Papers, field: string) => void
}

/** The papers of a dossier, and how many of each. */
export function PapersFields({ papers, onChange }: PapersFieldsProps) {
  return (
    <div className="stack">
      {papers.map((paper, index) => {
        const change = (part: Partial<typeof paper>, field: string) =>
          onChange(
            papers.map((each, at) => (at === index ? { ...each, ...part } : each)),
            `${field}-${index}`,
          )
        const no = index + 1
        return (
          <div key={paper.no} className="entry-line">
            <TextField
              name={`paper-name-${index}`}
              label={t('process.paper.name', { no })}
              value={paper.name}
              onChange={(name) => change({ name }, 'paper-name')}
            />
            <NumberField
              name={`paper-originals-${index}`}
              label={t('process.paper.originals', { no })}
              inputMode="numeric"
              value={paper.originals}
              read={countFrom}
              onChange={(originals) => change({ originals }, 'paper-originals')}
            />
            <NumberField
              name={`paper-copies-${index}`}
              label={t('process.paper.copies', { no })}
              inputMode="numeric"
              value={paper.copies}
              read={countFrom}
              onChange={(copies) => change({ copies }, 'paper-copies')}
            />
            <Checkbox isSelected={paper.required} onChange={(required) => change({ required }, 'paper-required')}>
              {t('process.paper.required', { no })}
            </Checkbox>
            <Button
              kind="quiet"
              onPress={() =>
                onChange(
                  papers.filter((_each, at) => at !== index),
                  `paper-removed-${index}`,
                )
              }
            >
              {t('process.removeLine')}
              <span className="visually-hidden">: {paper.name}</span>
            </Button>
          </div>
        )
      })}
      <div>
        <Button
          icon="plus"
          onPress={() => {
            const no = Math.max(0, ...papers.map((paper) => paper.no)) + 1
            onChange([...papers, { no, group: '', name: '', originals: 1, copies: 0, templateName: null, required: true }], 'paper-added')
          }}
        >
          {t('process.addPaper')}
        </Button>
      </div>
    </div>
  )
}
