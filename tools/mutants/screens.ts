import type { Mutant } from './mutant.ts'

/** Faults of what the screens say, and of the rules behind their newest parts. */
export const screenMutants: readonly Mutant[] = [
  ...(
    [
      ['a refusal is said in Vietnamese to all', 'refusal', "language === 'en' ? refusal.english : refusal.message", 'refusal.message'],
      ['what is filled in stays Vietnamese', 'refusal', "typeof fact === 'string' ? toEnglish(fact) : String(fact)", 'String(fact)'],
      ['a list is one sentence', 'in-english', 'each.length > 1', 'each.length > 9'],
    ] as const
  ).map(([name, of, find, put]): Mutant => ({
    name: `language: ${name}`,
    file: `server/src/kernel/${of}.ts`,
    find,
    put,
    tests: ['server/src/refusals-in-english.test.ts'],
  })),
]
