-- The heart: dossiers, the acts done on them, who held them and when, and their two clocks.

create table dossier.dossier (
  locality_id          integer not null references platform.locality,
  id                   uuid    not null default uuidv7(),
  code                 text    not null,
  procedure_version_id uuid    not null,
  procedure_code       text    not null,
  agency_id            uuid    not null,
  centre_id            uuid    not null,
  counter_id           uuid,
  channel              text    not null,
  handling             text    not null,
  result_method        text    not null default 'counter',
  summary              text    not null default '',

  applicant_kind       text    not null,
  applicant_name       text    not null,
  applicant_folded     text    not null,
  applicant_id_number  text    not null,
  applicant_born_on    date,
  applicant_sex        text,
  applicant_address    text    not null,
  applicant_phone      text    not null,
  applicant_email      text,
  organisation_name    text,
  representative_name  text,
  representative_id_number text,
  representative_authorisation text,

  state                text    not null,
  -- Where it goes back to when a supplement arrives or a suspension ends.
  interrupted_state    text,
  step_no              integer,
  supplement_count     integer not null default 0,
  handover_id          uuid,

  holder_kind          text    not null,
  holder_agency_id     uuid,
  holder_account_id    uuid,
  -- Whose step it is at the agency: what an officer's own list is made of.
  holder_role          text,

  received_at          timestamptz not null,
  accepted_at          timestamptz,
  -- Both are null while no honest date can be promised (not accepted, or lawfully stopped).
  committed_due_at     timestamptz,
  legal_due_at         timestamptz,
  finished_at          timestamptz,
  ended_at             timestamptz,
  outcome              text,

  last_seq             integer not null,
  last_hash            bytea   not null,

  primary key (locality_id, id),
  foreign key (locality_id, agency_id) references agency.agency,
  foreign key (locality_id, centre_id) references centre.centre,
  foreign key (locality_id, procedure_version_id) references procedure.procedure_version (locality_id, id),
  constraint dossier_code_unique unique (locality_id, code),
  constraint dossier_state_known check (state in ('filed', 'accepted', 'in_progress', 'awaiting_supplement', 'suspended',
    'approved', 'result_recorded', 'returned', 'refused', 'withdrawn', 'stopped')),
  constraint dossier_channel_known check (channel in ('direct', 'post', 'online')),
  constraint dossier_outcome_known check (outcome in ('early', 'on_time', 'late', 'refused', 'withdrawn', 'stopped')),
  constraint dossier_holder_known check (holder_kind in ('counter', 'agency', 'applicant', 'outside', 'none')),
  -- An ended dossier has an outcome and no holder; an open one has exactly one holder.
  constraint dossier_open_has_holder check ((ended_at is null) = (holder_kind <> 'none')),
  constraint dossier_ended_has_outcome check (ended_at is null or outcome is not null),
  constraint dossier_waiting_remembers_state check ((state in ('awaiting_supplement', 'suspended')) = (interrupted_state is not null))
);
comment on table dossier.dossier is 'Hồ sơ: tình trạng hiện tại; lịch sử nằm ở dossier.act.';
call platform.confine('dossier.dossier');
create index dossier_received_idx on dossier.dossier (locality_id, received_at);
create index dossier_finished_idx on dossier.dossier (locality_id, finished_at) include (agency_id, outcome) where finished_at is not null;
create index dossier_ended_idx on dossier.dossier (locality_id, ended_at) include (agency_id, outcome) where ended_at is not null;
-- The inbox: open dossiers of one side, by time left. Dossiers with no running clock come last.
-- The expression, not the column, so that a page can begin in the middle by one comparison of (due, id).
create index dossier_agency_inbox_idx on dossier.dossier (locality_id, holder_agency_id, (coalesce(committed_due_at, 'infinity')), id)
  where ended_at is null and holder_kind = 'agency';
create index dossier_centre_inbox_idx on dossier.dossier (locality_id, centre_id, (coalesce(committed_due_at, 'infinity')), id)
  where ended_at is null and holder_kind <> 'agency';
