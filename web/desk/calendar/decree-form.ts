import type { DecreeChange } from '#web-api'
import { parseDay, plainForms } from '#web-ui'

export const decreeKinds = ['off', 'swap', 'makeup', 'half', 'revoked', 'hours'] as const
export type DecreeKind = (typeof decreeKinds)[number]

/** What a person has typed; every day as dd/MM/yyyy. */
export interface DecreeForm {
  what: DecreeKind
  on: string
  until: string
  workOn: string
  from: string
  to: string
  name: string
  basis: string
  decreedOn: string
  reason: string
  /** `all`, or the id of a centre. */
  office: string
  fromOn: string
  morning: string
  afternoon: string
  saturday: string
}

export const emptyForm: DecreeForm = {
  what: 'off',
  on: '',
  until: '',
  workOn: '',
  from: '13:30',
  to: '17:00',
  name: '',
  basis: '',
  decreedOn: '',
  reason: '',
  office: 'all',
  fromOn: '',
  morning: '07:00-11:30',
  afternoon: '13:30-17:00',
  saturday: '',
}

export type FormFault = { field: keyof DecreeForm; key: 'decree.dayWrong' | 'decree.hourWrong' | 'decree.sessionWrong' }

const hour = /^([01]\d|2[0-3]):[0-5]\d$/
const session = /^(([01]\d|2[0-3]):[0-5]\d)\s*[-–]\s*(([01]\d|2[0-3]):[0-5]\d)$/

/** The change the form describes, or its unreadable fields. The server checks the readable ones. */
export function changeOf(form: DecreeForm): { change: DecreeChange; faults: [] } | { change: null; faults: FormFault[] } {
  const faults: FormFault[] = []
  const day = (field: 'on' | 'until' | 'workOn' | 'fromOn'): string => {
    const read = parseDay(form[field])
    if (read === null) faults.push({ field, key: 'decree.dayWrong' })
    return read ?? ''
  }
  const clock = (field: 'from' | 'to'): string => {
    const typed = plainForms(form[field]).trim()
    if (!hour.test(typed)) faults.push({ field, key: 'decree.hourWrong' })
    return typed
  }
  const span = (field: 'morning' | 'afternoon' | 'saturday', weekdays: number[]): { weekdays: number[]; from: string; to: string }[] => {
    if (form[field].trim() === '') return []
    const read = session.exec(plainForms(form[field]).trim())
    if (!read) faults.push({ field, key: 'decree.sessionWrong' })
    return [{ weekdays, from: read?.[1] ?? '', to: read?.[3] ?? '' }]
  }
  const change = ((): DecreeChange => {
    const { name } = form
    switch (form.what) {
      case 'off':
        return {
          kind: 'days',
          days: [{ kind: 'holiday', on: day('on'), ...(form.until.trim() === '' ? {} : { until: day('until') }), name }],
        }
      case 'swap':
        return { kind: 'days', days: [{ kind: 'swap', on: day('on'), workOn: day('workOn'), name }] }
      case 'makeup':
        return { kind: 'days', days: [{ kind: 'makeup_workday', on: day('on'), name }] }
      case 'half':
        return { kind: 'days', days: [{ kind: 'holiday', on: day('on'), from: clock('from'), to: clock('to'), name }] }
      case 'revoked':
        return { kind: 'days', days: [{ kind: 'revoked', on: day('on'), name }] }
      case 'hours': {
        const weekdays = [1, 2, 3, 4, 5]
        const saturday = span('saturday', [6])
        return {
          kind: 'office_hours',
          centreId: form.office === 'all' ? null : form.office,
          agencyId: null,
          fromOn: day('fromOn'),
          sessions: [...span('morning', weekdays), ...span('afternoon', weekdays), ...saturday],
          uncounted: saturday.length > 0 ? [6] : [],
        }
      }
    }
  })()
  if (form.decreedOn.trim() !== '' && parseDay(form.decreedOn) === null) faults.push({ field: 'decreedOn', key: 'decree.dayWrong' })
  return faults.length > 0 ? { change: null, faults } : { change, faults: [] }
}

/** The field of this form for a field error of the server: `change.days.0.workOn` is `workOn`. */
export function formField(field: string): string {
  return field.replace(/^change\.(days\.\d+\.|sessions\.\d+\.)?/, '')
}
