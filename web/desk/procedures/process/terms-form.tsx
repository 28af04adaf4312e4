import { useState } from 'react'
import type { Agency, Limit, VersionDraftContent } from '#web-api'
import { Select } from '#web-ui'
import { t, tMaybe } from '../../text.ts'
import { amountFrom } from '../../lib/entered-number.ts'
import { NumberField } from './number-field.tsx'
import { AboutFields } from './about-fields.tsx'
import { ChannelsFields } from './channels-fields.tsx'
import { ClockFields } from './clock-fields.tsx'
import { PapersFields } from './papers-fields.tsx'

const handlings = ['forwarded', 'same_day', 'on_the_spot'] as const
const units = ['working_days', 'working_hours', 'days', 'hours', 'months'] as const

export interface TermsFormProps {
  content: VersionDraftContent
  agencies: readonly Agency[]
  isReadOnly: boolean
  /** Entered by hand and never published: everything is still to be written. */
  isNew: boolean
  onChange: (content: VersionDraftContent, field: string) => void
}

function gapsOf(content: VersionDraftContent): { fee: boolean; paper: boolean } {
  return {
    fee: content.channels.some((terms) => terms.fees.some((fee) => fee.amountDong === null)),
    paper: content.components.some((paper) => paper.originals === null && paper.copies === null),
  }
}

/** Who, how, how long; what it costs, which papers, in which words. Sections that an import left empty are open. */
export function TermsForm({ content, agencies, isReadOnly, isNew, onChange }: TermsFormProps) {
  // Only at first: a part that closed when its last gap is being filled would take the field from under the hands.
  const [opensFirst] = useState(() => gapsOf(content))
  if (isReadOnly) return null
  const set = (change: Partial<VersionDraftContent>, field: string) => onChange({ ...content, ...change }, field)
  return (
    <section className="stack measure">
      <h2>{t('process.terms')}</h2>
      <Select
        name="agency"
        label={t('process.lead')}
        items={agencies.map((agency) => ({ id: agency.code, text: agency.name }))}
        selectedId={content.agencyCode}
        onSelect={(agencyCode) => set({ agencyCode }, 'agency')}
      />
      <Select
        name="handling"
        label={t('procedure.handling')}
        items={handlings.map((id) => ({ id, text: tMaybe(`handling.${id}`) ?? id }))}
        selectedId={content.handling}
        onSelect={(handling) => set({ handling: handling as VersionDraftContent['handling'] }, 'handling')}
      />
      <LimitFields
        name="legal"
        label={t('procedure.legalLimit')}
        limit={content.legalLimit}
        onChange={(legalLimit) => set({ legalLimit }, 'legal')}
      />
      <LimitFields
        name="committed"
        label={t('procedure.committedLimit')}
        limit={content.committedLimit}
        onChange={(committedLimit) => set({ committedLimit }, 'committed')}
      />
      <details open={isNew || opensFirst.fee}>
        <summary>{t('process.channels.summary', { count: content.channels.reduce((sum, terms) => sum + terms.fees.length, 0) })}</summary>
        <ChannelsFields channels={content.channels} onChange={(channels, field) => set({ channels }, field)} />
      </details>
      <details open={isNew || opensFirst.paper}>
        <summary>{t('process.papers.summary', { count: content.components.length })}</summary>
        <PapersFields papers={content.components} onChange={(components, field) => set({ components }, field)} />
      </details>
      <details>
        <summary>{t('clock.title', { count: Object.keys(content.clock).length })}</summary>
        <ClockFields clock={content.clock} onChange={(clock, field) => set({ clock }, field)} />
      </details>
      <details open={isNew}>
        <summary>{t('process.about')}</summary>
        <AboutFields about={content.about} onChange={(about, field) => set({ about }, field)} />
      </details>
    </section>
  )
}

function LimitFields({
  name,
  label,
  limit,
  onChange,
}: {
  name: string
  label: string
  limit: Limit | null
  onChange: (limit: Limit | null) => void
}) {
  const unit = limit?.unit ?? 'working_days'
  return (
    <div className="row">
      <NumberField
        name={`${name}-amount`}
        label={label}
        inputMode="decimal"
        value={limit?.amount ?? null}
        textOf={(amount) => String(amount).replace('.', ',')}
        read={amountFrom}
        onChange={(amount) => onChange(amount === null ? null : { amount, unit })}
      />
      <Select
        name={`${name}-unit`}
        label={t('process.unit', { limit: label })}
        items={units.map((id) => ({ id, text: t(`limit.${id}`, { amount: '' }).trim() }))}
        selectedId={unit}
        onSelect={(id) => {
          if (limit !== null) onChange({ ...limit, unit: id as Limit['unit'] })
        }}
      />
    </div>
  )
}
