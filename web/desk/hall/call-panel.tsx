import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem, type DeskTicket } from '#web-api'
import { Button, Dialog, EmptyState, formatTime, Select, Skeleton, TextField } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { callKeys } from '../lib/keys.ts'
import { fieldError, ProblemNotice, ProblemSummary } from '../lib/problem-view.tsx'
import { useCommand } from '../lib/use-command.ts'
import { useKeys } from '../lib/use-keys.tsx'
import { t } from '../text.ts'

type Asked = { act: 'hold' | 'call' | 'leave' | 'transfer'; ticket: DeskTicket }
const everyMs = 5_000

/**
 * Who is at this counter and who is next. What may be done is the server's answer; what departs from the published order asks for its reason.
 * @param props.isBeside beside the intake: only who is here, and nothing at all where the centre has no hall
 */
export function CallPanel({
  centreCode,
  counterNumber,
  isBeside = false,
}: {
  centreCode: string
  counterNumber: number
  isBeside?: boolean
}) {
  const no = String(counterNumber)
  const tickets = useQuery({
    queryKey: queryKeys.counterTickets(centreCode, no),
    queryFn: () => api.counterTickets(centreCode, no),
    refetchInterval: everyMs,
    retry: false,
  })
  const [asked, setAsked] = useState<Asked | null>(null)
  const [isNobody, setNobody] = useState(false)
  const next = useCommand((_: null, key: string) => api.callNext(centreCode, no, key))
  const act = useCommand(({ ticket, ...body }: { act: string; ticket: string; reason?: string; toPrefix?: string }, key: string) =>
    api.actOnTicket(centreCode, no, ticket, body, key),
  )
  const current = tickets.data?.current ?? null
  const callNext = async () => {
    act.forget()
    const answer = await next.run(null)
    setNobody(answer?.called === null)
  }
  const simply = (name: 'recall' | 'no_show' | 'finish') => {
    next.forget()
    if (current) void act.run({ act: name, ticket: current.id })
  }
  const ask = (name: Asked['act'], ticket: DeskTicket | null) => {
    if (ticket) setAsked({ act: name, ticket })
  }
  useKeys(t('calls.title'), [
    { keys: callKeys.next, does: t('calls.next'), run: () => void callNext() },
    { keys: callKeys.finish, does: t('calls.finish'), run: () => simply('finish') },
    { keys: callKeys.recall, does: t('calls.recall'), run: () => simply('recall') },
    { keys: callKeys.noShow, does: t('calls.no_show'), run: () => simply('no_show') },
    { keys: callKeys.hold, does: t('calls.hold'), run: () => ask('hold', current) },
    { keys: callKeys.transfer, does: t('calls.transfer'), run: () => ask('transfer', current) },
  ])

  if (tickets.error) {
    const problem = asProblem(tickets.error)
    return isBeside && problem.status === 404 ? null : <ProblemNotice problem={problem} onRetry={() => void tickets.refetch()} />
  }
  if (!tickets.data) return isBeside ? null : <Skeleton lines={5} />
  const { waiting, waitingCount, aside, queues } = tickets.data
  return (
    <section className="calls" aria-labelledby="calls-here">
      <ProblemSummary problem={next.problem ?? (asked ? null : act.problem)} attempt={next.attempt + act.attempt} />
      <div className="calls__here">
        <div>
          <h2 id="calls-here">{t('calls.here', { number: counterNumber })}</h2>
          <p className="calls__label" aria-live="polite">
            {current ? current.label : t('calls.nobodyHere')}
          </p>
          {current ? (
            <p className="muted">
              {current.calledAt === null ? null : t('calls.since', { time: formatTime(current.calledAt) })}
              {current.priority === null ? '' : ` · ${t(`calls.priority.${current.priority}`)}`}
            </p>
          ) : null}
        </div>
        <div className="row calls__acts">
          {current ? (
            <>
              <Button kind="primary" keyHint={callKeys.finish} isPending={act.isPending} onPress={() => simply('finish')}>
                {t('calls.finish')}
              </Button>
              <Button keyHint={callKeys.recall} onPress={() => simply('recall')}>
                {t('calls.recall')}
              </Button>
              <Button keyHint={callKeys.noShow} onPress={() => simply('no_show')}>
                {t('calls.no_show')}
              </Button>
              <Button keyHint={callKeys.hold} onPress={() => ask('hold', current)}>
                {t('calls.hold')}
              </Button>
              <Button keyHint={callKeys.transfer} onPress={() => ask('transfer', current)}>
                {t('calls.transfer')}
              </Button>
            </>
          ) : (
            <Button kind="primary" keyHint={callKeys.next} isPending={next.isPending} onPress={() => void callNext()}>
              {t('calls.next')}
            </Button>
          )}
        </div>
      </div>
      <p role="status">
        {current === null && isNobody && waitingCount === 0 ? t('calls.nobodyWaits') : t('calls.waitingCount', { count: waitingCount })}
      </p>
      {isBeside ? null : (
        <div className="calls__lists">
          <div>
            <h2>{t('calls.waiting')}</h2>
            {waiting.length === 0 ? (
              <EmptyState title={t('calls.nobodyWaits')}>
                <p>{t('calls.nobodyWaits.why')}</p>
              </EmptyState>
            ) : (
              <ol className="plain-list">
                {waiting.map((ticket) => (
                  <Line key={ticket.id} ticket={ticket} acts={['call', 'leave']} onAct={ask} />
                ))}
              </ol>
            )}
          </div>
          <div>
            <h2>{t('calls.aside')}</h2>
            {aside.length === 0 ? <p className="muted">{t('calls.aside.none')}</p> : null}
            <ul className="plain-list">
              {aside.map((ticket) => (
                <Line key={ticket.id} ticket={ticket} acts={ticket.state === 'held' ? ['call', 'leave'] : ['call']} onAct={ask} />
              ))}
            </ul>
          </div>
        </div>
      )}
      {asked ? <AskedDialog asked={asked} queues={queues} act={act} onClose={() => setAsked(null)} /> : null}
    </section>
  )
}

