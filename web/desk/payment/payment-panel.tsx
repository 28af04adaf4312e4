import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { asProblem, type Bill, type BillLine, type BillPayment, type Collected } from '#web-api'
import { Button, Dialog, formatDong, formatInstant, Notice, QrCode, RadioGroup, Select, Skeleton, TextField } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { fieldError, ProblemNotice, ProblemSummary } from '../lib/problem-view.tsx'
import { useCommand } from '../lib/use-command.ts'
import { t } from '../text.ts'
import { wholeDong } from './whole-dong.ts'

/** What a dossier owes, taking it, and its receipts. Shows `empty` where nothing is collected for it. */
export function PaymentPanel({ code, title, empty = null }: { code: string; title?: string; empty?: ReactNode }) {
  const bill = useQuery({ queryKey: queryKeys.bill(code), queryFn: () => api.bill(code) })
  if (bill.error) {
    const problem = asProblem(bill.error)
    return problem.code === 'BILL_NOT_FOUND' ? empty : <ProblemNotice problem={problem} onRetry={() => void bill.refetch()} />
  }
  if (!bill.data) return <Skeleton lines={3} />
  return (
    <section className="payment" aria-label={t('payment.title')}>
      <h2 className={title ? undefined : 'visually-hidden'}>{title ?? t('payment.title')}</h2>
      <BillView bill={bill.data} />
    </section>
  )
}

