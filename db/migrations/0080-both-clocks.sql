-- Timeliness by both clocks: the law's limit and the shorter one the centre promises. What has ended is kept in the figures of
-- its day; what is open and overdue is counted from the queue by comparing with the time, because a due instant passes by itself.

-- 1. The queue knows both instants.
alter table dossier.queue add column legal_due_at timestamptz not null default 'infinity';
alter table dossier.queue alter column legal_due_at drop default;
comment on column dossier.queue.legal_due_at is 'Hết thời hạn theo pháp luật; infinity khi chưa có hoặc đồng hồ đang dừng.';

create or replace view dossier.v_queued with (security_invoker = true) as
  select locality_id, id as dossier_id, coalesce(committed_due_at, 'infinity') as due_at, agency_id, centre_id, state, handling, step_no,
    handover_id, holder_kind, holder_agency_id, holder_account_id, holder_role, open_parts, coalesce(legal_due_at, 'infinity') as legal_due_at
  from dossier.dossier
  where ended_at is null;

create or replace function dossier.queue_new_dossiers() returns trigger language plpgsql as $$
begin
  insert into dossier.queue (locality_id, dossier_id, due_at, legal_due_at, agency_id, centre_id, state, handling, step_no, handover_id,
      holder_kind, holder_agency_id, holder_account_id, holder_role, open_parts)
    select locality_id, id, coalesce(committed_due_at, 'infinity'), coalesce(legal_due_at, 'infinity'), agency_id, centre_id, state, handling,
      step_no, handover_id, holder_kind, holder_agency_id, holder_account_id, holder_role, open_parts
    from arrived where ended_at is null;
  return null;
end
$$;
create or replace function dossier.queue_moved_dossiers() returns trigger language plpgsql
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  update dossier.queue q set due_at = coalesce(n.committed_due_at, 'infinity'), legal_due_at = coalesce(n.legal_due_at, 'infinity'),
      agency_id = n.agency_id, centre_id = n.centre_id, state = n.state, handling = n.handling, step_no = n.step_no,
      handover_id = n.handover_id, holder_kind = n.holder_kind, holder_agency_id = n.holder_agency_id,
      holder_account_id = n.holder_account_id, holder_role = n.holder_role, open_parts = n.open_parts
    from moved n
    where n.ended_at is null and q.locality_id = n.locality_id and q.dossier_id = n.id
      and (q.due_at, q.legal_due_at, q.agency_id, q.centre_id, q.state, q.handling, q.step_no, q.handover_id, q.holder_kind,
          q.holder_agency_id, q.holder_account_id, q.holder_role, q.open_parts)
        is distinct from (coalesce(n.committed_due_at, 'infinity'), coalesce(n.legal_due_at, 'infinity'), n.agency_id, n.centre_id, n.state,
          n.handling, n.step_no, n.handover_id, n.holder_kind, n.holder_agency_id, n.holder_account_id, n.holder_role, n.open_parts);
  delete from dossier.queue q using moved n where n.ended_at is not null and q.locality_id = n.locality_id and q.dossier_id = n.id;
  return null;
end
$$;

-- 2. Early, on time, late: the rule of `outcomeOf` once more, because figures are counted by a trigger. `mark-of.db.test.ts` holds
-- the two equal. A limit that ends at midnight belongs to the day before (24:00).
create function dossier.mark_of(at timestamptz, due_at timestamptz) returns text language sql immutable parallel safe
return case
  when due_at is null then 'on_time'
  when date_trunc('second', at at time zone 'Asia/Ho_Chi_Minh') > date_trunc('second', due_at at time zone 'Asia/Ho_Chi_Minh') then 'late'
  when (at at time zone 'Asia/Ho_Chi_Minh')::date
    < (date_trunc('second', due_at at time zone 'Asia/Ho_Chi_Minh') - interval '1 second')::date then 'early'
  else 'on_time'
end;
comment on function dossier.mark_of is 'Trước hạn, đúng hạn hay quá hạn, so với một thời hạn.';

