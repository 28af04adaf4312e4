import type { Check } from '../domain/check.ts'

/** What must be true of the money of every centre: invariant 8 of ARCHITECTURE.md. */
export const moneyChecks: readonly Check[] = [
  {
    invariant: '8a. the lines of every transaction of money, and so the whole book, sum to zero',
    query: `select transaction_id from payment.entry group by locality_id, transaction_id having sum(amount_dong) <> 0
      union all select t.id from payment.transaction t where not exists (
        select from payment.entry e where e.locality_id = t.locality_id and e.transaction_id = t.id)`,
  },
  {
    invariant: '8b. receipts of a symbol are numbered 1, 2, 3 … each year, as far as its series has come',
    query: `select format('%s/%s', s.series_symbol, s.year) from payment.receipt_series s
      left join (select locality_id, template_symbol, series_symbol, year, count(*) as issued, max(number) as last
          from payment.receipt group by 1, 2, 3, 4) r
        on r.locality_id = s.locality_id and r.template_symbol = s.template_symbol and r.series_symbol = s.series_symbol and r.year = s.year
      where coalesce(r.issued, 0) <> s.last_number or coalesce(r.last, 0) <> s.last_number`,
  },
  {
    invariant: '8c. every payment has its receipt for the same sum, cancelled exactly when the payment was undone',
    query: `select p.id from payment.payment p
      left join payment.receipt r on r.locality_id = p.locality_id and r.payment_id = p.id and r.kind = 'original'
      where r.amount_dong is distinct from p.amount_dong
        or exists (select from payment.reversal v where v.locality_id = p.locality_id and v.payment_id = p.id and v.decision = 'done')
          <> exists (select from payment.receipt c where c.locality_id = p.locality_id and c.payment_id = p.id and c.kind = 'cancellation')`,
  },
  {
    invariant: '8d. every paid charge is covered to the đồng by a valid payment, and the amount owed equals the balance in the book',
    query: `select b.dossier_code from payment.bill_line l join payment.bill b on b.locality_id = l.locality_id and b.id = l.bill_id
      where (l.state = 'paid') <> exists (select from payment.payment p where p.locality_id = l.locality_id and p.bill_id = l.bill_id and l.no = any(p.lines)
        and not exists (select from payment.reversal v where v.locality_id = p.locality_id and v.payment_id = p.id and v.decision = 'done'))
      union all
      select b.dossier_code from payment.bill b
      where (select coalesce(sum(l.due_dong) filter (where l.state = 'owed'), 0) from payment.bill_line l where l.locality_id = b.locality_id and l.bill_id = b.id)
        <> (select coalesce(sum(e.amount_dong), 0) from payment.transaction t join payment.entry e on e.locality_id = t.locality_id and e.transaction_id = t.id
            where t.locality_id = b.locality_id and t.bill_id = b.id and e.account = 'receivable')
      union all
      select b.dossier_code
      from payment.payment p
      join payment.bill b on b.locality_id = p.locality_id and b.id = p.bill_id
      where not exists (
          select from payment.reversal v
          where v.locality_id = p.locality_id and v.payment_id = p.id and v.decision = 'done')
        and p.amount_dong <> (
          select coalesce(sum(l.due_dong), 0) from payment.bill_line l
          where l.locality_id = p.locality_id and l.bill_id = p.bill_id and l.no = any(p.lines))`,
  },
  {
    invariant: '8h. every bill is made out to its applicant, by the name at acceptance, by the centre of its dossier for its agency',
    query: `select b.dossier_code
      from payment.bill b
      join dossier.dossier d on d.locality_id = b.locality_id and d.id = b.dossier_id
      where b.centre_id <> d.centre_id or b.agency_id <> d.agency_id or b.payer_name <> d.applicant_name and not exists (
        select from dossier.act a
        where a.locality_id = d.locality_id and a.dossier_id = d.id and a.kind = 'correct_identity'
          and a.payload::jsonb #>> '{corrected,name,was}' = b.payer_name)`,
  },
  {
    invariant: '8f. every bank notice called matched or resolved is covered, to the đồng, by payments that stand and money returned',
    query: `
      select n.bank_reference
      from payment.bank_notice n
      left join (
        select u.locality_id, u.notice_id, sum(u.amount_dong) filter (where u.decision = 'done' and u.undone_at is null) as done
        from payment.notice_use u
        group by 1, 2
      ) used on used.locality_id = n.locality_id and used.notice_id = n.id
      where (n.state <> 'unmatched') <> (coalesce(used.done, 0) = n.amount_dong)
      union all
      select n.bank_reference
      from payment.notice_use u
      join payment.bank_notice n on n.locality_id = u.locality_id and n.id = u.notice_id
      join payment.payment p on p.locality_id = u.locality_id and p.id = u.payment_id
      where (u.undone_at is null) <> (p.undone_at is null)
      union all
      select p.bank_reference
      from payment.payment p
      where p.noticed and p.undone_at is null and p.amount_dong is distinct from (
        select sum(u.amount_dong) from payment.notice_use u
        where u.locality_id = p.locality_id and u.payment_id = p.id and u.undone_at is null)`,
  },
  {
    invariant: '8j. no transfer is booked both as a payment that an officer confirmed and as money that waits',
    query: `
      select n.bank_reference
      from payment.bank_notice n
      join payment.payment p on p.locality_id = n.locality_id
        and upper(regexp_replace(p.bank_reference, '[^0-9A-Za-z]', '', 'g'))
          = upper(regexp_replace(n.bank_reference, '[^0-9A-Za-z]', '', 'g'))
        and p.centre_id = n.centre_id and p.undone_at is null and not p.noticed
      where n.transaction_id is not null and not exists (
        select from payment.notice_use u
        where u.locality_id = n.locality_id and u.notice_id = n.id and u.payment_id = p.id)`,
  },
  {
    invariant: '8g. the unmatched money of the book is what the unmatched notices hold',
    query: `
      select c.centre_id::text
      from payment.account c
      where (
          select coalesce(sum(e.amount_dong), 0) from payment.entry e
          where e.locality_id = c.locality_id and e.centre_id = c.centre_id and e.account = 'unmatched')
        + (
          select coalesce(sum(n.amount_dong - coalesce((
              select sum(u.amount_dong) from payment.notice_use u
              where u.locality_id = n.locality_id and u.notice_id = n.id and u.undone_at is null and u.decision = 'done'), 0)), 0)
          from payment.bank_notice n
          where n.locality_id = c.locality_id and n.centre_id = c.centre_id and n.transaction_id is not null)
        <> 0`,
  },
  {
    invariant: '8i. who collects at a centre, and into which account, is what the last change of it says',
    query: `
      select c.code
      from payment.account a
      join centre.v_centre c on c.locality_id = a.locality_id and c.id = a.centre_id
      left join lateral (
        select s.after from platform.setting_change s
        where s.locality_id = a.locality_id and s.subject = 'collector' and s.key = c.code
        order by s.at desc, s.id desc limit 1) s on true
      where (s.after ->> 'collectorName', s.after ->> 'taxCode', s.after ->> 'bankBin', s.after ->> 'bankAccount')
          is distinct from (a.collector_name, a.tax_code, a.bank_bin, a.bank_account)
        or (s.after ->> 'templateSymbol', s.after ->> 'seriesSymbol', s.after ->> 'refundLimitDong')
          is distinct from (a.template_symbol, a.series_symbol, a.refund_limit_dong::text)
      union all
      select s.key
      from platform.setting_change s
      where s.subject = 'collector' and not exists (
        select from payment.account a
        join centre.v_centre c on c.locality_id = a.locality_id and c.id = a.centre_id
        where a.locality_id = s.locality_id and c.code = s.key)`,
  },
  {
    invariant: '8e. every cash day begins with what the drawer held, and a closed one ends with what was counted',
    query: `select format('%s %s', d.cashier_id, d.on_day) from payment.cash_day d
      where d.opening_dong <> (select coalesce(sum(e.amount_dong), 0) from payment.entry e
            where e.locality_id = d.locality_id and e.account = 'cash' and e.cashier_id = d.cashier_id and e.centre_id = d.centre_id and e.on_day < d.on_day)
        or d.counted_dong <> (select coalesce(sum(e.amount_dong), 0) from payment.entry e
            where e.locality_id = d.locality_id and e.account = 'cash' and e.cashier_id = d.cashier_id and e.centre_id = d.centre_id and e.on_day <= d.on_day)`,
  },
]
