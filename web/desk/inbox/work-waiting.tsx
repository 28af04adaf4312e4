import { useQueries } from '@tanstack/react-query'
import { Link } from 'react-router'
import { EmptyState, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { paths } from '../paths.ts'
import { t } from '../text.ts'
import { nameOfTab, useInboxCounts, workTabs } from './inbox-lists.ts'

const dues = ['late', 'today'] as const

/** The work that waits for the signed-in person, each line a link to exactly these rows. Nothing waits only when the server says so of every list. */
export function WorkWaiting() {
  const counts = useInboxCounts()
  const byDue = useQueries({
    queries: dues.map((due) => ({
      queryKey: queryKeys.inbox({ count: 'unit', due }),
      queryFn: async () => (await api.inbox({ tab: 'unit', due, limit: 1 })).total,
      refetchInterval: 30_000,
    })),
    combine: (answers) => answers.map((answer) => answer.data ?? null),
  })
  const lines = [
    ...dues.map((due, at) => ({
      id: due,
      name: t(`inbox.due.${due}`),
      to: `${paths.inbox('unit')}&han=${due}`,
      count: byDue[at] ?? null,
      isLate: due === 'late',
    })),
    ...workTabs.map((tab) => ({ id: tab, name: t(nameOfTab[tab]), to: paths.inbox(tab), count: counts.get(tab) ?? null, isLate: false })),
  ]
  const isKnown = lines.every(({ count }) => count !== null)
  const waiting = lines.filter(({ count }) => count !== null && count > 0)
  return (
    <section aria-labelledby="waiting" className="page-block">
      <h2 id="waiting">{t('home.waiting')}</h2>
      {waiting.length > 0 ? (
        <ul className="work-waiting">
          {waiting.map(({ id, name, to, count, isLate }) => (
            <li key={id}>
              <Link to={to} className="work-waiting__line" data-late={isLate || undefined}>
                <strong className="work-waiting__count">{count}</strong>
                <span>{name}</span>
              </Link>
            </li>
          ))}
        </ul>
      ) : isKnown ? (
        <EmptyState title={t('home.nothingWaits')} />
      ) : (
        <Skeleton lines={2} />
      )}
    </section>
  )
}
