import { useState } from 'react'
import type { Problem } from '#web-api'
import { TextField } from '#web-ui'
import { fieldError } from '../lib/problem-view.tsx'
import { t } from '../text.ts'

/** A password typed twice. The rules are the server's; only a slip of the hand is found here. */
export function useNewPassword() {
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [differs, setDiffers] = useState(false)
  return {
    password,
    again,
    differs,
    setPassword,
    setAgain,
    /** Whether both are the same; otherwise it is said at the second. */
    isSame: () => {
      setDiffers(password !== again)
      return password === again
    },
    forget: () => {
      setPassword('')
      setAgain('')
    },
  }
}

export function NewPasswordFields({
  of,
  name,
  label,
  again,
  problem,
}: {
  of: ReturnType<typeof useNewPassword>
  /** What the server calls the field. */
  name: string
  label: string
  again: string
  problem: Problem | null
}) {
  return (
    <>
      <TextField
        name={name}
        label={label}
        hint={t('password.rule')}
        type="password"
        autoComplete="new-password"
        value={of.password}
        onChange={of.setPassword}
        error={fieldError(problem, name)}
      />
      <TextField
        name="again"
        label={again}
        type="password"
        autoComplete="new-password"
        value={of.again}
        onChange={of.setAgain}
        error={of.differs ? t('password.differs') : undefined}
      />
    </>
  )
}
