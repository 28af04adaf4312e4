import type { AgencyId, UnitId } from '#kernel/ids.ts'
import { localityCodePattern } from '#kernel/locality-code.ts'

/**
 * A department of the province (sở, ban), the people's committee of a commune (UBND cấp xã), an agency of a ministry's own line
 * (ngành dọc), or the centre itself.
 */
export const agencyKinds = ['provincial', 'commune', 'vertical', 'centre'] as const
export type AgencyKind = (typeof agencyKinds)[number]

/**
 * Codes of agencies, such as `H47.11` and below it `H47.11.02`.
 * @law 20/2020/QĐ-TTg
 */
export const agencyCodePattern = /^[A-Z]\d{2}(\.\d{2,3}){1,3}$/u

/** Codes of units within their agency, such as `P01`. */
export const unitCodePattern = /^[A-Z][A-Z0-9]{0,9}$/u

/** Địa phương: the place all of this belongs to. */
export type LocalityData = {
  readonly code: string
  readonly name: string
  readonly hotline: string
  readonly address: string
  /** Papers are stamped MẪU: nothing here is for real yet. */
  readonly demonstration: boolean
}

/** The locality with the addresses under which its servers are reached. They are the operator's of the machine to give. */
export type LocalityShown = LocalityData & { readonly webAddresses: readonly string[] }

export type AgencyCodeFault = 'pattern' | 'locality_unnamed' | 'elsewhere'

/** The error in the code of a new agency. Agencies of the province carry the province's code; ministries' lines their own. */
export function faultOfAgencyCode(code: string, kind: AgencyKind, localityCode: string): AgencyCodeFault | null {
  if (!localityCodePattern.test(localityCode)) return 'locality_unnamed'
  if (!agencyCodePattern.test(code)) return 'pattern'
  return kind !== 'vertical' && !code.startsWith(`${localityCode}.`) ? 'elsewhere' : null
}

/** Cơ quan giải quyết: has the competence to decide. `code` is its identifier, such as `H47.11`. */
export type Agency = {
  readonly id: AgencyId
  readonly code: string
  readonly name: string
  readonly shortName: string
  readonly kind: AgencyKind
  /** Procedures the agency registered for the centre, and processes it has finished; `null` when it said nothing. */
  readonly declaredProcedures: { readonly registered: number; readonly finished: number } | null
}

/** Phòng, đơn vị thuộc cơ quan. */
export type Unit = { readonly id: UnitId; readonly agencyId: AgencyId; readonly code: string; readonly name: string }
