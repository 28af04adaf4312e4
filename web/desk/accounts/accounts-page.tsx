import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { Link } from 'react-router'
import { type AccountLine, asProblem } from '#web-api'
import { Button, DataTable, Dialog, EmptyState, formatInstant, SearchField, Skeleton, TextField } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { fieldError, ProblemNotice, ProblemSummary } from '../lib/problem-view.tsx'
import { useCommand } from '../lib/use-command.ts'
import { paths } from '../paths.ts'
import { t } from '../text.ts'
import { type GrantDraft, GrantFields, noGrant } from './grant-fields.tsx'
import { OneTimePassword } from './one-time-password.tsx'

/** Accounts one runs: found by name, opened with a one-time password. */
export function AccountsPage() {
  usePageTitle(t('area.accounts'))
  const [q, setQ] = useState('')
  const words = useDeferredValue(q)
  const [isOpening, setOpening] = useState(false)
  // Shown once: each stays until the operator confirms the handover, however many are opened meanwhile.
  const [opened, setOpened] = useState<readonly { login: string; name: string; password: string }[]>([])
  const accounts = useQuery({
    queryKey: queryKeys.accounts(words),
    queryFn: () => api.accounts(words),
    placeholderData: (before) => before,
  })
  return (
    <>
      <div className="page-head">
        <h1>{t('area.accounts')}</h1>
        <Button kind="primary" icon="plus" onPress={() => setOpening(true)}>
          {t('accounts.open')}
        </Button>
      </div>
      {/* The password of one account is not shown while the form of the next is open. */}
      {isOpening
        ? null
        : opened.map((each) => (
            <OneTimePassword
              key={each.login}
              {...each}
              onGiven={() => setOpened((before) => before.filter(({ login }) => login !== each.login))}
            />
          ))}
      <SearchField label={t('accounts.search')} value={q} onChange={setQ} />
      {accounts.error ? <ProblemNotice problem={asProblem(accounts.error)} onRetry={() => void accounts.refetch()} /> : null}
      {accounts.isPending ? <Skeleton lines={6} /> : null}
      {accounts.data ? (
        <>
          <p className="muted" role="status">
            {t('accounts.count', { count: accounts.data.total })}
            {accounts.data.more ? ` ${t('accounts.more', { count: accounts.data.items.length })}` : ''}
          </p>
          <DataTable<AccountLine>
            label={t('area.accounts')}
            items={accounts.data.items}
            empty={<EmptyState title={t('accounts.none')} />}
            columns={[
              {
                id: 'who',
                name: t('accounts.name'),
                isRowHeader: true,
                render: (each) =>
                  each.isOwn ? (
                    <>
                      {each.name} <span className="muted">({each.login})</span> <span className="badge">{t('accounts.you')}</span>
                      <span className="small muted accounts__why">
                        {each.managing.reason} <Link to={paths.sessions()}>{t('sessions.title')}</Link>
                      </span>
                    </>
                  ) : (
                    <>
                      <Link to={paths.account(each.id)}>{each.name}</Link> <span className="muted">({each.login})</span>
                    </>
                  ),
              },
              { id: 'roles', name: t('officers.roles'), render: (each) => each.grants.map(grantText).join('; ') || t('sessions.noRoles') },
              { id: 'state', name: t('accounts.state'), render: stateText },
              {
                id: 'seen',
                name: t('sessions.seen'),
                render: (each) => (each.lastSeenAt ? formatInstant(each.lastSeenAt) : t('accounts.never')),
              },
            ]}
          />
        </>
      ) : null}
      {isOpening ? (
        <OpenAccountDialog
          onClose={() => setOpening(false)}
          onOpened={(account) => {
            setOpening(false)
            setOpened((before) => [account, ...before])
          }}
        />
      ) : null}
    </>
  )
}

/** "Cán bộ tiếp nhận, Trung tâm A": a role and where. */
export function grantText(grant: AccountLine['grants'][number]): string {
  return [grant.roleName, grant.isHead ? t('accounts.head') : undefined, grant.centre?.name, grant.agency?.name]
    .filter((text) => text !== undefined)
    .join(', ')
}

/** Whether somebody can sign in, and what is missing. */
export function stateText(account: AccountLine): string {
  if (account.state === 'disabled') return t('accounts.disabled')
  if (account.isDemonstration) return t('accounts.demonstration')
  if (account.passwordKind === 'none') return t('accounts.noPassword')
  if (account.passwordKind === 'one_time') return t('accounts.oneTimeGiven')
  return account.needsSecondFactor && !account.hasSecondFactor ? t('accounts.noFactor') : t('accounts.active')
}

function OpenAccountDialog(props: { onClose: () => void; onOpened: (account: { login: string; name: string; password: string }) => void }) {
  const [login, setLogin] = useState('')
  const [displayName, setDisplayName] = useState('')
  const [title, setTitle] = useState('')
  const [grant, setGrant] = useState<GrantDraft>(noGrant)
  const command = useCommand(async (body: Record<string, unknown>, key: string) => {
    const { id } = await api.openAccount(body, key)
    return await api.issueOneTimePassword(id)
  })
  const submit = async () => {
    const done = await command.run({ login, displayName, title, ...grant })
    if (done) props.onOpened({ login: login.trim().toLowerCase(), name: displayName.trim(), password: done.oneTimePassword })
  }
  return (
    <Dialog title={t('accounts.open')} isOpen onClose={props.onClose}>
      <form
        noValidate
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <ProblemSummary problem={command.problem} attempt={command.attempt} />
        <TextField
          name="displayName"
          label={t('accounts.fullName')}
          value={displayName}
          onChange={setDisplayName}
          error={fieldError(command.problem, 'displayName')}
          takesFocus
        />
        <TextField
          name="login"
          label={t('signIn.login')}
          hint={t('accounts.login.rule')}
          value={login}
          onChange={setLogin}
          error={fieldError(command.problem, 'login')}
        />
        <TextField name="title" label={t('accounts.title')} value={title} onChange={setTitle} isOptional />
        <GrantFields grant={grant} onChange={setGrant} problem={command.problem} withUnit />
        <div className="dialog__foot">
          <Button kind="primary" type="submit" isPending={command.isPending}>
            {t('accounts.open.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
