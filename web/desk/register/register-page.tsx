import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { asProblem, type Register } from '#web-api'
import { currentLanguage, DataTable, EmptyState, formatInstant, formatPromise, SearchField, Select, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { useTyped } from '../lib/use-typed.ts'
import { TableLink } from '../lib/table-link.tsx'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { useSession } from '../lib/session.ts'
import { paths } from '../paths.ts'
import { t } from '../text.ts'

/** The register of a centre and year: how many lines, books to print, the year as a table, and any line found again. */
export function RegisterPage() {
  usePageTitle(t('area.register'))
  const session = useSession()
  const centres = useQuery({ queryKey: queryKeys.centres, queryFn: () => api.centres() })
  const [search, setSearch] = useSearchParams()
  const [thisYear] = useState(() => new Date().getFullYear())
  const wanted = Number(search.get('nam'))
  const year = Number.isInteger(wanted) && wanted >= 2000 && wanted <= 2999 ? wanted : thisYear
  const q = search.get('q') ?? ''
  const [typed, setTyped] = useTyped(q, q)
  const own = session.account.centre?.id ?? null
  const centreId = search.get('trung-tam') ?? own ?? centres.data?.items[0]?.id ?? ''
  const register = useQuery({
    queryKey: queryKeys.register(centreId, year, q),
    queryFn: ({ signal }) => api.register(centreId, String(year), q, signal),
    enabled: centreId !== '',
    placeholderData: (previous) => (previous?.year === year && previous.centre.id === centreId ? previous : undefined),
  })
  const go = (change: Readonly<Record<string, string>>) => {
    const next = { nam: String(year), ...(search.get('trung-tam') ? { 'trung-tam': centreId } : {}), ...(q ? { q } : {}), ...change }
    setSearch(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== '')))
  }
  const years = [...new Set([...(register.data?.years ?? []), thisYear, year])].sort((one, other) => other - one)
  return (
    <>
      <h1>{t('area.register')}</h1>
      <div className="row register__choice no-print">
        {own === null && (centres.data?.items.length ?? 0) > 1 ? (
          <Select
            name="centre"
            label={t('register.centre')}
            items={(centres.data?.items ?? []).map(({ id, name }) => ({ id, text: name }))}
            selectedId={centreId}
            onSelect={(id) => go({ 'trung-tam': id })}
          />
        ) : null}
        <Select
          name="year"
          label={t('register.year')}
          items={years.map((each) => ({ id: String(each), text: String(each) }))}
          selectedId={String(year)}
          onSelect={(id) => go({ nam: id, q: '' })}
        />
      </div>
      {register.error ? <ProblemNotice problem={asProblem(register.error)} onRetry={() => void register.refetch()} /> : null}
      {register.isLoading ? <Skeleton lines={8} /> : null}
      {register.data ? (
        <>
          <p>
            <strong>{register.data.centre.name}</strong>
            <br />
            {t('register.count', { lines: register.data.lines, books: register.data.books.length })}
            {t(register.data.isClosed ? 'register.closed' : 'register.open')}
          </p>
          {register.data.lines === 0 ? (
            <EmptyState title={t('register.none', { year })}>
              <p>{t('register.none.why')}</p>
            </EmptyState>
          ) : (
            <>
              <Books register={register.data} />
              <div className="register__find no-print">
                <SearchField
                  label={t('register.find')}
                  placeholder={t('register.find.hint')}
                  value={typed}
                  onChange={setTyped}
                  onSubmit={(text) => go({ q: text.trim() })}
                />
              </div>
              <Lines register={register.data} q={q} />
            </>
          )}
        </>
      ) : null}
    </>
  )
}

function Books({ register }: { register: Register }) {
  return (
    <section className="no-print" aria-labelledby="register-books">
      <h2 id="register-books">{t('register.books')}</h2>
      <ul className="button-row plain-list">
        {register.books.map(({ book, from, to }) => (
          <li key={book}>
            <TableLink address={api.registerBookUrl(register.centre.id, register.year, book)}>
              {t('register.book', { book, from, to })}
            </TableLink>
          </li>
        ))}
        <li>
          <TableLink address={api.registerTableUrl(register.centre.id, register.year)}>{t('register.table')}</TableLink>
        </li>
      </ul>
    </section>
  )
}

function Lines({ register, q }: { register: Register; q: string }) {
  const heading = q === '' ? t('register.latest') : t('register.found', { q })
  return (
    <section aria-labelledby="register-lines">
      <h2 id="register-lines" aria-live="polite">
        {heading}
      </h2>
      <DataTable
        label={heading}
        items={register.items.map((line) => ({ ...line, id: line.dossierCode }))}
        empty={
          <EmptyState title={t('register.found.none', { q })}>
            <p>{t('register.found.why', { year: register.year, centre: register.centre.name })}</p>
          </EmptyState>
        }
        columns={[
          { id: 'line', name: t('register.line'), isNumeric: true, render: (line) => line.line },
          {
            id: 'code',
            name: t('accepted.code'),
            isRowHeader: true,
            render: (line) => (
              <Link className="code" to={paths.dossier(line.dossierCode)}>
                {line.dossierCode}
              </Link>
            ),
          },
          { id: 'who', name: t('column.applicant'), render: (line) => line.applicantName },
          { id: 'what', name: t('register.procedure'), render: (line) => line.procedureName },
          { id: 'received', name: t('register.received'), render: (line) => formatInstant(line.receivedAt) },
          { id: 'due', name: t('accepted.due'), render: (line) => (line.dueAt ? formatPromise(line.dueAt, currentLanguage()) : '–') },
          { id: 'state', name: t('register.state'), render: (line) => line.stateName },
        ]}
      />
      {register.hasMore ? <p className="muted small">{t('register.more')}</p> : null}
    </section>
  )
}
