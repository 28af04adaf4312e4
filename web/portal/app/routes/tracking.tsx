import { Fragment } from 'react'
import type { ReactNode } from 'react'
import { data, useActionData, useLoaderData } from 'react-router'
import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import { formatDue, QrCode } from '#web-ui'
import { portalContext } from '../context.ts'
import { appointment, dong, instant } from '../figures.ts'
import { FaultSummary, FieldFault, faultOf } from '../form-faults.tsx'
import type { Fault } from '../form-faults.tsx'
import { languageOf, say } from '../language.ts'
import { PageFrame } from '../page-frame.tsx'
import type { Portal } from '../context.ts'
import { ask } from '../reading.ts'
import type { Outcome } from '../reading.ts'
import { TimeLeft, WhyThisDay } from '../time-left.tsx'
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
  readonly proof: { readonly file: string; readonly keyName: string } | null
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
  // What was told and why this date are worth showing, not worth failing for.
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

/** What was paid, by the numbers of its receipts. */
/** A dossier that was refused or waits has been handed in, and never accepted. */
function FiledAndAccepted({ dossier }: { dossier: TrackingView }): ReactNode {
  const { t } = useWords()
  return (
    <>
      <dt>{t('track.filed')}</dt>
      <dd>{instant(dossier.receivedAt)}</dd>
      {dossier.acceptedAt ? (
        <>
          <dt>{t('track.received')}</dt>
          <dd>{instant(dossier.acceptedAt)}</dd>
        </>
      ) : null}
    </>
  )
}