create index dossier_open_due_idx on dossier.dossier (locality_id, (coalesce(committed_due_at, 'infinity')), id) where ended_at is null;
create index dossier_open_idx on dossier.dossier (locality_id, agency_id) where ended_at is null and finished_at is null;
create index dossier_applicant_id_idx on dossier.dossier (locality_id, applicant_id_number);
create index dossier_applicant_phone_idx on dossier.dossier (locality_id, applicant_phone);
create index dossier_applicant_name_idx on dossier.dossier (locality_id, applicant_folded text_pattern_ops);
create index dossier_handover_idx on dossier.dossier (locality_id, handover_id) where handover_id is not null;
grant select, insert, update (state, interrupted_state, step_no, supplement_count, handover_id, holder_kind, holder_agency_id,
  holder_account_id, holder_role, accepted_at, committed_due_at, legal_due_at, finished_at, ended_at, outcome, last_seq, last_hash)
  on dossier.dossier to motcua_app;

-- The legal record. The application may add to it and read it, nothing else.
create table dossier.act (
  locality_id integer     not null,
  dossier_id  uuid        not null,
  seq         integer     not null,
  kind        text        not null,
  at          timestamptz not null,
  actor_account_id uuid,
  actor_name  text        not null,
  actor_role  text        not null,
  centre_id   uuid,
  agency_id   uuid,
  request_id  text        not null,
  -- Canonical JSON, kept as text: these very bytes are what the hash is over.
  payload     text        not null,
  prev_hash   bytea       not null,
  hash        bytea       not null,
  primary key (locality_id, dossier_id, seq),
  foreign key (locality_id, dossier_id) references dossier.dossier deferrable initially deferred,
  constraint act_seq_positive check (seq > 0),
  constraint act_hash_is_sha256 check (length(hash) = 32 and length(prev_hash) = 32),
  constraint act_payload_is_json check (payload is json object),
  -- One intention has one effect of each kind on a dossier, whatever is retried.
  constraint act_once_per_request unique (locality_id, dossier_id, request_id, kind)
);
comment on table dossier.act is 'Nhật ký thao tác trên hồ sơ: chỉ thêm, không sửa, không xoá; mỗi dòng nối vào dòng trước bằng mã băm.';
call platform.confine('dossier.act');
grant select, insert on dossier.act to motcua_app;

create table dossier.paper (
  locality_id  integer not null,
  dossier_id   uuid    not null,
  component_no integer not null,
  -- 0 when filed; n when handed in by supplement n.
  round        integer not null default 0,
  name         text    not null,
  originals    integer not null,
  copies       integer not null,
  certified    integer not null default 0,
  note         text    not null default '',
  primary key (locality_id, dossier_id, component_no, round),
  foreign key (locality_id, dossier_id) references dossier.dossier,
  constraint paper_counts_not_negative check (originals >= 0 and copies >= 0 and certified >= 0)
);
comment on table dossier.paper is 'Giấy tờ đã nộp theo thành phần hồ sơ.';
call platform.confine('dossier.paper');
grant select, insert on dossier.paper to motcua_app;

-- Holder ledger: intervals that tile the life of the dossier.
create table dossier.holding (
  locality_id integer     not null,
  dossier_id  uuid        not null,
  seq         integer     not null,
  kind        text        not null,
  agency_id   uuid,
  account_id  uuid,
  centre_id   uuid,
  step_no     integer,
  from_at     timestamptz not null,
  to_at       timestamptz,
  primary key (locality_id, dossier_id, seq),
  foreign key (locality_id, dossier_id) references dossier.dossier,
  constraint holding_kind_known check (kind in ('counter', 'agency', 'applicant', 'outside')),
  constraint holding_not_backwards check (to_at is null or to_at >= from_at)
);
comment on table dossier.holding is 'Sổ người giữ hồ sơ: mỗi khoảng thời gian thuộc đúng một người giữ.';
call platform.confine('dossier.holding');
create unique index holding_one_open_per_dossier on dossier.holding (locality_id, dossier_id) where to_at is null;
grant select, insert, update (to_at) on dossier.holding to motcua_app;

create table dossier.clock (
  locality_id  integer     not null,
  dossier_id   uuid        not null,
  kind         text        not null,
  -- Half a working day is a limit too.
  limit_amount numeric(9, 2) not null,
  limit_unit   text        not null,
  started_at   timestamptz not null,
  primary key (locality_id, dossier_id, kind),
  foreign key (locality_id, dossier_id) references dossier.dossier,
  constraint clock_kind_known check (kind in ('legal', 'committed')),
  constraint clock_unit_known check (limit_unit in ('hours', 'working_hours', 'days', 'working_days', 'months')),
  constraint clock_limit_positive check (limit_amount > 0)
);
comment on table dossier.clock is 'Hai đồng hồ của hồ sơ: theo luật định và theo cam kết.';
call platform.confine('dossier.clock');
grant select, insert, update (started_at) on dossier.clock to motcua_app;

