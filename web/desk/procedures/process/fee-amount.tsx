import { useState } from 'react'
import { formatDong, TextField } from '#web-ui'
import { wholeDong } from '../../payment/whole-dong.ts'
import { t } from '../../text.ts'

export interface FeeAmountProps {
  name: string
  label: string
  amountDong: number | null
  onChange: (amountDong: number | null) => void
}

/** A sum as people write it (`75.000`, `75 000 đ`). What was typed stays; what it is understood as stands under it, or that it is not understood. */
export function FeeAmount({ name, label, amountDong, onChange }: FeeAmountProps) {
  const [typed, setTyped] = useState(amountDong === null ? '' : String(amountDong))
  // The amount may come from elsewhere: a draft that was loaded again, a change that was undone.
  const shown = wholeDong(typed) === amountDong ? typed : amountDong === null ? '' : String(amountDong)
  const [isUnread, setUnread] = useState(false)
  return (
    <TextField
      name={name}
      label={label}
      hint={amountDong === null ? t('process.fee.hint') : t('process.fee.read', { amount: formatDong(amountDong) })}
      inputMode="numeric"
      value={isUnread ? typed : shown}
      error={isUnread ? t('process.fee.unread') : undefined}
      onChange={(text) => {
        const amount = wholeDong(text)
        setTyped(text)
        setUnread(amount === null && text.trim() !== '')
        onChange(amount)
      }}
    />
  )
}
