import { startAuthentication } from '@simplewebauthn/browser'
import { useState } from 'react'
import { asProblem, hotlineCode, type Problem, type Proof } from '#web-api'
import { Button, ErrorSummary, TextField } from '#web-ui'
import { api } from '../lib/api.ts'
import { t } from '../text.ts'

export interface ProofFormProps {
  /** By what: a password only where there is no second factor. */
  by: 'password' | 'second_factor'
  hasTotp: boolean
  hasPasskeys: boolean
  onDone: () => void
}

/** The person proves to be there: with a code, a passkey, a recovery code, or the password where there is nothing else. */
export function ProofForm({ by, hasTotp, hasPasskeys, onDone }: ProofFormProps) {
  const [kind, setKind] = useState<'password' | 'code' | 'recovery_code'>(
    by === 'password' ? 'password' : hasTotp ? 'code' : 'recovery_code',
  )
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [missing, setMissing] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const [isPending, setPending] = useState(false)

  const send = async (make: () => Promise<Proof | null>) => {
    setAttempt((count) => count + 1)
    setProblem(null)
    setPending(true)
    try {
      const proof = await make()
      if (!proof) return
      await api.confirm(proof)
      onDone()
    } catch (error) {
      setProblem(asProblem(error))
      setText('')
    } finally {
      setPending(false)
    }
  }
  const submit = () => {
    setMissing(text.trim() === '')
    if (text.trim() === '') {
      setAttempt((count) => count + 1)
      return
    }
    void send(() => Promise.resolve(kind === 'password' ? { kind, password: text } : { kind, code: text }))
  }
  const choose = (next: typeof kind) => {
    setKind(next)
    setText('')
    setProblem(null)
    setMissing(false)
  }
  const label = t(kind === 'password' ? 'signIn.password' : kind === 'code' ? 'proof.code' : 'proof.recoveryCode')
  const message = missing ? t('proof.missing') : problem?.detail
  return (
    <form
      noValidate
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <ErrorSummary errors={message ? [{ field: 'proof', message }] : []} code={problem ? hotlineCode(problem) : null} attempt={attempt} />
      <TextField
        key={kind}
        name="proof"
        label={label}
        hint={kind === 'code' ? t('proof.code.hint') : kind === 'recovery_code' ? t('proof.recoveryCode.hint') : undefined}
        type={kind === 'password' ? 'password' : 'text'}
        {...(kind === 'code' ? { inputMode: 'numeric' as const } : {})}
        autoComplete={kind === 'password' ? 'current-password' : kind === 'code' ? 'one-time-code' : 'off'}
        value={text}
        onChange={setText}
        error={message}
        takesFocus
      />
      <div className="row">
        <Button kind="primary" type="submit" isPending={isPending}>
          {t('proof.submit')}
        </Button>
        {hasPasskeys ? (
          <Button
            onPress={() =>
              void send(async () => {
                const { options } = await api.passkeyChallenge()
                return options
                  ? { kind: 'passkey', answer: { ...(await startAuthentication({ optionsJSON: options as never })) } as never }
                  : null
              })
            }
          >
            {t('proof.passkey')}
          </Button>
        ) : null}
        {by === 'second_factor' && hasTotp ? (
          <Button kind="quiet" onPress={() => choose(kind === 'code' ? 'recovery_code' : 'code')}>
            {t(kind === 'code' ? 'proof.useRecoveryCode' : 'proof.useCode')}
          </Button>
        ) : null}
      </div>
    </form>
  )
}
