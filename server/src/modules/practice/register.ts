import type { Module } from '#platform/module.ts'
import { practiceRefusals } from './domain/refusals.ts'
import { practiceRoutes } from './http/practice-routes.ts'

export type { Beside, Home } from './http/practice-routes.ts'

export function buildPracticeModule(needs: Parameters<typeof practiceRoutes>[0]): Module {
  return { name: 'practice', routes: practiceRoutes(needs), jobs: [], refusals: practiceRefusals }
}
