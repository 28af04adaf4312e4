import type { StepClocks } from '#web-api'
import { formatDue } from '#web-ui'
import { t } from '../text.ts'

/** Each step's own time: what it has, what it used, until when; and what centre and agency have used together. */
export function StepClockTable({ clocks }: { clocks: StepClocks }) {
  if (clocks.items.length === 0) return null
  return (
    <section className="ledger stack" aria-label={t('steps.title')}>
      <h2>{t('steps.title')}</h2>
      <div className="ledger__scroll">
        <table className="ledger__table">
          <caption className="visually-hidden">{t('steps.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('steps.step')}</th>
              <th scope="col" className="ledger__number">
                {t('steps.allotted')}
              </th>
              <th scope="col" className="ledger__number">
                {t('steps.used')}
              </th>
              <th scope="col">{t('steps.standing')}</th>
            </tr>
          </thead>
          <tbody>
            {clocks.items.map((step) => (
              <tr
                key={`${step.sideName} ${step.no}`}
                aria-current={step.status === 'running' || step.status === 'stopped' ? 'step' : undefined}
              >
                <th scope="row">
                  {step.name}{' '}
                  <span className="muted small">
                    {step.roleName}, {step.sideName}
                  </span>
                </th>
                <td className="ledger__number" data-column={t('steps.allotted')}>
                  {step.allottedText ?? t('steps.unsaid')}
                </td>
                <td className="ledger__number" data-column={t('steps.used')}>
                  {step.usedText}
                </td>
                <td>{standing(step)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            {clocks.sides.map((side) => (
              <tr key={side.name}>
                <th scope="row">{side.name}</th>
                <td className="ledger__number" data-column={t('steps.allotted')}>
                  {side.allottedText ?? t('steps.unsaid')}
                </td>
                <td className="ledger__number" data-column={t('steps.used')}>
                  {side.usedText}
                </td>
                <td>{side.isLate ? <strong>{t('steps.over')}</strong> : null}</td>
              </tr>
            ))}
          </tfoot>
        </table>
      </div>
    </section>
  )
}

function standing(step: StepClocks['items'][number]) {
  const at = step.dueAt === null ? '' : formatDue(step.dueAt)
  if (step.isLate) return <strong>{t('steps.late', { at })}</strong>
  if (step.status === 'running') return step.dueAt === null ? t('steps.running') : t('steps.runningUntil', { at })
  if (step.status === 'stopped') return t('steps.stopped')
  if (step.status === 'left_out') return <span className="muted">{t('steps.leftOut')}</span>
  return step.status === 'passed' ? t('steps.passed') : <span className="muted">{t('steps.ahead')}</span>
}
