import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { asProblem, type MoneyToDecide } from '#web-api'
import { Button, Checkbox, Dialog, formatDong, formatDue, formatInstant, Notice, TextField } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { fieldError, ProblemNotice, ProblemSummary } from '../lib/problem-view.tsx'
import { useCommand } from '../lib/use-command.ts'
import { paths } from '../paths.ts'
import { t } from '../text.ts'
import { wholeDong } from './whole-dong.ts'

type Case = MoneyToDecide['notices'][number]

/** Money that waits for a person: transfers that fit no bill, refunds and returns above the limit. */
export function MoneyCases({ centreId, decides }: { centreId: string; decides: boolean }) {
  const waiting = useQuery({
    queryKey: queryKeys.moneyToDecide(centreId),
    queryFn: () => api.moneyToDecide(centreId),
    refetchInterval: 60_000,
  })
  if (waiting.error) return <ProblemNotice problem={asProblem(waiting.error)} onRetry={() => void waiting.refetch()} />
  if (!waiting.data) return null
  const { notices, refunds, returns } = waiting.data
  if (notices.length + refunds.length + returns.length === 0) return null
  return (
    <section className="page-block stack" aria-labelledby="to-decide">
      <h2 id="to-decide">{t('cash.decide')}</h2>
      {refunds.length > 0 ? <Refunds refunds={refunds} decides={decides} /> : null}
      {returns.length > 0 ? <Returns returns={returns} decides={decides} /> : null}
      {notices.length > 0 ? <Cases cases={notices} decides={decides} /> : null}
    </section>
  )
}

function Refunds({ refunds, decides }: { refunds: MoneyToDecide['refunds']; decides: boolean }) {
  const decide = useCommand(({ id, approve }: { id: string; approve: boolean }, key) => api.decideReversal(id, approve, key))
  return (
    <>
      <ProblemSummary problem={decide.problem} attempt={decide.attempt} />
      <h3>{t('cash.refundsWaiting')}</h3>
      <ul className="papers">
        {refunds.map((each) => (
          <li key={each.id} className="papers__line">
            <span>
              <Link to={paths.dossier(each.dossierCode)} className="code">
                {each.dossierCode}
              </Link>{' '}
              <strong>{formatDong(each.amountDong)}</strong>
              <span className="muted small">
                {' '}
                {each.reason} ({each.askedByName}, {formatInstant(each.askedAt)})
              </span>
            </span>
            {decides ? <Decision onDecide={(approve) => void decide.run({ id: each.id, approve })} /> : null}
          </li>
        ))}
      </ul>
    </>
  )
}

function Returns({ returns, decides }: { returns: MoneyToDecide['returns']; decides: boolean }) {
  const decide = useCommand(({ id, no, approve }: { id: string; no: number; approve: boolean }, key) =>
    api.decideReturn(id, String(no), approve, key),
  )
  return (
    <>
      <ProblemSummary problem={decide.problem} attempt={decide.attempt} />
      <h3>{t('cash.returnsWaiting')}</h3>
      <ul className="papers">
        {returns.map((each) => (
          <li key={`${each.noticeId} ${each.no}`} className="papers__line">
            <span>
              <strong>{formatDong(each.amountDong)}</strong> {each.to}
              <span className="muted small">
                {' '}
                {each.reference}. {each.reason} ({each.askedByName}, {formatInstant(each.askedAt)})
              </span>
            </span>
            {decides ? <Decision onDecide={(approve) => void decide.run({ id: each.noticeId, no: each.no, approve })} /> : null}
          </li>
        ))}
      </ul>
    </>
  )
}

function Decision({ onDecide }: { onDecide: (approve: boolean) => void }) {
  return (
    <span className="row">
      <Button onPress={() => onDecide(false)}>{t('cash.decline')}</Button>
      <Button kind="primary" onPress={() => onDecide(true)}>
        {t('cash.approve')}
      </Button>
    </span>
  )
}

