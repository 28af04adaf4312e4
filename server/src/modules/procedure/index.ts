/** The door of the catalogue of procedures: what other modules may use. */
export type {
  Channel,
  ChannelTerms,
  Component,
  Fee,
  Gap,
  Handling,
  LegalBasis,
  Limit,
  LimitUnit,
  ProcedureInput,
  ProcedureVersion,
  ProcessStep,
  PublishState,
  ServiceLevel,
} from './domain/procedure.ts'
export { channels, handlings, isProcedureCode, limitUnits, publishStates, serviceLevels } from './domain/procedure.ts'
