-- Papers handed to people: kept byte for byte as they were printed, never changed, never deleted.

create table document.issued_document (
  locality_id    integer     not null references platform.locality,
  id             uuid        not null default uuidv7(),
  -- Belongs to the dossier module, which comes after this one: an id, no foreign key.
  dossier_id     uuid        not null,
  form           text        not null,
  year           smallint    not null,
  series         integer     not null,
  number         text        not null,
  issued_at      timestamptz not null,
  issued_by      uuid        not null,
  size           integer     not null,
  content_sha256 bytea       not null,
  bytes          bytea       not null,
  primary key (locality_id, id),
  foreign key (locality_id, issued_by) references identity.account,
  constraint issued_document_number_unique unique (locality_id, form, year, number),
  constraint issued_document_series_unique unique (locality_id, form, year, series),
  constraint issued_document_form_known check (form in ('receipt-slip', 'supplement-request', 'refusal')),
  constraint issued_document_size_true check (size = octet_length(bytes)),
  constraint issued_document_hash_true check (content_sha256 = sha256(bytes))
);
comment on table document.issued_document is 'Giấy tờ đã phát hành cho người dân (giấy tiếp nhận, phiếu yêu cầu bổ sung, phiếu từ chối): giữ nguyên từng byte như bản đã in.';
-- A PDF is compressed already.
alter table document.issued_document alter column bytes set storage external;
call platform.confine('document.issued_document');
create index issued_document_dossier_idx on document.issued_document (locality_id, dossier_id, form, id desc);
grant select, insert on document.issued_document to motcua_app;

-- The next number of a form in a year. A sequence, because a counter row would hold up every counter of the
-- centre until the transaction in front commits; a number lost to a rollback leaves a gap, which is allowed.
-- The sequence of a new year is made by whoever comes first; those who come at the same moment wait for them once.
create function document.next_series(form text, year integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  locality integer := platform.current_locality();
  name text;
begin
  if locality is null then raise exception 'no locality is set'; end if;
  if form not in ('receipt-slip', 'supplement-request', 'refusal') then raise exception 'unknown form %', form; end if;
  if year not between 2000 and 2999 then raise exception 'year % out of range', year; end if;
  name := format('document.%I', format('series_%s_%s_%s', locality, form, year));
  if to_regclass(name) is null then
    begin
      execute format('create sequence if not exists %s as integer', name);
    exception when unique_violation or duplicate_table then
      null; -- made by another at the same moment, and committed since
    end;
  end if;
  return nextval(name::regclass);
end
$$;
comment on function document.next_series is 'Số tiếp theo của một loại giấy trong năm; có thể có khoảng trống, không bao giờ trùng.';
revoke all on function document.next_series from public;
grant execute on function document.next_series to motcua_app;
