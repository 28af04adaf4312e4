export { citizenCardRoutes as documentRoutes } from './http/citizen-card-routes.ts'
