import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { asProblem } from '#web-api'
import { formatInstant } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { paths } from '../paths.ts'
import { t } from '../text.ts'

/** Drafts that wait for a second person to read and publish them; nothing where none waits. */
export function DraftsWaiting() {
  const drafts = useQuery({ queryKey: queryKeys.procedureDrafts, queryFn: () => api.procedureDrafts() })
  if (drafts.error) return <ProblemNotice problem={asProblem(drafts.error)} onRetry={() => void drafts.refetch()} />
  if (!drafts.data || drafts.data.items.length === 0) return null
  return (
    <section className="page-block" aria-labelledby="drafts-waiting">
      <h2 id="drafts-waiting">{t('drafts.title', { count: drafts.data.items.length })}</h2>
      <ul className="plain-list stack">
        {drafts.data.items.map((draft) => (
          <li key={draft.code}>
            <Link to={paths.review(draft.code)}>{draft.name}</Link> <span className="code">{draft.code}</span>{' '}
            <span className="muted small">
              {t('review.savedBy', { who: draft.savedByName, when: formatInstant(draft.savedAt) })}{' '}
              {draft.publishing.allowed ? t('drafts.yours') : draft.publishing.reason}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
