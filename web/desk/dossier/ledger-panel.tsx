import { useQuery } from '@tanstack/react-query'
import { asProblem, type HolderLedger, type LedgerCause } from '#web-api'
import { Button, formatInstant, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { t } from '../text.ts'

/** Who had the dossier how long, and whose time that was: a bar for the eye, the table for the count, both on paper. */
export function LedgerPanel({ code }: { code: string }) {
  const ledger = useQuery({ queryKey: queryKeys.ledger(code), queryFn: () => api.ledger(code), refetchInterval: 60_000 })
  if (ledger.error) return <ProblemNotice problem={asProblem(ledger.error)} onRetry={() => void ledger.refetch()} />
  if (!ledger.data) return <Skeleton lines={5} />
  return <Ledger ledger={ledger.data} />
}

const patterns: Record<LedgerCause, string> = { inside: 'inside', applicant: 'applicant', outside: 'outside' }

function Ledger({ ledger }: { ledger: HolderLedger }) {
  const whole = ledger.whole.workMs
  const present = ledger.causes.filter((each) => each.clockMs > 0)
  return (
    <section className="ledger stack" aria-label={t('ledger.title')}>
      <p>
        {t('ledger.whole', { work: ledger.whole.workText, clock: ledger.whole.clockText })}{' '}
        <span className="muted">{t('ledger.until', { at: formatInstant(ledger.until) })}</span>
      </p>
      {whole > 0 ? (
        <div className="ledger__bar" aria-hidden="true">
          {ledger.entries.map((entry) => (
            <span key={entry.from} data-cause={patterns[entry.cause]} style={{ flexGrow: entry.workMs }} />
          ))}
        </div>
      ) : null}
      <ul className="ledger__causes plain-list">
        {present.map((each) => (
          <li key={each.cause}>
            <span className="ledger__mark" data-cause={patterns[each.cause]} aria-hidden="true" /> {each.name}:{' '}
            <strong>{each.workText}</strong>
          </li>
        ))}
      </ul>
      <div className="ledger__scroll">
        <table className="ledger__table">
          <caption className="visually-hidden">{t('ledger.table')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('ledger.from')}</th>
              <th scope="col">{t('ledger.holder')}</th>
              <th scope="col">{t('ledger.cause')}</th>
              <th scope="col" className="ledger__number">
                {t('ledger.work')}
              </th>
              <th scope="col" className="ledger__number">
                {t('ledger.clock')}
              </th>
            </tr>
          </thead>
          <tbody>
            {ledger.entries.map((entry) => (
              <tr key={entry.from}>
                <td>{formatInstant(entry.from)}</td>
                <th scope="row">
                  {entry.officerName ? `${entry.officerName}, ${entry.holderName}` : entry.holderName}
                  {entry.stepName ? <span className="muted small"> {entry.stepName}</span> : null}
                </th>
                <td>
                  {entry.causeName}
                  {entry.stopName ? <span className="muted small"> {entry.stopName}</span> : null}
                </td>
                <td className="ledger__number" data-column={t('ledger.work')}>
                  {entry.workText}
                </td>
                <td className="ledger__number" data-column={t('ledger.clock')}>
                  {entry.clockText}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                {t('ledger.sum')}
              </th>
              <td className="ledger__number" data-column={t('ledger.work')}>
                {ledger.whole.workText}
              </td>
              <td className="ledger__number" data-column={t('ledger.clock')}>
                {ledger.whole.clockText}
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      <p className="no-print">
        <Button onPress={() => print()}>{t('ledger.print')}</Button>
      </p>
    </section>
  )
}
