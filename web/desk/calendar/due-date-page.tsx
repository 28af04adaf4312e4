import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem, type DueDateAnswer, type Limit, type Problem } from '#web-api'
import { Button, formatDay, formatPromise, parseDay, Select, TextField, currentLanguage } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { fieldError, ProblemSummary } from '../lib/problem-view.tsx'
import { BecauseList } from '../intake/slip-preview.tsx'
import { t } from '../text.ts'

const units = ['working_days', 'working_hours', 'days', 'hours', 'months'] as const

/** When something would be due: a day, an hour if it matters, and a limit; counted as a dossier's would be, with its reasons. */
export function DueDatePage() {
  usePageTitle(t('dueDate.title'))
  // The server's day: the clock of this machine may be anything.
  const settings = useQuery({ queryKey: queryKeys.deadlineSettings, queryFn: () => api.deadlineSettings() })
  const [typed, setTyped] = useState<{ day: string | null; hour: string; amount: string; unit: Limit['unit'] }>({
    day: null,
    hour: '',
    amount: '5',
    unit: 'working_days',
  })
  const [answer, setAnswer] = useState<DueDateAnswer | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [isPending, setPending] = useState(false)
  const day = typed.day ?? (settings.data ? formatDay(settings.data.today) : '')
  const set = (change: Partial<typeof typed>) => {
    setTyped((before) => ({ ...before, ...change }))
    setAnswer(null)
  }
  const count = async () => {
    if (isPending) return
    setAttempt((before) => before + 1)
    setProblem(null)
    setPending(true)
    const receivedAt = [parseDay(day) ?? day.trim(), typed.hour.trim()].filter((each) => each !== '').join('T')
    try {
      setAnswer(await api.dueDate({ receivedAt, limit: { amount: Number(typed.amount.trim().replace(',', '.')), unit: typed.unit } }))
    } catch (error) {
      setAnswer(null)
      setProblem(asProblem(error))
    } finally {
      setPending(false)
    }
  }
  return (
    <>
      <h1>{t('dueDate.title')}</h1>
      <p className="muted">{t('dueDate.intro')}</p>
      <form
        noValidate
        className="stack narrow"
        onSubmit={(event) => {
          event.preventDefault()
          void count()
        }}
      >
        <ProblemSummary problem={problem} attempt={attempt} />
        <TextField
          name="receivedAt"
          label={t('dueDate.day')}
          hint={t('decree.dayHint')}
          inputMode="numeric"
          value={day}
          onChange={(next) => set({ day: next })}
          error={fieldError(problem, 'receivedAt')}
        />
        <TextField
          name="hour"
          label={t('dueDate.hour')}
          hint={t('dueDate.hour.hint')}
          isOptional
          value={typed.hour}
          onChange={(hour) => set({ hour })}
        />
        <TextField
          name="limit.amount"
          label={t('dueDate.amount')}
          inputMode="decimal"
          value={typed.amount}
          onChange={(amount) => set({ amount })}
          error={fieldError(problem, 'limit.amount') ?? fieldError(problem, 'limit')}
        />
        <Select
          name="limit.unit"
          label={t('dueDate.unit')}
          items={units.map((id) => ({ id, text: t(`limit.${id}`, { amount: '' }).trim() }))}
          selectedId={typed.unit}
          onSelect={(unit) => set({ unit: unit as Limit['unit'] })}
        />
        <div>
          <Button kind="primary" type="submit" isPending={isPending}>
            {t('dueDate.count')}
          </Button>
        </div>
      </form>
      {answer ? (
        <section className="panel stack measure page-block" aria-live="polite" aria-label={t('dueDate.answer')}>
          <p>
            {t('dueDate.answer')}: <strong>{dueText(answer.due)}</strong>
          </p>
          <p>{answer.sentence}</p>
          <BecauseList because={answer.because} />
        </section>
      ) : null}
    </>
  )
}

/** A day in, a day out; an instant in, an instant out. */
function dueText(due: string): string {
  if (due.length === 10) return formatDay(due)
  return formatPromise(/[+Z]/u.test(due.slice(10)) ? due : `${due}+07:00`, currentLanguage())
}
