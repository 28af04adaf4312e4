-- The queue: every open dossier once, with what an inbox asks of it and nothing else. The order of an inbox is an index, and the due
-- instant was part of a dozen indexes of dossier.dossier: whatever act moved it, or moved nothing but a holder, wrote the
-- dossier anew into all of its indexes, those by name and number included. Here a row is narrow and stands in four.
create table dossier.queue (
  locality_id       integer     not null default platform.current_locality(),
  dossier_id        uuid        not null,
  -- The promised instant; 'infinity' while there is none. Where the time is not known what can be late comes first.
  due_at            timestamptz not null,
  agency_id         uuid        not null,
  centre_id         uuid        not null,
  state             text        not null,
  handling          text        not null,
  step_no           integer,
  handover_id       uuid,
  holder_kind       text        not null,
  holder_agency_id  uuid,
  holder_account_id uuid,
  holder_role       text,
  open_parts        integer     not null,
  primary key (locality_id, dossier_id)
);
comment on table dossier.queue is 'Hàng chờ: mỗi hồ sơ đang mở một dòng, chép từ dossier.dossier bằng trigger; hộp việc đọc ở đây.';
call platform.confine('dossier.queue');
grant select, insert, update, delete on dossier.queue to motcua_app;

-- What stands in the queue, told anew from the dossiers themselves: for the filling below, and for `motcua verify`, which compares with it what
-- the triggers have kept.
create view dossier.v_queued with (security_invoker = true) as
  select locality_id, id as dossier_id, coalesce(committed_due_at, 'infinity') as due_at, agency_id, centre_id, state, handling, step_no,
    handover_id, holder_kind, holder_agency_id, holder_account_id, holder_role, open_parts
  from dossier.dossier where ended_at is null;
comment on view dossier.v_queued is 'Hàng chờ tính lại từ từng hồ sơ, để điền và đối chiếu với dossier.queue.';

-- By statement, not by row: a decree that moves a thousand dossiers is one more statement, not a thousand. Planned for a
-- large queue whatever it held when the plan was made.
create function dossier.queue_new_dossiers() returns trigger language plpgsql as $$
begin
  insert into dossier.queue (locality_id, dossier_id, due_at, agency_id, centre_id, state, handling, step_no, handover_id, holder_kind,
      holder_agency_id, holder_account_id, holder_role, open_parts)
    select locality_id, id, coalesce(committed_due_at, 'infinity'), agency_id, centre_id, state, handling, step_no, handover_id, holder_kind,
      holder_agency_id, holder_account_id, holder_role, open_parts
    from arrived where ended_at is null;
  return null;
end
$$;
create function dossier.queue_moved_dossiers() returns trigger language plpgsql
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  update dossier.queue q set due_at = coalesce(n.committed_due_at, 'infinity'), agency_id = n.agency_id, centre_id = n.centre_id, state = n.state,
      handling = n.handling, step_no = n.step_no, handover_id = n.handover_id, holder_kind = n.holder_kind,
      holder_agency_id = n.holder_agency_id, holder_account_id = n.holder_account_id, holder_role = n.holder_role, open_parts = n.open_parts
    from moved n
    where n.ended_at is null and q.locality_id = n.locality_id and q.dossier_id = n.id
      and (q.due_at, q.agency_id, q.centre_id, q.state, q.handling, q.step_no, q.handover_id, q.holder_kind, q.holder_agency_id,
          q.holder_account_id, q.holder_role, q.open_parts)
        is distinct from (coalesce(n.committed_due_at, 'infinity'), n.agency_id, n.centre_id, n.state, n.handling, n.step_no, n.handover_id,
          n.holder_kind, n.holder_agency_id, n.holder_account_id, n.holder_role, n.open_parts);
  delete from dossier.queue q using moved n where n.ended_at is not null and q.locality_id = n.locality_id and q.dossier_id = n.id;
  return null;
end
$$;
create trigger dossier_queues_when_new after insert on dossier.dossier
  referencing new table as arrived for each statement execute function dossier.queue_new_dossiers();
create trigger dossier_queues_when_moved after update on dossier.dossier
  referencing new table as moved for each statement execute function dossier.queue_moved_dossiers();

-- What is open already. An owner who is no superuser fills it too.
alter table dossier.dossier no force row level security;
alter table dossier.queue no force row level security;
insert into dossier.queue (locality_id, dossier_id, due_at, agency_id, centre_id, state, handling, step_no, handover_id, holder_kind,
    holder_agency_id, holder_account_id, holder_role, open_parts)
  select locality_id, dossier_id, due_at, agency_id, centre_id, state, handling, step_no, handover_id, holder_kind, holder_agency_id,
    holder_account_id, holder_role, open_parts
  from dossier.v_queued;
alter table dossier.dossier force row level security;
alter table dossier.queue force row level security;

-- One's side, the least time left first.
create index queue_of_agency_idx on dossier.queue (locality_id, holder_agency_id, due_at, dossier_id) where holder_kind = 'agency';
create index queue_of_centre_idx on dossier.queue (locality_id, centre_id, due_at, dossier_id) where holder_kind <> 'agency';
create index queue_of_officer_idx on dossier.queue (locality_id, holder_account_id, due_at, dossier_id) where holder_account_id is not null;
create index queue_due_idx on dossier.queue (locality_id, due_at, dossier_id);
-- Tabs that show few of what is open: each an index of just those.
create index queue_led_elsewhere_idx on dossier.queue (locality_id, agency_id, due_at, dossier_id) where open_parts > 0;
create index queue_waiting_agency_idx on dossier.queue (locality_id, agency_id, due_at, dossier_id)
  where state in ('awaiting_supplement', 'suspended');
create index queue_waiting_centre_idx on dossier.queue (locality_id, centre_id, due_at, dossier_id)
  where state in ('awaiting_supplement', 'suspended');
create index queue_waiting_idx on dossier.queue (locality_id, due_at, dossier_id) where state in ('awaiting_supplement', 'suspended');
create index queue_on_list_agency_idx on dossier.queue (locality_id, agency_id, due_at, dossier_id) where handover_id is not null;
create index queue_on_list_centre_idx on dossier.queue (locality_id, centre_id, due_at, dossier_id) where handover_id is not null;
create index queue_for_list_agency_idx on dossier.queue (locality_id, holder_agency_id, due_at, dossier_id)
  where holder_kind = 'agency' and state = 'result_recorded';
create index queue_for_list_centre_idx on dossier.queue (locality_id, centre_id, due_at, dossier_id)
  where holder_kind <> 'agency' and state = 'accepted' and handling = 'forwarded';

drop index dossier.dossier_agency_inbox_idx, dossier.dossier_centre_inbox_idx, dossier.dossier_officer_inbox_idx, dossier.dossier_open_due_idx,
  dossier.dossier_led_elsewhere_idx, dossier.dossier_waiting_agency_idx, dossier.dossier_waiting_centre_idx, dossier.dossier_waiting_idx,
  dossier.dossier_on_list_agency_idx, dossier.dossier_on_list_centre_idx, dossier.dossier_for_list_agency_idx, dossier.dossier_for_list_centre_idx;

-- An act now rewrites a dossier beside itself, in no index, as long as its page has room.
alter table dossier.dossier set (fillfactor = 85);
