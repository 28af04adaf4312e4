import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { asProblem, type CashBook } from '#web-api'
import {
  Button,
  Dialog,
  EmptyState,
  formatDay,
  formatDong,
  formatInstant,
  formatTime,
  Notice,
  parseDay,
  Skeleton,
  TextField,
} from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { fieldError, ProblemNotice, ProblemSummary } from '../lib/problem-view.tsx'
import { useMay, useSession } from '../lib/session.ts'
import { useCommand } from '../lib/use-command.ts'
import { TableLink } from '../lib/table-link.tsx'
import { paths } from '../paths.ts'
import { t } from '../text.ts'
import { MoneyCases } from './money-cases.tsx'
import { wholeDong } from './whole-dong.ts'

/** The cash book of a day: one's own, or every cashier's for those who oversee; handing over and closing. */
export function CashBookPage() {
  usePageTitle(t('area.cashBook'))
  const session = useSession()
  const may = useMay()
  const centres = useQuery({ queryKey: queryKeys.centres, queryFn: () => api.centres() })
  const centreId = session.account.centre?.id ?? centres.data?.items[0]?.id ?? ''
  const [search, setSearch] = useSearchParams()
  const [today] = useState(() => formatDay(new Date().toISOString()).split('/').toReversed().join('-'))
  const day = search.get('ngay') ?? today
  const [typed, setTyped] = useState(formatDay(day))
  const books = useQuery({
    queryKey: queryKeys.cashBooks(centreId, day),
    queryFn: () => api.cashBooks(centreId, day),
    enabled: centreId !== '',
  })
  return (
    <>
      <h1>{t('area.cashBook')}</h1>
      <form
        className="row cash-day"
        onSubmit={(event) => {
          event.preventDefault()
          const wanted = parseDay(typed)
          if (wanted) setSearch({ ngay: wanted })
        }}
      >
        <TextField name="day" label={t('cash.day')} inputMode="numeric" value={typed} onChange={setTyped} />
        <Button type="submit">{t('cash.show')}</Button>
        <a className="button" href={api.cashBookUrl(centreId, day)} target="_blank" rel="noreferrer">
          {t('cash.print')}
        </a>
        <TableLink address={api.receiptTableUrl(centreId, day)}>{t('cash.table')}</TableLink>
      </form>
      {books.error ? <ProblemNotice problem={asProblem(books.error)} onRetry={() => void books.refetch()} /> : null}
      {books.isLoading ? <Skeleton lines={6} /> : null}
      {books.data?.openDay && books.data.openDay < day ? (
        <Notice tone="late">
          <p>{t('cash.forgotten', { day: formatDay(books.data.openDay) })}</p>
          <p>
            <Link className="button" to={paths.cashBook(books.data.openDay)} onClick={() => setTyped(formatDay(books.data.openDay ?? day))}>
              {t('cash.openForgotten')}
            </Link>
          </p>
        </Notice>
      ) : null}
      {books.data?.books.map((book) => (
        <Book key={book.cashierId} book={book} day={day} centreId={centreId} denominations={books.data.denominations} />
      ))}
      {books.data && books.data.books.length === 0 ? (
        <EmptyState title={t('cash.none')}>
          <p>{t('cash.none.why')}</p>
        </EmptyState>
      ) : null}
      {centreId === '' ? null : <MoneyCases centreId={centreId} decides={may('decide_money', centreId)} />}
    </>
  )
}

function Book({ book, day, centreId, denominations }: { book: CashBook; day: string; centreId: string; denominations: readonly number[] }) {
  const [opened, setOpened] = useState<'close' | 'handOver' | null>(null)
  const sums = [
    [t('cash.opening'), book.openingDong],
    [t('cash.receipts'), book.receiptsDong],
    [t('cash.refunds'), -book.refundsDong],
    [t('cash.handedOver'), -book.handedOverDong],
    ...(book.differenceDong === 0 ? [] : ([[t('cash.difference'), book.differenceDong]] as const)),
  ] as const
  return (
    <section className="panel stack page-block" aria-label={book.cashierName}>
      <h2>{book.cashierName}</h2>
      <p className="muted">{book.closedAt ? t('cash.closedAt', { at: formatInstant(book.closedAt) }) : t('cash.open')}</p>
      <dl className="facts cash-sums">
        {sums.map(([name, dong]) => (
          <div key={name} className="cash-sums__line">
            <dt>{name}</dt>
            <dd>{formatDong(dong)}</dd>
          </div>
        ))}
        <div className="cash-sums__line" data-is-total>
          <dt>{t('cash.held')}</dt>
          <dd>{formatDong(book.heldDong)}</dd>
        </div>
      </dl>
      {book.explanation ? <p>{book.explanation}</p> : null}
      {book.mayHandOver || book.mayClose ? (
        <div className="row">
          {book.mayHandOver ? <Button onPress={() => setOpened('handOver')}>{t('cash.handOver')}</Button> : null}
          {book.mayClose ? (
            <Button kind="primary" onPress={() => setOpened('close')}>
              {t('cash.close')}
            </Button>
          ) : null}
        </div>
      ) : null}
      <details>
        <summary>
          {t('cash.movements')} ({book.movements.length})
        </summary>
        <ul className="papers">
          {book.movements.map((each) => (
            <li key={`${each.at} ${each.kind} ${each.dossierCode}`} className="papers__line">
              <span>
                {formatTime(each.at)} {each.kindName}
                <span className="muted small"> {each.dossierCode ?? each.reason}</span>
              </span>
              <span className="payment__sum">{formatDong(each.amountDong)}</span>
            </li>
          ))}
        </ul>
      </details>
      {opened === 'close' ? (
        <CloseDialog book={book} day={day} centreId={centreId} denominations={denominations} onClose={() => setOpened(null)} />
      ) : null}
      {opened === 'handOver' ? <HandOverDialog book={book} centreId={centreId} onClose={() => setOpened(null)} /> : null}
    </section>
  )
}

