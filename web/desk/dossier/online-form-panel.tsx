import { useQuery } from '@tanstack/react-query'
import { asProblem } from '#web-api'
import { currentLanguage, EmptyState, formatInstant, formatPromise, Notice, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { t } from '../text.ts'

/** The electronic form as its applicant filed it, and by when the centre owes the first answer. Files are on their own tab. */
export function OnlineFormPanel({ code, state }: { code: string; state: string }) {
  const filing = useQuery({ queryKey: [...queryKeys.onlineFiling(code), state], queryFn: () => api.onlineFiling(code), retry: false })
  if (filing.error) {
    const problem = asProblem(filing.error)
    return problem.code === 'NOT_FILED_ONLINE' ? (
      <EmptyState title={problem.detail} />
    ) : (
      <ProblemNotice problem={problem} onRetry={() => void filing.refetch()} />
    )
  }
  if (!filing.data) return <Skeleton lines={6} />
  const { firstAnswer, sections, files } = filing.data
  return (
    <div className="stack">
      <Notice tone={firstAnswer.isLate ? 'late' : firstAnswer.answeredAt === null ? 'soon' : 'ok'}>
        <p>
          {firstAnswer.answeredAt === null
            ? t(firstAnswer.isLate ? 'online.wasDue' : 'online.due', {
                at: formatPromise(firstAnswer.dueAt, currentLanguage()),
                left: firstAnswer.left ?? '',
              })
            : t(firstAnswer.isLate ? 'online.answeredLate' : 'online.answered', { at: formatInstant(firstAnswer.answeredAt) })}
        </p>
      </Notice>
      {sections.map((section) => (
        <section key={section.id} aria-labelledby={`form-${section.id}`} lang="vi">
          <h2 id={`form-${section.id}`}>{section.title}</h2>
          <dl className="facts">
            {section.lines.map((line) => (
              <div key={line.question} className="facts__pair">
                <dt>{line.label}</dt>
                <dd className="answer-text">{line.text ?? <span className="muted">{t('online.notGiven')}</span>}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p className="muted">{t('online.files', { count: files.length })}</p>
    </div>
  )
}
