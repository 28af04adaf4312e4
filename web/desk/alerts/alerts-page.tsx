import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { asProblem, type AlertLine } from '#web-api'
import { Button, DataTable, EmptyState, formatDue, formatInstant, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice, ProblemSummary } from '../lib/problem-view.tsx'
import { useCommand } from '../lib/use-command.ts'
import { paths } from '../paths.ts'
import { t } from '../text.ts'

/** Dossiers that are nearly due, late or idle, as far as they concern the caller. */
export function AlertsPage() {
  usePageTitle(t('alerts.title'))
  const alerts = useQuery({ queryKey: queryKeys.alerts, queryFn: () => api.alerts() })
  const seen = useCommand((ids: string[], key) => api.seenAlerts(ids, key))
  if (alerts.error) return <ProblemNotice problem={asProblem(alerts.error)} onRetry={() => void alerts.refetch()} />
  const unseen = alerts.data?.items.filter((alert) => alert.seenAt === null) ?? []
  return (
    <>
      <ProblemSummary problem={seen.problem} attempt={seen.attempt} />
      <div className="row" data-justify="between">
        <h1>{t('alerts.title')}</h1>
        {unseen.length > 0 ? (
          <Button kind="secondary" isPending={seen.isPending} onPress={() => void seen.run(unseen.slice(0, 200).map(({ id }) => id))}>
            {t('alerts.seeAll', { count: unseen.length })}
          </Button>
        ) : null}
      </div>
      <p className="measure">{t('alerts.why')}</p>
      {alerts.data ? (
        <DataTable<AlertLine>
          label={t('alerts.title')}
          items={alerts.data.items}
          empty={<EmptyState title={alerts.data.overdue > 0 ? t('alerts.noneButOverdue', { n: alerts.data.overdue }) : t('alerts.none')} />}
          columns={[
            {
              id: 'code',
              name: t('alerts.dossier'),
              isRowHeader: true,
              render: (alert) => (
                <Link to={paths.dossier(alert.code)} className="code">
                  {alert.code}
                </Link>
              ),
            },
            {
              id: 'rung',
              name: t('alerts.rung'),
              render: (alert) => (
                <>
                  <span
                    className="badge"
                    data-tone={alert.isOver ? undefined : ['soon', 'due', 'silent', 'law_soon'].includes(alert.rung) ? 'soon' : 'late'}
                  >
                    {alert.rungName}
                  </span>{' '}
                  {alert.seenAt === null ? <strong>{t('alerts.new')}</strong> : null}
                </>
              ),
            },
            { id: 'due', name: t('alerts.due'), render: (alert) => (alert.dueAt ? formatDue(alert.dueAt) : '–') },
            { id: 'state', name: t('alerts.state'), render: (alert) => alert.stateName },
            { id: 'agency', name: t('alerts.agency'), render: (alert) => alert.agencyName },
            { id: 'at', name: t('alerts.at'), render: (alert) => formatInstant(alert.madeAt) },
          ]}
        />
      ) : (
        <Skeleton lines={6} />
      )}
    </>
  )
}
