import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem, type SessionLine } from '#web-api'
import { Button, DataTable, EmptyState, formatInstant, Notice, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { signOut } from '../lib/sign-out.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice, ProblemSummary } from '../lib/problem-view.tsx'
import { useSession } from '../lib/session.ts'
import { useCommand } from '../lib/use-command.ts'
import { RefreshPractice } from '../practice/refresh-practice.tsx'
import { TryButton } from '../practice/try-button.tsx'
import { PasswordForm } from '../sign-in/password-form.tsx'
import { t } from '../text.ts'
import { AccountEvents } from '../accounts/account-events.tsx'
import { browserName } from './browser-name.ts'
import { KeysPanel } from './keys-panel.tsx'
import { SecondFactorPanel } from './second-factor-panel.tsx'

/** My account: the password, the second factor, and where I am signed in. */
export function SessionsPage() {
  usePageTitle(t('sessions.title'))
  const session = useSession()
  const account = useQuery({ queryKey: queryKeys.ownAccount, queryFn: () => api.ownAccount() })
  const [isChanging, setChanging] = useState(false)
  const [done, setDone] = useState<string | null>(null)
  return (
    <>
      <div className="row" data-justify="between">
        <h1>{t('sessions.title')}</h1>
        <div className="row">
          <TryButton />
          <Button kind="secondary" onPress={() => void signOut()}>
            {t('sessions.signOut')}
          </Button>
        </div>
      </div>
      <dl className="facts page-block">
        <dt>{t('sessions.name')}</dt>
        <dd>
          {session.account.displayName} <span className="muted">({session.account.login})</span>
        </dd>
        <dt>{t('sessions.roles')}</dt>
        <dd>{[...new Set(session.grants.map((grant) => grant.roleName))].join(', ') || t('sessions.noRoles')}</dd>
        {session.account.agency ? (
          <>
            <dt>{t('sessions.agency')}</dt>
            <dd>{session.account.agency.name}</dd>
          </>
        ) : null}
      </dl>
      {done ? (
        <Notice tone="ok" isLive>
          <p>{done}</p>
        </Notice>
      ) : null}
      {account.error ? <ProblemNotice problem={asProblem(account.error)} onRetry={() => void account.refetch()} /> : null}
      {account.isPending ? <Skeleton /> : null}
      {account.data?.isDemonstration ? <p className="muted measure">{t('sessions.demonstration')}</p> : null}
      {account.data && !account.data.isDemonstration ? (
        <>
          <section className="page-block" aria-labelledby="own-password">
            <h2 id="own-password">{t('signIn.password')}</h2>
            <p className="muted">{t('password.setAt', { at: formatInstant(account.data.password.setAt) })}</p>
            {isChanging ? (
              <div className="narrow">
                <PasswordForm
                  login={session.account.login}
                  isOneTime={false}
                  onDone={() => {
                    setChanging(false)
                    setDone(t('password.changed'))
                    void account.refetch()
                  }}
                />
              </div>
            ) : (
              <Button
                onPress={() => {
                  setDone(null)
                  setChanging(true)
                }}
              >
                {t('password.change')}
              </Button>
            )}
          </section>
          <SecondFactorPanel account={account.data} onChange={() => void account.refetch()} />
        </>
      ) : null}
      <RefreshPractice />
      <KeysPanel accountId={session.account.id} />
      <SessionList />
      {account.data && account.data.events.length > 0 ? <AccountEvents events={account.data.events} /> : null}
    </>
  )
}

/** Where I am signed in, and how to end it at once. */
function SessionList() {
  const lines = useQuery({ queryKey: queryKeys.sessions, queryFn: () => api.sessions() })
  const revoke = useCommand((id: string) => api.revokeSession(id))
  const endOthers = useCommand(() => api.endOtherSessions())
  return (
    <section className="page-block" aria-labelledby="own-sessions">
      <ProblemSummary problem={revoke.problem ?? endOthers.problem} attempt={revoke.attempt + endOthers.attempt} />
      <div className="row" data-justify="between">
        <h2 id="own-sessions">{t('sessions.list')}</h2>
        {lines.data && lines.data.items.length > 1 ? (
          <Button onPress={() => void endOthers.run(undefined)}>{t('sessions.endOthers')}</Button>
        ) : null}
      </div>
      <p className="measure">{t('sessions.why')}</p>
      {lines.error ? <ProblemNotice problem={asProblem(lines.error)} onRetry={() => void lines.refetch()} /> : null}
      {lines.isPending ? <Skeleton /> : null}
      {lines.data ? (
        <DataTable<SessionLine>
          label={t('sessions.list')}
          items={lines.data.items}
          empty={<EmptyState title={t('sessions.none')} />}
          columns={[
            {
              id: 'where',
              name: t('sessions.where'),
              isRowHeader: true,
              render: (line) => (
                <>
                  {browserName(line.userAgent)} {line.current ? <span className="badge">{t('sessions.this')}</span> : null}
                </>
              ),
            },
            { id: 'since', name: t('sessions.since'), render: (line) => formatInstant(line.createdAt) },
            { id: 'seen', name: t('sessions.seen'), render: (line) => formatInstant(line.lastSeenAt) },
            { id: 'until', name: t('sessions.until'), render: (line) => formatInstant(line.expiresAt) },
            {
              id: 'end',
              name: t('sessions.end'),
              render: (line) => (line.current ? null : <Button onPress={() => void revoke.run(line.id)}>{t('sessions.revoke')}</Button>),
            },
          ]}
        />
      ) : null}
    </section>
  )
}
