import { expect, test } from 'vitest'
import { codePrefix } from './code-prefix.ts'

test.each([
  ['of an agency the centre serves: the agency’s', 'acceptance', 'H47.90', 'H47.01'],
  ['regardless of the boundary: the receiving centre’s', 'competent_agency', 'H47.90', 'H47.90'],
  ['of a commune’s centre, with a longer identifier', 'competent_agency', 'H47.122.05', 'H47.122.05'],
  ['at a centre that has no identifier: the agency’s still', 'competent_agency', 'TTHCC', 'H47.01'],
] as const)('a code begins, %s', (_what, clockFrom, centreCode, prefix) => {
  expect(codePrefix({ clockFrom, centreCode, agencyCode: 'H47.01' })).toBe(prefix)
})
