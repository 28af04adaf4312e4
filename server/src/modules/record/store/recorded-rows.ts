/**
 * What is recorded, as data: how the key and the content of each row are read from its table. The tables themselves are named, not views of
 * theirs: the owner of the database could alter a view. Content is text made by PostgreSQL from the columns in the order given here; instants
 * are microseconds since 1970 and hashes are taken over the text as it is, so that nothing depends on a zone or on a spelling.
 */
export type RecordedSource = {
  readonly name: string
  /** SQL of the key, of the content, and of when the row was written (null where it does not say). */
  readonly key: string
  readonly text: string
  readonly at: string
  readonly from: string
  readonly where: string
  /** Whether new rows are found by the transaction that wrote them; else the whole table, which is small, is compared. */
  readonly isLarge: boolean
  /** Recorded when the day is over, in random order: the time of a row within the day is not revealed. */
  readonly afterTheDay: boolean
  /** Years after which the law lets rows go, and their absence is no fault. */
  readonly keptYears: number | null
  /** Recorded from a later release on: existing rows are older than its first leaves, which is no fault. */
  readonly joinedLater: boolean
}

const micros = (column: string): string => `(extract(epoch from ${column}) * 1000000)::bigint`
const content = (...columns: string[]): string => `json_build_array(${columns.join(', ')})::text`
const plain = { where: 'true', isLarge: false, afterTheDay: false, keptYears: null, joinedLater: false }
const joined = { ...plain, isLarge: true, joinedLater: true }

