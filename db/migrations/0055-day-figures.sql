-- The figures of each day, kept as dossiers change, so that the board costs what the days it shows cost and not what
-- lies open. Nobody waits for anybody: a change of figures is a row of its own, written by the statement that moved the
-- dossier and in its transaction; a job adds such rows up into one a day and agency. Whoever reads adds what is folded and
-- what is not in one statement, and so sees exactly the dossiers of that instant.

create table dossier.day_figures (
  locality_id integer not null references platform.locality,
  on_day      date    not null,
  agency_id   uuid    not null,
  received    integer not null,
  early       integer not null,
  on_time     integer not null,
  late        integer not null,
  refused     integer not null,
  withdrawn   integer not null,
  stopped     integer not null,
  -- Got a result, or ended without one: no longer waiting from this day on.
  settled     integer not null,
  primary key (locality_id, on_day, agency_id)
);
comment on table dossier.day_figures is 'Số liệu từng ngày của từng cơ quan, đã gộp; phần chưa gộp nằm ở dossier.figure_change.';
call platform.confine('dossier.day_figures');
grant select, insert, update (received, early, on_time, late, refused, withdrawn, stopped, settled) on dossier.day_figures to motcua_app;

create table dossier.waiting_figure (
  locality_id integer not null references platform.locality,
  agency_id   uuid    not null,
  waiting     integer not null,
  primary key (locality_id, agency_id)
);
comment on table dossier.waiting_figure is 'Số hồ sơ đang giải quyết của từng cơ quan, phần đã gộp.';
call platform.confine('dossier.waiting_figure');
grant select, insert, update (waiting) on dossier.waiting_figure to motcua_app;

