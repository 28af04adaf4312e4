import type { CurrentSession } from '#web-api'
import { Button } from '#web-ui'
import { signOut } from '../lib/sign-out.ts'
import { api } from '../lib/api.ts'
import { t } from '../text.ts'
import { EnrolPanel } from './enrol-panel.tsx'
import { PasswordForm } from './password-form.tsx'
import { ProofForm } from './proof-form.tsx'

/** What a sign-in has to do yet, one step after another; the server says which. */
export function SignInSteps({ session, onChange }: { session: CurrentSession; onChange: (session: CurrentSession) => void }) {
  const goOn = () => void api.currentSession().then(onChange)
  const { step, secondFactor, account } = session
  return (
    <div className="stack">
      {step === 'second_factor' ? (
        <>
          <p>{t('step.secondFactor')}</p>
          <ProofForm by="second_factor" {...secondFactor} onDone={goOn} />
        </>
      ) : null}
      {step === 'password' ? (
        <>
          <h2>{t('step.password.title')}</h2>
          <p>{t('step.password')}</p>
          <PasswordForm login={account.login} isOneTime onDone={goOn} />
        </>
      ) : null}
      {step === 'enrolment' ? (
        <>
          <h2>{t('step.enrolment.title')}</h2>
          <p>{t('step.enrolment')}</p>
          <EnrolPanel canAddTotp onDone={goOn} />
        </>
      ) : null}
      <div>
        <Button
          kind="quiet"
          onPress={() => {
            void signOut()
          }}
        >
          {t('sessions.signOut')}
        </Button>
      </div>
    </div>
  )
}
