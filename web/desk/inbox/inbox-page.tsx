import { useInfiniteQuery } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { asProblem, type DossierLine, type PartLine } from '#web-api'
import { Button, EmptyState, FilterChips, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { t } from '../text.ts'
import { OfficerNotices } from '../officers/officer-notices.tsx'
import { allTabs, isOfParts, nameOfTab, partTabs, useInboxCounts, workTabs } from './inbox-lists.ts'
import type { Tab } from './inbox-lists.ts'
import { DossierList } from './dossier-list.tsx'
import { InboxFilters, isFiltered, readChoice, writeChoice } from './inbox-filters.tsx'
import { OnlineFilings } from './online-filings.tsx'
import { UndeliveredLetters } from './undelivered-letters.tsx'
import { PartList } from './part-list.tsx'

/** Lists that are always in sight; the others only while something is in them. */
const mainTabs: readonly Tab[] = ['mine', 'unit', 'awaiting', 'results']

type Page = { readonly total?: number; readonly nextCursor?: string | null } & (
  | { readonly of: 'dossiers'; readonly items: readonly DossierLine[] }
  | { readonly of: 'parts'; readonly items: readonly PartLine[] }
)

/** What must I do next? Sorted by time left, by the server. */
export function InboxPage() {
  usePageTitle(t('area.inbox'))
  const [search, setSearch] = useSearchParams()
  const counts = useInboxCounts()
  const waiting = workTabs.filter((each) => (counts.get(each) ?? 0) > 0)
  // Without a choice the page opens on work that waits, and stays there while that list empties.
  const [opened, setOpened] = useState<Tab | null>(null)
  if (opened === null && workTabs.every((each) => counts.get(each) !== null)) setOpened(waiting[0] ?? 'mine')
  const tab = allTabs.find((each) => each === search.get('muc')) ?? opened ?? 'mine'
  const choice = readChoice(search)
  const filtered = !isOfParts(tab) && isFiltered(choice)

  const list = useInfiniteQuery({
    queryKey: isOfParts(tab) ? queryKeys.parts({ tab }) : queryKeys.inbox({ tab, ...choice }),
    queryFn: async ({ pageParam }): Promise<Page> =>
      isOfParts(tab)
        ? { of: 'parts', ...(await api.parts({ tab: partTabs[tab], limit: 50, cursor: pageParam })) }
        : { of: 'dossiers', ...(await api.inbox({ tab, ...choice, limit: 50, cursor: pageParam })) },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor ?? null,
    refetchInterval: 30_000,
  })
  const pages = list.data?.pages ?? []
  const dossiers = pages.flatMap((page) => (page.of === 'dossiers' ? page.items : []))
  const parts = pages.flatMap((page) => (page.of === 'parts' ? page.items : []))
  const shown = dossiers.length + parts.length
  const total = pages[0]?.total ?? shown

  return (
    <>
      <div className="row" data-justify="between">
        <h1>{t('area.inbox')}</h1>
        <p className="muted" aria-live="polite">
          {list.data ? t(isOfParts(tab) ? 'part.total' : 'inbox.total', { shown, total }) : ''}
        </p>
      </div>
      <OfficerNotices />
      <OnlineFilings />
      <UndeliveredLetters />
      <div className="filters">
        <FilterChips
          label={t('inbox.tabs')}
          selectedId={tab}
          onSelect={(next) => setSearch({ muc: next })}
          items={allTabs
            .filter((each) => each === tab || mainTabs.includes(each) || (counts.get(each) ?? 0) > 0)
            .map((each) => ({ id: each, name: t(nameOfTab[each]), count: counts.get(each) ?? null }))}
        />
        {isOfParts(tab) ? null : <InboxFilters choice={choice} onChange={(next) => setSearch(writeChoice(tab, next))} />}
      </div>
      {list.error ? <ProblemNotice problem={asProblem(list.error)} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Skeleton lines={8} /> : null}
      {list.data && shown === 0 ? (
        <EmptyState title={t(isOfParts(tab) ? 'part.empty' : 'inbox.empty')}>
          {!filtered && waiting.length > 0 ? (
            <WorkElsewhere waiting={waiting.map((each) => ({ tab: each, count: counts.get(each) ?? 0 }))} />
          ) : (
            <p>{isOfParts(tab) ? t(`part.empty.${tab}`) : filtered ? t('inbox.empty.who') : t(`inbox.empty.${tab}`)}</p>
          )}
        </EmptyState>
      ) : null}
      {dossiers.length > 0 ? <DossierList items={dossiers} label={t(nameOfTab[tab])} /> : null}
      {parts.length > 0 ? <PartList items={parts} label={t(nameOfTab[tab])} /> : null}
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

/** An empty list never says that nothing is left to do while another list has work. */
function WorkElsewhere({ waiting }: { waiting: readonly { tab: Tab; count: number }[] }) {
  return (
    <p>
      {t('inbox.empty.elsewhere')}{' '}
      {waiting.map(({ tab, count }, index) => (
        <Fragment key={tab}>
          {index > 0 ? ', ' : null}
          <Link to={`?muc=${tab}`}>
            {t(nameOfTab[tab])} {count}
          </Link>
        </Fragment>
      ))}
      .
    </p>
  )
}
