import { expect, test } from 'vitest'
import { withLine } from './answer-fields.tsx'

test.each([
  ['a ground is the reason where nothing was typed', '', 'A', true, 'A'],
  ['a ground stands below what was typed', 'Của tôi', 'A', true, 'Của tôi\nA'],
  ['a ground taken back leaves what was typed', 'Của tôi\nA', 'A', false, 'Của tôi'],
  ['a ground chosen twice stands once', 'A', 'A', true, 'A'],
  ['an empty line at the end is no line of the reason', 'Của tôi\n\n', 'A', true, 'Của tôi\nA'],
])('%s', (_what, text, line, isIn, after) => {
  expect(withLine(text, line, isIn)).toBe(after)
})
