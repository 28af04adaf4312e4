import type { Mutant } from './mutant.ts'

const m = 'server/src/modules/federation'
const rule = (name: string, file: string, find: string, put: string): Mutant => ({
  name: `federation: ${name}`,
  file: `${m}/${file}`,
  find,
  put,
  tests: [`${m}/federation.http.test.ts`],
  project: 'postgres',
})

/** What of another place is believed, and what a closed day is. */
export const federationMutants: readonly Mutant[] = [
  rule(
    'a figure that is not in the record is taken',
    'commands/ask-province.ts',
    '!isRecorded(proof, proof.opening, seen)',
    'seen === null',
  ),
  rule(
    'any key will do',
    'commands/ask-province.ts',
    "if (!newer) throw new Faulty('unsigned')",
    "if (!newer) throw new Faulty('altered')",
  ),
  rule('a shorter record is a record', 'commands/ask-province.ts', 'newer.size < older.size', 'newer.size < 0'),
  rule('what waited starts again each day', 'queries/count-days.ts', '(n.waiting - coalesce(sum(d.came) over later, 0))', '(n.waiting)'),
  rule('a day that changed is not closed again', 'commands/close-days.ts', 'isSameFigures(kept.figures, figures)', 'kept.revision > 0'),
  rule(
    'last figures are added to the day',
    'domain/national-board.ts',
    '({ day }) => (day ? [day.figures] : [])',
    '({ day, last }) => (day || last ? [(day ?? last)!.figures] : [])',
  ),
  rule(
    'a day without figures is 0',
    'domain/national-board.ts',
    'day: day ? toShownDay(day) : null',
    'day: day ?? last ? toShownDay((day ?? last)!) : null',
  ),
]
