import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { asProblem, type Problem, type VersionMovePreview } from '#web-api'
import { Button, DataTable, EmptyState, formatDay, formatInstant, Notice, plainForms, RadioGroup, Skeleton, TextField } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { fieldError, ProblemNotice, ProblemSummary } from '../lib/problem-view.tsx'
import { useCommand } from '../lib/use-command.ts'
import { paths } from '../paths.ts'
import { t } from '../text.ts'

const times = ['keep', 'shorten_promise', 'shorten_both'] as const

/** Running dossiers of an earlier version move to the one in force: who moves, who stays and why, then the order and how far it is. */
export function VersionMovesPage() {
  const { code = '' } = useParams()
  usePageTitle(t('moves.title'))
  const [followed, setFollowed] = useState<string | null>(null)
  const all = useQuery({ queryKey: queryKeys.versionMoves(code), queryFn: () => api.versionMoves(code) })
  const procedure = useQuery({ queryKey: queryKeys.procedure(code), queryFn: () => api.procedure(code) })
  const unread = [all, procedure].find(({ error }) => error !== null)
  if (unread) return <ProblemNotice problem={asProblem(unread.error)} onRetry={() => void unread.refetch()} />
  if (!all.data || !procedure.data) return <Skeleton lines={8} />
  const { versions, moves } = all.data
  const earlier = versions.filter((version) => !version.isInForce && version.running > 0)
  return (
    <>
      <h1>{t('moves.title')}</h1>
      <p>
        <Link to={paths.procedure(code)}>{procedure.data.name}</Link> <span className="code">{code}</span>
      </p>
      <p className="muted">{t('moves.intro')}</p>
      <h2>{t('moves.versions')}</h2>
      <ul>
        {versions.map((version) => (
          <li key={version.id}>
            {t(version.isInForce ? 'moves.version.current' : 'moves.version', {
              from: formatDay(version.validFrom),
              to: version.validTo === null ? '' : formatDay(version.validTo),
              running: version.running,
            })}
          </li>
        ))}
      </ul>
      {earlier.length === 0 ? (
        <EmptyState title={t('moves.none')}>
          <p>{t('moves.none.why')}</p>
        </EmptyState>
      ) : (
        <OrderForm code={code} versions={earlier} onOrdered={setFollowed} />
      )}
      {followed ? <Progress code={code} id={followed} /> : null}
      {moves.length > 0 ? (
        <>
          <h2>{t('moves.ordered')}</h2>
          <DataTable
            label={t('moves.ordered')}
            items={moves}
            empty={null}
            columns={[
              {
                id: 'by',
                name: t('decree.column.by'),
                isRowHeader: true,
                render: (move) => `${move.orderedBy}, ${formatInstant(move.orderedAt)}`,
              },
              { id: 'reason', name: t('moves.reason'), render: (move) => [move.reason, move.legalBasis].filter(Boolean).join('. ') },
              {
                id: 'result',
                name: t('decree.column.effect'),
                render: (move) =>
                  move.state === 'running'
                    ? t('moves.running', { seen: move.seen, running: move.running })
                    : t('moves.done', { moved: move.moved, stayed: move.stayed, dueChanged: move.dueChanged }),
              },
              {
                id: 'see',
                name: t('moves.see'),
                render: (move) => (
                  <Button
                    kind="quiet"
                    onPress={() => setFollowed(move.id)}
                    aria-label={`${t('moves.see')}: ${formatInstant(move.orderedAt)}`}
                  >
                    {t('moves.see')}
                  </Button>
                ),
              },
            ]}
          />
        </>
      ) : null}
    </>
  )
}

