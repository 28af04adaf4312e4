import type { Module } from '#platform/module.ts'
import { procedureRefusals } from './domain/refusals.ts'
import { catalogueRoutes } from './http/catalogue-routes.ts'
import { procedureRoutes } from './http/procedure-routes.ts'
import { draftRoutes } from './http/draft-routes.ts'
import { processRoutes } from './http/process-routes.ts'
import { synonymRoutes } from './http/synonym-routes.ts'

export function buildProcedureModule(): Module {
  const routes = [...procedureRoutes, ...catalogueRoutes, ...processRoutes, ...draftRoutes, ...synonymRoutes]
  return { name: 'procedure', routes, jobs: [], refusals: procedureRefusals }
}