function Cases({ cases, decides }: { cases: readonly Case[]; decides: boolean }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [code, setCode] = useState('')
  const [returning, setReturning] = useState<Case | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const match = useCommand((body: { noticeIds: string[]; code: string }, key) => api.matchBankNotices(body.noticeIds, body.code, key))
  const own = useCommand((id: string, key) => api.takeMoneyCase(id, key))
  const picked = cases.filter((each) => chosen.has(each.id))
  const choose = (each: Case, isChosen: boolean) => {
    setChosen(new Set(isChosen ? [...chosen, each.id] : [...chosen].filter((id) => id !== each.id)))
    if (isChosen && code === '' && each.dossierCode) setCode(each.dossierCode)
  }
  const submit = async () => {
    const settled = await match.run({ noticeIds: picked.map(({ id }) => id), code: code.trim() })
    if (!settled) return
    setDone(t('cash.case.settled', { amount: formatDong(settled.amountDong), code: code.trim(), number: settled.receipt.numberText }))
    setChosen(new Set())
    setCode('')
  }
  return (
    <>
      <ProblemSummary problem={match.problem ?? own.problem} attempt={match.attempt + own.attempt} />
      {done ? (
        <Notice tone="ok" isLive>
          <p>{done}</p>
        </Notice>
      ) : null}
      <h3>{t('cash.notices')}</h3>
      <p className="muted">{t('cash.case.how')}</p>
      <ul className="papers">
        {cases.map((each) => (
          <li key={each.id} className="papers__line">
            <CaseLine each={each} isChosen={chosen.has(each.id)} onChoose={decides ? (is) => choose(each, is) : null} />
            <span className="row">
              <Button kind="quiet" onPress={() => void own.run(each.id)}>
                {t('cash.case.take')}
              </Button>
              {each.isBooked ? <Button onPress={() => setReturning(each)}>{t('cash.case.return')}</Button> : null}
            </span>
          </li>
        ))}
      </ul>
      {decides ? (
        <form
          noValidate
          className="row"
          onSubmit={(event) => {
            event.preventDefault()
            void submit()
          }}
        >
          <TextField name="code" label={t('cash.matchCode')} value={code} onChange={setCode} error={fieldError(match.problem, 'code')} />
          <Button kind="primary" type="submit" isDisabled={picked.length === 0} isPending={match.isPending}>
            {t('cash.case.settle', { amount: formatDong(picked.reduce((sum, each) => sum + each.leftDong, 0)) })}
          </Button>
        </form>
      ) : null}
      {returning ? (
        <ReturnDialog
          each={returning}
          onClose={() => setReturning(null)}
          onDone={(state) => {
            setReturning(null)
            setDone(t(state === 'waiting' ? 'cash.case.returnWaits' : 'cash.case.returned'))
          }}
        />
      ) : null}
    </>
  )
}

/** What came, what is left of it, for whom, and who has to close the case by when. */
function CaseLine({ each, isChosen, onChoose }: { each: Case; isChosen: boolean; onChoose: ((is: boolean) => void) | null }) {
  const sum = <strong>{formatDong(each.leftDong)}</strong>
  return (
    <span>
      {onChoose && each.isBooked ? (
        <Checkbox isSelected={isChosen} onChange={onChoose}>
          {sum}
        </Checkbox>
      ) : (
        sum
      )}{' '}
      {each.leftDong === each.amountDong ? null : (
        <span className="muted small">{t('cash.case.of', { whole: formatDong(each.amountDong) })} </span>
      )}
      {each.content}
      <span className="muted small">
        {' '}
        {each.bankReference}, {formatInstant(each.paidAt)}. {each.why}.{' '}
        {each.dossierCode && each.owedDong !== null
          ? t('cash.case.owes', { code: each.dossierCode, owed: formatDong(each.owedDong) })
          : null}{' '}
        {t('cash.case.owner', { owner: each.ownerName ?? t('cash.case.nobody') })}
      </span>{' '}
      <span className="badge" data-tone={each.isLate ? 'late' : 'ok'}>
        {t(each.isLate ? 'cash.case.late' : 'cash.case.due', { at: formatDue(each.dueAt) })}
      </span>
    </span>
  )
}

function ReturnDialog({ each, onClose, onDone }: { each: Case; onClose: () => void; onDone: (state: string) => void }) {
  const [amount, setAmount] = useState(String(each.leftDong))
  const [to, setTo] = useState('')
  const [reference, setReference] = useState('')
  const [reason, setReason] = useState('')
  const command = useCommand((body: Parameters<typeof api.returnMoney>[1], key) => api.returnMoney(each.id, body, key))
  const error = (field: string) => fieldError(command.problem, field)
  const submit = async () => {
    const done = await command.run({ amountDong: wholeDong(amount) ?? 0, to, reference, reason })
    if (done) onDone(done.state)
  }
  return (
    <Dialog title={t('cash.case.return')} isOpen onClose={onClose}>
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
          name="amountDong"
          label={t('payment.amount')}
          inputMode="numeric"
          value={amount}
          onChange={setAmount}
          error={error('amountDong')}
        />
        <TextField name="to" label={t('cash.case.to')} value={to} onChange={setTo} error={error('to')} />
        <TextField name="reference" label={t('cash.case.reference')} value={reference} onChange={setReference} error={error('reference')} />
        <TextField name="reason" label={t('payment.reason')} multiline value={reason} onChange={setReason} error={error('reason')} />
        <div className="dialog__foot">
          <Button onPress={onClose}>{t('act.cancel')}</Button>
          <Button kind="primary" type="submit" isPending={command.isPending}>
            {t('cash.case.return')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
