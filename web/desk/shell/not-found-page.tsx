import { Link } from 'react-router'
import { EmptyState } from '#web-ui'
import { paths } from '../paths.ts'
import { t } from '../text.ts'
import { usePageTitle } from '../lib/page-title.ts'

/** An address nobody knows. */
export function NotFoundPage() {
  usePageTitle(t('notFound.title'))
  return (
    <>
      <h1>{t('notFound.title')}</h1>
      <EmptyState title={t('notFound.why')}>
        <p>
          <Link to={paths.home()}>{t('notFound.home')}</Link>
        </p>
      </EmptyState>
    </>
  )
}
