import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { asProblem } from '#web-api'
import { Button, DataTable, EmptyState, formatDay, formatInstant, parseDay, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { paths } from '../paths.ts'
import { t } from '../text.ts'
import { OfficeHoursPanel } from './office-hours.tsx'
import { wordsOf, YearView } from './year-view.tsx'

/** The working calendar of a year, what it rests on, and the changes entered here with what each moved. */
export function CalendarPage() {
  usePageTitle(t('area.calendar'))
  const [today] = useState(() => parseDay(formatDay(new Date().toISOString())) ?? '')
  const [search, setSearch] = useSearchParams()
  const asked = Number(search.get('nam'))
  const year = asked >= 1976 && asked <= 2100 ? asked : Number(today.slice(0, 4))
  const calendar = useQuery({ queryKey: queryKeys.calendar(year), queryFn: () => api.calendar(year) })
  const decrees = useQuery({ queryKey: queryKeys.decrees, queryFn: () => api.decrees() })
  const mayEnter = decrees.data
    ? decrees.data.mayEnter.days || decrees.data.mayEnter.centreIds === null || decrees.data.mayEnter.centreIds.length > 0
    : false
  return (
    <>
      <div className="page-head">
        <h1>{t('area.calendar')}</h1>
        <Link className="button" to={paths.dueDate()}>
          {t('dueDate.title')}
        </Link>
        <Link className="button" to={paths.deadlines()}>
          {t('deadlines.title')}
        </Link>
        {mayEnter ? (
          <Link className="button" data-kind="primary" to={paths.newDecree()}>
            {t('calendar.enter')}
          </Link>
        ) : null}
      </div>
      <div className="calendar-turn">
        <Button isDisabled={year <= 1976} onPress={() => setSearch({ nam: String(year - 1) })}>
          {t('calendar.previous')}
        </Button>
        <h2 aria-live="polite">{t('calendar.year', { year })}</h2>
        <Button isDisabled={year >= 2100} onPress={() => setSearch({ nam: String(year + 1) })}>
          {t('calendar.next')}
        </Button>
        {calendar.data ? <span className="muted">{t('calendar.workingDays', { count: calendar.data.workingDays })}</span> : null}
      </div>
      {calendar.error ? <ProblemNotice problem={asProblem(calendar.error)} onRetry={() => void calendar.refetch()} /> : null}
      {calendar.isLoading ? <Skeleton lines={12} /> : null}
      {calendar.data ? (
        <>
          <YearView calendar={calendar.data} today={today} />
          <h2>{t('calendar.days')}</h2>
          <DataTable
            label={t('calendar.days')}
            items={calendar.data.items.map((item) => ({ ...item, id: item.date }))}
            empty={null}
            columns={[
              { id: 'date', name: t('calendar.column.date'), isRowHeader: true, render: (item) => formatDay(item.date) },
              { id: 'kind', name: t('calendar.column.kind'), render: (item) => t(`calendar.kind.${item.kind}`) },
              { id: 'name', name: t('calendar.column.name'), render: wordsOf },
              { id: 'basis', name: t('calendar.column.basis'), render: (item) => item.basis },
            ]}
          />
        </>
      ) : null}
      <h2>{t('hours.title')}</h2>
      <OfficeHoursPanel mayEnter={decrees.data?.mayEnter ?? null} />
      <h2>{t('calendar.decrees')}</h2>
      {decrees.error ? <ProblemNotice problem={asProblem(decrees.error)} onRetry={() => void decrees.refetch()} /> : null}
      {decrees.isLoading ? <Skeleton lines={3} /> : null}
      {decrees.data?.items.length === 0 ? (
        <EmptyState title={t('calendar.decrees.none')}>
          <p>{t('calendar.decrees.none.why')}</p>
        </EmptyState>
      ) : null}
      {decrees.data && decrees.data.items.length > 0 ? (
        <DataTable
          label={t('calendar.decrees')}
          items={decrees.data.items}
          empty={null}
          columns={[
            {
              id: 'name',
              name: t('calendar.column.name'),
              isRowHeader: true,
              render: (item) => <Link to={paths.decree(item.id)}>{item.name}</Link>,
            },
            { id: 'basis', name: t('calendar.column.basis'), render: (item) => item.basis },
            { id: 'by', name: t('decree.column.by'), render: (item) => `${item.enteredBy}, ${formatInstant(item.enteredAt)}` },
            {
              id: 'effect',
              name: t('decree.column.effect'),
              render: ({ run }) =>
                run.state === 'running'
                  ? t('decree.effect.running', { seen: run.seen, running: run.running })
                  : t('decree.effect', { moved: run.moved }),
            },
          ]}
        />
      ) : null}
    </>
  )
}
