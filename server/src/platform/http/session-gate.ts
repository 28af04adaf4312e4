import type { Actor } from '#kernel/actor.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { httpRefusals } from './refusals.ts'
import type { RouteDefinition, SessionState } from './route.ts'

/** How far a session is. Nothing is asked of a caller without one. */
export function stateOf(session: Partial<SessionState> | null): SessionState {
  const { step = null, isConfirmed = false, confirmsWith = 'password' } = session ?? {}
  return { step, isConfirmed, confirmsWith }
}

const refusalOfStep = {
  second_factor: 'SECOND_FACTOR_NEEDED',
  password: 'PASSWORD_CHANGE_NEEDED',
  enrolment: 'SECOND_FACTOR_ENROLMENT_NEEDED',
} as const

/**
 * A sign-in that is not finished opens nothing but what finishes it.
 * @throws Refused SECOND_FACTOR_NEEDED, PASSWORD_CHANGE_NEEDED, SECOND_FACTOR_ENROLMENT_NEEDED
 */
export function refuseUnfinishedSignIn({ access, atStep = [] }: RouteDefinition, { step }: SessionState): void {
  if (access === 'public' || step === null || atStep.includes(step)) return
  throw new Refused(refusalFrom(httpRefusals, refusalOfStep[step]))
}

/**
 * A request that signs or exports needs a recent confirmation of the person.
 * @throws Refused CONFIRMATION_NEEDED
 */
export function refuseUnconfirmed(
  { confirmed }: RouteDefinition,
  { isConfirmed, confirmsWith }: SessionState,
  input: never,
  actor: Actor,
): void {
  if (confirmed === undefined || isConfirmed) return
  if (confirmed === true || confirmed(input, actor))
    throw new Refused(refusalFrom(httpRefusals, 'CONFIRMATION_NEEDED', { with: confirmsWith }))
}
