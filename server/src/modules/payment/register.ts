export { paymentRoutes } from './http/payment-routes.ts'
export type { PaymentHooks } from './http/payment-hooks.ts'
