export { createHallFeeds } from './http/hall-feeds.ts'
export type { HallFeeds } from './http/hall-feeds.ts'
export { buildFloorRoutes } from './http/floor-routes.ts'
