import type { SignatureState } from '#web-api'
import { Icon, type IconName } from '#web-ui'
import { t } from '../text.ts'

type Tone = 'ok' | 'plain' | 'soon' | 'late'
const looks: Record<SignatureState, { icon: IconName; tone: Tone }> = {
  valid: { icon: 'shield', tone: 'ok' },
  unsigned: { icon: 'info', tone: 'plain' },
  not_pdf: { icon: 'info', tone: 'plain' },
  untrusted: { icon: 'warning', tone: 'soon' },
  invalid: { icon: 'late', tone: 'late' },
}

/** What a file's signatures are worth: a drawing, a word and a colour, never the colour alone. */
export function SignatureBadge({ state }: { state: SignatureState }) {
  const { icon, tone } = looks[state]
  return (
    <span className="mark" data-tone={tone}>
      <Icon name={icon} />
      {t(`files.signature.${state}`)}
    </span>
  )
}
