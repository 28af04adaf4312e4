import { useState } from 'react'
import { TextField } from '#web-ui'
import { t } from '../../text.ts'
import type { ReadNumber } from '../../lib/entered-number.ts'

interface NumberFieldProps {
  name: string
  label: string
  hint?: string
  inputMode: 'numeric' | 'decimal'
  value: number | null
  /** How the number is shown while nobody types. */
  textOf?: (value: number) => string
  read: ReadNumber
  onChange: (value: number | null) => void
}

/**
 * A number as people type it, key by key: what is typed stays as typed until the field is left, and what is no number stays with a word
 * about it instead of becoming another number.
 */
export function NumberField({ name, label, hint, inputMode, value, textOf = String, read, onChange }: NumberFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const [isLeft, setLeft] = useState(true)
  const isUnread = typed !== null && read(typed) === undefined
  return (
    <div
      onBlur={() => {
        setLeft(true)
        if (!isUnread) setTyped(null)
      }}
    >
      <TextField
        name={name}
        label={label}
        {...(hint === undefined ? {} : { hint })}
        inputMode={inputMode}
        value={typed ?? (value === null ? '' : textOf(value))}
        {...(isUnread && isLeft ? { error: t('process.number.unread') } : {})}
        onChange={(text) => {
          setLeft(false)
          setTyped(text)
          onChange(read(text) ?? null)
        }}
      />
    </div>
  )
}
