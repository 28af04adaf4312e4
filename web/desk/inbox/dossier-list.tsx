import { useRef } from 'react'
import { Link } from 'react-router'
import type { DossierLine, FoundDossier } from '#web-api'
import { formatDue, formatInstant, HolderLine, TimeLeft } from '#web-ui'
import { inboxKeys } from '../lib/keys.ts'
import { useKeys } from '../lib/use-keys.tsx'
import { paths } from '../paths.ts'
import { t } from '../text.ts'

/** `j` and `k` walk the rows of a list, `o` opens; the list keeps nothing but the focus. */
export function useRowKeys() {
  const list = useRef<HTMLUListElement>(null)
  const step = (by: 1 | -1) => {
    const links = [...(list.current?.querySelectorAll<HTMLAnchorElement>('a.dossier-row') ?? [])]
    const at = links.findIndex((link) => link === document.activeElement)
    const next = at < 0 ? links[0] : links[Math.min(Math.max(at + by, 0), links.length - 1)]
    next?.focus()
  }
  useKeys(t('keys.list'), [
    { keys: inboxKeys.down, does: t('keys.down'), run: () => step(1) },
    { keys: inboxKeys.up, does: t('keys.up'), run: () => step(-1) },
    {
      keys: inboxKeys.open,
      does: t('keys.open'),
      run: () => {
        if (document.activeElement instanceof HTMLAnchorElement) document.activeElement.click()
      },
    },
  ])
  return list
}

/** Dossiers with their time left, a whole row one link. */
export function DossierList({ items, label }: { items: readonly DossierLine[]; label: string }) {
  const list = useRowKeys()
  return (
    <ul className="dossier-list" aria-label={label} ref={list}>
      {items.map((item) => (
        <li key={item.code}>
          <Link className="dossier-row" to={paths.dossier(item.code)}>
            <span className="dossier-row__time">
              <TimeLeft sentence={item.remaining.sentence} tone={item.remaining.tone} />
              {item.dueAt ? <span className="small muted">{t('list.due', { at: formatDue(item.dueAt) })}</span> : null}
            </span>
            <span className="dossier-row__what">
              <strong>{item.applicantName}</strong>
              <span>{item.procedureName}</span>
            </span>
            <span className="dossier-row__where small">
              <span>
                <span className="badge">{item.stateName}</span> {item.stepName}
              </span>
              <HolderLine name={holderOf(item)} />
            </span>
            <span className="dossier-row__code small muted">
              <span className="code">{item.code}</span>
              <span>
                {item.handoverNumber
                  ? t('list.onList', { number: item.handoverNumber })
                  : t('list.received', { at: formatInstant(item.receivedAt) })}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** Officer, place, and the agency that answers for it where that is another. */
function holderOf({ officerName, holderName, agencyName }: DossierLine): string {
  const holder = officerName ? `${officerName}, ${holderName}` : holderName
  return holderName === agencyName ? holder : `${holder} · ${agencyName}`
}

/** Dossiers found by a search: who, where, since when. */
export function FoundList({ items, label }: { items: readonly FoundDossier[]; label: string }) {
  const list = useRowKeys()
  return (
    <ul className="dossier-list" aria-label={label} ref={list}>
      {items.map((item) => (
        <li key={item.code}>
          <Link className="dossier-row" to={paths.dossier(item.code)}>
            <span className="code">{item.code}</span>
            <strong>{item.applicantName}</strong>
            <span className="dossier-row__where small">
              <span>
                <span className="badge">{item.stateName}</span>
              </span>
              <span className="muted">{item.agencyName}</span>
            </span>
            <span className="dossier-row__code small muted">{t('list.received', { at: formatInstant(item.receivedAt) })}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
