import { useState } from 'react'
import { asProblem, type CurrentSession, hotlineCode, type Problem } from '#web-api'
import { Button, ErrorSummary, Notice, TextField } from '#web-ui'
import { api } from '../lib/api.ts'
import { t } from '../text.ts'

export interface SignInFormProps {
  /** Known already when signing in again. */
  login?: string
  onSignedIn: (session: CurrentSession) => void
}

/** Login and password; errors are shown above, the values stay. */
export function SignInForm({ login: knownLogin = '', onSignedIn }: SignInFormProps) {
  const [login, setLogin] = useState(knownLogin)
  const [password, setPassword] = useState('')
  const [errors, setErrors] = useState<{ field: string; message: string }[]>([])
  const [problem, setProblem] = useState<Problem | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [isPending, setPending] = useState(false)
  const [isCapsLock, setCapsLock] = useState(false)

  const submit = async () => {
    setAttempt((count) => count + 1)
    setProblem(null)
    const missing = [
      ...(login.trim() === '' ? [{ field: 'login', message: t('signIn.login.missing') }] : []),
      ...(password === '' ? [{ field: 'password', message: t('signIn.password.missing') }] : []),
    ]
    setErrors(missing)
    if (missing.length > 0) return
    setPending(true)
    try {
      onSignedIn(await api.signIn({ login: login.trim(), password }))
    } catch (error) {
      const found = asProblem(error)
      setProblem(found)
      setErrors([{ field: 'password', message: found.detail }])
    } finally {
      setPending(false)
    }
  }

  const messageOf = (field: string) => errors.find((each) => each.field === field)?.message
  return (
    <form
      noValidate
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <ErrorSummary errors={errors} code={problem ? hotlineCode(problem) : null} attempt={attempt} />
      <TextField
        name="login"
        label={t('signIn.login')}
        value={login}
        onChange={setLogin}
        error={messageOf('login')}
        autoComplete="username"
        takesFocus={knownLogin === ''}
      />
      <TextField
        name="password"
        label={t('signIn.password')}
        type="password"
        value={password}
        onChange={setPassword}
        error={messageOf('password')}
        autoComplete="current-password"
        takesFocus={knownLogin !== ''}
        onKeyDown={(event) => setCapsLock(event.getModifierState('CapsLock'))}
      />
      {isCapsLock ? (
        <Notice tone="soon" isLive>
          <p>{t('signIn.capsLock')}</p>
        </Notice>
      ) : null}
      <div>
        <Button kind="primary" type="submit" isPending={isPending}>
          {t('signIn.submit')}
        </Button>
      </div>
    </form>
  )
}
