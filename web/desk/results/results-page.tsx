import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { asProblem } from '#web-api'
import { EmptyState, SearchField, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { DossierList, FoundList } from '../inbox/dossier-list.tsx'
import { paths } from '../paths.ts'
import { t } from '../text.ts'

/** Someone comes for a result: the code from the slip (scanned or typed), or the list of what lies ready. */
export function ResultsPage() {
  usePageTitle(t('area.results'))
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams()
  const q = search.get('ma') ?? ''
  const [typed, setTyped] = useState(q)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])

  const found = useQuery({
    queryKey: queryKeys.dossiers(q),
    queryFn: ({ signal }) => api.findDossiers(q, signal),
    enabled: q !== '',
  })
  const ready = useQuery({
    queryKey: queryKeys.inbox({ tab: 'results' }),
    queryFn: () => api.inbox({ tab: 'results', limit: 50 }),
    enabled: q === '',
  })
  // Only one dossier: a list of one is not needed.
  const only = found.data?.items.length === 1 ? found.data.items[0] : undefined
  useEffect(() => {
    if (only) void navigate(paths.dossier(only.code, 'return_result'), { replace: true })
  }, [only, navigate])

  const list = q === '' ? ready : found
  return (
    <>
      <h1>{t('area.results')}</h1>
      <div className="narrow page-block">
        <SearchField
          label={t('results.find')}
          value={typed}
          onChange={(value) => {
            setTyped(value)
            if (value === '') setSearch({})
          }}
          onSubmit={(value) => setSearch(value.trim() === '' ? {} : { ma: value.trim() })}
          placeholder={t('search.placeholder')}
          inputRef={field}
        />
      </div>
      <h2>{q === '' ? t('results.ready') : t('search.title', { q })}</h2>
      {list.error ? <ProblemNotice problem={asProblem(list.error)} onRetry={() => void list.refetch()} /> : null}
      {list.isLoading ? <Skeleton lines={5} /> : null}
      {q === '' && ready.data && ready.data.items.length > 0 ? <DossierList items={ready.data.items} label={t('results.ready')} /> : null}
      {q !== '' && found.data && found.data.items.length > 0 ? (
        <FoundList items={found.data.items} label={t('search.title', { q })} />
      ) : null}
      {list.data && list.data.items.length === 0 ? (
        <EmptyState title={q === '' ? t('results.none') : t('search.none')}>
          <p>{q === '' ? t('inbox.empty.results') : t('search.none.why')}</p>
        </EmptyState>
      ) : null}
    </>
  )
}
