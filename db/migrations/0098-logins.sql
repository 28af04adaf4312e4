-- One login per locality. Which locality a session is in was a setting that its own SQL could change; now it is the login's name,
-- motcua_app_<locality>, optionally with a suffix, which no statement changes. Other logins (the owner's, for migrations and
-- verification) go on saying it by the setting; the server refuses to serve with them.
create or replace function platform.current_locality() returns integer language sql stable parallel safe
  return case when left(session_user, 11) = 'motcua_app_' then split_part(session_user, '_', 3)::integer
    else nullif(current_setting('motcua.locality_id', true), '')::integer end;

-- The clock of an application's login is the real one, or that of its practice place. Only other sessions may set motcua.now.
create or replace function platform.now() returns timestamptz language sql stable parallel safe
  return case
    when nullif(current_setting('motcua.now', true), '') is not null and left(session_user, 11) <> 'motcua_app_'
      then current_setting('motcua.now', true)::timestamptz
    when case when left(session_user, 11) = 'motcua_app_' then split_part(session_user, '_', 3)::integer >= 1000000
      else current_setting('motcua.practice', true) = 'on' end
      then now() + coalesce((select ahead from practice.clock where locality_id = platform.current_locality()), interval '0')
    else now() end;

-- The server compares the schema with its own migrations when it has no owner's login.
grant select (name) on platform.migration to motcua_app;

-- Nothing of the application needs large objects, which are room for what nobody sees. (Temporary tables are closed with the logins.)
do $$
declare
  object regprocedure;
begin
  for object in select oid::regprocedure from pg_proc where pronamespace = 'pg_catalog'::regnamespace and proname ~ '^lo_' loop
    begin
      execute format('revoke execute on function %s from public', object);
    exception when insufficient_privilege then
      null; -- an owner who is no superuser may not; the operator of an outside PostgreSQL can
    end;
  end loop;
end
$$;

-- A sequence is made for the year that runs, or for the one beside it at the turn of the year, and for no other.
create or replace function document.next_series(form text, year integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  locality integer := platform.current_locality();
  name text;
  this_year integer := extract(year from platform.today());
begin
  if locality is null then raise exception 'no locality is set'; end if;
  if form not in ('receipt-slip', 'supplement-request', 'refusal', 'apology', 'stop-notice') then raise exception 'unknown form %', form; end if;
  name := format('document.%I', format('series_%s_%s_%s', locality, form, year));
  if to_regclass(name) is null then
    if year not between this_year - 1 and this_year + 1 then raise exception 'year % is not near %', year, this_year; end if;
    begin
      execute format('create sequence if not exists %s as integer', name);
    exception when unique_violation or duplicate_table then
      null; -- made by another at the same moment, and committed since
    end;
  end if;
  return nextval(name::regclass);
end
$$;
