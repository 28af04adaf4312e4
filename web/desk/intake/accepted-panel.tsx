import { Link } from 'react-router'
import type { DossierView } from '#web-api'
import { currentLanguage, Button, formatPromise, Notice, TimeLeft } from '#web-ui'
import { intakeKeys } from '../lib/keys.ts'
import { PrintSlip } from '../dossier/print-slip.tsx'
import { paths } from '../paths.ts'
import { t } from '../text.ts'
import { PaymentPanel } from '../payment/payment-panel.tsx'
import { BecauseList } from './slip-preview.tsx'

export interface AcceptedPanelProps {
  dossier: DossierView
  onNext: () => void
}

/** Done: the code, the promise, the slip, the next visitor. */
export function AcceptedPanel({ dossier, onNext }: AcceptedPanelProps) {
  const committed = dossier.clocks.find((clock) => clock.kind === 'committed')
  return (
    <section className="panel accepted" aria-labelledby="accepted-title">
      <Notice tone="ok" isLive>
        <h1 id="accepted-title">{t('accepted.title', { name: dossier.applicant.name })}</h1>
      </Notice>
      <p className="accepted__code">
        <span className="muted small">{t('accepted.code')}</span>
        <strong className="code">{dossier.code}</strong>
      </p>
      {committed?.dueAt ? (
        <div className="accepted__due">
          <span className="muted small">{t('accepted.due')}</span>
          <strong>{formatPromise(committed.dueAt, currentLanguage())}</strong>
          <TimeLeft
            sentence={committed.remaining.sentence}
            tone={committed.remaining.tone}
            because={<BecauseList because={committed.because} />}
          />
        </div>
      ) : null}
      {dossier.lookupSecret ? (
        <p>
          {t('accepted.secret')} <strong className="code">{dossier.lookupSecret}</strong>
          <br />
          <span className="muted small">{t('accepted.secret.once')}</span>
        </p>
      ) : null}
      <div className="row">
        <PrintSlip code={dossier.code} isFirst />
        <Button keyHint={intakeKeys.next} onPress={onNext}>
          {t('accepted.next')}
        </Button>
        <Link className="button" data-kind="quiet" to={paths.dossier(dossier.code)}>
          {t('accepted.open')}
        </Link>
      </div>
      <PaymentPanel code={dossier.code} title={t('payment.title')} />
    </section>
  )
}
