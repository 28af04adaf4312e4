-- The catalogue of procedures (bộ thủ tục hành chính). What is published is history: a version may be ended,
-- never reworded, for dossiers were received under it.

create table procedure.procedure (
  locality_id integer not null references platform.locality,
  id          uuid    not null default uuidv7(),
  code        text    not null,
  created_at  timestamptz not null default now(),
  primary key (locality_id, id),
  constraint procedure_code_unique unique (locality_id, code),
  -- 1 to 3 by the rule of 2017; the national portal of 2026 also issues 5 and 6.
  constraint procedure_code_shape check (code ~ '^[1-9]\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.[GH]\d{2})?$')
);
comment on table procedure.procedure is 'Thủ tục hành chính: mã, không đổi theo thời gian.';
call platform.confine('procedure.procedure');
grant select, insert on procedure.procedure to motcua_app;
grant select on procedure.procedure to motcua_report;

create table procedure.procedure_version (
  locality_id       integer   not null,
  id                uuid      not null default uuidv7(),
  procedure_id      uuid      not null,
  valid_during      daterange not null,
  -- 0 for a version that stands. A version replaced on the very day it took effect is set aside under the next
  -- number, so that days never overlap and yet nothing that was in force is lost.
  set_aside         integer   not null default 0,
  agency_id         uuid,
  name              text      not null,
  sector            text      not null,
  levels            text[]    not null default '{}',
  targets           text[]    not null default '{}',
  decision_number   text,
  type              text,
  handling          text,
  service_level     text,
  legal_amount      numeric(8, 2),
  legal_unit        text,
  committed_amount  numeric(8, 2),
  committed_unit    text,
  conditions        text      not null default '',
  result_names      text[]    not null default '{}',
  procedure_text    text[]    not null default '{}',
  implementing_agency text,
  publish_state     text      not null,
  source            text      not null,
  content_hash      text      not null,
  created_at        timestamptz not null default now(),
  primary key (locality_id, id),
  foreign key (locality_id, procedure_id) references procedure.procedure,
  foreign key (locality_id, agency_id) references agency.agency,
  constraint one_version_in_force_a_day
    unique (locality_id, procedure_id, set_aside, valid_during without overlaps),
  constraint version_handling_known check (handling in ('on_the_spot', 'forwarded', 'same_day')),
  constraint version_service_level_known check (service_level in ('full', 'partial', 'none')),
  constraint version_publish_state_known check (publish_state in ('draft', 'to_complete', 'published', 'not_at_centre')),
  constraint version_source_known check (source in ('centre', 'national_raw', 'national_parsed', 'structured')),
  constraint version_legal_limit_whole check ((legal_amount is null) = (legal_unit is null)),
  constraint version_committed_limit_whole check ((committed_amount is null) = (committed_unit is null)),
  constraint version_limit_units_known check (
    legal_unit in ('hours', 'working_hours', 'days', 'working_days', 'months')
    and committed_unit in ('hours', 'working_hours', 'days', 'working_days', 'months')),
  constraint version_limits_positive check (legal_amount > 0 and committed_amount > 0),
  constraint version_not_committed_beyond_the_law check (committed_unit <> legal_unit or committed_amount <= legal_amount),
  -- Nobody can be told when to come back under a version that does not say who handles it, how and how long.
  constraint published_version_is_complete check (
    publish_state <> 'published'
    or (agency_id is not null and handling is not null and coalesce(legal_amount, committed_amount) is not null))
);
comment on table procedure.procedure_version is 'Nội dung thủ tục theo thời gian có hiệu lực.';
call platform.confine('procedure.procedure_version');
create index procedure_version_in_force_idx on procedure.procedure_version (locality_id, procedure_id) where set_aside = 0;
grant select, insert, update (valid_during, set_aside) on procedure.procedure_version to motcua_app;
grant select on procedure.procedure_version to motcua_report;

create table procedure.version_channel (
  locality_id  integer not null,
  version_id   uuid    not null,
  channel      text    not null,
  limit_amount numeric(8, 2),
  limit_unit   text,
  limit_note   text    not null default '',
  primary key (locality_id, version_id, channel),
  foreign key (locality_id, version_id) references procedure.procedure_version,
  constraint version_channel_known check (channel in ('direct', 'post', 'online')),
  constraint version_channel_limit_whole check ((limit_amount is null) = (limit_unit is null)),
  constraint version_channel_unit_known check (limit_unit in ('hours', 'working_hours', 'days', 'working_days', 'months')),
  constraint version_channel_limit_positive check (limit_amount > 0)
);
comment on table procedure.version_channel is 'Cách thức thực hiện: hình thức nộp và thời hạn của từng hình thức.';
call platform.confine('procedure.version_channel');
grant select, insert on procedure.version_channel to motcua_app;

create table procedure.version_fee (
  locality_id integer not null,
  version_id  uuid    not null,
  channel     text    not null,
  no          integer not null,
  kind        text    not null,
  amount_dong bigint,
  text        text    not null,
  primary key (locality_id, version_id, channel, no),
  foreign key (locality_id, version_id, channel) references procedure.version_channel,
  constraint version_fee_kind_known check (kind in ('fee', 'charge')),
  constraint version_fee_not_negative check (amount_dong >= 0)
);
comment on table procedure.version_fee is 'Phí, lệ phí theo hình thức nộp. Không có số tiền nghĩa là chưa rõ hoặc không tính bằng đồng.';
call platform.confine('procedure.version_fee');
grant select, insert on procedure.version_fee to motcua_app;

