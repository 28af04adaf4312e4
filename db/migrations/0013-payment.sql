-- Money: what is owed, what was paid, the receipt for it, and the book in which every đồng stands twice.
-- Amounts are whole đồng, far below 2^53, so that no client ever sees a fraction or a rounded sum.

create schema payment;
grant usage on schema payment to motcua_app, motcua_report;

-- Who collects at a centre, and into which bank account. A centre without one does not collect here.
create table payment.account (
  locality_id       integer not null references platform.locality,
  centre_id         uuid    not null,
  collector_name    text    not null,
  tax_code          text    not null,
  bank_bin          text    not null,
  bank_account      text    not null,
  template_symbol   text    not null,
  series_symbol     text    not null,
  refund_limit_dong bigint  not null default 0,
  -- Shared with the bank: its notices are signed with it. Null: no notice is believed.
  notice_secret     bytea,
  changed_by        uuid    not null,
  changed_at        timestamptz not null,
  primary key (locality_id, centre_id),
  foreign key (locality_id, centre_id) references centre.centre,
  -- Numbers are continuous per symbol and year, so two centres may not share one.
  constraint account_series_of_one_centre unique (locality_id, template_symbol, series_symbol),
  constraint account_bank_account_of_one_centre unique (locality_id, bank_bin, bank_account),
  constraint account_bin_shape check (bank_bin ~ '^\d{6}$'),
  constraint account_number_shape check (bank_account ~ '^[0-9A-Za-z]{1,19}$'),
  constraint account_tax_code_shape check (tax_code ~ '^\d{10}(-?\d{3})?$'),
  constraint account_refund_limit_not_negative check (refund_limit_dong >= 0)
);
comment on table payment.account is 'Đơn vị thu phí, lệ phí tại từng trung tâm: tên, mã số thuế, tài khoản nhận tiền, ký hiệu biên lai.';
call platform.confine('payment.account');
grant select, insert, update on payment.account to motcua_app;

create table payment.bill (
  locality_id  integer not null references platform.locality,
  id           uuid    not null default uuidv7(),
  -- Belongs to the dossier module, which comes after this one: an id, no foreign key.
  dossier_id   uuid    not null,
  dossier_code text    not null,
  agency_id    uuid    not null,
  centre_id    uuid    not null,
  payer_name   text    not null,
  procedure_name text  not null,
  -- What the payer's bank sends back with the money.
  reference    text    not null,
  created_at   timestamptz not null,
  primary key (locality_id, id),
  foreign key (locality_id, centre_id) references payment.account,
  constraint bill_one_per_dossier unique (locality_id, dossier_id),
  constraint bill_code_unique unique (locality_id, dossier_code),
  constraint bill_reference_unique unique (locality_id, reference),
  constraint bill_reference_shape check (reference ~ '^MC[2-9A-HJ-NP-Z]{8}$')
);
comment on table payment.bill is 'Bảng kê phí, lệ phí của một hồ sơ, lập khi tiếp nhận.';
call platform.confine('payment.bill');
-- Locking a row takes the right to change something of it; a payer's name may be put right.
grant select, insert, update (payer_name) on payment.bill to motcua_app;

create table payment.bill_line (
  locality_id integer not null,
  bill_id     uuid    not null,
  no          integer not null,
  kind        text    not null,
  name        text    not null,
  -- As the procedure's version says; null where it gives no sum.
  tariff_dong bigint,
  -- What is asked after exemption or reduction; null while unknown.
  due_dong    bigint,
  timing      text    not null,
  state       text    not null,
  primary key (locality_id, bill_id, no),
  foreign key (locality_id, bill_id) references payment.bill,
  constraint bill_line_kind_known check (kind in ('fee', 'charge')),
  constraint bill_line_timing_known check (timing in ('accept', 'supplement', 'return')),
  constraint bill_line_state_known check (state in ('unknown', 'owed', 'paid', 'exempt', 'refunded')),
  constraint bill_line_amounts_in_range check (tariff_dong between 0 and 9999999999999 and due_dong between 0 and 9999999999999),
  constraint bill_line_unknown_has_no_amount check ((state = 'unknown') = (due_dong is null)),
  constraint bill_line_owed_is_something check (state <> 'owed' or due_dong > 0)
);
comment on table payment.bill_line is 'Khoản phải thu: tên, mức thu, thời điểm thu, tình trạng.';
call platform.confine('payment.bill_line');
create index bill_line_owed_idx on payment.bill_line (locality_id, bill_id) where state = 'owed';
grant select, insert, update (due_dong, timing, state) on payment.bill_line to motcua_app;

