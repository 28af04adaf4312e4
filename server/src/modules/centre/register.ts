export { centreRefusals as refusals } from './domain/refusals.ts'
export { centreRoutes as routes } from './http/centre-routes.ts'
