-- Roles, the tenant, and the two promises every business table makes: it belongs to one locality, and the
-- application may do with it only what is granted by name.

create extension if not exists btree_gist;
create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- Roles belong to the cluster, not to the database; another database of the same cluster may have made them.
do $$
begin
  if not exists (select from pg_roles where rolname = 'motcua_app') then
    create role motcua_app nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'motcua_report') then
    create role motcua_report nologin;
  end if;
end
$$;
-- So that an outside PostgreSQL's login user, who owns the schema, can step down to the application's role.
grant motcua_app, motcua_report to current_user;

create schema if not exists platform;
create schema agency;
create schema identity;
create schema calendar;
create schema document;
create schema procedure;
create schema dossier;
create schema centre;
create schema feedback;
create schema oversight;
create schema reporting;
grant usage on schema platform, agency, identity, calendar, document, procedure, dossier, centre, feedback, oversight, reporting
  to motcua_app, motcua_report;

-- The only "now". Demonstrations and tests may set motcua.now in their own session; production never does.
create function platform.now() returns timestamptz language sql stable parallel safe
  return coalesce(nullif(current_setting('motcua.now', true), '')::timestamptz, now());
comment on function platform.now is 'Giờ của hệ thống: giờ cơ sở dữ liệu, trừ khi phiên trình diễn đặt giờ riêng.';

-- Set once per connection when it is opened. A connection without it sees no row at all.
create function platform.current_locality() returns integer language sql stable parallel safe
  return nullif(current_setting('motcua.locality_id', true), '')::integer;

create table platform.locality (
  id   integer primary key,
  code text not null,
  name text not null,
  constraint locality_code_unique unique (code)
);
comment on table platform.locality is 'Địa phương (tỉnh, thành phố): one tenant.';
alter table platform.locality enable row level security;
create policy confined on platform.locality using (id = platform.current_locality());
grant select on platform.locality to motcua_app, motcua_report;

-- Row-level security by locality, forced even on the owner unless it is a superuser.
create procedure platform.confine(relation regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', relation);
  execute format('alter table %s force row level security', relation);
  execute format(
    'create policy confined on %s using (locality_id = platform.current_locality()) with check (locality_id = platform.current_locality())',
    relation);
  execute format('alter table %s alter column locality_id set default platform.current_locality()', relation);
end
$$;

-- A repeated request gets the first answer (Idempotency-Key). Written in the transaction of the effect itself,
-- so there is never an effect without its answer, nor an answer without its effect.
create table platform.idempotency (
  locality_id   integer     not null references platform.locality,
  caller        text        not null,
  key           text        not null,
  request_hash  bytea       not null,
  status        integer     not null,
  answer        jsonb       not null,
  at            timestamptz not null default now(),
  constraint idempotency_key_once_per_caller primary key (locality_id, caller, key),
  constraint idempotency_key_length check (length(key) between 1 and 255)
);
comment on table platform.idempotency is 'Yêu cầu đã thực hiện: kết quả của lần gửi đầu, trả lại cho mọi lần gửi sau.';
call platform.confine('platform.idempotency');
create index idempotency_at_idx on platform.idempotency (locality_id, at);
grant select, insert, delete on platform.idempotency to motcua_app;
