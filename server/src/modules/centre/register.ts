import type { Module } from '#platform/module.ts'
import { centreRefusals } from './domain/refusals.ts'
import { centreRoutes } from './http/centre-routes.ts'

export function buildCentreModule(): Module {
  return { name: 'centre', routes: centreRoutes, jobs: [], refusals: centreRefusals }
}
