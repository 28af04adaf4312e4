import type { ReactNode } from 'react'
import { useLoaderData } from 'react-router'
import type { LoaderFunctionArgs } from 'react-router'
import { portalContext } from '../context.ts'
import { count } from '../figures.ts'
import { PageFrame } from '../page-frame.tsx'
import { useGivens } from '../page-givens.tsx'
import { readIfPossible } from '../reading.ts'
import { SearchForm } from '../search-form.tsx'
import type { BoardView } from '#web-api'
import { PageTitle } from '../practice-mark.tsx'
import { useWords } from '../use-words.ts'

export async function loader({ context }: LoaderFunctionArgs) {
  return { board: await readIfPossible<BoardView>(context.get(portalContext), '/board') }
}

/** What happens in a life, and the field (lĩnh vực) of the national database, or the words, that answer it. */
const lifeEvents = [
  { event: 'family', search: { 'linh-vuc': 'Hộ tịch' } },
  { event: 'house', search: { 'linh-vuc': 'Hoạt động xây dựng' } },
  { event: 'business', search: { 'linh-vuc': 'Thành lập và hoạt động của doanh nghiệp' } },
  { event: 'land', search: { 'linh-vuc': 'Đất đai' } },
  { event: 'driving', search: { 'linh-vuc': 'Đường bộ' } },
  { event: 'lost', search: { q: 'cấp lại' } },
] as const

export default function Home(): ReactNode {
  const { board } = useLoaderData<typeof loader>()
  const { t, at, language } = useWords()
  const { locality } = useGivens()
  return (
    <PageFrame>
      <PageTitle>{locality.centreName}</PageTitle>
      <h1>{t('home.title')}</h1>
      <SearchForm query="" />

      <section aria-labelledby="events">
        <h2 id="events">{t('home.events')}</h2>
        <ul className="life-events">
          {lifeEvents.map(({ event, search }) => (
            <li key={event}>
              <a href={`${at('/thu-tuc')}?${new URLSearchParams(search).toString()}`}>
                <strong>{t(`event.${event}`)}</strong>
                <span>{t(`event.${event}Text`)}</span>
              </a>
            </li>
          ))}
        </ul>
        <p>
          <a href={at('/thu-tuc/danh-muc')}>{t('home.catalogue')}</a>
        </p>
      </section>

      <section aria-labelledby="track" className="panel home-track">
        <div>
          <h2 id="track">{t('home.trackTitle')}</h2>
          <p>{t('home.trackText')}</p>
          <p>
            <a href={at('/kiem-tra-giay-to')}>{t('home.check')}</a>
          </p>
        </div>
        <a className="button" data-kind="primary" href={at('/tra-cuu')}>
          {t('site.track')}
        </a>
      </section>

      <section aria-labelledby="today">
        <h2 id="today">{t('home.boardTitle')}</h2>
        <p>
          {board
            ? t('home.boardLine', {
                received: count(language, board.today.received),
                done: count(language, board.today.early + board.today.onTime + board.today.late),
                late: count(language, board.today.late),
                overdue: count(language, board.today.overdue ?? 0),
              })
            : t('home.boardMissing')}{' '}
          <a href={at('/board')}>{t('home.boardLink')}</a>
        </p>
      </section>
    </PageFrame>
  )
}
