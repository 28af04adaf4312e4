-- The signed version of a printed paper, beside it: the printed one is its beginning, byte for byte.

create table document.signed_document (
  locality_id    integer     not null references platform.locality,
  document_id    uuid        not null,
  signed_at      timestamptz not null,
  signer_name    text        not null,
  -- Of the certificate, so that what was signed under a key can be found when the key is lost.
  signer_sha256  bytea       not null,
  -- What a time-stamping authority vouched for; null without one.
  stamped_at     timestamptz,
  size           integer     not null,
  content_sha256 bytea       not null,
  bytes          bytea       not null,
  primary key (locality_id, document_id),
  foreign key (locality_id, document_id) references document.issued_document,
  constraint signed_document_signer_is_sha256 check (length(signer_sha256) = 32),
  constraint signed_document_size_true check (size = octet_length(bytes)),
  constraint signed_document_hash_true check (content_sha256 = sha256(bytes))
);
comment on table document.signed_document is 'Bản đã ký số của giấy tờ phát hành: giữ nguyên từng byte, không sửa, không xoá; phần đầu là bản đã in.';
alter table document.signed_document alter column bytes set storage external;
call platform.confine('document.signed_document');
create index signed_document_signer_idx on document.signed_document (locality_id, signer_sha256);
grant select, insert on document.signed_document to motcua_app;
