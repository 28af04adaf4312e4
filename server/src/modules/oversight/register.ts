export { jobRoutes } from './http/job-routes.ts'
export { openingRoutes } from './http/opening-routes.ts'
