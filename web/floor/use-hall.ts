import { useEffect, useState } from 'react'
import type { HallScreen } from '#web-api'
import { keepLine } from '../ui/live-line.ts'
import { apiIn } from './api.ts'

export interface LiveHall {
  screen: HallScreen | null
  /** Since when nothing was heard, in the server's time; `null` while the line is alive. */
  staleSince: number | null
  /** The server's clock, because a television's clock is not set. */
  now: number
}

/** Silent for longer than this, a screen says so; the server beats every three seconds. */
const staleAfterMs = 10_000

/** A hall as it is now. After a lost connection it is shown as it is then; nothing that happened meanwhile is played again. */
export function useHall(centreCode: string | null): LiveHall {
  const [live, setLive] = useState<LiveHall>(() => ({ screen: null, staleSince: null, now: Date.now() }))
  useEffect(() => {
    let heardAt = Date.now()
    let aheadMs = 0
    let isLeft = false
    let address: string | null = null
    let screen: HallScreen | null = null
    const hear = (asOf: string): void => {
      heardAt = Date.now()
      line.hear()
      aheadMs = Date.parse(asOf) - heardAt || 0
      say()
    }
    const say = (): void => {
      const isStale = Date.now() - heardAt > staleAfterMs
      setLive({ screen, staleSince: isStale ? heardAt + aheadMs : null, now: Date.now() + aheadMs })
    }
    const line = keepLine(() => {
      const stream = new EventSource(address ?? '')
      stream.addEventListener('hall', (event: MessageEvent<string>) => {
        screen = JSON.parse(event.data) as HallScreen
        hear(screen.asOf)
      })
      stream.addEventListener('beat', (event: MessageEvent<string>) => hear(event.data))
      stream.addEventListener('error', () => {
        if (stream.readyState === EventSource.CLOSED && !isLeft) setTimeout(() => isLeft || line.open(), 2_000 + Math.random() * 3_000)
      })
      return stream
    })
    /** A locality with one centre need not name it. */
    const begin = async (): Promise<void> => {
      try {
        const code = centreCode ?? (await apiIn('vi').centres()).items[0]?.code ?? ''
        address = `/api/v1/centres/${encodeURIComponent(code)}/hall/stream`
        if (!isLeft) line.open()
      } catch {
        if (!isLeft) setTimeout(() => void begin(), 3_000)
      }
    }
    void begin()
    const timer = setInterval(() => {
      if (address !== null) line.check()
      say()
    }, 1_000)
    return () => {
      isLeft = true
      clearInterval(timer)
      line.close()
    }
  }, [centreCode])
  return live
}

/** `14:05` in Vietnam. */
export function clockOf(ms: number): string {
  return new Intl.DateTimeFormat('vi-VN', { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: 'Asia/Ho_Chi_Minh' }).format(ms)
}
