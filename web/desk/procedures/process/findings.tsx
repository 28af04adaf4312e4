import type { GateReport } from '#web-api'
import { Notice } from '#web-ui'
import { inOwnLanguage, t } from '../../text.ts'

/** What the gate found, and the longest way against the limit. */
export function Findings({ report }: { report: GateReport | null }) {
  if (report === null) return null
  return (
    <section aria-live="polite">
      <h2>{t('process.gate')}</h2>
      {report.findings.length === 0 ? (
        <Notice tone="ok">
          <p>{t('process.sound', { count: report.simulated })}</p>
        </Notice>
      ) : (
        <Notice tone="late">
          <p>{t('process.findings', { count: report.findings.length })}</p>
          <ul>
            {report.findings.map((finding) => (
              <li key={finding.code + String(finding.stepNo) + finding.message}>
                {inOwnLanguage(finding)} <span className="code small">{finding.code}</span>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {report.criticalPath ? (
        <p className="muted">
          {t('process.critical', {
            hours: String(report.criticalPath.hours).replace('.', ','),
            steps: report.criticalPath.stepNos.join(' → '),
            limit: report.criticalPath.limitHours === null ? '?' : String(report.criticalPath.limitHours).replace('.', ','),
          })}
        </p>
      ) : null}
    </section>
  )
}
