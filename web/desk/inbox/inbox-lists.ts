import { useQueries } from '@tanstack/react-query'
import type { InboxTab, PartTab } from '#web-api'
import { api, queryKeys } from '../lib/api.ts'
import type { DeskKey } from '../text.ts'

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
export const partTabs = { parts: 'mine', led: 'led' } as const satisfies Record<string, PartTab>
export type Tab = InboxTab | keyof typeof partTabs
export const allTabs: readonly Tab[] = ['mine', 'parts', ...tabs.filter((each) => each !== 'mine'), 'led']
export const nameOfTab: Record<Tab, DeskKey> = { ...tabName, parts: 'part.title', led: 'part.elsewhere' }
export const isOfParts = (tab: Tab): tab is keyof typeof partTabs => tab in partTabs

/** Lists of what the officer can do now; the others only show where dossiers are. */
export const workTabs: readonly Tab[] = ['mine', 'parts', 'consultations', 'apologies', 'handover', 'results']

/** How many stand in each list; `null` while the server has not said. */
export function useInboxCounts(): ReadonlyMap<Tab, number | null> {
  return useQueries({
    queries: allTabs.map((each) => ({
      queryKey: queryKeys.inbox({ count: each }),
      queryFn: async () =>
        (isOfParts(each) ? await api.parts({ tab: partTabs[each], limit: 1 }) : await api.inbox({ tab: each, limit: 1 })).total,
      refetchInterval: 30_000,
    })),
    combine: (answers) => new Map(allTabs.map((each, at) => [each, answers[at]?.data ?? null] as const)),
  })
}
