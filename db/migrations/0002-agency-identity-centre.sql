-- Who works here: agencies and their units, the centre and its counters, accounts, and what each may do.

create table agency.agency (
  locality_id integer not null references platform.locality,
  id          uuid    not null default uuidv7(),
  code        text    not null,
  name        text    not null,
  short_name  text    not null,
  kind        text    not null,
  sort_order  integer not null default 0,
  -- Counts declared by the agency when it joined the centre: procedures registered, and processes finished.
  declared_registered integer,
  declared_finished   integer,
  primary key (locality_id, id),
  constraint agency_code_unique unique (locality_id, code),
  constraint agency_kind_known check (kind in ('provincial', 'vertical', 'centre'))
);
comment on table agency.agency is 'Cơ quan giải quyết: sở, ban, ngành của tỉnh và ngành dọc.';
call platform.confine('agency.agency');
grant select, insert, update (name, short_name, sort_order, declared_registered, declared_finished) on agency.agency to motcua_app;
grant select on agency.agency to motcua_report;

create table agency.unit (
  locality_id integer not null,
  id          uuid    not null default uuidv7(),
  agency_id   uuid    not null,
  code        text    not null,
  name        text    not null,
  primary key (locality_id, id),
  foreign key (locality_id, agency_id) references agency.agency,
  constraint unit_code_unique_in_agency unique (locality_id, agency_id, code)
);
comment on table agency.unit is 'Phòng, đơn vị thuộc cơ quan.';
call platform.confine('agency.unit');
grant select, insert, update (name) on agency.unit to motcua_app;

create table centre.centre (
  locality_id integer not null references platform.locality,
  id          uuid    not null default uuidv7(),
  code        text    not null,
  name        text    not null,
  address     text    not null,
  phone       text    not null,
  opening_hours_note text not null default '',
  primary key (locality_id, id),
  constraint centre_code_unique unique (locality_id, code)
);
comment on table centre.centre is 'Trung tâm Phục vụ hành chính công, Bộ phận Một cửa.';
call platform.confine('centre.centre');
grant select, insert, update (name, address, phone, opening_hours_note) on centre.centre to motcua_app;

create table centre.counter (
  locality_id integer not null,
  id          uuid    not null default uuidv7(),
  centre_id   uuid    not null,
  number      integer not null,
  name        text    not null,
  field       text    not null default '',
  primary key (locality_id, id),
  foreign key (locality_id, centre_id) references centre.centre,
  constraint counter_number_once_per_centre unique (locality_id, centre_id, number),
  constraint counter_number_positive check (number > 0)
);
comment on table centre.counter is 'Quầy tiếp nhận, trả kết quả.';
call platform.confine('centre.counter');
grant select, insert, update (name, field) on centre.counter to motcua_app;

create table identity.account (
  locality_id   integer not null references platform.locality,
  id            uuid    not null default uuidv7(),
  login         text    not null,
  display_name  text    not null,
  title         text    not null default '',
  agency_id     uuid,
  unit_id       uuid,
  password_hash text    not null,
  status        text    not null default 'active',
  created_at    timestamptz not null default now(),
  primary key (locality_id, id),
  foreign key (locality_id, agency_id) references agency.agency,
  foreign key (locality_id, unit_id) references agency.unit,
  constraint account_login_unique unique (locality_id, login),
  constraint account_status_known check (status in ('active', 'disabled'))
);
comment on table identity.account is 'Tài khoản cán bộ.';
call platform.confine('identity.account');
grant select, insert, update (display_name, title, agency_id, unit_id, password_hash, status) on identity.account to motcua_app;

-- A grant is history: it may be ended, never reworded or removed.
create table identity.role_grant (
  locality_id  integer   not null,
  id           uuid      not null default uuidv7(),
  account_id   uuid      not null,
  role         text      not null,
  agency_id    uuid,
  centre_id    uuid,
  valid_during tstzrange not null,
  primary key (locality_id, id),
  foreign key (locality_id, account_id) references identity.account,
  foreign key (locality_id, agency_id) references agency.agency,
  foreign key (locality_id, centre_id) references centre.centre,
  constraint role_grant_role_known check (role in (
    'counter_officer', 'case_officer', 'unit_head', 'signatory', 'clerk', 'centre_manager', 'provincial_leader',
    'inspector', 'procedure_designer', 'operator', 'citizen', 'representative')),
  constraint role_grant_not_empty check (not isempty(valid_during))
);
comment on table identity.role_grant is 'Vai trò được giao cho cán bộ, theo cơ quan, trung tâm và thời gian.';
call platform.confine('identity.role_grant');
create index role_grant_account_idx on identity.role_grant (locality_id, account_id);
grant select, insert, update (valid_during) on identity.role_grant to motcua_app;

-- The token itself is never stored: only its SHA-256. Revoking is one update, seen by the next request.
create table identity.session (
  locality_id integer     not null,
  id          uuid        not null default uuidv7(),
  account_id  uuid        not null,
  token_hash  bytea       not null,
  user_agent  text        not null default '',
  created_at  timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at  timestamptz not null,
  revoked_at  timestamptz,
  primary key (locality_id, id),
  foreign key (locality_id, account_id) references identity.account,
  constraint session_token_unique unique (locality_id, token_hash)
);
comment on table identity.session is 'Phiên đăng nhập.';
call platform.confine('identity.session');
create index session_account_idx on identity.session (locality_id, account_id) where revoked_at is null;
grant select, insert, update (revoked_at, last_seen_at) on identity.session to motcua_app;

-- Failed sign-ins by account and by address, for the limit that outlives a restart and holds across servers.
create table identity.sign_in_failure (
  locality_id integer     not null references platform.locality,
  id          uuid        not null default uuidv7(),
  login_hash  bytea       not null,
  at          timestamptz not null default now(),
  primary key (locality_id, id)
);
comment on table identity.sign_in_failure is 'Lần đăng nhập không thành công.';
call platform.confine('identity.sign_in_failure');
create index sign_in_failure_login_idx on identity.sign_in_failure (locality_id, login_hash, at);
grant select, insert, delete on identity.sign_in_failure to motcua_app;

-- What other modules may join: names of places and people, nothing else.
create view agency.v_agency with (security_invoker = true) as
  select locality_id, id, code, name, short_name, kind, sort_order from agency.agency;
create view centre.v_centre with (security_invoker = true) as
  select locality_id, id, code, name, address, phone from centre.centre;
create view identity.v_officer with (security_invoker = true) as
  select locality_id, id, display_name, title, agency_id, unit_id from identity.account;
comment on view agency.v_agency is 'Cơ quan, cho các phân hệ khác dùng.';
comment on view centre.v_centre is 'Trung tâm, cho các phân hệ khác dùng.';
comment on view identity.v_officer is 'Cán bộ, cho các phân hệ khác dùng.';
grant select on agency.v_agency, centre.v_centre, identity.v_officer to motcua_app;
