import { browserSupportsWebAuthn, startRegistration } from '@simplewebauthn/browser'
import { useState } from 'react'
import { asProblem, type Problem } from '#web-api'
import { Button, Notice, QrCode, TextField } from '#web-ui'
import { api } from '../lib/api.ts'
import { fieldError, ProblemSummary } from '../lib/problem-view.tsx'
import { t } from '../text.ts'

/** Choosing a second factor: an application for codes, or a passkey. Ends with the recovery codes, shown once. */
export function EnrolPanel({ canAddTotp, onDone }: { canAddTotp: boolean; onDone: () => void }) {
  const [totp, setTotp] = useState<{ address: string; base32: string } | null>(null)
  const [code, setCode] = useState('')
  const [codes, setCodes] = useState<readonly string[]>([])
  const [problem, setProblem] = useState<Problem | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [isPending, setPending] = useState(false)

  const attemptTo = async (work: () => Promise<void>) => {
    setAttempt((count) => count + 1)
    setProblem(null)
    setPending(true)
    try {
      await work()
    } catch (error) {
      setProblem(error instanceof DOMException ? null : asProblem(error))
    } finally {
      setPending(false)
    }
  }
  const finish = ({ recoveryCodes }: { recoveryCodes: readonly string[] }) => {
    setTotp(null)
    setCode('')
    if (recoveryCodes.length > 0) setCodes(recoveryCodes)
    else onDone()
  }
  if (codes.length > 0) return <RecoveryCodes codes={codes} onKept={onDone} />
  return (
    <div className="stack">
      <ProblemSummary problem={problem} attempt={attempt} />
      {totp ? (
        <form
          noValidate
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            void attemptTo(async () => finish(await api.confirmTotp(code)))
          }}
        >
          <p>{t('enrol.scan')}</p>
          <div className="enrol__code">
            <QrCode text={totp.address} label={t('enrol.qr')} />
          </div>
          <p>
            {t('enrol.byHand')} <code className="secret-text">{totp.base32}</code>
          </p>
          <TextField
            name="code"
            label={t('proof.code')}
            hint={t('proof.code.hint')}
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={setCode}
            error={fieldError(problem, 'code')}
            takesFocus
          />
          <div>
            <Button kind="primary" type="submit" isPending={isPending}>
              {t('enrol.confirm')}
            </Button>
          </div>
        </form>
      ) : (
        <div className="row">
          {canAddTotp ? (
            <Button kind="primary" isPending={isPending} onPress={() => void attemptTo(async () => setTotp(await api.beginTotp()))}>
              {t('enrol.totp')}
            </Button>
          ) : null}
          {browserSupportsWebAuthn() ? (
            <Button
              isPending={isPending}
              onPress={() =>
                void attemptTo(async () => {
                  const { options } = await api.newPasskeyChallenge()
                  const answer = await startRegistration({ optionsJSON: options as never })
                  finish(await api.addPasskey({ name: deviceName(), answer }))
                })
              }
            >
              {t('enrol.passkey')}
            </Button>
          ) : null}
        </div>
      )}
    </div>
  )
}

/** Enough to tell one's own keys apart. */
function deviceName(): string {
  const system =
    ['Windows', 'Android', 'iPhone', 'Mac', 'Linux'].find((name) => navigator.userAgent.includes(name)) ?? t('sessions.unknown')
  return `${system}, ${new Date().toLocaleDateString('vi-VN')}`
}

/** The recovery codes, once: on paper, in a drawer. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  return (
    <div className="stack">
      <Notice tone="soon" isLive>
        <p>{t('recovery.keep')}</p>
      </Notice>
      <ul className="recovery-codes" aria-label={t('recovery.title')}>
        {codes.map((code) => (
          <li key={code}>
            <code className="secret-text">{code}</code>
          </li>
        ))}
      </ul>
      <div className="row">
        <Button onPress={() => window.print()}>{t('recovery.print')}</Button>
        <Button kind="primary" onPress={onKept}>
          {t('recovery.kept')}
        </Button>
      </div>
    </div>
  )
}
