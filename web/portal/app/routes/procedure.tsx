import type { ReactNode } from 'react'
import { useLoaderData } from 'react-router'
import type { LoaderFunctionArgs } from 'react-router'
import { ProcessPicture } from '../../../ui/components/process-picture.tsx'
import { portalContext } from '../context.ts'
import { appointment, count, day, dong } from '../figures.ts'
import { PageFrame, telephone } from '../page-frame.tsx'
import { useGivens } from '../page-givens.tsx'
import { read, readIfPossible } from '../reading.ts'
import { ServiceData } from '../service-data.tsx'
import { WhyThisDay } from '../time-left.tsx'
import type { Centre, Fee, Limit, Procedure, ProcedurePromise, ProcessView } from '#web-api'
import { useWords } from '../use-words.ts'
import { PageTitle } from '../practice-mark.tsx'
import type { Words } from '../use-words.ts'

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const portal = context.get(portalContext)
  const code = encodeURIComponent(params['code'] ?? '')
  const [procedure, promise, centres, process] = await Promise.all([
    read<Procedure>(portal, `/procedures/${code}`),
    readIfPossible<ProcedurePromise>(portal, `/procedures/${code}/promise`),
    readIfPossible<{ items: readonly Centre[] }>(portal, '/centres'),
    readIfPossible<ProcessView>(portal, `/procedures/${code}/process`),
  ])
  return {
    procedure,
    promise,
    centres: centres?.items ?? [],
    picture: process?.picture ?? null,
    forks: forksOf(process),
    address: new URL(new URL(request.url).pathname, request.url).href,
  }
}

/** What follows a step where a condition or a split decides it, in words. */
function forksOf(process: ProcessView | null): Readonly<Record<number, string>> {
  return Object.fromEntries((process?.picture.text ?? []).flatMap((each) => (each.isFork ? [[each.stepNo, each.next]] : [])))
}