function Receipts({ receipts }: { receipts: TrackingView['receipts'] }): ReactNode {
  const { t, language } = useWords()
  return (
    <section aria-labelledby="receipts">
      <h2 id="receipts">{t('track.receipts')}</h2>
      <ul>
        {receipts.map((receipt) => (
          <li key={receipt.id}>
            <strong>{dong(language, receipt.amountDong)}</strong> · {t('track.receipt', { symbol: receipt.symbol, number: receipt.number })}{' '}
            <span className="muted">
              · {t(receipt.method === 'cash' ? 'track.receipt.cash' : 'track.receipt.transfer')} ·{' '}
              <time dateTime={receipt.issuedAt}>{instant(receipt.issuedAt)}</time>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Who of the staff was shown the dossier: folded, because the newest question is usually another. */
function Accesses({ accesses }: { accesses: readonly AccessView[] }): ReactNode {
  const { t } = useWords()
  return (
    <details>
      <summary>{t('track.accesses')}</summary>
      <p className="muted">{t('track.accessesNote')}</p>
      <ul>
        {accesses.map((each, at) => (
          <li key={at}>
            {each.purposeName}{' '}
            <span className="muted">
              · {each.roleName}
              {each.placeName && (
                <>
                  , <span lang="vi">{each.placeName}</span>
                </>
              )}{' '}
              · <time dateTime={each.at}>{instant(each.at)}</time>
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** What to bring, by which day, and what happens then: the words of the paper (Mẫu 02). */
function Supplement({ supplement }: { supplement: NonNullable<TrackingView['supplement']> }): ReactNode {
  const { t, language } = useWords()
  return (
    <section aria-labelledby="defects" className="stack">
      <h2 id="defects">{t('track.defects')}</h2>
      {supplement.by && (
        <p>
          {t('track.supplementBy')} <strong>{appointment(language, supplement.by)}</strong>
        </p>
      )}
      <ol lang="vi">
        {supplement.defects.map((defect, at) => (
          <li key={at}>{defect}</li>
        ))}
      </ol>
      {supplement.papers.length > 0 && (
        <>
          <p>{t('track.supplementPapers')}</p>
          <ul lang="vi">
            {supplement.papers.map((paper) => (
              <li key={paper.name}>
                {paper.name}
                {paper.originals > 0 && ` · ${t('track.originals', { count: paper.originals })}`}
                {paper.copies > 0 && ` · ${t('track.copies', { count: paper.copies })}`}
              </li>
            ))}
          </ul>
        </>
      )}
      {supplement.reason && <p lang="vi">{supplement.reason}</p>}
      <p>
        {supplement.clock} {supplement.lapse}
      </p>
    </section>
  )
}

/** Who refused, why, and where one may complain. */
function Refusal({ refusal }: { refusal: NonNullable<TrackingView['refusal']> }): ReactNode {
  const { t } = useWords()
  return (
    <section aria-labelledby="refusal" className="stack">
      <h2 id="refusal">{t('track.refusal')}</h2>
      <p lang="vi">
        <strong>{refusal.by}</strong>: {refusal.reason}
      </p>
      {refusal.appeal && <p>{refusal.appeal}</p>}
    </section>
  )
}

/** The day promised; every day that was promised before it is struck out, with what moved it. */
function Promised({ promises, dueAt }: { promises: TrackingView['promises']; dueAt: string | null }): ReactNode {
  const { t, language } = useWords()
  const last = promises.at(-1)
  // A clock that stands still promises nothing, whatever was promised before.
  if (!last || dueAt === null) return dueAt === null ? t('track.noDue') : appointment(language, dueAt)
  return (
    <ol className="plain-list">
      {promises.map((promise) => (
        <li key={promise.at + promise.dueAt}>
          {promise === last ? (
            <strong>{appointment(language, promise.dueAt)}</strong>
          ) : (
            <del>
              <span className="visually-hidden">{t('track.noLonger')} </span>
              {appointment(language, promise.dueAt)}
            </del>
          )}
          {promise.why !== '' && (
            <small>
              {' · '}
              {promise.why}
              {language === 'en' && promise.written ? (
                <>
                  : <span lang="vi">{promise.written}</span>
                </>
              ) : null}
            </small>
          )}
        </li>
      ))}
    </ol>
  )
}

/** The result to take away, and what its signature is worth, in words. */
function Results({ dossier, secret }: { dossier: TrackingView; secret: string | null }): ReactNode {
  const { t, at } = useWords()
  return (
    <section aria-labelledby="results" className="stack" data-print>
      <h2 id="results">{t('track.results')}</h2>
      {dossier.results.map((file) => (
        <form key={file.id} method="post" action={at('/tra-cuu/ket-qua')} className="panel stack">
          <p>
            <strong lang="vi">{file.name}</strong>
            <br />
            <span className="muted">
              {file.typeName} · {file.signature.stateName}
              {file.signature.signers.length > 0 && `: ${file.signature.signers.join(', ')}`}
            </span>
          </p>
          <input type="hidden" name="code" value={dossier.code} />
          {secret !== null && <input type="hidden" name="secret" value={secret} />}
          <input type="hidden" name="file" value={file.id} />
          <button type="submit" className="button">
            {t('track.takeResult', { name: file.name })}
          </button>
        </form>
      ))}
    </section>
  )
}

/** The sum in words, on screen and on paper, and the file by which anyone can do it again. */
function WhyThisDate({ dossier, proof }: { dossier: TrackingView; proof: NonNullable<Found['proof']> }): ReactNode {
  const { code } = dossier
  const { t, language } = useWords()
  const clocks = dossier.clocks.toSorted((one, other) => one.kind.localeCompare(other.kind))
  return (
    <section aria-labelledby="why-this-date" className="stack">
      <h2 id="why-this-date">{t('track.whyTitle')}</h2>
      {clocks.map((clock) => (
        <div key={clock.kind} className="stack">
          <h3>
            {t(clock.kind === 'committed' ? 'track.whyPromised' : 'track.whyLegal')}
            {': '}
            {clock.dueAt ? appointment(language, clock.dueAt) : t('track.whyStopped')}
          </h3>
          <p>{clock.sentence}</p>
          {clock.because.length > 0 && (
            <ul>
              {clock.because.map((each) => (
                <li key={each.sentence}>{each.sentence}</li>
              ))}
            </ul>
          )}
        </div>
      ))}
      {dossier.turns.length > 0 && (
        <>
          <h3>{t('track.whyTurns')}</h3>
          <ul>
            {dossier.turns.map((turn) => (
              <li key={turn.fromAt + turn.effect}>
                {t(`track.effect.${turn.effect}`)}
                {': '}
                {turn.name} (<span lang="vi">{turn.law}</span>){' '}
                <span className="muted">
                  <time dateTime={turn.fromAt}>{instant(turn.fromAt)}</time>
                  {turn.effect === 'pause' && (turn.toAt ? ` – ${formatDue(turn.toAt)}` : ` – ${t('track.untilNow')}`)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p data-print>
        <a className="button" href={proof.file} download={`${code}-vi-sao-la-ngay-nay.json`}>
          {t('track.proofFile')}
        </a>
      </p>
      <p>{t('track.proofHow')}</p>
      <p>
        <code className="proof-check">
          motcua prove {code}-vi-sao-la-ngay-nay.json --key {proof.keyName}
        </code>
      </p>
    </section>
  )
}

/** Who has had it how long: a bar for the eye, the same in words. Told apart by pattern, not by colour alone. */
function HeldBy({ sides }: { sides: TrackingView['heldBy'] }): ReactNode {
  const { t } = useWords()
  const whole = sides.reduce((sum, side) => sum + side.workMs, 0)
  if (whole === 0) return null
  return (
    <section aria-labelledby="held-by" className="held-by stack">
      <h2 id="held-by">{t('track.heldBy')}</h2>
      <HeldByBar sides={sides} whole={whole} />
      <ul className="held-by__sides">
        {sides.map((side) => (
          <li key={`${side.name} ${side.cause}`}>
            <span className="held-by__mark" data-cause={side.cause} aria-hidden="true" />{' '}
            <span lang={side.cause === 'inside' ? 'vi' : undefined}>{side.name}</span>: <strong>{side.workText}</strong>
          </li>
        ))}
      </ul>
      <p className="muted">{t('track.heldByHow')}</p>
    </section>
  )
}

/** A drawing, since the page allows no inline styles: each side is as wide as its share of the time. */
function HeldByBar({ sides, whole }: { sides: TrackingView['heldBy']; whole: number }): ReactNode {
  const percent = (workMs: number) => `${((workMs / whole) * 100).toFixed(3)}%`
  const before = sides.map((_, index) => sides.slice(0, index).reduce((sum, side) => sum + side.workMs, 0))
  return (
    <svg className="held-by__bar" aria-hidden="true">
      <defs>
        <pattern id="held-by-applicant" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect className="held-by__ink" width="2" height="7" />
        </pattern>
        <pattern id="held-by-outside" width="7" height="7" patternUnits="userSpaceOnUse">
          <circle className="held-by__ink" cx="3.5" cy="3.5" r="1.5" />
        </pattern>
      </defs>
      {sides.map((side, index) => (
        <rect
          key={`${side.name} ${side.cause}`}
          className="held-by__share"
          data-cause={side.cause}
          x={percent(before[index] ?? 0)}
          width={percent(side.workMs)}
          height="100%"
        />
      ))}
    </svg>
  )
}

/** What is owed and how to pay it; the code needs no script, it is a drawing in the page. */
function ToPay({ toPay }: { toPay: NonNullable<TrackingView['toPay']> }): ReactNode {
  const { t, language } = useWords()
  return (
    <section aria-labelledby="to-pay" className="to-pay">
      <h2 id="to-pay">{t('track.toPay')}</h2>
      <dl className="facts">
        {toPay.items.map((item, index) => (
          <Fragment key={index}>
            <dt lang="vi">
              {item.name}
              {item.basis ? <span className="muted"> ({item.basis})</span> : null}
            </dt>
            <dd>
              {item.dueDong === null ? '' : `${dong(language, item.dueDong)} · `}
              {item.stateName}
            </dd>
          </Fragment>
        ))}
      </dl>
      {toPay.arrived.map((each) => (
        <p key={each.at} className="panel">
          {t('track.arrived', { amount: dong(language, each.amountDong), at: instant(each.at) })}
        </p>
      ))}
      {toPay.notCollected ? (
        <p className="panel">
          {t('track.owed')} <strong>{dong(language, toPay.missingDong)}</strong>. {t('track.notCollected')}
        </p>
      ) : null}
      {toPay.transfer && (
        <div className="panel stack">
          <p>
            {t('track.owed')} <strong>{dong(language, toPay.missingDong)}</strong>
          </p>
          {toPay.waits ? <p>{t('track.payWaits')}</p> : null}
          {toPay.by ? (
            <p>
              {t('track.payBy')} <strong>{appointment(language, toPay.by)}</strong>
            </p>
          ) : null}
          <p>{t('track.payHow')}</p>
          <QrCode text={toPay.transfer.code} label={t('track.payCode')} />
          <p>
            {t('track.payTo', { holder: toPay.transfer.holderName, account: toPay.transfer.bankAccount, purpose: toPay.transfer.purpose })}
          </p>
        </div>
      )}
    </section>
  )
}

/** Offices have names, in Vietnamese; the applicant and an office outside are said in the language of the page. */
function isNamed(holderKind: string): boolean {
  return holderKind !== 'applicant' && holderKind !== 'outside'
}
