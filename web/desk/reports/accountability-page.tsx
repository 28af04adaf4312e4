import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { asProblem, type HeldFigures, type HeldLine, type HoldersReport, type Problem } from '#web-api'
import { Button, type DataColumn, DataTable, EmptyState, formatDay, formatInstant, Notice, parseDay, Skeleton, TextField } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { useTyped } from '../lib/use-typed.ts'
import { TableLink } from '../lib/table-link.tsx'
import { fieldError, ProblemNotice } from '../lib/problem-view.tsx'
import { t } from '../text.ts'

/** How long each holder had dossiers, and which became late there; the latest first, as the server sorts them. */
export function AccountabilityPage() {
  usePageTitle(t('area.accountability'))
  const [search, setSearch] = useSearchParams()
  const asked = { from: search.get('tu') ?? undefined, to: search.get('den') ?? undefined }
  const report = useQuery({
    queryKey: queryKeys.holders(asked),
    queryFn: () => api.holdersReport(asked),
    placeholderData: (before) => before,
  })
  const shown = report.data
  const problem = report.error ? asProblem(report.error) : null
  // Days that are refused stay in their fields, with the reason beside them.
  const days = shown ?? (problem ? { from: asked.from ?? '', to: asked.to ?? '' } : null)
  return (
    <>
      <h1>{t('area.accountability')}</h1>
      {days ? (
        <Days
          key={`${days.from} ${days.to}`}
          from={days.from}
          to={days.to}
          problem={problem}
          onShow={(from, to) => setSearch({ tu: from, den: to })}
          csvUrl={shown ? api.holdersCsvUrl({ from: shown.from, to: shown.to }) : null}
        />
      ) : null}
      {problem && problem.fields.length === 0 ? <ProblemNotice problem={problem} onRetry={() => void report.refetch()} /> : null}
      {report.isPending ? <Skeleton lines={8} /> : null}
      {shown ? <Report report={shown} /> : null}
    </>
  )
}

type DaysProps = {
  readonly from: string
  readonly to: string
  readonly problem: Problem | null
  readonly onShow: (from: string, to: string) => void
  /** The table of the days shown; null while none are shown. */
  readonly csvUrl: string | null
}

function Days({ from, to, problem, onShow, csvUrl }: DaysProps) {
  const [days, setDays] = useTyped(`${from} ${to}`, { from: formatDay(from), to: formatDay(to) })
  const read = { from: parseDay(days.from), to: parseDay(days.to) }
  const [isTried, setTried] = useState(false)
  const fault = (day: string | null) => (isTried && day === null ? t('decree.dayWrong') : undefined)
  return (
    <form
      noValidate
      className="row cash-day no-print"
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (read.from && read.to) onShow(read.from, read.to)
      }}
    >
      <TextField
        name="from"
        label={t('officers.fromOn')}
        inputMode="numeric"
        value={days.from}
        onChange={(value) => setDays({ ...days, from: value })}
        error={fault(read.from) ?? fieldError(problem, 'from')}
      />
      <TextField
        name="to"
        label={t('officers.toOn')}
        inputMode="numeric"
        value={days.to}
        onChange={(value) => setDays({ ...days, to: value })}
        error={fault(read.to) ?? fieldError(problem, 'to')}
      />
      <Button type="submit">{t('cash.show')}</Button>
      <Button icon="print" onPress={() => window.print()}>
        {t('ledger.print')}
      </Button>
      {csvUrl ? <TableLink address={csvUrl}>{t('held.csv')}</TableLink> : null}
    </form>
  )
}

