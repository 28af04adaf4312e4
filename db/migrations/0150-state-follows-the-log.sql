-- What the log of a dossier says may only change together with an act that is appended in the same transaction. Until now the
-- application's login could move a due date or end a stop by itself, and only `motcua verify` would have told.

-- Which transaction wrote the act. The application cannot give it: it is always its own.
alter table dossier.act add column written_in xid8;
alter table dossier.act alter column written_in set default pg_current_xact_id();
comment on column dossier.act.written_in is 'Giao dịch của cơ sở dữ liệu đã ghi thao tác; trạng thái hồ sơ chỉ đổi trong chính giao dịch đó.';
revoke insert on dossier.act from motcua_app;
grant insert (locality_id, dossier_id, seq, kind, at, actor_account_id, actor_name, actor_role, centre_id, agency_id, request_id, payload,
  prev_hash, hash) on dossier.act to motcua_app;

-- All of the following is judged at the commit, so statements may come in any order. Planned for large tables whatever they held when
-- the plan was made. Whoever may put triggers on a table (its owner,
-- for migrations and repairs) is not bound: he could as well drop them. Since PostgreSQL 18 a deferred trigger runs as who did the change.

-- An act goes on from the one before it, and the dossier stands at it or at a later one.
create function dossier.act_goes_on() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if has_table_privilege(tg_relid, 'TRIGGER') then return null; end if;
  if new.prev_hash is distinct from (case when new.seq = 1 then decode(repeat('00', 32), 'hex') else (
      select a.hash from dossier.act a where a.locality_id = new.locality_id and a.dossier_id = new.dossier_id and a.seq = new.seq - 1) end)
    or not exists (select from dossier.dossier d
      where d.locality_id = new.locality_id and d.id = new.dossier_id and d.last_seq >= new.seq) then
    raise exception 'act % of dossier % does not go on from the act before it', new.seq, new.dossier_id
      using errcode = 'integrity_constraint_violation', constraint = 'act_goes_on', schema = 'dossier', table = 'act';
  end if;
  return null;
end
$$;
create constraint trigger act_goes_on after insert on dossier.act deferrable initially deferred
  for each row execute function dossier.act_goes_on();

