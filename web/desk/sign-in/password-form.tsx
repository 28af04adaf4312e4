import { useState } from 'react'
import { asProblem, type Problem } from '#web-api'
import { Button, TextField } from '#web-ui'
import { api } from '../lib/api.ts'
import { fieldError, ProblemSummary } from '../lib/problem-view.tsx'
import { t } from '../text.ts'
import { NewPasswordFields, useNewPassword } from './new-password.tsx'

/** A password of one's own. */
export function PasswordForm({ login, isOneTime, onDone }: { login: string; isOneTime: boolean; onDone: () => void }) {
  const [current, setCurrent] = useState('')
  const typed = useNewPassword()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [isPending, setPending] = useState(false)

  const submit = async () => {
    setAttempt((count) => count + 1)
    setProblem(null)
    if (isPending || !typed.isSame()) return
    setPending(true)
    try {
      await api.changePassword({ current, next: typed.password })
      setCurrent('')
      typed.forget()
      onDone()
    } catch (error) {
      setProblem(asProblem(error))
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
      <ProblemSummary problem={problem} attempt={attempt} />
      <input
        type="text"
        className="visually-hidden"
        name="username"
        autoComplete="username"
        value={login}
        readOnly
        tabIndex={-1}
        aria-hidden
      />
      <TextField
        name="current"
        label={t(isOneTime ? 'password.oneTime' : 'password.current')}
        type="password"
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
        error={fieldError(problem, 'current')}
        takesFocus={isOneTime}
      />
      <NewPasswordFields of={typed} name="next" label={t('password.next')} again={t('password.again')} problem={problem} />
      <div>
        <Button kind="primary" type="submit" isPending={isPending}>
          {t('password.submit')}
        </Button>
      </div>
    </form>
  )
}
