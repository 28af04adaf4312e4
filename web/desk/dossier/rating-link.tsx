import { Notice } from '#web-ui'
import { t } from '../text.ts'

/** The single-use link with which the citizen rates; staff hand it over and do no more. */
export function RatingLink({ url }: { url: string }) {
  const whole = new URL(url, location.origin).toString()
  return (
    <Notice tone="ok">
      <p>{t('rating.hand')}</p>
      <p>
        <a href={whole} target="_blank" rel="noreferrer" className="rating-link">
          {whole}
        </a>
      </p>
    </Notice>
  )
}
