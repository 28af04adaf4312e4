import type { Module } from '#platform/module.ts'
import { feedbackRefusals } from './domain/refusals.ts'
import { feedbackRoutes } from './http/rating-routes.ts'
import { closeUrnJob, countBallotsJob } from './jobs/count-ballots.ts'

export function buildFeedbackModule(): Module {
  return { name: 'feedback', routes: feedbackRoutes, jobs: [countBallotsJob, closeUrnJob], refusals: feedbackRefusals }
}
