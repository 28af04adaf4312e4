import type { Mutant } from './mutant.ts'

const m = 'server/src/modules'
const counted = (name: string, find: string, put: string): Mutant => ({
  name: `board: ${name}`,
  file: 'db/migrations/0330-received-is-accepted.sql',
  find,
  put,
  tests: [`${m}/reporting/received-is-accepted.http.test.ts`],
  project: 'postgres',
})

/** Faults of what the counter files, answers and counts. */
export const intakeMutants: readonly Mutant[] = [
  counted(
    'what was never accepted counts as received',
    'where accepted_at is not null\n  union all\n  select dossier.local_day(finished_at)',
    'union all\n  select dossier.local_day(finished_at)',
  ),
  counted('a refusal at intake is a refusal', "else outcome || '_at_intake'", 'else outcome'),
]
