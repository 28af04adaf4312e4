import type { Module } from '#platform/module.ts'
import { oversightRefusals } from './domain/refusals.ts'
import { jobRoutes } from './http/job-routes.ts'
import { openingRoutes } from './http/opening-routes.ts'

export function buildOversightModule(): Module {
  return { name: 'oversight', routes: [...jobRoutes, ...openingRoutes], jobs: [], refusals: oversightRefusals }
}
