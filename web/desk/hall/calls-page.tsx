import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem } from '#web-api'
import { EmptyState, Select, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { useSession } from '../lib/session.ts'
import { rememberCounter, rememberedCounter } from '../intake/own-counter.ts'
import { t } from '../text.ts'
import { CallPanel } from './call-panel.tsx'

/** Calling people to one's counter. */
export function CallsPage() {
  usePageTitle(t('area.calls'))
  const session = useSession()
  const centres = useQuery({ queryKey: queryKeys.centres, queryFn: () => api.centres(), staleTime: 600_000 })
  const own = session.account.centre?.id ?? null
  const centre = centres.data?.items.find(({ id }) => id === own) ?? centres.data?.items[0]
  const counters = centre?.counters ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const counterId = chosen ?? rememberedCounter(counters)
  const counter = counters.find(({ id }) => id === counterId)
  return (
    <>
      <h1>{t('area.calls')}</h1>
      {centres.error ? <ProblemNotice problem={asProblem(centres.error)} onRetry={() => void centres.refetch()} /> : null}
      {centres.isPending ? <Skeleton lines={5} /> : null}
      {counters.length > 0 ? (
        <div className="narrow">
          <Select
            name="counterId"
            label={t('intake.counter')}
            items={counters.map((each) => ({ id: each.id, text: `${each.number}. ${each.name}` }))}
            selectedId={counterId}
            onSelect={(id) => {
              setChosen(id)
              rememberCounter(id)
            }}
          />
        </div>
      ) : null}
      {centre && counter ? (
        <CallPanel key={counter.id} centreCode={centre.code} counterNumber={counter.number} />
      ) : centres.data ? (
        <EmptyState title={t('calls.noCounter')}>
          <p>{t('calls.noCounter.why')}</p>
        </EmptyState>
      ) : null}
    </>
  )
}