-- Whoever lowers, waives, sets or puts off a charge leaves reason, ground and name.
create table payment.adjustment (
  locality_id integer not null,
  bill_id     uuid    not null,
  line_no     integer not null,
  seq         integer not null,
  kind        text    not null,
  from_dong   bigint,
  to_dong     bigint,
  to_timing   text    not null,
  ground      text    not null,
  law         text    not null,
  reason      text    not null,
  author_id   uuid    not null,
  author_name text    not null,
  at          timestamptz not null,
  primary key (locality_id, bill_id, line_no, seq),
  foreign key (locality_id, bill_id, line_no) references payment.bill_line,
  foreign key (locality_id, author_id) references identity.account,
  constraint adjustment_kind_known check (kind in ('assess', 'exempt', 'reduce', 'retime')),
  constraint adjustment_has_reason check (length(reason) > 0)
);
comment on table payment.adjustment is 'Miễn, giảm, xác định mức thu, đổi thời điểm thu: lý do, căn cứ, người quyết định. Chỉ thêm.';
call platform.confine('payment.adjustment');
grant select, insert on payment.adjustment to motcua_app;

-- The book. Accounts are data; every transaction's lines sum to zero.
create table payment.ledger_account (
  locality_id integer not null references platform.locality,
  code        text    not null,
  name        text    not null,
  primary key (locality_id, code)
);
comment on table payment.ledger_account is 'Tài khoản kế toán của sổ thu.';
create function payment.open_ledger() returns trigger language plpgsql as $$
begin
  insert into payment.ledger_account (locality_id, code, name)
  select new.id, a.code, a.name from (values
    ('receivable', 'Phải thu phí, lệ phí'),
    ('collected', 'Phí, lệ phí đã xác định, phải nộp ngân sách'),
    ('cash', 'Tiền mặt tại quầy'),
    ('bank', 'Tiền gửi thu phí, lệ phí'),
    ('unmatched', 'Tiền đã nhận, chờ đối chiếu'),
    ('handed_over', 'Tiền mặt đã nộp thủ quỹ'),
    ('cash_difference', 'Thừa, thiếu quỹ')) as a(code, name)
  on conflict do nothing;
  return null;
end
$$;
create trigger locality_has_a_ledger after insert on platform.locality for each row execute function payment.open_ledger();
insert into payment.ledger_account (locality_id, code, name)
select l.id, a.code, a.name from platform.locality l, (values
  ('receivable', 'Phải thu phí, lệ phí'),
  ('collected', 'Phí, lệ phí đã xác định, phải nộp ngân sách'),
  ('cash', 'Tiền mặt tại quầy'),
  ('bank', 'Tiền gửi thu phí, lệ phí'),
  ('unmatched', 'Tiền đã nhận, chờ đối chiếu'),
  ('handed_over', 'Tiền mặt đã nộp thủ quỹ'),
  ('cash_difference', 'Thừa, thiếu quỹ')) as a(code, name);
call platform.confine('payment.ledger_account');
grant select on payment.ledger_account to motcua_app;

create table payment.transaction (
  locality_id integer not null references platform.locality,
  id          uuid    not null default uuidv7(),
  kind        text    not null,
  on_day      date    not null,
  at          timestamptz not null,
  centre_id   uuid    not null,
  bill_id     uuid,
  payment_id  uuid,
  author_id   uuid,
  author_name text    not null,
  reason      text    not null default '',
  primary key (locality_id, id),
  constraint transaction_kind_known check (kind in ('raise', 'adjust', 'collect', 'refund', 'mistake', 'notice', 'hand_over', 'difference'))
);
comment on table payment.transaction is 'Bút toán: một việc làm đổi tiền, kèm người làm và lý do. Chỉ thêm.';
call platform.confine('payment.transaction');
create index transaction_day_idx on payment.transaction (locality_id, centre_id, on_day);
create index transaction_bill_idx on payment.transaction (locality_id, bill_id) where bill_id is not null;
grant select, insert on payment.transaction to motcua_app;

