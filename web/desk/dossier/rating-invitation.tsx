import { Notice } from '#web-ui'
import { t } from '../text.ts'

/**
 * How the citizen reaches the ballot: at the terminal in the hall, or by the letter. Neither the link nor the secret of the slip, which
 * the officer printed, opens it from anywhere else.
 */
export function RatingInvitation() {
  return (
    <Notice tone="ok" isLive>
      <p>{t('rating.invite')}</p>
    </Notice>
  )
}
