import { useInfiniteQuery, useQueries } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { asProblem, type InboxOwner, type InboxTab } from '#web-api'
import { Button, EmptyState, FilterChips, Skeleton } from '#web-ui'
import { api, queryKeys } from '../app/api.ts'
import { usePageTitle } from '../app/page-title.ts'
import { ProblemNotice } from '../app/problem-view.tsx'
import { type DeskKey, t } from '../text.ts'
import { OfficerNotices } from '../officers/officer-notices.tsx'
import { DossierList } from './dossier-list.tsx'

const tabs: readonly InboxTab[] = ['mine', 'unit', 'handover', 'awaiting', 'results', 'apologies', 'consultations']
const tabName: Record<InboxTab, DeskKey> = {
  mine: 'inbox.mine',
  unit: 'inbox.unit',
  handover: 'inbox.handover',
  awaiting: 'inbox.awaiting',
  apologies: 'inbox.apologies',
  consultations: 'inbox.consultations',
  results: 'inbox.results',
}

const owners: readonly InboxOwner[] = ['anyone', 'me', 'nobody', 'away']
const ownerName: Record<InboxOwner, DeskKey> = {
  anyone: 'inbox.who.anyone',
  me: 'inbox.who.me',
  nobody: 'inbox.who.nobody',
  away: 'inbox.who.away',
}

/** What must I do next? Sorted by time left, by the server. */
export function InboxPage() {
  usePageTitle(t('area.inbox'))
  const [search, setSearch] = useSearchParams()
  const tab = tabs.find((each) => each === search.get('muc')) ?? 'mine'
  const who = owners.find((each) => each === search.get('cua')) ?? 'anyone'

  const list = useInfiniteQuery({
    queryKey: queryKeys.inbox({ tab, who }),
    queryFn: ({ pageParam }) => api.inbox({ tab, who, limit: 50, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor ?? null,
    refetchInterval: 15_000,
  })
  const counts = useQueries({
    queries: tabs.map((each) => ({
      queryKey: queryKeys.inbox({ count: each }),
      queryFn: () => api.inbox({ tab: each, limit: 1 }),
      refetchInterval: 15_000,
    })),
  })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total ?? items.length

  return (
    <>
      <div className="row" data-justify="between">
        <h1>{t('area.inbox')}</h1>
        <p className="muted" aria-live="polite">
          {list.data ? t('inbox.total', { shown: items.length, total }) : ''}
        </p>
      </div>
      <OfficerNotices />
      <div className="filters">
        <FilterChips
          label={t('inbox.tabs')}
          selectedId={tab}
          onSelect={(next) => setSearch({ muc: next })}
          items={tabs.map((each, at) => ({ id: each, name: t(tabName[each]), count: counts[at]?.data?.total ?? null }))}
        />
        <FilterChips
          label={t('inbox.who')}
          selectedId={who}
          onSelect={(next) => setSearch(next === 'anyone' ? { muc: tab } : { muc: tab, cua: next })}
          items={owners.map((each) => ({ id: each, name: t(ownerName[each]) }))}
        />
      </div>
      {list.error ? <ProblemNotice problem={asProblem(list.error)} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Skeleton lines={8} /> : null}
      {list.data && items.length === 0 ? (
        <EmptyState title={t('inbox.empty')}>
          <p>{who === 'anyone' ? t(`inbox.empty.${tab}`) : t('inbox.empty.who')}</p>
        </EmptyState>
      ) : null}
      {items.length > 0 ? <DossierList items={items} label={t(tabName[tab])} /> : null}
      {list.hasNextPage ? (
        <div className="row page-block">
          <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
            {t('inbox.more')}
          </Button>
        </div>
      ) : null}
    </>
  )
}
