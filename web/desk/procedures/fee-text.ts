import { formatDong } from '#web-ui'

/** A fee said once: its own text, with the amount before it only where the text does not name it. */
export function feeText(fee: { amountDong: number | null; text: string }): string {
  if (fee.amountDong === null) return fee.text
  if (fee.text.trim() === '') return formatDong(fee.amountDong)
  const isNamed = fee.text.replaceAll(/[.,\s]/g, '').includes(String(fee.amountDong))
  return isNamed ? fee.text : `${formatDong(fee.amountDong)} · ${fee.text}`
}
