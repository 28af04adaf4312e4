-- What lets the database be spread over machines by locality, and costs nothing on one. docs/scaling.md says why.

-- 1. The locality of a session never changes: it is in the login's name, or was given when an owner's session began. Said so, the
-- planner asks once, every statement is planned for its locality, and a spread database sends it to the machine that has the rows.
create or replace function platform.current_locality() returns integer language plpgsql immutable parallel safe as $$
begin
  return case when left(session_user, 11) = 'motcua_app_' then split_part(session_user, '_', 3)::integer
    else nullif(current_setting('motcua.locality_id', true), '')::integer end;
end
$$;
comment on function platform.current_locality is 'Địa phương của phiên: theo tên đăng nhập; không đổi trong một phiên.';

do $$
declare
  confined record;
begin
  for confined in
    select format('%I.%I', schemaname, tablename) as relation, policyname
    from pg_policies
    where qual = '(locality_id = ( SELECT platform.current_locality() AS current_locality))' and with_check = qual
  loop
    execute format(
      'alter policy %I on %s using (locality_id = platform.current_locality()) with check (locality_id = platform.current_locality())',
      confined.policyname, confined.relation);
  end loop;
end
$$;

create or replace procedure platform.confine(relation regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', relation);
  execute format('alter table %s force row level security', relation);
  execute format(
    'create policy confined on %s using (locality_id = platform.current_locality()) with check (locality_id = platform.current_locality())',
    relation);
  execute format('alter table %s alter column locality_id set default platform.current_locality()', relation);
end
$$;

-- 2. The clock reads no table: the server says at the beginning of each transaction of the practice place how far ahead it is. The
-- clock of a real locality's login cannot be moved by anything its session says.
create or replace function platform.now() returns timestamptz language sql stable parallel safe
  return case
    when left(session_user, 11) = 'motcua_app_' and split_part(session_user, '_', 3)::integer < 1000000 then now()
    when left(session_user, 11) <> 'motcua_app_' and nullif(current_setting('motcua.now', true), '') is not null
      then current_setting('motcua.now', true)::timestamptz
    else now() + coalesce(nullif(current_setting('motcua.ahead', true), '')::interval, '0')
  end;

create function platform.practice_ahead() returns interval language plpgsql stable as $$
begin
  return (select ahead from practice.clock where locality_id = platform.current_locality());
end
$$;
comment on function platform.practice_ahead is 'Đồng hồ chạy thử đi trước bao lâu; máy chủ hỏi ở đầu mỗi giao dịch của nơi chạy thử.';

-- 3. What a new locality begins with is written by the command that adds it, not by a trigger of a table that all machines share.
create procedure platform.furnish_locality(locality integer) language sql
begin atomic
  insert into payment.ledger_account (locality_id, code, name)
  select locality, a.code, a.name from (values
    ('receivable', 'Phải thu phí, lệ phí'),
    ('collected', 'Phí, lệ phí đã xác định, phải nộp ngân sách'),
    ('cash', 'Tiền mặt tại quầy'),
    ('bank', 'Tiền gửi thu phí, lệ phí'),
    ('unmatched', 'Tiền đã nhận, chờ đối chiếu'),
    ('handed_over', 'Tiền mặt đã nộp thủ quỹ'),
    ('cash_difference', 'Thừa, thiếu quỹ')) as a(code, name)
  on conflict do nothing;
end;
comment on procedure platform.furnish_locality is 'Ghi những gì một địa phương mới phải có sẵn: các tài khoản của sổ thu.';
revoke all on procedure platform.furnish_locality(integer) from public;
drop trigger locality_has_a_ledger on platform.locality;
drop function payment.open_ledger();

-- 4. The queue and the figures follow each dossier by itself: a statement's table of changed rows does not exist where the rows of a
-- statement may lie on several machines.
drop trigger dossier_queues_when_new on dossier.dossier;
drop trigger dossier_counts_when_new on dossier.dossier;
drop trigger papers_come_with_an_act on dossier.paper;
drop function dossier.queue_new_dossiers();
drop function dossier.count_new_dossiers();

create function dossier.queue_new_dossier() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into dossier.queue (locality_id, dossier_id, due_at, legal_due_at, agency_id, centre_id, state, handling, step_no, handover_id,
      holder_kind, holder_agency_id, holder_account_id, holder_role, open_parts)
    values (new.locality_id, new.id, coalesce(new.committed_due_at, 'infinity'), coalesce(new.legal_due_at, 'infinity'), new.agency_id,
      new.centre_id, new.state, new.handling, new.step_no, new.handover_id, new.holder_kind, new.holder_agency_id, new.holder_account_id,
      new.holder_role, new.open_parts);
  return null;
end
$$;
create trigger dossier_queues_when_new after insert on dossier.dossier
  for each row when (new.ended_at is null) execute function dossier.queue_new_dossier();

-- Row by row this costs a re-projection of every dossier three times as much (ADR 0200), so on one machine the queue goes on
-- following a moved dossier by the statement, and a spread database takes this trigger in its place. The plan is kept for the life
-- of the connection, and may have been made while the queue was empty.
create function dossier.queue_moved_dossier() returns trigger language plpgsql security definer
  set search_path = pg_catalog set enable_seqscan = off as $$
begin
  if new.ended_at is null then
    update dossier.queue set due_at = coalesce(new.committed_due_at, 'infinity'), legal_due_at = coalesce(new.legal_due_at, 'infinity'),
        agency_id = new.agency_id, centre_id = new.centre_id, state = new.state, handling = new.handling, step_no = new.step_no,
        handover_id = new.handover_id, holder_kind = new.holder_kind, holder_agency_id = new.holder_agency_id,
        holder_account_id = new.holder_account_id, holder_role = new.holder_role, open_parts = new.open_parts
      where locality_id = new.locality_id and dossier_id = new.id;
  else
    delete from dossier.queue where locality_id = new.locality_id and dossier_id = new.id;
  end if;
  return null;
end
$$;
create procedure platform.use_row_triggers() language plpgsql as $$
begin
  drop trigger dossier_queues_when_moved on dossier.dossier;
  create trigger dossier_queues_when_moved after update on dossier.dossier for each row
    when ((old.ended_at is null) <> (new.ended_at is null)
      or (old.committed_due_at, old.legal_due_at, old.agency_id, old.centre_id, old.state, old.handling, old.step_no, old.handover_id,
          old.holder_kind, old.holder_agency_id, old.holder_account_id, old.holder_role, old.open_parts)
        is distinct from (new.committed_due_at, new.legal_due_at, new.agency_id, new.centre_id, new.state, new.handling, new.step_no,
          new.handover_id, new.holder_kind, new.holder_agency_id, new.holder_account_id, new.holder_role, new.open_parts))
    execute function dossier.queue_moved_dossier();
end
$$;
revoke all on procedure platform.use_row_triggers() from public;
comment on procedure platform.use_row_triggers is 'Đổi trigger theo câu lệnh sang trigger theo từng dòng, khi dữ liệu được trải ra nhiều máy.';

create function dossier.count_new_dossier() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  -- The usual case by itself: a dossier received at a counter is nothing but received.
  if new.finished_at is null and new.ended_at is null then
    insert into dossier.figure_change (locality_id, on_day, agency_id, received, early, on_time, late, refused, withdrawn, stopped, settled)
      values (new.locality_id, dossier.local_day(new.received_at), new.agency_id, 1, 0, 0, 0, 0, 0, 0, 0);
    return null;
  end if;
  insert into dossier.figure_change (locality_id, on_day, agency_id, received, early, on_time, late, refused, withdrawn, stopped, settled,
      early_by_law, on_time_by_law, late_by_law, ended_late, ended_late_by_law)
    select new.locality_id, f.on_day, new.agency_id, sum(f.received), sum(f.early), sum(f.on_time), sum(f.late), sum(f.refused),
      sum(f.withdrawn), sum(f.stopped), sum(f.settled), sum(f.early_by_law), sum(f.on_time_by_law), sum(f.late_by_law), sum(f.ended_late),
      sum(f.ended_late_by_law)
    from dossier.figures_of(new.received_at, new.accepted_at, new.finished_at, new.ended_at, new.outcome, new.committed_due_at,
      new.legal_due_at) f
    group by f.on_day;
  return null;
end
$$;
create trigger dossier_counts_when_new after insert on dossier.dossier for each row execute function dossier.count_new_dossier();

create or replace function dossier.papers_come_with_an_act() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if has_table_privilege(tg_relid, 'TRIGGER') then return null; end if;
  if (select a.written_in from dossier.act a where a.locality_id = new.locality_id and a.dossier_id = new.dossier_id order by a.seq desc limit 1)
      is distinct from pg_current_xact_id() then
    raise exception 'dossier.paper of dossier % changes only with an act', new.dossier_id
      using errcode = 'integrity_constraint_violation', constraint = 'changes_with_an_act', schema = 'dossier', table = 'paper';
  end if;
  return null;
end
$$;
create trigger papers_come_with_an_act after insert on dossier.paper for each row execute function dossier.papers_come_with_an_act();

-- 5. Where rows are numbered away from where they are added, the statement that adds them asks the sequence.
grant usage on sequence dossier.reprojection_page_id_seq to motcua_app;