create table payment.entry (
  locality_id    integer not null,
  transaction_id uuid    not null,
  no             integer not null,
  account        text    not null,
  -- Debit (Nợ) is positive, credit (Có) negative.
  amount_dong    bigint  not null,
  centre_id      uuid    not null,
  on_day         date    not null,
  -- Whose drawer, for cash.
  cashier_id     uuid,
  primary key (locality_id, transaction_id, no),
  foreign key (locality_id, transaction_id) references payment.transaction,
  foreign key (locality_id, account) references payment.ledger_account,
  constraint entry_is_something check (amount_dong <> 0),
  constraint entry_cash_is_in_a_drawer check ((account = 'cash') = (cashier_id is not null))
);
comment on table payment.entry is 'Dòng bút toán: tài khoản, nợ (dương) hoặc có (âm). Chỉ thêm; cộng lại từng bút toán bằng 0.';
call platform.confine('payment.entry');
create index entry_drawer_idx on payment.entry (locality_id, cashier_id, centre_id, on_day) include (amount_dong) where account = 'cash';
grant select, insert on payment.entry to motcua_app;

-- Judged when the transaction commits, over all its lines, whoever wrote them.
create function payment.entries_sum_to_zero() returns trigger language plpgsql as $$
declare
  total numeric;
begin
  select sum(amount_dong) into total from payment.entry
    where locality_id = new.locality_id and transaction_id = new.transaction_id;
  if total <> 0 then
    raise exception 'transaction % does not balance: %', new.transaction_id, total
      using errcode = 'check_violation', constraint = 'transaction_sums_to_zero';
  end if;
  return null;
end
$$;
create constraint trigger transaction_sums_to_zero after insert on payment.entry
  deferrable initially deferred for each row execute function payment.entries_sum_to_zero();

create table payment.cash_day (
  locality_id    integer not null references platform.locality,
  centre_id      uuid    not null,
  cashier_id     uuid    not null,
  on_day         date    not null,
  opening_dong   bigint  not null,
  -- From here on all is known only when the day is closed.
  closed_at      timestamptz,
  closed_by      uuid,
  expected_dong  bigint,
  counted_dong   bigint,
  notes          jsonb,
  explanation    text,
  primary key (locality_id, cashier_id, centre_id, on_day),
  foreign key (locality_id, centre_id) references payment.account,
  foreign key (locality_id, cashier_id) references identity.account,
  constraint cash_day_closes_whole check ((closed_at is null) = (counted_dong is null) and (closed_at is null) = (expected_dong is null)),
  constraint cash_day_difference_explained check (counted_dong = expected_dong or length(explanation) > 0)
);
comment on table payment.cash_day is 'Sổ quỹ của một người thu trong một ngày: tồn đầu, kiểm đếm, chốt sổ.';
call platform.confine('payment.cash_day');
create index cash_day_open_idx on payment.cash_day (locality_id, cashier_id, centre_id, on_day) where closed_at is null;
create index cash_day_of_centre_idx on payment.cash_day (locality_id, centre_id, on_day);
grant select, insert, update (closed_at, closed_by, expected_dong, counted_dong, notes, explanation) on payment.cash_day to motcua_app;

-- A closed day stays closed, whoever asks.
create function payment.closed_day_is_locked() returns trigger language plpgsql as $$
begin
  if old.closed_at is not null then
    raise exception 'cash day % is closed', old.on_day using errcode = 'check_violation', constraint = 'cash_day_closed_for_ever';
  end if;
  return new;
end
$$;
create trigger cash_day_closed_for_ever before update on payment.cash_day for each row execute function payment.closed_day_is_locked();

