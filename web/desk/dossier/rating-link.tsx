import { Notice, QrCode } from '#web-ui'
import { t } from '../text.ts'

/** The single-use link with which the citizen rates, and its QR for their telephone; staff hand it over and do no more. */
export function RatingLink({ url }: { url: string }) {
  const whole = new URL(url, location.origin).toString()
  return (
    <Notice tone="ok" isLive>
      <p>{t('rating.hand')}</p>
      <div className="rating">
        <QrCode text={whole} label={t('rating.qr')} />
        <a href={whole} target="_blank" rel="noreferrer" className="rating-link">
          {whole}
        </a>
      </div>
    </Notice>
  )
}
