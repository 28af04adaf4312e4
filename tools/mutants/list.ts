/** A deliberate fault: in `file`, the text `find` (which occurs there once) becomes `put`, and one of `tests` must fail. */
export type Mutant = {
  readonly name: string
  readonly file: string
  readonly find: string
  readonly put: string
  /** Test files that must notice; those without a database unless `project` says otherwise. */
  readonly tests: readonly string[]
  readonly project?: 'unit' | 'postgres'
  /** Names of the tests to run, where a whole file takes long. */
  readonly only?: string
}

const m = 'server/src/modules'
const matrix = 'server/src/authorisation-matrix.test.ts'
const decideTests = [`${m}/dossier/domain/decide-act.test.ts`, `${m}/dossier/domain/four-eyes.test.ts`, matrix]
const decide = (name: string, find: string, put: string, file = 'guards'): Mutant => ({
  name,
  file: `${m}/dossier/domain/${file}.ts`,
  find,
  put,
  tests: decideTests,
})
const acts = (name: string, find: string, put: string, group: 'intake' | 'work' | 'time'): Mutant => ({
  name,
  file: `${m}/dossier/domain/acts-of-${group}.ts`,
  find,
  put,
  tests: [matrix],
})
const life = (name: string, file: string, find: string, put: string): Mutant => ({
  name: `life: ${name}`,
  file: `${m}/dossier/domain/${file}.ts`,
  find,
  put,
  tests: [`${m}/dossier/domain/random-lives.test.ts`],
})
const card = (name: string, find: string, put: string): Mutant => ({
  name: `card: ${name}`,
  file: 'web/desk/intake/card-in-form.ts',
  find,
  put,
  tests: ['web/desk/intake/card-in-form.test.ts'],
})
const due = (name: string, find: string, put: string): Mutant => ({
  name,
  file: `${m}/calendar/domain/due-date.ts`,
  find,
  put,
  tests: ['due-date', 'deadline-cases', 'midnight'].map((each) => `${m}/calendar/domain/${each}.test.ts`),
})
const bill = (name: string, find: string, put: string, file = 'bill'): Mutant => ({
  name,
  file: `${m}/payment/domain/${file}.ts`,
  find,
  put,
  tests: [`${m}/payment/domain/bill.test.ts`, `${m}/payment/domain/money.test.ts`],
})
const duty = (name: string, find: string, put: string, file = `${m}/identity/domain/duty.ts`): Mutant => ({
  name,
  file,
  find,
  put,
  tests: [`${m}/identity/domain/duty.test.ts`, matrix],
})
const identity = (name: string, file: string, find: string, put: string): Mutant => ({
  name,
  file: `${m}/identity/domain/${file}.ts`,
  find,
  put,
  tests: [`${m}/identity/domain/${file}.test.ts`],
})
const seal = (name: string, find: string, put: string): Mutant => ({
  name,
  file: `${m}/dossier/queries/proof-seal.ts`,
  find,
  put,
  tests: [`${m}/dossier/queries/proof-seal.test.ts`],
})
const security = (name: string, find: string, put: string): Mutant => ({
  name,
  file: 'server/src/platform/http/security-rule.ts',
  find,
  put,
  tests: ['server/src/platform/http/security-rule.test.ts'],
})
const money = (name: string, file: string, find: string, put: string, only: string): Mutant => ({
  name,
  file: `${m}/payment/${file}.ts`,
  find,
  put,
  tests: [`${m}/payment/money-edges.http.test.ts`],
  project: 'postgres',
  only,
})