-- 3. Figures of the day by both clocks. `early`, `on_time`, `late` stay as they are: results by the promise.
alter table dossier.day_figures
  add column early_by_law integer not null default 0,
  add column on_time_by_law integer not null default 0,
  add column late_by_law integer not null default 0,
  -- Of refused, withdrawn and stopped: ended after the promise, and after the limit by law.
  add column ended_late integer not null default 0,
  add column ended_late_by_law integer not null default 0;
alter table dossier.figure_change
  add column early_by_law integer not null default 0,
  add column on_time_by_law integer not null default 0,
  add column late_by_law integer not null default 0,
  add column ended_late integer not null default 0,
  add column ended_late_by_law integer not null default 0;
grant update (early_by_law, on_time_by_law, late_by_law, ended_late, ended_late_by_law) on dossier.day_figures to motcua_app;

drop view dossier.v_recounted_figures;
drop trigger dossier_counts_when_new on dossier.dossier;
drop trigger dossier_counts_when_moved on dossier.dossier;
drop function dossier.count_new_dossiers();
drop function dossier.count_moved_dossier();
drop function dossier.figures_of(timestamptz, timestamptz, timestamptz, text);

-- What a dossier counts as on the board, by its days. The only place that says so; the trigger, the filling below and
-- `motcua verify` all ask here. A dossier whose clock never began (not accepted) has no second mark.
create function dossier.figures_of(received_at timestamptz, accepted_at timestamptz, finished_at timestamptz, ended_at timestamptz, outcome text,
  due_at timestamptz, legal_due_at timestamptz)
returns table (on_day date, received integer, early integer, on_time integer, late integer, refused integer, withdrawn integer,
  stopped integer, settled integer, early_by_law integer, on_time_by_law integer, late_by_law integer, ended_late integer,
  ended_late_by_law integer)
language sql immutable parallel safe
begin atomic
  select dossier.local_day(received_at), 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  union all
  select dossier.local_day(finished_at), 0, (outcome = 'early')::integer, (outcome = 'on_time')::integer, (outcome = 'late')::integer,
    0, 0, 0, 1,
    (is_result and by_law = 'early')::integer, (is_result and by_law = 'on_time')::integer, (is_result and by_law = 'late')::integer, 0, 0
    from (select outcome in ('early', 'on_time', 'late') as is_result, dossier.mark_of(finished_at, legal_due_at) as by_law) m
    where finished_at is not null
  union all
  select dossier.local_day(ended_at), 0, 0, 0, 0, (outcome = 'refused')::integer, (outcome = 'withdrawn')::integer,
    (outcome = 'stopped')::integer, (finished_at is null)::integer, 0, 0, 0,
    (is_end and dossier.mark_of(coalesce(finished_at, ended_at), due_at) = 'late')::integer,
    (is_end and dossier.mark_of(coalesce(finished_at, ended_at), legal_due_at) = 'late')::integer
    from (select outcome in ('refused', 'withdrawn', 'stopped') and accepted_at is not null as is_end) m
    where ended_at is not null;
end;
comment on function dossier.figures_of is 'Một hồ sơ được tính vào số liệu của những ngày nào.';

create function dossier.count_new_dossiers() returns trigger language plpgsql set enable_memoize = off as $$
begin
  -- The usual case by itself: a dossier received at a counter is nothing but received.
  if (select count(*) = 1 and bool_and(finished_at is null and ended_at is null) from arrived) then
    insert into dossier.figure_change (locality_id, on_day, agency_id, received, early, on_time, late, refused, withdrawn, stopped, settled)
      select locality_id, dossier.local_day(received_at), agency_id, 1, 0, 0, 0, 0, 0, 0, 0 from arrived;
    return null;
  end if;
  insert into dossier.figure_change (locality_id, on_day, agency_id, received, early, on_time, late, refused, withdrawn, stopped, settled,
      early_by_law, on_time_by_law, late_by_law, ended_late, ended_late_by_law)
    select n.locality_id, f.on_day, n.agency_id, sum(f.received), sum(f.early), sum(f.on_time), sum(f.late), sum(f.refused), sum(f.withdrawn),
      sum(f.stopped), sum(f.settled), sum(f.early_by_law), sum(f.on_time_by_law), sum(f.late_by_law), sum(f.ended_late), sum(f.ended_late_by_law)
    from arrived n
    cross join lateral dossier.figures_of(n.received_at, n.accepted_at, n.finished_at, n.ended_at, n.outcome, n.committed_due_at, n.legal_due_at) f
    group by n.locality_id, f.on_day, n.agency_id;
  return null;
