import { useState } from 'react'
import { asProblem, type Problem } from '#web-api'
import { Button, TextField } from '#web-ui'
import { api } from '../app/api.ts'
import { fieldError, ProblemSummary } from '../app/problem-view.tsx'
import { t } from '../text.ts'

/** A password of one's own. The rules are the server's; only a slip of the hand is found here. */
export function PasswordForm({ login, isOneTime, onDone }: { login: string; isOneTime: boolean; onDone: () => void }) {
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [differs, setDiffers] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const [isPending, setPending] = useState(false)

  const submit = async () => {
    setAttempt((count) => count + 1)
    setProblem(null)
    setDiffers(next !== again)
    if (next !== again) return
    setPending(true)
    try {
      await api.changePassword({ current, next })
      setCurrent('')
      setNext('')
      setAgain('')
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
      <TextField
        name="next"
        label={t('password.next')}
        hint={t('password.rule')}
        type="password"
        autoComplete="new-password"
        value={next}
        onChange={setNext}
        error={fieldError(problem, 'next')}
      />
      <TextField
        name="again"
        label={t('password.again')}
        type="password"
        autoComplete="new-password"
        value={again}
        onChange={setAgain}
        error={differs ? t('password.differs') : undefined}
      />
      <div>
        <Button kind="primary" type="submit" isPending={isPending}>
          {t('password.submit')}
        </Button>
      </div>
    </form>
  )
}
