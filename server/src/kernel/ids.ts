/**
 * Branded identifiers. A brand costs nothing at run time and stops a ticket id from being passed
 * where a dossier id is meant. They live here, for all modules, so that one module can hold another's
 * id without knowing anything else about it.
 */
declare const brand: unique symbol
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name }

/** Province or city (địa phương): the tenant. Small integer, the first column of every business key. */
export type LocalityId = Branded<number, 'LocalityId'>
export type AgencyId = Branded<string, 'AgencyId'>
export type UnitId = Branded<string, 'UnitId'>
export type CentreId = Branded<string, 'CentreId'>
export type CounterId = Branded<string, 'CounterId'>
export type AccountId = Branded<string, 'AccountId'>
export type ProcedureId = Branded<string, 'ProcedureId'>
export type ProcedureVersionId = Branded<string, 'ProcedureVersionId'>
export type DossierId = Branded<string, 'DossierId'>

/** Mã số hồ sơ, as printed on the slip: `H47.11-261123-0001`. */
export type DossierCode = Branded<string, 'DossierCode'>
