-- Parts (phần việc): the open steps of a dossier whose process asks other agencies, splits, or sends sub-dossiers.

alter table dossier.dossier
  -- While parts are open the work stands at them, and at no one step of the lead.
  add column open_parts integer not null default 0,
  -- Splits that wait for branches: which, how many are needed, how many have come. Null while none waits.
  add column joins jsonb,
  add constraint dossier_parts_not_negative check (open_parts >= 0),
  add constraint dossier_stands_at_parts_or_a_step check (open_parts = 0 or step_no is null),
  add constraint dossier_ended_has_no_parts check (ended_at is null or (open_parts = 0 and joins is null)),
  add constraint dossier_waits_only_for_parts check (joins is null or open_parts > 0);
grant update (open_parts, joins) on dossier.dossier to motcua_app;
-- What an agency leads while others have parts of it: the lead's own list, in its order.
create index dossier_led_elsewhere_idx on dossier.dossier (locality_id, agency_id, (coalesce(committed_due_at, 'infinity')), id)
  where ended_at is null and open_parts > 0;

create table dossier.part (
  locality_id   integer     not null,
  dossier_id    uuid        not null,
  -- Counts the parts of one dossier; a step done again is another part.
  no            integer     not null,
  step_no       integer     not null,
  kind          text        not null,
  agency_id     uuid        not null,
  -- The agency competent for the dossier (cơ quan chủ trì), which sees to every part of it.
  lead_agency_id uuid       not null,
  role          text        not null,
  -- A sub-dossier's own number.
  code          text,
  hours         numeric(9, 2) not null,
  opened_at     timestamptz not null,
  opened_seq    integer     not null,
  -- Null: the process gives the step no hours, or the clock stands still without an end.
  due_at        timestamptz,
  closed_at     timestamptz,
  closed_seq    integer,
  how           text,
  done_by       uuid,
  -- Working time it was open while the clock ran, by its agency's calendar; written when it closes.
  work_ms       bigint,
  late          boolean,
  result_number text,
  result_name   text,
  primary key (locality_id, dossier_id, no),
  foreign key (locality_id, dossier_id) references dossier.dossier,
  foreign key (locality_id, agency_id) references agency.agency,
  constraint part_number_positive check (no > 0),
  constraint part_kind_known check (kind in ('work', 'sub_dossier')),
  constraint part_how_known check (how in ('done', 'joined', 'given_back', 'ended')),
  constraint part_sub_dossier_has_its_number check ((kind = 'sub_dossier') = (code is not null)),
  constraint part_closes_whole check ((closed_at is null) = (how is null) and (closed_at is null) = (closed_seq is null)
    and (closed_at is null) = (work_ms is null) and (closed_at is null) = (late is null)),
  constraint part_not_backwards check (closed_at is null or (closed_at >= opened_at and closed_seq > opened_seq)),
  constraint part_done_by_somebody check (how is distinct from 'done' or done_by is not null),
  constraint part_sub_dossier_answers check (kind <> 'sub_dossier' or how is distinct from 'done'
    or (btrim(coalesce(result_number, '')) <> '' and btrim(coalesce(result_name, '')) <> '')),
  constraint part_work_not_negative check (work_ms >= 0)
);
comment on table dossier.part is 'Phần việc: bước đang mở của quy trình nhiều cơ quan, mỗi phần một cơ quan và một thời hạn; hồ sơ con có mã riêng.';
call platform.confine('dossier.part');
-- Two at once open a step once.
create unique index part_one_open_per_step on dossier.part (locality_id, dossier_id, step_no) where closed_at is null;
create unique index part_code_unique on dossier.part (locality_id, code) where code is not null;
-- What waits at an agency, and what a lead waits for, by the part's own deadline.
create index part_open_at_agency_idx on dossier.part (locality_id, agency_id, (coalesce(due_at, 'infinity')), dossier_id, no)
  include (role) where closed_at is null;
create index part_open_of_lead_idx on dossier.part (locality_id, lead_agency_id, (coalesce(due_at, 'infinity')), dossier_id, no)
  where closed_at is null;
create index part_overdue_idx on dossier.part (locality_id, due_at) where closed_at is null;
create index part_closed_idx on dossier.part (locality_id, closed_at) include (agency_id, role, how, late, work_ms) where closed_at is not null;
grant select, insert, update (due_at, closed_at, closed_seq, how, done_by, work_ms, late, result_number, result_name)
  on dossier.part to motcua_app;

create function dossier.keep_part() returns trigger language plpgsql as $$
begin
  if old.closed_at is not null then
    raise exception 'a closed part is not changed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger part_closed_once before update on dossier.part for each row execute function dossier.keep_part();

-- For reports: how agencies did their parts.
create view dossier.v_part with (security_invoker = true) as
  select p.locality_id, p.dossier_id, p.no, p.step_no, p.kind, p.agency_id, p.lead_agency_id, p.role, p.code, p.hours, p.opened_at, p.due_at,
    p.closed_at, p.how, p.work_ms, p.late, p.closed_at is null and coalesce(p.due_at < platform.now(), false) as is_late_now
  from dossier.part p;
comment on view dossier.v_part is 'Phần việc của các cơ quan, cho báo cáo.';
grant select on dossier.v_part to motcua_app, motcua_report;

alter table dossier.alert drop constraint alert_rung_known;
alter table dossier.alert add constraint alert_rung_known
  check (rung in ('soon', 'late', 'later', 'silent', 'to_sign', 'unanswered', 'part_late'));
