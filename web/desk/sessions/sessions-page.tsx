import { useQuery } from '@tanstack/react-query'
import { asProblem, type SessionLine } from '#web-api'
import { Button, DataTable, EmptyState, formatInstant, Skeleton } from '#web-ui'
import { api, queryKeys } from '../app/api.ts'
import { usePageTitle } from '../app/page-title.ts'
import { ProblemNotice, ProblemSummary } from '../app/problem-view.tsx'
import { useSession } from '../app/session.ts'
import { useCommand } from '../app/use-command.ts'
import { forgetDraftsOfThisTab } from '../intake/use-draft.ts'
import { TryButton } from '../practice/try-button.tsx'
import { t } from '../text.ts'

/** Where I am signed in, and how to end it at once. */
export function SessionsPage() {
  usePageTitle(t('sessions.title'))
  const session = useSession()
  const lines = useQuery({ queryKey: queryKeys.sessions, queryFn: () => api.sessions() })
  const revoke = useCommand((id: string) => api.revokeSession(id))
  const signOut = async () => {
    await api.signOut().catch(() => null)
    forgetDraftsOfThisTab()
    location.assign('/desk/dang-nhap')
  }
  return (
    <>
      <ProblemSummary problem={revoke.problem} attempt={revoke.attempt} />
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
        <dd>{[...new Set(session.grants.map((grant) => grant.roleName))].join(', ')}</dd>
        {session.account.agency ? (
          <>
            <dt>{t('sessions.agency')}</dt>
            <dd>{session.account.agency.name}</dd>
          </>
        ) : null}
      </dl>
      <p className="measure">{t('sessions.why')}</p>
      {lines.error ? <ProblemNotice problem={asProblem(lines.error)} onRetry={() => void lines.refetch()} /> : null}
      {lines.isPending ? <Skeleton /> : null}
      {lines.data ? (
        <DataTable<SessionLine>
          label={t('sessions.title')}
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
            { id: 'until', name: t('sessions.until'), render: (line) => formatInstant(line.expiresAt) },
            {
              id: 'end',
              name: t('sessions.end'),
              render: (line) => (line.current ? null : <Button onPress={() => void revoke.run(line.id)}>{t('sessions.revoke')}</Button>),
            },
          ]}
        />
      ) : null}
    </>
  )
}

/** "Chrome, Windows" out of a user agent: enough to recognise one's own machines. */
function browserName(userAgent: string): string {
  const browser = ['Edg', 'Firefox', 'Chrome', 'Safari'].find((name) => userAgent.includes(name)) ?? t('sessions.unknown')
  const system = ['Windows', 'Android', 'iPhone', 'Mac OS', 'Linux'].find((name) => userAgent.includes(name))
  return system ? `${browser === 'Edg' ? 'Edge' : browser}, ${system}` : browser
}
