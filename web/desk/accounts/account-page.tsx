import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { type AccountDetail, asProblem } from '#web-api'
import { Button, DataTable, Dialog, EmptyState, formatInstant, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice, ProblemSummary } from '../lib/problem-view.tsx'
import { useCommand } from '../lib/use-command.ts'
import { paths } from '../paths.ts'
import { browserName } from '../sessions/browser-name.ts'
import { t } from '../text.ts'
import { AccountEvents } from './account-events.tsx'
import { grantText, stateText } from './accounts-page.tsx'
import { type GrantDraft, GrantFields, noGrant } from './grant-fields.tsx'
import { OneTimePassword } from './one-time-password.tsx'

/** One account: its roles, its password, its sessions, and what was done to it. */
export function AccountPage() {
  const { id = '' } = useParams()
  const account = useQuery({ queryKey: queryKeys.account(id), queryFn: () => api.account(id) })
  usePageTitle(account.data?.name ?? t('area.accounts'))
  if (account.error) {
    return (
      <>
        <h1>{t('area.accounts')}</h1>
        <ProblemNotice problem={asProblem(account.error)} onRetry={() => void account.refetch()} />
      </>
    )
  }
  if (!account.data) return <Skeleton lines={6} />
  return <Account account={account.data} />
}

type Asked = 'password' | 'disable' | 'factor' | 'role' | null

function Account({ account }: { account: AccountDetail }) {
  const [asked, setAsked] = useState<Asked>(null)
  const [password, setPassword] = useState<string | null>(null)
  const issue = useCommand(() => api.issueOneTimePassword(account.id))
  const setActive = useCommand((isActive: boolean, key: string) => api.setAccountActive(account.id, isActive, key))
  const reset = useCommand((_input: string, key: string) => api.resetSecondFactor(account.id, key))
  const endRole = useCommand((grantId: string, key: string) => api.endRole(account.id, grantId, key))
  const endSessions = useCommand((sessionId: string | null, key: string) => api.endSessionsOf(account.id, sessionId, key))
  const commands = [issue, setActive, reset, endRole, endSessions]
  const problem = commands.find((each) => each.problem)?.problem ?? null
  const attempt = commands.reduce((sum, each) => sum + each.attempt, 0)
  const close = () => setAsked(null)
  return (
    <>
      <p>
        <Link to={paths.accounts()}>{t('accounts.back')}</Link>
      </p>
      <div className="page-head">
        <h1>{account.name}</h1>
        <div className="row">
          {account.isDemonstration ? null : <Button onPress={() => setAsked('password')}>{t('accounts.newPassword')}</Button>}
          {account.hasSecondFactor ? <Button onPress={() => setAsked('factor')}>{t('accounts.resetFactor')}</Button> : null}
          {account.state === 'active' ? (
            <Button kind="danger" onPress={() => setAsked('disable')}>
              {t('accounts.disable')}
            </Button>
          ) : (
            <Button onPress={() => void setActive.run(true)}>{t('accounts.enable')}</Button>
          )}
        </div>
      </div>
      <ProblemSummary problem={problem} attempt={attempt} />
      {password ? (
        <OneTimePassword login={account.login} name={account.name} password={password} onGiven={() => setPassword(null)} />
      ) : null}
      <dl className="facts page-block">
        <dt>{t('signIn.login')}</dt>
        <dd>{account.login}</dd>
        <dt>{t('accounts.state')}</dt>
        <dd>{stateText(account)}</dd>
        <dt>{t('factor.title')}</dt>
        <dd>{t(account.hasSecondFactor ? 'accounts.hasFactor' : 'accounts.noFactorYet')}</dd>
      </dl>
      <section className="page-block" aria-labelledby="account-roles">
        <h2 id="account-roles">{t('officers.roles')}</h2>
        {account.grants.length === 0 ? <p className="muted">{t('sessions.noRoles')}</p> : null}
        <ul className="plain-list stack">
          {account.grants.map((grant) => (
            <li key={grant.id} className="row">
              <span>{grantText(grant)}</span>
              <Button aria-label={t('accounts.endRole.of', { role: grantText(grant) })} onPress={() => void endRole.run(grant.id)}>
                {t('accounts.endRole')}
              </Button>
            </li>
          ))}
        </ul>
        <Button onPress={() => setAsked('role')}>{t('accounts.giveRole')}</Button>
      </section>
      <SessionsOf account={account} onEnd={(id) => void endSessions.run(id)} />
      <AccountEvents events={account.events} />
      {asked === 'role' ? <GiveRoleDialog account={account} onClose={close} /> : null}
      <SureDialog
        isOpen={asked === 'password'}
        title={t('accounts.newPassword')}
        why={t('accounts.newPassword.why', { name: account.name })}
        onClose={close}
        onSure={async () => {
          const done = await issue.run(undefined)
          if (done) setPassword(done.oneTimePassword)
        }}
      />
      <SureDialog
        isOpen={asked === 'disable'}
        title={t('accounts.disable')}
        why={t('accounts.disable.why', { name: account.name })}
        onClose={close}
        onSure={async () => void (await setActive.run(false))}
      />
      <SureDialog
        isOpen={asked === 'factor'}
        title={t('accounts.resetFactor')}
        why={t('accounts.resetFactor.why', { name: account.name })}
        onClose={close}
        onSure={async () => void (await reset.run(account.id))}
      />
    </>
  )
}