create function payment.drawer_is_open() returns trigger language plpgsql as $$
begin
  if new.account = 'cash' and not exists (
    select from payment.cash_day d where d.locality_id = new.locality_id and d.cashier_id = new.cashier_id
      and d.centre_id = new.centre_id and d.on_day = new.on_day and d.closed_at is null
    for share)
  then
    raise exception 'no open cash day %', new.on_day using errcode = 'check_violation', constraint = 'cash_moves_only_on_an_open_day';
  end if;
  return new;
end
$$;
create trigger cash_moves_only_on_an_open_day before insert on payment.entry for each row execute function payment.drawer_is_open();

create table payment.payment (
  locality_id    integer not null references platform.locality,
  id             uuid    not null default uuidv7(),
  bill_id        uuid    not null,
  centre_id      uuid    not null,
  method         text    not null,
  amount_dong    bigint  not null,
  lines          integer[] not null,
  bank_reference text,
  cashier_id     uuid,
  cashier_name   text    not null,
  on_day         date    not null,
  at             timestamptz not null,
  transaction_id uuid    not null,
  primary key (locality_id, id),
  foreign key (locality_id, bill_id) references payment.bill,
  foreign key (locality_id, transaction_id) references payment.transaction,
  constraint payment_method_known check (method in ('cash', 'bank')),
  constraint payment_positive check (amount_dong > 0),
  constraint payment_bank_reference_used_once unique (locality_id, bank_reference),
  constraint payment_bank_has_reference check ((method = 'bank') = (bank_reference is not null))
);
comment on table payment.payment is 'Lần nộp tiền. Không sửa, không xoá; thu nhầm hay hoàn trả là một dòng khác.';
call platform.confine('payment.payment');
create index payment_bill_idx on payment.payment (locality_id, bill_id);
create index payment_day_idx on payment.payment (locality_id, centre_id, on_day);
grant select, insert on payment.payment to motcua_app;

create table payment.reversal (
  locality_id    integer not null references platform.locality,
  id             uuid    not null default uuidv7(),
  payment_id     uuid    not null,
  centre_id      uuid    not null,
  kind           text    not null,
  amount_dong    bigint  not null,
  reason         text    not null,
  asked_by       uuid    not null,
  asked_by_name  text    not null,
  asked_at       timestamptz not null,
  decision       text,
  decided_by     uuid,
  decided_by_name text,
  decided_at     timestamptz,
  needs_second   boolean not null,
  transaction_id uuid,
  primary key (locality_id, id),
  foreign key (locality_id, payment_id) references payment.payment,
  constraint reversal_kind_known check (kind in ('refund', 'mistake')),
  constraint reversal_decision_known check (decision in ('done', 'declined')),
  constraint reversal_decided_whole check ((decision is null) = (decided_by is null) and (decision is not distinct from 'done') = (transaction_id is not null)),
  constraint reversal_four_eyes check (not needs_second or decision is distinct from 'done' or decided_by <> asked_by),
  constraint reversal_has_reason check (length(reason) > 0)
);
comment on table payment.reversal is 'Hoàn trả tiền hoặc huỷ lần thu nhầm: lý do, người đề nghị, người duyệt.';
call platform.confine('payment.reversal');
create unique index reversal_once_per_payment on payment.reversal (locality_id, payment_id) where decision is distinct from 'declined';
create index reversal_waiting_idx on payment.reversal (locality_id, centre_id) where decision is null;
grant select, insert, update (decision, decided_by, decided_by_name, decided_at, transaction_id) on payment.reversal to motcua_app;

create table payment.bank_notice (
  locality_id    integer not null references platform.locality,
  id             uuid    not null default uuidv7(),
  bank_reference text    not null,
  centre_id      uuid    not null,
  amount_dong    bigint  not null,
  content        text    not null,
  paid_at        timestamptz not null,
  received_at    timestamptz not null,
  state          text    not null,
  why            text    not null default '',
  payment_id     uuid,
  transaction_id uuid,
  primary key (locality_id, id),
  foreign key (locality_id, centre_id) references payment.account,
  constraint bank_notice_once unique (locality_id, bank_reference),
  constraint bank_notice_state_known check (state in ('matched', 'unmatched', 'resolved')),
  constraint bank_notice_positive check (amount_dong > 0)
);
comment on table payment.bank_notice is 'Báo có của ngân hàng: khớp tự động, hoặc chờ người đối chiếu.';
call platform.confine('payment.bank_notice');
create index bank_notice_unmatched_idx on payment.bank_notice (locality_id, centre_id, received_at) where state = 'unmatched';
grant select, insert, update (state, why, payment_id) on payment.bank_notice to motcua_app;

