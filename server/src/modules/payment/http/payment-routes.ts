import type { RouteDefinition } from '#platform/http/route.ts'
import { bankRoutes, moneyCaseRoutes } from './bank-routes.ts'
import { billRoutes } from './bill-routes.ts'
import { cashRoutes } from './cash-routes.ts'
import { collectorRoutes } from './collector-routes.ts'
import type { PaymentHooks } from './payment-hooks.ts'
import { receiptRoutes } from './receipt-routes.ts'

/** Every route of the module, subject by subject. */
export function paymentRoutes(hooks: PaymentHooks): RouteDefinition[] {
  return [
    ...collectorRoutes,
    ...billRoutes(hooks),
    ...bankRoutes(hooks),
    ...moneyCaseRoutes(hooks),
    ...cashRoutes(hooks),
    ...receiptRoutes(hooks),
  ]
}
