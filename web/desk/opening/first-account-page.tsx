import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { asProblem, type CurrentSession, type Problem } from '#web-api'
import { Button, Icon, Notice, Skeleton, TextField } from '#web-ui'
import { api, queryClient, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { fieldError, ProblemNotice, ProblemSummary } from '../lib/problem-view.tsx'
import { useUnsaved } from '../lib/unsaved.tsx'
import { paths } from '../paths.ts'
import { NewPasswordFields, useNewPassword } from '../sign-in/new-password.tsx'
import { SignInSteps } from '../sign-in/sign-in-steps.tsx'
import { t } from '../text.ts'

/** The first run: nobody has an account, and a person who reads the server's log makes the first. Then the steps of every sign-in. */
export function FirstAccountPage() {
  usePageTitle(t('firstAccount.title'))
  const navigate = useNavigate()
  const setup = useQuery({ queryKey: queryKeys.setup, queryFn: () => api.setup(), staleTime: 0 })
  const [unfinished, setUnfinished] = useState<CurrentSession | null>(null)
  const goOn = (session: CurrentSession) => {
    if (session.step !== null) {
      setUnfinished(session)
      return
    }
    queryClient.clear()
    queryClient.setQueryData(queryKeys.session, session)
    void navigate(paths.home(), { replace: true })
  }
  return (
    <main className="sign-in">
      <div className="panel sign-in__panel">
        <p className="brand">
          <Icon name="house" />
          {t('brand')}
        </p>
        <h1>{t('firstAccount.title')}</h1>
        {unfinished ? <SignInSteps session={unfinished} onChange={goOn} /> : null}
        {unfinished === null && setup.error ? (
          <ProblemNotice problem={asProblem(setup.error)} onRetry={() => void setup.refetch()} />
        ) : null}
        {unfinished === null && setup.isPending ? <Skeleton lines={6} /> : null}
        {unfinished === null && setup.data?.awaitsFirstAccount === true ? <FirstAccountForm onSignedIn={goOn} /> : null}
        {unfinished === null && setup.data?.awaitsFirstAccount === false ? (
          <>
            <Notice tone="ok">
              <p>{t('firstAccount.done')}</p>
            </Notice>
            <p>
              <Link to={paths.signIn()}>{t('signIn.submit')}</Link>
            </p>
          </>
        ) : null}
      </div>
    </main>
  )
}

function FirstAccountForm({ onSignedIn }: { onSignedIn: (session: CurrentSession) => void }) {
  const [code, setCode] = useState('')
  const [displayName, setDisplayName] = useState('')
  const [login, setLogin] = useState('')
  const typed = useNewPassword()
  const { password } = typed
  const [problem, setProblem] = useState<Problem | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [isPending, setPending] = useState(false)
  const { guard, release } = useUnsaved([code, displayName, login, password].some((each) => each !== ''))

  const submit = async () => {
    setAttempt((count) => count + 1)
    setProblem(null)
    if (isPending || !typed.isSame()) return
    setPending(true)
    try {
      const opened = await api.openFirstAccount({ code, displayName, login, password })
      const session = await api.signIn({ login: opened.login, password })
      release()
      onSignedIn(session)
    } catch (error) {
      // The answer may have been lost on the way: then the account exists, and the person who typed this can sign in.
      const mine = await openedAlready({ login, password })
      if (mine) {
        release()
        onSignedIn(mine)
      } else setProblem(asProblem(error))
    } finally {
      setPending(false)
    }
  }
  return (
    <form
      noValidate
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      {guard}
      <p>{t('firstAccount.why')}</p>
      <ProblemSummary problem={problem} attempt={attempt} />
      <TextField
        name="code"
        label={t('firstAccount.code')}
        hint={t('firstAccount.code.where')}
        autoComplete="off"
        value={code}
        onChange={setCode}
        error={fieldError(problem, 'code')}
        takesFocus
      />
      <TextField
        name="displayName"
        label={t('accounts.fullName')}
        autoComplete="name"
        value={displayName}
        onChange={setDisplayName}
        error={fieldError(problem, 'displayName')}
      />
      <TextField
        name="login"
        label={t('signIn.login')}
        hint={t('accounts.login.rule')}
        autoComplete="username"
        value={login}
        onChange={setLogin}
        error={fieldError(problem, 'login')}
      />
      <NewPasswordFields of={typed} name="password" label={t('signIn.password')} again={t('firstAccount.again')} problem={problem} />
      <div>
        <Button kind="primary" type="submit" isPending={isPending}>
          {t('firstAccount.submit')}
        </Button>
      </div>
    </form>
  )
}

/** A session of the account that an earlier try opened although its answer never came; `null` when it opened none. */
async function openedAlready(proof: { login: string; password: string }): Promise<CurrentSession | null> {
  try {
    const { awaitsFirstAccount } = await api.setup()
    return awaitsFirstAccount ? null : await api.signIn(proof)
  } catch {
    return null
  }
}