function Report({ report }: { report: HoldersReport }) {
  const lines = report.lines.map((line) => ({ ...line, id: `${line.placeId} ${line.step} ${line.officerId}` }))
  const figures: DataColumn<HeldFigures>[] = [
    { id: 'late', name: t('held.late'), isNumeric: true, render: (each) => <LateShare of={each} /> },
    {
      id: 'lateByLaw',
      name: t('held.lateByLaw'),
      isNumeric: true,
      render: (each) => (each.lateByLaw > 0 ? <strong>{each.lateByLaw}</strong> : String(each.lateByLaw)),
    },
    { id: 'inside', name: t('held.inside'), isNumeric: true, render: (each) => hours(each.insideMs) },
    { id: 'applicant', name: t('held.applicant'), isNumeric: true, render: (each) => hours(each.applicantMs) },
    { id: 'outside', name: t('held.outside'), isNumeric: true, render: (each) => hours(each.outsideMs) },
    {
      id: 'inHand',
      name: t('held.inHand'),
      isNumeric: true,
      render: (each) =>
        each.inHandLate > 0
          ? t('held.ofThemLate', { n: each.inHand, late: each.inHandLate, byLaw: each.inHandLateByLaw })
          : String(each.inHand),
    },
  ]
  type Line = HeldLine & { id: string }
  type Place = HoldersReport['places'][number] & { id: string }
  type Part = HoldersReport['parts'][number] & { id: string }
  type Transfers = HoldersReport['transfers'][number] & { id: string }
  return (
    <>
      <p>
        {t('held.period', { from: formatDay(report.from), to: formatDay(report.to) })}{' '}
        <span className="muted">{t('held.asOf', { at: formatInstant(report.asOf) })}</span>
      </p>
      <p>
        {t('held.total', {
          turns: report.total.turns,
          late: report.total.late,
          inHand: report.total.inHand,
          inHandLate: report.total.inHandLate,
          lateByLaw: report.total.lateByLaw,
          inHandLateByLaw: report.total.inHandLateByLaw,
        })}
      </p>
      <p className="muted small">{t('held.how')}</p>
      {report.total.uncounted > 0 ? (
        <Notice>
          <p>{t('held.uncounted', { n: report.total.uncounted })}</p>
        </Notice>
      ) : null}
      {report.isWholeHouse && report.places.length > 1 ? (
        <>
          <h2>{t('held.byAgency')}</h2>
          <DataTable<Place>
            label={t('held.byAgency')}
            items={report.places.map((place) => ({ ...place, id: place.placeId }))}
            empty={null}
            columns={[
              { id: 'place', name: t('held.agency'), isRowHeader: true, render: (each) => each.placeName },
              { id: 'turns', name: t('held.turns'), isNumeric: true, render: (each) => String(each.turns) },
              ...figures,
            ]}
          />
        </>
      ) : null}
      {report.parts.length > 0 ? (
        <>
          <h2>{t('held.parts')}</h2>
          <p className="muted small">{t('held.parts.how')}</p>
          <DataTable<Part>
            label={t('held.parts')}
            items={report.parts.map((part) => ({ ...part, id: part.agencyId }))}
            empty={null}
            columns={[
              { id: 'agency', name: t('held.agency'), isRowHeader: true, render: (each) => each.agencyName },
              { id: 'done', name: t('held.parts.done'), isNumeric: true, render: (each) => String(each.done) },
              { id: 'late', name: t('held.parts.late'), isNumeric: true, render: (each) => String(each.late) },
              { id: 'otherwise', name: t('held.parts.otherwise'), isNumeric: true, render: (each) => String(each.otherwise) },
              { id: 'open', name: t('held.parts.open'), isNumeric: true, render: (each) => String(each.open) },
              { id: 'openLate', name: t('held.parts.openLate'), isNumeric: true, render: (each) => String(each.openLate) },
            ]}
          />
        </>
      ) : null}
      {report.transfers.length > 0 ? (
        <>
          <h2>{t('held.transfers')}</h2>
          <p className="muted small">{t('held.transfers.how')}</p>
          <DataTable<Transfers>
            label={t('held.transfers')}
            items={report.transfers.map((each) => ({ ...each, id: each.agencyId }))}
            empty={null}
            columns={[
              { id: 'agency', name: t('held.agency'), isRowHeader: true, render: (each) => each.agencyName },
              {
                id: 'handed',
                name: t('held.transfers.handed'),
                render: (each) => <InTime done={each.handedOver} late={each.handedOverLate} />,
              },
              {
                id: 'waiting',
                name: t('held.transfers.waiting'),
                render: (each) => <InTime done={each.toHandOver} late={each.toHandOverLate} isWaiting />,
              },
              {
                id: 'given',
                name: t('held.transfers.given'),
                render: (each) => <InTime done={each.givenBack} late={each.givenBackLate} />,
              },
            ]}
          />
        </>
      ) : null}
      <h2>{t('held.byOfficer')}</h2>
      <DataTable<Line>
        label={t('held.byOfficer')}
        items={lines}
        empty={
          <EmptyState title={t('held.none')}>
            <p>{t('held.none.why')}</p>
          </EmptyState>
        }
        columns={[
          {
            id: 'officer',
            name: t('held.officer'),
            isRowHeader: true,
            render: (each) => (
              <>
                {each.officerName ?? t(`held.by.${each.heldBy}`, { place: each.placeName })}{' '}
                <span className="muted small">{each.stepName}</span>
              </>
            ),
          },
          { id: 'place', name: t('held.agency'), render: (each) => each.placeName },
          {
            id: 'turns',
            name: t('held.turns'),
            isNumeric: true,
            render: (each) => t('held.turnsOf', { turns: each.turns, dossiers: each.dossiers }),
          },
          ...figures,
        ]}
      />
    </>
  )
}

/** How many were in time, and how many late; of what waits, how many still have time. */
function InTime({ done, late, isWaiting = false }: { done: number; late: number; isWaiting?: boolean }) {
  if (done === 0) return <span className="muted">–</span>
  if (late === 0) return t(isWaiting ? 'held.transfers.allWaiting' : 'held.transfers.all', { n: done })
  return <strong>{t(isWaiting ? 'held.transfers.someWaiting' : 'held.transfers.some', { inTime: done - late, late })}</strong>
}

function LateShare({ of }: { of: HeldFigures }) {
  if (of.latePercent === null) return <span className="muted">–</span>
  const text = t('held.lateShare', { late: of.late, percent: of.latePercent.toLocaleString('vi-VN') })
  return of.late > 0 ? (
    <strong className="turned" data-turned="late">
      {text}
    </strong>
  ) : (
    text
  )
}

const hours = (ms: number): string =>
  ms === 0 ? '–' : t('held.hours', { n: (ms / 3_600_000).toLocaleString('vi-VN', { maximumFractionDigits: 1 }) })
