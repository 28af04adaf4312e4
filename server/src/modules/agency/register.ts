export { agencyRoutes } from './http/agency-routes.ts'
