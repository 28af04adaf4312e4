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
  {
    name: 'intake: a refusal leaves its dossier behind',
    file: `${m}/dossier/commands/answer-filing.ts`,
    find: 'await doAct(tx, actor, requestId, { code, ...answer })',
    put: 'await doAct(tx, actor, requestId, { code, ...answer }).catch(() => null)',
    tests: [`${m}/dossier/answer-filing.http.test.ts`],
    project: 'postgres',
  },
  {
    name: 'intake: words that the answer does not take are lost',
    file: `${m}/dossier/http/input-schemas.ts`,
    find: 'if (said[word] === undefined || taken.includes(word)) continue',
    put: 'if (word in taken || taken.length < 9) continue',
    tests: [`${m}/dossier/answer-filing.http.test.ts`],
    project: 'postgres',
  },
  {
    name: 'intake: a draft is read of papers that nobody may send',
    file: `${m}/dossier/queries/judge-filing.ts`,
    find: '  mustFileHere(place, input)\n  return',
    put: '  return',
    tests: [`${m}/dossier/answer-filing.http.test.ts`],
    project: 'postgres',
  },
  {
    name: 'intake: a draft leaves no room for the code',
    file: `${m}/dossier/queries/draft-form.ts`,
    find: '{ dossierCode: blankOnPaper }',
    put: '{}',
    tests: [`${m}/dossier/answer-filing.http.test.ts`],
    project: 'postgres',
  },
  ...(
    [
      ['is said to be one to settle', "dossier.state === 'refused' && dossier.acceptedAt === null", 'false'],
      ['is what every refusal is', "dossier.state === 'refused' && dossier.acceptedAt === null", "dossier.state === 'refused'"],
    ] as const
  ).map(([name, find, put]): Mutant => ({
    name: `state: a refusal at intake ${name}`,
    file: `${m}/dossier/domain/dossier-states.ts`,
    find,
    put,
    tests: [`${m}/dossier/domain/english.test.ts`],
  })),
  {
    name: 'letters: a refusal at intake speaks of settling',
    file: `${m}/notification/commands/tell-applicant.ts`,
    find: 'isAtIntake: isRefusedAtIntake({ state: kind, acceptedAt: act.acceptedAt })',
    put: 'isAtIntake: false',
    tests: [`${m}/notification/notification.http.test.ts`],
    project: 'postgres',
  },
  {
    name: 'money: any ground is good for any change',
    file: `${m}/payment/domain/bill.ts`,
    find: '!ground?.kinds.includes(adjustment.kind)',
    put: '!ground',
    tests: [`${m}/payment/domain/money.test.ts`],
  },
  {
    name: 'accountability: time of an office is that of a counter',
    file: `${m}/reporting/domain/holders-report.ts`,
    find: "? step : 'agency'",
    put: "? step : 'counter'",
    tests: [`${m}/reporting/domain/holders-report.test.ts`],
  },
  {
    name: 'search: any of the words is enough',
    file: `${m}/dossier/queries/name-match.ts`,
    find: 'sql` and `',
    put: 'sql` or `',
    tests: [`${m}/dossier/dossier.http.test.ts`],
    project: 'postgres',
    only: 'a name is found by its words in any order',
  },
  {
    name: 'search: a word begun answers two',
    file: `${m}/dossier/domain/name-words.ts`,
    find: ' || words.some((other, index) => index !== at && other.startsWith(word))',
    put: '',
    tests: [`${m}/dossier/domain/name-words.test.ts`],
  },
  {
    name: 'search: one common word is taken for a rare one',
    file: `${m}/dossier/domain/name-words.ts`,
    find: 'words.length > 1 && words.some(({ word, isWhole }) => !common.includes(word)',
    put: 'words.some(({ word, isWhole }) => common.includes(word)',
    tests: [`${m}/dossier/domain/name-words.test.ts`],
  },
  {
    name: 'a stored answer packed with the text is taken for one that is not packed',
    file: 'server/src/platform/http/packed-answer.ts',
    find: 'stored[0] === byDictionary',
    put: 'stored[0] === 0',
    tests: ['server/src/platform/http/packed-answer.test.ts'],
  },
]
