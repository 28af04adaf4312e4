import { Button, Notice } from '#web-ui'
import { t } from '../text.ts'

/** A one-time password, shown once: it disappears when the page is left. */
export function OneTimePassword({
  login,
  name,
  password,
  onGiven,
}: {
  login: string
  name: string
  password: string
  onGiven: () => void
}) {
  return (
    <Notice tone="ok" isLive>
      <p>{t('accounts.oneTime', { login, name })}</p>
      <p>
        <code className="secret-text" data-testid="one-time-password">
          {password}
        </code>
      </p>
      <p className="small">{t('accounts.oneTime.why')}</p>
      <div className="row">
        <Button onPress={() => void navigator.clipboard?.writeText(password)}>{t('accounts.copy')}</Button>
        <Button kind="primary" onPress={onGiven}>
          {t('accounts.given')}
        </Button>
      </div>
    </Notice>
  )
}
