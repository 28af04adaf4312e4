import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem, type DeadlineExamples, type DeadlineSetting, type Problem } from '#web-api'
import {
  Button,
  DataTable,
  Dialog,
  EmptyState,
  formatDay,
  formatDue,
  formatInstant,
  Notice,
  parseDay,
  RadioGroup,
  Skeleton,
  TextField,
} from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { fieldError, ProblemNotice, ProblemSummary } from '../lib/problem-view.tsx'
import { useCommand } from '../lib/use-command.ts'
import { t } from '../text.ts'

/** How time limits are counted where laws leave a choice: each choice in words with its article, what it was before, and changing it. */
export function DeadlinesPage() {
  usePageTitle(t('deadlines.title'))
  const settings = useQuery({ queryKey: queryKeys.deadlineSettings, queryFn: () => api.deadlineSettings() })
  const [changing, setChanging] = useState<DeadlineSetting | null>(null)
  if (settings.error) return <ProblemNotice problem={asProblem(settings.error)} onRetry={() => void settings.refetch()} />
  if (!settings.data) return <Skeleton lines={10} />
  const { items, history, mayChange, today } = settings.data
  return (
    <>
      <h1>{t('deadlines.title')}</h1>
      <p className="muted">{t('deadlines.intro')}</p>
      {mayChange ? null : <Notice>{t('deadlines.notYours')}</Notice>}
      {items.map((item) => (
        <section key={item.name} className="page-block" aria-labelledby={`setting-${item.name}`}>
          <div className="row" data-justify="between">
            <h2 id={`setting-${item.name}`}>{item.title}</h2>
            {mayChange ? (
              <Button onPress={() => setChanging(item)} aria-label={`${t('deadlines.change')}: ${item.title}`}>
                {t('deadlines.change')}
              </Button>
            ) : null}
          </div>
          <ul>
            {item.choices.map((choice) => (
              <li key={choice.value}>
                {choice.value === item.value ? <strong>{choice.text}</strong> : <span className="muted">{choice.text}</span>}
                {choice.value === item.value ? ` (${t('deadlines.holds')})` : ''}
              </li>
            ))}
          </ul>
          <p className="muted small">{t('deadlines.law', { law: item.law })}</p>
          <p className="muted small">
            {item.isDefault || item.fromOn === null
              ? t('deadlines.default')
              : t('deadlines.since', { day: formatDay(item.fromOn), basis: item.basis ?? '' })}
          </p>
          {item.upcoming.map((next) => (
            <p key={next.fromOn} className="small">
              {t('deadlines.upcoming', { day: formatDay(next.fromOn), text: next.text, basis: next.basis })}
            </p>
          ))}
        </section>
      ))}
      <h2>{t('deadlines.history')}</h2>
      {history.length === 0 ? (
        <EmptyState title={t('deadlines.history.none')}>
          <p>{t('deadlines.history.none.why')}</p>
        </EmptyState>
      ) : (
        <DataTable
          label={t('deadlines.history')}
          items={history.map((entry, index) => ({ ...entry, id: String(index) }))}
          empty={null}
          columns={[
            { id: 'title', name: t('deadlines.column.what'), isRowHeader: true, render: (entry) => entry.title },
            { id: 'change', name: t('deadlines.column.change'), render: (entry) => `${entry.was} → ${entry.is}` },
            { id: 'from', name: t('deadlines.column.from'), render: (entry) => formatDay(entry.fromOn) },
            { id: 'basis', name: t('calendar.column.basis'), render: (entry) => `${entry.basis}. ${entry.reason}` },
            {
              id: 'by',
              name: t('decree.column.by'),
              render: (entry) => [entry.enteredBy, formatInstant(entry.enteredAt)].filter(Boolean).join(', '),
            },
          ]}
        />
      )}
      {changing ? <ChangeDialog setting={changing} today={today} onClose={() => setChanging(null)} /> : null}
    </>
  )
}

