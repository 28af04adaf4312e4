import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { asProblem } from '#web-api'
import { DataTable, formatInstant, Notice, Select, Skeleton, TextField } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { useSession } from '../lib/session.ts'
import { t, tMaybe } from '../text.ts'

/** Whether the published order was kept on a day: replayed from the record, with everything out of order and why. */
export function CallOrderPage() {
  usePageTitle(t('area.call_order'))
  const session = useSession()
  const centres = useQuery({ queryKey: queryKeys.centres, queryFn: () => api.centres(), staleTime: 600_000 })
  const [search, setSearch] = useSearchParams()
  const all = centres.data?.items ?? []
  const code = search.get('trung-tam') ?? all.find(({ id }) => id === session.account.centre?.id)?.code ?? all[0]?.code ?? ''
  const on = search.get('ngay') ?? ''
  const day = useQuery({
    queryKey: queryKeys.dayOfCalls(code, on),
    queryFn: () => api.dayOfCalls(code, on === '' ? null : on),
    enabled: code !== '',
    retry: false,
  })
  const go = (change: Readonly<Record<string, string>>) => {
    const next = { 'trung-tam': code, ngay: on, ...change }
    setSearch(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== '')))
  }
  const shown = day.data
  return (
    <>
      <h1>{t('area.call_order')}</h1>
      <div className="row">
        {all.length > 1 ? (
          <Select
            name="centre"
            label={t('register.centre')}
            items={all.map((each) => ({ id: each.code, text: each.name }))}
            selectedId={code}
            onSelect={(id) => go({ 'trung-tam': id })}
          />
        ) : null}
        <TextField
          name="on"
          label={t('callOrder.day')}
          hint={t('callOrder.day.hint')}
          value={on}
          onChange={(value) => go({ ngay: value.trim() })}
        />
      </div>
      {day.error ? <ProblemNotice problem={asProblem(day.error)} onRetry={() => void day.refetch()} /> : null}
      {day.isLoading ? <Skeleton lines={6} /> : null}
      {shown ? (
        <>
          <p>{t('callOrder.sum', { issued: shown.issued, served: shown.served, left: shown.left, waiting: shown.waiting })}</p>
          {shown.differences.length === 0 ? (
            <Notice tone="ok">
              <p>{t('callOrder.kept', { calls: shown.calls })}</p>
            </Notice>
          ) : (
            <Notice tone="late">
              <p>{t('callOrder.broken', { count: shown.differences.length, calls: shown.calls })}</p>
              <ul>
                {shown.differences.map(({ called, expected, at }) => (
                  <li key={`${called} ${at}`}>
                    {t('callOrder.difference', {
                      called,
                      expected: expected ?? t('callOrder.nobody'),
                      at: formatInstant(at),
                    })}
                  </li>
                ))}
              </ul>
            </Notice>
          )}
          <h2>{t('callOrder.outOfOrder')}</h2>
          <DataTable
            label={t('callOrder.outOfOrder')}
            items={shown.outOfOrder.map((line, index) => ({ ...line, id: String(index) }))}
            empty={<p>{t('callOrder.none')}</p>}
            columns={[
              { id: 'label', name: t('callOrder.number'), isRowHeader: true, render: ({ label }) => <span className="code">{label}</span> },
              { id: 'kind', name: t('callOrder.what'), render: ({ kind }) => tMaybe(`calls.${kind}`) ?? kind },
              { id: 'at', name: t('callOrder.at'), render: ({ at }) => formatInstant(at) },
              { id: 'by', name: t('callOrder.by'), render: ({ by }) => by },
              { id: 'reason', name: t('calls.reason'), render: ({ reason }) => reason },
            ]}
          />
        </>
      ) : null}
    </>
  )
}
