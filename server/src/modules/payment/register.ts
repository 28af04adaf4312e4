import type { Module } from '#platform/module.ts'
import { paymentRefusals } from './domain/refusals.ts'
import type { PaymentHooks } from './http/payment-hooks.ts'
import { paymentRoutes } from './http/payment-routes.ts'

export function buildPaymentModule(needs: PaymentHooks): Module {
  return { name: 'payment', routes: paymentRoutes(needs), jobs: [], refusals: paymentRefusals }
}
