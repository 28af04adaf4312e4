-- What happens to the security of the house, beside the line in the log of the process: signing in, failures and waits, changes of accounts
-- and factors, exports, refused accesses. No secret, no name, no address: an account by its id, a network by its first part. The application
-- adds and cannot change.
create table identity.security_event (
  locality_id integer     not null default platform.current_locality(),
  id          uuid        not null default uuidv7(),
  at          timestamptz not null default now(),
  event       text        not null,
  account_id  uuid,
  session_id  uuid,
  network     text        not null default '',
  route       text        not null default '',
  status      integer,
  refusal     text,
  request_id  text        not null default '',
  -- The same again within a minute is one more here and no row of its own.
  times       integer     not null default 1,
  primary key (locality_id, id),
  foreign key (locality_id) references platform.locality,
  constraint security_event_code check (event ~ '^[a-z_]+\.[a-z_]+$'),
  constraint security_event_times_positive check (times > 0)
);
comment on table identity.security_event is 'Nhật ký an ninh: đăng nhập, nhập sai, thay đổi tài khoản, xuất dữ liệu, truy cập bị từ chối. Chỉ ghi thêm.';
call platform.confine('identity.security_event');
create index security_event_kind_idx on identity.security_event (locality_id, event, id);
create index security_event_account_idx on identity.security_event (locality_id, account_id, id) where account_id is not null;
grant select, insert on identity.security_event to motcua_app;

-- What was done to an account stands in both logs, however it was done.
create function identity.account_event_is_security() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into identity.security_event (locality_id, at, event, account_id, network)
    values (new.locality_id, new.at, 'account.' || new.kind, new.account_id, case when new.by_account is null then 'command line' else '' end);
  return null;
end
$$;
create trigger account_event_is_security after insert on identity.account_event
  for each row execute function identity.account_event_is_security();

-- Nothing younger than two years is let go of.
create function identity.forget_old_security_events(most integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  gone integer;
begin
  delete from identity.security_event where ctid in (
    select ctid from identity.security_event
    where locality_id = platform.current_locality() and at < now() - interval '2 years' limit least(most, 10000));
  get diagnostics gone = row_count;
  return gone;
end
$$;
revoke all on function identity.forget_old_security_events(integer) from public;
grant execute on function identity.forget_old_security_events(integer) to motcua_app;
