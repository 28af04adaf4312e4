import { describe, expect, test } from 'vitest'
import { roles } from '#kernel/actor.ts'
import { confirmsWith, needsSecondFactor, rolesNeedingSecondFactor, stepOf } from './session-rules.ts'
import type { SessionFacts } from './session-rules.ts'

const facts: SessionFacts = { isExempt: false, passwordKind: 'own', hasSecondFactor: false, gaveSecondFactor: false, roles: ['clerk'] }

describe('the steps of a sign-in', () => {
  test('only roles that sign, publish, operate or manage need a second factor', () => {
    expect(roles.filter((role) => stepOf({ ...facts, roles: [role] }) === 'enrolment')).toEqual(
      roles.filter((role) => rolesNeedingSecondFactor.includes(role)),
    )
    expect(rolesNeedingSecondFactor.toSorted()).toEqual(['centre_manager', 'operator', 'procedure_designer', 'signatory'])
    expect(needsSecondFactor({ isExempt: false, roles: ['clerk', 'signatory'] })).toBe(true)
  })

  test('an existing factor is requested first, then a new password, then the enrolment of a missing factor', () => {
    const all: SessionFacts = { ...facts, passwordKind: 'one_time', hasSecondFactor: true, roles: ['operator'] }
    expect(stepOf(all)).toBe('second_factor')
    expect(stepOf({ ...all, gaveSecondFactor: true })).toBe('password')
    expect(stepOf({ ...all, hasSecondFactor: false })).toBe('password')
    expect(stepOf({ ...all, hasSecondFactor: false, passwordKind: 'own' })).toBe('enrolment')
    expect(stepOf({ ...all, gaveSecondFactor: true, passwordKind: 'own' })).toBeNull()
  })

  test('the demonstration and practice need none of it', () => {
    expect(stepOf({ ...facts, isExempt: true, passwordKind: 'one_time', hasSecondFactor: true, roles: ['operator'] })).toBeNull()
  })

  test('a person with a second factor confirms with it, in every role', () => {
    expect(confirmsWith(facts)).toBe('password')
    expect(confirmsWith({ ...facts, hasSecondFactor: true })).toBe('second_factor')
  })
})
