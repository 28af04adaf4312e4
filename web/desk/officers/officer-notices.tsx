import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Button, formatInstant, Notice } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { useCommand } from '../lib/use-command.ts'
import { paths } from '../paths.ts'
import { t } from '../text.ts'

/** Notices to the officer about their own work; hidden once they were seen. */
export function OfficerNotices() {
  const notices = useQuery({ queryKey: queryKeys.notices, queryFn: () => api.notices(), refetchInterval: 60_000, retry: false })
  const seen = useCommand((id: string, key: string) => api.noticeSeen(id, key))
  const items = notices.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section aria-label={t('notices.title')} className="stack page-block">
      {items.map((each) => (
        <Notice key={each.id}>
          <p>
            {each.text} <span className="muted small">{formatInstant(each.at)}</span>
          </p>
          <p className="row">
            {each.dossierCode ? <Link to={paths.dossier(each.dossierCode)}>{t('notices.open')}</Link> : null}
            <Button onPress={() => void seen.run(each.id)}>{t('notices.seen')}</Button>
          </p>
        </Notice>
      ))}
    </section>
  )
}
