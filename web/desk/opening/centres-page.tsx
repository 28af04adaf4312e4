import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { asProblem, type Centre } from '#web-api'
import { Button, EmptyState, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { useMay } from '../lib/session.ts'
import { paths } from '../paths.ts'
import { t } from '../text.ts'
import { BackToOpening } from './back-to-opening.tsx'
import { WordsDialog } from './words-dialog.tsx'

type Counter = Centre['counters'][number]
type Asked = { kind: 'new' } | { kind: 'change'; centre: Centre } | { kind: 'counter'; centre: Centre; counter: Counter | null }

/** The centres, of the province and of communes, and the counters of each. */
export function CentresPage() {
  usePageTitle(t('centres.title'))
  const may = useMay()
  const centres = useQuery({ queryKey: queryKeys.centres, queryFn: () => api.centres() })
  const [asked, setAsked] = useState<Asked | null>(null)
  return (
    <>
      <BackToOpening />
      <div className="page-head">
        <h1>{t('centres.title')}</h1>
        {may('set_up_places') ? (
          <Button kind="primary" icon="plus" onPress={() => setAsked({ kind: 'new' })}>
            {t('centres.add')}
          </Button>
        ) : null}
      </div>
      {centres.error ? <ProblemNotice problem={asProblem(centres.error)} onRetry={() => void centres.refetch()} /> : null}
      {centres.isPending ? <Skeleton lines={6} /> : null}
      {centres.data?.items.length === 0 ? (
        <EmptyState title={t('centres.none')}>
          <p>{t('centres.none.why')}</p>
        </EmptyState>
      ) : null}
      {centres.data?.items.map((centre) => (
        <section key={centre.id} className="page-block" aria-labelledby={`centre-${centre.id}`}>
          <div className="row" data-justify="between">
            <h2 id={`centre-${centre.id}`}>{centre.name}</h2>
            {may('run_centre', centre.id) ? (
              <span className="row">
                <Button kind="quiet" onPress={() => setAsked({ kind: 'change', centre })}>
                  {t('setup.change')}
                  <span className="visually-hidden">: {centre.name}</span>
                </Button>
                <Button icon="plus" onPress={() => setAsked({ kind: 'counter', centre, counter: null })}>
                  {t('counters.add')}
                  <span className="visually-hidden">: {centre.name}</span>
                </Button>
                <Link to={paths.hall()}>{t('hall.title')}</Link>
              </span>
            ) : null}
          </div>
          <p className="muted">
            <span className="code">{centre.code}</span> · {t(`centreLevel.${centre.level}`)} · {centre.address} · {centre.phone}
            {centre.openingHoursNote ? ` · ${centre.openingHoursNote}` : ''}
          </p>
          {centre.counters.length === 0 ? <p className="muted">{t('counters.none')}</p> : null}
          <ul className="plain-list">
            {centre.counters.map((counter) => (
              <li key={counter.id} className="row" data-justify="between">
                <span>
                  {t('counters.line', { number: counter.number, name: counter.name })} <span className="muted small">{counter.field}</span>
                </span>
                {may('run_centre', centre.id) ? (
                  <Button kind="quiet" onPress={() => setAsked({ kind: 'counter', centre, counter })}>
                    {t('setup.change')}
                    <span className="visually-hidden">
                      : {counter.name}, {centre.name}
                    </span>
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {asked ? <AskedDialog asked={asked} onClose={() => setAsked(null)} /> : null}
    </>
  )
}

const centreFields = [
  { name: 'name', label: t('setup.name'), hint: t('centres.name.hint') },
  {
    name: 'level',
    label: t('centres.level'),
    items: [
      { id: 'province', text: t('centreLevel.province') },
      { id: 'commune', text: t('centreLevel.commune') },
    ],
  },
  { name: 'address', label: t('locality.address') },
  { name: 'phone', label: t('centres.phone'), inputMode: 'tel' as const },
  { name: 'openingHoursNote', label: t('centres.hours'), hint: t('centres.hours.hint'), isOptional: true },
]

function AskedDialog({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  if (asked.kind === 'new') {
    return (
      <WordsDialog
        title={t('centres.add')}
        submit={t('centres.add')}
        fields={[...centreFields, { name: 'code', label: t('setup.code'), hint: t('centres.code.hint') }]}
        begun={{ level: 'province' }}
        send={(words, key) => api.addCentre(words, key)}
        onClose={onClose}
      />
    )
  }
  const { centre } = asked
  if (asked.kind === 'change') {
    const { name, level, address, phone, openingHoursNote } = centre
    return (
      <WordsDialog
        title={centre.name}
        submit={t('setup.save')}
        fields={centreFields}
        begun={{ name, level, address, phone, openingHoursNote }}
        send={(words, key) => api.changeCentre(centre.code, words, key)}
        onClose={onClose}
      />
    )
  }
  const { counter } = asked
  const words = [
    { name: 'name', label: t('setup.name') },
    { name: 'field', label: t('counters.field'), isOptional: true },
  ]
  return (
    <WordsDialog
      title={counter ? t('counters.line', { number: counter.number, name: counter.name }) : t('counters.addTo', { centre: centre.name })}
      submit={counter ? t('setup.save') : t('counters.add')}
      fields={counter ? words : [{ name: 'number', label: t('counters.number'), inputMode: 'numeric' as const }, ...words]}
      begun={
        counter
          ? { name: counter.name, field: counter.field }
          : { number: String(Math.max(0, ...centre.counters.map((each) => each.number)) + 1) }
      }
      send={(sent, key) =>
        counter
          ? api.changeCounter(centre.code, String(counter.number), sent, key)
          : api.addCounter(centre.code, { ...sent, number: Number(sent['number']) }, key)
      }
      onClose={onClose}
    />
  )
}
