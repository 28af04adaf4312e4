import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { asProblem, type DossierLine, type HandoverLine } from '#web-api'
import { Button, DataTable, EmptyState, FilterChips, formatInstant, Notice, Select, Skeleton, TimeLeft } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice, ProblemSummary } from '../lib/problem-view.tsx'
import { useSession } from '../lib/session.ts'
import { useCommand } from '../lib/use-command.ts'
import { paths } from '../paths.ts'
import { t } from '../text.ts'
import { HandOverBy } from './hand-over-by.tsx'

const views = ['send', 'waiting', 'closed'] as const
type View = (typeof views)[number]
const viewName = { send: 'handover.send', waiting: 'handover.waiting', closed: 'handover.closed' } as const
type Ready = DossierLine & { id: string }

/** What leaves with the folder today, and what arrived: lists that match the papers. */
export function HandoversPage() {
  usePageTitle(t('area.handover'))
  const [search, setSearch] = useSearchParams()
  const ready = useQuery({
    queryKey: queryKeys.inbox({ tab: 'handover', all: true }),
    queryFn: () => api.inbox({ tab: 'handover', limit: 200 }),
    refetchInterval: 30_000,
  })
  const open = useQuery({
    queryKey: queryKeys.handovers({ state: 'open' }),
    queryFn: () => api.handovers({ state: 'open' }),
    refetchInterval: 30_000,
  })
  // What already lies on a list that waits to be received is not offered a second time.
  const lines = ready.data?.items.filter((line) => line.handoverNumber === null) ?? null
  const toReceive = open.data?.items.filter((list) => list.mayReceive) ?? null
  // Work that waits is shown first: a list to receive, then dossiers to send, then lists the other side still has to receive.
  const first: View =
    (toReceive?.length ?? 0) > 0 ? 'waiting' : (lines?.length ?? 0) > 0 ? 'send' : (open.data?.items.length ?? 0) > 0 ? 'waiting' : 'send'
  const view = views.find((each) => each === search.get('muc')) ?? first
  const counts: Record<View, number | null> = { send: lines?.length ?? null, waiting: open.data?.items.length ?? null, closed: null }
  const failed = ready.error ?? open.error
  return (
    <>
      <h1>{t('area.handover')}</h1>
      <div className="filters">
        <FilterChips
          selectedId={view}
          onSelect={(next) => setSearch({ muc: next })}
          items={views.map((id) => ({ id, name: t(viewName[id]), count: counts[id] }))}
        />
      </div>
      {failed ? (
        <ProblemNotice
          problem={asProblem(failed)}
          onRetry={() => {
            void ready.refetch()
            void open.refetch()
          }}
        />
      ) : lines === null || toReceive === null ? (
        <Skeleton lines={6} />
      ) : view === 'send' ? (
        <ReadyToSend lines={lines} />
      ) : (
        <Lists state={view === 'waiting' ? 'open' : 'closed'} />
      )}
    </>
  )
}

/** The places the folders go to, in the order of their first dossier: an agency's from a centre, a centre's from an agency. */
function destinationsOf(lines: readonly DossierLine[], direction: 'to_agency' | 'to_centre'): readonly (readonly [string, string])[] {
  return [
    ...new Map(
      lines.map((line): [string, string] =>
        direction === 'to_agency' ? [line.agencyCode, line.agencyName] : [line.centre.id, line.centre.name],
      ),
    ),
  ]
}

