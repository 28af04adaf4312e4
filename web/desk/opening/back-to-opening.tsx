import { Link } from 'react-router'
import { paths } from '../paths.ts'
import { t } from '../text.ts'

/** The way back to the checklist. */
export function BackToOpening() {
  return (
    <p>
      <Link to={paths.opening()}>{t('opening.back')}</Link>
    </p>
  )
}
