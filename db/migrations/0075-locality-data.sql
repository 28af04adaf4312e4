-- What is true of a locality is its own row: its name, its hotline, and whether it is only a demonstration. A paper of a
-- demonstration is stamped MẪU because the row says so, never because of words in its name.

alter table platform.locality
  add column demonstration boolean not null default false,
  add column hotline text not null default '',
  add column address text not null default '';
comment on column platform.locality.demonstration is 'Dữ liệu trình diễn: giấy in ra có chữ MẪU.';
comment on column platform.locality.hotline is 'Đường dây nóng của địa phương.';
comment on column platform.locality.address is 'Địa chỉ của cơ quan quản lý hệ thống.';

-- The one name that carried the fact until now.
update platform.locality set demonstration = true, name = regexp_replace(name, '\s*\(dữ liệu trình diễn\)$', '')
where name ~ '\(dữ liệu trình diễn\)$';

-- A practice place follows the locality it belongs to.
alter table platform.locality add constraint locality_code_known
  check (practice_of is not null or code ~ '^[HG][0-9]{2}$' or code = 'MOI');

-- The application corrects its own row; what makes it another place (its code once agencies carry it) it may not change.
create function platform.keep_locality() returns trigger language plpgsql as $$
begin
  if new.code <> old.code and exists (select from agency.agency where locality_id = old.id) then
    raise exception 'the code of a locality with agencies never changes' using errcode = '23514', constraint = 'locality_code_fixed';
  end if;
  return new;
end
$$;
create trigger keep_locality before update on platform.locality for each row execute function platform.keep_locality();
grant update (code, name, hotline, address) on platform.locality to motcua_app;
