import type { FileInspector } from '#document'
import type { RouteDefinition } from '#platform/http/route.ts'
import { actRoutes } from './act-routes.ts'
import type { MayLeave, OnReturned } from './act-routes.ts'
import { decreeRoutes } from './decree-routes.ts'
import { draftRoutes } from './draft-routes.ts'
import { eventLogRoutes } from './event-log-routes.ts'
import { fileRoutes } from './file-routes.ts'
import { formRoutes } from './form-routes.ts'
import type { SignForm } from './form-routes.ts'
import { handoverRoutes } from './handover-routes.ts'
import { inboxRoutes } from './inbox-routes.ts'
import { intakeRoutes, promiseRoutes } from './intake-routes.ts'
import { onlineRoutes } from './online-routes.ts'
import { proofRoutes } from './proof-routes.ts'
import { readingRoutes } from './reading-routes.ts'
import { replacementRoutes } from './replacement-routes.ts'
import { sheetRoutes } from './sheet-routes.ts'
import type { SignSheet } from './sheet-routes.ts'
import { paperRoutes } from './paper-routes.ts'
import { trackingRoutes } from './tracking-routes.ts'
import type { RatingLinkOf } from './tracking-routes.ts'
import type { WorkFeed } from './work-feed.ts'
import { buildWorkRoutes } from './work-routes.ts'
import { versionMoveRoutes } from './version-move-routes.ts'

/** Every route of the module, subject by subject; the composition root says what happens beyond it. */
export function dossierRoutes(options: {
  readonly onReturned: OnReturned
  readonly feed: WorkFeed
  readonly mayLeave: MayLeave
  readonly ratingLinkOf: RatingLinkOf
  /** Wakes the runners that carry out decrees and moves between versions. */
  readonly onDecree: () => void
  readonly signForm: SignForm
  readonly signSheet: SignSheet
  /** Looks at files that arrive. */
  readonly inspector: FileInspector
}): RouteDefinition[] {
  return [
    ...decreeRoutes(options.onDecree),
    ...versionMoveRoutes(options.onDecree),
    ...intakeRoutes,
    ...readingRoutes,
    ...actRoutes(options),
    ...promiseRoutes,
    ...inboxRoutes,
    ...buildWorkRoutes(options.feed),
    ...onlineRoutes,
    ...handoverRoutes,
    ...replacementRoutes,
    ...draftRoutes,
    ...formRoutes(options.signForm, options.signSheet),
    ...sheetRoutes(options.signSheet),
    ...eventLogRoutes,
    ...fileRoutes(options.inspector),
    ...proofRoutes,
    ...trackingRoutes(options.ratingLinkOf),
    ...paperRoutes,
  ]
}
