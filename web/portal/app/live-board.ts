import { keepLine } from '../../ui/live-line.ts'
import { agenciesOf, boardTexts, isAlarming } from './board-texts.ts'
import { clock } from './figures.ts'
import { languageOf, say } from './language.ts'
import type { BoardView } from '#web-api'

/** A board silent for longer than this says so; the server beats every three seconds. */
const staleAfterMs = 10_000

/** Keeps the board of a page true by server-sent events, and honest when they stop. */
export function followBoard(board: HTMLElement): void {
  const address = board.dataset['boardStream'] ?? ''
  const language = languageOf(location.pathname)
  const notice = board.querySelector<HTMLElement>('[data-stale]')
  let heardAt = Date.now()
  // The clock shown is the server's: a television's clock is not set.
  let aheadMs = Date.parse(board.dataset['asOf'] ?? '') - Date.now() || 0

  let isLeft = false

  const show = (place: string, text: string): void => {
    for (const element of board.querySelectorAll<HTMLElement>(`[data-figure="${CSS.escape(place)}"]`)) {
      if (element.textContent !== text) element.textContent = text
      if (isAlarming(place, text)) element.dataset['tone'] = 'late'
      else delete element.dataset['tone']
    }
  }

  const hear = (asOf: string): void => {
    heardAt = Date.now()
    line.hear()
    aheadMs = Date.parse(asOf) - heardAt || 0
    show('asOf', clock(asOf, true))
    sayState()
  }

  const sayState = (): void => {
    const isStale = Date.now() - heardAt > staleAfterMs
    board.dataset['state'] = isStale ? 'stale' : 'live'
    if (!notice) return
    notice.hidden = !isStale
    const text = isStale ? say(language, 'board.stale', { time: clock(heardAt + aheadMs, true) }) : ''
    if (notice.textContent !== text) notice.textContent = text
  }

  const line = keepLine(() => {
    const stream = new EventSource(address)
    stream.addEventListener('board', (event: MessageEvent<string>) => {
      const view = JSON.parse(event.data) as BoardView
      if (agenciesOf(view) !== board.dataset['agencies']) return location.reload()
      for (const [place, text] of Object.entries(boardTexts(view, language))) show(place, text)
      hear(view.asOf)
    })
    stream.addEventListener('beat', (event: MessageEvent<string>) => hear(event.data))
    stream.addEventListener('error', () => {
      // The browser reconnects by itself after a broken line, but gives up after a refusal.
      if (stream.readyState === EventSource.CLOSED && !isLeft) setTimeout(() => isLeft || line.open(), 2_000 + Math.random() * 3_000)
    })
    return stream
  })
  line.open()
  addEventListener('pagehide', () => {
    isLeft = true
    line.close()
  })
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return
    isLeft = false
    line.open()
  })

  setInterval(() => {
    line.check()
    show('clock', clock(Date.now() + aheadMs))
    sayState()
  }, 1000)
}
