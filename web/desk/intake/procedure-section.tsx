import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { RefObject } from 'react'
import { asProblem, type Problem, type Procedure, type ProcedureLine } from '#web-api'
import { ComboBox, Notice, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { fieldError, ProblemNotice } from '../lib/problem-view.tsx'
import { feeText } from '../procedures/fee-text.ts'
import { t, tMaybe } from '../text.ts'
import { type IntakeForm, withProcedure } from './intake-form.ts'

export interface ProcedureSectionProps {
  form: IntakeForm
  setForm: (change: (form: IntakeForm) => IntakeForm) => void
  problem: Problem | null
  procedure: Procedure | undefined
  procedureRef: RefObject<HTMLInputElement | null>
  onChosen: () => void
}

/** What do they come for? Code, abbreviation or a few letters; Enter takes the best fit. */
export function ProcedureSection({ form, setForm, problem, procedure, procedureRef, onChosen }: ProcedureSectionProps) {
  const q = form.procedureText.trim()
  const isChosen = form.procedureCode !== null
  const found = useQuery({
    queryKey: queryKeys.procedures({ q, limit: 8 }),
    queryFn: ({ signal }) => api.procedures({ q, resembling: 'true', limit: 8 }, signal),
    enabled: q !== '' && !isChosen,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const items = (found.data?.items ?? []).map((line) => ({
    ...line,
    id: line.code,
    text: `${line.code} · ${line.name}`,
    detail: lineDetail(line),
  }))
  const isLoading = q !== '' && (found.isFetching || found.isPlaceholderData)

  return (
    <section className="intake-part" aria-labelledby="part-procedure">
      <h2 id="part-procedure">{t('intake.procedure')}</h2>
      <ComboBox
        name="procedureCode"
        label={t('intake.procedure.find')}
        hint={t('intake.procedure.hint')}
        inputValue={form.procedureText}
        onInputChange={(procedureText) =>
          setForm((current) => (current.procedureText === procedureText ? current : { ...current, procedureText, procedureCode: null }))
        }
        items={isChosen ? [] : items}
        isLoading={isLoading}
        selectedId={form.procedureCode}
        onSelect={(item) => {
          setForm((current) => withProcedure(current, item))
          onChosen()
        }}
        inputRef={procedureRef}
        error={fieldError(problem, 'procedureCode')}
      />
      {found.error ? <ProblemNotice problem={asProblem(found.error)} onRetry={() => void found.refetch()} /> : null}
      {isChosen && !procedure ? <Skeleton lines={2} /> : null}
      {procedure ? (
        <p className="small">
          <span className="badge">{tMaybe(`handling.${procedure.handling}`) ?? t('procedure.unknown')}</span> {procedure.agency?.name} ·{' '}
          {procedure.sector}
        </p>
      ) : null}
      {procedure && procedure.toComplete.length > 0 ? (
        <Notice tone="soon">
          <p>{t('procedure.toComplete')}</p>
          <ul>
            {procedure.toComplete.map((each) => (
              <li key={each.field + each.reason}>{each.reason}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </section>
  )
}

/** What is charged when they file here. */
export function FeeSection({ procedure }: { procedure: Procedure }) {
  const direct = procedure.channels.find((channel) => channel.channel === 'direct') ?? procedure.channels[0]
  return (
    <section className="intake-part" aria-labelledby="part-fee">
      <h2 id="part-fee">{t('intake.fee')}</h2>
      {direct && direct.fees.length > 0 ? (
        <ul className="plain-list">
          {direct.fees.map((fee) => (
            <li key={fee.kind + fee.text}>{feeText(fee)}</li>
          ))}
        </ul>
      ) : (
        <p>{t('intake.fee.none')}</p>
      )}
    </section>
  )
}

function lineDetail(line: ProcedureLine): string {
  return [line.agency?.name, line.sector, line.limitText].filter(Boolean).join(' · ')
}
