import { useQuery } from '@tanstack/react-query'
import { Button, formatInstant, Select } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { ProblemSummary } from '../lib/problem-view.tsx'
import { useSession } from '../lib/session.ts'
import { useCommand } from '../lib/use-command.ts'
import { t } from '../text.ts'

const moves = ['hour', 'next_opening', 'working_day'] as const

/**
 * Over every page of the practice place: that nothing here counts, what time it is, who one is; and how to change
 * both. Shows nothing at the real centre.
 */
export function PracticeBar() {
  const session = useSession()
  const practice = useQuery({
    queryKey: queryKeys.practice,
    queryFn: () => api.practice(),
    staleTime: 20_000,
    refetchInterval: (query) => (query.state.data?.isPractice ? 30_000 : false),
  })
  const move = useCommand((by: (typeof moves)[number], key) => api.moveClock({ by }, key))
  const become = useCommand((login: string) => api.becomeInPractice({ login }))
  if (!practice.data?.isPractice) return null
  const { people, now, home } = practice.data
  return (
    <aside className="practice-bar" aria-label={t('practice.title')}>
      <p className="practice-bar__what">
        <strong>{t('practice.title')}</strong>
        <span className="practice-bar__why">{t('practice.nothingCounts')}</span>
      </p>
      <div className="practice-bar__clock">
        <span>
          <span className="visually-hidden">{t('practice.now')} </span>
          <time dateTime={now}>{formatInstant(now)}</time>
        </span>
        {practice.data.mayMoveClock
          ? moves.map((by) => (
              <Button key={by} kind="secondary" isDisabled={move.isPending} onPress={() => void move.run(by)}>
                {t(`practice.move.${by}`)}
              </Button>
            ))
          : null}
      </div>
      <Select
        name="practice-person"
        label={t('practice.person')}
        isLabelHidden
        items={people.map((person) => ({ id: person.login, text: person.displayName }))}
        selectedId={session.account.login}
        onSelect={(login) => {
          if (login === session.account.login) return
          void become.run(login).then((done) => {
            // Everything on the page was seen through another's eyes.
            if (done) location.assign('/desk/')
          })
        }}
      />
      {home === null ? null : (
        <a className="practice-bar__home" href={`${home}/desk`}>
          {t('practice.home')}
        </a>
      )}
      <ProblemSummary problem={move.problem ?? become.problem} attempt={move.attempt + become.attempt} />
    </aside>
  )
}
