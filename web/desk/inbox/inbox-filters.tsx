import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { InboxFilter, InboxOwner } from '#web-api'
import { Button, ComboBox, Select } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { type DeskKey, t } from '../text.ts'

const owners: readonly InboxOwner[] = ['anyone', 'me', 'nobody', 'away']
const ownerName: Record<InboxOwner, DeskKey> = {
  anyone: 'inbox.who.anyone',
  me: 'inbox.who.me',
  nobody: 'inbox.who.nobody',
  away: 'inbox.who.away',
}
const dues = ['late', 'today', 'soon'] as const
const channels = ['direct', 'post', 'online'] as const

/** The filters of a list, as the address has them. */
export type InboxChoice = InboxFilter & { readonly who: InboxOwner }

const names = { who: 'cua', agency: 'co-quan', procedure: 'thu-tuc', channel: 'cach-nop', due: 'han' } as const

export function readChoice(search: URLSearchParams): InboxChoice {
  return {
    who: owners.find((each) => each === search.get(names.who)) ?? 'anyone',
    agency: search.get(names.agency) || undefined,
    procedure: search.get(names.procedure) || undefined,
    channel: channels.find((each) => each === search.get(names.channel)),
    due: dues.find((each) => each === search.get(names.due)),
  }
}

/** The address of a list with these filters; what is not chosen is not in it. */
export function writeChoice(tab: string, choice: InboxChoice): Record<string, string> {
  const written: Record<string, string> = { muc: tab }
  for (const [key, name] of Object.entries(names) as [keyof typeof names, string][]) {
    const value = choice[key]
    if (value !== undefined && value !== 'anyone') written[name] = value
  }
  return written
}

export function isFiltered(choice: InboxChoice): boolean {
  return Object.keys(writeChoice('', choice)).length > 1
}

const all = 'all'

/** The filters of a list, in sight, each with its name; they stay in the address, so a list can be kept as a bookmark. */
export function InboxFilters({ choice, onChange }: { choice: InboxChoice; onChange: (choice: InboxChoice) => void }) {
  const agencies = useQuery({ queryKey: queryKeys.agencies, queryFn: () => api.agencies(), staleTime: 300_000 })
  // On a telephone five fields would stand between the lists and their first row.
  const [isOpen, setOpen] = useState(() => isFiltered(choice) || window.matchMedia('(width >= 60rem)').matches)
  return (
    <details className="inbox-fold" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('inbox.filters')}</summary>
      <div className="inbox-filters" role="group" aria-label={t('inbox.filters')}>
        <Select
          name="who"
          label={t('inbox.who')}
          items={owners.map((each) => ({ id: each, text: t(ownerName[each]) }))}
          selectedId={choice.who}
          onSelect={(who) => onChange({ ...choice, who: owners.find((each) => each === who) ?? 'anyone' })}
        />
        <Select
          name="due"
          label={t('inbox.due')}
          items={[{ id: all, text: t('inbox.all') }, ...dues.map((each) => ({ id: each, text: t(`inbox.due.${each}`) }))]}
          selectedId={choice.due ?? all}
          onSelect={(due) => onChange({ ...choice, due: dues.find((each) => each === due) })}
        />
        <Select
          name="agency"
          label={t('inbox.agency')}
          items={[{ id: all, text: t('inbox.all') }, ...(agencies.data?.items ?? []).map(({ code, name }) => ({ id: code, text: name }))]}
          selectedId={choice.agency ?? all}
          onSelect={(agency) => onChange({ ...choice, agency: agency === all ? undefined : agency })}
        />
        <Select
          name="channel"
          label={t('inbox.channel')}
          items={[{ id: all, text: t('inbox.all') }, ...channels.map((each) => ({ id: each, text: t(`channel.${each}`) }))]}
          selectedId={choice.channel ?? all}
          onSelect={(channel) => onChange({ ...choice, channel: channels.find((each) => each === channel) })}
        />
        <ProcedureFilter
          key={choice.procedure ?? ''}
          code={choice.procedure}
          onSelect={(procedure) => onChange({ ...choice, procedure })}
        />
        {isFiltered(choice) ? (
          <Button kind="quiet" onPress={() => onChange({ who: 'anyone' })}>
            {t('inbox.filters.clear')}
          </Button>
        ) : null}
      </div>
    </details>
  )
}

function ProcedureFilter({ code, onSelect }: { code: string | undefined; onSelect: (code: string | undefined) => void }) {
  const [text, setText] = useState(code ?? '')
  const q = text.trim()
  const isChosen = code !== undefined && text === code
  const query = { q, resembling: 'true', limit: 8 }
  const found = useQuery({
    queryKey: queryKeys.procedures(query),
    queryFn: ({ signal }) => api.procedures(query, signal),
    enabled: q !== '' && !isChosen,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  return (
    <ComboBox
      name="procedure"
      label={t('inbox.procedure')}
      inputValue={text}
      onInputChange={(next) => {
        setText(next)
        if (next === '' && code !== undefined) onSelect(undefined)
      }}
      items={isChosen ? [] : (found.data?.items ?? []).map((line) => ({ id: line.code, text: line.name, detail: line.code }))}
      isLoading={q !== '' && (found.isFetching || found.isPlaceholderData)}
      selectedId={code ?? null}
      onSelect={(item) => onSelect(item.id)}
    />
  )
}
