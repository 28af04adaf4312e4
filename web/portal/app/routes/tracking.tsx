import type { ReactNode } from 'react'
import { data, useActionData, useLoaderData } from 'react-router'
import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import { formatDue } from '#web-ui'
import { portalContext } from '../context.ts'
import { instant } from '../figures.ts'
import { FaultSummary, FieldFault, faultOf } from '../form-faults.tsx'
import type { Fault } from '../form-faults.tsx'
import { languageOf, say } from '../language.ts'
import { PageFrame } from '../page-frame.tsx'
import type { Portal } from '../context.ts'
import { ask } from '../reading.ts'
import type { Outcome } from '../reading.ts'
import { TimeLeft, WhyThisDay } from '../time-left.tsx'
import {
  Accesses,
  FiledAndAccepted,
  HeldBy,
  Promised,
  Receipts,
  Refusal,
  Results,
  Supplement,
  ToPay,
  WhyThisDate,
  isNamed,
} from '../tracked-parts.tsx'
import type { ClockProofFile } from '../tracked-parts.tsx'
import type { AccessView, NoticeView, TrackingView } from '#web-api'
import { PageTitle } from '../practice-mark.tsx'
import { useWords } from '../use-words.ts'

export function loader({ request }: LoaderFunctionArgs) {
  // The QR code on the slip brings the dossier code, never the secret: addresses end up in histories and logs.
  return { code: new URL(request.url).searchParams.get('ma')?.slice(0, 60) ?? '' }
}

type Found = {
  /** What the holder of the slip typed, to ask again in the other language; `null` for the owner who is signed in. */
  readonly sent: { readonly code: string; readonly secret: string } | null
  readonly dossier: TrackingView
  readonly notices: readonly NoticeView[]
  readonly accesses: readonly AccessView[]
  /** Why this date, with the signed file to take away; none before a clock has started. */
  readonly proof: ClockProofFile | null
}
type NotFound = { readonly code: string; readonly faults: readonly Fault[] }

// Not `no-referrer`: a form on such a page is sent with `Origin: null`, which looks like another site's.
const privately = { 'cache-control': 'no-store', 'referrer-policy': 'same-origin' }

export async function action({ request, context }: ActionFunctionArgs) {
  const portal = context.get(portalContext)
  const language = languageOf(new URL(request.url).pathname)
  const { hotline: phone } = portal.locality
  const form = await request.formData()
  const code = text(form, 'code').toUpperCase()
  const secret = text(form, 'secret')
  const refuse = (status: number, faults: readonly Fault[]) => data<NotFound | Found>({ code, faults }, { status, headers: privately })

  const missing: Fault[] = []
  if (code === '') missing.push({ field: 'code', message: say(language, 'track.codeMissing') })
  if (secret === '') missing.push({ field: 'secret', message: say(language, 'track.secretMissing') })
  if (missing.length > 0) return refuse(422, missing)

  const outcome = await findTracked(portal, { code, secret })
  if (outcome.ok) return data<NotFound | Found>(outcome.value, { headers: privately })
  if (outcome.problem.status === 429) return refuse(429, [{ field: 'code', message: say(language, 'track.tooMany', { phone }) }])
  // Unknown, malformed and wrong are one answer: nobody learns which codes exist.
  return refuse(404, [{ field: 'code', message: say(language, 'track.notFound', { phone }) }])
}

/** All that is shown of a dossier to who holds its slip, or, without its secret, to the owner who is signed in. */
export async function findTracked(portal: Portal, slip: { readonly code: string; readonly secret?: string }): Promise<Outcome<Found>> {
  const asHolder = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(slip) }
  const outcome = await ask<TrackingView>(portal, '/tracking', asHolder)
  if (!outcome.ok) return outcome
  const [told, looks, proof, key] = await Promise.all([
    ask<{ items: NoticeView[] }>(portal, '/tracking/notices', asHolder),
    ask<{ items: AccessView[] }>(portal, '/tracking/accesses', asHolder),
    ask<object>(portal, '/tracking/proof', asHolder),
    ask<{ fingerprint: string }>(portal, '/proof-key'),
  ])
  const { code, secret } = slip
  // Notices and the explanation of the date are optional: the page is shown without them.
  return {
    ok: true,
    value: {
      sent: secret === undefined ? null : { code, secret },
      dossier: outcome.value,
      notices: told.ok ? told.value.items : [],
      accesses: looks.ok ? looks.value.items : [],
      proof: proof.ok && key.ok ? { file: fileOf(proof.value), keyName: key.value.fingerprint } : null,
    },
  }
}

