import { useState } from 'react'
import type { ConditionField, StepRow } from '#web-api'
import { Button, Select, TextField } from '#web-ui'
import { t } from '../../text.ts'
import { addCondition } from './condition-text.ts'

export interface ConditionFormProps {
  fields: readonly ConditionField[]
  rows: readonly StepRow[]
  /** Writes the cell “Next” of the row. */
  onWrite: (index: number, next: string) => void
}

/** A condition chosen from lists, written into the cell “Next” of a step in the words in which it may also be typed. */
export function ConditionForm({ fields, rows, onWrite }: ConditionFormProps) {
  const [stepNo, setStepNo] = useState(String(rows[0]?.no ?? ''))
  const [fieldName, setFieldName] = useState(fields[0]?.name ?? '')
  const field = fields.find(({ name }) => name === fieldName) ?? fields[0]
  const [comparison, setComparison] = useState<string | null>(null)
  const [value, setValue] = useState<string | null>(null)
  const [to, setTo] = useState(t('process.end'))
  const index = rows.findIndex(({ no }) => String(no) === stepNo)
  const row = rows[index]
  if (!field || !row) return null
  const sign = comparison !== null && field.comparisons.includes(comparison) ? comparison : (field.comparisons[0] ?? '')
  const chosen = field.type === 'text' ? (value !== null && field.values.includes(value) ? value : (field.values[0] ?? '')) : (value ?? '')
  const isNumberMissing = field.type === 'number' && !/^\d{1,6}$/u.test(chosen)
  const condition = field.type === 'boolean' ? field.label : `${field.label} ${sign} ${chosen}`
  const steps = rows.filter(({ no }) => String(no) !== stepNo).map(({ no, name }) => ({ id: String(no), text: `${no}. ${name}` }))
  const written = addCondition(row.next, { condition, to })
  return (
    <details className="no-print">
      <summary>{t('process.condition.add')}</summary>
      <div className="stack measure">
        <p className="muted small">{t('process.condition.why')}</p>
        <Select
          name="condition-step"
          label={t('process.condition.step')}
          items={rows.map(({ no, name }) => ({ id: String(no), text: `${no}. ${name}` }))}
          selectedId={stepNo}
          onSelect={setStepNo}
        />
        <div className="row">
          <Select
            name="condition-field"
            label={t('process.condition.field')}
            items={fields.map(({ name, label }) => ({ id: name, text: label }))}
            selectedId={field.name}
            onSelect={setFieldName}
          />
          {field.comparisons.length > 0 ? (
            <Select
              name="condition-comparison"
              label={t('process.condition.comparison')}
              items={field.comparisons.map((each) => ({ id: each, text: each }))}
              selectedId={sign}
              onSelect={setComparison}
            />
          ) : null}
          {field.type === 'text' ? (
            <Select
              name="condition-value"
              label={t('process.condition.value')}
              items={field.values.map((each) => ({ id: each, text: each }))}
              selectedId={chosen}
              onSelect={setValue}
            />
          ) : null}
          {field.type === 'number' ? (
            <TextField
              name="condition-number"
              label={t('process.condition.value')}
              inputMode="numeric"
              value={chosen}
              onChange={setValue}
              {...(chosen !== '' && isNumberMissing ? { error: t('process.condition.number') } : {})}
            />
          ) : null}
        </div>
        <Select
          name="condition-to"
          label={t('process.condition.to')}
          items={[...steps, { id: t('process.end'), text: t('process.condition.end') }]}
          selectedId={to}
          onSelect={setTo}
        />
        <p className="small">
          {t('process.condition.result', { no: row.no })} <b>{isNumberMissing ? '…' : written}</b>
        </p>
        <div>
          <Button isDisabled={isNumberMissing} onPress={() => onWrite(index, written)}>
            {t('process.condition.write', { no: row.no })}
          </Button>
        </div>
      </div>
    </details>
  )
}
