import type { Module } from '#platform/module.ts'
import { documentRefusals } from './domain/refusals.ts'
import { citizenCardRoutes } from './http/citizen-card-routes.ts'
import { scanAgainJob } from './jobs/scan-again.ts'

/** @param needs.scan looks again at the files that no scanner has looked at */
export function buildDocumentModule(needs: { readonly scan: Parameters<typeof scanAgainJob>[0] }): Module {
  return { name: 'document', routes: citizenCardRoutes, jobs: [scanAgainJob(needs.scan)], refusals: documentRefusals }
}
