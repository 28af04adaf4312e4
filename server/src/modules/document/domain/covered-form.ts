import { maskNumber } from '#kernel/vietnamese.ts'
import type { FormName, NumberedFormData } from './forms.ts'

const covered = '(đã che)'
/** Parts of a form about the administration, which are no personal data. */
const ofTheHouse: readonly string[] = ['contact', 'hotline']

/** A form for those who only watch: numbers as on their screen, no address, no mail, no secret, wherever in the form they stand. */
export function coveredForm<Name extends FormName>(data: NumberedFormData[Name]): NumberedFormData[Name] {
  return cover(data) as NumberedFormData[Name]
}

function cover(value: unknown, key = ''): unknown {
  if (value === null || value === undefined || ofTheHouse.includes(key)) return value
  if (Array.isArray(value)) return value.map((each) => cover(each))
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, cover(each, name)]))
  if (typeof value !== 'string' || value === '') return value
  if (key === 'lookupSecret') return null
  if (/(?:idNumber|phone)$/iu.test(key)) return maskNumber(value)
  return /(?:^|[a-z])(?:address|email)$/iu.test(key) && key !== 'trackingAddress' ? covered : value
}