function BillView({ bill }: { bill: Bill }) {
  const [done, setDone] = useState<Collected | null>(null)
  const [adjusting, setAdjusting] = useState<BillLine | null>(null)
  const [reversing, setReversing] = useState<BillPayment | null>(null)
  const [isWaiting, setIsWaiting] = useState(false)
  return (
    <>
      <p className="payment__owed">
        <span className="muted small">{t('payment.owed')}</span>
        {/* Nothing known to be owed is not nothing owed. */}
        <strong>{bill.unknown && bill.owedDong === 0 ? t('payment.notSet') : formatDong(bill.owedDong)}</strong>
        {bill.owedDong > 0 ? (
          <span className="muted small">{bill.owedWords}</span>
        ) : bill.unknown ? null : (
          <span>{t('payment.nothing')}</span>
        )}
      </p>
      {bill.unknown ? (
        <Notice tone="soon">
          <p>{t('payment.unknown')}</p>
        </Notice>
      ) : null}
      {done ? (
        <Notice tone="ok" isLive>
          <p>{t('payment.done', { amount: formatDong(done.amountDong), number: done.receipt.numberText })}</p>
          <p>
            <Button kind="primary" icon="print" takesFocus onPress={() => window.open(done.receipt.url, '_blank', 'noopener')}>
              {t('payment.printReceipt')}
            </Button>
          </p>
        </Notice>
      ) : null}
      {isWaiting ? (
        <Notice isLive>
          <p>{t('payment.reverse.waiting')}</p>
        </Notice>
      ) : null}
      <ul className="papers" aria-label={t('payment.lines')}>
        {bill.lines.map((line) => (
          <li key={line.no} className="papers__line">
            <span>
              {line.name}
              {line.unit !== null && line.tariffDong !== null ? (
                <span className="muted small">
                  {' '}
                  {t('payment.perUnit', { each: formatDong(line.tariffDong), unit: line.unit })}
                  {line.quantity === null ? null : ` × ${String(line.quantity)}`}.
                </span>
              ) : null}
              <span className="muted small">
                {' '}
                {line.stateName}, {line.timingName}
              </span>
            </span>
            <span className="row">
              <span className="payment__sum">{line.dueDong === null ? t('payment.notSet') : formatDong(line.dueDong)}</span>
              {line.may.length > 0 ? (
                <Button kind="quiet" onPress={() => setAdjusting(line)} aria-label={`${adjustName(line)}: ${line.name}`}>
                  {adjustName(line)}
                </Button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {bill.notCollected ? (
        <Notice tone="soon">
          <p>{bill.notCollected.message}</p>
        </Notice>
      ) : null}
      {bill.mayCollect ? <CollectForm key={bill.owedDong} bill={bill} onDone={setDone} /> : null}
      {bill.adjustments.length > 0 ? (
        <ul className="plain-list muted small">
          {bill.adjustments.map((each) => (
            <li key={`${each.lineNo} ${each.at}`}>
              {t('payment.adjusted', {
                kind: t(`payment.adjust.${each.kind}`),
                name: bill.lines.find((line) => line.no === each.lineNo)?.name ?? '',
                from: each.fromDong === null ? t('payment.notSet') : formatDong(each.fromDong),
                to: each.toDong === null ? t('payment.notSet') : formatDong(each.toDong),
                ground: each.groundName,
                reason: each.reason,
                author: each.authorName,
              })}
            </li>
          ))}
        </ul>
      ) : null}
      {bill.payments.length > 0 ? (
        <>
          <h3>{t('payment.history')}</h3>
          <ul className="papers">
            {bill.payments.map((payment) => (
              <li key={payment.id} className="papers__line">
                <span>
                  {formatDong(payment.amountDong)}, {payment.method === 'cash' ? t('payment.cash') : t('payment.bank')}
                  <span className="muted small">
                    {' '}
                    {formatInstant(payment.at)}, {payment.cashierName}
                    {payment.reversal ? `, ${t(`payment.reversed.${payment.reversal.kind}`)}` : ''}
                  </span>
                </span>
                {payment.mayReverse ? (
                  <Button kind="quiet" onPress={() => setReversing(payment)}>
                    {t('payment.reverse')}
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
          <h3>{t('payment.receipts')}</h3>
          <ul className="plain-list">
            {bill.receipts.map((receipt) => (
              <li key={receipt.id}>
                <a href={receipt.url} target="_blank" rel="noreferrer">
                  {t(`payment.receipt.${receipt.kind}`, { number: `${receipt.seriesSymbol} ${receipt.numberText}` })} (PDF)
                </a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {adjusting ? <AdjustDialog bill={bill} line={adjusting} onClose={() => setAdjusting(null)} /> : null}
      {reversing ? (
        <ReverseDialog
          payment={reversing}
          onClose={() => setReversing(null)}
          onDone={(state) => {
            setReversing(null)
            setDone(null)
            setIsWaiting(state === 'waiting')
          }}
        />
      ) : null}
    </>
  )
}

function adjustName(line: BillLine): string {
  return line.may.includes('assess') ? t('payment.assess') : t('payment.adjust')
}

function CollectForm({ bill, onDone }: { bill: Bill; onDone: (collected: Collected) => void }) {
  const [method, setMethod] = useState<'cash' | 'bank'>('cash')
  const [bankReference, setBankReference] = useState('')
  const command = useCommand((body: Parameters<typeof api.collect>[1], key) => api.collect(bill.code, body, key))
  const amount = formatDong(bill.owedDong)
  const submit = async () => {
    const done = await command.run({ method, amountDong: bill.owedDong, ...(method === 'bank' ? { bankReference } : {}) })
    if (done) onDone(done)
  }
  return (
    <form
      noValidate
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <ProblemSummary problem={command.problem} attempt={command.attempt} />
      <RadioGroup
        name="method"
        label={t('payment.method')}
        value={method}
        onChange={setMethod}
        items={[
          { id: 'cash', text: t('payment.cash') },
          { id: 'bank', text: t('payment.bank') },
        ]}
      />
      {method === 'bank' && bill.transfer ? (
        <>
          <div className="rating">
            <QrCode text={bill.transfer.code} label={t('payment.qr', { amount })} />
            <p>
              <strong>{amount}</strong>
              <br />
              {t('payment.transferTo', {
                holder: bill.transfer.holderName,
                account: bill.transfer.bankAccount,
                purpose: bill.transfer.purpose,
              })}
            </p>
          </div>
          <TextField
            name="bankReference"
            label={t('payment.bankReference')}
            hint={t('payment.bankReference.hint')}
            value={bankReference}
            onChange={setBankReference}
            error={fieldError(command.problem, 'bankReference')}
          />
        </>
      ) : null}
      <div className="row">
        <Button kind="primary" type="submit" isPending={command.isPending}>
          {method === 'cash' ? t('payment.collect.cash', { amount }) : t('payment.collect.bank', { amount })}
        </Button>
      </div>
    </form>
  )
}

function AdjustDialog({ bill, line, onClose }: { bill: Bill; line: BillLine; onClose: () => void }) {
  const [kind, setKind] = useState(line.may[0] ?? 'exempt')
  const [chosen, setGround] = useState<string | null>(null)
  const grounds = bill.grounds.filter((each) => each.kinds.includes(kind))
  // One that was chosen for another kind of change is none of this.
  const ground = grounds.find((each) => each.code === chosen)?.code ?? null
  const [amount, setAmount] = useState('')
  const [quantity, setQuantity] = useState('')
  const isCounted = kind === 'assess' && line.unit !== null && line.tariffDong !== null
  const [timing, setTiming] = useState<'accept' | 'supplement' | 'return'>('return')
  const [reason, setReason] = useState('')
  const command = useCommand((body: Record<string, unknown>, key) => api.adjustCharge(bill.code, body, key))
  const error = (field: string) => fieldError(command.problem, field)
  const submit = async () => {
    const done = await command.run({
      lineNo: line.no,
      kind,
      ground: ground ?? '',
      reason,
      ...(isCounted ? { quantity: wholeDong(quantity) } : kind === 'reduce' || kind === 'assess' ? { amountDong: wholeDong(amount) } : {}),
      ...(kind === 'retime' ? { timing } : {}),
    })
    if (done) onClose()
  }
  return (
    <Dialog title={`${adjustName(line)}: ${line.name}`} isOpen onClose={onClose}>
      <form
        noValidate
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <ProblemSummary problem={command.problem} attempt={command.attempt} />
        {line.may.length > 1 ? (
          <RadioGroup
            name="kind"
            label={t('payment.adjust.kind')}
            value={kind}
            onChange={setKind}
            items={line.may.map((each) => ({ id: each, text: t(`payment.adjust.${each}`) }))}
          />
        ) : null}
        {isCounted ? (
          <TextField
            name="quantity"
            label={t('payment.quantity', { unit: line.unit ?? '', each: formatDong(line.tariffDong ?? 0) })}
            inputMode="numeric"
            value={quantity}
            onChange={setQuantity}
            hint={t('payment.quantity.total', { total: formatDong((line.tariffDong ?? 0) * (wholeDong(quantity) ?? 0)) })}
            error={error('quantity')}
          />
        ) : kind === 'reduce' || kind === 'assess' ? (
          <TextField
            name="amountDong"
            label={t('payment.amount')}
            inputMode="numeric"
            value={amount}
            onChange={setAmount}
            error={error('amountDong')}
          />
        ) : null}
        {kind === 'retime' ? (
          <RadioGroup
            name="timing"
            label={t('payment.timing')}
            value={timing}
            onChange={setTiming}
            error={error('timing')}
            items={(['accept', 'supplement', 'return'] as const).map((each) => ({ id: each, text: t(`payment.timing.${each}`) }))}
          />
        ) : null}
        <Select
          name="ground"
          label={t('payment.ground')}
          items={grounds.map((each) => ({ id: each.code, text: each.name }))}
          selectedId={ground}
          onSelect={setGround}
          hint={grounds.find((each) => each.code === ground)?.law}
          error={error('ground')}
        />
        <TextField name="reason" label={t('payment.reason')} multiline value={reason} onChange={setReason} error={error('reason')} />
        <div className="dialog__foot">
          <Button onPress={onClose}>{t('act.cancel')}</Button>
          <Button kind="primary" type="submit" isPending={command.isPending}>
            {t('payment.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function ReverseDialog({ payment, onClose, onDone }: { payment: BillPayment; onClose: () => void; onDone: (state: string) => void }) {
  const [kind, setKind] = useState<'refund' | 'mistake'>('mistake')
  const [reason, setReason] = useState('')
  const command = useCommand((body: { kind: 'refund' | 'mistake'; reason: string }, key) => api.reversePayment(payment.id, body, key))
  const submit = async () => {
    const done = await command.run({ kind, reason })
    if (done) onDone(done.state)
  }
  return (
    <Dialog title={`${t('payment.reverse')}: ${formatDong(payment.amountDong)}`} isOpen onClose={onClose}>
      <form
        noValidate
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <ProblemSummary problem={command.problem} attempt={command.attempt} />
        <RadioGroup
          name="kind"
          label={t('payment.reverse.kind')}
          value={kind}
          onChange={setKind}
          items={[
            { id: 'mistake', text: t('payment.reverse.mistake') },
            { id: 'refund', text: t('payment.reverse.refund') },
          ]}
        />
        <TextField
          name="reason"
          label={t('payment.reason')}
          multiline
          value={reason}
          onChange={setReason}
          error={fieldError(command.problem, 'reason')}
        />
        <div className="dialog__foot">
          <Button onPress={onClose}>{t('act.cancel')}</Button>
          <Button kind="danger" type="submit" isPending={command.isPending}>
            {t('payment.reverse.do')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
