import type { AccountId, AgencyId, CentreId, LocalityId } from './ids.ts'

/** Every hat a person can wear (vai trò). One person may wear several, each with its own scope. */
export const roles = [
  'counter_officer', // cán bộ tiếp nhận
  'case_officer', // cán bộ thụ lý
  'unit_head', // trưởng phòng
  'signatory', // lãnh đạo ký
  'clerk', // văn thư
  'centre_manager', // lãnh đạo trung tâm
  'provincial_leader', // lãnh đạo tỉnh
  'inspector', // thanh tra, kiểm tra
  'procedure_designer', // người thiết kế quy trình
  'operator', // quản trị vận hành
  'citizen', // công dân, tổ chức
  'representative', // người được uỷ quyền
] as const
export type Role = (typeof roles)[number]

/** Roles that do the work of an agency on a dossier, step by step. */
export const agencyRoles = ['case_officer', 'unit_head', 'signatory', 'clerk'] as const satisfies readonly Role[]
/** Roles that hold dossiers: at the counter and at the agencies. */
export const handlingRoles = ['counter_officer', ...agencyRoles] as const satisfies readonly Role[]
/** Roles that oversee the work of others, within the reach of the grant; they see persons with masked numbers. */
export const watchingRoles = ['provincial_leader', 'inspector'] as const satisfies readonly Role[]
/** Roles that oversee and change no dossier: a centre manager at the centre, the others within the reach of the grant. */
export const overseeingRoles = ['centre_manager', ...watchingRoles] as const satisfies readonly Role[]
/** Staff roles that may see dossiers at all; the duty decides which ones. */
export const staffRoles: readonly Role[] = [...handlingRoles, ...overseeingRoles]

/** A role with its reach. `null` means the whole locality. Only assignments valid now are ever loaded. */
export type RoleGrant = {
  readonly role: Role
  readonly agencyId: AgencyId | null
  readonly centreId: CentreId | null
  /** At the head of the agency or centre (người đứng đầu), above the deputies who hold the same role. */
  readonly isHead?: boolean
  /** A delegated role, for a limited time. */
  readonly onBehalfOf?: OnBehalfOf
}

/** Whose place it is, by which order, and the letters that stand before the signature (KT., TL., TUQ.). */
export type OnBehalfOf = {
  readonly accountId: AccountId
  readonly name: string
  readonly style: 'KT' | 'TL' | 'TUQ'
  readonly basis: string
}

/** Who is asking. `anonymous` is anyone on the public portal. */
export type Actor = {
  readonly localityId: LocalityId
  readonly accountId: AccountId | null
  readonly displayName: string
  readonly grants: readonly RoleGrant[]
}
