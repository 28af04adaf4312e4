import type { MovedDossier } from '#web-api'
import { DataTable, formatDue, Icon } from '#web-ui'
import { t } from '../text.ts'

/** Old and new promise of each dossier; a change of its lateness is given in words with its sign. */
export function MovedTable({ dossiers, label }: { dossiers: readonly MovedDossier[]; label: string }) {
  return (
    <DataTable
      label={label}
      items={dossiers.map((each) => ({ ...each, id: each.code }))}
      empty={null}
      columns={[
        { id: 'code', name: t('accepted.code'), isRowHeader: true, render: (each) => <span className="code">{each.code}</span> },
        { id: 'agency', name: t('decree.agency'), render: (each) => each.agencyName },
        { id: 'was', name: t('decree.was'), render: (each) => (each.dueWas ? formatDue(each.dueWas) : '') },
        { id: 'is', name: t('decree.is'), render: (each) => (each.dueIs ? formatDue(each.dueIs) : '') },
        {
          id: 'turned',
          name: t('decree.turned'),
          render: (each) =>
            each.turned === null ? (
              <span className="muted">{t('decree.turned.same')}</span>
            ) : (
              <span className="turned" data-turned={each.turned}>
                <Icon name={each.turned === 'late' ? 'late' : 'check'} />
                {t(`decree.turned.${each.turned}`)}
              </span>
            ),
        },
      ]}
    />
  )
}
