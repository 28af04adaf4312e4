-- Every look at personal data of a dossier, with the role that was used and what for; a page or an export is one row (ADR 0104).
alter table dossier.access
  alter column dossier_id drop not null,
  add column purpose text not null default 'open',
  -- Through what the person sees it: work, direction, opinion, oversight.
  add column seen_by text not null default '',
  -- The agency and the centre of the grant that was used.
  add column agency_id uuid,
  add column centre_id uuid,
  add column session_id uuid,
  add column dossier_ids uuid[],
  -- An export of everything a centre received in a stretch of time.
  add column range_centre_id uuid,
  add column range_from timestamptz,
  add column range_to timestamptz,
  add constraint access_purpose_known check (purpose in ('open', 'list', 'search', 'print', 'file', 'export')),
  add constraint access_of_something check (num_nonnulls(dossier_id, dossier_ids, range_centre_id) = 1);
comment on table dossier.access is 'Lượt cán bộ xem, tìm, in, mở tệp hoặc xuất dữ liệu cá nhân của hồ sơ.';
create index access_page_idx on dossier.access using gin (dossier_ids) where dossier_ids is not null;
create index access_range_idx on dossier.access (locality_id, range_centre_id, range_from) where range_centre_id is not null;
create index access_at_idx on dossier.access (locality_id, at);

-- Rows are let go of after two years, a piece at a time, by this door only: the application removes no younger one.
create function dossier.forget_old_access(most integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  gone integer;
begin
  delete from dossier.access where ctid in (
    select ctid from dossier.access
    where locality_id = platform.current_locality() and at < now() - interval '2 years' limit least(most, 10000));
  get diagnostics gone = row_count;
  return gone;
end
$$;
comment on function dossier.forget_old_access is 'Bỏ dần các lượt xem đã quá hai năm.';
revoke all on function dossier.forget_old_access from public;
grant execute on function dossier.forget_old_access to motcua_app;
