import { useInfiniteQuery, useQueries } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { asProblem, type DossierLine, type InboxOwner, type InboxTab, type PartLine, type PartTab } from '#web-api'
import { Button, EmptyState, FilterChips, Skeleton } from '#web-ui'
import { api, queryKeys } from '../app/api.ts'
import { usePageTitle } from '../app/page-title.ts'
import { ProblemNotice } from '../app/problem-view.tsx'
import { type DeskKey, t } from '../text.ts'
import { OfficerNotices } from '../officers/officer-notices.tsx'
import { DossierList } from './dossier-list.tsx'
import { UndeliveredLetters } from './undelivered-letters.tsx'
import { PartList } from './part-list.tsx'

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

/** Lists of parts beside those of dossiers: what an officer's roles can do, and what others have of what their agency leads. */
const partTabs = { parts: 'mine', led: 'led' } as const satisfies Record<string, PartTab>
type Tab = InboxTab | keyof typeof partTabs
const allTabs: readonly Tab[] = ['mine', 'parts', ...tabs.filter((each) => each !== 'mine'), 'led']
const nameOfTab: Record<Tab, DeskKey> = { ...tabName, parts: 'part.title', led: 'part.elsewhere' }
const isOfParts = (tab: Tab): tab is keyof typeof partTabs => tab in partTabs

/** Lists of what the officer can do now; the others only show where dossiers are. */
const workTabs: readonly Tab[] = ['mine', 'parts', 'consultations', 'apologies', 'handover', 'results']

const owners: readonly InboxOwner[] = ['anyone', 'me', 'nobody', 'away']
const ownerName: Record<InboxOwner, DeskKey> = {
  anyone: 'inbox.who.anyone',
  me: 'inbox.who.me',
  nobody: 'inbox.who.nobody',
  away: 'inbox.who.away',
}

type Page = { readonly total?: number; readonly nextCursor?: string | null } & (
  | { readonly of: 'dossiers'; readonly items: readonly DossierLine[] }
  | { readonly of: 'parts'; readonly items: readonly PartLine[] }
)

/** What must I do next? Sorted by time left, by the server. */
export function InboxPage() {
  usePageTitle(t('area.inbox'))
  const [search, setSearch] = useSearchParams()
  const counts = useQueries({
    queries: allTabs.map((each) => ({
      queryKey: queryKeys.inbox({ count: each }),
      queryFn: async () =>
        (isOfParts(each) ? await api.parts({ tab: partTabs[each], limit: 1 }) : await api.inbox({ tab: each, limit: 1 })).total,
      refetchInterval: 15_000,
    })),
    combine: (answers) => new Map(allTabs.map((each, at) => [each, answers[at]?.data ?? null] as const)),
  })
  const waiting = workTabs.filter((each) => (counts.get(each) ?? 0) > 0)
  // Without a choice the page opens on work that waits, and stays there while that list empties.
  const [opened, setOpened] = useState<Tab | null>(null)
  if (opened === null && workTabs.every((each) => counts.get(each) !== null)) setOpened(waiting[0] ?? 'mine')
  const tab = allTabs.find((each) => each === search.get('muc')) ?? opened ?? 'mine'
  const who = owners.find((each) => each === search.get('cua')) ?? 'anyone'

  const list = useInfiniteQuery({
    queryKey: isOfParts(tab) ? queryKeys.parts({ tab }) : queryKeys.inbox({ tab, who }),
    queryFn: async ({ pageParam }): Promise<Page> =>
      isOfParts(tab)
        ? { of: 'parts', ...(await api.parts({ tab: partTabs[tab], limit: 50, cursor: pageParam })) }
        : { of: 'dossiers', ...(await api.inbox({ tab, who, limit: 50, cursor: pageParam })) },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor ?? null,
    refetchInterval: 15_000,
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
      <UndeliveredLetters />
      <div className="filters">
        <FilterChips
          label={t('inbox.tabs')}
          selectedId={tab}
          onSelect={(next) => setSearch({ muc: next })}
          items={allTabs.map((each) => ({ id: each, name: t(nameOfTab[each]), count: counts.get(each) ?? null }))}
        />
        {isOfParts(tab) ? null : (
          <FilterChips
            label={t('inbox.who')}
            selectedId={who}
            onSelect={(next) => setSearch(next === 'anyone' ? { muc: tab } : { muc: tab, cua: next })}
            items={owners.map((each) => ({ id: each, name: t(ownerName[each]) }))}
          />
        )}
      </div>
      {list.error ? <ProblemNotice problem={asProblem(list.error)} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Skeleton lines={8} /> : null}
      {list.data && shown === 0 ? (
        <EmptyState title={t(isOfParts(tab) ? 'part.empty' : 'inbox.empty')}>
          {who === 'anyone' && waiting.length > 0 ? (
            <WorkElsewhere waiting={waiting.map((each) => ({ tab: each, count: counts.get(each) ?? 0 }))} />
          ) : (
            <p>{isOfParts(tab) ? t(`part.empty.${tab}`) : who === 'anyone' ? t(`inbox.empty.${tab}`) : t('inbox.empty.who')}</p>
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
