-- The hall of a centre: queues, tickets, who was called where and when. What happened is append-only; a day's calls can be replayed from it.
create schema floor;
grant usage on schema floor to motcua_app, motcua_report;

create table floor.hall (
  locality_id      integer not null default platform.current_locality(),
  centre_id        uuid    not null,
  priority_minutes integer not null,
  primary key (locality_id, centre_id),
  foreign key (locality_id, centre_id) references centre.centre,
  constraint hall_head_start_bounded check (priority_minutes between 0 and 60)
);
comment on table floor.hall is 'Sảnh của một trung tâm và quy tắc thứ tự gọi: người được ưu tiên được tính như đến sớm hơn bao nhiêu phút.';
call platform.confine('floor.hall');
grant select, insert, update (priority_minutes) on floor.hall to motcua_app;

create table floor.queue (
  locality_id integer not null default platform.current_locality(),
  id          uuid    not null default uuidv7(),
  centre_id   uuid    not null,
  prefix      text    not null,
  kind        text    not null,
  name        text    not null,
  name_en     text    not null,
  is_open     boolean not null default true,
  primary key (locality_id, id),
  foreign key (locality_id, centre_id) references floor.hall,
  constraint queue_prefix_once_per_hall unique (locality_id, centre_id, prefix),
  constraint queue_prefix_is_a_letter check (prefix ~ '^[A-Z]$'),
  constraint queue_kind_known check (kind in ('intake', 'collection', 'guidance'))
);
comment on table floor.queue is 'Hàng chờ: một chữ cái, một loại việc (nộp hồ sơ, nhận kết quả, hướng dẫn).';
call platform.confine('floor.queue');
grant select, insert, update (kind, name, name_en, is_open) on floor.queue to motcua_app;

create table floor.counter_queue (
  locality_id integer not null default platform.current_locality(),
  counter_id  uuid    not null,
  queue_id    uuid    not null,
  primary key (locality_id, counter_id, queue_id),
  foreign key (locality_id, counter_id) references centre.counter,
  foreign key (locality_id, queue_id) references floor.queue
);
comment on table floor.counter_queue is 'Quầy nào phục vụ hàng chờ nào.';
call platform.confine('floor.counter_queue');
create index counter_queue_queue_idx on floor.counter_queue (locality_id, queue_id);
grant select, insert, delete on floor.counter_queue to motcua_app;

create table floor.kiosk (
  locality_id        integer     not null default platform.current_locality(),
  id                 uuid        not null default uuidv7(),
  centre_id          uuid        not null,
  name               text        not null,
  pairing_hash       bytea,
  pairing_until      timestamptz,
  token_hash         bytea,
  paired_at          timestamptz,
  revoked_at         timestamptz,
  added_by           uuid        not null,
  primary key (locality_id, id),
  foreign key (locality_id, centre_id) references floor.hall,
  foreign key (locality_id, added_by) references identity.account,
  constraint kiosk_pairing_hash_unique unique (locality_id, pairing_hash),
  constraint kiosk_token_hash_unique unique (locality_id, token_hash),
  constraint kiosk_paired_has_token check ((paired_at is null) = (token_hash is null))
);
comment on table floor.kiosk is 'Máy lấy số: ghép bằng mã dùng một lần, thu hồi được. Mã và khoá chỉ giữ dạng băm.';
call platform.confine('floor.kiosk');
create index kiosk_centre_idx on floor.kiosk (locality_id, centre_id);
grant select, insert, update (pairing_hash, pairing_until, token_hash, paired_at, revoked_at) on floor.kiosk to motcua_app;

-- The last number given in a series. Locked until the ticket is committed, so the ticket is the last thing its transaction writes.
create table floor.series (
  locality_id integer not null default platform.current_locality(),
  centre_id   uuid    not null,
  on_day      date    not null,
  prefix      text    not null,
  last_number integer not null,
  primary key (locality_id, centre_id, on_day, prefix),
  foreign key (locality_id, centre_id) references floor.hall
);
comment on table floor.series is 'Số cuối cùng đã phát của mỗi dãy số trong ngày.';
call platform.confine('floor.series');
grant select, insert, update (last_number) on floor.series to motcua_app;

