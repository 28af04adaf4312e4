import { NavLink } from 'react-router'
import { Icon } from '#web-ui'
import { usePageTitle } from '../lib/page-title.ts'
import { paths } from '../paths.ts'
import { t } from '../text.ts'
import { TryButton } from './try-button.tsx'
import { usePractice } from './use-practice.ts'

/** What practice is, in a sentence, and the way in, for everybody who works here. Nothing where no practice place is served. */
export function PracticeWay() {
  const practice = usePractice()
  if (!practice.data?.address) return null
  return (
    <section className="practice-way stack" aria-labelledby="practice-way">
      <h2 id="practice-way">{t('practice.way')}</h2>
      <p className="measure">{t('practice.what')}</p>
      <div className="row">
        <TryButton />
      </div>
    </section>
  )
}

/** In the menu of every role, wherever a practice place is served. */
export function PracticeLink() {
  const practice = usePractice()
  if (!practice.data?.address) return null
  return (
    <li>
      <NavLink to={paths.practice()}>
        <Icon name="exchange" />
        {t('practice.way')}
      </NavLink>
    </li>
  )
}

export function PracticePage() {
  usePageTitle(t('practice.way'))
  const practice = usePractice()
  return (
    <>
      <h1>{t('practice.way')}</h1>
      <p className="measure">{t('practice.what')}</p>
      {practice.data && practice.data.address === null ? (
        <p className="muted">{t(practice.data.isPractice ? 'practice.inside' : 'practice.closed')}</p>
      ) : null}
      <div className="row">
        <TryButton />
      </div>
    </>
  )
}
