export { citizenCardRoutes as documentRoutes } from './http/citizen-card-routes.ts'
export { scanAgainJob } from './jobs/scan-again.ts'
