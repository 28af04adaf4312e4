import { useQuery } from '@tanstack/react-query'
import { asProblem } from '#web-api'
import { EmptyState, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { t } from '../text.ts'
import { InstantLines } from './instant-lines.tsx'

/** Who was shown the dossier, for who inspects. */
export function AccessesPanel({ code }: { code: string }) {
  const accesses = useQuery({ queryKey: queryKeys.accesses(code), queryFn: () => api.accesses(code) })
  if (accesses.error) return <ProblemNotice problem={asProblem(accesses.error)} onRetry={() => void accesses.refetch()} />
  if (!accesses.data) return <Skeleton lines={5} />
  if (accesses.data.items.length === 0) return <EmptyState title={t('dossier.accesses.none')} />
  return (
    <InstantLines
      lines={accesses.data.items.map(({ purposeName, at, officerName, roleName, placeName }) => ({
        what: purposeName,
        at,
        more: [officerName, roleName, placeName].filter(Boolean).join(' · '),
      }))}
    />
  )
}
