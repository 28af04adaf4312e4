/** The door of the catalogue of procedures: what other modules may use. */
export type {
  Channel,
  ChannelTerms,
  ClockRules,
  Component,
  Fee,
  Gap,
  Handling,
  LegalBasis,
  Limit,
  LimitUnit,
  ProcedureInput,
  ProcedureVersion,
  PublishState,
  ServiceLevel,
} from './domain/procedure.ts'
export type { ProcessStep } from './domain/process-step.ts'
export { channels, handlings, isProcedureCode, limitUnits, publishStates, serviceLevels } from './domain/procedure.ts'
export { feeName } from './domain/fee-name.ts'
export { readFees } from './domain/fee-reading.ts'
export { feeUnitFrom } from './domain/fee-unit.ts'
export { limitText, readLimit } from './domain/time-limit.ts'
export { committedLimitOf, thirtyPercentLess } from './domain/committed-limit.ts'
export type { CommitmentRule } from './domain/committed-limit.ts'
export { obstacleToPublishing } from './domain/completeness.ts'
export { createProcedureVersion, createProcedureVersions } from './commands/create-procedure-version.ts'
export type { RecordOutcome } from './commands/record-procedures.ts'
export { getProcedureVersion, versionInForce } from './queries/get-procedure-version.ts'
export { findVersionById, findVersionForIntake } from './queries/find-version-for-intake.ts'
export { listSectors, searchProcedures } from './queries/search-procedures.ts'
export type { ProcedureSearch, ProcedureSummary } from './queries/search-procedures.ts'
export { competentAgencyOf } from './queries/get-procedure-version.ts'
export { listVersions } from './queries/list-versions.ts'
export type { VersionInTime } from './queries/list-versions.ts'
export { processOfVersion } from './queries/get-process.ts'
export { judgeProcedureReach } from './domain/procedure-reach.ts'
export { hoursOfOfficeDay, judgeProcess, leastWorkingHours } from './domain/process-gate.ts'
export { parseOnward } from './domain/process-text.ts'
export { dossierFields } from './domain/process-fields.ts'
export { refusalGroundsFrom } from './domain/refusal-grounds.ts'
export { advance, begin, compile, customaryAppeal, customaryReason, giveBack, notBegun } from './domain/process.ts'
export type { Advance, Compiled, CompiledStep, Marking, Onward, Process, Step as ProcessNode } from './domain/process.ts'
export type { FormData } from './domain/process-condition.ts'
