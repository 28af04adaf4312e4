export { recordRoutes } from './http/record-routes.ts'
export { sealRecordJob, sweepRecordJob } from './jobs/seal-record.ts'
