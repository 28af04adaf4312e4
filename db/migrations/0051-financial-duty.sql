-- A stop for the applicant's financial duty names what is to be paid here, and the payment ends the stop.

alter table payment.bill_line
  -- The act of the dossier that asked for the charge; null for what came with acceptance.
  add column asked_seq integer,
  -- The paper that sets the amount (thông báo nộp tiền), as the agency wrote it.
  add column basis text not null default '',
  drop constraint bill_line_timing_known,
  add constraint bill_line_timing_known check (timing in ('accept', 'supplement', 'duty', 'return')),
  add constraint bill_line_asked_is_founded check (asked_seq is null or basis <> '');

create view payment.v_owed_now with (security_invoker = true) as
  select l.locality_id, b.dossier_id, sum(l.due_dong)::bigint as owed_dong
  from payment.bill_line l join payment.bill b on b.locality_id = l.locality_id and b.id = l.bill_id
  where l.state = 'owed' and l.timing <> 'return' group by l.locality_id, b.dossier_id;
comment on view payment.v_owed_now is 'Số tiền của từng hồ sơ phải nộp trước khi trả kết quả.';
grant select on payment.v_owed_now to motcua_app;

alter table dossier.clock_stop
  -- Ends by itself when nothing is to be paid here any more; false when the duty is met elsewhere and the counter says so.
  add column awaits_payment boolean not null default false,
  add constraint clock_stop_awaits_payment_of_a_duty check (not awaits_payment or cause = 'financial_duty');

alter table dossier.officer_notice
  drop constraint officer_notice_kind_known,
  add constraint officer_notice_kind_known
    check (kind in ('taken_over', 'replaced', 'successor', 'replacement_in_unit', 'payment_undone'));
