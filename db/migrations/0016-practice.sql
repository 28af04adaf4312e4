-- Practice (chạy thử): a locality beside the real one, with rows, codes and a clock of its own. What keeps the two
-- apart is what keeps any two provinces apart: every key begins with the locality, and row-level security confines
-- every connection to one.

alter table platform.locality add column practice_of integer references platform.locality;
comment on column platform.locality.practice_of is 'Địa phương mà nơi chạy thử này tập theo; trống là địa phương thật.';
create unique index locality_one_practice_each on platform.locality (practice_of) where practice_of is not null;

create schema practice;
grant usage on schema practice to motcua_app, motcua_report;

create table practice.clock (
  locality_id integer primary key references platform.locality,
  ahead       interval not null default interval '0',
  constraint clock_not_behind check (ahead >= interval '0' and ahead <= interval '5 years')
);
comment on table practice.clock is 'Đồng hồ chạy thử: đi trước giờ thật bao lâu.';
call platform.confine('practice.clock');
grant select, insert, update (ahead) on practice.clock to motcua_app;
grant select on practice.clock to motcua_report;

-- Time that went back would leave holdings that overlap and acts before their cause.
create function practice.keep_clock() returns trigger language plpgsql as $$
begin
  if not exists (select from platform.locality where id = new.locality_id and practice_of is not null) then
    raise exception 'locality % is real and has no clock but the real one', new.locality_id using errcode = '23514', constraint = 'clock_only_in_practice';
  end if;
  if tg_op = 'UPDATE' and new.ahead < old.ahead then
    raise exception 'a practice clock never goes back' using errcode = '23514', constraint = 'clock_never_back';
  end if;
  return new;
end
$$;
create trigger keep_clock before insert or update on practice.clock for each row execute function practice.keep_clock();

-- Only a connection opened for practice looks at the practice clock; all others pay for one setting.
create or replace function platform.now() returns timestamptz language sql stable parallel safe
  return case
    when nullif(current_setting('motcua.now', true), '') is not null then current_setting('motcua.now', true)::timestamptz
    when current_setting('motcua.practice', true) = 'on'
      then now() + coalesce((select ahead from practice.clock where locality_id = platform.current_locality()), interval '0')
    else now()
  end;

-- One door into practice: made for a person signed in to the real centre, good once and for a minute.
create table practice.ticket (
  locality_id integer     not null references platform.locality,
  token_hash  bytea       not null,
  login       text        not null,
  path        text        not null,
  expires_at  timestamptz not null,
  used_at     timestamptz,
  primary key (locality_id, token_hash)
);
comment on table practice.ticket is 'Vé vào nơi chạy thử: dùng một lần, trong một phút.';
call platform.confine('practice.ticket');
grant select, insert, update (used_at), delete on practice.ticket to motcua_app;

-- Who holds which role now, for choosing whom to be in practice.
create view identity.v_role_holder with (security_invoker = true) as
  select a.locality_id, a.id as account_id, a.login, a.display_name, a.agency_id, g.role
  from identity.account a
  join identity.role_grant g on g.locality_id = a.locality_id and g.account_id = a.id and g.valid_during @> platform.now()
  where a.status = 'active';
comment on view identity.v_role_holder is 'Ai đang giữ vai trò nào.';
grant select on identity.v_role_holder to motcua_app;
