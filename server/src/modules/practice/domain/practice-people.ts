import type { Role } from '#kernel/actor.ts'

/** Someone to be in practice: a role at one place, never a person's name. */
export type PracticePerson = {
  readonly login: string
  readonly displayName: string
  readonly role: Role
  /** Code of the agency or the centre the role is held at; `null` for the whole locality. */
  readonly agencyCode: string | null
  readonly centreCode: string | null
  /** There is one at each place, so it is the head. */
  readonly isHead: boolean
}

const atAgency: readonly { role: Role; login: string; name: string }[] = [
  { role: 'case_officer', login: 'thuly', name: 'Cán bộ thụ lý' },
  // A second officer, so that taking over and replacing can be practised too.
  { role: 'case_officer', login: 'thuly2', name: 'Cán bộ thụ lý thứ hai' },
  { role: 'unit_head', login: 'truongphong', name: 'Trưởng phòng' },
  { role: 'signatory', login: 'lanhdao', name: 'Lãnh đạo ký' },
  { role: 'clerk', login: 'vanthu', name: 'Văn thư' },
]
const atCentre: readonly { role: Role; login: string; name: string }[] = [
  { role: 'counter_officer', login: 'tiepnhan1', name: 'Cán bộ tiếp nhận 1' },
  { role: 'counter_officer', login: 'tiepnhan2', name: 'Cán bộ tiếp nhận 2' },
  { role: 'centre_manager', login: 'giamdoc', name: 'Lãnh đạo Trung tâm' },
]
const anywhere: readonly { role: Role; login: string; name: string }[] = [
  { role: 'provincial_leader', login: 'lanhdaotinh', name: 'Lãnh đạo tỉnh' },
  { role: 'inspector', login: 'thanhtra', name: 'Thanh tra' },
  { role: 'procedure_designer', login: 'thietke', name: 'Thiết kế quy trình' },
  // Who edits a draft does not publish it.
  { role: 'procedure_designer', login: 'congbo', name: 'Công bố quy trình' },
  { role: 'operator', login: 'vanhanh', name: 'Quản trị vận hành' },
]

/** Everyone a dossier may meet: each role at each agency and centre, and those who oversee. */
export function practicePeople(
  agencies: readonly { readonly code: string; readonly shortName: string }[],
  centres: readonly { readonly code: string; readonly name: string }[],
): PracticePerson[] {
  const suffix = (code: string): string => code.toLowerCase().replace(/[^a-z0-9]+/gu, '')
  return [
    ...centres.flatMap((centre, index) =>
      atCentre.map(({ role, login, name }): PracticePerson => ({
        role,
        login: index === 0 ? login : `${login}.${suffix(centre.code)}`,
        displayName: centres.length === 1 ? name : `${name} · ${centre.name}`,
        agencyCode: null,
        centreCode: centre.code,
        isHead: role === 'centre_manager',
      })),
    ),
    ...agencies.flatMap((agency) =>
      atAgency.map(({ role, login, name }): PracticePerson => ({
        role,
        login: `${login}.${suffix(agency.code)}`,
        displayName: `${name} · ${agency.shortName}`,
        agencyCode: agency.code,
        centreCode: null,
        isHead: role === 'signatory',
      })),
    ),
    ...anywhere.map(({ role, login, name }): PracticePerson => ({
      role,
      login,
      displayName: name,
      agencyCode: null,
      centreCode: null,
      isHead: false,
    })),
  ]
}

/** Who collects at a centre in practice: fees are taken there as at the real one, into an account that no bank has. */
export function practiceCollector(centre: { readonly code: string; readonly name: string }) {
  const sign = centre.code.toUpperCase().replace(/[^0-9A-Z]+/gu, '')
  return {
    collectorName: `${centre.name} (chạy thử)`,
    taxCode: '0000000000',
    bankBin: '000000',
    bankAccount: `THU${sign}`.slice(0, 19),
    templateSymbol: '01BLP0-001',
    seriesSymbol: `THU-${sign}`.slice(0, 20),
    refundLimitDong: 500_000,
  }
}
