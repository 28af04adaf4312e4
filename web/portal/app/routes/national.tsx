import type { ReactNode } from 'react'
import { data, useLoaderData } from 'react-router'
import type { LoaderFunctionArgs } from 'react-router'
import { portalContext } from '../context.ts'
import { count, day as dayText, instant, percent } from '../figures.ts'
import { PageFrame } from '../page-frame.tsx'
import { PageTitle } from '../practice-mark.tsx'
import { ask, read } from '../reading.ts'
import { useWords } from '../use-words.ts'
import type { NationalBoard } from '#web-api'
import nationalStyle from '../styles/national.css?url'

type Line = NationalBoard['provinces'][number]
type Day = NonNullable<Line['day']>

export async function loader({ request, context }: LoaderFunctionArgs) {
  const portal = context.get(portalContext)
  const asked = new URL(request.url).searchParams.get('on') ?? ''
  const outcome = await ask<NationalBoard>(portal, asked === '' ? '/national-figures' : `/national-figures?on=${encodeURIComponent(asked)}`)
  if (outcome.ok) return data({ board: outcome.value, fault: '' }, { headers: { 'cache-control': 'public, max-age=60' } })
  // A day without figures leaves the visitor at the last one that has some; without a federation there is no such page.
  const fault = outcome.problem.fields?.[0]?.message ?? outcome.problem.detail
  const board = await read<NationalBoard>(portal, '/national-figures')
  return data({ board, fault }, { status: outcome.problem.status, headers: { 'cache-control': 'no-store' } })
}

export const headers = ({ loaderHeaders }: { loaderHeaders: Headers }): Headers => loaderHeaders

export const links = (): { rel: string; href: string }[] => [{ rel: 'stylesheet', href: nationalStyle }]

const shown = ['received', 'early', 'onTime', 'late', 'waiting', 'waitingAtIntake', 'refused'] as const

/** Số liệu toàn quốc: one line a province, of a day that is over; what could not be read is said, and never 0. */
export default function National(): ReactNode {
  const { board, fault } = useLoaderData<typeof loader>()
  const { t, at, language } = useWords()
  const { total } = board
  const all = board.provinces.length
  return (
    <PageFrame>
      <PageTitle>{`${t('national.title')} · ${dayText(board.on)}`}</PageTitle>
      <h1>{t('national.title')}</h1>
      <p>{t('national.lead')}</p>
      <form method="get" action={at('/toan-quoc')} className="row national__day" data-print>
        <div className="field">
          <label htmlFor="on">{t('national.day')}</label>
          <input
            className="input"
            type="date"
            id="on"
            name="on"
            defaultValue={board.on}
            {...(fault ? { 'aria-describedby': 'on-fault' } : {})}
          />
        </div>
        <button className="button" type="submit">
          {t('national.show')}
        </button>
        <a href={`/api/v1/national-figures.csv?on=${board.on}`} download>
          {t('national.csv')}
        </a>
      </form>
      {fault && (
        <p id="on-fault" className="notice" data-tone="error" role="alert">
          {fault}
        </p>
      )}
      <h2>{dayText(board.on)}</h2>
      <p>
        {board.askedAt === null ? t('national.neverAsked') : t('national.askedAt', { at: instant(board.askedAt) })}
        {board.isStale && <strong> {t('national.stale')}</strong>}
      </p>
      <p>{t('national.counted', { counted: count(language, board.counted), all: count(language, all) })}</p>
      {/* A narrow screen scrolls the table sideways, and a keyboard user must be able to scroll it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className="table-scroll" aria-label={t('national.table')} tabIndex={0}>
        <table className="table national">
          <caption className="visually-hidden">{t('national.table')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('national.province')}</th>
              {shown.map((name) => (
                <th scope="col" data-numeric key={name}>
                  {t(`national.${name}`)}
                </th>
              ))}
              <th scope="col" data-numeric>
                {t('national.onTimePercent')}
              </th>
            </tr>
          </thead>
          <tbody>
            {board.provinces.map((line) => (
              <Province key={line.code} line={line} />
            ))}
          </tbody>
          {total && (
            <tfoot>
              <tr>
                <th scope="row">{t('national.total')}</th>
                {shown.map((name) => (
                  <td data-numeric key={name}>
                    {count(language, total[name])}
                  </td>
                ))}
                <td data-numeric>{percent(language, total.onTimePercent)}</td>
              </tr>
            </tfoot>
          )}
        </table>
      </section>
      <p className="muted">{t('national.definition', { definition: board.definition })}</p>
    </PageFrame>
  )
}

/** Figures of the day; where there are none, the last there are, named as such. A fault stands below either. */
function Province({ line }: { line: Line }): ReactNode {
  const { t } = useWords()
  const { day, last, fault, faultSince } = line
  return (
    <tr {...(day ? {} : { 'data-without': 'figures' })}>
      <th scope="row">
        <a href={`${line.address}/board`} lang="vi">
          {line.name}
        </a>
        {day && day.revision > 1 && <small className="national__note">{t('national.revision', { n: String(day.revision) })}</small>}
        {!day && last && <small className="national__note">{t('national.last', { on: dayText(last.on) })}</small>}
        {fault && (
          <small className="national__note">
            <strong>{t(`national.fault.${fault}`, { since: faultSince ? instant(faultSince) : '' })}</strong>
          </small>
        )}
      </th>
      <Figures day={day ?? last} />
    </tr>
  )
}

function Figures({ day }: { day: Day | null }): ReactNode {
  const { t, language } = useWords()
  if (!day)
    return (
      <td colSpan={shown.length + 1} className="muted">
        {t('national.noData')}
      </td>
    )
  return (
    <>
      {shown.map((name) => (
        <td data-numeric key={name}>
          {count(language, day.figures[name])}
        </td>
      ))}
      <td data-numeric>{percent(language, day.onTimePercent)}</td>
    </>
  )
}
