-- A citizen's file has no account of the house behind it: it names the person who sent it. And a file may arrive before there is a dossier:
-- it is held for the draft, and becomes a file of the dossier when that is filed.
alter table document.file alter column uploaded_by drop not null;
-- Belongs to the citizen module, which comes after this one: an id, no foreign key.
alter table document.file add column sent_by_person uuid;
alter table document.file add constraint file_has_one_sender check ((uploaded_by is null) <> (sent_by_person is null));
comment on column document.file.sent_by_person is 'Công dân, tổ chức đã gửi tệp khi nộp hoặc bổ sung trực tuyến; trống khi do cán bộ đính kèm.';

create table document.held_file (
  locality_id    integer     not null references platform.locality,
  id             uuid        not null default uuidv7(),
  -- The draft it is held for, which belongs to a module after this one.
  held_for       uuid        not null,
  component_no   integer,
  name           text        not null,
  media_type     text        not null,
  size           integer     not null,
  content_sha256 bytea       not null,
  arrived_at     timestamptz not null default platform.now(),
  -- What its signatures are worth, of a PDF file; with what was believed that day.
  report         jsonb,
  trust_sha256   bytea,
  -- Why the virus scanner gave no answer.
  unscanned      text,
  primary key (locality_id, id),
  foreign key (locality_id, content_sha256) references document.file_content,
  constraint held_file_name_sound check (name <> '' and octet_length(name) <= 255 and name !~ '[/\\[:cntrl:]]'),
  constraint held_file_size_within_20_mb check (size between 1 and 20971520),
  constraint held_file_judged_whole check ((report is null) = (trust_sha256 is null))
);
comment on table document.held_file is 'Tệp công dân đã tải lên cho bản nháp, trước khi có hồ sơ; nộp thì thành tệp của hồ sơ, bỏ bản nháp thì xoá.';
call platform.confine('document.held_file');
create index held_file_held_for_idx on document.held_file (locality_id, held_for, id);
create index held_file_content_idx on document.held_file (locality_id, content_sha256);
grant select, insert, delete on document.held_file to motcua_app;

-- Bytes that belong to no file any more go; those of any file that was ever on a dossier stay. Whoever keeps a file holds the same lock, shared.
create function document.drop_unused_content(most integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  here integer := platform.current_locality();
  dropped integer;
begin
  if here is null then raise exception 'no locality is set'; end if;
  perform pg_advisory_xact_lock(hashtextextended('document.file_content', here));
  delete from document.file_content c
    where c.locality_id = here and c.sha256 in (
      select x.sha256 from document.file_content x
      where x.locality_id = here
        and not exists (select from document.file f where f.locality_id = x.locality_id and f.content_sha256 = x.sha256)
        and not exists (select from document.held_file h where h.locality_id = x.locality_id and h.content_sha256 = x.sha256)
      limit most);
  get diagnostics dropped = row_count;
  return dropped;
end
$$;
revoke all on function document.drop_unused_content(integer) from public;
grant execute on function document.drop_unused_content(integer) to motcua_app;
