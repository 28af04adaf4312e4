import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'react-router'
import { asProblem } from '#web-api'
import { EmptyState, FilterChips, SearchField, Select, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { useTyped } from '../lib/use-typed.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { useMay } from '../lib/session.ts'
import { paths } from '../paths.ts'
import { t, tMaybe } from '../text.ts'
import { DraftsWaiting } from './drafts-waiting.tsx'

const handlings = ['on_the_spot', 'same_day', 'forwarded'] as const

/** The procedures received here, by words with or without marks, code or abbreviation. */
export function ProceduresPage() {
  usePageTitle(t('area.procedures'))
  const may = useMay()
  const mayEnter = may('write_procedures')
  const mayRead = may('publish_procedures')
  const [search, setSearch] = useSearchParams()
  const asked = search.get('q') ?? ''
  const [q, setQ] = useTyped(asked, asked)
  const handling = search.get('cach') ?? ''
  const sector = search.get('linh-vuc') ?? ''
  const sectors = useQuery({ queryKey: queryKeys.sectors, queryFn: () => api.sectors(), staleTime: 300_000 })
  const query = { q: q.trim(), resembling: 'true', handling, sector, limit: 50 }
  const look = (next: { q: string; handling: string; sector: string }) =>
    setSearch({
      ...(next.q ? { q: next.q } : {}),
      ...(next.handling ? { cach: next.handling } : {}),
      ...(next.sector ? { 'linh-vuc': next.sector } : {}),
    })
  const found = useQuery({
    queryKey: queryKeys.procedures(query),
    queryFn: ({ signal }) => api.procedures(query, signal),
    placeholderData: keepPreviousData,
  })
  /** Nothing was asked: an empty list is an empty catalogue. */
  const isWhole = q.trim() === '' && handling === '' && sector === ''
  return (
    <>
      <div className="page-head">
        <h1>{t('area.procedures')}</h1>
        <span className="row">
          <Link className="button" to={paths.dueDate()}>
            {t('dueDate.title')}
          </Link>
          {mayEnter ? (
            <>
              <Link className="button" to={paths.synonyms()}>
                {t('synonyms.title')}
              </Link>
              <Link className="button" data-kind="primary" to={paths.enterProcedure()}>
                {t('procedures.enter')}
              </Link>
            </>
          ) : null}
        </span>
      </div>
      {mayRead ? <DraftsWaiting /> : null}
      <div className="narrow">
        <SearchField label={t('procedures.find')} value={q} onChange={setQ} onSubmit={(value) => look({ q: value, handling, sector })} />
      </div>
      <div className="filters">
        <FilterChips
          selectedId={handling}
          onSelect={(next) => look({ q, handling: next, sector })}
          items={[{ id: '', name: t('procedures.all') }, ...handlings.map((id) => ({ id, name: t(`handling.${id}`) }))]}
        />
      </div>
      <div className="narrow filters">
        <Select
          name="sector"
          label={t('procedure.sector')}
          items={[
            { id: '', text: t('procedures.sectors.all') },
            ...(sectors.data?.items ?? []).map(({ name, procedures }) => ({
              id: name,
              text: t('procedures.sector', { name, count: procedures }),
            })),
          ]}
          selectedId={sector}
          onSelect={(next) => look({ q, handling, sector: next })}
        />
      </div>
      <p className="muted" aria-live="polite">
        {found.data ? t('procedures.total', { total: found.data.total ?? found.data.items.length }) : ''}
      </p>
      {found.error ? <ProblemNotice problem={asProblem(found.error)} onRetry={() => void found.refetch()} /> : null}
      {found.isLoading ? <Skeleton lines={8} /> : null}
      {found.data && found.data.items.length === 0 ? (
        <EmptyState title={t(isWhole ? 'procedures.noneYet' : 'procedures.none')}>
          <p>{t(isWhole ? 'procedures.noneYet.why' : 'procedures.none.why')}</p>
        </EmptyState>
      ) : null}
      <ul className="dossier-list">
        {(found.data?.items ?? []).map((line) => (
          <li key={line.code}>
            <Link className="procedure-row" to={paths.procedure(line.code)}>
              <strong>{line.name}</strong>
              <span className="muted small">
                <span className="code">{line.code}</span>
                {[line.agency?.name, line.sector, line.limitText].filter(Boolean).map((part) => ` · ${part}`)}
              </span>
              <span>
                <span className="badge">{tMaybe(`handling.${line.handling}`) ?? t('procedure.unknown')}</span>
                {line.publishState === 'published' ? null : (
                  <span className="badge">{tMaybe(`publishState.${line.publishState}`) ?? line.publishState}</span>
                )}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
