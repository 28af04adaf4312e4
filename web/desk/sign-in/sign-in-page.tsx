import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Navigate, useNavigate, useSearchParams } from 'react-router'
import type { CurrentSession } from '#web-api'
import { Icon } from '#web-ui'
import { api, queryClient, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { paths } from '../paths.ts'
import { t } from '../text.ts'
import { SignInForm } from './sign-in-form.tsx'
import { SignInSteps } from './sign-in-steps.tsx'

/** The door, and the steps behind it. After them, the page one wanted. */
export function SignInPage() {
  usePageTitle(t('signIn.title'))
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const [unfinished, setUnfinished] = useState<CurrentSession | null>(null)
  const setup = useQuery({ queryKey: queryKeys.setup, queryFn: () => api.setup(), staleTime: 0 })
  const wanted = search.get('tiep') ?? paths.home()
  const goOn = (session: CurrentSession) => {
    if (session.step !== null) {
      setUnfinished(session)
      return
    }
    queryClient.clear()
    queryClient.setQueryData(queryKeys.session, session)
    // Only an address of the desk itself: never a way out to another site.
    void navigate(wanted.startsWith('/') && !wanted.startsWith('//') ? wanted : paths.home(), { replace: true })
  }
  // Without accounts, no one can sign in.
  if (setup.data?.awaitsFirstAccount === true) return <Navigate to={paths.firstAccount()} replace />
  return (
    <main className="sign-in">
      <div className="panel sign-in__panel">
        <p className="brand">
          <Icon name="house" />
          {t('brand')}
        </p>
        <h1>{t('signIn.title')}</h1>
        {unfinished ? <SignInSteps session={unfinished} onChange={goOn} /> : <SignInForm onSignedIn={goOn} />}
        <p className="muted small sign-in__help">{t('signIn.help')}</p>
        <p className="muted small">{t('signIn.practice')}</p>
      </div>
    </main>
  )
}
