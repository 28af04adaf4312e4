import type { Module } from '#platform/module.ts'
import { reportingRefusals } from './domain/refusals.ts'
import type { BoardFeed } from './http/board-feed.ts'
import { reportingRoutes } from './http/board-routes.ts'

export { boardFeed } from './http/board-feed.ts'
export type { BoardFeed } from './http/board-feed.ts'

export function buildReportingModule(needs: { readonly feed: BoardFeed }): Module {
  return { name: 'reporting', routes: reportingRoutes(needs.feed), jobs: [], refusals: reportingRefusals }
}
