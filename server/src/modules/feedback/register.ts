export { feedbackRoutes } from './http/rating-routes.ts'
export { closeUrnJob, countBallotsJob } from './jobs/count-ballots.ts'