create table procedure.version_component (
  locality_id   integer not null,
  version_id    uuid    not null,
  no            integer not null,
  group_name    text    not null default '',
  name          text    not null,
  originals     integer,
  copies        integer,
  template_name text,
  required      boolean not null default true,
  primary key (locality_id, version_id, no),
  foreign key (locality_id, version_id) references procedure.procedure_version,
  constraint version_component_counts_not_negative check (originals >= 0 and copies >= 0)
);
comment on table procedure.version_component is 'Thành phần hồ sơ: giấy tờ, số bản chính, số bản sao.';
call platform.confine('procedure.version_component');
grant select, insert on procedure.version_component to motcua_app;

create table procedure.version_step (
  locality_id     integer not null,
  version_id      uuid    not null,
  no              integer not null,
  name            text    not null,
  role            text    not null,
  unit_name       text,
  working_minutes integer not null,
  next_no         integer,
  return_no       integer,
  primary key (locality_id, version_id, no),
  foreign key (locality_id, version_id) references procedure.procedure_version,
  constraint version_step_next_exists foreign key (locality_id, version_id, next_no)
    references procedure.version_step deferrable initially deferred,
  constraint version_step_return_exists foreign key (locality_id, version_id, return_no)
    references procedure.version_step deferrable initially deferred,
  constraint version_step_role_known check (role in (
    'counter_officer', 'case_officer', 'unit_head', 'signatory', 'clerk', 'centre_manager', 'provincial_leader')),
  constraint version_step_time_not_negative check (working_minutes >= 0),
  constraint version_step_moves_forward check (next_no > no),
  constraint version_step_returns_back check (return_no < no)
);
comment on table procedure.version_step is 'Quy trình: các bước, vai trò, thời gian làm việc của từng bước.';
call platform.confine('procedure.version_step');
grant select, insert on procedure.version_step to motcua_app;

create table procedure.version_legal_basis (
  locality_id integer not null,
  version_id  uuid    not null,
  no          integer not null,
  number      text    not null,
  title       text    not null default '',
  issued_on   date,
  issuer      text,
  primary key (locality_id, version_id, no),
  foreign key (locality_id, version_id) references procedure.procedure_version
);
comment on table procedure.version_legal_basis is 'Căn cứ pháp lý.';
call platform.confine('procedure.version_legal_basis');
grant select, insert on procedure.version_legal_basis to motcua_app;

create table procedure.version_gap (
  locality_id integer not null,
  version_id  uuid    not null,
  no          integer not null,
  field       text    not null,
  reason      text    not null,
  primary key (locality_id, version_id, no),
  foreign key (locality_id, version_id) references procedure.procedure_version
);
comment on table procedure.version_gap is 'Điều nguồn không nói rõ, cần người hoàn thiện; không bao giờ tự suy đoán.';
call platform.confine('procedure.version_gap');
grant select, insert on procedure.version_gap to motcua_app;

-- What each source last said about a procedure, so that importing the same file again changes nothing, and
-- two sources that differ do not undo each other in turn.
create table procedure.source_record (
  locality_id  integer not null,
  procedure_id uuid    not null,
  source       text    not null,
  content_hash text    not null,
  read_at      timestamptz not null default now(),
  primary key (locality_id, procedure_id, source),
  foreign key (locality_id, procedure_id) references procedure.procedure,
  constraint source_record_source_known check (source in ('centre', 'national_raw', 'national_parsed', 'structured'))
);
comment on table procedure.source_record is 'Dấu vân nội dung lần nhập gần nhất, theo từng nguồn.';
call platform.confine('procedure.source_record');
grant select, insert, update (content_hash, read_at) on procedure.source_record to motcua_app;

create table procedure.synonym (
  locality_id integer not null references platform.locality,
  id          uuid    not null default uuidv7(),
  phrase      text    not null,
  -- The phrase as compared: no marks, lower case.
  phrase_key  text    not null,
  means       text    not null,
  primary key (locality_id, id),
  constraint synonym_said_once unique (locality_id, phrase_key, means),
  constraint synonym_not_empty check (phrase_key <> '' and means <> '')
);
comment on table procedure.synonym is 'Từ người dân hay dùng và cách gọi trong văn bản, để tìm thủ tục.';
call platform.confine('procedure.synonym');
grant select, insert, update (phrase, phrase_key, means), delete on procedure.synonym to motcua_app;

-- Changes with every change of the catalogue or the synonyms. The stamp names a content: whoever holds an
-- index built for it may use it as long as the stamp is the same.
create table procedure.revision (
  locality_id integer not null references platform.locality,
  stamp       uuid    not null default uuidv7(),
  primary key (locality_id)
);
comment on table procedure.revision is 'Dấu của lần thay đổi gần nhất trong bộ thủ tục.';
call platform.confine('procedure.revision');
grant select, insert, update (stamp) on procedure.revision to motcua_app;
