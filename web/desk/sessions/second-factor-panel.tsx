import { useState } from 'react'
import { asProblem, type OwnAccount, type Problem } from '#web-api'
import { Button, formatInstant } from '#web-ui'
import { api, queryClient, queryKeys } from '../lib/api.ts'
import { ProblemSummary } from '../lib/problem-view.tsx'
import { EnrolPanel, RecoveryCodes } from '../sign-in/enrol-panel.tsx'
import { t } from '../text.ts'

/** The second factor: the application for codes, passkeys, and recovery codes. */
export function SecondFactorPanel({ account, onChange }: { account: OwnAccount; onChange: () => void }) {
  const { isNeeded, hasTotp, passkeys, recoveryCodesLeft } = account.secondFactor
  const [codes, setCodes] = useState<readonly string[]>([])
  const [problem, setProblem] = useState<Problem | null>(null)
  const [attempt, setAttempt] = useState(0)
  const has = hasTotp || passkeys.length > 0

  const change = async (work: () => Promise<unknown>) => {
    setAttempt((count) => count + 1)
    setProblem(null)
    try {
      await work()
      onChange()
      // Without a factor that the role needs, the session can only enrol another.
      await queryClient.invalidateQueries({ queryKey: queryKeys.session })
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  return (
    <section className="page-block" aria-labelledby="second-factor">
      <h2 id="second-factor">{t('factor.title')}</h2>
      <p className="measure">{t(isNeeded ? 'factor.needed' : has ? 'factor.has' : 'factor.none')}</p>
      <ProblemSummary problem={problem} attempt={attempt} />
      <ul className="plain-list stack">
        {hasTotp ? (
          <li className="row">
            <span>{t('factor.totp')}</span>
            <Button onPress={() => void change(() => api.removeTotp())}>{t('factor.removeTotp')}</Button>
          </li>
        ) : null}
        {passkeys.map((key) => (
          <li key={key.id} className="row">
            <span>
              {t('factor.passkey', { name: key.name })}{' '}
              <span className="muted">
                {key.lastUsedAt
                  ? t('factor.usedAt', { at: formatInstant(key.lastUsedAt) })
                  : t('factor.addedAt', { at: formatInstant(key.createdAt) })}
              </span>
            </span>
            <Button onPress={() => void change(() => api.removePasskey(key.id))}>{t('factor.removePasskey', { name: key.name })}</Button>
          </li>
        ))}
        {has ? (
          <li className="row">
            <span>{t('factor.codesLeft', { count: recoveryCodesLeft })}</span>
            <Button onPress={() => void change(async () => setCodes((await api.renewRecoveryCodes()).recoveryCodes))}>
              {t('factor.newCodes')}
            </Button>
          </li>
        ) : null}
      </ul>
      <div className="page-block">
        {codes.length > 0 ? (
          <RecoveryCodes codes={codes} onKept={() => setCodes([])} />
        ) : (
          <EnrolPanel
            canAddTotp={!hasTotp}
            onDone={() => {
              onChange()
              void queryClient.invalidateQueries({ queryKey: queryKeys.session })
            }}
          />
        )}
      </div>
    </section>
  )
}
