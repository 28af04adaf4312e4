import type { Role } from '#kernel/actor.ts'

/** A working day with its evening; a person signs in once a day. */
export const sessionHours = 12
/** Minutes without a request after which a session ends, unless MOTCUA_IDLE_MINUTES says otherwise. */
export const idleMinutes = 30
/** Open sessions of one account; the oldest ends when there is one more. */
export const mostSessions = 10
/** For how long a person who has just proved to be there is believed to be, before what they sign or carry away. */
export const confirmedMinutes = 10

/** Roles that sign, publish, operate or manage need more than a password. */
export const rolesNeedingSecondFactor: readonly Role[] = ['signatory', 'procedure_designer', 'operator', 'centre_manager']

export type SessionFacts = {
  /** A demonstration account, or practice: access is open on purpose, and nothing is protected by it. */
  readonly isExempt: boolean
  readonly passwordKind: 'own' | 'one_time' | 'none'
  readonly hasSecondFactor: boolean
  readonly gaveSecondFactor: boolean
  readonly roles: readonly Role[]
}

/** The step that a session must complete before any other request. */
export const sessionSteps = ['second_factor', 'password', 'enrolment'] as const
export type SessionStep = (typeof sessionSteps)[number]

export function needsSecondFactor({ isExempt, roles }: Pick<SessionFacts, 'isExempt' | 'roles'>): boolean {
  return !isExempt && roles.some((role) => rolesNeedingSecondFactor.includes(role))
}

/**
 * The present step of a sign-in: the second factor of an account that has one, then the change of a password that was handed out,
 * then enrolling a second factor where the role needs one. `null`: the sign-in is complete.
 */
export function stepOf(facts: SessionFacts): SessionStep | null {
  if (facts.isExempt) return null
  if (facts.hasSecondFactor && !facts.gaveSecondFactor) return 'second_factor'
  if (facts.passwordKind === 'one_time') return 'password'
  return needsSecondFactor(facts) && !facts.hasSecondFactor ? 'enrolment' : null
}

/** By what a person proves again to be there: the second factor where there is one. */
export function confirmsWith(facts: SessionFacts): 'password' | 'second_factor' {
  return facts.hasSecondFactor ? 'second_factor' : 'password'
}

/** Why a session ended early; shown to the person who still uses it. */
export const endReasons = [
  'signed_out',
  'ended_by_owner',
  'ended_by_manager',
  'duty_ended',
  'disabled',
  'password_reset',
  'password_changed',
  'too_many',
] as const
export type EndReason = (typeof endReasons)[number]
