import { useQuery } from '@tanstack/react-query'
import { asProblem, type SettingChangeLine } from '#web-api'
import { formatDong, formatInstant, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { t, tMaybe } from '../text.ts'

/** The changes of the place with their authors, latest first: for everyone who may set it up. */
export function SettingChanges({ query, title = t('changes.title') }: { query: Parameters<typeof api.settingChanges>[0]; title?: string }) {
  const { limit: _limit, ...asked } = query
  const none = Object.keys(asked).length === 0 ? t('changes.none') : t('changes.noneAsked')
  const changes = useQuery({ queryKey: queryKeys.settingChanges(query), queryFn: () => api.settingChanges(query) })
  return (
    <section className="page-block" aria-labelledby="setting-changes">
      <h2 id="setting-changes">{title}</h2>
      {changes.error ? <ProblemNotice problem={asProblem(changes.error)} onRetry={() => void changes.refetch()} /> : null}
      {changes.isPending ? <Skeleton lines={3} /> : null}
      {changes.data?.items.length === 0 ? <p className="muted">{none}</p> : null}
      <ul className="plain-list">
        {changes.data?.items.map((change) => (
          <li key={change.id}>
            <strong>
              {t(`changes.subject.${change.subject}`)} <span className="code">{change.key}</span>
            </strong>{' '}
            <span className="muted small">
              {formatInstant(change.at)} · {change.byName}
            </span>
            <ul className="small">
              {differences(change).map(({ name, before, after }) => (
                <li key={name}>
                  {tMaybe(`changes.field.${name}`) ?? name}: {before === null ? after : `${before} → ${after}`}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  )
}

function differences({ before, after }: SettingChangeLine): { name: string; before: string | null; after: string }[] {
  return Object.entries(after)
    .filter(([name, value]) => JSON.stringify(before?.[name]) !== JSON.stringify(value))
    .map(([name, value]) => ({ name, before: before === null ? null : said(before[name], name), after: said(value, name) }))
}

/** One of several: a code as it is, a thing by what distinguishes it. */
function partOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  const { prefix, name, counterNumbers, isOpen } = value as { prefix?: string; name?: string; counterNumbers?: number[]; isOpen?: boolean }
  const counters = counterNumbers && counterNumbers.length > 0 ? t('changes.counters', { numbers: counterNumbers.join(', ') }) : null
  return [prefix, name, counters, isOpen === false ? t('changes.closed') : null].filter((part) => part != null && part !== '').join(' ')
}

function said(value: unknown, name: string): string {
  // A sum is read as sums are written; other numbers are codes and counts.
  if (typeof value === 'number' && name.endsWith('Dong')) return formatDong(value)
  if (value === true) return t('changes.yes')
  if (value === false || value === undefined || value === null) return t('changes.no')
  if (Array.isArray(value)) return value.length === 0 ? t('served.all') : value.map(partOf).join('; ')
  return value === '' ? '–' : (tMaybe(`changes.value.${String(value)}`) ?? String(value))
}