create table floor.ticket (
  locality_id integer     not null default platform.current_locality(),
  id          uuid        not null default uuidv7(),
  centre_id   uuid        not null,
  queue_id    uuid        not null,
  on_day      date        not null,
  prefix      text        not null,
  number      integer     not null,
  state       text        not null default 'waiting',
  priority    text,
  joined_at   timestamptz not null,
  -- When they came, less the head start: the smallest is called first.
  order_at    timestamptz not null,
  secret_hash bytea       not null,
  kiosk_id    uuid,
  issued_by   uuid,
  counter_id  uuid,
  account_id  uuid,
  called_at   timestamptz,
  ended_at    timestamptz,
  -- What the queue looked like when they joined; the estimate of waits learns from it.
  ahead       integer     not null,
  serving     integer     not null,
  primary key (locality_id, id),
  foreign key (locality_id, centre_id) references floor.hall,
  foreign key (locality_id, queue_id) references floor.queue,
  foreign key (locality_id, kiosk_id) references floor.kiosk,
  foreign key (locality_id, issued_by) references identity.account,
  foreign key (locality_id, counter_id) references centre.counter,
  foreign key (locality_id, account_id) references identity.account,
  constraint ticket_number_once_per_day unique (locality_id, centre_id, on_day, prefix, number),
  constraint ticket_secret_unique unique (locality_id, secret_hash),
  constraint ticket_state_known check (state in ('waiting', 'called', 'held', 'finished', 'no_show', 'left')),
  constraint ticket_priority_known check (priority in ('elderly', 'disabled', 'pregnant', 'merit', 'small_child')),
  constraint ticket_from_somewhere check ((kiosk_id is null) <> (issued_by is null)),
  constraint ticket_called_at_a_counter check (state <> 'called' or (counter_id is not null and account_id is not null and called_at is not null)),
  constraint ticket_ended_when_over check ((ended_at is not null) = (state in ('finished', 'no_show', 'left')))
);
comment on table floor.ticket is 'Số thứ tự: một lượt khách của một ngày. Không mang tên ai.';
call platform.confine('floor.ticket');
create index ticket_waiting_idx on floor.ticket (locality_id, queue_id, on_day, order_at, id) where state = 'waiting';
create unique index ticket_one_at_a_counter on floor.ticket (locality_id, counter_id, on_day) where state = 'called';
create unique index ticket_one_with_an_officer on floor.ticket (locality_id, account_id, on_day) where state = 'called';
create index ticket_of_day_idx on floor.ticket (locality_id, centre_id, on_day, called_at);
create index ticket_learnt_idx on floor.ticket (locality_id, queue_id, ended_at) where state = 'finished';
grant select, insert, update (queue_id, state, counter_id, account_id, called_at, ended_at) on floor.ticket to motcua_app;

create table floor.ticket_event (
  locality_id integer     not null default platform.current_locality(),
  id          uuid        not null default uuidv7(),
  ticket_id   uuid        not null,
  centre_id   uuid        not null,
  on_day      date        not null,
  kind        text        not null,
  at          timestamptz not null default platform.now(),
  queue_id    uuid        not null,
  order_at    timestamptz not null,
  state       text        not null,
  counter_id  uuid,
  account_id  uuid,
  -- Of a call by the rule: the queues the counter served at that moment. Empty when somebody was called out of order.
  served      uuid[],
  reason      text        not null default '',
  -- What the statement saw of others, so that a replay knows what a call could not yet know.
  written_in  xid8        not null default pg_current_xact_id(),
  seen        pg_snapshot not null default pg_current_snapshot(),
  primary key (locality_id, id),
  foreign key (locality_id, ticket_id) references floor.ticket,
  foreign key (locality_id, centre_id) references floor.hall,
  foreign key (locality_id, queue_id) references floor.queue,
  foreign key (locality_id, counter_id) references centre.counter,
  foreign key (locality_id, account_id) references identity.account,
  constraint ticket_event_kind_known
    check (kind in ('issue', 'call_next', 'call', 'recall', 'hold', 'transfer', 'no_show', 'finish', 'leave')),
  constraint ticket_event_out_of_order_says_why check (kind not in ('call', 'hold', 'leave') or reason <> ''),
  constraint ticket_event_rule_names_queues check ((kind = 'call_next') = (served is not null))
);
comment on table floor.ticket_event is 'Mọi việc xảy ra với một số thứ tự. Chỉ ghi thêm; đủ để dựng lại thứ tự gọi của một ngày.';
call platform.confine('floor.ticket_event');
create index ticket_event_day_idx on floor.ticket_event (locality_id, centre_id, on_day, id);
create index ticket_event_ticket_idx on floor.ticket_event (locality_id, ticket_id, id);
grant select, insert on floor.ticket_event to motcua_app;

alter table platform.setting_change drop constraint setting_change_subject_known;
alter table platform.setting_change add constraint setting_change_subject_known
  check (subject in ('locality', 'agency', 'unit', 'centre', 'counter', 'served_agencies', 'collector', 'hall'));
