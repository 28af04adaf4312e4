-- Money that came by bank and fits no bill exactly is a case: it has an owner and a deadline, and a person closes it by
-- counting several transfers together, moving it to another dossier, or sending it back.

-- A reference is free again once the payment that named it was undone as a mistake. Payments settled out of the bank's own
-- notices are kept apart by what was used of each notice, below.
alter table payment.payment add column noticed boolean not null default false;
alter table payment.payment add column undone_at timestamptz;
comment on column payment.payment.noticed is 'Ghi từ báo có của ngân hàng, không phải do cán bộ xác nhận.';
comment on column payment.payment.undone_at is 'Lúc lần thu này bị huỷ vì ghi nhầm; số tham chiếu khi đó dùng lại được.';
grant update (undone_at) on payment.payment to motcua_app;
update payment.payment p set undone_at = v.decided_at
from payment.reversal v
where v.locality_id = p.locality_id and v.payment_id = p.id and v.kind = 'mistake' and v.decision = 'done';
update payment.payment p set noticed = true
from payment.bank_notice n
where n.locality_id = p.locality_id and n.payment_id = p.id and n.transaction_id is not null;
alter table payment.payment drop constraint payment_bank_reference_used_once;
create unique index payment_bank_reference_used_once on payment.payment (locality_id, bank_reference)
  where undone_at is null and not noticed;

alter table payment.transaction drop constraint transaction_kind_known;
alter table payment.transaction add constraint transaction_kind_known
  check (kind in ('raise', 'adjust', 'collect', 'refund', 'mistake', 'notice', 'return', 'hand_over', 'difference'));

alter table payment.bank_notice add column bill_id uuid;
alter table payment.bank_notice add column owner_id uuid;
alter table payment.bank_notice add column due_at timestamptz;
alter table payment.bank_notice add foreign key (locality_id, bill_id) references payment.bill;
alter table payment.bank_notice add foreign key (locality_id, owner_id) references identity.account;
comment on column payment.bank_notice.bill_id is 'Bảng kê mà nội dung chuyển khoản nêu, dù số tiền chưa khớp.';
comment on column payment.bank_notice.owner_id is 'Người nhận xử lý báo có chưa khớp.';
comment on column payment.bank_notice.due_at is 'Hạn xử lý báo có chưa khớp.';
create index bank_notice_of_bill_idx on payment.bank_notice (locality_id, bill_id) where state = 'unmatched';
grant update (bill_id, owner_id, due_at, transaction_id) on payment.bank_notice to motcua_app;
update payment.bank_notice set due_at = received_at + interval '3 days' where state = 'unmatched';

create table payment.notice_use (
  locality_id     integer not null,
  notice_id       uuid    not null,
  no              integer not null,
  kind            text    not null,
  amount_dong     bigint  not null,
  payment_id      uuid,
  -- The payment was undone as a mistake: the money waits again.
  undone_at       timestamptz,
  -- Where returned money goes, and the bank's reference of the transfer that took it there.
  return_to       text,
  return_reference text,
  reason          text    not null default '',
  asked_by        uuid,
  asked_by_name   text    not null,
  asked_at        timestamptz not null,
  decision        text,
  decided_by      uuid,
  decided_by_name text,
  decided_at      timestamptz,
  transaction_id  uuid,
  primary key (locality_id, notice_id, no),
  foreign key (locality_id, notice_id) references payment.bank_notice,
  foreign key (locality_id, payment_id) references payment.payment,
  constraint notice_use_kind_known check (kind in ('payment', 'return')),
  constraint notice_use_positive check (amount_dong > 0),
  constraint notice_use_is_payment_or_return check (
    (kind = 'payment') = (payment_id is not null) and (kind = 'return') = (return_to is not null and return_reference is not null)),
  constraint notice_use_decision_known check (decision in ('done', 'declined'))
);
comment on table payment.notice_use is 'Tiền của một báo có đã dùng vào đâu: lần nộp nào, trả lại cho ai. Chỉ thêm, rồi ghi quyết định một lần.';
call platform.confine('payment.notice_use');
create index notice_use_payment_idx on payment.notice_use (locality_id, payment_id) where payment_id is not null;
create index notice_use_waiting_idx on payment.notice_use (locality_id, asked_at) where decision is null;
create unique index notice_return_reference_once on payment.notice_use (locality_id, return_reference) where decision is distinct from 'declined';
grant select, insert, update (undone_at, decision, decided_by, decided_by_name, decided_at, transaction_id) on payment.notice_use to motcua_app;

insert into payment.notice_use (locality_id, notice_id, no, kind, amount_dong, payment_id, undone_at, asked_by_name, asked_at, decision, decided_at)
select n.locality_id, n.id, 1, 'payment', n.amount_dong, p.id, p.undone_at, p.cashier_name, p.at, 'done', p.at
from payment.bank_notice n
join payment.payment p on p.locality_id = n.locality_id and p.id = n.payment_id and p.amount_dong = n.amount_dong
where n.state <> 'unmatched';

-- No notice is used beyond its sum, whoever writes.
create function payment.notice_is_not_used_up_twice() returns trigger language plpgsql as $$
declare
  used numeric;
  came bigint;
begin
  select amount_dong into came from payment.bank_notice where locality_id = new.locality_id and id = new.notice_id for update;
  select coalesce(sum(amount_dong), 0) into used from payment.notice_use
    where locality_id = new.locality_id and notice_id = new.notice_id and undone_at is null and decision is distinct from 'declined';
  if used > came then
    raise exception 'notice % is used for % of %', new.notice_id, used, came
      using errcode = 'check_violation', constraint = 'notice_use_within_its_sum';
  end if;
  return null;
end
$$;
create constraint trigger notice_use_within_its_sum after insert or update on payment.notice_use
  for each row execute function payment.notice_is_not_used_up_twice();
