import { Link } from 'react-router'
import type { PartLine } from '#web-api'
import { formatInstant, TimeLeft } from '#web-ui'
import { paths } from '../paths.ts'
import { t } from '../text.ts'
import { useRowKeys } from './dossier-list.tsx'

/** Open parts of dossiers with the time each has left, a whole row one link. */
export function PartList({ items, label }: { items: readonly PartLine[]; label: string }) {
  const list = useRowKeys()
  return (
    <ul className="dossier-list" aria-label={label} ref={list}>
      {items.map((item) => (
        <li key={`${item.dossierCode} ${item.no}`}>
          <Link className="dossier-row" to={paths.dossier(item.dossierCode)}>
            <span className="dossier-row__time">
              <TimeLeft sentence={item.remaining.sentence} tone={item.remaining.tone} />
            </span>
            <span className="dossier-row__what">
              <strong>{item.applicantName}</strong>
              <span>{item.procedureName}</span>
            </span>
            <span className="dossier-row__where small">
              <span>
                {item.kind === 'sub_dossier' ? <span className="badge">{t('part.subDossier')}</span> : null}{' '}
                <span lang="vi">{item.name}</span>
              </span>
              <span lang="vi">{item.officerName ? `${item.officerName}, ${item.agencyName}` : item.agencyName}</span>
              {item.leadName === item.agencyName ? null : <span className="muted">{t('part.led', { agency: item.leadName })}</span>}
            </span>
            <span className="dossier-row__code small muted">
              <span className="code">{item.code ?? item.dossierCode}</span>
              <span>{t('part.opened', { at: formatInstant(item.openedAt) })}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