function OrderForm({
  code,
  versions,
  onOrdered,
}: {
  code: string
  versions: readonly { id: string; validFrom: string; validTo: string | null; running: number }[]
  onOrdered: (id: string) => void
}) {
  const [fromVersionId, setFromVersionId] = useState(versions[0]?.id ?? '')
  const [time, setTime] = useState<(typeof times)[number]>('keep')
  const [steps, setSteps] = useState<Readonly<Record<string, string>>>({})
  const [reason, setReason] = useState('')
  const [legalBasis, setLegalBasis] = useState('')
  const [seen, setSeen] = useState<VersionMovePreview | null>(null)
  const [refused, setRefused] = useState<Problem | null>(null)
  const [isLooking, setIsLooking] = useState(false)
  const [looks, setLooks] = useState(0)
  const order = useCommand((body: Parameters<typeof api.orderVersionMove>[1], key: string) => api.orderVersionMove(code, body, key))
  const problem = refused ?? order.problem
  const asked = {
    fromVersionId,
    time,
    steps: Object.fromEntries(
      Object.entries(steps).flatMap(([no, to]) => (/^\d{1,4}$/u.test(plainForms(to).trim()) ? [[no, Number(plainForms(to))]] : [])),
    ),
  }
  const look = async () => {
    setIsLooking(true)
    setRefused(null)
    order.forget()
    setLooks((count) => count + 1)
    try {
      setSeen(await api.previewVersionMove(code, asked))
    } catch (error) {
      setSeen(null)
      setRefused(asProblem(error))
    } finally {
      setIsLooking(false)
    }
  }
  const confirm = async () => {
    if (!seen) return
    const done = await order.run({ ...asked, reason, legalBasis, fingerprint: seen.fingerprint })
    if (done) {
      setSeen(null)
      onOrdered(done.id)
    }
  }
  const again = <Value,>(set: (value: Value) => void) => {
    return (value: Value) => {
      set(value)
      setSeen(null)
    }
  }
  const lost = seen?.groups.filter((group) => group.stepIs === null && group.stepWas !== null) ?? []
  return (
    <>
      <h2>{t('moves.order')}</h2>
      <form
        noValidate
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void look()
        }}
      >
        <ProblemSummary problem={problem} attempt={looks + order.attempt} />
        <RadioGroup
          name="fromVersionId"
          label={t('moves.from')}
          value={fromVersionId}
          onChange={again(setFromVersionId)}
          error={fieldError(problem, 'fromVersionId')}
          items={versions.map((version) => ({
            id: version.id,
            text: t('moves.version', {
              from: formatDay(version.validFrom),
              to: version.validTo === null ? '' : formatDay(version.validTo),
              running: version.running,
            }),
          }))}
        />
        <RadioGroup
          name="time"
          label={t('moves.time')}
          value={time}
          onChange={again(setTime)}
          error={fieldError(problem, 'time')}
          items={times.map((each) => ({ id: each, text: t(`moves.time.${each}`) }))}
        />
        {Object.keys(steps).length > 0 || lost.length > 0 ? (
          <fieldset className="field stack">
            <legend>{t('moves.steps')}</legend>
            {[
              ...new Map([
                ...Object.keys(steps).map((no) => [no, no] as const),
                ...lost.map(({ stepWas }) => [String(stepWas?.no), stepWas?.name ?? ''] as const),
              ]),
            ].map(([no, name]) => (
              <TextField
                key={no}
                name={`steps.${no}`}
                label={t('moves.step', { no, name })}
                inputMode="numeric"
                isOptional
                value={steps[no] ?? ''}
                onChange={(to) => setSteps({ ...steps, [no]: to })}
                error={fieldError(problem, `steps.${no}`)}
              />
            ))}
          </fieldset>
        ) : null}
        <div className="button-row">
          <Button type="submit" kind={seen ? 'secondary' : 'primary'} isPending={isLooking}>
            {t('decree.preview')}
          </Button>
        </div>
      </form>
      <div aria-live="polite">
        {seen ? (
          <section className="stack page-block" aria-label={t('moves.preview')}>
            <h3>{t('moves.preview')}</h3>
            <p>{t('moves.preview.count', { movable: seen.movable, running: seen.running, dueChanges: seen.dueChanges })}</p>
            {seen.stays.length > 0 ? (
              <>
                <h4>{t('moves.stays')}</h4>
                <ul>
                  {seen.stays.map((each) => (
                    <li key={each.code}>{t('moves.stays.line', { count: each.count, why: each.why })}</li>
                  ))}
                </ul>
              </>
            ) : null}
            {seen.groups.length > 0 ? (
              <ul>
                {seen.groups.map((group) => (
                  <li key={`${group.agencyName} ${group.stepWas?.no} ${group.stepIs?.no}`}>
                    {t('moves.group', {
                      count: group.count,
                      agency: group.agencyName,
                      was: group.stepWas?.name ?? t('moves.noStep'),
                      is: group.stepIs?.name ?? t('moves.noStep'),
                    })}
                  </li>
                ))}
              </ul>
            ) : null}
            {seen.missing.length > 0 ? (
              <Notice tone="soon">
                <p>{t('moves.missing')}</p>
                <ul>
                  {seen.missing.map((paper) => (
                    <li key={paper.name}>{t('moves.missing.line', { count: paper.count, name: paper.name })}</li>
                  ))}
                </ul>
              </Notice>
            ) : null}
            {seen.movable > 0 ? (
              <form
                noValidate
                className="stack"
                onSubmit={(event) => {
                  event.preventDefault()
                  void confirm()
                }}
              >
                <TextField
                  name="reason"
                  label={t('moves.reason')}
                  multiline
                  value={reason}
                  onChange={setReason}
                  error={fieldError(problem, 'reason')}
                />
                <TextField
                  name="legalBasis"
                  label={t('moves.basis')}
                  hint={t('moves.basis.hint')}
                  isOptional={time !== 'shorten_both'}
                  value={legalBasis}
                  onChange={setLegalBasis}
                  error={fieldError(problem, 'legalBasis')}
                />
                <div className="button-row">
                  <Button kind="primary" type="submit" isPending={order.isPending}>
                    {t('moves.confirm', { count: seen.movable })}
                  </Button>
                </div>
              </form>
            ) : (
              <p>{t('moves.nobody')}</p>
            )}
          </section>
        ) : null}
      </div>
    </>
  )
}

/** How far an order is while it runs, then what became of each dossier. */
function Progress({ code, id }: { code: string; id: string }) {
  const move = useQuery({
    queryKey: queryKeys.versionMove(code, id),
    queryFn: () => api.versionMove(code, id),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 1000 : false),
  })
  if (move.error) return <ProblemNotice problem={asProblem(move.error)} onRetry={() => void move.refetch()} />
  if (!move.data) return <Skeleton lines={3} />
  const { state, seen, running, moved, stayed, dueChanged, dossiers } = move.data
  return (
    <section aria-label={t('moves.result')}>
      <h2>{t('moves.result')}</h2>
      {state === 'running' ? (
        <div className="decree-progress" role="status">
          <label htmlFor="move-progress">{t('moves.running', { seen, running })}</label>
          <progress id="move-progress" max={Math.max(running, 1)} value={Math.min(seen, running)} />
        </div>
      ) : (
        <Notice tone="ok" isLive>
          <p>{t('moves.done', { moved, stayed, dueChanged })}</p>
        </Notice>
      )}
      <ul>
        {dossiers.map((each) => (
          <li key={each.code}>
            <span className="code">{each.code}</span> {each.why ?? t('moves.moved')}
          </li>
        ))}
      </ul>
    </section>
  )
}
