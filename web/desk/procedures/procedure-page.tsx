import { useQuery } from '@tanstack/react-query'
import { Link, useLocation, useParams } from 'react-router'
import { asProblem, type Limit, type Procedure } from '#web-api'
import { formatDay, Notice, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { TryButton } from '../practice/try-button.tsx'
import { useMay } from '../lib/session.ts'
import { paths } from '../paths.ts'
import { t, tMaybe } from '../text.ts'
import { feeText } from './fee-text.ts'

/** One procedure, all of it: who, what, how long, how much, on what ground. */
export function ProcedurePage() {
  const { code = '' } = useParams()
  usePageTitle(code)
  const procedure = useQuery({ queryKey: queryKeys.procedure(code), queryFn: () => api.procedure(code) })
  if (procedure.error) return <ProblemNotice problem={asProblem(procedure.error)} onRetry={() => void procedure.refetch()} />
  if (!procedure.data) return <Skeleton lines={10} />
  return <Whole procedure={procedure.data} />
}

function Whole({ procedure }: { procedure: Procedure }) {
  const mayDesign = useMay()('publish_procedures')
  const location = useLocation()
  const process = useQuery({
    queryKey: queryKeys.process(procedure.code, procedure.versionId),
    queryFn: () => api.process(procedure.code, procedure.versionId),
    enabled: procedure.steps.length > 0,
    retry: false,
  })
  const forks = new Map((process.data?.picture.text ?? []).flatMap((each) => (each.isFork ? [[each.stepNo, each.next] as const] : [])))
  return (
    <article>
      <div className="row" data-justify="between">
        <h1>{procedure.name}</h1>
        {mayDesign ? (
          <Link className="button" to={paths.process(procedure.code)}>
            {t('process.title')}
          </Link>
        ) : null}
        {mayDesign ? (
          <Link className="button" to={paths.versionMoves(procedure.code)}>
            {t('moves.title')}
          </Link>
        ) : null}
        <TryButton procedure={procedure.code} />
      </div>
      {(location.state as { published?: boolean } | null)?.published ? (
        <Notice tone="ok" isLive>
          <p>{t('procedure.published')}</p>
        </Notice>
      ) : null}
      {procedure.toComplete.length > 0 ? (
        <Notice tone="soon">
          <p>{t('procedure.toComplete')}</p>
          <ul>
            {procedure.toComplete.map((each) => (
              <li key={each.field + each.reason}>{each.reason}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <dl className="facts page-block">
        <dt>{t('procedure.code')}</dt>
        <dd className="code">{procedure.code}</dd>
        <dt>{t('dossier.agency')}</dt>
        <dd>{procedure.agency?.name ?? t('procedure.unknown')}</dd>
        <dt>{t('procedure.sector')}</dt>
        <dd>{procedure.sector}</dd>
        <dt>{t('procedure.handling')}</dt>
        <dd>{tMaybe(`handling.${procedure.handling}`) ?? t('procedure.unknown')}</dd>
        <dt>{t('procedure.legalLimit')}</dt>
        <dd>{limitText(procedure.legalLimit)}</dd>
        <dt>{t('procedure.committedLimit')}</dt>
        <dd>{limitText(procedure.committedLimit)}</dd>
        <dt>{t('procedure.results')}</dt>
        <dd>{procedure.resultNames.join('; ')}</dd>
        <dt>{t('procedure.validFrom')}</dt>
        <dd>{formatDay(procedure.validFrom)}</dd>
      </dl>
      <section>
        <h2>{t('intake.papers')}</h2>
        <ol>
          {procedure.components.map((component) => (
            <li key={component.no}>
              {component.name}{' '}
              <span className="muted small">
                {t('dossier.paperCount', { originals: component.originals ?? 0, copies: component.copies ?? 0 })}
                {component.required ? '' : ` · ${t('intake.papers.ifAny')}`}
              </span>
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h2>{t('intake.fee')}</h2>
        <ul className="plain-list">
          {procedure.channels.map((channel) => (
            <li key={channel.channel}>
              <strong>{tMaybe(`channel.${channel.channel}`) ?? channel.channel}</strong>
              {channel.limit ? ` · ${limitText(channel.limit)}` : ''}
              {channel.fees.map((fee) => (
                <div key={fee.kind + fee.text}>{feeText(fee)}</div>
              ))}
            </li>
          ))}
        </ul>
      </section>
      {procedure.steps.length > 0 ? (
        <section>
          <h2>{t('procedure.steps')}</h2>
          <ol>
            {procedure.steps.map((step) => (
              <li key={step.no}>
                {step.name}
                <span className="muted small">
                  {[step.unitName, step.hours === 0 ? null : t('procedure.hours', { hours: String(step.hours).replace('.', ',') })]
                    .filter(Boolean)
                    .map((part) => ` · ${part}`)}
                </span>
                {forks.has(step.no) ? <span className="process-way small">{forks.get(step.no)}</span> : null}
              </li>
            ))}
          </ol>
        </section>
      ) : null}
      {procedure.conditions ? (
        <section>
          <h2>{t('procedure.conditions')}</h2>
          <p className="measure pre-line">{procedure.conditions}</p>
        </section>
      ) : null}
      <section>
        <h2>{t('procedure.legalBases')}</h2>
        <ul>
          {procedure.legalBases.map((base) => (
            <li key={base.number + base.title}>
              <span className="code">{base.number}</span> {base.title}
            </li>
          ))}
        </ul>
      </section>
    </article>
  )
}

function limitText(limit: Limit | null): string {
  if (limit === null) return t('procedure.unknown')
  return t(`limit.${limit.unit}`, { amount: String(limit.amount).replace('.', ',') })
}