function SureDialog(props: { isOpen: boolean; title: string; why: string; onClose: () => void; onSure: () => Promise<void> }) {
  return (
    <Dialog title={props.title} isOpen={props.isOpen} onClose={props.onClose}>
      <p>{props.why}</p>
      <div className="dialog__foot">
        <Button
          kind="primary"
          onPress={() => {
            props.onClose()
            void props.onSure()
          }}
        >
          {props.title}
        </Button>
      </div>
    </Dialog>
  )
}

function GiveRoleDialog({ account, onClose }: { account: AccountDetail; onClose: () => void }) {
  const [grant, setGrant] = useState<GrantDraft>(noGrant)
  const give = useCommand((body: Record<string, unknown>, key: string) => api.giveRole(account.id, body, key))
  const submit = async () => {
    const { role, agencyId, centreId, isHead } = grant
    if (await give.run({ role, agencyId, centreId, isHead })) onClose()
  }
  return (
    <Dialog title={t('accounts.giveRole')} isOpen onClose={onClose}>
      <form
        noValidate
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <ProblemSummary problem={give.problem} attempt={give.attempt} />
        <GrantFields grant={grant} onChange={setGrant} problem={give.problem} />
        <div className="dialog__foot">
          <Button kind="primary" type="submit" isPending={give.isPending}>
            {t('accounts.giveRole')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function SessionsOf({ account, onEnd }: { account: AccountDetail; onEnd: (id: string | null) => void }) {
  return (
    <section className="page-block" aria-labelledby="account-sessions">
      <div className="row" data-justify="between">
        <h2 id="account-sessions">{t('sessions.list')}</h2>
        {account.sessions.length > 0 ? <Button onPress={() => onEnd(null)}>{t('accounts.endSessions')}</Button> : null}
      </div>
      <DataTable
        label={t('sessions.list')}
        items={account.sessions}
        empty={<EmptyState title={t('sessions.none')} />}
        columns={[
          { id: 'where', name: t('sessions.where'), isRowHeader: true, render: (line) => browserName(line.userAgent) },
          { id: 'since', name: t('sessions.since'), render: (line) => formatInstant(line.createdAt) },
          { id: 'seen', name: t('sessions.seen'), render: (line) => formatInstant(line.lastSeenAt) },
          { id: 'end', name: t('sessions.end'), render: (line) => <Button onPress={() => onEnd(line.id)}>{t('sessions.revoke')}</Button> },
        ]}
      />
    </section>
  )
}
