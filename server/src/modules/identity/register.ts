import type { Module } from '#platform/module.ts'
import { identityRefusals } from './domain/refusals.ts'
import { accountRoutes } from './http/account-routes.ts'
import { officerRoutes } from './http/officer-routes.ts'
import { ownAccountRoutes } from './http/own-account-routes.ts'
import { securityRoutes } from './http/security-routes.ts'
import { sessionRoutes } from './http/session-routes.ts'
import { setupRoutes } from './http/setup-routes.ts'
import { forgetOldSecurityEventsJob } from './jobs/forget-old-security-events.ts'
import { pruneSignInsJob } from './jobs/prune-sign-ins.ts'

export function buildIdentityModule(needs: Parameters<typeof sessionRoutes>[0]): Module {
  return {
    name: 'identity',
    routes: [...sessionRoutes(needs), ...setupRoutes, ...ownAccountRoutes, ...accountRoutes, ...officerRoutes, ...securityRoutes],
    jobs: [pruneSignInsJob, forgetOldSecurityEventsJob],
    refusals: identityRefusals,
  }
}
