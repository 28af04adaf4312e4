import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { asProblem, type OpeningRow } from '#web-api'
import { Icon, type IconName, Notice, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { paths } from '../paths.ts'
import { t } from '../text.ts'
import { SettingChanges } from './setting-changes.tsx'

/** Where each row is done. What is done and what is missing is the server's answer. */
const places: Record<OpeningRow['key'], string> = {
  locality: paths.locality(),
  agencies: paths.agencies(),
  units: paths.agencies(),
  centres: paths.centres(),
  counters: paths.centres(),
  agency_accounts: paths.accounts(),
  centre_accounts: paths.accounts(),
  designers: paths.accounts(),
  second_operator: paths.accounts(),
  procedures: paths.procedures(),
  collectors: paths.collectors(),
  served_agencies: paths.served(),
  stamp: paths.locality(),
}
const icons: Record<OpeningRow['state'], IconName> = { done: 'check', missing: 'warning', advised: 'info', later: 'clock' }

/** The way from nothing to a centre that receives, one row after another. */
export function OpeningPage() {
  usePageTitle(t('area.setup'))
  const opening = useQuery({ queryKey: queryKeys.opening, queryFn: () => api.opening() })
  const rows = opening.data?.items ?? []
  const isReady = opening.data !== undefined && rows.every((row) => row.state === 'done' || row.state === 'advised')
  return (
    <>
      <h1>{t('area.setup')}</h1>
      <p className="muted">{t('opening.intro')}</p>
      {opening.error ? <ProblemNotice problem={asProblem(opening.error)} onRetry={() => void opening.refetch()} /> : null}
      {opening.isPending ? <Skeleton lines={10} /> : null}
      {isReady ? (
        <Notice tone="ok">
          <p>{t('opening.ready')}</p>
        </Notice>
      ) : null}
      <ol className="opening">
        {rows.map((row) => (
          <li key={row.key} className="opening__row" data-state={row.state}>
            <Icon name={icons[row.state]} />
            <div>
              <p className="opening__name">
                <Link to={places[row.key]}>{t(`opening.${row.key}`)}</Link> <span className="badge">{t(`opening.state.${row.state}`)}</span>
                {row.count > 0 ? <span className="muted small"> {row.count}</span> : null}
              </p>
              <p className="muted small">{t(`opening.${row.key}.does`)}</p>
              {row.lacking.length > 0 ? (
                <p className="small">
                  {t('opening.lacking')} {row.lacking.slice(0, 5).join('; ')}
                  {row.lacking.length > 5 ? ` ${t('opening.andMore', { count: row.lacking.length - 5 })}` : ''}
                </p>
              ) : null}
            </div>
          </li>
        ))}
      </ol>
      <section>
        <h2>{t('opening.also')}</h2>
        <ul>
          <li>
            <Link to={paths.calendar()}>{t('area.calendar')}</Link>: {t('opening.calendar.does')}
          </li>
          <li>
            <Link to={paths.deadlines()}>{t('deadlines.title')}</Link>: {t('opening.deadlines.does')}
          </li>
          <li>
            <Link to={paths.synonyms()}>{t('synonyms.title')}</Link>: {t('opening.synonyms.does')}
          </li>
        </ul>
      </section>
      <SettingChanges query={{ limit: 20 }} />
    </>
  )
}
