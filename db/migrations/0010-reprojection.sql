-- A decree that comes late: working time changes under dossiers that run already, and every promise follows.

-- Acts hold the calendar of their locality in common for as long as their transaction lasts; whoever changes it holds it
-- alone. So no act that counted by the old calendar commits after the new one is in force. An advisory lock: acts
-- share it without writing anything, and it ends with the transaction whatever becomes of the process.
create function platform.hold_calendar() returns void language sql volatile
  return pg_advisory_xact_lock_shared(74201, platform.current_locality());
comment on function platform.hold_calendar is 'Giữ chung lịch làm việc đến hết giao dịch: trong lúc đó không ai đổi được lịch.';
create function platform.hold_calendar_alone() returns void language sql volatile
  return pg_advisory_xact_lock(74201, platform.current_locality());
comment on function platform.hold_calendar_alone is 'Giữ riêng lịch làm việc đến hết giao dịch, để đổi lịch.';
grant execute on function platform.hold_calendar, platform.hold_calendar_alone to motcua_app;

-- The version as it is once the calendar is held. Two statements in one call: the second looks after the first has
-- waited, so a change that was being committed meanwhile is seen.
create function calendar.held_version() returns uuid language plpgsql volatile as $$
begin
  perform platform.hold_calendar();
  return (select version from calendar.revision);
end
$$;
comment on function calendar.held_version is 'Phiên bản lịch làm việc, giữ chung đến hết giao dịch.';
grant execute on function calendar.held_version to motcua_app;

-- What was decided, by whom and why; the days and hours it sets point here. Append-only.
create table calendar.decree (
  locality_id  integer     not null references platform.locality,
  id           uuid        not null default uuidv7(),
  kind         text        not null,
  name         text        not null,
  basis        text        not null,
  reason       text        not null,
  decreed_on   date,
  content      jsonb       not null,
  entered_by   uuid        not null,
  entered_by_name text     not null,
  entered_by_role text     not null,
  entered_at   timestamptz not null default platform.now(),
  primary key (locality_id, id),
  foreign key (locality_id, entered_by) references identity.account,
  constraint decree_kind_known check (kind in ('days', 'office_hours')),
  constraint decree_named_and_founded check (name <> '' and basis <> '' and reason <> '')
);
comment on table calendar.decree is 'Văn bản điều chỉnh lịch làm việc: căn cứ, lý do, người nhập; chỉ thêm, không sửa.';
call platform.confine('calendar.decree');
grant select, insert on calendar.decree to motcua_app;
grant select on calendar.decree to motcua_report;

alter table calendar.decree_day add column decree_id uuid;
alter table calendar.decree_day add foreign key (locality_id, decree_id) references calendar.decree;
alter table calendar.office_hours add column decree_id uuid;
alter table calendar.office_hours add foreign key (locality_id, decree_id) references calendar.decree;

create view calendar.v_decree with (security_invoker = true) as
  select locality_id, id, kind, name, basis, reason, decreed_on, content, entered_by, entered_by_name, entered_by_role, entered_at
  from calendar.decree;
comment on view calendar.v_decree is 'Văn bản điều chỉnh lịch làm việc.';
grant select on calendar.v_decree to motcua_app, motcua_report;

-- One decree's way through the running dossiers, page by page, in the order (agency, dossier). Each page is one
-- transaction that also moves this row, so a run that is interrupted goes on where it stopped.
create table dossier.reprojection (
  locality_id   integer     not null references platform.locality,
  id            uuid        not null default uuidv7(),
  decree_id     uuid        not null,
  started_at    timestamptz not null default platform.now(),
  running       integer     not null,
  after_agency  uuid        not null default '00000000-0000-0000-0000-000000000000',
  after_dossier uuid        not null default '00000000-0000-0000-0000-000000000000',
  -- Dossiers somebody was at work on when their page came; taken one by one at the end.
  passed_over   uuid[]      not null default '{}',
  seen          integer     not null default 0,
  moved         integer     not null default 0,
  became_late   integer     not null default 0,
  no_longer_late integer    not null default 0,
  stepped_at    timestamptz not null default now(),
  finished_at   timestamptz,
  primary key (locality_id, id),
  foreign key (locality_id, decree_id) references calendar.decree,
  constraint reprojection_once_per_decree unique (locality_id, decree_id)
);
comment on table dossier.reprojection is 'Lần điều chỉnh ngày hẹn trả theo một văn bản về lịch làm việc, kèm tiến độ.';
call platform.confine('dossier.reprojection');
create unique index reprojection_one_at_a_time on dossier.reprojection (locality_id) where finished_at is null;
grant select, insert, update (after_agency, after_dossier, passed_over, seen, moved, became_late, no_longer_late, stepped_at, finished_at)
  on dossier.reprojection to motcua_app;

-- What became of each dossier that moved: also the list of slips to be issued anew and of owners to be told.
create table dossier.reprojected (
  locality_id     integer not null,
  reprojection_id uuid    not null,
  dossier_id      uuid    not null,
  -- The act that records it, written by the same statement: a hundred thousand checks of that would be the dearest part.
  seq             integer not null,
  agency_id       uuid    not null,
  committed_was   timestamptz,
  committed_is    timestamptz,
  legal_was       timestamptz,
  legal_is        timestamptz,
  turned          text,
  primary key (locality_id, reprojection_id, dossier_id),
  foreign key (locality_id, reprojection_id) references dossier.reprojection,
  constraint reprojected_turn_known check (turned in ('late', 'not_late'))
);
comment on table dossier.reprojected is 'Hồ sơ được điều chỉnh ngày hẹn trong một lần: ngày cũ, ngày mới; chỉ thêm.';
call platform.confine('dossier.reprojected');
grant select, insert on dossier.reprojected to motcua_app;

-- The same rows as before, now in an order a page can begin in the middle of.
drop index dossier.dossier_open_idx;
create index dossier_open_idx on dossier.dossier (locality_id, agency_id, id) where ended_at is null and finished_at is null;
