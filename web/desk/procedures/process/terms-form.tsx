import type { Agency, Limit, VersionDraftContent } from '#web-api'
import { Select, TextField } from '#web-ui'
import { t, tMaybe } from '../../text.ts'

const handlings = ['forwarded', 'same_day', 'on_the_spot'] as const
const units = ['working_days', 'working_hours', 'days', 'hours', 'months'] as const

export interface TermsFormProps {
  content: VersionDraftContent
  agencies: readonly Agency[]
  isReadOnly: boolean
  onChange: (content: VersionDraftContent, field: string) => void
}

/** What an import leaves open: who, how, how long; sums and counts the source did not say. */
export function TermsForm({ content, agencies, isReadOnly, onChange }: TermsFormProps) {
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
      {content.channels.flatMap((terms, at) =>
        terms.fees.map((fee, index) => (
          <TextField
            key={`${terms.channel} ${fee.kind} ${fee.text}`}
            name={`fee-${terms.channel}-${index}`}
            label={`${tMaybe(`channel.${terms.channel}`) ?? terms.channel}: ${fee.text}`}
            hint={t('process.fee.hint')}
            inputMode="numeric"
            value={fee.amountDong === null ? '' : String(fee.amountDong)}
            onChange={(text) => {
              const amountDong = /^\d{1,12}$/.test(text.trim()) ? Number(text) : null
              const fees = terms.fees.map((each, other) => (other === index ? { ...each, amountDong } : each))
              set({ channels: content.channels.map((each, other) => (other === at ? { ...each, fees } : each)) }, `fee-${at}-${index}`)
            }}
          />
        )),
      )}
      {content.components.map((paper, index) =>
        paper.originals === null && paper.copies === null ? (
          <TextField
            key={paper.no}
            name={`paper-${paper.no}`}
            label={t('process.paper', { name: paper.name.slice(0, 120) })}
            inputMode="numeric"
            value=""
            onChange={(text) => {
              if (!/^\d{1,3}$/.test(text.trim())) return
              const components = content.components.map((each, other) =>
                other === index ? { ...each, originals: Number(text), copies: 0 } : each,
              )
              set({ components }, `paper-${index}`)
            }}
          />
        ) : null,
      )}
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
      <TextField
        name={`${name}-amount`}
        label={label}
        inputMode="decimal"
        value={limit === null ? '' : String(limit.amount).replace('.', ',')}
        onChange={(text) => {
          const amount = Number(text.trim().replace(',', '.'))
          onChange(text.trim() === '' || !(amount > 0) ? null : { amount, unit })
        }}
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