function Line({
  ticket,
  acts,
  onAct,
}: {
  ticket: DeskTicket
  acts: readonly ('call' | 'leave')[]
  onAct: (act: Asked['act'], ticket: DeskTicket) => void
}) {
  return (
    <li className="row" data-justify="between">
      <span>
        <b className="code">{ticket.label}</b> <span className="muted">{t('calls.came', { time: formatTime(ticket.joinedAt) })}</span>
        {ticket.priority === null ? null : <span className="badge">{t(`calls.priority.${ticket.priority}`)}</span>}
        {ticket.state === 'waiting' ? null : <span className="badge">{t(`calls.state.${ticket.state}`)}</span>}
      </span>
      <span className="row">
        {acts.map((act) => (
          <Button key={act} kind="quiet" onPress={() => onAct(act, ticket)}>
            {t(`calls.${act}`)}
            <span className="visually-hidden">: {ticket.label}</span>
          </Button>
        ))}
      </span>
    </li>
  )
}

type Act = ReturnType<typeof useCommand<{ act: string; ticket: string; reason?: string; toPrefix?: string }, unknown>>

function AskedDialog({
  asked: { act: name, ticket },
  queues,
  act,
  onClose,
}: {
  asked: Asked
  queues: readonly { prefix: string; name: string }[]
  act: Act
  onClose: () => void
}) {
  const [reason, setReason] = useState('')
  const [toPrefix, setToPrefix] = useState(queues.find(({ prefix }) => prefix !== ticket.queuePrefix)?.prefix ?? ticket.queuePrefix)
  const title = `${t(`calls.${name}`)}: ${ticket.label}`
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <form
        noValidate
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void act.run({ act: name, ticket: ticket.id, ...(name === 'transfer' ? { toPrefix } : { reason }) }).then((done) => {
            if (done !== null) onClose()
          })
        }}
      >
        <ProblemSummary problem={act.problem} attempt={act.attempt} />
        {name === 'transfer' ? (
          <Select
            name="toPrefix"
            label={t('calls.transfer.to')}
            hint={t('calls.transfer.hint')}
            items={queues.map(({ prefix, name: queue }) => ({ id: prefix, text: `${prefix}. ${queue}` }))}
            selectedId={toPrefix}
            onSelect={setToPrefix}
            error={fieldError(act.problem, 'toPrefix')}
          />
        ) : (
          <TextField
            name="reason"
            label={t('calls.reason')}
            hint={t('calls.reason.hint')}
            value={reason}
            onChange={setReason}
            takesFocus
            error={fieldError(act.problem, 'reason')}
          />
        )}
        <div className="dialog__foot">
          <Button type="submit" kind="primary" isPending={act.isPending}>
            {t(`calls.${name}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
