-- What was never accepted was never received: it has no Giấy tiếp nhận, no line in the register, no clock. Until now a
-- dossier refused at the counter (Mẫu 03), or withdrawn or stopped before it was accepted, counted as received, and so
-- did one that was filed online and waited. Received is now what was accepted, on the day it was accepted; the others have
-- classes of their own (ADR 0330).

create function dossier.ledger_class(accepted_at timestamptz, outcome text) returns text
language sql immutable parallel safe
return case
  when accepted_at is not null then coalesce(outcome, 'open')
  when outcome is null then 'waiting_at_intake'
  else outcome || '_at_intake'
end;
comment on function dossier.ledger_class is
  'Loại của hồ sơ: đã tiếp nhận thì theo kết quả hoặc đang giải quyết; chưa tiếp nhận thì riêng (…_at_intake).';

alter table dossier.day_figures
  add column filed integer not null default 0,
  add column refused_at_intake integer not null default 0,
  add column withdrawn_at_intake integer not null default 0,
  add column stopped_at_intake integer not null default 0;
alter table dossier.figure_change
  add column filed integer not null default 0,
  add column refused_at_intake integer not null default 0,
  add column withdrawn_at_intake integer not null default 0,
  add column stopped_at_intake integer not null default 0;
alter table dossier.waiting_figure
  add column waiting_at_intake integer not null default 0;
comment on column dossier.day_figures.received is
  'Được tiếp nhận trong ngày (theo lúc tiếp nhận, có số trong sổ theo dõi).';
comment on column dossier.day_figures.filed is 'Được nộp trong ngày, dù có được tiếp nhận hay không.';
comment on column dossier.day_figures.refused_at_intake is
  'Từ chối tiếp nhận trong ngày (Mẫu số 03 trước khi tiếp nhận).';
comment on column dossier.waiting_figure.waiting_at_intake is 'Số hồ sơ đã nộp đang chờ tiếp nhận, phần đã gộp.';

drop view dossier.v_recounted_figures;
drop trigger dossier_counts_when_new on dossier.dossier;
drop trigger dossier_counts_when_moved on dossier.dossier;
drop function dossier.figures_of(timestamptz, timestamptz, timestamptz, timestamptz, text, timestamptz, timestamptz);

-- What a dossier counts as on the board, by its days. The only place that says so; the triggers, the recount below and
-- `motcua verify` all ask here. A dossier whose clock never began (not accepted) has no second mark.
create function dossier.figures_of(received_at timestamptz, accepted_at timestamptz, finished_at timestamptz,
  ended_at timestamptz, outcome text, due_at timestamptz, legal_due_at timestamptz)
returns table (on_day date,
  received integer, early integer, on_time integer, late integer, refused integer, withdrawn integer, stopped integer,
    settled integer, early_by_law integer, on_time_by_law integer, late_by_law integer, ended_late integer,
    ended_late_by_law integer, filed integer, refused_at_intake integer, withdrawn_at_intake integer,
    stopped_at_intake integer)
language sql immutable parallel safe
begin atomic
  select dossier.local_day(received_at), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0
  union all
  select dossier.local_day(accepted_at), 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    where accepted_at is not null
  union all
  select dossier.local_day(finished_at), 0, (class = 'early')::integer, (class = 'on_time')::integer,
    (class = 'late')::integer, 0, 0, 0, 1,
    (is_result and by_law = 'early')::integer, (is_result and by_law = 'on_time')::integer,
    (is_result and by_law = 'late')::integer, 0, 0, 0, 0, 0, 0
    from (
      select outcome in ('early', 'on_time', 'late') as is_result, dossier.mark_of(finished_at, legal_due_at) as by_law,
        dossier.ledger_class(accepted_at, outcome) as class) m
    where finished_at is not null
  union all
  select dossier.local_day(ended_at), 0, 0, 0, 0, (class = 'refused')::integer, (class = 'withdrawn')::integer,
    (class = 'stopped')::integer, (accepted_at is not null and finished_at is null)::integer, 0, 0, 0,
    (is_end and dossier.mark_of(coalesce(finished_at, ended_at), due_at) = 'late')::integer,
    (is_end and dossier.mark_of(coalesce(finished_at, ended_at), legal_due_at) = 'late')::integer,
    0, (class = 'refused_at_intake')::integer, (class = 'withdrawn_at_intake')::integer,
    (class = 'stopped_at_intake')::integer
    from (
      select outcome in ('refused', 'withdrawn', 'stopped') and accepted_at is not null as is_end,
        dossier.ledger_class(accepted_at, outcome) as class) m
    where ended_at is not null;
