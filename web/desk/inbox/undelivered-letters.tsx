import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { formatInstant, Notice } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { paths } from '../paths.ts'
import { t } from '../text.ts'

/** Applicants whose letter came back: somebody telephones, and corrects the address in the dossier. */
export function UndeliveredLetters() {
  const letters = useQuery({
    queryKey: queryKeys.undelivered,
    queryFn: () => api.undelivered(),
    refetchInterval: 60_000,
    retry: false,
  })
  const items = letters.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section aria-labelledby="undelivered" className="page-block">
      <Notice tone="soon">
        <h2 id="undelivered">{t('undelivered.title', { count: items.length })}</h2>
        <p>{t('undelivered.do')}</p>
        <ul className="papers" lang="vi">
          {items.map((each) => (
            <li key={each.code} className="papers__line">
              <span>
                <Link to={paths.dossier(each.code)} className="code">
                  {each.code}
                </Link>{' '}
                <strong>{each.applicantName}</strong>
                {each.phone ? (
                  <>
                    {' '}
                    <a href={`tel:${each.phone.replaceAll(/[^\d+]/gu, '')}`}>{each.phone}</a>
                  </>
                ) : null}
                <br />
                <span className="muted small">
                  {each.name} · {formatInstant(each.at)}
                  {each.email ? ` · ${each.email}` : ''}
                </span>
              </span>
            </li>
          ))}
        </ul>
      </Notice>
    </section>
  )
}
