export { boardFeed } from './http/board-feed.ts'
export type { BoardFeed } from './http/board-feed.ts'
export { reportingRoutes } from './http/board-routes.ts'