end;
comment on function dossier.figures_of is 'Một hồ sơ được tính vào số liệu của những ngày nào.';

create or replace function dossier.count_new_dossier() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  -- The usual case by itself: a dossier accepted at a counter the moment it is filed is nothing but filed and received.
  if new.accepted_at = new.received_at and new.finished_at is null and new.ended_at is null then
    insert into dossier.figure_change (locality_id, on_day, agency_id, filed, received, early, on_time, late, refused,
        withdrawn, stopped, settled)
      values (new.locality_id, dossier.local_day(new.received_at), new.agency_id, 1, 1, 0, 0, 0, 0, 0, 0, 0);
    return null;
  end if;
  insert into dossier.figure_change (locality_id, on_day, agency_id,
      received, early, on_time, late, refused, withdrawn, stopped, settled, early_by_law, on_time_by_law, late_by_law,
        ended_late, ended_late_by_law, filed, refused_at_intake, withdrawn_at_intake, stopped_at_intake)
    select new.locality_id, f.on_day, new.agency_id,
      sum(f.received), sum(f.early), sum(f.on_time), sum(f.late), sum(f.refused), sum(f.withdrawn), sum(f.stopped),
        sum(f.settled), sum(f.early_by_law), sum(f.on_time_by_law), sum(f.late_by_law), sum(f.ended_late),
        sum(f.ended_late_by_law), sum(f.filed), sum(f.refused_at_intake), sum(f.withdrawn_at_intake),
        sum(f.stopped_at_intake)
    from dossier.figures_of(new.received_at, new.accepted_at, new.finished_at, new.ended_at, new.outcome,
        new.committed_due_at, new.legal_due_at) f
    group by f.on_day;
  return null;
end
$$;
create or replace function dossier.count_moved_dossier() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  -- The usual case by itself: handing out a result moves nothing.
  if old.finished_at = new.finished_at and old.outcome = new.outcome and new.outcome in ('early', 'on_time', 'late')
    and old.agency_id = new.agency_id and old.received_at = new.received_at and old.accepted_at = new.accepted_at
    and old.committed_due_at is not distinct from new.committed_due_at
    and old.legal_due_at is not distinct from new.legal_due_at then
    return null;
  end if;
  insert into dossier.figure_change (locality_id, on_day, agency_id,
      received, early, on_time, late, refused, withdrawn, stopped, settled, early_by_law, on_time_by_law, late_by_law,
        ended_late, ended_late_by_law, filed, refused_at_intake, withdrawn_at_intake, stopped_at_intake)
    select old.locality_id, x.on_day, x.agency_id,
      sum(received), sum(early), sum(on_time), sum(late), sum(refused), sum(withdrawn), sum(stopped), sum(settled),
        sum(early_by_law), sum(on_time_by_law), sum(late_by_law), sum(ended_late), sum(ended_late_by_law), sum(filed),
        sum(refused_at_intake), sum(withdrawn_at_intake), sum(stopped_at_intake)
    from (
      select new.agency_id, f.*
      from dossier.figures_of(new.received_at, new.accepted_at, new.finished_at, new.ended_at, new.outcome,
        new.committed_due_at, new.legal_due_at) f
      union all
      select old.agency_id, f.on_day,
        -f.received, -f.early, -f.on_time, -f.late, -f.refused, -f.withdrawn, -f.stopped, -f.settled, -f.early_by_law,
          -f.on_time_by_law, -f.late_by_law, -f.ended_late, -f.ended_late_by_law, -f.filed, -f.refused_at_intake,
          -f.withdrawn_at_intake, -f.stopped_at_intake
      from dossier.figures_of(old.received_at, old.accepted_at, old.finished_at, old.ended_at, old.outcome,
        old.committed_due_at, old.legal_due_at) f) x
    group by x.on_day, x.agency_id
    having sum(received) <> 0 or sum(early) <> 0 or sum(on_time) <> 0 or sum(late) <> 0 or sum(refused) <> 0
        or sum(withdrawn) <> 0 or sum(stopped) <> 0 or sum(settled) <> 0 or sum(early_by_law) <> 0
        or sum(on_time_by_law) <> 0 or sum(late_by_law) <> 0 or sum(ended_late) <> 0
        or sum(ended_late_by_law) <> 0 or sum(filed) <> 0 or sum(refused_at_intake) <> 0
        or sum(withdrawn_at_intake) <> 0 or sum(stopped_at_intake) <> 0;
  return null;
