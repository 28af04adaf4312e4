export { sessionRoutes } from './http/session-routes.ts'
