/** The door of centres (trung tâm, bộ phận một cửa) and counters (quầy): what other modules may use. */
export { centreLevels } from './domain/centre.ts'
export type { Centre, CentreLevel, Counter } from './domain/centre.ts'
export { createCentre } from './commands/create-centre.ts'
export type { CentreInput } from './commands/create-centre.ts'
export { createCounter } from './commands/create-counter.ts'
export { findCentreByCode, getCentreByCode, listCentres } from './queries/list-centres.ts'
export { centreRefusals } from './domain/refusals.ts'
export { findPortalPlace } from './queries/portal-place.ts'
