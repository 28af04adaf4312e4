import type { RefusalCatalogue } from '#kernel/refusal.ts'
import type { RouteDefinition } from './http/route.ts'
import type { AnyJob } from './jobs/job.ts'

/**
 * The parts of a module: its routes, its background jobs, and its refusals. `register.ts` of each
 * module makes one from what the module needs of the process and of other modules; `modules.ts` lists them.
 */
export type Module = {
  readonly name: string
  readonly routes: readonly RouteDefinition[]
  readonly jobs: readonly AnyJob[]
  readonly refusals: RefusalCatalogue
}
