import { useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { asProblem, type DossierLine, type HandoverLine } from '#web-api'
import { Button, DataTable, EmptyState, FilterChips, formatInstant, Notice, Select, Skeleton, TimeLeft } from '#web-ui'
import { api, queryKeys } from '../app/api.ts'
import { usePageTitle } from '../app/page-title.ts'
import { ProblemNotice, ProblemSummary } from '../app/problem-view.tsx'
import { useSession } from '../app/session.ts'
import { useCommand } from '../app/use-command.ts'
import { paths } from '../paths.ts'
import { t } from '../text.ts'

type View = 'send' | 'waiting' | 'closed'
type Ready = DossierLine & { id: string }

/** What leaves with the folder today, and what arrived: lists that match the papers. */
export function HandoversPage() {
  usePageTitle(t('area.handover'))
  const [view, setView] = useState<View>('send')
  return (
    <>
      <h1>{t('area.handover')}</h1>
      <div className="filters">
        <FilterChips
          selectedId={view}
          onSelect={(next) => setView(next as View)}
          items={[
            { id: 'send', name: t('handover.send') },
            { id: 'waiting', name: t('handover.waiting') },
            { id: 'closed', name: t('handover.closed') },
          ]}
        />
      </div>
      {view === 'send' ? <ReadyToSend /> : <Lists state={view === 'waiting' ? 'open' : 'closed'} />}
    </>
  )
}

function ReadyToSend() {
  const session = useSession()
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [agencyChoice, setAgencyChoice] = useState<string | null>(null)
  const direction = session.account.agency === null ? 'to_agency' : 'to_centre'
  const ready = useQuery({
    queryKey: queryKeys.inbox({ tab: 'handover', all: true }),
    queryFn: () => api.inbox({ tab: 'handover', limit: 200 }),
  })
  const agencies = useQuery({ queryKey: queryKeys.agencies, queryFn: () => api.agencies(), staleTime: 600_000 })
  const create = useCommand(
    (body: { direction: 'to_agency' | 'to_centre'; agencyCode: string; centreId: string; dossierCodes: string[] }, key: string) =>
      api.createHandover(body, key),
  )

  // What already lies on a list that waits to be received is not offered a second time.
  const open = useQuery({ queryKey: queryKeys.handovers({ state: 'open' }), queryFn: () => api.handovers({ state: 'open' }) })
  const onLists = useQueries({
    queries: (open.data?.items ?? []).map(({ number }) => ({ queryKey: queryKeys.handover(number), queryFn: () => api.handover(number) })),
    combine: (answers) => new Set(answers.flatMap((answer) => answer.data?.dossiers.map((line) => line.code) ?? [])),
  })
  const lines = (ready.data?.items ?? []).filter((line) => !onLists.has(line.code))
  const agencyOf = (line: DossierLine) => agencies.data?.items.find((agency) => agency.code === codeOfAgency(line.code)) ?? null
  const present = [
    ...new Map(lines.map((line) => agencyOf(line)).flatMap((agency) => (agency ? [[agency.code, agency.name] as const] : []))),
  ]
  const agencyCode = session.account.agency?.code ?? agencyChoice ?? present[0]?.[0] ?? null
  const items: Ready[] = lines
    .filter((line) => direction === 'to_centre' || agencyCode === null || agencyOf(line) === null || agencyOf(line)?.code === agencyCode)
    .map((line) => ({ ...line, id: line.code }))
  const dossierCodes = items.filter((line) => chosen.has(line.code)).map((line) => line.code)

  const submit = async () => {
    const centreId = session.account.centre?.id
    if (agencyCode === null || centreId === undefined || dossierCodes.length === 0) return
    const made = await create.run({ direction, agencyCode, centreId, dossierCodes })
    if (made) void navigate(paths.handover(made.number))
  }

  if (ready.error) return <ProblemNotice problem={asProblem(ready.error)} onRetry={() => void ready.refetch()} />
  if (!ready.data) return <Skeleton lines={6} />
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
      {direction === 'to_agency' && present.length > 0 ? (
        <div className="narrow page-block">
          <Select
            name="agencyCode"
            label={t('handover.agency')}
            items={present.map(([id, text]) => ({ id, text }))}
            selectedId={agencyCode}
            onSelect={(code) => {
              setAgencyChoice(code)
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
        ]}
      />
      <div className="intake__foot">
        <p className="muted">{t('handover.chosen', { count: dossierCodes.length })}</p>
        <Button kind="primary" isDisabled={dossierCodes.length === 0} isPending={create.isPending} onPress={() => void submit()}>
          {t('handover.create')}
        </Button>
      </div>
    </>
  )
}

function Lists({ state }: { state: 'open' | 'closed' }) {
  const lists = useQuery({ queryKey: queryKeys.handovers({ state }), queryFn: () => api.handovers({ state }), refetchInterval: 15_000 })
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
          { id: 'count', name: t('handover.count'), isNumeric: true, render: (line) => line.waiting },
          { id: 'at', name: t('handover.createdAt'), render: (line) => formatInstant(line.createdAt) },
        ]}
      />
    </>
  )
}

/** A dossier's code begins with the code of the agency that decides it: `H47.11-261123-0001` → `H47.11`. */
function codeOfAgency(dossierCode: string): string {
  return dossierCode.split('-')[0] ?? ''
}
