import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { asProblem, type Centre, type OfficeHoursLine } from '#web-api'
import { formatDay, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { paths } from '../paths.ts'
import { t } from '../text.ts'

/** The hours that hold, that held and that are to come: of every office, and of each centre; and the way to change them. */
export function OfficeHoursPanel({ mayEnter }: { mayEnter: { days: boolean; centreIds: string[] | null } | null }) {
  const hours = useQuery({ queryKey: queryKeys.officeHours, queryFn: () => api.officeHours() })
  const centres = useQuery({ queryKey: queryKeys.centres, queryFn: () => api.centres() })
  const problem = hours.error ?? centres.error
  if (problem) return <ProblemNotice problem={asProblem(problem)} onRetry={() => void Promise.all([hours.refetch(), centres.refetch()])} />
  if (!hours.data || !centres.data) return <Skeleton lines={4} />
  const { items } = hours.data
  const of = (centre: Centre | null) => items.filter((each) => each.agencyId === null && each.centreId === (centre?.id ?? null))
  const mayChange = (centre: Centre | null) =>
    mayEnter !== null && (centre === null ? mayEnter.days : mayEnter.centreIds === null || mayEnter.centreIds.includes(centre.id))
  const agencies = items.filter((each) => each.agencyId !== null)
  return (
    <div className="stack">
      {[null, ...centres.data.items].map((centre) => (
        <section key={centre?.id ?? 'all'} className="panel" aria-label={centre?.name ?? t('hours.all')}>
          <div className="row" data-justify="between">
            <h3 lang="vi">{centre?.name ?? t('hours.all')}</h3>
            {mayChange(centre) ? (
              <Link className="button" to={paths.newDecree(centre?.id ?? 'all')}>
                {t('hours.change')}
                <span className="visually-hidden">: {centre?.name ?? t('hours.all')}</span>
              </Link>
            ) : null}
          </div>
          {of(centre).length === 0 ? <p className="muted">{t('hours.asAll')}</p> : <Lines lines={of(centre)} />}
        </section>
      ))}
      {agencies.length > 0 ? (
        <section className="panel" aria-label={t('hours.agencies')}>
          <h3>{t('hours.agencies')}</h3>
          <Lines lines={agencies} isNamed />
        </section>
      ) : null}
    </div>
  )
}

function Lines({ lines, isNamed = false }: { lines: readonly OfficeHoursLine[]; isNamed?: boolean }) {
  return (
    <ul className="plain-list">
      {lines.map((line) => (
        <li key={`${line.agencyId} ${line.centreId} ${line.fromOn}`} className={line.standing === 'past' ? 'muted' : undefined}>
          {isNamed ? (
            <>
              <span lang="vi">{line.officeName}</span>:{' '}
            </>
          ) : null}
          {line.standing === 'now' ? <strong>{weekOf(line)}</strong> : weekOf(line)}{' '}
          <span className="muted small">
            {spanOf(line)}
            {line.basis ? (
              <>
                {' · '}
                <span lang="vi">{line.basis}</span>
              </>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** From when to when the hours hold, and whether that is now. */
function spanOf({ standing, fromOn, untilOn }: OfficeHoursLine): string {
  if (fromOn === null) return t('hours.default')
  const from = t(standing === 'to_come' ? 'hours.willHold' : standing === 'past' ? 'hours.held' : 'hours.hold', { from: formatDay(fromOn) })
  return untilOn === null ? from : `${from}, ${t('hours.until', { until: formatDay(untilOn) })}`
}

/** Days with the same sessions together: `Thứ Hai–Thứ Sáu 07:00–11:30, 13:30–17:00`. */
function weekOf({ sessions }: OfficeHoursLine): string {
  const days = [1, 2, 3, 4, 5, 6, 7].map((weekday) => {
    const own = sessions.filter((each) => each.weekday === weekday)
    const isReceivingOnly = own.some((each) => !each.counts)
    const text = own.map(({ from, to }) => `${from}–${to}`).join(', ')
    return text === '' || !isReceivingOnly ? text : `${text} (${t('hours.receivingOnly')})`
  })
  const runs: { from: number; to: number; text: string }[] = []
  days.forEach((text, index) => {
    const last = runs.at(-1)
    if (last && last.text === text && last.to === index) last.to = index + 1
    else if (text !== '') runs.push({ from: index + 1, to: index + 1, text })
  })
  if (runs.length === 0) return t('hours.closed')
  return runs.map(({ from, to, text }) => `${from === to ? weekday(from) : `${weekday(from)}–${weekday(to)}`} ${text}`).join('; ')
}

function weekday(no: number): string {
  return t(`weekday.${no}` as 'weekday.1')
}
