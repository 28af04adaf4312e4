-- Handing over to the competent agency and giving back by it, each with the instant by which the law wants it done
-- (61/2018/NĐ-CP Điều 18 khoản 2, 3; Điều 19 khoản 4). A row is written with the act that did it and never changed. What was done before is
-- not measured: its row is missing, not good.
create table dossier.transfer (
  locality_id integer     not null,
  dossier_id  uuid        not null,
  act_seq     integer     not null,
  kind        text        not null,
  agency_id   uuid        not null,
  centre_id   uuid        not null,
  from_at     timestamptz not null,
  due_at      timestamptz not null,
  done_at     timestamptz not null,
  is_late     boolean     not null generated always as (done_at > due_at) stored,
  primary key (locality_id, dossier_id, act_seq),
  foreign key (locality_id, dossier_id) references dossier.dossier,
  constraint transfer_kind_known check (kind in ('handed_over', 'given_back')),
  constraint transfer_not_backwards check (from_at <= done_at and from_at <= due_at)
);
comment on table dossier.transfer is 'Bàn giao cho cơ quan giải quyết và cơ quan trả lại hồ sơ chưa đủ điều kiện: hạn theo quy định và lúc thực hiện.';
create index transfer_done_idx on dossier.transfer (locality_id, done_at) include (kind, agency_id, centre_id, is_late);
call platform.confine('dossier.transfer');
grant select, insert on dossier.transfer to motcua_app;

create view dossier.v_transfer with (security_invoker = true) as
  select locality_id, dossier_id, act_seq, kind, agency_id, centre_id, from_at, due_at, done_at, is_late from dossier.transfer;
comment on view dossier.v_transfer is 'Bàn giao và trả lại, cho báo cáo.';
grant select on dossier.transfer to motcua_report;
grant select on dossier.v_transfer to motcua_app, motcua_report;

-- Accepted and not yet in the agency's hand: whether it is late is decided by the calendar, not by a column.
create view dossier.v_to_hand_over with (security_invoker = true) as
  select q.locality_id, q.dossier_id, q.agency_id, q.centre_id, d.accepted_at, q.handover_id is not null as is_on_list
  from dossier.queue q
  join dossier.dossier d on d.locality_id = q.locality_id and d.id = q.dossier_id
  where q.state = 'accepted' and q.handling = 'forwarded';
comment on view dossier.v_to_hand_over is 'Hồ sơ đã tiếp nhận, cơ quan chưa nhận bàn giao.';
grant select on dossier.v_to_hand_over to motcua_app, motcua_report;