create table dossier.figure_change (
  locality_id integer not null,
  id          bigint  generated always as identity,
  on_day      date    not null,
  agency_id   uuid    not null,
  received    integer not null,
  early       integer not null,
  on_time     integer not null,
  late        integer not null,
  refused     integer not null,
  withdrawn   integer not null,
  stopped     integer not null,
  settled     integer not null,
  primary key (locality_id, id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_insert_threshold = -1);
comment on table dossier.figure_change is 'Thay đổi số liệu chờ gộp vào dossier.day_figures; chỉ thêm, rồi xoá khi gộp.';
call platform.confine('dossier.figure_change');
grant select, insert, delete on dossier.figure_change to motcua_app;
-- Folding picks rows it can lock, which asks for the right to change one column.
grant update (received) on dossier.figure_change to motcua_app;

create function dossier.local_day(at timestamptz) returns date language sql immutable parallel safe
  return (at at time zone 'Asia/Ho_Chi_Minh')::date;

-- What a dossier counts as on the board, by its days. The only place that says so; the trigger, the filling below and
-- `motcua verify` all ask here.
create function dossier.figures_of(received_at timestamptz, finished_at timestamptz, ended_at timestamptz, outcome text)
returns table (on_day date, received integer, early integer, on_time integer, late integer, refused integer, withdrawn integer,
  stopped integer, settled integer)
language sql immutable parallel safe
begin atomic
  select dossier.local_day(received_at), 1, 0, 0, 0, 0, 0, 0, 0
  union all
  select dossier.local_day(finished_at), 0, (outcome = 'early')::integer, (outcome = 'on_time')::integer, (outcome = 'late')::integer, 0, 0, 0, 1
    where finished_at is not null
  union all
  select dossier.local_day(ended_at), 0, 0, 0, 0, (outcome = 'refused')::integer, (outcome = 'withdrawn')::integer, (outcome = 'stopped')::integer,
    (finished_at is null)::integer
    where ended_at is not null;
end;
comment on function dossier.figures_of is 'Một hồ sơ được tính vào số liệu của những ngày nào.';

-- Remembering the answer for each dossier costs ten times what giving it anew does, and no two dossiers ask alike.
create function dossier.count_new_dossiers() returns trigger language plpgsql set enable_memoize = off as $$
begin
  -- The usual case by itself: a dossier received at a counter is nothing but received.
  if (select count(*) = 1 and bool_and(finished_at is null and ended_at is null) from arrived) then
    insert into dossier.figure_change (locality_id, on_day, agency_id, received, early, on_time, late, refused, withdrawn, stopped, settled)
      select locality_id, dossier.local_day(received_at), agency_id, 1, 0, 0, 0, 0, 0, 0, 0 from arrived;
    return null;
  end if;
  insert into dossier.figure_change (locality_id, on_day, agency_id, received, early, on_time, late, refused, withdrawn, stopped, settled)
    select n.locality_id, f.on_day, n.agency_id, sum(f.received), sum(f.early), sum(f.on_time), sum(f.late), sum(f.refused), sum(f.withdrawn),
      sum(f.stopped), sum(f.settled)
    from arrived n cross join lateral dossier.figures_of(n.received_at, n.finished_at, n.ended_at, n.outcome) f
    group by n.locality_id, f.on_day, n.agency_id;
  return null;
end
$$;
create function dossier.count_moved_dossier() returns trigger language plpgsql as $$
begin
  -- The usual cases by themselves: handing out a result moves nothing, recording one settles the dossier.
  if old.finished_at = new.finished_at and old.outcome = new.outcome and new.outcome in ('early', 'on_time', 'late')
    and old.agency_id = new.agency_id and old.received_at = new.received_at then
    return null;
  end if;
  if old.finished_at is null and new.finished_at is not null and old.ended_at is null and new.ended_at is null
    and old.agency_id = new.agency_id and old.received_at = new.received_at then
    insert into dossier.figure_change (locality_id, on_day, agency_id, received, early, on_time, late, refused, withdrawn, stopped, settled)
      values (new.locality_id, dossier.local_day(new.finished_at), new.agency_id, 0, (new.outcome = 'early')::integer,
        (new.outcome = 'on_time')::integer, (new.outcome = 'late')::integer, 0, 0, 0, 1);
    return null;
  end if;
  insert into dossier.figure_change (locality_id, on_day, agency_id, received, early, on_time, late, refused, withdrawn, stopped, settled)
    select old.locality_id, x.on_day, x.agency_id, sum(received), sum(early), sum(on_time), sum(late), sum(refused), sum(withdrawn), sum(stopped), sum(settled)
    from (
      select new.agency_id, f.* from dossier.figures_of(new.received_at, new.finished_at, new.ended_at, new.outcome) f
      union all
      select old.agency_id, f.on_day, -f.received, -f.early, -f.on_time, -f.late, -f.refused, -f.withdrawn, -f.stopped, -f.settled
      from dossier.figures_of(old.received_at, old.finished_at, old.ended_at, old.outcome) f) x
    group by x.on_day, x.agency_id
    having sum(received) <> 0 or sum(early) <> 0 or sum(on_time) <> 0 or sum(late) <> 0 or sum(refused) <> 0 or sum(withdrawn) <> 0
      or sum(stopped) <> 0 or sum(settled) <> 0;
  return null;
end
$$;
create trigger dossier_counts_when_new after insert on dossier.dossier
  referencing new table as arrived for each statement execute function dossier.count_new_dossiers();
-- Most acts move no figure, and pay only for this comparison.
create trigger dossier_counts_when_moved after update on dossier.dossier for each row
  when (old.finished_at is distinct from new.finished_at or old.ended_at is distinct from new.ended_at or old.outcome is distinct from new.outcome
    or old.agency_id is distinct from new.agency_id or old.received_at is distinct from new.received_at)
  execute function dossier.count_moved_dossier();

-- Added up and taken away in one statement, so that a reader sees a change before or after, never twice or not at all.
-- A row another folding has in hand is left to it.
create function dossier.fold_figures() returns bigint language sql volatile
begin atomic
  with taken as (
    delete from dossier.figure_change c
    using (select t.locality_id, t.id from dossier.figure_change t order by t.locality_id, t.id limit 50000 for update skip locked) t
    where c.locality_id = t.locality_id and c.id = t.id
    returning c.*
  ), days as (
    insert into dossier.day_figures as d (locality_id, on_day, agency_id, received, early, on_time, late, refused, withdrawn, stopped, settled)
    select locality_id, on_day, agency_id, sum(received), sum(early), sum(on_time), sum(late), sum(refused), sum(withdrawn), sum(stopped), sum(settled)
    from taken group by locality_id, on_day, agency_id order by locality_id, on_day, agency_id
    on conflict (locality_id, on_day, agency_id) do update set received = d.received + excluded.received, early = d.early + excluded.early,
      on_time = d.on_time + excluded.on_time, late = d.late + excluded.late, refused = d.refused + excluded.refused,
      withdrawn = d.withdrawn + excluded.withdrawn, stopped = d.stopped + excluded.stopped, settled = d.settled + excluded.settled
  ), waiting as (
    insert into dossier.waiting_figure as w (locality_id, agency_id, waiting)
    select locality_id, agency_id, sum(received - settled) from taken group by locality_id, agency_id order by locality_id, agency_id
    on conflict (locality_id, agency_id) do update set waiting = w.waiting + excluded.waiting
  )
  select count(*) from taken;
end;
comment on function dossier.fold_figures is 'Gộp các thay đổi số liệu đang chờ.';

set local enable_memoize = off;
-- What is in the ledger already. An owner who is no superuser reads it too.
alter table dossier.dossier no force row level security;
alter table dossier.day_figures no force row level security;
alter table dossier.waiting_figure no force row level security;
insert into dossier.day_figures (locality_id, on_day, agency_id, received, early, on_time, late, refused, withdrawn, stopped, settled)
  select d.locality_id, f.on_day, d.agency_id, sum(f.received), sum(f.early), sum(f.on_time), sum(f.late), sum(f.refused), sum(f.withdrawn),
    sum(f.stopped), sum(f.settled)
  from dossier.dossier d cross join lateral dossier.figures_of(d.received_at, d.finished_at, d.ended_at, d.outcome) f
  group by d.locality_id, f.on_day, d.agency_id;
insert into dossier.waiting_figure (locality_id, agency_id, waiting)
  select locality_id, agency_id, sum(received - settled) from dossier.day_figures group by locality_id, agency_id;
alter table dossier.dossier force row level security;
alter table dossier.day_figures force row level security;
alter table dossier.waiting_figure force row level security;

create view dossier.v_day_figures with (security_invoker = true) as
  select locality_id, on_day, agency_id, received, early, on_time, late, refused, withdrawn, stopped, settled from dossier.day_figures
  union all
  select locality_id, on_day, agency_id, received, early, on_time, late, refused, withdrawn, stopped, settled from dossier.figure_change;
comment on view dossier.v_day_figures is 'Số liệu từng ngày của từng cơ quan; cộng các dòng cùng ngày, cùng cơ quan.';
create view dossier.v_waiting with (security_invoker = true) as
  select locality_id, agency_id, waiting from dossier.waiting_figure
  union all
  select locality_id, agency_id, received - settled from dossier.figure_change;
comment on view dossier.v_waiting is 'Số hồ sơ đang giải quyết của từng cơ quan; cộng các dòng cùng cơ quan.';
grant select on dossier.v_day_figures, dossier.v_waiting to motcua_app, motcua_report;
grant select on dossier.day_figures, dossier.waiting_figure, dossier.figure_change to motcua_report;

create view dossier.v_recounted_figures with (security_invoker = true) as
  select d.locality_id, f.on_day, d.agency_id, f.received, f.early, f.on_time, f.late, f.refused, f.withdrawn, f.stopped, f.settled
  from dossier.dossier d cross join lateral dossier.figures_of(d.received_at, d.finished_at, d.ended_at, d.outcome) f;
comment on view dossier.v_recounted_figures is 'Số liệu đếm lại từ từng hồ sơ, để đối chiếu với dossier.v_day_figures.';
grant select on dossier.v_recounted_figures to motcua_report;
