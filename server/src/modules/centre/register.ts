export { centreRoutes } from './http/centre-routes.ts'