/** The file travels in the page, so that taking it away needs neither a script nor the secret a second time. */
function fileOf(proof: object): string {
  return `data:application/json;base64,${Buffer.from(JSON.stringify(proof), 'utf8').toString('base64')}`
}

/** As typed on a phone: with stray spaces, decomposed, in any case. */
function text(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.normalize('NFC').replace(/\s+/gu, '').slice(0, 100) : ''
}

export function headers({ actionHeaders }: { actionHeaders: Headers }): Headers {
  return actionHeaders
}

export default function Tracking(): ReactNode {
  const asked = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { t, at } = useWords()
  if (answer && 'dossier' in answer) return <Dossier {...answer} />
  const faults = answer?.faults ?? []
  const title = t('track.title')
  return (
    <PageFrame>
      <PageTitle>{faults.length > 0 ? t('error.prefix', { title }) : title}</PageTitle>
      <FaultSummary title={t('track.faults')} faults={faults} />
      <h1>{title}</h1>
      <p>{t('track.intro')}</p>
      <form method="post" action={at('/tra-cuu')} className="stack narrow" noValidate>
        <div className="field">
          <label htmlFor="code">{t('track.code')}</label>
          <span className="field__hint" id="code-hint">
            {t('track.codeHint')}
          </span>
          <FieldFault id="code-fault" message={faultOf(faults, 'code')} />
          <input
            className="input"
            id="code"
            name="code"
            defaultValue={answer?.code ?? asked.code}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            aria-describedby="code-hint code-fault"
            aria-invalid={faultOf(faults, 'code') !== undefined}
          />
        </div>
        <div className="field">
          <label htmlFor="secret">{t('track.secret')}</label>
          <span className="field__hint" id="secret-hint">
            {t('track.secretHint')}
          </span>
          <FieldFault id="secret-fault" message={faultOf(faults, 'secret')} />
          <input
            className="input"
            id="secret"
            name="secret"
            autoComplete="off"
            spellCheck={false}
            aria-describedby="secret-hint secret-fault"
            aria-invalid={faultOf(faults, 'secret') !== undefined}
          />
        </div>
        <button type="submit" className="button" data-kind="primary">
          {t('track.button')}
        </button>
      </form>
    </PageFrame>
  )
}

