import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'react-router'
import { asProblem } from '#web-api'
import { Button, EmptyState, formatInstant, Notice, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { t } from '../text.ts'
import { MovedTable } from './moved-table.tsx'

const page = 50

/** One change: how far its re-projection is while it runs, then what it moved; the paper for the file. */
export function DecreePage() {
  const { id = '' } = useParams()
  const [offset, setOffset] = useState(0)
  const decree = useQuery({
    queryKey: queryKeys.decree(id, offset),
    queryFn: () => api.decree(id, offset),
    refetchInterval: (query) => (query.state.data?.run.state === 'running' ? 1000 : false),
  })
  usePageTitle(decree.data?.name ?? t('area.calendar'))
  if (decree.error) return <ProblemNotice problem={asProblem(decree.error)} onRetry={() => void decree.refetch()} />
  if (!decree.data) return <Skeleton lines={6} />
  const { run, dossiers } = decree.data
  return (
    <>
      <div className="page-head">
        <h1>{decree.data.name}</h1>
        {run.state === 'finished' ? (
          <Button icon="print" onPress={() => window.print()}>
            {t('decree.print')}
          </Button>
        ) : null}
      </div>
      <p>{t('decree.by', { basis: decree.data.basis })}</p>
      <p>{t('decree.why', { reason: decree.data.reason })}</p>
      <p className="muted">{t('decree.entered', { who: decree.data.enteredBy, when: formatInstant(decree.data.enteredAt) })}</p>
      {run.state === 'running' ? (
        <div className="decree-progress" role="status">
          <label htmlFor="decree-progress">{t('decree.progress', { seen: run.seen, running: run.running })}</label>
          <progress id="decree-progress" max={Math.max(run.running, 1)} value={Math.min(run.seen, run.running)} />
        </div>
      ) : (
        <Notice tone="ok" isLive>
          <p>{t('decree.done', { moved: run.moved, running: run.running })}</p>
          {run.becameLate > 0 ? <p>{t('decree.preview.late', { count: run.becameLate })}</p> : null}
          {run.noLongerLate > 0 ? <p>{t('decree.preview.notLate', { count: run.noLongerLate })}</p> : null}
        </Notice>
      )}
      {run.state === 'finished' && run.moved === 0 ? <EmptyState title={t('decree.none')} /> : null}
      {dossiers.length > 0 ? (
        <>
          <h2>{t('decree.dossiers')}</h2>
          <MovedTable dossiers={dossiers} label={t('decree.dossiers')} />
          {run.moved > page ? (
            <div className="button-row no-print">
              <Button isDisabled={offset === 0} onPress={() => setOffset(Math.max(0, offset - page))}>
                {t('decree.previous')}
              </Button>
              <Button isDisabled={offset + page >= run.moved} onPress={() => setOffset(offset + page)}>
                {t('decree.next')}
              </Button>
            </div>
          ) : null}
        </>
      ) : null}
    </>
  )
}
