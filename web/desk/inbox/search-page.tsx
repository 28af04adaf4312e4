import { useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'react-router'
import { asProblem } from '#web-api'
import { EmptyState, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { paths } from '../paths.ts'
import { t } from '../text.ts'
import { FoundList } from './dossier-list.tsx'

/** Dossiers by code, identity number, telephone or name. */
export function SearchPage() {
  const [search] = useSearchParams()
  const q = search.get('q') ?? ''
  usePageTitle(t('search.title', { q }))
  const found = useQuery({
    queryKey: queryKeys.dossiers(q),
    queryFn: ({ signal }) => api.findDossiers(q, signal),
    enabled: q !== '',
  })
  return (
    <>
      <h1>{t('search.title', { q })}</h1>
      {found.error ? <ProblemNotice problem={asProblem(found.error)} onRetry={() => void found.refetch()} /> : null}
      {found.isLoading ? <Skeleton lines={5} /> : null}
      {found.data && found.data.items.length > 0 ? <FoundList items={found.data.items} label={t('search.title', { q })} /> : null}
      {found.data && found.data.items.length === 0 ? (
        <EmptyState title={t('search.none')}>
          <p>
            {t('search.none.why')} <Link to={paths.procedures(q)}>{t('search.procedures', { q })}</Link>
          </p>
        </EmptyState>
      ) : null}
    </>
  )
}
