-- Signing in: limits that stop who guesses and not a hall behind one address, sessions that end when nobody is there, a second
-- factor for whoever signs, publishes, operates or manages.

-- One row for each thing that is counted (a login from a network, a login from a device it knows, a network): how many failures,
-- and when the last was. The level sinks with time, so a row says everything. The key is a hash: no address, no login.
drop table identity.sign_in_failure;
create table identity.sign_in_guard (
  locality_id integer     not null default platform.current_locality(),
  key         bytea       not null,
  level       real        not null,
  at          timestamptz not null,
  primary key (locality_id, key),
  foreign key (locality_id) references platform.locality,
  constraint sign_in_guard_level_sound check (level >= 0)
);
comment on table identity.sign_in_guard is 'Số lần đăng nhập sai theo tên, thiết bị, mạng (chỉ giữ mã băm); giảm dần theo thời gian.';
call platform.confine('identity.sign_in_guard');
create index sign_in_guard_at_idx on identity.sign_in_guard (locality_id, at);
grant select, insert, update, delete on identity.sign_in_guard to motcua_app;

-- A browser that an account has signed in from: guesses made elsewhere do not keep it waiting.
create table identity.known_device (
  locality_id  integer     not null default platform.current_locality(),
  token_hash   bytea       not null,
  account_id   uuid        not null,
  last_used_at timestamptz not null default now(),
  primary key (locality_id, token_hash, account_id),
  foreign key (locality_id, account_id) references identity.account
);
comment on table identity.known_device is 'Trình duyệt tài khoản đã từng đăng nhập; chỉ giữ mã băm.';
call platform.confine('identity.known_device');
create index known_device_used_idx on identity.known_device (locality_id, last_used_at);
grant select, insert, update (last_used_at), delete on identity.known_device to motcua_app;

alter table identity.session
  -- When the second factor was given in this session; what the account needs is asked of the account.
  add column second_factor_at timestamptz,
  -- The last time the person proved to be there: at sign-in, and again before what they sign.
  add column confirmed_at timestamptz not null default now(),
  add column ended_because text not null default '',
  -- What a passkey has to answer, once, within minutes.
  add column challenge text,
  add column challenge_at timestamptz;
grant update (second_factor_at, confirmed_at, ended_because, challenge, challenge_at), delete on identity.session to motcua_app;
create index session_expires_idx on identity.session (locality_id, expires_at);

create table identity.totp (
  locality_id  integer     not null default platform.current_locality(),
  account_id   uuid        not null,
  -- Sealed with the key file; a copy of the database gives no codes.
  secret       bytea       not null,
  confirmed_at timestamptz,
  -- The step of the last code that was accepted: no code is good twice.
  last_step    bigint      not null default 0,
  primary key (locality_id, account_id),
  foreign key (locality_id, account_id) references identity.account
);
comment on table identity.totp is 'Mã một lần theo thời gian (TOTP) của tài khoản; khoá bí mật được niêm bằng khoá ngoài cơ sở dữ liệu.';
call platform.confine('identity.totp');
grant select, insert, update, delete on identity.totp to motcua_app;

create table identity.passkey (
  locality_id   integer     not null default platform.current_locality(),
  id            uuid        not null default uuidv7(),
  account_id    uuid        not null,
  credential_id text        not null,
  public_key    bytea       not null,
  counter       bigint      not null,
  transports    text[]      not null default '{}',
  name          text        not null,
  created_at    timestamptz not null default now(),
  last_used_at  timestamptz,
  primary key (locality_id, id),
  foreign key (locality_id, account_id) references identity.account,
  constraint passkey_credential_once unique (locality_id, credential_id)
);
comment on table identity.passkey is 'Khoá truy cập (passkey) của tài khoản; chỉ có khoá công khai.';
call platform.confine('identity.passkey');
create index passkey_account_idx on identity.passkey (locality_id, account_id);
grant select, insert, update (counter, last_used_at, name), delete on identity.passkey to motcua_app;

create table identity.recovery_code (
  locality_id integer     not null default platform.current_locality(),
  account_id  uuid        not null,
  code_hash   bytea       not null,
  used_at     timestamptz,
  primary key (locality_id, account_id, code_hash),
  foreign key (locality_id, account_id) references identity.account
);
comment on table identity.recovery_code is 'Mã dự phòng dùng một lần khi mất thiết bị; chỉ giữ mã băm.';
call platform.confine('identity.recovery_code');
grant select, insert, update (used_at), delete on identity.recovery_code to motcua_app;