end
$$;
create function dossier.count_moved_dossier() returns trigger language plpgsql as $$
begin
  -- The usual case by itself: handing out a result moves nothing.
  if old.finished_at = new.finished_at and old.outcome = new.outcome and new.outcome in ('early', 'on_time', 'late')
    and old.agency_id = new.agency_id and old.received_at = new.received_at and old.accepted_at = new.accepted_at
    and old.committed_due_at is not distinct from new.committed_due_at and old.legal_due_at is not distinct from new.legal_due_at then
    return null;
  end if;
  insert into dossier.figure_change (locality_id, on_day, agency_id, received, early, on_time, late, refused, withdrawn, stopped, settled,
      early_by_law, on_time_by_law, late_by_law, ended_late, ended_late_by_law)
    select old.locality_id, x.on_day, x.agency_id, sum(received), sum(early), sum(on_time), sum(late), sum(refused), sum(withdrawn), sum(stopped),
      sum(settled), sum(early_by_law), sum(on_time_by_law), sum(late_by_law), sum(ended_late), sum(ended_late_by_law)
    from (
      select new.agency_id, f.*
      from dossier.figures_of(new.received_at, new.accepted_at, new.finished_at, new.ended_at, new.outcome, new.committed_due_at,
        new.legal_due_at) f
      union all
      select old.agency_id, f.on_day, -f.received, -f.early, -f.on_time, -f.late, -f.refused, -f.withdrawn, -f.stopped, -f.settled,
        -f.early_by_law, -f.on_time_by_law, -f.late_by_law, -f.ended_late, -f.ended_late_by_law
      from dossier.figures_of(old.received_at, old.accepted_at, old.finished_at, old.ended_at, old.outcome, old.committed_due_at,
        old.legal_due_at) f) x
    group by x.on_day, x.agency_id
    having sum(received) <> 0 or sum(early) <> 0 or sum(on_time) <> 0 or sum(late) <> 0 or sum(refused) <> 0 or sum(withdrawn) <> 0
      or sum(stopped) <> 0 or sum(settled) <> 0 or sum(early_by_law) <> 0 or sum(on_time_by_law) <> 0 or sum(late_by_law) <> 0
      or sum(ended_late) <> 0 or sum(ended_late_by_law) <> 0;
  return null;
end
$$;

create or replace function dossier.fold_figures() returns bigint language sql volatile
begin atomic
  with taken as (
    delete from dossier.figure_change c
    using (select t.locality_id, t.id from dossier.figure_change t order by t.locality_id, t.id limit 50000 for update skip locked) t
    where c.locality_id = t.locality_id and c.id = t.id
    returning c.*
  ), days as (
    insert into dossier.day_figures as d (locality_id, on_day, agency_id, received, early, on_time, late, refused, withdrawn, stopped, settled,
      early_by_law, on_time_by_law, late_by_law, ended_late, ended_late_by_law)
    select locality_id, on_day, agency_id, sum(received), sum(early), sum(on_time), sum(late), sum(refused), sum(withdrawn), sum(stopped),
      sum(settled), sum(early_by_law), sum(on_time_by_law), sum(late_by_law), sum(ended_late), sum(ended_late_by_law)
    from taken group by locality_id, on_day, agency_id order by locality_id, on_day, agency_id
    on conflict (locality_id, on_day, agency_id) do update set received = d.received + excluded.received, early = d.early + excluded.early,
      on_time = d.on_time + excluded.on_time, late = d.late + excluded.late, refused = d.refused + excluded.refused,
      withdrawn = d.withdrawn + excluded.withdrawn, stopped = d.stopped + excluded.stopped, settled = d.settled + excluded.settled,
      early_by_law = d.early_by_law + excluded.early_by_law, on_time_by_law = d.on_time_by_law + excluded.on_time_by_law,
      late_by_law = d.late_by_law + excluded.late_by_law, ended_late = d.ended_late + excluded.ended_late,
      ended_late_by_law = d.ended_late_by_law + excluded.ended_late_by_law
  ), waiting as (
    insert into dossier.waiting_figure as w (locality_id, agency_id, waiting)
    select locality_id, agency_id, sum(received - settled) from taken group by locality_id, agency_id order by locality_id, agency_id
    on conflict (locality_id, agency_id) do update set waiting = w.waiting + excluded.waiting
  )
  select count(*) from taken;
