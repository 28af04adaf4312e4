import { hotlineCode, type Problem } from '#web-api'
import { ErrorSummary, fieldId, Notice } from '#web-ui'
import { t } from '../text.ts'

/** A refused write: the summary names each field in the very words beside it. */
export function ProblemSummary({ problem, attempt = 0 }: { problem: Problem | null; attempt?: number }) {
  if (!problem) return null
  const errors =
    problem.fields.length > 0
      ? problem.fields.map((each) => ({ field: isOnPage(each.field) ? each.field : null, message: each.message }))
      : [{ field: null, message: problem.detail }]
  return <ErrorSummary errors={errors} code={hotlineCode(problem)} law={problem.law} attempt={attempt} isUncertain={problem.isUncertain} />
}

/** A page that could not be read: what happened, what to do, and the code. */
export function ProblemNotice({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  return (
    <Notice tone="late" isLive>
      <p>{problem.detail}</p>
      <p className="small muted">{t('problem.code', { code: hotlineCode(problem) })}</p>
      {onRetry ? (
        <button type="button" className="button" onClick={onRetry}>
          {t('problem.retry')}
        </button>
      ) : null}
    </Notice>
  )
}

/** The message of the server for one field. */
export function fieldError(problem: Problem | null, field: string): string | undefined {
  return problem?.fields.find((each) => each.field === field)?.message
}

function isOnPage(field: string): boolean {
  return document.getElementById(fieldId(field)) !== null
}
