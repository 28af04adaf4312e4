import type { Transfer } from '#web-api'
import { formatDue, formatInstant } from '#web-ui'
import { t } from '../text.ts'

/** By when the dossier was to be handed over and, where it lacks something, given back; done when, and whether in time. */
export function Transfers({ of }: { of: readonly Transfer[] }) {
  if (of.length === 0) return null
  return (
    <section aria-label={t('transfers.title')}>
      <h2>{t('transfers.title')}</h2>
      <ul className="plain-list stack">
        {of.map((each) => (
          <li key={`${each.kind} ${each.by}`}>
            <strong>{t(each.kind === 'handed_over' ? 'transfers.handed_over' : 'transfers.given_back')}</strong> ·{' '}
            {t('transfers.by', { at: formatDue(each.by) })} ·{' '}
            <span className={each.isLate ? 'turned' : undefined} data-turned={each.isLate ? 'late' : undefined}>
              {each.doneAt === null
                ? t(each.isLate ? 'transfers.overdue' : 'transfers.waiting')
                : t(each.isLate ? 'transfers.doneLate' : 'transfers.doneInTime', { at: formatInstant(each.doneAt) })}
            </span>
            <br />
            <span className="muted small">{each.law}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
