import { formatDue } from '#web-ui'
import { t } from '../text.ts'

/** By when the agency is to have a dossier, and that this has passed. */
export function HandOverBy({ of }: { of: { by: string; isLate: boolean } | null }) {
  if (of === null) return <span className="muted">–</span>
  return of.isLate ? (
    <strong className="turned" data-turned="late">
      {t('handover.byLate', { at: formatDue(of.by) })}
    </strong>
  ) : (
    <span>{t('handover.by', { at: formatDue(of.by) })}</span>
  )
}
