export { agencyRefusals as refusals } from './domain/refusals.ts'
export { agencyRoutes as routes } from './http/agency-routes.ts'