export function Dossier({ sent, dossier, notices, accesses, proof, beside }: Found & { readonly beside?: ReactNode }): ReactNode {
  const { t, at } = useWords()
  const clock = dossier.clocks.find((each) => each.kind === 'committed') ?? dossier.clocks[0]
  return (
    <PageFrame sent={sent ?? undefined}>
      <PageTitle>{dossier.code}</PageTitle>
      <div className="row" data-justify="between">
        <h1 className="code">{dossier.code}</h1>
        <button type="button" className="button" data-print hidden>
          {t('procedure.print')}
        </button>
      </div>
      <div className="panel stack">
        <p className="track-answer">
          {clock?.remaining && <TimeLeft sentence={clock.remaining.sentence} tone={clock.remaining.tone} />}
          <strong>{dossier.stateName}</strong>
        </p>
        {dossier.beginning && <p>{dossier.beginning}</p>}
        <dl className="facts">
          <dt>{t('track.due')}</dt>
          <dd>
            <Promised promises={dossier.promises} dueAt={clock?.dueAt ?? null} />
          </dd>
          {dossier.legalDuePassed && (
            <>
              <dt>{t('track.legalDue')}</dt>
              <dd>{t('track.legalDuePassed', { at: formatDue(dossier.legalDuePassed) })}</dd>
            </>
          )}
          {dossier.holder && (
            <>
              <dt>{t('track.holder')}</dt>
              <dd lang={isNamed(dossier.holder.kind) ? 'vi' : undefined}>{dossier.holder.name}</dd>
            </>
          )}
          {dossier.parts.length > 0 && (
            <>
              <dt>{t('track.parts')}</dt>
              <dd>
                <ul className="plain-list">
                  {dossier.parts.map((part, at) => (
                    // Two parts may be at one agency until the same hour: only their place tells them apart.
                    <li key={at}>
                      <span lang="vi">{part.agencyName}</span>
                      {part.code ? (
                        <>
                          {' '}
                          (<span className="code">{part.code}</span>)
                        </>
                      ) : null}
                      {part.dueAt ? `, ${t('track.partDue', { at: formatDue(part.dueAt) })}` : ''}
                    </li>
                  ))}
                </ul>
              </dd>
            </>
          )}
          <dt>{t('track.procedure')}</dt>
          <dd lang="vi">{dossier.procedureName}</dd>
          <dt>{t('track.applicant')}</dt>
          <dd lang="vi">{dossier.applicantName}</dd>
          <FiledAndAccepted dossier={dossier} />
        </dl>
        {proof ? (
          <p>
            <a href="#why-this-date">{t('procedure.why')}</a>
          </p>
        ) : (
          clock && <WhyThisDay because={clock.because} />
        )}
      </div>
      {beside}
      {dossier.supplement && <Supplement supplement={dossier.supplement} />}
      {dossier.refusal && <Refusal refusal={dossier.refusal} />}
      {dossier.mayRateElsewhere ? (
        <section className="panel stack" aria-labelledby="rate-elsewhere">
          <h2 id="rate-elsewhere">{t('track.rate')}</h2>
          <p>{t('track.rateElsewhere')}</p>
        </section>
      ) : null}
      {dossier.ratingUrl && (
        <section className="panel stack" aria-labelledby="rate">
          <h2 id="rate">{t('track.rate')}</h2>
          <p>{t('track.rateNote')}</p>
          <p>
            <a className="button" href={at(new URL(dossier.ratingUrl).pathname)}>
              {t('track.rate')}
            </a>
          </p>
        </section>
      )}
      {dossier.results.length > 0 && <Results dossier={dossier} secret={sent?.secret ?? null} />}
      {dossier.toPay && <ToPay toPay={dossier.toPay} />}
      {dossier.receipts.length > 0 && <Receipts receipts={dossier.receipts} />}
      {proof && <WhyThisDate dossier={dossier} proof={proof} />}
      <HeldBy sides={dossier.heldBy} />
      <section aria-labelledby="timeline">
        <h2 id="timeline">{t('track.timeline')}</h2>
        <ol className="timeline" reversed>
          {dossier.timeline
            .toSorted((a, b) => b.seq - a.seq)
            .map((event) => (
              <li key={event.seq}>
                <strong>{event.actName}</strong>
                <br />
                <span className="muted">
                  <time dateTime={event.at}>{instant(event.at)}</time>
                  {event.unitName && ` · ${event.unitName}`}
                </span>
                {event.words && (
                  <>
                    <br />
                    {event.words.ground}
                    {event.words.ground && event.words.written ? '. ' : ''}
                    {event.words.written && <span lang="vi">{event.words.written}</span>}
                  </>
                )}
              </li>
            ))}
        </ol>
      </section>
      {notices.length > 0 && (
        <section aria-labelledby="notices">
          <h2 id="notices">{t('track.notices')}</h2>
          <ul>
            {notices.map((notice) => (
              <li key={notice.kind + notice.at}>
                {notice.name}{' '}
                <span className="muted">
                  · {notice.outcomeName} · <time dateTime={notice.at}>{instant(notice.at)}</time>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {accesses.length > 0 && <Accesses accesses={accesses} />}
      <p>
        <a className="button" href={at(sent ? '/tra-cuu' : '/ca-nhan')}>
          {sent ? t('track.again') : t('citizen.back')}
        </a>
      </p>
    </PageFrame>
  )
}
