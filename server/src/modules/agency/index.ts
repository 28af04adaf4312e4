/** The door of agencies (cơ quan) and their units (phòng): what other modules may use. */
export { agencyKinds } from './domain/agency.ts'
export type { Agency, AgencyKind, Unit } from './domain/agency.ts'
export { createAgency } from './commands/create-agency.ts'
export type { AgencyInput, Registered } from './commands/create-agency.ts'
export { createUnit } from './commands/create-unit.ts'
export { findAgencyByCode, getAgencyByCode, listAgencies } from './queries/list-agencies.ts'
export { listUnits } from './queries/list-units.ts'
export { agencyRefusals } from './domain/refusals.ts'
