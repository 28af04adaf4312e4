import type { Role } from '#kernel/actor.ts'

export const roleNames: Readonly<Record<Role, string>> = {
  counter_officer: 'Cán bộ tiếp nhận',
  case_officer: 'Cán bộ thụ lý',
  unit_head: 'Trưởng phòng',
  signatory: 'Lãnh đạo ký',
  clerk: 'Văn thư',
  centre_manager: 'Lãnh đạo Trung tâm',
  provincial_leader: 'Lãnh đạo tỉnh',
  inspector: 'Thanh tra, kiểm tra',
  procedure_designer: 'Thiết kế quy trình',
  operator: 'Quản trị vận hành',
  citizen: 'Công dân, tổ chức',
  representative: 'Người được uỷ quyền',
}

export const roleNamesInEnglish: Readonly<Record<Role, string>> = {
  counter_officer: 'Receiving officer',
  case_officer: 'Case officer',
  unit_head: 'Head of unit',
  signatory: 'Signatory',
  clerk: 'Clerk',
  centre_manager: 'Manager of the centre',
  provincial_leader: 'Leader of the province',
  inspector: 'Inspector',
  procedure_designer: 'Procedure designer',
  operator: 'Operator',
  citizen: 'Applicant',
  representative: 'Representative',
}

/** Areas of the staff application. What a person sees follows the role, and is said by the server. */
export const areas = [
  'calls',
  'intake',
  'inbox',
  'handover',
  'results',
  'cash_book',
  'register',
  'officers',
  'accountability',
  'papers',
  'procedures',
  'board',
  'calendar',
  'oversight',
  'accounts',
  'setup',
  'security',
  'operations',
  'call_order',
] as const
export type Area = (typeof areas)[number]

const areasOf: Readonly<Record<Role, readonly Area[]>> = {
  counter_officer: [
    'calls',
    'intake',
    'inbox',
    'handover',
    'results',
    'cash_book',
    'register',
    'officers',
    'papers',
    'procedures',
    'board',
  ],
  case_officer: ['inbox', 'handover', 'officers', 'papers', 'procedures', 'board'],
  unit_head: ['inbox', 'handover', 'officers', 'accountability', 'papers', 'procedures', 'board'],
  signatory: ['inbox', 'officers', 'accountability', 'papers', 'procedures', 'board'],
  clerk: ['inbox', 'handover', 'officers', 'papers', 'procedures', 'board'],
  centre_manager: [
    'calls',
    'call_order',
    'inbox',
    'handover',
    'results',
    'cash_book',
    'register',
    'officers',
    'accountability',
    'papers',
    'procedures',
    'board',
    'calendar',
    'oversight',
    'accounts',
    'setup',
  ],
  provincial_leader: ['call_order', 'cash_book', 'register', 'accountability', 'papers', 'procedures', 'board', 'calendar', 'oversight'],
  inspector: [
    'call_order',
    'cash_book',
    'register',
    'accountability',
    'papers',
    'procedures',
    'board',
    'calendar',
    'oversight',
    'security',
  ],
  procedure_designer: ['procedures', 'board'],
  operator: ['procedures', 'board', 'calendar', 'accounts', 'setup', 'security', 'operations'],
  citizen: [],
  representative: [],
}

export function areasFor(roles: readonly Role[]): Area[] {
  return areas.filter((area) => roles.some((role) => areasOf[role].includes(area)))
}
