import { useEffect, useRef } from 'react'
import type { DossierView } from '#web-api'
import { Icon, Key } from '#web-ui'
import { t } from '../text.ts'

/** The paper of the state the dossier is in, which the applicant is to be given now: Mẫu 02, Mẫu 03, the notice of a stop. */
export function papersToHandOver({ documents }: Pick<DossierView, 'documents'>): DossierView['documents'] {
  return documents.filter((each) => each.isToHandOver)
}

export interface PapersToHandOverProps {
  dossier: Pick<DossierView, 'documents'>
  keyHint?: string
  /** The very next key is Enter on it. */
  takesFocus?: boolean
}

/** "In phiếu": the paper opens, ready to print. */
export function PapersToHandOver({ dossier, keyHint, takesFocus = false }: PapersToHandOverProps) {
  const papers = papersToHandOver(dossier)
  const first = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (!takesFocus) return
    // A dialog that closes gives the focus back in the next frame; this comes after it.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => first.current?.focus())
    })
    return () => cancelAnimationFrame(frame)
  }, [takesFocus])
  if (papers.length === 0) return null
  return (
    <div className="row papers-to-hand-over">
      {papers.map(({ form, url }, index) => (
        <a
          key={form}
          className="button"
          data-kind={takesFocus ? 'primary' : 'secondary'}
          href={url}
          target="_blank"
          rel="noreferrer"
          aria-describedby={`paper-${form}`}
          ref={index === 0 ? first : null}
        >
          <Icon name="print" />
          <span>{t('dossier.printPaper')}</span>
          {keyHint ? <Key name={keyHint} /> : null}
        </a>
      ))}
      {papers.map(({ form, title }) => (
        <span key={form} id={`paper-${form}`} className="muted">
          {title}
        </span>
      ))}
    </div>
  )
}
