-- Files that arrive on a dossier: kept byte for byte, judged on arrival, the report kept beside them. Nothing here is ever
-- changed or deleted: a mistake is marked by a further row, a later judgement is a further row.

-- The bytes, once per locality however often the same file arrives.
create table document.file_content (
  locality_id integer not null references platform.locality,
  sha256      bytea   not null,
  size        integer not null,
  bytes       bytea   not null,
  primary key (locality_id, sha256),
  constraint file_content_hash_true check (sha256 = sha256(bytes)),
  constraint file_content_size_true check (size = octet_length(bytes)),
  constraint file_content_within_20_mb check (size between 1 and 20971520)
);
comment on table document.file_content is 'Nội dung tệp đính kèm, giữ nguyên từng byte; mỗi nội dung một lần trong địa phương.';
-- Scans and PDF files are compressed already; uncompressed rows can also be read piece by piece.
alter table document.file_content alter column bytes set storage external;
call platform.confine('document.file_content');
grant select, insert on document.file_content to motcua_app;

create table document.file (
  locality_id      integer     not null references platform.locality,
  id               uuid        not null default uuidv7(),
  -- Belongs to the dossier module, which comes after this one: an id, no foreign key.
  dossier_id       uuid        not null,
  purpose          text        not null,
  -- Of the procedure's checklist, for a scan of one of its papers.
  component_no     integer,
  name             text        not null,
  media_type       text        not null,
  size             integer     not null,
  content_sha256   bytea       not null,
  uploaded_at      timestamptz not null,
  uploaded_by      uuid        not null,
  uploaded_by_name text        not null,
  uploaded_role    text        not null,
  primary key (locality_id, id),
  foreign key (locality_id, content_sha256) references document.file_content,
  foreign key (locality_id, uploaded_by) references identity.account,
  constraint file_purpose_known check (purpose in ('paper', 'result', 'other')),
  constraint file_component_of_a_paper check (component_no is null or purpose = 'paper'),
  constraint file_name_sound check (name <> '' and octet_length(name) <= 255 and name !~ '[/\\[:cntrl:]]'),
  constraint file_type_known check (media_type in ('application/pdf', 'image/jpeg', 'image/png', 'image/tiff',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')),
  constraint file_size_within_20_mb check (size between 1 and 20971520)
);
comment on table document.file is 'Tệp đính kèm hồ sơ: bản số hoá giấy tờ, kết quả, tệp khác. Không sửa, không xoá; gỡ nhầm bằng document.file_withdrawal.';
call platform.confine('document.file');
create index file_dossier_idx on document.file (locality_id, dossier_id, id);
create index file_content_idx on document.file (locality_id, content_sha256);
grant select, insert on document.file to motcua_app;

-- The size that is shown is the size of what is kept.
create function document.file_is_its_content() returns trigger language plpgsql as $$
begin
  if not exists (select from document.file_content c
      where c.locality_id = new.locality_id and c.sha256 = new.content_sha256 and c.size = new.size) then
    raise exception 'a file has the size of its content' using errcode = 'check_violation', constraint = 'file_size_true';
  end if;
  return new;
end $$;
create trigger file_size_true before insert on document.file for each row execute function document.file_is_its_content();

create table document.file_withdrawal (
  locality_id integer     not null references platform.locality,
  file_id     uuid        not null,
  at          timestamptz not null,
  by          uuid        not null,
  by_name     text        not null,
  reason      text        not null,
  constraint file_withdrawn_once primary key (locality_id, file_id),
  foreign key (locality_id, file_id) references document.file,
  foreign key (locality_id, by) references identity.account,
  constraint file_withdrawal_says_why check (btrim(reason) <> '')
);
comment on table document.file_withdrawal is 'Tệp gửi nhầm được gỡ khỏi hồ sơ trước khi có thao tác căn cứ vào nó: ai, khi nào, vì sao. Tệp vẫn được giữ.';
call platform.confine('document.file_withdrawal');
grant select, insert on document.file_withdrawal to motcua_app;

create table document.file_check (
  locality_id     integer     not null references platform.locality,
  id              uuid        not null default uuidv7(),
  file_id         uuid        not null,
  at              timestamptz not null,
  -- Nobody when the system judges it by itself.
  checked_by      uuid,
  checked_by_name text        not null,
  verdict         text        not null,
  report          jsonb       not null,
  -- Of the certificates and lists that were believed that day, so that a report that comes out otherwise later can be explained.
  trust_sha256    bytea       not null,
  primary key (locality_id, id),
  foreign key (locality_id, file_id) references document.file,
  constraint file_check_verdict_known check (verdict in ('valid', 'indeterminate', 'invalid', 'unsigned', 'unreadable')),
  constraint file_check_verdict_of_report check (report ->> 'verdict' = verdict),
  constraint file_check_trust_is_sha256 check (length(trust_sha256) = 32)
);
comment on table document.file_check is 'Báo cáo kiểm tra chữ ký số của tệp PDF: lúc nhận và mỗi lần kiểm tra lại; chỉ thêm, không ghi đè.';
call platform.confine('document.file_check');
create index file_check_file_idx on document.file_check (locality_id, file_id, id desc);
grant select, insert on document.file_check to motcua_app;

create view document.v_file with (security_invoker = true) as
  select f.locality_id, f.id, f.dossier_id, f.purpose, f.name, f.content_sha256, w.file_id is not null as is_withdrawn,
    c.verdict, jsonb_path_query_array(c.report, '$.problems[*]') || jsonb_path_query_array(c.report, '$.signatures[*].problems[*]') as problems
  from document.file f
  left join document.file_withdrawal w on w.locality_id = f.locality_id and w.file_id = f.id
  left join lateral (select k.verdict, k.report from document.file_check k where k.locality_id = f.locality_id and k.file_id = f.id
    order by k.id desc limit 1) c on true;
comment on view document.v_file is 'Tệp đính kèm của hồ sơ, kèm kết luận kiểm tra gần nhất.';
grant select on document.v_file to motcua_app, motcua_report;

create view document.v_issued_form with (security_invoker = true) as
  select d.locality_id, d.dossier_id, d.form, d.number, d.issued_at, s.signed_at, s.signer_name, s.stamped_at
  from document.issued_document d
  left join document.signed_document s on s.locality_id = d.locality_id and s.document_id = d.id;
comment on view document.v_issued_form is 'Giấy tờ đã phát hành của hồ sơ và chữ ký số của cơ quan phát hành trên đó.';
grant select on document.v_issued_form to motcua_app;

-- What an act rests on. The same is in the act's sealed payload; this is the way back from a file to its acts.
create table dossier.act_file (
  locality_id    integer not null references platform.locality,
  dossier_id     uuid    not null,
  seq            integer not null,
  file_id        uuid    not null,
  content_sha256 bytea   not null,
  primary key (locality_id, dossier_id, seq, file_id),
  foreign key (locality_id, dossier_id) references dossier.dossier,
  constraint act_file_is_sha256 check (length(content_sha256) = 32)
);
comment on table dossier.act_file is 'Tệp mà một thao tác căn cứ vào: mã tệp và dấu vân SHA-256, cũng có trong nội dung được niêm phong của thao tác.';
call platform.confine('dossier.act_file');
create index act_file_file_idx on dossier.act_file (locality_id, file_id);
grant select, insert on dossier.act_file to motcua_app;

-- Which file was opened, when it was one of the dossier's files and not the dossier itself.
alter table dossier.access add column file_id uuid;
comment on column dossier.access.file_id is 'Tệp đính kèm đã được mở; trống khi mở hồ sơ.';