-- A dossier stands where an act of this transaction says: its state, holder, officer, step and both instants are the act's.
create function dossier.dossier_follows_its_act() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  said jsonb;
begin
  if has_table_privilege(tg_relid, 'TRIGGER') then return null; end if;
  select a.payload::jsonb into said from dossier.act a
    where a.locality_id = new.locality_id and a.dossier_id = new.id and a.seq = new.last_seq and a.hash = new.last_hash
      and a.written_in = pg_current_xact_id();
  if said is null then
    raise exception 'dossier % changes only with an act', new.code
      using errcode = 'integrity_constraint_violation', constraint = 'dossier_follows_its_act', schema = 'dossier', table = 'dossier';
  end if;
  if (said ? 'state' and said ->> 'state' is distinct from new.state)
    or (said ? 'holder' and said ->> 'holder' is distinct from new.holder_kind)
    or (said ? 'officer' and (said ->> 'officer')::uuid is distinct from new.holder_account_id)
    or (said ? 'step' and (said ->> 'step')::integer is distinct from new.step_no)
    or (said ? 'committedDueAt'
      and date_trunc('milliseconds', (said ->> 'committedDueAt')::timestamptz) is distinct from date_trunc('milliseconds', new.committed_due_at))
    or (said ? 'legalDueAt'
      and date_trunc('milliseconds', (said ->> 'legalDueAt')::timestamptz) is distinct from date_trunc('milliseconds', new.legal_due_at))
    or (said #> '{committed,dueAt}' is not null
      and date_trunc('milliseconds', (said #>> '{committed,dueAt}')::timestamptz) is distinct from date_trunc('milliseconds', new.committed_due_at))
    or (said #> '{legal,dueAt}' is not null
      and date_trunc('milliseconds', (said #>> '{legal,dueAt}')::timestamptz) is distinct from date_trunc('milliseconds', new.legal_due_at)) then
    raise exception 'dossier % does not stand where its act % says', new.code, new.last_seq
      using errcode = 'integrity_constraint_violation', constraint = 'dossier_follows_its_act', schema = 'dossier', table = 'dossier';
  end if;
  return null;
end
$$;
create constraint trigger dossier_follows_its_act after insert on dossier.dossier deferrable initially deferred
  for each row execute function dossier.dossier_follows_its_act();
create constraint trigger dossier_moves_with_its_act after update on dossier.dossier deferrable initially deferred
  for each row when (old.* is distinct from new.*) execute function dossier.dossier_follows_its_act();

-- What hangs on a dossier changes only while its last act is one of this transaction.
create function dossier.changes_with_an_act() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  of_locality integer := case when tg_op = 'DELETE' then old.locality_id else new.locality_id end;
  of_dossier uuid := case when tg_op = 'DELETE' then old.dossier_id else new.dossier_id end;
begin
  if has_table_privilege(tg_relid, 'TRIGGER') then return null; end if;
  if (select a.written_in from dossier.act a where a.locality_id = of_locality and a.dossier_id = of_dossier order by a.seq desc limit 1)
    is distinct from pg_current_xact_id() then
    raise exception '%.% of dossier % changes only with an act', tg_table_schema, tg_table_name, of_dossier
      using errcode = 'integrity_constraint_violation', constraint = 'changes_with_an_act', schema = tg_table_schema, table = tg_table_name;
  end if;
  return null;
end
$$;
do $$
declare
  guarded text;
begin
  foreach guarded in array array['clock', 'clock_stop', 'claim', 'consultation', 'reappointment', 'act_file', 'handover_item'] loop
    execute format('create constraint trigger changes_with_an_act after insert or update or delete on dossier.%I
      deferrable initially deferred for each row execute function dossier.changes_with_an_act()', guarded);
  end loop;
end
$$;

-- Papers are many and only ever added: looked at once a statement, which comes with or after the act.
create function dossier.papers_come_with_an_act() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  alone uuid;
begin
  if has_table_privilege(tg_relid, 'TRIGGER') then return null; end if;
  select n.dossier_id into alone from arrived n where (
      select a.written_in from dossier.act a where a.locality_id = n.locality_id and a.dossier_id = n.dossier_id order by a.seq desc limit 1)
    is distinct from pg_current_xact_id() limit 1;
  if alone is not null then
    raise exception 'dossier.paper of dossier % changes only with an act', alone
      using errcode = 'integrity_constraint_violation', constraint = 'changes_with_an_act', schema = 'dossier', table = 'paper';
  end if;
  return null;
end
$$;
create trigger papers_come_with_an_act after insert on dossier.paper
  referencing new table as arrived for each statement execute function dossier.papers_come_with_an_act();

-- A decree counts the working time of closed intervals and the days of open parts anew, where it moves no act's instant. It may do
-- so while its run is open, and change nothing else.
create function dossier.changes_with_a_run() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if has_table_privilege(tg_relid, 'TRIGGER') then return null; end if;
  if (select a.written_in from dossier.act a where a.locality_id = new.locality_id and a.dossier_id = new.dossier_id order by a.seq desc limit 1)
      is distinct from pg_current_xact_id()
    and not exists (select from dossier.reprojection r where r.locality_id = new.locality_id and r.finished_at is null) then
    raise exception '%.% of dossier % changes only with an act or a decree', tg_table_schema, tg_table_name, new.dossier_id
      using errcode = 'integrity_constraint_violation', constraint = 'changes_with_a_run', schema = tg_table_schema, table = tg_table_name;
  end if;
  return null;
end
$$;
create constraint trigger changes_with_an_act after insert or delete on dossier.holding deferrable initially deferred
  for each row execute function dossier.changes_with_an_act();
create constraint trigger moves_with_an_act after update on dossier.holding deferrable initially deferred
  for each row when (old.to_at is null or old.to_at is distinct from new.to_at) execute function dossier.changes_with_an_act();
create constraint trigger counted_with_a_run after update on dossier.holding not deferrable
  for each row when (old.to_at is not distinct from new.to_at) execute function dossier.changes_with_a_run();
create constraint trigger changes_with_an_act after insert or delete on dossier.part deferrable initially deferred
  for each row execute function dossier.changes_with_an_act();
create constraint trigger moves_with_an_act after update on dossier.part deferrable initially deferred
  for each row when (old.closed_at is distinct from new.closed_at) execute function dossier.changes_with_an_act();
create constraint trigger counted_with_a_run after update on dossier.part not deferrable
  for each row when (old.closed_at is not distinct from new.closed_at) execute function dossier.changes_with_a_run();

-- The queue and the figures of the day follow the dossier by triggers, and nothing else writes them.
alter function dossier.queue_new_dossiers() security definer set search_path = pg_catalog;
alter function dossier.queue_moved_dossiers() security definer set search_path = pg_catalog;
alter function dossier.count_new_dossiers() security definer set search_path = pg_catalog;
alter function dossier.count_moved_dossier() security definer set search_path = pg_catalog;
revoke insert, update, delete on dossier.queue from motcua_app;
revoke insert, update, delete on dossier.figure_change from motcua_app;
revoke update (received) on dossier.figure_change from motcua_app;
revoke insert, update on dossier.day_figures, dossier.waiting_figure from motcua_app;
do $$
declare
  granted record;
begin
  for granted in
    select table_name, column_name from information_schema.column_privileges
    where table_schema = 'dossier' and table_name in ('day_figures', 'waiting_figure') and grantee = 'motcua_app' and privilege_type = 'UPDATE'
  loop
    execute format('revoke update (%I) on dossier.%I from motcua_app', granted.column_name, granted.table_name);
  end loop;
end
$$;
-- Of the session's own locality, since it now runs as the owner.
create or replace function dossier.fold_figures() returns bigint language sql volatile security definer set search_path = pg_catalog
begin atomic
  with taken as (
    delete from dossier.figure_change c
    using (select t.locality_id, t.id from dossier.figure_change t where t.locality_id = (select platform.current_locality())
      order by t.locality_id, t.id limit 50000 for update skip locked) t
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
revoke all on function dossier.fold_figures() from public;
grant execute on function dossier.fold_figures() to motcua_app;
