/** The door of the dossier module. */
export { actRules, dossierActs, dossierStates, endedStates, stateNames } from './domain/dossier-acts.ts'
export type { DossierAct, DossierState } from './domain/dossier-acts.ts'
export { sealText } from './domain/act-chain.ts'
export { dossierDoor } from './commands/after-payment.ts'
export { dossierRefusals } from './domain/refusals.ts'
export { outcomeOf } from './domain/decide-act.ts'
export { mustRead, mustTrack } from './queries/may-look.ts'
export { findProjectionFaults } from './queries/find-projection-faults.ts'
