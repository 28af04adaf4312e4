import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { currentLanguage, formatInstant, formatPromise, Notice } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { useSession } from '../lib/session.ts'
import { paths } from '../paths.ts'
import { t } from '../text.ts'

/** Dossiers filed online that nobody has answered yet, by when the centre owes its first answer. A person who may not answer them sees none. */
export function OnlineFilings() {
  // Not asked for those who may not read them: a refused look is an event of the security log.
  const isMine = useSession().areas.includes('online_filings')
  const filings = useQuery({
    queryKey: queryKeys.onlineFilings,
    queryFn: () => api.onlineFilings(),
    enabled: isMine,
    refetchInterval: 30_000,
    retry: false,
  })
  const { items = [], total = 0, late = 0, lastThirtyDays } = filings.data ?? {}
  if (items.length === 0) return null
  return (
    <section aria-labelledby="online-filings" className="page-block">
      <Notice tone={late > 0 ? 'late' : 'soon'}>
        <h2 id="online-filings">{t('online.title', { count: total })}</h2>
        <p>
          {t('online.do')} {late > 0 ? t('online.late', { count: late }) : null}
        </p>
        <ul className="papers" lang="vi">
          {items.map((each) => (
            <li key={each.code} className="papers__line">
              <span>
                <Link to={paths.dossier(each.code)} className="code">
                  {each.code}
                </Link>{' '}
                <strong>{each.applicantName}</strong> · {each.procedureName}
                <br />
                <span className="muted small">
                  {t('online.filed', { at: formatInstant(each.receivedAt), files: each.files })} ·{' '}
                  <strong>
                    {t(each.firstAnswer.isLate ? 'online.wasDue' : 'online.due', {
                      at: formatPromise(each.firstAnswer.dueAt, currentLanguage()),
                      left: each.firstAnswer.left ?? '',
                    })}
                  </strong>
                </span>
              </span>
            </li>
          ))}
        </ul>
        {lastThirtyDays && lastThirtyDays.answered + lastThirtyDays.late > 0 ? (
          <p className="muted small">
            {t('online.kept', { answered: lastThirtyDays.answered, inTime: lastThirtyDays.inTime, late: lastThirtyDays.late })}
          </p>
        ) : null}
      </Notice>
    </section>
  )
}
