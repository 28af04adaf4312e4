import { Fragment } from 'react'
import type { ReactNode } from 'react'
import type { AccessView, TrackingView } from '#web-api'
import { formatDue, QrCode } from '#web-ui'
import { appointment, dong, instant } from './figures.ts'
import { useWords } from './use-words.ts'

/** Why this date: the signed file to take away, and the key that signed it. */
export type ClockProofFile = { readonly file: string; readonly keyName: string }

/** A dossier that was refused or waits has been handed in, and never accepted. */
export function FiledAndAccepted({ dossier }: { dossier: TrackingView }): ReactNode {
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

/** What was paid, by the numbers of its receipts. */
export function Receipts({ receipts }: { receipts: TrackingView['receipts'] }): ReactNode {
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
export function Accesses({ accesses }: { accesses: readonly AccessView[] }): ReactNode {
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
export function Supplement({ supplement }: { supplement: NonNullable<TrackingView['supplement']> }): ReactNode {
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
export function Refusal({ refusal }: { refusal: NonNullable<TrackingView['refusal']> }): ReactNode {
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
export function Promised({ promises, dueAt }: { promises: TrackingView['promises']; dueAt: string | null }): ReactNode {
  const { t, language } = useWords()
  const last = promises.at(-1)
  // A stopped clock promises nothing, whatever was promised before.
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
export function Results({ dossier, secret }: { dossier: TrackingView; secret: string | null }): ReactNode {
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
export function WhyThisDate({ dossier, proof }: { dossier: TrackingView; proof: ClockProofFile }): ReactNode {
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

/** How long each holder had it: as a bar and in words. The bars differ by pattern, not by colour alone. */
export function HeldBy({ sides }: { sides: TrackingView['heldBy'] }): ReactNode {
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
            <span className="held-by__mark" data-cause={side.cause} data-turn={turnOf(sides, side)} aria-hidden="true" />{' '}
            <span lang={side.cause === 'inside' ? 'vi' : undefined}>{side.name}</span>: <strong>{side.workText}</strong>
          </li>
        ))}
      </ul>
      <p className="muted">{t('track.heldByHow')}</p>
    </section>
  )
}

/** Which pattern of its cause a side has: two offices of one cause differ from one another; a fourth begins again. */
function turnOf(sides: TrackingView['heldBy'], side: TrackingView['heldBy'][number]): number {
  return sides.filter(({ cause }) => cause === side.cause).indexOf(side) % 3
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
        <pattern id="held-by-second" width="4" height="4" patternUnits="userSpaceOnUse">
          <rect className="held-by__ink" width="4" height="2" />
        </pattern>
        <pattern id="held-by-third" width="6" height="6" patternUnits="userSpaceOnUse">
          <path className="held-by__ink" d="M0 0h6v1.5H1.5V6H0z" />
        </pattern>
      </defs>
      {sides.map((side, index) => (
        <rect
          key={`${side.name} ${side.cause}`}
          className="held-by__share"
          data-cause={side.cause}
          data-turn={turnOf(sides, side)}
          x={percent(before[index] ?? 0)}
          width={percent(side.workMs)}
          height="100%"
        />
      ))}
    </svg>
  )
}

/** What is owed and how to pay it; the code needs no script, it is a drawing in the page. */
export function ToPay({ toPay }: { toPay: NonNullable<TrackingView['toPay']> }): ReactNode {
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
export function isNamed(holderKind: string): boolean {
  return holderKind !== 'applicant' && holderKind !== 'outside'
}