/** A choice is made, compared with the one that holds on examples the server computes, and only then confirmed. */
function ChangeDialog({ setting, today, onClose }: { setting: DeadlineSetting; today: string; onClose: () => void }) {
  const [value, setValue] = useState(setting.choices.find((choice) => choice.value !== setting.value)?.value ?? '')
  const [fromOn, setFromOn] = useState(formatDay(today))
  const [basis, setBasis] = useState('')
  const [reason, setReason] = useState('')
  const [seen, setSeen] = useState<DeadlineExamples | null>(null)
  const [refused, setRefused] = useState<Problem | null>(null)
  const [looks, setLooks] = useState(0)
  const [isLooking, setIsLooking] = useState(false)
  const enter = useCommand((body: Parameters<typeof api.setDeadline>[0], key: string) => api.setDeadline(body, key))
  const problem = refused ?? enter.problem
  const choice = { name: setting.name, value, fromOn: parseDay(fromOn) ?? fromOn.trim() }
  const typed =
    (set: (text: string) => void, isLookedAt = false) =>
    (text: string) => {
      set(text)
      if (isLookedAt) setSeen(null)
    }
  const look = async () => {
    setIsLooking(true)
    setRefused(null)
    enter.forget()
    setLooks((count) => count + 1)
    try {
      setSeen(await api.compareDeadlines(choice))
    } catch (error) {
      setRefused(asProblem(error))
    } finally {
      setIsLooking(false)
    }
  }
  const confirm = async () => {
    if (await enter.run({ ...choice, basis, reason })) onClose()
  }
  return (
    <Dialog title={`${t('deadlines.change')}: ${setting.title}`} isOpen onClose={onClose}>
      <form
        noValidate
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void (seen ? confirm() : look())
        }}
      >
        <ProblemSummary problem={problem} attempt={enter.attempt + looks} />
        <RadioGroup
          name="value"
          label={t('deadlines.choice')}
          value={value}
          onChange={typed(setValue, true)}
          error={fieldError(problem, 'value')}
          items={setting.choices.map((each) => ({
            id: each.value,
            text: each.value === setting.value ? `${each.text} (${t('deadlines.holds')})` : each.text,
          }))}
        />
        <TextField
          name="fromOn"
          label={t('deadlines.from')}
          hint={t('deadlines.from.hint')}
          inputMode="numeric"
          value={fromOn}
          onChange={typed(setFromOn, true)}
          error={fieldError(problem, 'fromOn')}
        />
        <p className="muted small">{t('deadlines.law', { law: setting.law })}</p>
        <div aria-live="polite">
          {seen ? (
            <div className="stack">
              <p>
                <strong>{t('deadlines.examples')}</strong>
              </p>
              <ul className="stack">
                {seen.examples.map((example) => (
                  <li key={example.title}>
                    {t('deadlines.example', { what: example.title, day: formatDay(example.receivedAt.slice(0, 10)) })}
                    <br />
                    {example.differs
                      ? t('deadlines.example.differs', { before: formatDue(example.before), after: formatDue(example.after) })
                      : t('deadlines.example.same', { due: formatDue(example.before) })}
                  </li>
                ))}
              </ul>
              <p className="muted small">{t('deadlines.running')}</p>
            </div>
          ) : null}
        </div>
        {seen ? (
          <>
            <TextField
              name="basis"
              label={t('deadlines.basis')}
              hint={t('deadlines.basis.hint')}
              value={basis}
              onChange={typed(setBasis)}
              error={fieldError(problem, 'basis')}
            />
            <TextField
              name="reason"
              label={t('deadlines.reason')}
              multiline
              value={reason}
              onChange={typed(setReason)}
              error={fieldError(problem, 'reason')}
            />
          </>
        ) : null}
        <div className="dialog__foot">
          <Button onPress={onClose}>{t('act.cancel')}</Button>
          <Button kind="primary" type="submit" isPending={isLooking || enter.isPending}>
            {seen ? t('deadlines.confirm') : t('deadlines.compare')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
