import { useEffect } from 'react'
import { keepLine } from '../../ui/live-line.ts'
import { queryClient } from './api.ts'

/** Lists and their counts. The dossier that is open is left alone: each reading of it is on record. */
const followed = new Set(['inbox', 'parts', 'handovers', 'handover', 'online-filings', 'alerts'])

function askAgain(): void {
  void queryClient.invalidateQueries({ predicate: ({ queryKey }) => followed.has(String(queryKey[0])) })
}

/**
 * Lists and counts follow the acts of others while the page is in sight: the server says that something has changed at one's
 * offices, and what is shown is asked for again. A page that is not in sight keeps no line: a browser has six to a server.
 */
export function useLiveWork(isSignedIn: boolean): void {
  useEffect(() => {
    if (!isSignedIn) return undefined
    let isLeft = false
    const line = keepLine(() => {
      const stream = new EventSource('/api/v1/changed-work')
      stream.addEventListener('work', () => {
        line.hear()
        askAgain()
      })
      stream.addEventListener('beat', () => line.hear())
      stream.addEventListener('error', () => {
        // The browser reconnects by itself after a broken line, but gives up after a refusal.
        if (stream.readyState === EventSource.CLOSED && !isLeft) setTimeout(() => isLeft || line.open(), 5_000 + Math.random() * 5_000)
      })
      return stream
    })
    const follow = (): void => {
      isLeft = document.visibilityState === 'hidden'
      if (isLeft) line.close()
      else line.open()
    }
    follow()
    document.addEventListener('visibilitychange', follow)
    const checks = setInterval(() => line.check(), 1_000)
    return () => {
      isLeft = true
      clearInterval(checks)
      document.removeEventListener('visibilitychange', follow)
      line.close()
    }
  }, [isSignedIn])
}
