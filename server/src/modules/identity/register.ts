export { sessionRoutes } from './http/session-routes.ts'
export { officerRoutes } from './http/officer-routes.ts'