end
$$;

create or replace function dossier.fold_figures() returns bigint
language sql volatile security definer set search_path = pg_catalog
begin atomic
  with taken as (
    delete from dossier.figure_change c
    using (
      select t.locality_id, t.id
      from dossier.figure_change t
      where t.locality_id = (select platform.current_locality())
      order by t.locality_id, t.id
      limit 50000
      for update skip locked) t
    where c.locality_id = t.locality_id and c.id = t.id
    returning c.*
  ), days as (
    insert into dossier.day_figures as d (locality_id, on_day, agency_id,
      received, early, on_time, late, refused, withdrawn, stopped, settled, early_by_law, on_time_by_law, late_by_law,
        ended_late, ended_late_by_law, filed, refused_at_intake, withdrawn_at_intake, stopped_at_intake)
    select locality_id, on_day, agency_id,
      sum(received), sum(early), sum(on_time), sum(late), sum(refused), sum(withdrawn), sum(stopped), sum(settled),
        sum(early_by_law), sum(on_time_by_law), sum(late_by_law), sum(ended_late), sum(ended_late_by_law), sum(filed),
        sum(refused_at_intake), sum(withdrawn_at_intake), sum(stopped_at_intake)
    from taken
    group by locality_id, on_day, agency_id
    order by locality_id, on_day, agency_id
    on conflict (locality_id, on_day, agency_id) do update
    set received = d.received + excluded.received, early = d.early + excluded.early,
        on_time = d.on_time + excluded.on_time, late = d.late + excluded.late, refused = d.refused + excluded.refused,
        withdrawn = d.withdrawn + excluded.withdrawn, stopped = d.stopped + excluded.stopped,
        settled = d.settled + excluded.settled, early_by_law = d.early_by_law + excluded.early_by_law,
        on_time_by_law = d.on_time_by_law + excluded.on_time_by_law,
        late_by_law = d.late_by_law + excluded.late_by_law, ended_late = d.ended_late + excluded.ended_late,
        ended_late_by_law = d.ended_late_by_law + excluded.ended_late_by_law, filed = d.filed + excluded.filed,
        refused_at_intake = d.refused_at_intake + excluded.refused_at_intake,
        withdrawn_at_intake = d.withdrawn_at_intake + excluded.withdrawn_at_intake,
        stopped_at_intake = d.stopped_at_intake + excluded.stopped_at_intake
  ), waiting as (
    insert into dossier.waiting_figure as w (locality_id, agency_id, waiting, waiting_at_intake)
    select locality_id, agency_id, sum(received - settled),
      sum(filed - received - refused_at_intake - withdrawn_at_intake - stopped_at_intake)
    from taken
    group by locality_id, agency_id
    order by locality_id, agency_id
    on conflict (locality_id, agency_id) do update
    set waiting = w.waiting + excluded.waiting, waiting_at_intake = w.waiting_at_intake + excluded.waiting_at_intake
  )
  select count(*) from taken;
end;

create or replace view dossier.v_day_figures with (security_invoker = true) as
  select locality_id, on_day, agency_id,
    received, early, on_time, late, refused, withdrawn, stopped, settled, early_by_law, on_time_by_law, late_by_law,
      ended_late, ended_late_by_law, filed, refused_at_intake, withdrawn_at_intake, stopped_at_intake
  from dossier.day_figures
  union all
  select locality_id, on_day, agency_id,
    received, early, on_time, late, refused, withdrawn, stopped, settled, early_by_law, on_time_by_law, late_by_law,
      ended_late, ended_late_by_law, filed, refused_at_intake, withdrawn_at_intake, stopped_at_intake
  from dossier.figure_change;
create or replace view dossier.v_waiting with (security_invoker = true) as
  select locality_id, agency_id, waiting, waiting_at_intake
  from dossier.waiting_figure
  union all
  select locality_id, agency_id, received - settled,
    filed - received - refused_at_intake - withdrawn_at_intake - stopped_at_intake
  from dossier.figure_change;
