import type { Module } from '#platform/module.ts'
import { citizenRefusals } from './domain/refusals.ts'
import { createCitizenRoutes } from './http/citizen-routes.ts'
import { pruneCitizenSessionsJob } from './jobs/prune-citizen-sessions.ts'
import { pruneDraftsJob } from './jobs/prune-drafts.ts'

export function buildCitizenModule(needs: Parameters<typeof createCitizenRoutes>[0]): Module {
  return { name: 'citizen', routes: createCitizenRoutes(needs), jobs: [pruneCitizenSessionsJob, pruneDraftsJob], refusals: citizenRefusals }
}