end;

create or replace view dossier.v_day_figures with (security_invoker = true) as
  select locality_id, on_day, agency_id, received, early, on_time, late, refused, withdrawn, stopped, settled, early_by_law, on_time_by_law,
    late_by_law, ended_late, ended_late_by_law
  from dossier.day_figures
  union all
  select locality_id, on_day, agency_id, received, early, on_time, late, refused, withdrawn, stopped, settled, early_by_law, on_time_by_law,
    late_by_law, ended_late, ended_late_by_law
  from dossier.figure_change;

create view dossier.v_recounted_figures with (security_invoker = true) as
  select d.locality_id, f.on_day, d.agency_id, f.received, f.early, f.on_time, f.late, f.refused, f.withdrawn, f.stopped, f.settled,
    f.early_by_law, f.on_time_by_law, f.late_by_law, f.ended_late, f.ended_late_by_law
  from dossier.dossier d
  cross join lateral dossier.figures_of(d.received_at, d.accepted_at, d.finished_at, d.ended_at, d.outcome, d.committed_due_at, d.legal_due_at) f;
comment on view dossier.v_recounted_figures is 'Số liệu đếm lại từ từng hồ sơ, để đối chiếu với dossier.v_day_figures.';
grant select on dossier.v_recounted_figures to motcua_report;

-- 4. The ledger says both marks of what has ended, and of what is open whether it is overdue.
create or replace view dossier.v_ledger with (security_invoker = true) as
  select locality_id, id, code, agency_id, centre_id, state, received_at, accepted_at, committed_due_at, legal_due_at,
    finished_at, ended_at, outcome,
    case when accepted_at is not null and coalesce(finished_at, ended_at) is not null
      then dossier.mark_of(coalesce(finished_at, ended_at), committed_due_at) end as mark,
    case when accepted_at is not null and coalesce(finished_at, ended_at) is not null
      then dossier.mark_of(coalesce(finished_at, ended_at), legal_due_at) end as mark_by_law,
    finished_at is null and ended_at is null and coalesce(committed_due_at < platform.now(), false) as is_overdue,
    finished_at is null and ended_at is null and coalesce(legal_due_at < platform.now(), false) as is_overdue_by_law
  from dossier.dossier;

-- 5. Open and overdue, counted by comparing with the time on these two indexes: the cost grows with what is overdue.
create view dossier.v_overdue with (security_invoker = true) as
  select locality_id, agency_id, dossier_id, false as by_law, due_at as since
  from dossier.queue
  where state <> 'result_recorded' and due_at < platform.now()
  union all
  select locality_id, agency_id, dossier_id, true, legal_due_at
  from dossier.queue
  where state <> 'result_recorded' and legal_due_at < platform.now();
comment on view dossier.v_overdue is 'Hồ sơ đang giải quyết đã quá hạn, theo ngày hẹn và theo thời hạn của pháp luật.';
grant select on dossier.v_overdue to motcua_app, motcua_report;
grant select on dossier.queue to motcua_report;

create or replace view dossier.v_holding with (security_invoker = true) as
  select h.locality_id, h.dossier_id, h.seq, h.cause, h.kind, h.agency_id, h.centre_id, h.account_id, h.step_no, h.step_role, h.from_at, h.to_at,
    h.work_ms, h.fell_late, d.agency_id as dossier_agency_id, d.centre_id as dossier_centre_id,
    -- Of a stretch still open: the promised moment is past and nothing was answered before it.
    h.to_at is null and d.committed_due_at < platform.now() and (d.finished_at is null or d.finished_at > d.committed_due_at) as is_late_now,
    h.to_at is null and d.legal_due_at < platform.now() and (d.finished_at is null or d.finished_at > d.legal_due_at) as is_late_by_law_now
  from dossier.holding h
  left join dossier.dossier d on d.locality_id = h.locality_id and d.id = h.dossier_id;