-- The law wants numbers without gaps, so this is a row and not a sequence: see ADR 0014.
create table payment.receipt_series (
  locality_id     integer  not null references platform.locality,
  template_symbol text     not null,
  series_symbol   text     not null,
  year            smallint not null,
  last_number     integer  not null,
  primary key (locality_id, template_symbol, series_symbol, year),
  constraint receipt_series_eight_digits check (last_number between 0 and 99999999)
);
comment on table payment.receipt_series is 'Số biên lai cuối cùng đã dùng của từng ký hiệu trong năm.';
call platform.confine('payment.receipt_series');
grant select, insert, update (last_number) on payment.receipt_series to motcua_app;

create table payment.receipt (
  locality_id     integer  not null references platform.locality,
  id              uuid     not null default uuidv7(),
  kind            text     not null,
  template_symbol text     not null,
  series_symbol   text     not null,
  year            smallint not null,
  number          integer  not null,
  payment_id      uuid     not null,
  refers_to       uuid,
  centre_id       uuid     not null,
  collector_name  text     not null,
  tax_code        text     not null,
  payer_name      text     not null,
  dossier_code    text     not null,
  -- Name and amount of each thing collected, as printed.
  items           jsonb    not null,
  amount_dong     bigint   not null,
  amount_words    text     not null,
  method          text     not null,
  reason          text     not null default '',
  issued_on       date     not null,
  issued_at       timestamptz not null,
  issued_by       uuid,
  issued_by_name  text     not null,
  primary key (locality_id, id),
  foreign key (locality_id, payment_id) references payment.payment,
  foreign key (locality_id, refers_to) references payment.receipt,
  constraint receipt_number_once unique (locality_id, template_symbol, series_symbol, year, number),
  constraint receipt_number_eight_digits check (number between 1 and 99999999),
  constraint receipt_kind_known check (kind in ('original', 'replacement', 'cancellation')),
  constraint receipt_refers_when_not_first check ((kind = 'original') = (refers_to is null)),
  constraint receipt_referred_to_once unique (locality_id, refers_to)
);
comment on table payment.receipt is 'Biên lai điện tử: số liên tục trong năm theo ký hiệu. Không sửa, không xoá; thay thế hoặc huỷ bằng biên lai mới.';
call platform.confine('payment.receipt');
create unique index receipt_one_original_per_payment on payment.receipt (locality_id, payment_id) where kind = 'original';
create index receipt_payment_idx on payment.receipt (locality_id, payment_id);
create index receipt_day_idx on payment.receipt (locality_id, centre_id, issued_on);
grant select, insert on payment.receipt to motcua_app;

create table payment.receipt_file (
  locality_id    integer not null,
  receipt_id     uuid    not null,
  content_sha256 bytea   not null,
  bytes          bytea   not null,
  primary key (locality_id, receipt_id),
  foreign key (locality_id, receipt_id) references payment.receipt,
  constraint receipt_file_hash_true check (content_sha256 = sha256(bytes))
);
comment on table payment.receipt_file is 'Bản PDF của biên lai, giữ nguyên từng byte.';
alter table payment.receipt_file alter column bytes set storage external;
call platform.confine('payment.receipt_file');
grant select, insert on payment.receipt_file to motcua_app;

create view payment.v_owed with (security_invoker = true) as
  select l.locality_id, b.dossier_id, sum(l.due_dong)::bigint as owed_dong
  from payment.bill_line l join payment.bill b on b.locality_id = l.locality_id and b.id = l.bill_id
  where l.state = 'owed' group by l.locality_id, b.dossier_id;
comment on view payment.v_owed is 'Số tiền còn phải nộp của từng hồ sơ.';
grant select on payment.v_owed to motcua_app;
