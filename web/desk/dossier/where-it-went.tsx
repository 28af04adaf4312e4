import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { DossierView } from '#web-api'
import { api, queryKeys } from '../lib/api.ts'
import { paths } from '../paths.ts'
import { t } from '../text.ts'

/** After an act: at which step and with whom the dossier is now, and what waits next for the person who did it. */
export function WhereItWent({ dossier }: { dossier: DossierView }) {
  const waiting = useQuery({ queryKey: queryKeys.inbox({ next: true }), queryFn: () => api.inbox({ tab: 'mine', limit: 2 }) })
  const next = waiting.data?.items.find(({ code }) => code !== dossier.code)
  const holder = dossier.holder?.officerName ?? dossier.step?.roleName
  const place = [holder, dossier.holder?.name].filter(Boolean).join(', ')
  return (
    <>
      {place === '' ? null : (
        <p>{dossier.step ? t('dossier.nowAtStep', { step: dossier.step.name, place }) : t('dossier.nowWith', { place })}</p>
      )}
      {next ? (
        <p>
          <Link to={paths.dossier(next.code)}>{t('dossier.next', { name: next.applicantName, code: next.code })}</Link>
        </p>
      ) : null}
    </>
  )
}
