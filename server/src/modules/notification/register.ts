import type { AnyJob } from '#platform/jobs/job.ts'
import type { Module } from '#platform/module.ts'
import { noticeRoutes } from './http/notice-routes.ts'

export { createLetterJob } from './jobs/tell-applicant.ts'

/** @param needs.letter the job that sends letters, which other modules ask for */
export function buildNotificationModule(needs: Parameters<typeof noticeRoutes>[0] & { readonly letter: AnyJob }): Module {
  return { name: 'notification', routes: noticeRoutes(needs), jobs: [needs.letter], refusals: {} }
}
