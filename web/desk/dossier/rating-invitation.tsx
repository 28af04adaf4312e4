import { Notice, QrCode } from '#web-ui'
import { t } from '../text.ts'

/**
 * How the citizen comes to the ballot: by the tracking page, with the secret of their slip, on their own telephone. The link
 * itself is never shown to staff.
 */
export function RatingInvitation({ code }: { code: string }) {
  const page = new URL(`/tra-cuu?ma=${encodeURIComponent(code)}`, location.origin).toString()
  return (
    <Notice tone="ok" isLive>
      <p>{t('rating.invite')}</p>
      <div className="rating">
        <QrCode text={page} label={t('rating.qr')} />
      </div>
    </Notice>
  )
}