function ReadyToSend({ lines }: { lines: readonly DossierLine[] }) {
  const session = useSession()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  // Who came from a dossier wants it on the list.
  const wanted = lines.find(({ code }) => code === search.get('ho-so'))
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(wanted ? [wanted.code] : []))
  const direction = session.account.agency === null ? 'to_agency' : 'to_centre'
  const [choice, setChoice] = useState<string | null>(() =>
    wanted === undefined ? null : direction === 'to_agency' ? wanted.agencyCode : wanted.centre.id,
  )
  const create = useCommand(
    (body: { direction: 'to_agency' | 'to_centre'; agencyCode: string; centreId: string; dossierCodes: string[] }, key: string) =>
      api.createHandover(body, key),
  )
  const destinations = destinationsOf(lines, direction)
  const destination = destinations.find(([id]) => id === choice)?.[0] ?? destinations[0]?.[0] ?? null
  const items: Ready[] = lines
    .filter((line) => (direction === 'to_agency' ? line.agencyCode : line.centre.id) === destination)
    .map((line) => ({ ...line, id: line.code }))
  const picked = items.filter((line) => chosen.has(line.code))
  const from = picked[0]

  const submit = async () => {
    if (!from) return
    const made = await create.run({
      direction,
      agencyCode: from.agencyCode,
      centreId: from.centre.id,
      dossierCodes: picked.map((line) => line.code),
    })
    if (made) void navigate(paths.handover(made.number))
  }

  if (lines.length === 0) {
    return (
      <EmptyState title={t('handover.nothing')}>
        <p>{t('handover.nothing.why')}</p>
      </EmptyState>
    )
  }
  return (
    <>
      <ProblemSummary problem={create.problem} attempt={create.attempt} />
      {direction === 'to_agency' || destinations.length > 1 ? (
        <div className="narrow page-block">
          <Select
            name="destination"
            label={t(direction === 'to_agency' ? 'handover.agency' : 'handover.centre')}
            items={destinations.map(([id, text]) => ({ id, text }))}
            selectedId={destination}
            onSelect={(id) => {
              setChoice(id)
              setChosen(new Set())
            }}
          />
        </div>
      ) : null}
      <DataTable<Ready>
        label={t('handover.send')}
        items={items}
        empty={<EmptyState title={t('handover.nothing')} />}
        selection={{ selected: chosen, onChange: setChosen }}
        columns={[
          { id: 'code', name: t('accepted.code'), isRowHeader: true, render: (line) => <span className="code">{line.code}</span> },
          { id: 'who', name: t('column.applicant'), render: (line) => line.applicantName },
          { id: 'what', name: t('column.procedure'), render: (line) => line.procedureName },
          {
            id: 'time',
            name: t('column.time'),
            render: (line) => <TimeLeft sentence={line.remaining.sentence} tone={line.remaining.tone} />,
          },
          ...(direction === 'to_agency'
            ? [{ id: 'by', name: t('handover.byColumn'), render: (line: Ready) => <HandOverBy of={line.handOver} /> }]
            : []),
        ]}
      />
      <div className="intake__foot">
        <p className="muted">{t('handover.chosen', { count: picked.length })}</p>
        <Button kind="primary" isDisabled={picked.length === 0} isPending={create.isPending} onPress={() => void submit()}>
          {t('handover.create')}
        </Button>
      </div>
    </>
  )
}

function Lists({ state }: { state: 'open' | 'closed' }) {
  const lists = useQuery({ queryKey: queryKeys.handovers({ state }), queryFn: () => api.handovers({ state }), refetchInterval: 30_000 })
  if (lists.error) return <ProblemNotice problem={asProblem(lists.error)} onRetry={() => void lists.refetch()} />
  if (!lists.data) return <Skeleton lines={4} />
  return (
    <>
      {state === 'open' ? (
        <Notice>
          <p>{t('handover.waiting.why')}</p>
        </Notice>
      ) : null}
      <DataTable<HandoverLine & { id: string }>
        label={state === 'open' ? t('handover.waiting') : t('handover.closed')}
        items={lists.data.items.map((line) => ({ ...line, id: line.number }))}
        empty={<EmptyState title={t('handover.noLists')} />}
        columns={[
          {
            id: 'number',
            name: t('handover.number'),
            isRowHeader: true,
            render: (line) => (
              <Link className="code" to={paths.handover(line.number)}>
                {line.number}
              </Link>
            ),
          },
          {
            id: 'direction',
            name: t('handover.direction'),
            render: (line) => t(line.direction === 'to_agency' ? 'handover.toAgency' : 'handover.toCentre', { agency: line.agency.name }),
          },
          { id: 'count', name: t('handover.count'), isNumeric: true, render: (line) => line.count },
          {
            id: 'state',
            name: t('handover.state'),
            render: (line) =>
              line.waiting === 0
                ? t('handover.allReceivedAt', { at: line.closedAt ? formatInstant(line.closedAt) : '' })
                : line.mayReceive
                  ? t('handover.toReceive', { count: line.waiting })
                  : t('handover.waitsFor', {
                      receiver: line.direction === 'to_agency' ? line.agency.name : line.centre.name,
                      at: formatInstant(line.createdAt),
                    }),
          },
          { id: 'at', name: t('handover.createdAt'), render: (line) => formatInstant(line.createdAt) },
        ]}
      />
    </>
  )
}
