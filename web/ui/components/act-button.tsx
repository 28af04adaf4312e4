import { useId } from 'react'
import { uiText } from '../messages/ui-text.ts'
import { Key } from './key.tsx'

export interface ActButtonProps {
  name: string
  kind?: 'primary' | 'secondary' | 'danger'
  keyHint?: string | undefined
  /** Why the act may not be done now, from the server; null when it may. */
  reason: string | null
  /** The legal ground of the refusal, if there is one. */
  law?: string | null
  onPress: () => void
}

/**
 * An act on a dossier. What is not allowed is shown, not hidden, with its reason under it, and can still be
 * reached by keyboard, so that a person who cannot see the grey hears why.
 */
export function ActButton({ name, kind = 'secondary', keyHint, reason, law = null, onPress }: ActButtonProps) {
  const reasonId = useId()
  const allowed = reason === null
  return (
    <div className="act-button">
      <button
        type="button"
        className="button"
        data-kind={kind}
        aria-disabled={allowed ? undefined : true}
        aria-describedby={allowed ? undefined : reasonId}
        onClick={() => {
          if (allowed) onPress()
        }}
      >
        <span>{name}</span>
        {keyHint && allowed ? <Key name={keyHint} /> : null}
      </button>
      {allowed ? null : (
        <p id={reasonId} className="act-button__reason">
          {uiText('actButton.reason', { reason })}
          {law ? <span className="muted"> ({law})</span> : null}
        </p>
      )}
    </div>
  )
}