comment on view dossier.v_waiting is
  'Số hồ sơ đang giải quyết và số đang chờ tiếp nhận của từng cơ quan; cộng các dòng cùng cơ quan.';
create view dossier.v_recounted_figures with (security_invoker = true) as
  select d.locality_id, f.on_day, d.agency_id,
    f.received, f.early, f.on_time, f.late, f.refused, f.withdrawn, f.stopped, f.settled, f.early_by_law,
      f.on_time_by_law, f.late_by_law, f.ended_late, f.ended_late_by_law, f.filed, f.refused_at_intake,
      f.withdrawn_at_intake, f.stopped_at_intake
  from dossier.dossier d
  cross join lateral dossier.figures_of(d.received_at, d.accepted_at, d.finished_at, d.ended_at, d.outcome,
    d.committed_due_at, d.legal_due_at) f;
comment on view dossier.v_recounted_figures is 'Số liệu đếm lại từ từng hồ sơ, để đối chiếu với dossier.v_day_figures.';
grant select on dossier.v_recounted_figures to motcua_report;

create or replace view dossier.v_ledger with (security_invoker = true) as
  select locality_id, id, code, agency_id, centre_id, state, received_at, accepted_at, committed_due_at, legal_due_at,
    finished_at, ended_at, outcome,
    case when accepted_at is not null and coalesce(finished_at, ended_at) is not null
      then dossier.mark_of(coalesce(finished_at, ended_at), committed_due_at) end as mark,
    case when accepted_at is not null and coalesce(finished_at, ended_at) is not null
      then dossier.mark_of(coalesce(finished_at, ended_at), legal_due_at) end as mark_by_law,
    finished_at is null and ended_at is null and coalesce(committed_due_at < platform.now(), false) as is_overdue,
    finished_at is null and ended_at is null and coalesce(legal_due_at < platform.now(), false) as is_overdue_by_law,
    dossier.ledger_class(accepted_at, outcome) as class
  from dossier.dossier;

-- What is there already is counted again. An owner who is no superuser reads it too.
alter table dossier.dossier no force row level security;
alter table dossier.day_figures no force row level security;
alter table dossier.waiting_figure no force row level security;
alter table dossier.figure_change no force row level security;
set local enable_memoize = off;
delete from dossier.figure_change;
delete from dossier.day_figures;
delete from dossier.waiting_figure;
insert into dossier.day_figures (locality_id, on_day, agency_id,
    received, early, on_time, late, refused, withdrawn, stopped, settled, early_by_law, on_time_by_law, late_by_law,
      ended_late, ended_late_by_law, filed, refused_at_intake, withdrawn_at_intake, stopped_at_intake)
  select locality_id, on_day, agency_id,
    sum(received), sum(early), sum(on_time), sum(late), sum(refused), sum(withdrawn), sum(stopped), sum(settled),
      sum(early_by_law), sum(on_time_by_law), sum(late_by_law), sum(ended_late), sum(ended_late_by_law), sum(filed),
      sum(refused_at_intake), sum(withdrawn_at_intake), sum(stopped_at_intake)
  from dossier.v_recounted_figures
  group by locality_id, on_day, agency_id;
insert into dossier.waiting_figure (locality_id, agency_id, waiting, waiting_at_intake)
  select locality_id, agency_id, sum(received - settled),
    sum(filed - received - refused_at_intake - withdrawn_at_intake - stopped_at_intake)
  from dossier.day_figures
  group by locality_id, agency_id;
alter table dossier.dossier force row level security;
alter table dossier.day_figures force row level security;
alter table dossier.waiting_figure force row level security;
alter table dossier.figure_change force row level security;

create trigger dossier_counts_when_new after insert on dossier.dossier
  for each row execute function dossier.count_new_dossier();
-- Most acts move no figure, and pay only for this comparison. A due instant counts once the work has ended.
create trigger dossier_counts_when_moved after update on dossier.dossier for each row
  when (old.finished_at is distinct from new.finished_at or old.ended_at is distinct from new.ended_at
    or old.outcome is distinct from new.outcome or old.agency_id is distinct from new.agency_id
    or old.received_at is distinct from new.received_at or old.accepted_at is distinct from new.accepted_at
    or (new.finished_at is not null or new.ended_at is not null)
      and (old.committed_due_at is distinct from new.committed_due_at
        or old.legal_due_at is distinct from new.legal_due_at))
  execute function dossier.count_moved_dossier();
