import type { AccountEvent } from '#web-api'
import { formatInstant } from '#web-ui'
import { type DeskKey, t } from '../text.ts'

const kinds: Readonly<Record<string, DeskKey>> = {
  created: 'account.event.created',
  one_time_password: 'account.event.one_time_password',
  password_changed: 'account.event.password_changed',
  disabled: 'account.event.disabled',
  enabled: 'account.event.enabled',
  role_given: 'account.event.role_given',
  role_ended: 'account.event.role_ended',
  sessions_ended: 'account.event.sessions_ended',
  totp_added: 'account.event.totp_added',
  totp_removed: 'account.event.totp_removed',
  passkey_added: 'account.event.passkey_added',
  passkey_removed: 'account.event.passkey_removed',
  recovery_codes: 'account.event.recovery_codes',
  recovery_code_used: 'account.event.recovery_code_used',
  second_factor_reset: 'account.event.second_factor_reset',
}

/** What was done to an account, the newest first: a password one did not ask for is seen here. */
export function AccountEvents({ events }: { events: readonly AccountEvent[] }) {
  return (
    <section className="page-block" aria-labelledby="account-events">
      <h2 id="account-events">{t('account.events')}</h2>
      <ul className="plain-list">
        {events.map((event) => {
          const name = kinds[event.kind]
          return (
            <li key={`${event.at} ${event.kind} ${event.detail}`}>
              <span className="muted">{formatInstant(event.at)}</span> {name === undefined ? event.kind : t(name)}
              {event.detail ? `: ${event.detail}` : ''}{' '}
              <span className="muted">({event.isOwn ? t('account.event.self') : event.byName})</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
