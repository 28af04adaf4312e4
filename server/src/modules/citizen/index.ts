/** The door of the module: citizens who sign in with their own identity, and what is theirs. */
export { openIdentityProvider } from './adapters/identity-provider.ts'
export type { IdentityProvider } from './domain/identity-provider.ts'
export { callbackPath } from './commands/sign-in.ts'
export { citizenRefusals } from './domain/refusals.ts'
export { findCitizen } from './queries/find-citizen.ts'
