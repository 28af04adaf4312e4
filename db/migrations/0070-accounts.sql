-- Accounts that people open and close themselves. Before, an account could only come from a pack, with a password that is
-- printed in the README.

alter table identity.account
  add column demonstration boolean not null default false,
  add column password_kind text not null default 'own',
  add column password_set_at timestamptz not null default now(),
  add constraint account_password_kind_known check (password_kind in ('own', 'one_time', 'none')),
  add constraint account_without_password_has_no_hash check ((password_kind = 'none') = (password_hash = ''));
comment on column identity.account.demonstration is 'Tài khoản trình diễn: mật khẩu ai cũng biết, chỉ dùng trên máy của mình.';
comment on column identity.account.password_kind is 'own: mật khẩu tự đặt; one_time: mật khẩu cấp một lần, phải đổi; none: chưa có.';
grant update (password_kind, password_set_at) on identity.account to motcua_app;

-- Until now the loader of packs was the only way in, and it gave every account the published password. Practice accounts have
-- a password nobody knows.
alter table identity.account no force row level security;
update identity.account a set demonstration = true
  from platform.locality l where l.id = a.locality_id and l.practice_of is null;
alter table identity.account force row level security;

-- Who gave a role, and who ended it; null is the command line, a pack, or a time before this was written down.
alter table identity.role_grant add column granted_by uuid, add column ended_by uuid;
grant update (ended_by) on identity.role_grant to motcua_app;

-- What was done to an account. Read by its owner and by those who run accounts; never changed.
create table identity.account_event (
  locality_id integer     not null default platform.current_locality(),
  id          uuid        not null default uuidv7(),
  account_id  uuid        not null,
  at          timestamptz not null default now(),
  kind        text        not null,
  by_account  uuid,
  by_name     text        not null,
  detail      text        not null default '',
  primary key (locality_id, id),
  foreign key (locality_id, account_id) references identity.account,
  constraint account_event_kind_known check (kind in (
    'created', 'one_time_password', 'password_changed', 'disabled', 'enabled', 'role_given', 'role_ended', 'sessions_ended',
    'totp_added', 'totp_removed', 'passkey_added', 'passkey_removed', 'recovery_codes', 'recovery_code_used', 'second_factor_reset'))
);
comment on table identity.account_event is 'Nhật ký tài khoản: ai cấp mật khẩu, khoá, giao hay thu vai trò. Chỉ ghi thêm.';
call platform.confine('identity.account_event');
create index account_event_account_idx on identity.account_event (locality_id, account_id, id);
grant select, insert on identity.account_event to motcua_app;

create view agency.v_unit with (security_invoker = true) as
  select locality_id, id, agency_id, code, name from agency.unit;
comment on view agency.v_unit is 'Phòng, đơn vị, cho các phân hệ khác dùng.';
grant select on agency.v_unit to motcua_app;
