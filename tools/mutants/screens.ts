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
  ...(
    [
      ['a field begins any longer word', "if (/[\\p{L}\\d_.]/u.test(text[end] ?? '')) continue", ''],
      ['“is not” is read as “is”', '.sort((a, b) => b.text.length - a.text.length)', '.sort((a, b) => a.text.length - b.text.length)'],
      ['words are told by capitals', 'text.slice(at, end).toLocaleLowerCase(', 'text.slice(at, end).concat('],
    ] as const
  ).map(([name, find, put]): Mutant => ({
    name: `condition: ${name}`,
    file: 'server/src/modules/procedure/domain/condition-words.ts',
    find,
    put,
    tests: ['server/src/modules/procedure/domain/process-text.test.ts'],
  })),
  {
    name: 'picture: a line runs through a box',
    file: 'server/src/modules/procedure/domain/process-picture.ts',
    find: '.some((box) => box.x < x &&',
    put: '.every((box) => box.x < x &&',
    tests: ['server/src/modules/procedure/domain/process-picture.test.ts'],
  },
  {
    name: 'opening: a place that has only its code is named',
    file: 'server/src/kernel/locality-code.ts',
    find: 'name === provisionalNameFrom(code) || ',
    put: '',
    tests: ['server/src/modules/oversight/domain/opening.test.ts'],
  },
  {
    name: 'review: what is gone is not shown',
    file: 'web/desk/procedures/process/review-rows.ts',
    find: 'before.filter(([key]) => !is.has(key))',
    put: 'before.filter(() => false)',
    tests: ['web/desk/procedures/process/review-rows.test.ts'],
  },
]
