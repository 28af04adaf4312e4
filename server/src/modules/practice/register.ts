export { practiceRoutes } from './http/practice-routes.ts'
export type { Beside } from './http/practice-routes.ts'