export const recordedSources: readonly RecordedSource[] = [
  {
    ...plain,
    name: 'dossier.act',
    key: `coalesce(d.code, t.dossier_id::text) || '/' || t.seq`,
    // Place in the chain is the key's; the chain itself is checked beside it.
    text: content(
      't.actor_account_id',
      't.actor_name',
      't.actor_role',
      'floor(extract(epoch from t.at) * 1000)::bigint',
      't.kind',
      't.payload',
      't.request_id',
      't.centre_id',
      't.agency_id',
    ),
    at: 't.at',
    from: 'dossier.act t left join dossier.dossier d on d.locality_id = t.locality_id and d.id = t.dossier_id',
    isLarge: true,
  },
  {
    ...plain,
    name: 'dossier.access',
    key: 't.id::text',
    text: content(
      't.dossier_id',
      't.account_id',
      't.role',
      micros('t.at'),
      't.file_id',
      't.purpose',
      't.seen_by',
      't.agency_id',
      't.centre_id',
      't.session_id',
      't.dossier_ids',
      't.range_centre_id',
      micros('t.range_from'),
      micros('t.range_to'),
    ),
    at: 't.at',
    from: 'dossier.access t',
    isLarge: true,
    keptYears: 2,
  },
  {
    ...plain,
    name: 'payment.payment',
    key: 't.id::text',
    // Not undone_at: that a payment was undone is a transaction of its own.
    text: content(
      't.bill_id',
      't.centre_id',
      't.method',
      't.amount_dong',
      't.lines',
      't.bank_reference',
      't.cashier_id',
      't.cashier_name',
      't.on_day',
      micros('t.at'),
      't.transaction_id',
      't.noticed',
    ),
    at: 't.at',
    from: 'payment.payment t',
    isLarge: true,
  },
  {
    ...plain,
    name: 'payment.transaction',
    key: 't.id::text',
    text: content(
      't.kind',
      't.on_day',
      micros('t.at'),
      't.centre_id',
      't.bill_id',
      't.payment_id',
      't.author_id',
      't.author_name',
      't.reason',
      `(select json_agg(json_build_array(e.no, e.account, e.amount_dong, e.centre_id, e.on_day, e.cashier_id) order by e.no)
        from payment.entry e where e.locality_id = t.locality_id and e.transaction_id = t.id)`,
    ),
    at: 't.at',
    from: 'payment.transaction t',
    isLarge: true,
  },
  {
    ...plain,
    name: 'payment.receipt',
    key: 't.id::text',
    text: content(
      't.kind',
      't.template_symbol',
      't.series_symbol',
      't.year',
      't.number',
      't.payment_id',
      't.refers_to',
      't.centre_id',
      't.collector_name',
      't.tax_code',
      't.payer_name',
      't.dossier_code',
      't.items::text',
      't.amount_dong',
      't.amount_words',
      't.method',
      't.reason',
      't.issued_on',
      micros('t.issued_at'),
      't.issued_by',
      't.issued_by_name',
    ),
    at: 't.issued_at',
    from: 'payment.receipt t',
    isLarge: true,
  },
  {
    ...plain,
    name: 'payment.cash_day',
    key: `t.centre_id || '/' || t.cashier_id || '/' || t.on_day`,
    text: content(
      't.opening_dong',
      micros('t.closed_at'),
      't.closed_by',
      't.expected_dong',
      't.counted_dong',
      't.notes::text',
      't.explanation',
    ),
    at: 't.closed_at',
    from: 'payment.cash_day t',
    where: 't.closed_at is not null',
  },
  {
    ...plain,
    name: 'feedback.rating',
    key: 't.id::text',
    text: content('t.on_day', 't.centre_id', 't.agency_id', 't.officer_id', 't.result', 't.attitude', 't.comment'),
    at: `((t.on_day + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh')`,
    from: 'feedback.rating t',
    where: 't.on_day < platform.today()',
    afterTheDay: true,
  },
  {
    ...plain,
    name: 'identity.account_event',
    key: 't.id::text',
    text: content('t.account_id', micros('t.at'), 't.kind', 't.by_account', 't.by_name', 't.detail'),
    at: 't.at',
    from: 'identity.account_event t',
  },
  {
    ...plain,
    name: 'identity.role_grant',
    key: `t.id || '/given'`,
    text: content('t.account_id', 't.role', 't.agency_id', 't.centre_id', micros('lower(t.valid_during)'), 't.granted_by', 't.is_head'),
    at: 'null::timestamptz',
    from: 'identity.role_grant t',
  },
  {
    ...plain,
    name: 'platform.setting_change',
    key: 't.id::text',
    text: content(micros('t.at'), 't.by_account', 't.by_name', 't.subject', 't.key', 't.before::text', 't.after::text'),
    at: 't.at',
    from: 'platform.setting_change t',
  },
  {
    ...plain,
    name: 'calendar.deadline_setting',
    key: 't.id::text',
    text: content('t.name', 't.value', 't.basis', 't.set_by', micros('t.set_at'), 't.from_on', 't.reason', 't.set_by_name'),
    at: 't.set_at',
    from: 'calendar.deadline_setting t',
  },
  {
    ...plain,
    name: 'calendar.decree',
    key: 't.id::text',
    text: content(
      't.kind',
      't.name',
      't.basis',
      't.reason',
      't.decreed_on',
      't.content::text',
      't.entered_by',
      't.entered_by_name',
      't.entered_by_role',
      micros('t.entered_at'),
    ),
    at: 't.entered_at',
    from: 'calendar.decree t',
  },
  {
    ...plain,
    name: 'calendar.decree_day',
    key: 't.id::text',
    text: content(
      't.on_day',
      't.kind',
      't.name',
      't.basis',
      't.occasion',
      't.swaps_with',
      't.from_minute',
      't.to_minute',
      't.decreed_on',
      't.entry',
      't.entered_by',
      micros('t.entered_at'),
      't.decree_id',
    ),
    at: 't.entered_at',
    from: 'calendar.decree_day t',
  },
  {
    ...plain,
    name: 'calendar.office_hours',
    key: 't.id::text',
    // The end of hours is set when others follow them; when they begin, and their sessions, do not change.
    text: content(
      't.agency_id',
      't.centre_id',
      'lower(t.valid_during)',
      't.basis',
      't.set_by',
      micros('t.set_at'),
      't.decree_id',
      `(select json_agg(json_build_array(s.weekday, s.opens_minute, s.closes_minute, s.counts_as_day) order by s.weekday, s.opens_minute)
        from calendar.office_session s where s.locality_id = t.locality_id and s.office_hours_id = t.id)`,
    ),
    at: 't.set_at',
    from: 'calendar.office_hours t',
  },
  {
    ...joined,
    name: 'dossier.register_line',
    key: `t.centre_id || '/' || t.year || '/' || t.line`,
    text: content('t.book', 't.dossier_id'),
    // A line is given with the acceptance; when that was, the act says.
    at: 'null::timestamptz',
    from: 'dossier.register_line t',
  },
  {
    ...joined,
    name: 'payment.bank_notice',
    key: 't.id::text',
    text: content('t.bank_reference', 't.centre_id', 't.amount_dong', 't.content', micros('t.paid_at'), micros('t.received_at')),
    at: 't.received_at',
    from: 'payment.bank_notice t',
  },
  {
    ...joined,
    name: 'payment.notice_use',
    key: `t.notice_id || '/' || t.no`,
    // What settles a payment is decided when it is written; the decision on a return comes later and is recorded apart.
    text: content(
      't.kind',
      't.amount_dong',
      't.payment_id',
      't.return_to',
      't.return_reference',
      't.reason',
      't.asked_by',
      't.asked_by_name',
      micros('t.asked_at'),
      ...['t.decision', 't.decided_by', 't.decided_by_name'].map((column) => `case t.kind when 'payment' then ${column} end`),
    ),
    at: 't.asked_at',
    from: 'payment.notice_use t',
  },
  {
    ...joined,
    name: 'payment.notice_use.decision',
    key: `t.notice_id || '/' || t.no`,
    text: content('t.decision', 't.decided_by', 't.decided_by_name', micros('t.decided_at')),
    at: 't.decided_at',
    from: 'payment.notice_use t',
    where: `t.kind = 'return' and t.decided_at is not null`,
    isLarge: false,
  },
  {
    ...joined,
    name: 'payment.bill_line',
    key: `t.bill_id || '/' || t.no`,
    // Not what is owed, when and whether it was paid: the book, the payments and the adjustments say that.
    text: content('t.kind', 't.name', 't.tariff_dong', 't.asked_seq', 't.basis', 't.unit'),
    at: 'null::timestamptz',
    from: 'payment.bill_line t',
  },
  {
    ...joined,
    name: 'payment.adjustment',
    key: `t.bill_id || '/' || t.line_no || '/' || t.seq`,
    text: content(
      't.kind',
      't.from_dong',
      't.to_dong',
      't.to_timing',
      't.ground',
      't.law',
      't.reason',
      't.author_id',
      't.author_name',
      micros('t.at'),
    ),
    at: 't.at',
    from: 'payment.adjustment t',
  },
  {
    ...joined,
    name: 'payment.reversal',
    key: 't.id::text',
    text: content(
      't.payment_id',
      't.centre_id',
      't.kind',
      't.amount_dong',
      't.reason',
      't.asked_by',
      't.asked_by_name',
      micros('t.asked_at'),
      't.needs_second',
    ),
    at: 't.asked_at',
    from: 'payment.reversal t',
  },
  {
    ...joined,
    name: 'payment.reversal.decision',
    key: 't.id::text',
    text: content('t.decision', 't.decided_by', 't.decided_by_name', micros('t.decided_at')),
    at: 't.decided_at',
    from: 'payment.reversal t',
    where: 't.decided_at is not null',
    isLarge: false,
  },
  {
    ...plain,
    name: 'federation.closed_day',
    key: `t.on_day || '/' || t.revision`,
    text: content('t.on_day', 't.revision', micros('t.as_of'), 't.definition', 't.figures'),
    at: 't.as_of',
    from: 'federation.closed_day t',
  },
]

/** When the sealer appended, recorded like the rest so that no round can be backdated. */
export const roundSource: RecordedSource = {
  ...plain,
  name: 'record.round',
  key: 't.first_index::text',
  text: content(micros('t.at'), micros('t.looked_before')),
  at: 'null::timestamptz',
  from: 'record.round t',
}

/**
 * Every row of a source: its key, its content and when it was written.
 * @param more a further condition
 * @param also further columns
 */
export function selectRows({ key, text, at, from, where }: RecordedSource, more = 'true', also = ''): string {
  return `select ${key} as key, ${text} as text, ${at} as at${also && `, ${also}`} from ${from} where (${where}) and (${more})`
}
