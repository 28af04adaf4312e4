import { uiText } from '../messages/ui-text.ts'
import { Icon } from './icon.tsx'

export interface HolderLineProps {
  name: string
  officerName?: string | null
  since?: string | null
}

/** Who holds the dossier now; always shown beside the time. */
export function HolderLine({ name, officerName = null, since = null }: HolderLineProps) {
  const whole = officerName ? `${officerName}, ${name}` : name
  return (
    <span className="holder-line">
      <Icon name={officerName ? 'person' : 'house'} />
      <span>
        {uiText('holder.label', { name: whole })}
        {since ? <span className="muted"> {uiText('holder.since', { since })}</span> : null}
      </span>
    </span>
  )
}
