import { plainForms } from '#web-ui'
import { type InputHTMLAttributes, useId, useState } from 'react'
import { t } from '../../text.ts'

/** The hours of a step, taken when the cell is left. What is no such number stays as it was typed, with a word about it. */
export function HoursCell({
  hours,
  onChange,
  ...cell
}: Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> & { hours: number; onChange: (hours: number) => void }) {
  const [isUnread, setUnread] = useState(false)
  const faultId = useId()
  const fault = isUnread ? { 'aria-invalid': true, 'aria-describedby': faultId } : {}
  return (
    <>
      <input
        {...cell}
        {...fault}
        inputMode="decimal"
        size={4}
        defaultValue={String(hours).replace('.', ',')}
        onBlur={(event) => {
          const typed = plainForms(event.target.value).trim().replace(',', '.')
          const isNumber = /^\d{1,4}(?:\.\d{1,3})?$/u.test(typed)
          setUnread(!isNumber)
          if (isNumber && Number(typed) !== hours) onChange(Number(typed))
        }}
      />
      {isUnread ? (
        <span className="field__error" id={faultId}>
          {t('process.number.unread')}
        </span>
      ) : null}
    </>
  )
}