create table dossier.clock_stop (
  locality_id integer     not null,
  dossier_id  uuid        not null,
  seq         integer     not null,
  cause       text        not null,
  law         text        not null,
  from_at     timestamptz not null,
  to_at       timestamptz,
  primary key (locality_id, dossier_id, seq),
  foreign key (locality_id, dossier_id) references dossier.dossier,
  constraint clock_stop_cause_known check (cause in ('supplement', 'financial_duty', 'field_verification', 'outside_opinion', 'force_majeure')),
  constraint clock_stop_not_backwards check (to_at is null or to_at >= from_at)
);
comment on table dossier.clock_stop is 'Khoảng thời gian đồng hồ dừng, có căn cứ.';
call platform.confine('dossier.clock_stop');
create unique index clock_stop_one_open_per_dossier on dossier.clock_stop (locality_id, dossier_id) where to_at is null;
grant select, insert, update (to_at) on dossier.clock_stop to motcua_app;

-- Numbers of the day for one agency. A server takes a block in a transaction of its own, so that no intake
-- waits for another's commit; a block not used up leaves gaps, which the numbering rule allows.
create table dossier.code_series (
  locality_id integer not null references platform.locality,
  prefix      text    not null,
  on_day      date    not null,
  next_number integer not null,
  primary key (locality_id, prefix, on_day)
);
comment on table dossier.code_series is 'Dãy số hồ sơ trong ngày của từng cơ quan.';
call platform.confine('dossier.code_series');
grant select, insert, update (next_number) on dossier.code_series to motcua_app;

create table dossier.handover (
  locality_id integer     not null references platform.locality,
  id          uuid        not null default uuidv7(),
  number      text        not null,
  direction   text        not null,
  agency_id   uuid        not null,
  centre_id   uuid        not null,
  created_at  timestamptz not null,
  created_by  uuid        not null,
  closed_at   timestamptz,
  primary key (locality_id, id),
  foreign key (locality_id, agency_id) references agency.agency,
  foreign key (locality_id, centre_id) references centre.centre,
  constraint handover_number_unique unique (locality_id, number),
  constraint handover_direction_known check (direction in ('to_agency', 'to_centre'))
);
comment on table dossier.handover is 'Danh sách bàn giao hồ sơ giữa trung tâm và cơ quan.';
call platform.confine('dossier.handover');
create index handover_open_idx on dossier.handover (locality_id, agency_id, direction) where closed_at is null;
grant select, insert, update (closed_at) on dossier.handover to motcua_app;

create table dossier.draft (
  locality_id integer     not null references platform.locality,
  account_id  uuid        not null,
  key         text        not null,
  form        jsonb       not null,
  saved_at    timestamptz not null default now(),
  primary key (locality_id, account_id, key),
  constraint draft_size check (pg_column_size(form) < 200000)
);
comment on table dossier.draft is 'Bản nháp tiếp nhận tại quầy, riêng của người soạn.';
call platform.confine('dossier.draft');
grant select, insert, update (form, saved_at), delete on dossier.draft to motcua_app;

-- Who looked: the owner of a dossier may see every reading by staff.
create table dossier.access (
  locality_id integer     not null,
  id          uuid        not null default uuidv7(),
  dossier_id  uuid        not null,
  account_id  uuid        not null,
  role        text        not null,
  at          timestamptz not null default now(),
  primary key (locality_id, id)
);
comment on table dossier.access is 'Lượt cán bộ xem hồ sơ.';
call platform.confine('dossier.access');
create index access_dossier_idx on dossier.access (locality_id, dossier_id, at);
grant select, insert on dossier.access to motcua_app;

-- Key from which the look-up secret of a dossier is derived; made once, never shown.
create table platform.server_key (
  locality_id integer not null references platform.locality,
  name        text    not null,
  key         bytea   not null,
  primary key (locality_id, name)
);
comment on table platform.server_key is 'Khoá của máy chủ.';
call platform.confine('platform.server_key');
grant select, insert on platform.server_key to motcua_app;

create view dossier.v_ledger with (security_invoker = true) as
  select locality_id, id, code, agency_id, centre_id, state, received_at, accepted_at, committed_due_at, legal_due_at,
         finished_at, ended_at, outcome
  from dossier.dossier;
comment on view dossier.v_ledger is 'Số liệu hồ sơ cho bảng điện tử và báo cáo.';
grant select on dossier.v_ledger to motcua_app, motcua_report;
