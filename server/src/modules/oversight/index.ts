/** The door of oversight: checking that what must be true is true. */
export { verify } from './queries/verify.ts'
export type { Finding } from './queries/verify.ts'
