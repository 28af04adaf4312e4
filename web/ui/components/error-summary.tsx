import { useEffect, useRef } from 'react'
import { uiText } from '../messages/ui-text.ts'
import { fieldId } from './text-field.tsx'

export interface ErrorSummaryProps {
  /** Field name and the very words shown beside the field. */
  errors: readonly { field: string | null; message: string }[]
  /** The permanent code of the refusal and the request, to read to the hotline. */
  code?: string | null
  law?: string | null
  /** Changes with every attempt, so that the same errors take the focus again. */
  attempt?: number
  /** Nothing is wrong with what was typed: it did not arrive, or no answer came. */
  isUncertain?: boolean
}

/** What must be corrected, above the heading, focused, each line leading to its field (as GOV.UK does). */
export function ErrorSummary({ errors, code = null, law = null, attempt = 0, isUncertain = false }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null)
  const shownAttempt = useRef(-1)
  const isShown = errors.length > 0

  useEffect(() => {
    if (!isShown || shownAttempt.current === attempt) return
    shownAttempt.current = attempt
    box.current?.focus()
  }, [isShown, attempt])

  useEffect(() => {
    if (!isShown) return undefined
    const prefix = uiText('errorSummary.titlePrefix')
    const title = document.title
    if (!title.startsWith(prefix)) document.title = prefix + title
    return () => {
      document.title = document.title.replace(prefix, '')
    }
  }, [isShown])

  if (!isShown) return null
  return (
    <div ref={box} className="error-summary" role="alert" tabIndex={-1}>
      <h2>{uiText(isUncertain ? 'errorSummary.notSent' : 'errorSummary.title')}</h2>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={`${field} ${message}`}>
            {field === null ? (
              message
            ) : (
              <a
                href={`#${fieldId(field)}`}
                onClick={(event) => {
                  event.preventDefault()
                  document.getElementById(fieldId(field))?.focus()
                }}
              >
                {message}
              </a>
            )}
          </li>
        ))}
      </ul>
      {law ? <p className="error-summary__code">{law}</p> : null}
      {code ? <p className="error-summary__code">{uiText('errorSummary.code', { code })}</p> : null}
    </div>
  )
}
