import type { ReactNode } from 'react'
import { data, useLoaderData } from 'react-router'
import type { LoaderFunctionArgs } from 'react-router'
import { agenciesOf, agencyFigures, boardTexts, isAlarming } from '../board-texts.ts'
import { portalContext } from '../context.ts'
import { inLanguage } from '../language.ts'
import type { MessageKey } from '../language.ts'
import { read } from '../reading.ts'
import type { BoardView } from '#web-api'
import { PageTitle } from '../practice-mark.tsx'
import { useWords } from '../use-words.ts'
import boardStyle from '../styles/board.css?url'

export async function loader({ context }: LoaderFunctionArgs) {
  const board = await read<BoardView>(context.get(portalContext), '/board')
  return data(board, { headers: { 'cache-control': 'no-store' } })
}

export const headers = ({ loaderHeaders }: { loaderHeaders: Headers }): Headers => loaderHeaders

export const links = (): { rel: string; href: string }[] => [{ rel: 'stylesheet', href: boardStyle }]

const large = ['received', 'early', 'onTime', 'late'] as const
const small = ['waiting', 'refused', 'withdrawn'] as const

/** Bảng điện tử: does this house keep its word today? Dark, made to be read from ten metres. */
export default function Board(): ReactNode {
  const board = useLoaderData<typeof loader>()
  const { t, at, language } = useWords()
  const texts = boardTexts(board, language)
  const other = language === 'vi' ? 'en' : 'vi'

  return (
    <main
      id="main"
      className="board"
      data-board-stream="/api/v1/board/stream"
      data-agencies={agenciesOf(board)}
      data-as-of={board.asOf}
      data-state="live"
    >
      <PageTitle>{`${t('board.title')} · ${board.centreName}`}</PageTitle>
      <header className="board__head">
        <div>
          <h1 lang="vi">{board.centreName}</h1>
          <p>
            {t('board.title')} · <Figure texts={texts} place="on" />
          </p>
        </div>
        <div className="board__now">
          <Figure texts={texts} place="date" />
          <b className="board__clock">
            <Figure texts={texts} place="clock" />
          </b>
        </div>
      </header>
      <output className="board__stale" data-stale hidden />

      <dl className="board__large">
        {large.map((place) => (
          <div key={place} data-place={place}>
            <dt>{t(`board.${place}` satisfies MessageKey)}</dt>
            <dd>
              <Figure texts={texts} place={place} />
              {place === 'received' && (
                <small className="board__detail">
                  <Figure texts={texts} place="waitingAtIntake" />
                  <br />
                  <Figure texts={texts} place="refusedAtIntake" />
                </small>
              )}
              {place === 'late' && (
                <small className="board__detail">
                  <Figure texts={texts} place="lateParts" />
                  <br />
                  <Figure texts={texts} place="lateByLaw" />
                </small>
              )}
            </dd>
          </div>
        ))}
      </dl>

      <dl className="board__small">
        {small.map((place) => (
          <div key={place}>
            <dt>{t(`board.${place}` satisfies MessageKey)}</dt>
            <dd>
              <Figure texts={texts} place={place} />
            </dd>
          </div>
        ))}
        <div className="board__satisfaction">
          <dt>{t('board.satisfaction')}</dt>
          <dd>
            <Figure texts={texts} place="satisfaction" />
            <small>
              <Figure texts={texts} place="satisfactionDetail" /> <Figure texts={texts} place="satisfactionNote" />
            </small>
          </dd>
        </div>
      </dl>

      {board.agencies.length === 0 ? (
        <p className="board__empty">{t('board.empty')}</p>
      ) : (
        // A narrow screen scrolls the table sideways, and a keyboard user must be able to scroll it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <section className="board__agencies" aria-label={t('board.agencies')} tabIndex={0}>
          {inHalves(board.agencies).map((half) => (
            <table key={half[0]?.code}>
              <caption className="visually-hidden">{t('board.agencies')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('board.agency')}</th>
                  {agencyFigures.map((figure) => (
                    <th scope="col" key={figure}>
                      {t(`board.${figure}` satisfies MessageKey)}
                    </th>
                  ))}
                  <th scope="col">{t('board.onTimePercent')}</th>
                </tr>
              </thead>
              <tbody>
                {half.map((agency) => (
                  <tr key={agency.code}>
                    <th scope="row" lang="vi">
                      {agency.name}
                    </th>
                    {[...agencyFigures, 'onTimePercent'].map((figure) => (
                      <td key={figure}>
                        <Figure texts={texts} place={`${agency.code}.${figure}`} />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          ))}
        </section>
      )}

      <footer className="board__foot">
        <p>
          {t('board.asOf')}{' '}
          <b>
            <Figure texts={texts} place="asOf" />
          </b>{' '}
          · <Figure texts={texts} place="yesterday" />
        </p>
        <p>
          {t('board.definition')} <a href={at('/')}>{t('site.home')}</a>{' '}
          <a href={inLanguage(other, '/board')} lang={other} hrefLang={other}>
            {t('site.otherLanguage')}
          </a>
        </p>
      </footer>
    </main>
  )
}

/** Twenty agencies fit a television only side by side; each half is a table with headings of its own. */
function inHalves<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length <= 8) return [items]
  const middle = Math.ceil(items.length / 2)
  return [items.slice(0, middle), items.slice(middle)]
}

/** A place the live board rewrites. */
function Figure({ texts, place }: { texts: Readonly<Record<string, string>>; place: string }): ReactNode {
  const text = texts[place] ?? ''
  return (
    <span data-figure={place} {...(isAlarming(place, text) ? { 'data-tone': 'late' } : {})}>
      {text}
    </span>
  )
}
