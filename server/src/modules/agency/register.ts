import type { Module } from '#platform/module.ts'
import { agencyRefusals } from './domain/refusals.ts'
import { agencyRoutes } from './http/agency-routes.ts'

export function buildAgencyModule(): Module {
  return { name: 'agency', routes: agencyRoutes, jobs: [], refusals: agencyRefusals }
}
