export { jobRoutes } from './http/job-routes.ts'
