import { randomInt } from 'node:crypto'

// No letter or digit that is taken for another on paper or on the telephone.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Sixteen random letters in groups of four, about 79 bits: read from a screen once and typed once. */
export function makeOneTimePassword(): string {
  const group = (): string => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}