-- 6. Warnings on the day itself, and by the law's limit where it is another.
alter table dossier.alert drop constraint alert_rung_known;
alter table dossier.alert add constraint alert_rung_known
  check (rung in ('soon', 'due', 'late', 'later', 'silent', 'to_sign', 'unanswered', 'part_late', 'law_soon', 'law_late'));

-- 7. An extension moves the promise. Until now it moved the law's limit too, and those granted before this day keep doing so.
alter table dossier.clock_stop add column moves text not null default 'both';
alter table dossier.clock_stop
  add constraint clock_stop_moves_known check (moves in ('both', 'committed')),
  add constraint clock_stop_moves_both_but_for_an_extension check (moves = 'both' or effect = 'extend');
comment on column dossier.clock_stop.moves is 'Đồng hồ nào chuyển: cả hai, hay chỉ thời hạn cam kết (gia hạn không kéo dài thời hạn theo pháp luật).';

-- 8. What is there already. An owner who is no superuser reads it too.
alter table dossier.dossier no force row level security;
alter table dossier.queue no force row level security;
alter table dossier.day_figures no force row level security;
alter table dossier.waiting_figure no force row level security;
alter table dossier.figure_change no force row level security;
set local enable_memoize = off;

-- A result of the due day whose limit ended at 24:00 was counted as early.
update dossier.dossier set outcome = 'on_time'
  where outcome = 'early' and finished_at is not null and dossier.mark_of(finished_at, committed_due_at) = 'on_time';

update dossier.queue q set legal_due_at = v.legal_due_at
  from dossier.v_queued v
  where v.locality_id = q.locality_id and v.dossier_id = q.dossier_id and v.legal_due_at <> q.legal_due_at;

delete from dossier.figure_change;
delete from dossier.day_figures;
delete from dossier.waiting_figure;
insert into dossier.day_figures (locality_id, on_day, agency_id, received, early, on_time, late, refused, withdrawn, stopped, settled,
    early_by_law, on_time_by_law, late_by_law, ended_late, ended_late_by_law)
  select locality_id, on_day, agency_id, sum(received), sum(early), sum(on_time), sum(late), sum(refused), sum(withdrawn), sum(stopped),
    sum(settled), sum(early_by_law), sum(on_time_by_law), sum(late_by_law), sum(ended_late), sum(ended_late_by_law)
  from dossier.v_recounted_figures
  group by locality_id, on_day, agency_id;
insert into dossier.waiting_figure (locality_id, agency_id, waiting)
  select locality_id, agency_id, sum(received - settled) from dossier.day_figures group by locality_id, agency_id;

alter table dossier.dossier force row level security;
alter table dossier.queue force row level security;
alter table dossier.day_figures force row level security;
alter table dossier.waiting_figure force row level security;
alter table dossier.figure_change force row level security;

create trigger dossier_counts_when_new after insert on dossier.dossier
  referencing new table as arrived for each statement execute function dossier.count_new_dossiers();
-- Most acts move no figure, and pay only for this comparison. A due instant counts once the work has ended.
create trigger dossier_counts_when_moved after update on dossier.dossier for each row
  when (old.finished_at is distinct from new.finished_at or old.ended_at is distinct from new.ended_at or old.outcome is distinct from new.outcome
    or old.agency_id is distinct from new.agency_id or old.received_at is distinct from new.received_at
    or (new.finished_at is not null or new.ended_at is not null)
      and (old.committed_due_at is distinct from new.committed_due_at or old.legal_due_at is distinct from new.legal_due_at
        or old.accepted_at is distinct from new.accepted_at))
  execute function dossier.count_moved_dossier();

create index queue_past_promise_idx on dossier.queue (locality_id, due_at, agency_id) where state <> 'result_recorded';
create index queue_past_law_idx on dossier.queue (locality_id, legal_due_at, dossier_id, agency_id) where state <> 'result_recorded';