/** The whole of a procedure on one page (tờ công khai thủ tục), as the law lists its parts. @law 63/2010/NĐ-CP Điều 8 */
export default function Procedure(): ReactNode {
  const { procedure, promise, centres, picture, forks, address } = useLoaderData<typeof loader>()
  const words = useWords()
  const { t, language } = words
  const { locality } = useGivens()
  const received = procedure.publishState === 'published' || procedure.publishState === 'to_complete'
  return (
    <PageFrame>
      <PageTitle>{procedure.name}</PageTitle>
      {received && <ServiceData procedure={procedure} centres={centres} address={address} />}
      <article className="procedure">
        <h1 lang="vi">{procedure.name}</h1>
        <p className="row" data-justify="between">
          <span className="muted">{t('procedure.code', { code: procedure.code })}</span>
          <button type="button" className="button" data-print hidden>
            {t('procedure.print')}
          </button>
        </p>
        {language === 'en' && <p className="notice">{t('site.dataInVietnamese')}</p>}
        {!received && (
          <p className="notice" data-tone="soon">
            <a href={telephone(locality.hotline)}>{t('procedure.notHere', { phone: locality.hotline })}</a>
          </p>
        )}
        {procedure.toComplete.length > 0 && (
          <div className="notice" data-tone="soon">
            <div className="notice__body">
              <p>{t('procedure.toComplete')}</p>
              <ul lang="vi">
                {procedure.toComplete.map((gap) => (
                  <li key={`${gap.field}${gap.reason}`}>{gap.reason}</li>
                ))}
              </ul>
            </div>
          </div>
        )}

        {procedure.publishState === 'published' &&
          procedure.serviceLevel !== 'none' &&
          procedure.channels.some(({ channel }) => channel === 'online') && (
            <section className="panel stack file-online" aria-labelledby="online">
              <h2 id="online">{t('procedure.online')}</h2>
              <p>{t('procedure.online.text')}</p>
              <p>
                <a className="button" data-kind="primary" href={words.at(`/nop/${encodeURIComponent(procedure.code)}`)}>
                  {t('procedure.online')}
                </a>
              </p>
            </section>
          )}

        <section className="panel" aria-labelledby="limits">
          <h2 id="limits">{t('procedure.limits')}</h2>
          <dl className="limits">
            <div>
              <dt>{t('procedure.committed')}</dt>
              <dd>{procedure.committedLimit ? limitText(words, procedure.committedLimit) : t('procedure.noCommitted')}</dd>
            </div>
            <div>
              <dt>{t('procedure.legal')}</dt>
              <dd>{procedure.legalLimit ? limitText(words, procedure.legalLimit) : t('procedure.unknown')}</dd>
            </div>
          </dl>
          {received && promise?.committed && (
            <>
              <p>{t('procedure.promise', { due: appointment(language, promise.committed.dueAt) })}</p>
              <WhyThisDay because={promise.committed.because} />
            </>
          )}
        </section>

        <section aria-labelledby="papers">
          <h2 id="papers">{t('procedure.papers')}</h2>
          <Papers components={procedure.components} />
        </section>

        <section aria-labelledby="fees">
          <h2 id="fees">{t('procedure.fees')}</h2>
          <Fees channels={procedure.channels} />
        </section>

        <section aria-labelledby="where">
          <h2 id="where">{t('procedure.where')}</h2>
          {received && <Where centres={centres} sector={procedure.sector} />}
          {procedure.channels.length > 0 && (
            <>
              <h3>{t('procedure.channels')}</h3>
              <ul>
                {procedure.channels.map((terms) => (
                  <li key={terms.channel}>
                    {t(`procedure.channel.${terms.channel}`)}
                    {terms.limit && !isSame(terms.limit, procedure.legalLimit) && `: ${limitText(words, terms.limit)}`}
                    {terms.limitNote && (
                      <span className="muted" lang="vi">
                        {' '}
                        {terms.limitNote}
                      </span>
                    )}
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>

        <section aria-labelledby="who">
          <h2 id="who">{t('procedure.who')}</h2>
          <dl className="facts" lang="vi">
            {fact(t('procedure.agency'), procedure.agency?.name)}
            {fact(t('procedure.sector'), procedure.sector)}
            {fact(t('procedure.targets'), procedure.targets.join('; '))}
            {fact(t('procedure.handlingTitle'), procedure.handling && t(`procedure.handling.${procedure.handling}`))}
            {fact(t('procedure.conditions'), procedure.conditions)}
            {fact(t('procedure.result'), procedure.resultNames.join('; '))}
          </dl>
        </section>

        {procedure.steps.length > 0 && (
          <section aria-labelledby="steps">
            <h2 id="steps">{t('procedure.steps')}</h2>
            {picture && <ProcessPicture picture={picture} label={t('procedure.picture')} />}
            <ol lang="vi">
              {procedure.steps.map((step) => (
                <li key={step.no}>
                  {step.name}
                  {step.unitName && `, ${step.unitName}`}
                  {step.hours > 0 && ` (${t('procedure.hoursUnit', { hours: count(language, step.hours) })})`}
                  {forks[step.no] && (
                    <p className="muted">
                      {t('procedure.afterwards')} {forks[step.no]}
                    </p>
                  )}
                </li>
              ))}
            </ol>
          </section>
        )}

        {procedure.procedureText.length > 0 && (
          <details className="how">
            <summary>{t('procedure.howTo')}</summary>
            <div lang="vi">
              {procedure.procedureText.map((paragraph, index) => (
                // A published text is never reordered; its paragraphs have no other name than their place.
                // oxlint-disable-next-line react/no-array-index-key
                <p key={index}>{paragraph}</p>
              ))}
            </div>
          </details>
        )}

        <section aria-labelledby="basis">
          <h2 id="basis">{t('procedure.basis')}</h2>
          <ul lang="vi">
            {procedure.legalBases.map((basis) => (
              <li key={basis.number + basis.title}>
                {[basis.number, basis.title, basis.issuedOn && t('procedure.basisOn', { day: day(basis.issuedOn) }), basis.issuer]
                  .filter(Boolean)
                  .join(', ')}
              </li>
            ))}
          </ul>
          <p className="muted small">
            {procedure.validTo
              ? t('procedure.versionTo', { from: day(procedure.validFrom), to: day(procedure.validTo) })
              : t('procedure.version', { from: day(procedure.validFrom) })}
            {procedure.decisionNumber && `. ${t('procedure.decision', { number: procedure.decisionNumber })}`}.
          </p>
        </section>
      </article>
    </PageFrame>
  )
}

function isSame(one: Limit, other: Limit | null): boolean {
  return other !== null && one.amount === other.amount && one.unit === other.unit
}

function limitText({ t, language }: Words, limit: Limit): string {
  return t(`limit.${limit.unit}`, { n: count(language, limit.amount) })
}

function fact(name: string, value: string | null | undefined): ReactNode {
  if (!value) return null
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}

/** One table for each case (trường hợp): applicants need not guess which papers apply to them. */
function Papers({ components }: { components: Procedure['components'] }): ReactNode {
  const { t } = useWords()
  if (components.length === 0) return <p>{t('procedure.noPapers')}</p>
  const groups = [...new Set(components.map((each) => each.group ?? ''))]
  return groups.map((group) => (
    <div className="table-scroll" key={group}>
      <table className="table">
        {group && <caption lang="vi">{group}</caption>}
        <thead>
          <tr>
            <th scope="col">{t('procedure.paper')}</th>
            <th scope="col" data-numeric>
              {t('procedure.originals')}
            </th>
            <th scope="col" data-numeric>
              {t('procedure.copies')}
            </th>
          </tr>
        </thead>
        <tbody>
          {components
            .filter((each) => (each.group ?? '') === group)
            .map((each) => (
              <tr key={each.no}>
                <td lang="vi">
                  {each.name}
                  {!each.required && !/nếu có/iu.test(each.name) && <span className="muted"> ({t('procedure.optional')})</span>}
                  {each.templateName && (
                    <>
                      <br />
                      <span className="muted small">{t('procedure.template', { name: each.templateName })}</span>
                    </>
                  )}
                </td>
                <td data-numeric>{each.originals ?? t('procedure.unknown')}</td>
                <td data-numeric>{each.copies ?? t('procedure.unknown')}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  ))
}

function Fees({ channels }: { channels: Procedure['channels'] }): ReactNode {
  const { t, language } = useWords()
  if (channels.every((terms) => terms.fees.length === 0)) return <p>{t('procedure.noFee')}</p>
  // Most procedures cost the same whichever way they are filed: said once, then.
  const tariffs = Map.groupBy(channels, (terms) => JSON.stringify(terms.fees))
  return (
    <dl className="facts">
      {[...tariffs.values()].map((same) => (
        <div className="facts__pair" key={same[0]?.channel}>
          <dt>{same.map((terms) => t(`procedure.channel.${terms.channel}`)).join(', ')}</dt>
          <dd lang="vi">
            {same[0]?.fees.length === 0 && t('procedure.noFee')}
            {same[0]?.fees.map((fee) => (
              <div key={fee.kind + fee.text + String(fee.amountDong)}>{feeText(fee)}</div>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  )

  function feeText({ kind, amountDong, text }: Fee): string {
    if (amountDong === null) return `${t(`procedure.${kind}`)}: ${text || t('procedure.unknown')}`
    // The published text often says the sum already.
    if (text.replace(/\D/gu, '').includes(String(amountDong)) && amountDong > 0) return text
    return `${t(`procedure.${kind}`)}: ${dong(language, amountDong)}${text ? `. ${text}` : ''}`
  }
}

function Where({ centres, sector }: { centres: readonly Centre[]; sector: string }): ReactNode {
  const { t } = useWords()
  const { locality } = useGivens()
  return centres.map((centre) => {
    const named = (each: Centre['counters'][number]): string => [each.name, each.field].filter(Boolean).join(': ')
    const own = centre.counters.filter((counter) => counter.field === sector)
    return (
      <div className="panel" key={centre.name}>
        <p lang="vi">
          <strong>{centre.name}</strong>
          <br />
          {centre.address}
        </p>
        <dl className="facts" lang="vi">
          {fact(t('procedure.counters'), own.map((counter) => counter.name).join('; '))}
          {fact(t('procedure.hours'), locality.officeHours)}
          {fact(t('procedure.phone'), centre.phone)}
        </dl>
        {own.length === 0 && centre.counters.length > 0 && (
          // No counter bears the very name of this field, and which one serves it is not ours to guess.
          <details>
            <summary>{t('procedure.allCounters')}</summary>
            <ul lang="vi">
              {centre.counters.map((counter) => (
                <li key={counter.number}>{named(counter)}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    )
  })
}
