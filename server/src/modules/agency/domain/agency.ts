import type { AgencyId, UnitId } from '#kernel/ids.ts'

/** A department of the province (sở, ban), an agency of a ministry's own line (ngành dọc), or the centre itself. */
export const agencyKinds = ['provincial', 'vertical', 'centre'] as const
export type AgencyKind = (typeof agencyKinds)[number]

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
