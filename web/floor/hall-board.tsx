import { useEffect, useRef, useState } from 'react'
import type { HallScreen } from '#web-api'
import { currentLanguage } from '#web-ui'
import { sentences } from './text.ts'
import { clockOf, useHall, type LiveHall } from './use-hall.ts'

const t = sentences[currentLanguage()]

/** As many as are read at once from across a hall. */
const onePage = 6
/** ICAO's advice for displays of departures: nobody reads a page in less than eight seconds. */
const pageMs = 9_000
const flashMs = 10_000

/** The television of a hall: whom to go where, the last first. Nobody at a counter is ever left out; more than fit come page by page. */
export function HallBoard({ centreCode }: { centreCode: string | null }) {
  const live = useHall(centreCode)
  const { screen } = live
  const now = screen?.calls.filter(({ isOver }) => !isOver) ?? []
  const before = screen?.calls.filter(({ isOver }) => isOver) ?? []
  const flashing = useFlashing(screen)
  const pages = Math.max(1, Math.ceil(now.length / onePage))
  // Somebody just called is on the first page, and the first page is then shown.
  const page = usePage(pages, flashing.size > 0)
  return (
    <main className="hall" data-state={live.staleSince === null ? 'live' : 'stale'}>
      <Head live={live} name={screen?.centreName ?? ''} />
      <div className="hall__body">
        <section className="hall__calls" aria-labelledby="hall-title">
          <h1 id="hall-title">{t('hall.title')}</h1>
          {now.length === 0 ? <p className="hall__nobody">{screen ? t('hall.nobody') : t('hall.connecting')}</p> : null}
          <ol aria-live="polite">
            {now.slice(page * onePage, (page + 1) * onePage).map((call) => (
              <li key={call.label} className="call" data-flash={flashing.has(call.label)}>
                <span className="call__label">{call.label}</span>
                <span className="call__to">{t('counter.name', { number: call.counterNumber })}</span>
              </li>
            ))}
          </ol>
          {pages > 1 ? <p className="hall__page">{t('hall.page', { page: page + 1, pages })}</p> : null}
        </section>
        <aside>
          <h2>{t('hall.waiting')}</h2>
          <ul className="hall__queues">
            {screen?.queues.map((queue) => (
              <li key={queue.prefix}>
                <span>
                  <b>{queue.prefix}</b> {currentLanguage() === 'vi' ? queue.name : queue.nameEn}
                </span>
                <b className="hall__count">{queue.waiting}</b>
              </li>
            ))}
          </ul>
          {before.length > 0 ? (
            <>
              <h2>{t('hall.called')}</h2>
              <ul className="hall__before">
                {before.map((call) => (
                  <li key={call.label}>
                    <b>{call.label}</b> {t('counter.name', { number: call.counterNumber })}
                  </li>
                ))}
              </ul>
            </>
          ) : null}
        </aside>
      </div>
    </main>
  )
}

/** The small screen over one counter. */
export function CounterDisplay({ centreCode, number }: { centreCode: string | null; number: number }) {
  const live = useHall(centreCode)
  const counter = live.screen?.counters.find((each) => each.number === number)
  const flashing = useFlashing(live.screen)
  const label = counter?.label ?? null
  return (
    <main className="hall counter-display" data-state={live.staleSince === null ? 'live' : 'stale'}>
      <Head live={live} name={counter?.name ?? ''} />
      <div className="counter-display__body">
        <h1>{t('counter.name', { number })}</h1>
        {live.screen && !counter ? <p>{t('counter.none', { number })}</p> : null}
        {!live.screen ? <p>{t('hall.connecting')}</p> : null}
        {counter ? (
          <div aria-live="polite">
            <p>{label === null ? t('counter.free') : t('counter.serving')}</p>
            {label === null ? null : (
              <p className="counter-display__label call" data-flash={flashing.has(label)}>
                {label}
              </p>
            )}
          </div>
        ) : null}
      </div>
    </main>
  )
}

function Head({ live, name }: { live: LiveHall; name: string }) {
  return (
    <header className="hall__head">
      <span>{name}</span>
      {live.staleSince === null ? null : (
        <strong role="status" className="hall__stale">
          {t('hall.stale', { time: clockOf(live.staleSince) })}
        </strong>
      )}
      <time className="hall__clock">{clockOf(live.now)}</time>
    </header>
  )
}

/** Who was called, or called again, within the last ten seconds while this screen watched. What it did not see, it does not repeat. */
function useFlashing(screen: HallScreen | null): ReadonlySet<string> {
  const seen = useRef<ReadonlyMap<string, number> | null>(null)
  const [flashing, setFlashing] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    if (!screen) return
    const times = new Map(screen.calls.map((call) => [call.label, call.times]))
    const known = seen.current
    seen.current = times
    if (known === null) return
    const fresh = screen.calls.filter((call) => !call.isOver && call.times > (known.get(call.label) ?? 0)).map(({ label }) => label)
    if (fresh.length === 0) return
    setFlashing((now) => new Set([...now, ...fresh]))
    setTimeout(() => setFlashing((now) => new Set([...now].filter((label) => !fresh.includes(label)))), flashMs)
  }, [screen])
  return flashing
}

function usePage(pages: number, isCalling: boolean): number {
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setTurn((now) => now + 1), pageMs)
    return () => clearInterval(timer)
  }, [])
  return isCalling ? 0 : turn % pages
}
