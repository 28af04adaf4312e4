import { useQuery } from '@tanstack/react-query'
import { asProblem } from '#web-api'
import { EmptyState, formatInstant, Skeleton } from '#web-ui'
import { api, queryKeys } from '../app/api.ts'
import { ProblemNotice } from '../app/problem-view.tsx'
import { t } from '../text.ts'

/** Who was shown the dossier, for who inspects. */
export function AccessesPanel({ code }: { code: string }) {
  const accesses = useQuery({ queryKey: queryKeys.accesses(code), queryFn: () => api.accesses(code) })
  if (accesses.error) return <ProblemNotice problem={asProblem(accesses.error)} onRetry={() => void accesses.refetch()} />
  if (!accesses.data) return <Skeleton lines={5} />
  if (accesses.data.items.length === 0) return <EmptyState title={t('dossier.accesses.none')} />
  return (
    <ul className="plain-list stack" lang="vi">
      {accesses.data.items.map((each, at) => (
        // Two looks may share an instant; only their place tells them apart.
        <li key={at}>
          {each.purposeName}
          <br />
          <span className="muted small">
            <time dateTime={each.at}>{formatInstant(each.at)}</time>
            {` · ${[each.officerName, each.roleName, each.placeName].filter(Boolean).join(' · ')}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
