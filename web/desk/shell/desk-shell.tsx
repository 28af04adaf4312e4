import { useEffect, useState, useSyncExternalStore } from 'react'
import { Link, NavLink, Navigate, Outlet, useLocation, useNavigate } from 'react-router'
import { asProblem, type CurrentSession } from '#web-api'
import { Button, currentLanguage, Dialog, Icon, Key, rememberLanguage, Shell, Skeleton } from '#web-ui'
import { AlertsLink } from '../alerts/alerts-link.tsx'
import { paths } from '../paths.ts'
import { PracticeBar } from '../practice/practice-bar.tsx'
import { PracticeLink } from '../practice/practice-way.tsx'
import { SignInForm } from '../sign-in/sign-in-form.tsx'
import { SignInSteps } from '../sign-in/sign-in-steps.tsx'
import { t } from '../text.ts'
import { queryClient, queryKeys, sessionGate } from '../lib/api.ts'
import { areaLinks } from './areas.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { HomePage } from './home-page.tsx'
import { globalKeys } from '../lib/keys.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { QuickSearch } from './quick-search.tsx'
import { signOut } from '../lib/sign-out.ts'
import { SessionContext, useSessionQuery } from '../lib/session.ts'
import { chooseTheme, rememberedTheme } from '../lib/theme.ts'
import { characterKeys } from '../lib/character-keys.ts'
import { useLiveWork } from '../lib/use-live-work.ts'
import { KeysHint, useKeys } from '../lib/use-keys.tsx'

/** The frame of every page behind the sign-in. */
export function DeskShell() {
  const session = useSessionQuery()
  const location = useLocation()
  const navigate = useNavigate()
  const areas = areaLinks.filter((link) => session.data?.areas.includes(link.area))

  useKeys(t('keys.everywhere'), [
    { keys: globalKeys.search, does: t('keys.search'), run: () => document.getElementById('quick-search')?.focus() },
    { keys: globalKeys.goHome, does: t('area.home'), run: () => void navigate(paths.home()) },
    ...areas.flatMap((link) => (link.keys === null ? [] : [{ keys: link.keys, does: t(link.name), run: () => void navigate(link.to) }])),
    { keys: globalKeys.goSessions, does: t('sessions.title'), run: () => void navigate(paths.sessions()) },
  ])

  const accountId = session.data?.account.id
  useLiveWork(accountId !== undefined)
  useEffect(() => {
    if (accountId !== undefined) characterKeys.take(accountId)
  }, [accountId])

  if (session.error) {
    const problem = asProblem(session.error)
    if (problem.status === 401) return <Navigate to={paths.signIn(location.pathname + location.search)} replace />
    return (
      <main className="shell__main">
        <ProblemNotice problem={problem} onRetry={() => void session.refetch()} />
      </main>
    )
  }
  if (!session.data) {
    return (
      <main className="shell__main">
        <Skeleton lines={6} />
      </main>
    )
  }

  if (session.data.step !== null) {
    return (
      <main className="sign-in">
        <div className="panel sign-in__panel">
          <h1>{t('signIn.title')}</h1>
          <SignInSteps session={session.data} onChange={(now) => queryClient.setQueryData(queryKeys.session, now)} />
        </div>
      </main>
    )
  }

  return (
    <SessionContext value={session.data}>
      <Shell
        header={
          <>
            <Link to={paths.home()} className="brand">
              <Icon name="house" />
              <span>{session.data.account.centre?.name ?? session.data.account.agency?.name ?? t('brand')}</span>
            </Link>
            <QuickSearch />
            <div className="row header-tools">
              <AlertsLink />
              <KeysHint />
              <Preferences />
              <Link to={paths.sessions()} className="who">
                <Icon name="person" />
                <span>
                  {session.data.account.displayName}
                  <span className="who__roles">{[...new Set(session.data.grants.map((grant) => grant.roleName))].join(', ')}</span>
                </span>
              </Link>
            </div>
          </>
        }
        rail={
          <ul className="rail">
            {areas.map((link) => (
              <li key={link.to}>
                {link.isOutside ? (
                  <a href={link.to}>
                    <Icon name={link.icon} />
                    {t(link.name)}
                  </a>
                ) : (
                  <NavLink to={link.to}>
                    <Icon name={link.icon} />
                    {t(link.name)}
                    {link.keys ? <Key name={link.keys} /> : null}
                  </NavLink>
                )}
              </li>
            ))}
            <PracticeLink />
          </ul>
        }
      >
        <PracticeBar />
        {/* A person without any role sees that message on every page. */}
        {session.data.areas.length === 0 && location.pathname !== paths.sessions() ? <HomePage /> : <Outlet />}
      </Shell>
      <SignInAgain login={session.data.account.login} />
      <ConfirmDialog session={session.data} />
    </SessionContext>
  )
}

/** Light or dark, Vietnamese or English: of this machine, not of the account. */
function Preferences() {
  const [theme, setTheme] = useState(rememberedTheme)
  const isDark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  const other = currentLanguage() === 'vi' ? 'en' : 'vi'
  return (
    <>
      <Button
        kind="quiet"
        icon="moon"
        aria-label={isDark ? t('theme.light') : t('theme.dark')}
        onPress={() => {
          const next = isDark ? 'light' : 'dark'
          chooseTheme(next)
          setTheme(next)
        }}
      >
        <span className="visually-hidden">{isDark ? t('theme.light') : t('theme.dark')}</span>
      </Button>
      <button
        type="button"
        className="button"
        data-kind="quiet"
        lang={other}
        onClick={() => {
          rememberLanguage(other)
          location.reload()
        }}
      >
        {t('language.other')}
      </button>
    </>
  )
}

/** The session ended in the middle of work: sign in over the page, keep what was typed. */
function SignInAgain({ login }: { login: string }) {
  const isAsking = useSyncExternalStore(sessionGate.subscribe, sessionGate.isAsking)
  const [unfinished, setUnfinished] = useState<CurrentSession | null>(null)
  const goOn = (session: CurrentSession) => {
    // Another person at this keyboard gets their own page, not the drafts of the first.
    if (session.account.login !== login) {
      location.assign('/desk/')
      return
    }
    setUnfinished(session.step === null ? null : session)
    if (session.step !== null) return
    queryClient.setQueryData(queryKeys.session, session)
    sessionGate.answer(true)
  }
  return (
    <Dialog title={t('signIn.again')} isOpen={isAsking} onClose={() => {}} mustAnswer>
      <p>{t('signIn.again.why')}</p>
      {unfinished ? <SignInSteps session={unfinished} onChange={goOn} /> : <SignInForm login={login} onSignedIn={goOn} />}
      <div className="dialog__foot">
        <Button
          kind="quiet"
          onPress={() => {
            void signOut()
          }}
        >
          {t('signIn.leave')}
        </Button>
      </div>
    </Dialog>
  )
}
