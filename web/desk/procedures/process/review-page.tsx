import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { asProblem, type DraftReview } from '#web-api'
import { Button, Checkbox, formatDay, formatInstant, Notice, ProcessPicture, Skeleton } from '#web-ui'
import { api, queryKeys } from '../../lib/api.ts'
import { usePageTitle } from '../../lib/page-title.ts'
import { ProblemNotice, ProblemSummary } from '../../lib/problem-view.tsx'
import { useCommand } from '../../lib/use-command.ts'
import { paths } from '../../paths.ts'
import { t } from '../../text.ts'
import { Findings } from './findings.tsx'
import { compareVersions, isChanged, type ReviewRow } from './review-rows.ts'

/** The whole draft, to be read by the second person before it is published: the old and the new side by side. */
export function ReviewPage() {
  const { code = '' } = useParams()
  usePageTitle(t('review.title'))
  const review = useQuery({ queryKey: queryKeys.draftReview(code), queryFn: () => api.draftReview(code), refetchOnWindowFocus: false })
  if (review.error) return <ProblemNotice problem={asProblem(review.error)} onRetry={() => void review.refetch()} />
  if (!review.data) return <Skeleton lines={12} />
  return <Review review={review.data} />
}

function Review({ review: { draft, replaced, questions } }: { review: DraftReview }) {
  const [onlyChanges, setOnlyChanges] = useState(false)
  const report = useQuery({
    queryKey: queryKeys.draftCheck(draft.code, draft.id ?? '', draft.revision),
    queryFn: () => api.checkVersion(draft.code, draft.id ?? ''),
    enabled: draft.id !== null,
  })
  const agencies = useQuery({ queryKey: queryKeys.agencies, queryFn: () => api.agencies() })
  const sections = compareVersions(replaced?.content ?? null, draft.content, {
    roles: new Map(draft.stepRoles.map(({ role, roleName }) => [role, roleName])),
    agencies: new Map((agencies.data?.items ?? []).map(({ code, name }) => [code, name])),
  })
  const changes = sections.flatMap(({ rows }) => rows).filter(isChanged).length
  return (
    <article className="review">
      <div className="page-head">
        <div>
          <h1>{t('review.title')}</h1>
          <p className="muted">
            <Link to={paths.procedure(draft.code)}>{draft.name}</Link> <span className="code">{draft.code}</span>
          </p>
        </div>
        <div className="row no-print">
          <Button icon="print" onPress={() => window.print()}>
            {t('review.print')}
          </Button>
          <Link className="button" to={paths.process(draft.code)}>
            {t('review.edit')}
          </Link>
        </div>
      </div>
      {draft.id === null ? (
        <Notice>
          <p>{t('review.noDraft')}</p>
        </Notice>
      ) : (
        <p>
          {t('review.savedBy', { who: draft.savedByName ?? '', when: draft.savedAt === null ? '' : formatInstant(draft.savedAt) })}{' '}
          {replaced ? t('review.against', { day: formatDay(replaced.validFrom), count: changes }) : t('review.allNew')}
        </p>
      )}
      {replaced ? (
        <div className="no-print">
          <Checkbox isSelected={onlyChanges} onChange={setOnlyChanges}>
            {t('review.onlyChanges')}
          </Checkbox>
        </div>
      ) : null}
      {sections.map(({ id, rows }) => {
        const shown = onlyChanges ? rows.filter(isChanged) : rows
        return (
          <section key={id} aria-labelledby={`review-${id}`}>
            <h2 id={`review-${id}`}>{t(`review.section.${id}`)}</h2>
            {shown.length === 0 ? (
              <p className="muted">{t(onlyChanges ? 'review.sectionSame' : 'review.sectionEmpty')}</p>
            ) : (
              <Comparison label={t(`review.section.${id}`)} rows={shown} isNew={replaced === null} />
            )}
          </section>
        )
      })}
      <section aria-labelledby="review-form">
        <h2 id="review-form">{t('review.form')}</h2>
        <p className="muted small">{t('review.form.why')}</p>
        {questions.length === 0 ? (
          <p className="muted">{t('review.form.none')}</p>
        ) : (
          <ul>
            {questions.map((question) => (
              <li key={`${question.section} ${question.label}`}>
                {question.section}: {question.label}{' '}
                {question.isRequired ? null : <span className="muted small">{t('review.optional')}</span>}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h2>{t('process.picture')}</h2>
        <ProcessPicture picture={draft.picture} label={t('review.picture')} />
      </section>
      <Findings report={report.data ?? null} />
      {report.error ? <ProblemNotice problem={asProblem(report.error)} onRetry={() => void report.refetch()} /> : null}
      {draft.id === null ? null : <Publishing draft={draft} id={draft.id} isSound={report.data?.findings.length === 0} />}
    </article>
  )
}

function Comparison({ label, rows, isNew }: { label: string; rows: readonly ReviewRow[]; isNew: boolean }) {
  return (
    <table className="table review__table" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('review.what')}</th>
          {isNew ? null : <th scope="col">{t('review.before')}</th>}
          <th scope="col">{t('review.after')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} data-changed={(!isNew && isChanged(row)) || undefined}>
            <th scope="row">
              {row.name}
              {!isNew && isChanged(row) ? <span className="badge">{t(`review.change.${changeOf(row)}`)}</span> : null}
            </th>
            {isNew ? null : <td data-side={t('review.before')}>{row.before ?? t('review.notThere')}</td>}
            <td data-side={t('review.after')}>{row.after ?? t('review.notThere')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function changeOf({ before, after }: ReviewRow): 'added' | 'removed' | 'changed' {
  if (before === null) return 'added'
  return after === null ? 'removed' : 'changed'
}

/** At the end of what is to be read: nobody publishes what they have not scrolled past. */
function Publishing({ draft, id, isSound }: { draft: DraftReview['draft']; id: string; isSound: boolean }) {
  const [isRead, setRead] = useState(false)
  const navigate = useNavigate()
  const publish = useCommand((_input: string, key: string) => api.publishVersion(draft.code, id, draft.revision, key))
  const why = !draft.publishing.allowed ? draft.publishing.reason : isSound ? null : t('review.notSound')
  return (
    <section className="stack no-print" aria-labelledby="review-publish">
      <h2 id="review-publish">{t('process.publish')}</h2>
      <ProblemSummary problem={publish.problem} attempt={publish.attempt} />
      <p>{t('process.publish.sure', { name: draft.name })}</p>
      {why === null ? (
        <Checkbox isSelected={isRead} onChange={setRead}>
          {t('review.read')}
        </Checkbox>
      ) : (
        <p id="why-not-publish" className="muted">
          {why}
        </p>
      )}
      <div>
        <Button
          kind="primary"
          isPending={publish.isPending}
          isDisabled={why !== null || !isRead}
          aria-describedby={why === null ? undefined : 'why-not-publish'}
          onPress={() =>
            void publish
              .run(id)
              .then((done) => (done === null ? undefined : navigate(paths.procedure(draft.code), { state: { published: true } })))
          }
        >
          {t('process.publish')}
        </Button>
      </div>
    </section>
  )
}
