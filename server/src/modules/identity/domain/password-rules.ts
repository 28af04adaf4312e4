import { fold } from '#kernel/vietnamese.ts'

/** NIST SP 800-63B and ASVS 5.0 §6.2: length and a list of what is guessed first; no rule of which letters, no date of expiry. */
export const shortestPassword = 12
export const longestPassword = 200

export type PasswordFault = 'short' | 'long' | 'of_the_person' | 'common'

/** Fewer guesses than a hundred million: leaked lists, words with a year, rows of keys. */
export const enoughGuesses = 1e8

/**
 * The error in a new password, `null` when there is none.
 * @param guesses how many tries a guesser with lists needs (`adapters/password-guesses.ts`)
 */
export function faultOfPassword(
  password: string,
  person: { readonly login: string; readonly name: string },
  guesses: number,
): PasswordFault | null {
  const letters = [...password.normalize('NFC')].length
  if (letters < shortestPassword) return 'short'
  if (letters > longestPassword) return 'long'
  if (isOfThePerson(password, person)) return 'of_the_person'
  return guesses < enoughGuesses ? 'common' : null
}

/** Only the login or the name, with or without accents, with little added. */
function isOfThePerson(password: string, { login, name }: { readonly login: string; readonly name: string }): boolean {
  const plain = plainOf(password)
  return [login, name]
    .map((text) => plainOf(text))
    .some((text) => text.length >= 4 && plain.includes(text) && plain.length - text.length < 6)
}

const plainOf = (text: string): string => fold(text).replaceAll(/[^a-z0-9]/gu, '')

/** Words every guesser of this place tries, beside the lists. */
export const localWords: readonly string[] = [
  'motcua',
  'mot cua',
  'motcua-demo',
  'matkhau',
  'mat khau',
  'hanhchinh',
  'hanhchinhcong',
  'trungtam',
  'trungtamhanhchinhcong',
  'tiepnhan',
  'canbo',
  'congchuc',
  'quantri',
  'vietnam',
  'hanoi',
  'saigon',
  'danang',
  'quangnam',
]
