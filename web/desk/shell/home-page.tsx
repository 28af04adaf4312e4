import { Link } from 'react-router'
import { EmptyState, Icon, Key } from '#web-ui'
import { t } from '../text.ts'
import { PracticeWay } from '../practice/practice-way.tsx'
import { WorkWaiting } from '../inbox/work-waiting.tsx'
import { areaLinks } from './areas.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { useSession } from '../lib/session.ts'

/** Where a day starts: what waits, then the areas of one's role, each saying what can be finished there. */
export function HomePage() {
  usePageTitle(t('area.home'))
  const session = useSession()
  const areas = areaLinks.filter((link) => session.areas.includes(link.area))
  return (
    <>
      <h1>{t('home.greeting', { name: session.account.displayName })}</h1>
      {session.areas.includes('inbox') ? <WorkWaiting /> : null}
      {areas.length === 0 ? (
        <EmptyState title={t('home.noAreas')}>
          <p>{t('home.noAreas.why')}</p>
        </EmptyState>
      ) : (
        <ul className="area-cards">
          {areas.map((link) => (
            <li key={link.to}>
              {link.isOutside ? (
                <a className="area-card" href={link.to}>
                  <AreaText link={link} />
                </a>
              ) : (
                <Link className="area-card" to={link.to}>
                  <AreaText link={link} />
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
      <PracticeWay />
    </>
  )
}

function AreaText({ link }: { link: (typeof areaLinks)[number] }) {
  return (
    <>
      <span className="area-card__name">
        <Icon name={link.icon} />
        {t(link.name)}
        {link.keys ? <Key name={link.keys} /> : null}
      </span>
      <span className="muted">{t(link.does)}</span>
    </>
  )
}
