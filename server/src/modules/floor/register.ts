import type { Module } from '#platform/module.ts'
import { floorRefusals } from './domain/refusals.ts'
import { buildFloorRoutes } from './http/floor-routes.ts'
import type { HallFeeds } from './http/hall-feeds.ts'

export { createHallFeeds } from './http/hall-feeds.ts'
export type { HallFeeds } from './http/hall-feeds.ts'

export function buildFloorModule(needs: { readonly halls: HallFeeds }): Module {
  return { name: 'floor', routes: buildFloorRoutes(needs.halls), jobs: [], refusals: floorRefusals }
}