function CloseDialog({
  book,
  day,
  centreId,
  denominations,
  onClose,
}: {
  book: CashBook
  day: string
  centreId: string
  denominations: readonly number[]
  onClose: () => void
}) {
  const [counts, setCounts] = useState<Readonly<Record<number, string>>>({})
  const [explanation, setExplanation] = useState('')
  const command = useCommand((body: Parameters<typeof api.closeCashDay>[0], key) => api.closeCashDay(body, key))
  const notes = denominations.flatMap((dong) => {
    const count = Number((counts[dong] ?? '').trim() || '0')
    return count === 0 ? [] : [{ dong, count }]
  })
  // Only to show while counting: the server counts again and decides.
  const counted = notes.reduce((sum, note) => sum + note.dong * note.count, 0)
  const difference = counted - book.heldDong
  const submit = async () => {
    const done = await command.run({ centreId, cashierId: book.cashierId, day, notes, explanation })
    if (done) onClose()
  }
  return (
    <Dialog title={t('cash.close.title', { day: formatDay(day) })} isOpen onClose={onClose}>
      <form
        noValidate
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <ProblemSummary problem={command.problem} attempt={command.attempt} />
        <fieldset className="notes" id="field-notes" tabIndex={-1}>
          <legend className="field__label">{t('cash.notes')}</legend>
          {denominations.map((dong) => (
            <TextField
              key={dong}
              name={`notes-${dong}`}
              label={formatDong(dong)}
              inputMode="numeric"
              value={counts[dong] ?? ''}
              onChange={(text) => setCounts((current) => ({ ...current, [dong]: text }))}
            />
          ))}
        </fieldset>
        <p role="status">
          <strong>{t('cash.counted', { counted: formatDong(counted), expected: formatDong(book.heldDong) })}</strong>
          <br />
          {difference === 0 ? t('cash.agrees') : t('cash.differs', { difference: formatDong(difference) })}
        </p>
        {difference === 0 ? null : (
          <TextField
            name="explanation"
            label={t('cash.explanation')}
            multiline
            value={explanation}
            onChange={setExplanation}
            error={fieldError(command.problem, 'explanation')}
          />
        )}
        <p className="muted small">{t('cash.close.warn')}</p>
        <div className="dialog__foot">
          <Button onPress={onClose}>{t('act.cancel')}</Button>
          <Button kind="primary" type="submit" isPending={command.isPending}>
            {t('cash.close.do')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function HandOverDialog({ book, centreId, onClose }: { book: CashBook; centreId: string; onClose: () => void }) {
  const [amount, setAmount] = useState(String(book.heldDong))
  const [to, setTo] = useState('')
  const command = useCommand((body: Parameters<typeof api.handOverCash>[0], key) => api.handOverCash(body, key))
  const submit = async () => {
    const done = await command.run({ centreId, amountDong: wholeDong(amount) ?? 0, to })
    if (done) onClose()
  }
  return (
    <Dialog title={t('cash.handOver')} isOpen onClose={onClose}>
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
          label={t('cash.handOver.amount')}
          inputMode="numeric"
          value={amount}
          onChange={setAmount}
          error={fieldError(command.problem, 'amountDong')}
        />
        <TextField name="to" label={t('cash.handOver.to')} value={to} onChange={setTo} error={fieldError(command.problem, 'to')} />
        <div className="dialog__foot">
          <Button onPress={onClose}>{t('act.cancel')}</Button>
          <Button kind="primary" type="submit" isPending={command.isPending}>
            {t('cash.handOver')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