export const mutants: readonly Mutant[] = [
  decide('a second supplement', "facts.supplementCount === 0 ? null : refuse('SUPPLEMENT_ONCE')", 'null'),
  decide('forwarded twice', "facts.onHandover ? refuse('ALREADY_ON_LIST') : null", 'null'),
  decide('received from no list', "facts.onHandover ? null : refuse('NOT_ON_LIST')", 'null'),
  decide('signed at any step', "step?.role === 'signatory' ? null : wrongStep()", 'null'),
  decide(
    'the drafter decides',
    "facts.hands?.workedBy.includes(duty.accountId) ? refuse('DRAFTER_CANNOT_DECIDE')",
    "facts.hands?.workedBy.includes('' as never) ? refuse('DRAFTER_CANNOT_DECIDE')",
  ),
  decide('the receiver signs', 'facts.hands?.receivedBy === duty.accountId', "facts.hands?.receivedBy === ('' as never)"),
  decide('who asked grants', 'facts.hands?.askedBy === duty.accountId', "facts.hands?.askedBy === ('' as never)"),
  decide('who worked restarts the clock', '|| hasWorked(facts, duty)\n', '\n'),
  decide('an operator acts by hand', "row.by.filter((each) => each !== 'operator')", 'row.by', 'decide-act'),
  decide('a claim keeps nobody off', 'return claim && isLive(claim, facts) ? refuse(', 'return claim && !isLive(claim, facts) ? refuse('),
  decide(
    'a claim that lapsed counts',
    'Temporal.Instant.compare(facts.hands.now, claim.until) < 0',
    'Temporal.Instant.compare(facts.hands.now, claim.until) > 0',
  ),
  decide(
    'taken over at once',
    'Temporal.Instant.compare(facts.hands.now, claim.peersFrom) >= 0',
    'Temporal.Instant.compare(facts.hands.now, claim.peersFrom) !== 7',
  ),
  decide(
    'handed out unpaid',
    "(facts.owedDong ?? 0) === 0 ? null : refuse('NOT_PAID'",
    "(facts.owedDong ?? 0) >= 0 ? null : refuse('NOT_PAID'",
  ),
  decide('an extension on the last day', 'days !== null && days >= 1 && !hasPassed', 'days !== null && days >= 0 && !hasPassed'),
  decide('an extension after the limit', 'days >= 1 && !hasPassed', 'days >= 1'),
  decide('a copy serves for an original', 'originals < paper.originals || originals + others', 'originals + others'),
  decide('copies are not asked', 'originals + others < Math.max(1, paper.originals + paper.copies)', 'originals + others < 1'),
  decide('optional papers are demanded', 'if (!paper.required) return false', ''),
  decide('an extension of 3,000 days', 'const mostDaysAdded = 30', 'const mostDaysAdded = 3000', 'needs'),
  decide('a cause once more', 'used >= rule.maxTimes', 'used > rule.maxTimes'),
  decide('a stop past its ceiling', 'input.until > latest', "input.until > '9999-12-31'"),
  decide('a stop that ended yesterday', 'input.until < facts.time.today ||', "input.until < '' ||"),
  decide('one point of two is the whole', 'if (open.length === 0 ||', 'if (met.length > 0 ||'),
  decide(
    'stopped before the supplement lapsed',
    "input?.ground === 'supplement_lapsed' && !facts.time.supplementLapsed",
    "input?.ground === 'supplement_lapsed' && facts.time.supplementLapsed",
  ),
  decide('silence consents always', "facts.time.silence === 'consent' ? null", "facts.time.silence !== 'refusal' ? null"),
  decide('silence refuses always', "facts.time.silence === 'refusal' ? null", "facts.time.silence !== 'consent' ? null"),
  decide(
    'silence by the promise',
    "facts.time.lateByLaw ? null : refuse('LEGAL_LIMIT_NOT_PASSED')",
    "facts.time.late ? null : refuse('LEGAL_LIMIT_NOT_PASSED')",
  ),
  decide('an apology in time', "facts.time.late ? null : refuse('NOT_LATE')", 'null'),
  decide('an extension granted late', "facts.time.late ? refuse('ALREADY_LATE') : null", 'null'),
  decide(
    'a payment confirmed in debt',
    "(facts.owedDong ?? 0) === 0 ? null : refuse('DUTY_NOT_PAID'",
    "(facts.owedDong ?? 0) >= 0 ? null : refuse('DUTY_NOT_PAID'",
  ),
  decide('the agency ends the payer’s stop', "facts.time.stoppedBy === 'financial_duty' ? refuse('WAITS_FOR_PAYMENT') : null", 'null'),
  decide('notified twice', "facts.time.notified.late ? refuse('LATENESS_ALREADY_NOTIFIED') : null", 'null'),
  decide('asks itself', 'input?.agencyId === facts.agencyId', "input?.agencyId === ('' as never)"),
  acts(
    'withdrawn once it is signed',
    "from: ['filed', 'accepted', 'in_progress', 'awaiting_supplement', 'suspended'],\n        to: 'withdrawn'",
    "from: ['filed', 'accepted', 'in_progress', 'awaiting_supplement', 'suspended', 'approved'],\n        to: 'withdrawn'",
    'intake',
  ),
  acts(
    'identity corrected once it is signed',
    "from: ['filed', 'accepted', 'in_progress', 'awaiting_supplement', 'suspended'],\n        to: 'same',\n        by: ['counter_officer']",
    "from: ['filed', 'accepted', 'in_progress', 'awaiting_supplement', 'suspended', 'approved'],\n        to: 'same',\n        by: ['counter_officer']",
    'intake',
  ),
  acts(
    'the case officer restarts the clock',
    "by: ['unit_head', 'signatory'],\n        heldBy: 'agency',\n        guards: ['not_own_work'",
    "by: ['unit_head', 'signatory', 'case_officer'],\n        heldBy: 'agency',\n        guards: ['not_own_work'",
    'time',
  ),
  due('a stop at the due instant moves it', 'if (from >= due) break', 'if (from > due) break'),
  due('a restart from where the stop began', 'run(stop.to) : paused', 'run(stop.from) : paused'),
  due('paused days are cut', 'Math.ceil((to - moved) / secondsPerDay)', 'Math.floor((to - moved) / secondsPerDay)'),
  due('a part of a day is lost', 'Math.round(part * standardDaySeconds)', 'Math.round(0 * standardDaySeconds)'),
  due('due while the clock is suspended', 'return moved < to ? advanceToWorkingTime(calendar, to) : moved', 'return moved'),
  due('clock hours due while it is suspended', 'return Math.max(to, raw + to - from)', 'return raw'),
  due('the day of receipt never counts', "settings.firstDay === 'counted' && amount > 0 ? day - 1 : day", 'day'),
  due('31 February', 'Math.min(civil.day, daysInMonth(year, month))', 'civil.day'),
  due('due on a day off', 'if (rolls && !isWorkingDay(calendar, day))', 'if (rolls && isWorkingDay(calendar, day))'),
  due(
    '24:00 is 00:00',
    "if (settings.dueTime === 'end_of_day') return (day + 1) * secondsPerDay",
    "if (settings.dueTime === 'end_of_day') return day * secondsPerDay",
  ),
  due(
    'the end of the morning is the afternoon',
    'return opening > moment && isClosing(calendar, moment) ? moment : opening',
    'return opening',
  ),
  due(
    'counted from outside office hours',
    "settings.receiptOutsideHours === 'next_opening' ?",
    "settings.receiptOutsideHours !== 'next_opening' ?",
  ),
  due('an extension counts its first day', "{ ...settings, firstDay: 'not_counted' }", "{ ...settings, firstDay: 'counted' }"),
  due('stops from the last', '(a, b) => a.from - b.from', '(a, b) => b.from - a.from'),
  due('a last day off stays', "if (unit === 'working_days' || settings.lastDayOff === 'stays') return last", 'return last'),
  due(
    'no working day is a working day',
    'amount === 0 ? onOrAfter(calendar, day) : workingDayAfter',
    'amount === 0 ? day : workingDayAfter',
  ),
  due(
    'an open stop ends',
    'if (stop.to === null) {\n      onMoved(stop, { was: raw, is: raw })\n      return null\n    }',
    'if (stop.to === null) continue',
  ),
  bill('nothing to pay makes a line', '.filter((tariff) => tariff.amountDong !== 0)', '.filter(() => true)'),
  bill('a fee per person is for all', 'return amountDong !== null && unit !== null && unit !== undefined', 'return false'),
  bill('lowered to the same', '(amount > 0 && amount < due)', '(amount > 0 && amount <= due)'),
  bill('lowered to nothing', '(amount > 0 && amount < due)', '(amount >= 0 && amount < due)'),
  bill('a count of nobody', '(adjustment.quantity ?? 0) >= 1', '(adjustment.quantity ?? 0) >= 0'),
  bill('settled charges are owed', "line.state === 'owed' ? sum + (line.dueDong ?? 0) : sum", 'sum + (line.dueDong ?? 0)'),
  bill('too much settles', 'return total === amountDong ? chosen', 'return total <= amountDong ? chosen'),
  bill(
    'an unknown charge is adjusted',
    "adjustment.kind === 'assess' ? 'unknown' : 'owed'",
    "adjustment.kind === 'assess' ? 'owed' : 'unknown'",
  ),
  bill('no reason is needed', "if (tidy(adjustment.reason) === '')", "if (tidy(adjustment.reason) === '…')"),
  bill('a charge named that is not there', 'chosen.length !== new Set(named).size', 'chosen.length > new Set(named).size'),
  bill('references as typed', "content.toUpperCase().replace(/[^0-9A-Z]+/gu, '')", 'content'),
  bill('seven digits', "padStart(8, '0')", "padStart(7, '0')", 'receipt'),
  bill('no thousands', "(?=(\\d{3})+$)/gu, '.')", "(?=(\\d{3})+$)/gu, '')", 'receipt'),
  duty(
    'a role counts everywhere',
    'if (actor.grants.some((grant) => grant.role === role && reaches(grant, place))) return role',
    'if (actor.grants.some((grant) => grant.role === role)) return role',
  ),
  duty(
    'who was asked sees in full',
    "return sight?.by === 'work' || sight?.by === 'direction'",
    "return sight !== null && sight.by !== null && sight.by !== ('oversight' as never)",
  ),
  duty('who watches opens papers', "return seesInFull(sight) || sight?.by === 'opinion'", 'return sight !== null'),
  duty(
    'asked is like competent',
    "by === 'opinion' ? asked.map((agencyId) => ({ agencyId, centreId: null })) : [place]",
    'asked.length > 0 ? asked.map((agencyId) => ({ agencyId, centreId: null })) : [place]',
  ),
  duty(
    'one replaces oneself',
    'return actor.accountId !== officer.accountId && officer.grants.length > 0',
    'return officer.grants.length > 0',
  ),
  duty(
    'one of the grants is enough',
    'officer.grants.every((grant) => directs(actor, grant))',
    'officer.grants.some((grant) => directs(actor, grant))',
  ),
  duty(
    'a role held for another directs',
    'return grant.onBehalfOf === undefined ? rank + (grant.isHead === true ? 0.5 : 0) : 0',
    'return rank + (grant.isHead === true ? 0.5 : 0)',
  ),
  duty('a unit head replaces', "asUnitHead ? ['signatory', 'unit_head'] : ['signatory']", "['signatory', 'unit_head']"),
  duty(
    'given on',
    "held.every((grant) => grant.onBehalfOf !== undefined)) return 'given_on'",
    "held.every((grant) => grant.onBehalfOf !== undefined) && false) return 'given_on'",
  ),
  duty('given for ten years', 'first.until(last).days <= 366', 'first.until(last).days <= 3660'),
  duty('given in another house', "return 'other_house'", 'void 0'),
  duty(
    'a centre reaches all centres',
    'if (grant.centreId !== null && grant.centreId !== place.centreId) return false',
    '',
    'server/src/kernel/reach.ts',
  ),
  duty(
    'an agency reaches all agencies',
    'return grant.agencyId === null || grant.agencyId === place.agencyId',
    'return true',
    'server/src/kernel/reach.ts',
  ),
  identity('the first wait is skipped', 'sign-in-delay', 'if (excess < 0) return 0', 'if (excess <= 0) return 0'),
  identity('waits do not grow', 'sign-in-delay', '2 ** Math.min(20, Math.floor(excess))', '2'),
  identity('failures are never forgotten', 'sign-in-delay', 'level - Math.max(0, seconds) / leakSeconds', 'level'),
  identity('fifty free guesses', 'sign-in-delay', 'loginFromNetwork: { free: 5,', 'loginFromNetwork: { free: 50,'),
  identity('a network is one address', 'sign-in-delay', 'return `${mapped[1]}.0/24`', 'return address'),
  identity(
    'the second factor is not asked',
    'session-rules',
    "if (facts.hasSecondFactor && !facts.gaveSecondFactor) return 'second_factor'",
    '',
  ),
  identity('a handed-out password stays', 'session-rules', "if (facts.passwordKind === 'one_time') return 'password'", ''),
  identity(
    'signatories need no second factor',
    'session-rules',
    "['signatory', 'procedure_designer', 'operator', 'centre_manager']",
    "['procedure_designer', 'operator', 'centre_manager']",
  ),
  identity(
    'a password confirms where there is a factor',
    'session-rules',
    "return facts.hasSecondFactor ? 'second_factor' : 'password'",
    "return 'password'",
  ),
  seal(
    'the signature is not checked',
    "return verify(null, text, key, Buffer.from(seal.signature, 'base64')) ? null :",
    'return text.length > 0 ? null :',
  ),
  seal(
    'the content is not compared',
    "if (createHash('sha256').update(text).digest('hex') !== seal.digest) return",
    "if (seal.digest === '') return",
  ),
  security('refused access is not logged', 'if (answer.status === 403)', 'if (answer.status === 401)'),
  security('exports are not logged', "(isExport ? 'export.done' : null)", 'null'),
  security('failures are logged as done', 'if (answer.status < 400) return', 'if (answer.status < 500) return'),
  money(
    'refunded beyond the drawer',
    'commands/reverse-payment',
    "throw new Refused(refusalFrom(paymentRefusals, 'CASH_NOT_ENOUGH', { held: heldDong, asked: payment.amountDong }))",
    'void 0',
    'drawer',
  ),
  money(
    'a mistake of yesterday',
    'commands/reverse-payment',
    'payment.onDay === moment.day && payment.cashierId',
    'payment.cashierId',
    'mistake',
  ),
  money(
    'a đồng more alone',
    'commands/reverse-payment',
    'payment.amountDong > refundLimitDong',
    'payment.amountDong > refundLimitDong + 1',
    'limit',
  ),
  money('one series for ever', 'store/receipt-store', 'const year = Number(moment.day.slice(0, 4))', 'const year = 2026', 'year'),
  {
    name: 'search: anything is an answer',
    file: `${m}/procedure/domain/procedure-search.ts`,
    find: 'const leastSure = 0.46',
    put: 'const leastSure = 0',
    tests: [`${m}/procedure/domain/sayings.test.ts`, `${m}/procedure/domain/procedure-search.test.ts`],
  },
  {
    name: 'search: a matter elsewhere hides what the catalogue has',
    file: `${m}/procedure/domain/search-index.ts`,
    find: 'doneAt === null || names.some((name) => speaksOf(name, searchWords(means)))',
    put: 'doneAt === null',
    tests: [`${m}/procedure/domain/procedure-search.test.ts`],
  },
  {
    name: 'a sign-in that leads to another site',
    file: `${m}/citizen/domain/claims.ts`,
    find: '/^\\/(?![/\\\\])[',
    put: '/^\\/[/',
    tests: [`${m}/citizen/domain/claims.test.ts`],
  },
  {
    name: 'no level of assurance is enough for any',
    file: `${m}/citizen/domain/claims.ts`,
    find: 'acr !== null && asked.includes(acr)',
    put: 'acr !== null',
    tests: [`${m}/citizen/domain/claims.test.ts`],
  },
  {
    name: 'form: a question is asked whatever was answered before it',
    file: `${m}/form/domain/form.ts`,
    find: 'if (!other || !isAsked(form, other, answers)) return false',
    put: 'if (!other) return false',
    tests: [`${m}/form/domain/form.test.ts`],
  },
  {
    name: 'form: an answer to a question that fell away is filed',
    file: `${m}/form/domain/form.ts`,
    find: 'questionsFrom(form).filter((question) => isAsked(form, question, answers))',
    put: 'questionsFrom(form)',
    tests: [`${m}/form/domain/form.test.ts`],
  },
  {
    name: 'form: a changed question keeps its answer in a draft',
    file: `${m}/form/domain/form-change.ts`,
    find: 'else if (!asksTheSame(was, question))',
    put: 'else if (was.kind !== question.kind)',
    tests: [`${m}/form/domain/form.test.ts`],
  },
  {
    name: 'citizen: one point answered is the whole supplement answered',
    file: `${m}/citizen/domain/supplement-answer.ts`,
    find: 'asked.filter(({ no }) => !answers.some((answer) => answer.no === no &&',
    put: 'asked.filter(() => !answers.some((answer) =>',
    tests: [`${m}/citizen/domain/supplement-answer.test.ts`],
  },
  {
    name: 'dossier: a decision rests on a file nobody could read',
    file: `${m}/dossier/domain/file-rules.ts`,
    find: "file.quarantine === 'waiting' && (",
    put: 'false && (',
    tests: [`${m}/dossier/domain/file-rules.test.ts`],
  },
  {
    name: 'a scanner that says something else calls the file clean',
    file: `${m}/document/adapters/virus-scanner.ts`,
    find: "{ outcome: 'away', why: said.slice(0, 200) }",
    put: "{ outcome: 'clean' }",
    tests: [`${m}/document/cli/files.test.ts`],
    only: 'a scanner that',
  },
  {
    name: 'a picture of any size',
    file: `${m}/document/domain/picture-file.ts`,
    find: 'width * height > mostPoints',
    put: 'false',
    tests: [`${m}/document/cli/files.test.ts`],
    only: '17 000',
  },
  life('an accepted dossier has no day of acceptance', 'carry-out', "act === 'accept' ? at : dossier.acceptedAt", 'dossier.acceptedAt'),
  life('an end without its instant', 'carry-out', 'endedAt: change.ends ? at : null', 'endedAt: null'),
  life('a stop outlives its dossier', 'carry-out', 'stops: change.ends || finishedAt ?', 'stops: finishedAt ?'),
  life('on a list for ever', 'carry-out', 'handoverId: change.leavesList ? null :', 'handoverId:'),
  life(
    'awaited after it came',
    'carry-out',
    "change.state === 'awaiting_supplement' ? dossier.supplementBy : null",
    'dossier.supplementBy',
  ),
  life('to be paid for ever', 'carry-out', "return change.state === 'suspended' ? dossier.payBy : null", 'return dossier.payBy'),
  life('stopped is no outcome', 'carry-out', "change.state === 'withdrawn' || change.state === 'stopped'", "change.state === 'withdrawn'"),
  life('nobody received it', 'evolve', "is('accept') ? actorId : hands.receivedBy", 'hands.receivedBy'),
  life(
    'nobody asked for more time',
    'evolve',
    "change.act === 'request_extension' ? actorId : (hands.askedBy ?? null)",
    'hands.askedBy ?? null',
  ),
  life('every holding ends now', 'evolve', 'each.toAt === null ? { ...each, toAt: at } : each', '({ ...each, toAt: at })'),
  life('papers of the act are lost', 'evolve', '[...dossier.handedIn, ...effects.papers]', '[...dossier.handedIn]'),
  life(
    'declined is granted',
    'evolve',
    "case 'decline':\n      return { reappointment: 'none'",
    "case 'decline':\n      return { reappointment: 'granted'",
  ),
  life('each part is a sub-dossier', 'evolve', 'filter((part) => part.code !== null).length', 'length'),
  life('a stop goes on past its ceiling', 'stops-after', '(endOf({ ...stop, toAt: now }) ?? at).toString()', 'now'),
  life(
    'an apology takes the dossier in hand',
    'holder-after',
    "change.act === 'apologise' ? before.accountId : (actorId ?? before.accountId)",
    'actorId ?? before.accountId',
  ),
  acts(
    'an extension is offered late',
    "'holder_does_not_grant', 'not_late', 'has_due_date'",
    "'holder_does_not_grant', 'has_due_date'",
    'time',
  ),
  card('a former card is another person', 'held !== card.idNumber && held !== card.oldIdNumber', 'held !== card.idNumber'),
  card('confirmed once, confirmed for all', 'form.confirmedPerson === personOf(form)', "form.confirmedPerson !== ''"),
  card('the name is not compared', "{ field: 'fullName', texts: [card.fullName] }", "{ field: 'fullName', texts: [null] }"),
  ...(
    [
      ['the desk writes 00:00 of the day after', 'web/ui/format.ts', "time === '00:00' && ", "time === 'never' && "],
      ['the slip writes 00:00 of the day after', `${m}/document/domain/form-text.ts`, 'toVietnamDay(dueAt).equals(last)', 'true'],
      ['the figures count by the day after', `${m}/dossier/domain/outcome.ts`, 'lastDayOf(dueAt)) <', 'toVietnamDay(dueAt)) <'],
      ['an alert comes a day late', `${m}/dossier/domain/escalation.ts`, 'lastDayOf(dueAt).equals', 'toVietnamDay(dueAt).equals'],
      [
        'days to the limit are counted by the day after',
        `${m}/dossier/domain/clock-turn.ts`,
        'until(lastDayOf(dueAt))',
        'until(toVietnamDay(dueAt))',
      ],
      ['a decree moves a limit by the day after', `${m}/dossier/domain/due-move.ts`, 'millis - 1 + utc', 'millis + utc'],
    ] as const
  ).map(([name, file, find, put]): Mutant => ({ name: `promise: ${name}`, file, find, put, tests: ['tools/one-promise.test.ts'] })),
  ...(
    [
      ['a key is answered as another', 'platform/db/batch-calls', 'done(found[index] as Found)', 'done(found[0] as Found)'],
      ['a statement for each key', 'platform/db/batch-calls', 'if (underWay >= atOnce) return', ''],
      ['a day loses its offset', 'kernel/vietnam-time', 'dayFrom(ms + offsetMs)', 'dayFrom(ms)'],
    ] as const
  ).map(([name, of, find, put]): Mutant => {
    const at = `server/src/${of}`
    return { name: `speed: ${name}`, file: `${at}.ts`, find, put, tests: [`${at}.test.ts`] }
  }),
]
