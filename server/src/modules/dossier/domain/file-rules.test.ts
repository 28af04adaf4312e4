import { describe, expect, test } from 'vitest'
import { findUnscannedFault } from './file-rules.ts'
import type { FileFact } from './file-rules.ts'

const file = (id: string, purpose: FileFact['purpose'], quarantine: FileFact['quarantine'] = null): FileFact => ({
  id,
  purpose,
  name: `${id}.pdf`,
  sha256: id,
  verdict: null,
  why: '',
  isSealed: false,
  quarantine,
})

describe('a decision and files the virus scanner has not passed', () => {
  test.each([
    ['a paper that waits', [file('a', 'paper', 'waiting')], [], 'FILES_NOT_SCANNED'],
    ['a paper that was passed', [file('a', 'paper')], [], undefined],
    // No one can read it, and the applicant may have sent it again: it counts as missing.
    ['an infected paper', [file('a', 'paper', 'infected')], [], undefined],
    ['a result that waits, named', [file('r', 'result', 'waiting')], ['r'], 'FILES_NOT_SCANNED'],
    ['a result that waits, not the one', [file('r', 'result', 'waiting'), file('s', 'result')], ['s'], undefined],
    ['an infected result, named', [file('r', 'result', 'infected')], ['r'], 'RESULT_FILE_INFECTED'],
  ] as const)('%s: %s', (_, files, named, code) => {
    expect(findUnscannedFault(files, named)?.code).toBe(code)
  })
})
