import type { Module } from '#platform/module.ts'
import { recordRefusals } from './domain/refusals.ts'
import { recordRoutes } from './http/record-routes.ts'
import { sealRecordJob, sweepRecordJob } from './jobs/seal-record.ts'

/** @param needs.askWitnesses sends the newest checkpoint to the places outside */
export function buildRecordModule(needs: { readonly askWitnesses: Parameters<typeof sealRecordJob>[0] }): Module {
  return { name: 'record', routes: recordRoutes, jobs: [sealRecordJob(needs.askWitnesses), sweepRecordJob], refusals: recordRefusals }
}
