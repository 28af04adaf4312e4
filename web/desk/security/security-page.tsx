import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { asProblem, type SecurityLine } from '#web-api'
import { Button, DataTable, EmptyState, formatInstant, Select, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { t } from '../text.ts'

const every = '*'

/** The security events of the installation, newest first: for those who inspect or operate it. */
export function SecurityPage() {
  usePageTitle(t('security.title'))
  const [search, setSearch] = useSearchParams()
  const event = search.get('loai') ?? ''
  const before = search.get('truoc') ?? ''
  const log = useQuery({
    queryKey: queryKeys.securityEvents(event, before),
    queryFn: () =>
      api.securityEvents({
        ...(event ? { event: event as Parameters<typeof api.securityEvents>[0]['event'] } : {}),
        ...(before ? { before } : {}),
      }),
    placeholderData: keepPreviousData,
  })
  if (log.error) return <ProblemNotice problem={asProblem(log.error)} onRetry={() => void log.refetch()} />
  const last = log.data?.items.at(-1)?.id
  const show = (kind: string, older?: string) => setSearch({ ...(kind ? { loai: kind } : {}), ...(older ? { truoc: older } : {}) })
  return (
    <>
      <h1>{t('security.title')}</h1>
      <p className="measure">{t('security.why')}</p>
      {log.data ? (
        <>
          <div className="measure">
            <Select
              name="kind"
              label={t('security.kind')}
              items={[{ id: every, text: t('security.every') }, ...log.data.kinds.map((kind) => ({ id: kind.event, text: kind.name }))]}
              selectedId={event || every}
              onSelect={(id) => show(id === every ? '' : id)}
            />
          </div>
          <DataTable<SecurityLine>
            label={t('security.title')}
            items={log.data.items}
            empty={<EmptyState title={t('security.none')} />}
            columns={[
              { id: 'at', name: t('security.at'), isRowHeader: true, render: (line) => formatInstant(line.at) },
              {
                id: 'event',
                name: t('security.event'),
                render: (line) => (
                  <>
                    {line.name}
                    {line.times > 1 ? <> ({t('security.times', { n: line.times })})</> : null}
                  </>
                ),
              },
              { id: 'account', name: t('security.account'), render: (line) => line.accountName ?? t('security.unknown') },
              { id: 'network', name: t('security.network'), render: (line) => line.network || '–' },
              {
                id: 'route',
                name: t('security.route'),
                render: (line) => <span className="code">{[line.route, line.refusal].filter(Boolean).join(' · ') || '–'}</span>,
              },
            ]}
          />
          <div className="row">
            {before ? (
              <Button kind="secondary" onPress={() => show(event)}>
                {t('security.newest')}
              </Button>
            ) : null}
            {log.data.more && last ? (
              <Button kind="secondary" onPress={() => show(event, last)}>
                {t('security.older')}
              </Button>
            ) : null}
          </div>
        </>
      ) : (
        <Skeleton lines={6} />
      )}
    </>
  )
}
