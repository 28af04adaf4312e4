import type { Module } from '#platform/module.ts'
import type { Province } from './domain/national-board.ts'
import { federationRefusals } from './domain/refusals.ts'
import { buildFederationRoutes } from './http/federation-routes.ts'
import { buildFederationJobs } from './jobs/federation-jobs.ts'

/** @param needs.provinces the provinces whose figures are gathered here; `null`: none */
export function buildFederationModule(needs: { readonly provinces: readonly Province[] | null }): Module {
  return {
    name: 'federation',
    routes: buildFederationRoutes(needs.provinces),
    jobs: buildFederationJobs(needs.provinces),
    refusals: federationRefusals,
  }
}
