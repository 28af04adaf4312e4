import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Icon } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { useSession } from '../lib/session.ts'
import { paths } from '../paths.ts'
import { t } from '../text.ts'

/** In the header: how many warnings I have not seen. Nothing for those whom none concerns. */
export function AlertsLink() {
  const session = useSession()
  const isConcerned = session.areas.includes('inbox')
  const alerts = useQuery({
    queryKey: queryKeys.alerts,
    queryFn: () => api.alerts(),
    enabled: isConcerned,
    refetchInterval: 120_000,
    staleTime: 60_000,
  })
  if (!isConcerned) return null
  const unseen = alerts.data?.unseen ?? 0
  return (
    <Link to={paths.alerts()} className="button alerts-link" data-kind="quiet" aria-label={t('alerts.link', { count: unseen })}>
      <Icon name="bell" />
      <span aria-hidden="true">{unseen > 0 ? (unseen >= 100 ? '99+' : unseen) : ''}</span>
    </Link>
  )
}
