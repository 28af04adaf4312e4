import { useQuery } from '@tanstack/react-query'
import { asProblem } from '#web-api'
import { EmptyState, Notice, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { t } from '../text.ts'
import { InstantLines } from './instant-lines.tsx'

/** The notices sent to the applicant, and those that were returned. */
export function ToldPanel({ code }: { code: string }) {
  const told = useQuery({ queryKey: queryKeys.told(code), queryFn: () => api.told(code) })
  if (told.error) return <ProblemNotice problem={asProblem(told.error)} onRetry={() => void told.refetch()} />
  if (!told.data) return <Skeleton lines={3} />
  const { items } = told.data
  if (items.length === 0) return <EmptyState title={t('dossier.told.none')} />
  return (
    <div className="stack">
      {items.at(-1)?.outcome === 'refused' ? <Notice tone="soon">{t('undelivered.do')}</Notice> : null}
      <InstantLines lines={items.map(({ name, at, outcomeName }) => ({ what: name, at, more: outcomeName }))} />
    </div>
  )
}
