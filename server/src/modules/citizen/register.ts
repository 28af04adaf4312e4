export { createCitizenRoutes } from './http/citizen-routes.ts'
export { pruneCitizenSessionsJob } from './jobs/prune-citizen-sessions.ts'
export { pruneDraftsJob } from './jobs/prune-drafts.ts'
