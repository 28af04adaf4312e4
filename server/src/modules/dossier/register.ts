import type { Module } from '#platform/module.ts'
import { dossierRefusals } from './domain/refusals.ts'
import { accessRoutes } from './http/access-routes.ts'
import { alertRoutes } from './http/alert-routes.ts'
import { dossierRoutes } from './http/dossier-routes.ts'
import { actDoneJob } from './jobs/act-done.ts'
import type { DoneActPayload } from './jobs/act-done.ts'
import { carryOutReprojectionsJob } from './jobs/carry-out-reprojections.ts'
import { carryOutVersionMovesJob } from './jobs/carry-out-version-moves.ts'
import { clockRoundJob } from './jobs/clock-round.ts'
import { escalationJob } from './jobs/escalation.ts'
import { foldFiguresJob } from './jobs/fold-figures.ts'
import { forgetOldAccessJob } from './jobs/forget-old-access.ts'
import { issueSlip } from './jobs/issue-slip.ts'
import { tellOfMovesJob } from './jobs/tell-of-moves.ts'
import type { Work } from '#platform/jobs/job.ts'

export { createWorkFeed } from './http/work-feed.ts'
export type { WorkFeed } from './http/work-feed.ts'
export { actDone } from './jobs/act-done.ts'
export { reprojectionRunner } from './jobs/reprojection-runner.ts'
export type { ReprojectionRunner } from './jobs/reprojection-runner.ts'

/** @param needs.notify writes to the applicant about an act, after its slip was printed */
export function buildDossierModule(
  needs: Parameters<typeof dossierRoutes>[0] & { readonly notify: (work: Work, done: DoneActPayload) => Promise<void> },
): Module {
  const jobs = [
    forgetOldAccessJob,
    escalationJob,
    clockRoundJob,
    foldFiguresJob,
    carryOutReprojectionsJob,
    tellOfMovesJob,
    carryOutVersionMovesJob,
    actDoneJob(async (work, done) => {
      await issueSlip(work, done.code)
      await needs.notify(work, done)
    }),
  ]
  return { name: 'dossier', routes: [...dossierRoutes(needs), ...alertRoutes, ...accessRoutes], jobs, refusals: dossierRefusals }
}
