import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { asProblem, type Handover } from '#web-api'
import { currentLanguage, Button, type DataColumn, DataTable, EmptyState, formatInstant, formatPromise, Notice, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice, ProblemSummary } from '../lib/problem-view.tsx'
import { useCommand } from '../lib/use-command.ts'
import { paths } from '../paths.ts'
import { t } from '../text.ts'
import { HandOverBy } from './hand-over-by.tsx'

/** One list: tick what is really in the folder and receive it; the rest stays with the sender. */
export function HandoverPage() {
  const { number = '' } = useParams()
  usePageTitle(number)
  const handover = useQuery({ queryKey: queryKeys.handover(number), queryFn: () => api.handover(number) })
  if (handover.error) return <ProblemNotice problem={asProblem(handover.error)} onRetry={() => void handover.refetch()} />
  if (!handover.data) return <Skeleton lines={6} />
  return <HandoverList key={number} handover={handover.data} />
}

type Line = Handover['dossiers'][number] & { id: string }

const columns: readonly DataColumn<Line>[] = [
  {
    id: 'code',
    name: t('accepted.code'),
    isRowHeader: true,
    render: (line) => (
      <Link className="code" to={paths.dossier(line.code)}>
        {line.code}
      </Link>
    ),
  },
  { id: 'who', name: t('column.applicant'), render: (line) => line.applicantName },
  {
    id: 'due',
    name: t('accepted.due'),
    render: (line) => (line.dueAt ? formatPromise(line.dueAt, currentLanguage()) : t('procedure.unknown')),
  },
]

/** Of a list to an agency: by when each was to be there. */
const byColumn: DataColumn<Line> = { id: 'by', name: t('handover.byColumn'), render: (line) => <HandOverBy of={line.handOver} /> }

/** Who received a line and when: the point of the list, long after it is closed. */
const receiptColumns: readonly DataColumn<Line>[] = [
  ...columns,
  { id: 'receivedAt', name: t('handover.receivedAt'), render: (line) => (line.receivedAt ? formatInstant(line.receivedAt) : '–') },
  { id: 'receivedBy', name: t('handover.receivedBy'), render: (line) => line.receivedBy ?? '–' },
]

function HandoverList({ handover }: { handover: Handover }) {
  const lines: Line[] = handover.dossiers.map((line) => ({ ...line, id: line.code }))
  const waiting = lines.filter((line) => line.isWaiting)
  const received = lines.filter((line) => !line.isWaiting)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [receivedCount, setReceivedCount] = useState(0)
  const receive = useCommand((dossierCodes: string[], key: string) => api.receiveHandover(handover.number, dossierCodes, key))
  const submit = async () => {
    const codes = waiting.map((line) => line.code).filter((code) => chosen.has(code))
    if ((await receive.run(codes)) === null) return
    setReceivedCount(codes.length)
    setChosen(new Set())
  }
  const receiver = handover.direction === 'to_agency' ? handover.agency.name : handover.centre.name
  return (
    <>
      <ProblemSummary problem={receive.problem} attempt={receive.attempt} />
      <h1>
        {t('handover.title')} <span className="code">{handover.number}</span>
      </h1>
      <p className="muted">
        {t(handover.direction === 'to_agency' ? 'handover.toAgency' : 'handover.toCentre', { agency: handover.agency.name })} ·{' '}
        {handover.createdBy} · {formatInstant(handover.createdAt)}
      </p>
      <p className="no-print">
        <a className="button" href={api.handoverListUrl(handover.number)} target="_blank" rel="noreferrer">
          {t('handover.print')}
        </a>
      </p>
      {receivedCount > 0 ? (
        <Notice tone="ok" isLive>
          <p>{t('handover.received', { count: receivedCount })}</p>
        </Notice>
      ) : null}
      {waiting.length > 0 ? (
        <section aria-labelledby="waiting-lines">
          <h2 id="waiting-lines">{t('handover.linesWaiting', { count: waiting.length })}</h2>
          {handover.mayReceive ? null : <p>{t('handover.waitsFor', { receiver, at: formatInstant(handover.createdAt) })}</p>}
          <DataTable
            label={t('handover.waiting')}
            items={waiting}
            empty={null}
            selection={handover.mayReceive ? { selected: chosen, onChange: setChosen } : null}
            columns={handover.direction === 'to_agency' ? [...columns, byColumn] : columns}
          />
          {handover.mayReceive ? (
            <div className="intake__foot">
              <Button onPress={() => setChosen(new Set(waiting.map((line) => line.code)))}>{t('handover.chooseAll')}</Button>
              <Button kind="primary" isDisabled={chosen.size === 0} isPending={receive.isPending} onPress={() => void submit()}>
                {t('handover.receive', { count: waiting.filter((line) => chosen.has(line.code)).length })}
              </Button>
            </div>
          ) : null}
        </section>
      ) : null}
      {received.length > 0 ? (
        <section aria-labelledby="received-lines">
          <h2 id="received-lines">{t('handover.linesReceived', { count: received.length })}</h2>
          <DataTable
            label={t('handover.closed')}
            items={received}
            empty={null}
            columns={handover.direction === 'to_agency' ? [...receiptColumns, byColumn] : receiptColumns}
          />
        </section>
      ) : null}
      {lines.length === 0 ? <EmptyState title={t('handover.noLines')} /> : null}
    </>
  )
}
