-- The signed record takes what it left out (ADR 0450): the lines of the register, the texts of bank notices and of what was done with them, the
-- lines of bills, the grounds on which an amount was changed, and who asked for a payment to be undone.
alter table dossier.register_line add column written_in xid8;
alter table dossier.register_line alter column written_in set default pg_current_xact_id();
alter table payment.bank_notice add column written_in xid8;
alter table payment.bank_notice alter column written_in set default pg_current_xact_id();
alter table payment.notice_use add column written_in xid8;
alter table payment.notice_use alter column written_in set default pg_current_xact_id();
alter table payment.bill_line add column written_in xid8;
alter table payment.bill_line alter column written_in set default pg_current_xact_id();
alter table payment.adjustment add column written_in xid8;
alter table payment.adjustment alter column written_in set default pg_current_xact_id();
alter table payment.reversal add column written_in xid8;
alter table payment.reversal alter column written_in set default pg_current_xact_id();
create index register_line_written_in_idx on dossier.register_line using brin (locality_id, (written_in::text::bigint)) with (autosummarize = on, pages_per_range = 32);
create index bank_notice_written_in_idx on payment.bank_notice using brin (locality_id, (written_in::text::bigint)) with (autosummarize = on, pages_per_range = 32);
create index notice_use_written_in_idx on payment.notice_use using brin (locality_id, (written_in::text::bigint)) with (autosummarize = on, pages_per_range = 32);
create index bill_line_written_in_idx on payment.bill_line using brin (locality_id, (written_in::text::bigint)) with (autosummarize = on, pages_per_range = 32);
create index adjustment_written_in_idx on payment.adjustment using brin (locality_id, (written_in::text::bigint)) with (autosummarize = on, pages_per_range = 32);
create index reversal_written_in_idx on payment.reversal using brin (locality_id, (written_in::text::bigint)) with (autosummarize = on, pages_per_range = 32);
-- Returns that were decided are few among the uses of notices.
create index notice_use_decided_returns on payment.notice_use (locality_id, notice_id, no) where kind = 'return' and decided_at is not null;

-- The application does not say in which transaction it writes.
create procedure platform.leave_out_of_insert(relation regclass, hidden name) language plpgsql as $$
declare
  columns text;
begin
  select string_agg(quote_ident(attname), ', ') into columns from pg_attribute
    where attrelid = relation and attnum > 0 and not attisdropped and attname <> hidden;
  execute format('revoke insert on %s from motcua_app', relation);
  execute format('grant insert (%s) on %s to motcua_app', columns, relation);
end
$$;
call platform.leave_out_of_insert('payment.bank_notice', 'written_in');
call platform.leave_out_of_insert('payment.notice_use', 'written_in');
call platform.leave_out_of_insert('payment.bill_line', 'written_in');
call platform.leave_out_of_insert('payment.adjustment', 'written_in');
call platform.leave_out_of_insert('payment.reversal', 'written_in');
drop procedure platform.leave_out_of_insert(regclass, name);

-- A collector that came with a pack was in no log of changes, so that nothing said what its row had been.
alter table payment.account no force row level security;
alter table centre.centre no force row level security;
alter table platform.setting_change no force row level security;
insert into platform.setting_change (locality_id, by_name, subject, key, after)
  select a.locality_id, 'Gói dữ liệu', 'collector', c.code,
    jsonb_build_object('collectorName', a.collector_name, 'taxCode', a.tax_code, 'bankBin', a.bank_bin, 'bankAccount', a.bank_account,
      'templateSymbol', a.template_symbol, 'seriesSymbol', a.series_symbol, 'refundLimitDong', a.refund_limit_dong)
  from payment.account a
  join centre.centre c on c.locality_id = a.locality_id and c.id = a.centre_id
  where not exists (
    select from platform.setting_change s where s.locality_id = a.locality_id and s.subject = 'collector' and s.key = c.code);
alter table platform.setting_change force row level security;
alter table centre.centre force row level security;
alter table payment.account force row level security;

-- Rows of these tables that are already there are recorded at the next sealing, which looks at everything.
alter table record.log no force row level security;
update record.log set settled_xid = null;
alter table record.log force row level security;
