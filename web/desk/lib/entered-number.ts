import { plainForms } from '#web-ui'

/** What people type for a number → the number; null where nothing is typed, undefined where it is no such number. */
export type ReadNumber = (text: string) => number | null | undefined

/** Integer đồng, as it is written: `75000`, `75.000`, `75 000 đ`, `75,000 đồng`. */
export const dongFrom: ReadNumber = (text) => {
  const typed = plainForms(text)
    .trim()
    .replace(/\s*(?:đồng|đ|vnd)$/iu, '')
  if (typed === '') return null
  if (!/^(?:\d{1,12}|\d{1,3}(?:[.,\s]\d{3}){1,3})$/u.test(typed)) return undefined
  return Number(typed.replaceAll(/\D/g, ''))
}

/** A limit of time, above 0, with a comma or a point for its fraction: `7`, `7,5`. */
export const amountFrom: ReadNumber = (text) => {
  const typed = plainForms(text).trim()
  if (typed === '') return null
  const amount = /^\d{1,4}(?:[.,]\d{1,3})?$/.test(typed) ? Number(typed.replace(',', '.')) : 0
  return amount > 0 ? amount : undefined
}

/** How many papers, up to 999. */
export const countFrom: ReadNumber = (text) => {
  const typed = plainForms(text).trim()
  if (typed === '') return null
  return /^\d{1,3}$/.test(typed) ? Number(typed) : undefined
}
