import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { asProblem, type Because, type SlipSoFar } from '#web-api'
import { Icon } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { t } from '../text.ts'

/** How long typing must pause before the slip is drawn again. */
const pause = 350

/**
 * The slip (Mẫu 01) as it will be printed, filling up while the officer types: drawn on the server by the template
 * that prints it, so that what is shown is what is printed. Never blocks typing; the last good drawing stays
 * until the next one is ready, also while the server is away.
 */
export function SlipPreview({ slip }: { slip: SlipSoFar | null }) {
  const wanted = useRested(slip)
  const drawn = useQuery({
    queryKey: queryKeys.slipPicture(wanted),
    queryFn: wanted ? ({ signal }) => api.drawSlip(wanted, signal) : skipToken,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 60_000,
  })
  const shown = useDrawing(drawn.data?.picture)
  const lines = drawn.data?.lines ?? []
  return (
    <aside className="slip" aria-label={t('slip.label')} aria-busy={drawn.isFetching || shown === null}>
      <p className="slip__note small muted">
        {drawn.error ? (
          <span className="slip__fault">
            <Icon name="warning" /> {t('slip.notDrawn')} {asProblem(drawn.error).message}
          </span>
        ) : (
          t('slip.note')
        )}
      </p>
      <div className="slip__paper">{shown ? <img src={shown} alt={t('slip.label')} /> : null}</div>
      <ul className="visually-hidden" lang="vi" aria-label={t('slip.words')}>
        {lines.map((line, at) => (
          // Two papers of a dossier may have the same name.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={at}>{line}</li>
        ))}
      </ul>
    </aside>
  )
}

/** A value once it has stopped changing; the first one at once. */
function useRested(slip: SlipSoFar | null): SlipSoFar | null {
  const [rested, setRested] = useState(slip)
  const text = JSON.stringify(slip)
  useEffect(() => {
    const timer = setTimeout(() => setRested(JSON.parse(text) as SlipSoFar | null), rested === null ? 0 : pause)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [text])
  return rested
}

/** The address of a drawing that is ready to be shown, so that changing it never blinks. */
function useDrawing(picture: string | undefined): string | null {
  const [shown, setShown] = useState<string | null>(null)
  useEffect(() => {
    if (picture === undefined) return undefined
    const url = URL.createObjectURL(new Blob([picture], { type: 'image/svg+xml' }))
    let isWanted = true
    const image = new Image()
    image.src = url
    const show = () => (isWanted ? setShown(url) : URL.revokeObjectURL(url))
    image.decode().then(show, show)
    return () => {
      isWanted = false
    }
  }, [picture])
  useEffect(() => (shown === null ? undefined : () => URL.revokeObjectURL(shown)), [shown])
  return shown
}

/** Why is it this day? Each skipped day with its reason. */
export function BecauseList({ because }: { because: readonly Because[] }) {
  if (because.length === 0) return <p>{t('because.none')}</p>
  return (
    <ul className="plain-list">
      {because.map((each) => (
        <li key={`${each.day} ${each.kind} ${each.sentence}`}>
          {each.sentence}
          {each.basis === '' ? null : <span className="muted"> ({each.basis})</span>}
        </li>
      ))}
    </ul>
  )
}
