import type { Mutant } from './mutant.ts'

const m = 'server/src/modules'

/** Rules that an attacker found without a guard. */
export const attackMutants = (decide: (name: string, find: string, put: string, file?: string) => Mutant): readonly Mutant[] => [
  decide(
    'an extension is signed on the last day of the limit',
    "          'a_day_before_legal_due',\n          'a_day_before_promise',\n",
    "          'a_day_before_promise',\n",
    'acts-of-time',
  ),
  decide(
    'an extension is signed on the promised day',
    "          'a_day_before_legal_due',\n          'a_day_before_promise',\n",
    "          'a_day_before_legal_due',\n",
    'acts-of-time',
  ),
  decide('an extension is offered late', "          'not_late',\n", '', 'acts-of-time'),
  {
    name: 'how a clock counts is not compared with its act',
    file: `${m}/dossier/domain/compare-record.ts`,
    find: 'settingsText(clock.settings) !== settingsText(settings)',
    put: "settings['dueTime'] === 'never'",
    tests: [`${m}/oversight/queries/verify.db.test.ts`],
    project: 'postgres',
  },
  {
    name: 'a bank reference in small letters is another',
    file: `${m}/payment/commands/collect.ts`,
    find: 'payment.reference_key(bank_reference) = payment.reference_key(${reference})',
    put: 'bank_reference = ${reference}',
    tests: [`${m}/payment/money-cases.http.test.ts`],
    project: 'postgres',
  },
  {
    name: 'an operator just disabled disables another',
    file: `${m}/identity/commands/manage-accounts.ts`,
    find: 'own !== null && !(await hasDuty(tx, own))',
    put: 'own === undefined',
    tests: [`${m}/identity/accounts.db.test.ts`],
    project: 'postgres',
  },
  {
    name: 'the log of the set-up is read whole by everybody',
    file: `${m}/oversight/domain/log-reach.ts`,
    find: 'agencyId === null && centreId === null)) return null',
    put: 'agencyId === null || centreId === null)) return null',
    tests: ['server/src/reach.http.test.ts'],
    project: 'postgres',
  },
]
