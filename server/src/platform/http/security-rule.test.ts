import { expect, test } from 'vitest'
import { securityEventOf } from './security-rule.ts'

const signIn = { done: 'sign_in.done', refused: { SIGN_IN_FAILED: 'sign_in.failed' } }

test.each([
  [201, null, signIn, false, 'sign_in.done'],
  [401, 'SIGN_IN_FAILED', signIn, false, 'sign_in.failed'],
  [422, 'REQUEST_INVALID', signIn, false, 'input.refused'],
  [400, 'REQUEST_MALFORMED', undefined, false, 'input.refused'],
  [413, 'REQUEST_TOO_LARGE', undefined, false, 'input.refused'],
  [422, 'FILE_PDF_ACTS', undefined, false, 'input.refused'],
  [400, null, undefined, false, null],
  [409, 'DOSSIER_CHANGED', undefined, false, null],
  [403, 'CROSS_SITE', signIn, false, 'access.refused'],
  [403, 'ROLE_NOT_ALLOWED', undefined, false, 'access.refused'],
  [401, 'SESSION_NEEDED', undefined, false, null],
  [404, 'DOSSIER_NOT_FOUND', undefined, true, null],
  [200, null, undefined, true, 'export.done'],
  [200, null, undefined, false, null],
  [429, 'RATE_LIMITED', undefined, false, 'access.limited'],
  [429, 'BOARD_FULL', undefined, false, null],
  [500, 'UNEXPECTED', signIn, true, null],
] as const)('an answer %s %s is classified for the security log', (status, refusal, security, isExport, expected) => {
  expect(securityEventOf({ status, refusal }, security, isExport)).toBe(expected)
})
